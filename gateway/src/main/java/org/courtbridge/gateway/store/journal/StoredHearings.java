package org.courtbridge.gateway.store.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.HearingLog;
import org.courtbridge.court.conference.HearingLogException;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.media.health.EventBacklog;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;

/**
 * Hearings in the journal first, which is when they count, and in the database a moment later.
 *
 * <p>At a start the journal may be ahead of the database: what the database lacks is written to it before anything else. An entry
 * that the database refuses is set aside beside the journal ({@link RefusedEntries}), with all that follow in its hearing, and
 * counts all the same: hearings are loaded with it, and every start offers it to the database again.
 *
 * <p>A segment of the journal goes when all of it has been read back from the database's disk. What the embedded database took
 * and lost, as its disk was full, is in the journal still, and is written to it again.
 */
public final class StoredHearings implements HearingLog, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    /** Entries for the database that wait in memory, of a few hundred bytes each. */
    private static final int MOST_WAITING = 4_096;

    private final EventJson json = new EventJson();
    private final EventTable table;
    private final Journal journal;
    private final RefusedEntries refused;
    private final EntryStore store;
    private final DatabaseWriter writer;
    private final Database database;

    private StoredHearings(Database database, Journal journal, InternalErrors errors, int mostWaiting) {
        this.database = database;
        this.table = new EventTable(database, json);
        this.journal = journal;
        this.refused = RefusedEntries.in(journal.folder(), json);
        this.store = new EntryStore(table, refused, errors);
        this.writer =
                new DatabaseWriter(store, journal, json, errors, new DatabaseWriter.Settings(database, mostWaiting));
        journal.onStop(fault -> errors.stopped(Part.JOURNAL, "no hearing event can be stored any more", fault));
    }

    /**
     * @param folder of the journal, on a disk of this machine
     * @throws StoreException if journal and database do not fit together, or hold what this version does not know
     */
    public static StoredHearings open(Database database, Path folder, InternalErrors errors) {
        return open(database, Journal.open(folder), errors, MOST_WAITING);
    }

    static StoredHearings open(Database database, Journal journal, InternalErrors errors, int mostWaiting) {
        try {
            StoredHearings hearings = new StoredHearings(database, journal, errors, mostWaiting);
            hearings.writer.start(hearings.catchUp());
            return hearings;
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** Returns how many entries the journal held. */
    private long catchUp() {
        List<EventJson.Entry> entries = new ArrayList<>();
        for (byte[] record : journal.takeFound()) {
            entries.add(json.entry(record, "journal, record " + (entries.size() + 1)));
        }
        store.catchUp(entries);
        if (!entries.isEmpty()) {
            forget(entries);
            LOG.info("the journal of before held {} entries; the database has what it takes of them", entries.size());
        }
        return entries.size();
    }

    /** Hearings are loaded from the database, so it must have them all by now; then the journal need not have them any more. */
    private void forget(List<EventJson.Entry> entries) {
        database.readFromDisk();
        if (!store.holds(entries)) {
            throw new StoreException(
                    "the database does not keep what it takes from the journal in %s; is its disk full?"
                            .formatted(journal.folder()));
        }
        journal.stored(entries.size());
    }

    /** @throws StoreException if an event is not known, or does not follow from those before it */
    @Override
    public List<HearingState> load() {
        Map<String, HearingState> hearings = new LinkedHashMap<>();
        table.load().forEach(state -> hearings.put(state.id(), state));
        for (EventJson.RefusedEntry one : refused.all()) {
            String id = one.entry().hearing();
            hearings.put(id, follow(hearings.getOrDefault(id, HearingState.initial(id)), one.entry()));
        }
        return List.copyOf(hearings.values());
    }

    private HearingState follow(HearingState before, EventJson.Entry entry) {
        HearingState state = before;
        for (HearingEvent.Recorded event : entry.events()) {
            try {
                state = Hearing.apply(state, event);
            } catch (IllegalStateException e) {
                throw new StoreException(
                        "%s: event %d of hearing %s does not follow what the database has: %s"
                                .formatted(refused.file(), event.number(), state.id(), e.getMessage()),
                        e);
            }
        }
        return state;
    }

    @Override
    public void append(String hearingId, List<HearingEvent.Recorded> events) {
        EventJson.Entry entry = new EventJson.Entry(hearingId, events);
        try {
            journal.append(json.entry(entry), record -> writer.add(record, entry));
        } catch (StoreException e) {
            throw new HearingLogException(e);
        }
    }

    /** Takes a copy of the journal, file by file. */
    @FunctionalInterface
    public interface JournalCopy {
        void add(String file, byte[] content) throws IOException, SQLException;
    }

    /** Copies what the journal holds now, and what the database refused. Segments that go meanwhile are in the database. */
    public void copyJournal(JournalCopy copy) throws IOException, SQLException {
        for (Path segment : JournalSegment.in(journal.folder())) {
            Optional<byte[]> whole = JournalSegment.wholeBytes(segment);
            if (whole.isPresent()) {
                copy.add(segment.getFileName().toString(), whole.get());
            }
        }
        Optional<byte[]> setAside = refused.bytes();
        if (setAside.isPresent()) {
            copy.add(RefusedEntries.FILE, setAside.get());
        }
    }

    /** Entries that are in the journal and not yet in the database, nor set aside. */
    public long behind() {
        return writer.behind();
    }

    /** Those of them that wait in memory. */
    int inMemory() {
        return writer.inMemory();
    }

    /** For metrics and readiness. */
    public EventBacklog backlog() {
        return new EventBacklog(writer::behind, refused::count, refused.file());
    }

    @Override
    public void close() {
        writer.close();
        if (database.isPostgres()) {
            // An embedded database proves what it has when it is opened the next time.
            writer.forgetWhatIsKept();
        }
        journal.close();
    }
}
