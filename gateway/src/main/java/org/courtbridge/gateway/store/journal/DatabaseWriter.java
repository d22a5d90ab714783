package org.courtbridge.gateway.store.journal;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.StoreException;
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
 *
 * <p>Before a segment of the journal goes, the database is read back from its disk. When it lacks what it had taken, or was closed
 * and opened anew, all that the journal still holds is given to it once more.
 */
final class DatabaseWriter implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    private static final int MOST_AT_ONCE = 256;
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LAST_DELAY = Duration.ofSeconds(5);

    /** From a proof that failed to the next one. */
    private static final Duration PROOF_DELAY = Duration.ofMinutes(1);

    private final EntryStore store;
    private final Journal journal;
    private final EventJson json;
    private final InternalErrors errors;
    private final Database database;
    private final WaitingEntries waiting;
    private final Thread thread;

    // The writer's own.
    private long opening;
    private long nextProof = System.nanoTime();

    /** The record behind which a gap was found that reading the journal again did not fill. */
    private long gap = -1;

    /** @param mostWaiting entries in memory at most, beside those that are being written */
    record Settings(Database database, int mostWaiting) {}

    DatabaseWriter(EntryStore store, Journal journal, EventJson json, InternalErrors errors, Settings settings) {
        this.store = store;
        this.journal = journal;
        this.json = json;
        this.errors = errors;
        this.database = settings.database;
        this.waiting = new WaitingEntries(settings.mostWaiting);
        this.thread = Thread.ofPlatform().name("database-writer").unstarted(this::run);
    }

    /** @param known the last record that is stored already */
    void start(long known) {
        waiting.begin(known);
        opening = database.openings();
        thread.start();
    }

    /** Entries come in the order of their records, whose numbers follow each other. */
    void add(long record, EventJson.Entry entry) {
        waiting.add(record, entry);
    }

    /** Entries that the database has not yet. */
    long behind() {
        return waiting.behind();
    }

    /** Those of them that wait in memory. */
    int inMemory() {
        return waiting.inMemory();
    }

    private void run() {
        try {
            List<EventJson.Entry> batch = next();
            while (!batch.isEmpty() && write(batch)) {
                prove();
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
        return switch (waiting.take(MOST_AT_ONCE)) {
            case WaitingEntries.Next.InMemory(List<EventJson.Entry> batch) -> batch;
            case WaitingEntries.Next.InJournal(long from, int most) -> {
                List<EventJson.Entry> batch = entries(from, most);
                waiting.readBack(batch.size());
                yield batch;
            }
        };
    }

    private List<EventJson.Entry> entries(long from, int most) {
        List<EventJson.Entry> entries = new ArrayList<>();
        for (byte[] record : journal.read(from, most)) {
            entries.add(json.entry(record, "journal, record " + (from + entries.size())));
        }
        return entries;
    }

    /** Returns false if it gave up, because all closes. */
    private boolean write(List<EventJson.Entry> entries) throws InterruptedException {
        Consumer<List<EventJson.Entry>> way = store::write;
        Duration delay = FIRST_DELAY;
        while (true) {
            try {
                way.accept(entries);
                waiting.stored(entries.size());
                startOverIfOpenedAnew();
                return true;
            } catch (StoreException e) {
                if (startsOverFor(e)) {
                    return true;
                }
                way = store::writeOrSetAside;
            } catch (RuntimeException e) {
                if (StoreException.isRefusal(e) && !(e instanceof UncheckedIOException)) {
                    throw e;
                }
                if (waiting.isClosing()) {
                    LOG.warn("the database does not take the last {} entries; the journal keeps them", entries.size());
                    return false;
                }
                LOG.warn("the database does not take events; again in {} ms ({})", delay.toMillis(), e.toString());
                waiting.pause(delay);
                Duration doubled = delay.multipliedBy(2);
                delay = doubled.compareTo(LAST_DELAY) > 0 ? LAST_DELAY : doubled;
            }
        }
    }

    private void startOverIfOpenedAnew() {
        long now = database.openings();
        if (now != opening) {
            LOG.info("the database was opened anew; it is given again what the journal holds");
            startOver();
            opening = now;
        }
    }

    /**
     * What does not follow what the database has may follow what the journal holds, if the database has lost that. False if that has
     * been tried, and something is missing in both.
     */
    private boolean startsOverFor(StoreException failure) {
        long stored = waiting.stored();
        if (stored == gap) {
            return false;
        }
        gap = stored;
        LOG.error("the database lacks what it has taken; it is given again what the journal holds", failure);
        startOver();
        return true;
    }

    /** Begins again with the oldest record of the journal. */
    private void startOver() {
        waiting.startOver(journal.oldest() - 1);
    }

    /** Lets segments of the journal go, if all that is in them is read back from the database's disk. */
    private void prove() {
        long last = journal.lastFull(waiting.stored());
        if (last < journal.oldest() || System.nanoTime() - nextProof < 0) {
            return;
        }
        nextProof = System.nanoTime() + PROOF_DELAY.toNanos();
        try {
            database.readFromDisk();
            if (holds(last)) {
                journal.stored(last);
                nextProof = System.nanoTime();
                // Opened once to prove it, with all that it had; more often only if something failed meanwhile.
                opening = Math.min(opening + 1, database.openings());
            } else {
                LOG.error("the database has not kept what it has taken; it is given again what the journal holds");
                startOver();
            }
        } catch (RuntimeException e) {
            LOG.warn("the database cannot prove what it has; the journal keeps all until it can ({})", e.toString());
        }
        startOverIfOpenedAnew();
    }

    private boolean holds(long last) {
        long from = journal.oldest();
        while (from <= last) {
            List<EventJson.Entry> some = entries(from, (int) Math.min(MOST_AT_ONCE, last - from + 1));
            if (!store.holds(some)) {
                return false;
            }
            from += some.size();
        }
        return true;
    }

    /** After the end: lets go all that is written, whether it fills a segment or not. The database is one that keeps what it commits. */
    void forgetWhatIsKept() {
        long last = waiting.stored();
        try {
            if (holds(last)) {
                journal.stored(last);
            }
        } catch (RuntimeException e) {
            LOG.warn("the database cannot prove what it has; the journal keeps it ({})", e.toString());
        }
    }

    /** Writes what is left if the database takes it at once. */
    @Override
    public void close() {
        waiting.close();
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
