package org.courtbridge.gateway.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;
import org.courtbridge.gateway.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal's sizes, names and files at their borders. */
class JournalBordersTest {

    private static final int MAX_RECORD = 16 << 20;

    @TempDir
    Path folder;

    private static void append(Journal journal, String... records) {
        for (String record : records) {
            journal.append(record.getBytes(UTF_8), _ -> {});
        }
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream().map(record -> new String(record, UTF_8)).toList();
    }

    private List<String> segments() throws IOException {
        return JournalSegment.in(folder).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    @Test
    void aRecordHasOneByteTo16MiB() {
        byte[] longest = new byte[MAX_RECORD];
        Arrays.fill(longest, (byte) 7);
        try (Journal journal = Journal.open(folder)) {
            assertThatThrownBy(() -> journal.append(new byte[0], _ -> {}))
                    .hasMessage("record: 0 bytes (expected: 1 to 16777216)");
            assertThatThrownBy(() -> journal.append(new byte[MAX_RECORD + 1], _ -> {}))
                    .hasMessage("record: 16777217 bytes (expected: 1 to 16777216)");
            journal.append(new byte[] {1}, _ -> {});
            journal.append(longest, _ -> {});
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(journal.takeFound()).containsExactly(new byte[] {1}, longest);
        }
    }

    /** With its length and checksum a record of eight bytes has sixteen. */
    @Test
    void aSegmentThatHasItsSizeIsFull() throws IOException {
        try (Journal journal = Journal.open(folder, FileChannel::open, 16)) {
            append(journal, "12345678", "12345678");
            assertThat(segments()).containsExactly("0000000001.journal", "0000000002.journal");
        }
        try (Journal journal = Journal.open(folder, FileChannel::open, 17)) {
            append(journal, "12345678", "12345678");
            assertThat(segments()).endsWith("0000000002.journal", "0000000003.journal");
            append(journal, "12345678");
            assertThat(segments()).endsWith("0000000003.journal", "0000000004.journal");
        }
    }

    @Test
    void whatWasFoundIsHandedOverOnce() {
        try (Journal journal = Journal.open(folder)) {
            append(journal, "a");
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(journal.takeFound()).hasSize(1);
            assertThat(journal.takeFound()).isEmpty();
        }
    }

    @Test
    void othersFilesInTheFolderAreLeftAlone() throws IOException {
        List<String> others = List.of("notes.txt", "0000000001.journal.torn", "123.journal", "0000000001-journal");
        for (String other : others) {
            Files.writeString(folder.resolve(other), "x");
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(journal.takeFound()).isEmpty();
            append(journal, "a");
            journal.stored(1);
        }
        assertThat(segments()).isEmpty();
        assertThat(others).allMatch(other -> Files.exists(folder.resolve(other)));
    }

    @Test
    void aFolderWhoseJournalCouldNotBeReadIsFreeAgain() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (Journal journal = Journal.open(folder)) {
                append(journal, "whole");
            }
        }
        Path first = JournalSegment.in(folder).getFirst();
        byte[] whole = Files.readAllBytes(first);
        Files.write(first, new byte[] {1}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Journal.open(folder)).hasMessageContaining("is damaged at byte 13");
        Files.write(first, whole);
        try (Journal journal = Journal.open(folder)) {
            assertThat(texts(journal.takeFound())).containsExactly("whole", "whole");
        }
    }

    @Test
    void saysWhichFolderItCannotUse() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Journal.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("journal " + file);
    }

    /** What one thread says later of earlier records takes nothing back. */
    @Test
    void whatIsStoredStaysStored() throws IOException {
        try (Journal journal = Journal.open(folder)) {
            append(journal, "a", "b");
            journal.stored(2);
            journal.stored(1);
        }
        assertThat(segments()).as("all of it was stored").isEmpty();
        try (Journal journal = Journal.open(folder)) {
            append(journal, "a", "b");
            journal.stored(1);
        }
        assertThat(segments()).as("one was not").hasSize(1);
    }

    @Test
    void aFullSegmentGoesWhenItsLastRecordIsStoredEvenIfThatWasBefore() throws IOException {
        try (Journal journal = Journal.open(folder, FileChannel::open, 20)) {
            append(journal, "123456", "123456");
            journal.stored(2);
            assertThat(segments()).as("it is being written to").containsExactly("0000000001.journal");
            append(journal, "123456");
            assertThat(segments()).containsExactly("0000000002.journal");
        }
    }

    @Test
    void aSegmentThatCannotBeDeletedIsTriedAgain() throws IOException {
        try (Journal journal = Journal.open(folder)) {
            append(journal, "a");
        }
        try (Journal journal = Journal.open(folder)) {
            Path segment = JournalSegment.in(folder).getFirst();
            Files.delete(segment);
            Files.createDirectory(segment);
            Path inTheWay = Files.createFile(segment.resolve("inside"));
            journal.stored(1);
            assertThat(segment).exists();
            Files.delete(inTheWay);
            journal.stored(1);
            assertThat(segment).doesNotExist();
        }
    }

    @Test
    void closingTwiceIsClosingOnceAndAnInterruptedOneWaitsAllTheSame() {
        Journal journal = Journal.open(folder);
        append(journal, "a");
        Thread.currentThread().interrupt();
        journal.close();
        assertThat(Thread.interrupted()).as("still to be seen by others").isTrue();
        journal.close();
        assertThat(Thread.interrupted()).isFalse();
        try (Journal next = Journal.open(folder)) {
            assertThat(texts(next.takeFound())).containsExactly("a");
        }
    }

    /** A length of nothing, one that no record has, and one beyond the end: none of them is a record. */
    @Test
    void takesNoNonsenseForARecord() throws IOException {
        Path file = folder.resolve(JournalSegment.name(1));
        byte[] record = {0, 0, 0, 1, 0, 0, 0, 0, 'a'};
        ByteBuffer.wrap(record).putInt(4, crc(new byte[] {'a'}));
        for (int length : new int[] {0, -1, Integer.MIN_VALUE, 2, MAX_RECORD + 1, Integer.MAX_VALUE}) {
            byte[] nonsense = ByteBuffer.allocate(9).putInt(length).array();
            byte[] both = ByteBuffer.allocate(18).put(record).put(nonsense).array();
            Files.write(file, both);
            assertThatThrownBy(() -> JournalSegment.read(file, false, FileChannel::open))
                    .as("length %d", length)
                    .isInstanceOf(StoreException.class)
                    .hasMessageEndingWith("0000000001.journal is damaged at byte 9; restore it from a backup");
            assertThat(texts(JournalSegment.read(file, true, FileChannel::open)))
                    .as("length %d", length)
                    .containsExactly("a");
            assertThat(file).hasBinaryContent(record);
            assertThat(folder.resolve("0000000001.journal.torn")).hasBinaryContent(nonsense);
        }
        byte[] beginning = Arrays.copyOf(record, 8);
        Files.write(file, ByteBuffer.allocate(17).put(record).put(beginning).array());
        assertThat(texts(JournalSegment.read(file, true, FileChannel::open)))
                .as("a header and nothing behind it")
                .containsExactly("a");
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Test
    void aRecordTooLongForAnyIsNoneThoughItsBytesAreThere() throws IOException {
        Path file = folder.resolve(JournalSegment.name(1));
        byte[] content = new byte[MAX_RECORD + 1];
        ByteBuffer bytes = ByteBuffer.allocate(8 + content.length)
                .putInt(content.length)
                .putInt(crc(content))
                .put(content);
        Files.write(file, bytes.array());
        assertThat(JournalSegment.read(file, true, FileChannel::open)).isEmpty();
        Files.write(
                file,
                Arrays.copyOf(
                        bytes.putInt(0, MAX_RECORD)
                                .putInt(4, crc(new byte[MAX_RECORD]))
                                .array(),
                        8 + MAX_RECORD));
        assertThat(JournalSegment.read(file, true, FileChannel::open)).hasSize(1);
    }

    /** As a disk may that is nearly full, or far away. */
    @Test
    void aDiskThatTakesThreeBytesAtATimeGetsAllOfThemInTheirOrder() {
        try (Journal journal = Journal.open(folder, (file, options) -> slow(FileChannel.open(file, options)), 1_000)) {
            append(journal, "бір", "екі");
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(texts(journal.takeFound())).containsExactly("бір", "екі");
        }
    }

    private static FileChannel slow(FileChannel disk) {
        return new JournalChannel(disk) {

            @Override
            public int write(ByteBuffer source, long position) throws IOException {
                int length = Math.min(3, source.remaining());
                int written = super.write(source.slice(source.position(), length), position);
                source.position(source.position() + written);
                return written;
            }
        };
    }

    @Test
    void saysWhatTheDiskSaid() {
        FullDisk disk = new FullDisk();
        try (Journal journal = Journal.open(folder, disk::open, 1_000)) {
            disk.free(0);
            assertThatThrownBy(() -> append(journal, "a"))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("the journal in %s cannot be written: No space left on device".formatted(folder));
        }
    }

    /** Files are few: a journal that runs for years has one open. */
    @Test
    void aFullSegmentIsClosedAndTheLastOneWithTheJournal() {
        List<FileChannel> opened = new ArrayList<>();
        Journal.Opener opener = (file, options) -> {
            FileChannel channel = FileChannel.open(file, options);
            if (!Files.isDirectory(file)) {
                opened.add(channel);
            }
            return channel;
        };
        try (Journal journal = Journal.open(folder, opener, 10)) {
            append(journal, "123456", "123456");
            assertThat(opened).extracting(FileChannel::isOpen).containsExactly(false, true);
        }
        assertThat(opened).extracting(FileChannel::isOpen).containsExactly(false, false);
    }

    /** Whoever closes waits for what is being written, and for what waits behind it. */
    @Test
    @Timeout(60)
    void closingLetsNobodyDown() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Journal.Opener opener = (file, options) -> new JournalChannel(FileChannel.open(file, options)) {

            @Override
            public int write(ByteBuffer source, long position) throws IOException {
                writing.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return super.write(source, position);
            }
        };
        Journal journal = Journal.open(folder, opener, 1_000);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> append(journal, "first"));
            writing.await();
            Thread closer = Thread.ofPlatform().start(journal::close);
            while (closer.getState() != Thread.State.WAITING && closer.getState() != Thread.State.TERMINATED) {
                Thread.onSpinWait();
            }
            release.countDown();
            first.get();
            closer.join();
        }
        try (Journal next = Journal.open(folder)) {
            assertThat(texts(next.takeFound())).containsExactly("first");
        }
    }

    @Test
    void segmentsAreNumberedOnAndReadInTheirOrder() throws IOException {
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 11; i++) {
            String record = "record " + i;
            try (Journal journal = Journal.open(folder)) {
                assertThat(texts(journal.takeFound())).isEqualTo(expected);
                append(journal, record);
            }
            expected.add(record);
        }
        assertThat(segments()).hasSize(11).startsWith("0000000001.journal").endsWith("0000000011.journal");
        assertThat(JournalSegment.number(JournalSegment.in(folder).getLast())).isEqualTo(11);
        assertThat(JournalSegment.number(Path.of(JournalSegment.name(9_876_543_210L))))
                .isEqualTo(9_876_543_210L);
    }
}
