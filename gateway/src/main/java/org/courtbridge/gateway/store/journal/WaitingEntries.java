package org.courtbridge.gateway.store.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The entries that the database has not yet: the oldest of them in memory, as many as may be, those behind them in the journal
 * alone. Entries are numbered as the records of the journal. For any thread; one takes.
 */
final class WaitingEntries {

    private final int mostInMemory;

    // Guarded by this.
    private final Queue<EventJson.Entry> inMemory = new ArrayDeque<>();
    private long added;
    private long taken;
    private long stored;

    /** Whether the journal alone has the entries behind those that are in memory. */
    private boolean overflowed;

    private boolean closing;

    WaitingEntries(int mostInMemory) {
        this.mostInMemory = mostInMemory;
    }

    /** Entries to be written next. */
    sealed interface Next {

        /** These; none when all closes and nothing is left. */
        record InMemory(List<EventJson.Entry> entries) implements Next {}

        /** So many that are in the journal alone, from this record on; to be followed by {@link #readBack}. */
        record InJournal(long from, int most) implements Next {}
    }

    /** @param known the last record that is stored already */
    synchronized void begin(long known) {
        added = known;
        taken = known;
        stored = known;
    }

    /** Entries come in the order of their records, whose numbers follow each other. */
    synchronized void add(long record, EventJson.Entry entry) {
        added = record;
        if (!overflowed && inMemory.size() < mostInMemory) {
            inMemory.add(entry);
        } else {
            overflowed = true;
        }
        notifyAll();
    }

    /** Number of entries that are not stored. */
    synchronized long behind() {
        return added - stored;
    }

    synchronized int inMemory() {
        return inMemory.size();
    }

    /** The last record that is stored. */
    synchronized long stored() {
        return stored;
    }

    /** Waits for entries, or for the end. @param most at once */
    synchronized Next take(int most) throws InterruptedException {
        while (taken == added && !closing) {
            wait();
        }
        List<EventJson.Entry> batch = new ArrayList<>();
        while (batch.size() < most && !inMemory.isEmpty()) {
            batch.add(inMemory.remove());
        }
        taken += batch.size();
        return !batch.isEmpty() || taken == added
                ? new Next.InMemory(batch)
                : new Next.InJournal(taken + 1, (int) Math.min(most, added - taken));
    }

    /** So many that were in the journal alone have been taken from there. */
    synchronized void readBack(int entries) {
        taken += entries;
        overflowed = taken < added;
    }

    /** So many of those that were taken are stored. */
    synchronized void stored(int entries) {
        stored += entries;
    }

    /** Begins again behind a record: all that follow it are to be read from the journal. */
    synchronized void startOver(long before) {
        inMemory.clear();
        taken = before;
        stored = before;
        overflowed = taken < added;
    }

    /** Waits so long, or until all closes. */
    synchronized void pause(Duration delay) throws InterruptedException {
        long end = System.nanoTime() + delay.toNanos();
        long left = delay.toNanos();
        while (!closing && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }

    /** Nothing is waited for any more. */
    synchronized void close() {
        closing = true;
        notifyAll();
    }

    synchronized boolean isClosing() {
        return closing;
    }
}
