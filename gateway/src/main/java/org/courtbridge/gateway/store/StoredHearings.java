package org.courtbridge.gateway.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.conference.HearingLog;
import org.courtbridge.gateway.conference.HearingLogException;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;

/**
 * Hearings in the journal first, which is when they count, and in the database a moment later.
 *
 * <p>At a start the journal may be ahead of the database: what the database lacks is written to it before anything else.
 */
public final class StoredHearings implements HearingLog, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    private final EventJson json = new EventJson();
    private final EventTable table;
    private final Journal journal;
    private final DatabaseWriter writer;

    private StoredHearings(Database database, Journal journal) {
        this.table = new EventTable(database, json);
        this.journal = journal;
        this.writer = new DatabaseWriter(table, journal::stored);
    }

    /**
     * @param folder of the journal, on a disk of this machine
     * @throws StoreException if journal and database do not fit together, or hold what this version does not know
     */
    public static StoredHearings open(Database database, Path folder) {
        return open(database, Journal.open(folder));
    }

    static StoredHearings open(Database database, Journal journal) {
        try {
            StoredHearings hearings = new StoredHearings(database, journal);
            hearings.catchUp();
            hearings.writer.start();
            return hearings;
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    private void catchUp() {
        List<EventJson.Entry> entries = new ArrayList<>();
        for (byte[] record : journal.takeFound()) {
            entries.add(json.entry(record, "journal, record " + (entries.size() + 1)));
        }
        if (entries.isEmpty()) {
            return;
        }
        table.write(entries);
        journal.stored(entries.size());
        LOG.info("the journal of before held {} entries; the database has them all", entries.size());
    }

    @Override
    public List<HearingState> load() {
        return table.load();
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

    /** Entries that are in the journal and not yet in the database. */
    public int behind() {
        return writer.behind();
    }

    @Override
    public void close() {
        writer.close();
        journal.close();
    }
}
