package org.courtbridge.gateway.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Takes entries from the journal to the database, in order, on a thread of its own. While the database is down it tries
 * again, ever more slowly, and hearings go on.
 *
 * <p>The queue is unbounded: it holds what the database has not, a few hundred bytes an event, all of it in the journal
 * too. Close gives the database a moment; what it does not take, the next start finds in the journal. The thread is never
 * interrupted: that would close the files of an embedded database.
 */
final class DatabaseWriter implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    private static final int MOST_AT_ONCE = 256;
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LAST_DELAY = Duration.ofSeconds(5);

    private static final Pending END = new Pending(-1, new EventJson.Entry("", List.of()));

    private final EventTable table;
    private final LongConsumer stored;
    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger behind = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closing;

    private record Pending(long record, EventJson.Entry entry) {}

    /** @param stored is told the number of the last record that is in the database with all before it */
    DatabaseWriter(EventTable table, LongConsumer stored) {
        this.table = table;
        this.stored = stored;
        this.thread = Thread.ofPlatform().name("database-writer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Entries come in the order of their records. */
    void add(long record, EventJson.Entry entry) {
        behind.incrementAndGet();
        queue.add(new Pending(record, entry));
    }

    /** Entries that the database has not yet. */
    int behind() {
        return behind.get();
    }

    private void run() {
        try {
            boolean ended = false;
            while (!ended) {
                List<Pending> batch = new ArrayList<>();
                batch.add(queue.take());
                queue.drainTo(batch, MOST_AT_ONCE - 1);
                ended = batch.remove(END);
                if (!batch.isEmpty() && !write(batch)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the database writer", e);
        }
    }

    /** Returns false if it gave up, because all closes. */
    private boolean write(List<Pending> batch) throws InterruptedException {
        List<EventJson.Entry> entries = new ArrayList<>();
        for (Pending pending : batch) {
            entries.add(pending.entry);
        }
        Duration delay = FIRST_DELAY;
        while (true) {
            try {
                table.write(entries);
                behind.addAndGet(-batch.size());
                stored.accept(batch.getLast().record);
                return true;
            } catch (RuntimeException e) {
                if (closing) {
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
        queue.add(END);
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
