package org.courtbridge.gateway.store.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.store.StoreException;

/**
 * The segments of a {@link Journal}: those that a process of before left, those that are full, and the one that is written to. A
 * full segment goes when everything in it is {@linkplain #stored proven} to be durable elsewhere too. Records are numbered from 1.
 *
 * <p>One thread writes; any thread reads.
 */
final class JournalSegments {

    private static final Logger LOG = LogManager.getLogger();

    private final Path folder;
    private final Journal.Opener opener;
    private final long segmentSize;

    /** Guarded by this. */
    private final List<FullSegment> full = new ArrayList<>();

    /** The segment that is written to, and the number of its first record. Guarded by this. */
    private CurrentSegment writing;

    /** Guarded by this. */
    private long stored;

    // What follows is the writer's own, and the closer's after it.
    private JournalSegment current;
    private long nextSegment = 1;
    private long records;

    /** A segment that is not written to any more, and goes when its last record is stored. */
    private record FullSegment(Path file, long firstRecord, long lastRecord) {}

    private record CurrentSegment(Path file, long firstRecord) {}

    /**
     * Reads what is in the folder, and begins a segment of its own.
     *
     * @param segmentSize bytes after which a new segment is begun
     * @param found is given the records that were in the folder, oldest first
     */
    JournalSegments(Path folder, Journal.Opener opener, long segmentSize, List<byte[]> found) throws IOException {
        this.folder = folder;
        this.opener = opener;
        this.segmentSize = segmentSize;
        List<Path> files = JournalSegment.in(folder);
        for (Path file : files) {
            found.addAll(JournalSegment.read(file, file.equals(files.getLast()), opener));
            full.add(new FullSegment(file, records + 1, found.size()));
            records = found.size();
            nextSegment = JournalSegment.number(file) + 1;
        }
        this.current = begin();
        this.writing = new CurrentSegment(current.file(), records + 1);
    }

    private JournalSegment begin() throws IOException {
        Path file = folder.resolve(JournalSegment.name(nextSegment++));
        FileChannel channel = opener.open(file, CREATE_NEW, WRITE);
        syncFolder();
        return new JournalSegment(file, channel);
    }

    /** Makes the names of new files durable. */
    private void syncFolder() throws IOException {
        try (FileChannel names = opener.open(folder, READ)) {
            names.force(true);
        }
    }

    /**
     * Writes records and makes them durable, all or none.
     *
     * @return the number of the first
     */
    long append(List<byte[]> batch) throws IOException {
        if (current.size() >= segmentSize) {
            roll();
        }
        current.append(batch);
        long first = records + 1;
        records += batch.size();
        return first;
    }

    private void roll() throws IOException {
        JournalSegment before = current;
        current = begin();
        synchronized (this) {
            full.add(new FullSegment(before.file(), writing.firstRecord, records));
            writing = new CurrentSegment(current.file(), records + 1);
            stored(stored);
        }
        before.close();
    }

    /** Whether the segment that is written to is whole, and so can be written to. */
    boolean usable() {
        return current.usable();
    }

    /** The file that is written to. */
    Path file() {
        return current.file();
    }

    /**
     * Reads durable records back that are not {@linkplain #stored stored} yet.
     *
     * @param from number of the first
     * @param most how many at most
     * @return in their order, at least one
     * @throws StoreException if they cannot be read
     */
    List<byte[]> read(long from, int most) {
        FullSegment segment = segmentOf(from);
        try {
            List<byte[]> all = JournalSegment.readWhole(segment.file);
            int first = Math.toIntExact(from - segment.firstRecord);
            if (first >= all.size()) {
                throw new StoreException("%s: record %d is missing".formatted(segment.file, from));
            }
            return List.copyOf(all.subList(first, Math.min(first + most, all.size())));
        } catch (IOException e) {
            throw new StoreException("%s: record %d cannot be read: %s".formatted(segment.file, from, e), e);
        }
    }

    private synchronized FullSegment segmentOf(long record) {
        return full.stream()
                .filter(segment -> segment.firstRecord <= record && record <= segment.lastRecord)
                .findFirst()
                .orElseGet(() -> new FullSegment(writing.file, writing.firstRecord, Long.MAX_VALUE));
    }

    /** The number of the first record that is still here; of the next one to come, if none is. */
    synchronized long oldest() {
        return full.isEmpty() ? writing.firstRecord : full.getFirst().firstRecord;
    }

    /**
     * The number of the last record of the segments that are full, as far as all that is in them has been given elsewhere: when
     * that is proven to be durable there they may go.
     *
     * @param given the last record that has been given elsewhere
     * @return one less than {@link #oldest} if there is no such segment
     */
    synchronized long lastFull(long given) {
        return full.stream()
                .mapToLong(FullSegment::lastRecord)
                .filter(last -> last <= given)
                .max()
                .orElseGet(() -> oldest() - 1);
    }

    /** Everything up to this record is durable elsewhere, for sure: what holds nothing else is deleted. */
    synchronized void stored(long record) {
        stored = Math.max(stored, record);
        full.removeIf(segment -> segment.lastRecord <= stored && delete(segment.file));
    }

    private static boolean delete(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted ({})", file, e.toString());
            return false;
        }
    }

    /** Closes the segment that is written to; it goes if all records are stored. */
    synchronized void finish() throws IOException {
        current.close();
        if (stored == records) {
            Files.deleteIfExists(current.file());
        }
    }
}
