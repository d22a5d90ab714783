package org.courtbridge.gateway.store.journal;

import java.util.List;
import org.courtbridge.court.conference.HearingTrail;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.hearings.HearingEvent;

/** The audit trail as the database holds it. */
public final class StoredTrail implements HearingTrail {

    private final Database database;
    private final EventJson json = new EventJson();

    public StoredTrail(Database database) {
        this.database = database;
    }

    @Override
    public List<HearingEvent.Recorded> events(String hearingId, long after) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select number, recorded_at, actor, payload from hearing_events"
                                        + " where hearing_id = :hearing and number > :after order by number")
                        .bind("hearing", hearingId)
                        .bind("after", after)
                        .map((row, _) -> new HearingEvent.Recorded(
                                row.getLong("number"),
                                row.getTimestamp("recorded_at").toInstant(),
                                row.getString("actor"),
                                json.event(row.getString("payload"), "hearing " + hearingId)))
                        .list());
    }
}
