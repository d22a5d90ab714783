package org.courtbridge.gateway.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSegmentsTest {

    /** Bytes: full with the first record. */
    private static final long TINY = 1;

    @TempDir
    Path folder;

    @Test
    void numbersRecordsOverSegments() throws IOException {
        JournalSegments segments = open(new ArrayList<>());
        assertThat(segments.append(records("a", "b"))).isEqualTo(1);
        assertThat(segments.append(records("c"))).isEqualTo(3);
        assertThat(JournalSegment.in(folder)).hasSize(2);
        assertThat(segments.oldest()).isEqualTo(1);
        assertThat(texts(segments.read(2, 5))).containsExactly("b");
        assertThat(texts(segments.read(3, 5))).containsExactly("c");
        segments.finish();

        List<byte[]> found = new ArrayList<>();
        JournalSegments anew = open(found);
        assertThat(texts(found)).containsExactly("a", "b", "c");
        assertThat(anew.append(records("d"))).isEqualTo(4);
        anew.finish();
    }

    @Test
    void deletesAFullSegmentOnceAllInItIsStored() throws IOException {
        JournalSegments segments = open(new ArrayList<>());
        segments.append(records("a", "b"));
        segments.append(records("c"));
        assertThat(segments.lastFull(1)).isZero();
        assertThat(segments.lastFull(3)).isEqualTo(2);
        segments.stored(1);
        assertThat(segments.oldest()).isEqualTo(1);
        segments.stored(2);
        assertThat(segments.oldest()).isEqualTo(3);
        assertThat(JournalSegment.in(folder)).hasSize(1);
        segments.finish();
        assertThat(JournalSegment.in(folder)).hasSize(1);
    }

    @Test
    void leavesNothingWhenAllIsStored() throws IOException {
        JournalSegments segments = open(new ArrayList<>());
        segments.append(records("a"));
        segments.stored(1);
        segments.finish();
        assertThat(JournalSegment.in(folder)).isEmpty();
    }

    private JournalSegments open(List<byte[]> found) throws IOException {
        return new JournalSegments(folder, FileChannel::open, TINY, found);
    }

    private static List<byte[]> records(String... texts) {
        List<byte[]> records = new ArrayList<>();
        for (String text : texts) {
            records.add(text.getBytes(UTF_8));
        }
        return records;
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream().map(record -> new String(record, UTF_8)).toList();
    }
}
