package org.courtbridge.gateway.store.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.store.OwnerOnly;
import org.courtbridge.gateway.store.StoreException;

/**
 * The node's own append-only file: what is in it has happened, whatever becomes of the process or the database.
 *
 * <p>One platform thread writes. It takes all records that wait, writes them and makes them durable with one fsync, so
 * that a hundred hearings cost hardly more than one. The queue before it is unbounded, as whoever appends waits for the
 * record to be durable and so has one in it; close writes what it holds. The thread is never interrupted: that would
 * close the file.
 *
 * <p>Records lie in segments ({@link JournalSegments}), which go when everything in them is {@linkplain #stored proven} to be
 * durable elsewhere too.
 *
 * <p>When the writer fails otherwise than by a disk that recovers, nobody knows what is in the file, so nothing is taken any more:
 * whoever waits or appends later is told so at once, and so is whoever {@linkplain #onStop asked}. A restart reads the file anew.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    /** Bytes: small enough to be read at a start in no time, large enough for days of hearings. */
    private static final long SEGMENT_SIZE = 4L << 20;

    private static final int MOST_AT_ONCE = 256;

    /** The last thing in the queue. */
    private static final Append END = new Append(new byte[0], number -> {}, new CompletableFuture<>());

    private final Path folder;
    private final FileChannel lock;
    private final JournalSegments segments;
    private final Thread writer;
    private final LinkedBlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final List<byte[]> found = new ArrayList<>();

    /** Guarded by the queue. */
    private boolean closed;

    /** Why nothing is taken any more. Guarded by the queue. */
    private Optional<Throwable> stopped = Optional.empty();

    private volatile Consumer<Throwable> onStop = _ -> {};

    private record Append(byte[] record, LongConsumer durable, CompletableFuture<Optional<Throwable>> done) {}

    /** Opens the files of segments; tests replace it by a disk that is full at will. */
    interface Opener {
        FileChannel open(Path file, OpenOption... options) throws IOException;
    }

    static Journal open(Path folder) {
        return open(folder, OwnerOnly::open, SEGMENT_SIZE);
    }

    /**
     * Reads what a process of before left, and begins a segment of its own.
     *
     * @param segmentSize bytes after which a new segment is begun
     * @throws StoreException if the folder cannot be used, another process uses it, or a complete segment is damaged
     */
    static Journal open(Path folder, Opener opener, long segmentSize) {
        try {
            return new Journal(folder, opener, segmentSize);
        } catch (IOException e) {
            throw new StoreException("journal %s: %s".formatted(folder, e), e);
        }
    }

    private Journal(Path folder, Opener opener, long segmentSize) throws IOException {
        this.folder = folder;
        OwnerOnly.folder(folder);
        this.lock = lock(folder);
        try {
            this.segments = new JournalSegments(folder, opener, segmentSize, found);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        this.writer = Thread.ofPlatform().name("journal").unstarted(this::write);
        writer.start();
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = OwnerOnly.open(folder.resolve("lock"), CREATE, WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Another journal of this process has it: the same complaint.
        }
        channel.close();
        throw new StoreException("journal %s: another process uses it".formatted(folder));
    }

    Path folder() {
        return folder;
    }

    /** Hands over the records that were in the folder at the start, oldest first; they are numbered from 1. */
    List<byte[]> takeFound() {
        List<byte[]> taken = List.copyOf(found);
        found.clear();
        return taken;
    }

    /**
     * Returns when the record is durable.
     *
     * @param durable is told the record's number on the journal's thread, in order, just before this returns
     * @throws StoreException if nothing of the record is in the journal, or the writer has failed, so that only a restart tells
     */
    void append(byte[] record, LongConsumer durable) {
        if (record.length == 0 || record.length > JournalSegment.MAX_RECORD) {
            throw new StoreException(
                    "record: %d bytes (expected: 1 to %d)".formatted(record.length, JournalSegment.MAX_RECORD));
        }
        Append append = new Append(record, durable, new CompletableFuture<>());
        synchronized (queue) {
            if (closed) {
                throw new StoreException("the journal is closed");
            }
            if (stopped.isPresent()) {
                throw cannotBeWritten(stopped.get());
            }
            queue.add(append);
        }
        Optional<Throwable> failure = append.done.join();
        if (failure.isPresent()) {
            throw cannotBeWritten(failure.get());
        }
    }

    private StoreException cannotBeWritten(Throwable cause) {
        return new StoreException(
                "the journal in %s cannot be written: %s".formatted(folder, cause.getMessage()), cause);
    }

    /** Whom to tell why nothing is taken any more until a restart; on the journal's thread, once. */
    void onStop(Consumer<Throwable> told) {
        onStop = told;
    }

    /**
     * Reads durable records back that are not {@linkplain #stored stored} yet. From any thread.
     *
     * @param from number of the first
     * @param most how many at most
     * @return in their order, at least one
     * @throws StoreException if they cannot be read
     */
    List<byte[]> read(long from, int most) {
        return segments.read(from, most);
    }

    /** The number of the first record that is still here; of the next one to come, if none is. */
    long oldest() {
        return segments.oldest();
    }

    /**
     * The number of the last record of the segments that are full, as far as all that is in them has been given elsewhere: when
     * that is proven to be durable there they may go.
     *
     * @param given the last record that has been given elsewhere
     * @return one less than {@link #oldest} if there is no such segment
     */
    long lastFull(long given) {
        return segments.lastFull(given);
    }

    /** Everything up to this record is durable elsewhere, for sure: what holds nothing else is deleted. */
    void stored(long record) {
        segments.stored(record);
    }

    private void write() {
        List<Append> batch = new ArrayList<>();
        try {
            boolean ended = false;
            while (!ended) {
                batch.clear();
                batch.add(queue.take());
                queue.drainTo(batch, MOST_AT_ONCE - 1);
                ended = batch.remove(END);
                if (!batch.isEmpty()) {
                    write(batch);
                }
            }
        } catch (Throwable fault) {
            // An error too: whoever appends would wait for ever for a thread that is gone.
            stop(fault, batch);
        }
    }

    private void stop(Throwable why, List<Append> unfinished) {
        List<Append> waiting = new ArrayList<>(unfinished);
        synchronized (queue) {
            stopped = Optional.of(why);
            queue.drainTo(waiting);
        }
        waiting.forEach(append -> append.done.complete(Optional.of(why)));
        onStop.accept(why);
    }

    private void write(List<Append> batch) {
        List<byte[]> bytes = new ArrayList<>();
        for (Append append : batch) {
            bytes.add(append.record);
        }
        long first;
        try {
            first = segments.append(bytes);
        } catch (IOException e) {
            if (!segments.usable()) {
                throw new UncheckedIOException(
                        "%s could not be restored after an error; a restart reads it anew".formatted(segments.file()),
                        e);
            }
            LOG.error("journal {}: {} records could not be written", folder, batch.size(), e);
            batch.forEach(append -> append.done.complete(Optional.of(e)));
            return;
        }
        acknowledge(batch, first);
    }

    /** They are durable, whatever may come of telling it. */
    private static void acknowledge(List<Append> batch, long first) {
        long record = first;
        try {
            for (Append append : batch) {
                append.durable.accept(record++);
            }
        } finally {
            batch.forEach(append -> append.done.complete(Optional.empty()));
        }
    }

    /** Makes what waits durable, and stops. */
    @Override
    public void close() {
        synchronized (queue) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(END);
        }
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        finish();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish() {
        try (FileChannel _ = lock) {
            segments.finish();
        } catch (IOException e) {
            LOG.warn("journal {} was not closed cleanly", folder, e);
        }
    }
}
