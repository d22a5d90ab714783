package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.DataUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreHeaderTest {

    private static final int BLOCK = StoreHeader.BLOCK;

    @TempDir
    Path folder;

    private final StoreHeader header = new StoreHeader();

    private static ByteBuffer text(String text, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        bytes.put(0, text.getBytes(StandardCharsets.ISO_8859_1));
        return bytes;
    }

    private static String headerText(long block, long version) {
        String summed =
                "H:2,block:%1$x,blockSize:1000,chunk:%2$x,created:1a2,format:3,version:%2$x".formatted(block, version);
        byte[] bytes = summed.getBytes(StandardCharsets.ISO_8859_1);
        return summed + ",fletcher:" + Integer.toHexString(DataUtils.getFletcher32(bytes, 0, bytes.length)) + "\n";
    }

    private static ByteBuffer headerNaming(long block, long version) {
        ByteBuffer bytes = text(headerText(block, version), 2 * BLOCK);
        bytes.put(BLOCK, headerText(block, version).getBytes(StandardCharsets.ISO_8859_1));
        return bytes;
    }

    /** @param pieces that the file takes at a time, in bytes */
    private void writeChunk(long block, long version, int blocks, int pieces) {
        ByteBuffer chunk = text(
                "chunk:%1$x,len:%2$x,pages:3,max:4300,map:d7,root:7b,time:1148,version:%1$x,next:35,toc:3507 \n"
                        .formatted(version, blocks),
                blocks * BLOCK);
        for (int at = 0; at < blocks * BLOCK; at += pieces) {
            chunk.position(Math.min(at + pieces, blocks * BLOCK));
            header.written(chunk, at, block * BLOCK + at);
        }
    }

    private String after(ByteBuffer written) {
        ByteBuffer corrected = header.corrected(written, 0);
        byte[] first = new byte[BLOCK];
        byte[] second = new byte[BLOCK];
        corrected.get(0, first).get(BLOCK, second);
        assertThat(first).as("both copies").isEqualTo(second);
        return new String(first, StandardCharsets.ISO_8859_1).trim() + "\n";
    }

    @Test
    void namesTheChunkThatWasWrittenLast() {
        writeChunk(45, 0x1ec, 4, BLOCK * 4);
        writeChunk(49, 0x1ed, 3, 1_000);
        assertThat(after(headerNaming(45, 0x1ec))).isEqualTo(headerText(49, 0x1ed));
    }

    @Test
    void leavesAHeaderThatIsRight() {
        writeChunk(45, 0x1ec, 4, BLOCK * 4);
        ByteBuffer right = headerNaming(45, 0x1ec);
        assertThat(header.corrected(right, 0)).isSameAs(right);
        // Of a file of which nothing was written yet by this opening.
        ByteBuffer before = headerNaming(2, 1);
        assertThat(new StoreHeader().corrected(before, 0)).isSameAs(before);
    }

    @Test
    void namesNoChunkOfWhichAPartIsMissing() {
        writeChunk(45, 0x1ec, 4, BLOCK * 4);
        ByteBuffer half = text("chunk:1ed,len:3,version:1ed,next:35 \n", 3 * BLOCK);
        half.position(2 * BLOCK);
        header.written(half, 0, 49L * BLOCK);
        ByteBuffer right = headerNaming(45, 0x1ec);
        assertThat(header.corrected(right, 0)).isSameAs(right);
    }

    /** As when the file is made smaller. */
    @Test
    void isNotLedBackByAnOldChunkThatIsMoved() {
        writeChunk(45, 0x1ec, 4, BLOCK * 4);
        writeChunk(10, 0x100, 2, BLOCK * 2);
        ByteBuffer right = headerNaming(45, 0x1ec);
        assertThat(header.corrected(right, 0)).isSameAs(right);
    }

    /** Rows of many small commits, in a file that is opened anew as after a power cut. Without the mend each of these loses some. */
    @ParameterizedTest
    @ValueSource(longs = {2, 4, 53})
    void nothingThatWasCommittedIsMissingFromTheFile(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            try (Database database = Database.embedded(folder)) {
                if (round == 0) {
                    database.execute("create table words (id bigint primary key, word varchar(2000))");
                }
                List<Long> ids = new ArrayList<>();
                for (int i = random.nextInt(1, 30); i > 0; i--) {
                    long id = random.nextLong();
                    database.execute("insert into words values (?, ?)", id, "x".repeat(random.nextInt(1_500)));
                    ids.add(id);
                }
                database.readFromDisk();
                for (long id : ids) {
                    assertThat(count(database, id)).as("round %d", round).isEqualTo(1);
                }
            }
        }
    }

    private static int count(Database database, long id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from words where id = :id")
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .one());
    }
}
