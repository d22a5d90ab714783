package org.courtbridge.gateway.store;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;

/**
 * Takes entries from the journal to the database, in order, on a thread of its own. While the database is down it tries
 * again, ever more slowly, and hearings go on.
 *
 * <p>So many entries wait in memory, and no more. All of them are in the journal, too: what comes while so many wait is
 * read back from there when its turn has come, so a database may be away for as long as the disk has room. Close gives the
 * database a moment; what it does not take, the next start finds in the journal. The thread is never interrupted: that would
 * close the files of an embedded database.
 */
final class DatabaseWriter implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    private static final int MOST_AT_ONCE = 256;
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LAST_DELAY = Duration.ofSeconds(5);

    private final EntryStore store;
    private final Journal journal;
    private final EventJson json;
    private final InternalErrors errors;
    private final int mostWaiting;
    private final Thread thread;

    // Guarded by this.
    private final Queue<EventJson.Entry> waiting = new ArrayDeque<>();
    private long added;
    private long taken;
    private long stored;

    /** Whether the journal alone has the entries behind those that wait. */
    private boolean overflowed;

    private boolean closing;

    /** @param mostWaiting entries in memory at most, beside those that are being written */
    DatabaseWriter(EntryStore store, Journal journal, EventJson json, InternalErrors errors, int mostWaiting) {
        this.store = store;
        this.journal = journal;
        this.json = json;
        this.errors = errors;
        this.mostWaiting = mostWaiting;
        this.thread = Thread.ofPlatform().name("database-writer").unstarted(this::run);
    }

    /** @param known the last record that is stored already */
    synchronized void start(long known) {
        added = known;
        taken = known;
        stored = known;
        thread.start();
    }

    /** Entries come in the order of their records, whose numbers follow each other. */
    synchronized void add(long record, EventJson.Entry entry) {
        added = record;
        if (!overflowed && waiting.size() < mostWaiting) {
            waiting.add(entry);
        } else {
            overflowed = true;
        }
        notifyAll();
    }

    /** Entries that the database has not yet. */
    synchronized long behind() {
        return added - stored;
    }

    /** Those of them that wait in memory. */
    synchronized int inMemory() {
        return waiting.size();
    }

    private void run() {
        try {
            List<EventJson.Entry> batch = next();
            while (!batch.isEmpty() && write(batch)) {
                batch = next();
            }
        } catch (Throwable fault) {
            errors.stopped(
                    Part.DATABASE_WRITER,
                    "the database is not written to any more; the journal keeps what it lacks",
                    fault);
        }
    }

    /** Waits for some; empty when all closes and nothing is left. */
    private List<EventJson.Entry> next() throws InterruptedException {
        long from;
        int most;
        synchronized (this) {
            while (taken == added && !closing) {
                wait();
            }
            List<EventJson.Entry> batch = new ArrayList<>();
            while (batch.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            taken += batch.size();
            if (!batch.isEmpty() || taken == added) {
                return batch;
            }
            from = taken + 1;
            most = (int) Math.min(MOST_AT_ONCE, added - taken);
        }
        return readBack(from, most);
    }

    private List<EventJson.Entry> readBack(long from, int most) {
        List<EventJson.Entry> batch = new ArrayList<>();
        for (byte[] record : journal.read(from, most)) {
            batch.add(json.entry(record, "journal, record " + (from + batch.size())));
        }
        synchronized (this) {
            taken += batch.size();
            overflowed = taken < added;
        }
        return batch;
    }

    /** Returns false if it gave up, because all closes. */
    private boolean write(List<EventJson.Entry> entries) throws InterruptedException {
        Duration delay = FIRST_DELAY;
        while (true) {
            try {
                store.write(entries);
                journal.stored(done(entries.size()));
                return true;
            } catch (RuntimeException e) {
                if (StoreException.isRefusal(e) && !(e instanceof UncheckedIOException)) {
                    throw e;
                }
                if (isClosing()) {
                    LOG.warn("the database does not take the last {} entries; the journal keeps them", entries.size());
                    return false;
                }
                LOG.warn("the database does not take events; again in {} ms ({})", delay.toMillis(), e.toString());
                pause(delay);
                Duration doubled = delay.multipliedBy(2);
                delay = doubled.compareTo(LAST_DELAY) > 0 ? LAST_DELAY : doubled;
            }
        }
    }

    private synchronized long done(int entries) {
        stored += entries;
        return stored;
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private synchronized void pause(Duration delay) throws InterruptedException {
        long end = System.nanoTime() + delay.toNanos();
        long left = delay.toNanos();
        while (!closing && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }

    /** Writes what is left if the database takes it at once. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
