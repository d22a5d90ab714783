package org.courtbridge.gateway.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.courtbridge.gateway.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final long LARGE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void givesBackWhatWasAppended() {
        try (Journal journal = Journal.open(folder)) {
            append(journal, "бір", "екі");
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(texts(journal.takeFound())).containsExactly("бір", "екі");
            append(journal, "үш");
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(texts(journal.takeFound())).containsExactly("бір", "екі", "үш");
        }
    }

    @Test
    void numbersRecordsOnFromThoseFound() {
        List<Long> numbers = new ArrayList<>();
        try (Journal journal = Journal.open(folder)) {
            journal.append("a".getBytes(UTF_8), numbers::add);
        }
        try (Journal journal = Journal.open(folder)) {
            journal.append("b".getBytes(UTF_8), numbers::add);
        }
        assertThat(numbers).containsExactly(1L, 2L);
    }

    /** As kill -9 or a power cut leaves it: whole records before the cut are there, and it can be written to again. */
    @Test
    void survivesACutAtEveryByte() throws IOException {
        List<String> records = List.of("first", "екінші", "3", "x".repeat(40));
        try (Journal journal = Journal.open(folder.resolve("whole"))) {
            append(journal, records.toArray(String[]::new));
        }
        Path whole = JournalSegment.in(folder.resolve("whole")).getFirst();
        byte[] bytes = Files.readAllBytes(whole);
        int[] ends = new int[records.size()];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += 8 + records.get(i).getBytes(UTF_8).length;
            ends[i] = end;
        }
        assertThat(bytes).hasSize(end);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Path file = folder.resolve("cut" + cut + ".journal");
            Files.write(file, Arrays.copyOf(bytes, cut));
            int length = cut;
            long complete = Arrays.stream(ends).filter(e -> e <= length).count();
            assertThat(texts(JournalSegment.read(file, true, FileChannel::open)))
                    .as("cut at " + cut)
                    .isEqualTo(records.subList(0, (int) complete));
            assertThat(Files.size(file)).isEqualTo(complete == 0 ? 0 : ends[(int) complete - 1]);
            assertThat(texts(JournalSegment.read(file, false, FileChannel::open)))
                    .hasSize((int) complete);
            Files.delete(file);
        }
    }

    @Test
    void neverGivesBackADamagedRecord() throws IOException {
        try (Journal journal = Journal.open(folder)) {
            append(journal, "first", "second", "third");
        }
        Path file = JournalSegment.in(folder).getFirst();
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            byte[] mutated = bytes.clone();
            mutated[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, mutated);
            List<String> read = texts(JournalSegment.read(file, true, FileChannel::open));
            assertThat(List.of("first", "second", "third").subList(0, read.size()))
                    .isEqualTo(read);
            assertThat(read).hasSizeLessThan(3);
        }
    }

    @Test
    void keepsWhatItCutsOff() throws IOException {
        try (Journal journal = Journal.open(folder)) {
            append(journal, "whole");
        }
        Path file = JournalSegment.in(folder).getFirst();
        Files.write(file, new byte[] {0, 0, 0, 9, 1}, StandardOpenOption.APPEND);
        Journal.open(folder).close();
        assertThat(file.resolveSibling(file.getFileName() + ".torn")).hasBinaryContent(new byte[] {0, 0, 0, 9, 1});
    }

    @Test
    void aDamagedSegmentThatWasCompleteIsAnError() throws IOException {
        try (Journal journal = Journal.open(folder)) {
            append(journal, "whole");
        }
        try (Journal journal = Journal.open(folder)) {
            append(journal, "later");
        }
        Path file = JournalSegment.in(folder).getFirst();
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Journal.open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageEndingWith("0000000001.journal is damaged at byte 13; restore it from a backup");
    }

    @Test
    void beginsNewSegmentsAndDropsStoredOnes() throws IOException {
        try (Journal journal = Journal.open(folder, FileChannel::open, 100)) {
            String record = "x".repeat(60);
            append(journal, record, record, record, record, record);
            assertThat(JournalSegment.in(folder)).hasSize(3);
            journal.stored(3);
            assertThat(JournalSegment.in(folder)).hasSize(2);
            journal.stored(5);
            assertThat(JournalSegment.in(folder)).hasSize(1);
            append(journal, record, record);
        }
        try (Journal journal = Journal.open(folder, FileChannel::open, 100)) {
            assertThat(journal.takeFound()).hasSize(3);
            journal.stored(3);
            assertThat(JournalSegment.in(folder)).hasSize(1);
        }
        assertThat(JournalSegment.in(folder)).isEmpty();
    }

    @Test
    void isForOneProcess() {
        try (Journal _ = Journal.open(folder)) {
            assertThatThrownBy(() -> Journal.open(folder)).hasMessageEndingWith("another process uses it");
        }
        Journal.open(folder).close();
    }

    @Test
    void takesNothingWhenClosed() {
        Journal journal = Journal.open(folder);
        journal.close();
        assertThatThrownBy(() -> append(journal, "late")).hasMessage("the journal is closed");
    }

    @Test
    void keepsEveryRecordOfManyAtOnce() throws Exception {
        Map<Long, String> numbers = new ConcurrentHashMap<>();
        try (Journal journal = Journal.open(folder, FileChannel::open, 2_000);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 300; i++) {
                String text = "record " + i;
                var _ = threads.submit(() -> journal.append(text.getBytes(UTF_8), number -> numbers.put(number, text)));
            }
        }
        assertThat(numbers).hasSize(300);
        try (Journal journal = Journal.open(folder)) {
            List<String> expected = IntStream.rangeClosed(1, 300)
                    .mapToObj(n -> numbers.get((long) n))
                    .toList();
            assertThat(texts(journal.takeFound())).isEqualTo(expected);
        }
    }

    @Test
    void aFullDiskFailsTheRecordAndNothingElse() {
        FullDisk disk = new FullDisk();
        try (Journal journal = Journal.open(folder, disk::open, LARGE)) {
            append(journal, "before");
            disk.free(5);
            assertThatThrownBy(() -> append(journal, "does not fit"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageEndingWith("cannot be written: No space left on device");
            disk.free(1_000);
            append(journal, "after");
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(texts(journal.takeFound())).containsExactly("before", "after");
        }
    }

    @Test
    void takesNothingMoreWhenTheFileCannotBeRestored() {
        FullDisk disk = new FullDisk();
        try (Journal journal = Journal.open(folder, disk::open, LARGE)) {
            append(journal, "before");
            disk.free(5);
            disk.breakTruncate();
            assertThatThrownBy(() -> append(journal, "half")).isInstanceOf(StoreException.class);
            disk.free(1_000);
            assertThatThrownBy(() -> append(journal, "after")).hasMessageContaining("a restart reads it anew");
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(texts(journal.takeFound())).containsExactly("before");
        }
    }

    @Test
    void anErrorOfTheWriterIsToldToAllWhoWaitAndToAllWhoComeLater() {
        FullDisk disk = new FullDisk();
        List<Throwable> told = new CopyOnWriteArrayList<>();
        try (Journal journal = Journal.open(folder, disk::open, LARGE)) {
            journal.onStop(told::add);
            append(journal, "before");
            disk.breakDown();
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                waiting.add(appendBesides(journal, "never"));
            }
            waiting.forEach(JournalTest::assertFails);
            assertFails(appendBesides(journal, "later"));
            assertThat(told).singleElement().isInstanceOf(InternalError.class);
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(texts(journal.takeFound())).containsExactly("before");
        }
    }

    /** On a thread of its own, which nobody waits for longer than he wants. */
    private static Future<?> appendBesides(Journal journal, String record) {
        return besides(() -> append(journal, record));
    }

    private static Future<?> besides(Runnable work) {
        FutureTask<?> task = new FutureTask<>(work, true);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static void assertFails(Future<?> appending) {
        assertThatThrownBy(() -> appending.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be written: a fault, as a test wants it");
    }

    @Test
    void whatIsDurableIsAcknowledgedEvenIfTellingItFails() throws Exception {
        List<Throwable> told = new CopyOnWriteArrayList<>();
        try (Journal journal = Journal.open(folder)) {
            journal.onStop(told::add);
            besides(() -> journal.append("durable".getBytes(UTF_8), _ -> {
                        throw new IllegalStateException("a fault, as a test wants it");
                    }))
                    .get(20, TimeUnit.SECONDS);
            assertFails(appendBesides(journal, "later"));
        }
        assertThat(told).singleElement().isInstanceOf(IllegalStateException.class);
        try (Journal journal = Journal.open(folder)) {
            assertThat(texts(journal.takeFound())).containsExactly("durable");
        }
    }

    @Test
    void readsBackWhatIsNotStoredYetFromWhicheverSegmentHasIt() {
        try (Journal journal = Journal.open(folder)) {
            append(journal, "1", "2");
        }
        try (Journal journal = Journal.open(folder, FileChannel::open, 30)) {
            append(journal, "third", "fourth", "fifth", "sixth", "seventh");
            List<String> read = new ArrayList<>();
            while (read.size() < 7) {
                read.addAll(texts(journal.read(read.size() + 1, 2)));
            }
            assertThat(read).containsExactly("1", "2", "third", "fourth", "fifth", "sixth", "seventh");
            assertThat(texts(journal.read(2, 1))).containsExactly("2");
            assertThatThrownBy(() -> journal.read(8, 1)).hasMessageEndingWith("record 8 is missing");
        }
    }

    /** Whoever was told that a record is durable relies on it. */
    @Test
    void whatWasAcknowledgedSurvivesAPowerCut() {
        VolatileDisk disk = new VolatileDisk();
        List<Path> cuts = new ArrayList<>();
        try (Journal journal = Journal.open(folder.resolve("journal"), disk::open, 30)) {
            for (String record : List.of("бір", "екі", "үш", "төрт", "бес")) {
                journal.append(record.getBytes(UTF_8), number -> cuts.add(cut(disk, "told " + number)));
                cuts.add(cut(disk, "returned " + record));
            }
        }
        assertThat(cuts).hasSize(10);
        for (int i = 0; i < cuts.size(); i++) {
            try (Journal journal = Journal.open(cuts.get(i))) {
                assertThat(texts(journal.takeFound()))
                        .as("%s", cuts.get(i).getFileName())
                        .containsExactlyElementsOf(
                                List.of("бір", "екі", "үш", "төрт", "бес").subList(0, i / 2 + 1));
            }
        }
    }

    /** Whoever was told that a record is not in the journal has done something else since. */
    @Test
    void whatFailedDoesNotComeBackAfterAPowerCut() {
        VolatileDisk disk = new VolatileDisk();
        try (Journal journal = Journal.open(folder.resolve("journal"), disk::open, LARGE)) {
            append(journal, "before");
            disk.failNextForce();
            assertThatThrownBy(() -> append(journal, "lost")).hasMessageEndingWith("Input/output error");
            try (Journal found = Journal.open(cut(disk, "after the failure"))) {
                assertThat(texts(found.takeFound())).containsExactly("before");
            }
            append(journal, "after");
        }
        try (Journal found = Journal.open(cut(disk, "at the end"))) {
            assertThat(texts(found.takeFound())).containsExactly("before", "after");
        }
    }

    /** What was cut off must not be there again when there are segments behind it. */
    @Test
    void aTornEndStaysCutOffAfterAPowerCut() throws IOException {
        Path torn = folder.resolve("journal");
        try (Journal journal = Journal.open(torn)) {
            append(journal, "whole");
        }
        Files.write(JournalSegment.in(torn).getFirst(), new byte[] {0, 0, 0, 9, 1}, StandardOpenOption.APPEND);
        VolatileDisk disk = new VolatileDisk();
        disk.holds(torn);
        try (Journal journal = Journal.open(torn, disk::open, LARGE)) {
            append(journal, "after");
        }
        try (Journal found = Journal.open(cut(disk, "later"))) {
            assertThat(texts(found.takeFound())).containsExactly("whole", "after");
        }
    }

    /** @return what is found when power is back */
    private Path cut(VolatileDisk disk, String name) {
        Path found = folder.resolve(name);
        try {
            disk.cutPower(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void append(Journal journal, String... records) {
        for (String record : records) {
            journal.append(record.getBytes(UTF_8), _ -> {});
        }
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream().map(record -> new String(record, UTF_8)).toList();
    }
}
