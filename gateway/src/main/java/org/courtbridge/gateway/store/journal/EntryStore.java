package org.courtbridge.gateway.store.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.gateway.store.journal.EventJson.Entry;
import org.courtbridge.gateway.store.journal.EventJson.RefusedEntry;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;

/**
 * Keeps entries of the journal for good: in the database, or beside the journal if the database refuses them, so that one that
 * it will never take does not keep it from all others. One thread at a time.
 */
final class EntryStore {

    private static final Logger LOG = LogManager.getLogger();

    private final EventTable table;
    private final RefusedEntries refused;
    private final InternalErrors errors;

    EntryStore(EventTable table, RefusedEntries refused, InternalErrors errors) {
        this.table = table;
        this.refused = refused;
        this.errors = errors;
    }

    /**
     * Gives the database again what it refused before the start, and then what the journal holds.
     *
     * @throws StoreException if journal and database do not fit together, which somebody must look at before anything else happens
     */
    void catchUp(List<Entry> entries) {
        takeRefusedAgain();
        boolean taken = takesAll(entries.stream()
                .filter(entry -> !refused.concerns(entry.hearing()))
                .toList());
        for (Entry entry : entries) {
            if (!taken || refused.concerns(entry.hearing())) {
                writeOrSetAside(List.of(entry));
            }
        }
    }

    private boolean takesAll(List<Entry> entries) {
        try {
            table.write(entries);
            return true;
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throwUnlessRefused(e);
            return false;
        }
    }

    private void takeRefusedAgain() {
        List<RefusedEntry> kept = new ArrayList<>();
        Set<String> hearings = new TreeSet<>();
        List<RefusedEntry> all = refused.all();
        for (RefusedEntry one : all) {
            if (hearings.contains(one.entry().hearing()) || !isTaken(one.entry())) {
                hearings.add(one.entry().hearing());
                kept.add(one);
            }
        }
        if (kept.size() < all.size()) {
            refused.keep(kept);
            LOG.info("the database has taken {} entries that it had refused", all.size() - kept.size());
        }
        if (!kept.isEmpty()) {
            LOG.error("the database refuses {} entries of hearings {}: see {}", kept.size(), hearings, refused.file());
        }
    }

    private boolean isTaken(Entry entry) {
        try {
            table.write(List.of(entry));
            return true;
        } catch (RuntimeException e) {
            throwUnlessRefused(e);
            return false;
        }
    }

    /**
     * Returns when all are kept, in the database or beside the journal.
     *
     * @throws StoreException if one does not follow what the database has
     * @throws RuntimeException if the database takes nothing now; then it may be asked again
     */
    void write(List<Entry> entries) {
        if (entries.stream().noneMatch(entry -> refused.concerns(entry.hearing())) && takesAll(entries)) {
            return;
        }
        for (Entry entry : entries) {
            if (!isSetAside(entry)) {
                try {
                    table.write(List.of(entry));
                } catch (StoreException e) {
                    throw e;
                } catch (RuntimeException e) {
                    setAside(entry, e);
                }
            }
        }
    }

    /** As above, and what does not follow what the database has is kept beside the journal, too. */
    void writeOrSetAside(List<Entry> entries) {
        for (Entry entry : entries) {
            if (!isSetAside(entry)) {
                try {
                    table.write(List.of(entry));
                } catch (RuntimeException e) {
                    setAside(entry, e);
                }
            }
        }
    }

    /** Keeps an entry with those before it in its hearing, if these are not in the database. */
    private boolean isSetAside(Entry entry) {
        if (!refused.concerns(entry.hearing())) {
            return false;
        }
        refused.add(entry, "follows an entry that was refused");
        return true;
    }

    private void setAside(Entry entry, RuntimeException why) {
        throwUnlessRefused(why);
        refused.add(entry, why.toString());
        errors.report(
                Part.DATABASE_WRITER,
                "the database refuses an entry of hearing %s, which is set aside with all that follow"
                        .formatted(entry.hearing()),
                why);
    }

    /**
     * Whether all are where they are kept, as far as can be read now.
     *
     * @throws RuntimeException if the database or the file of the refused ones cannot be read
     */
    boolean holds(List<Entry> entries) {
        List<Entry> missing = table.missing(entries);
        return missing.isEmpty()
                || refused.all().stream()
                        .map(RefusedEntry::entry)
                        .collect(Collectors.toSet())
                        .containsAll(missing);
    }

    private static void throwUnlessRefused(RuntimeException failure) {
        if (!StoreException.isRefusal(failure)) {
            throw failure;
        }
    }
}
