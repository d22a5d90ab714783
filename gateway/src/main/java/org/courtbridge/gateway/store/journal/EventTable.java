package org.courtbridge.gateway.store.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.jdbi.v3.core.Handle;

/** The events of hearings in the database. */
final class EventTable {

    private final Database database;
    private final EventJson json;

    EventTable(Database database, EventJson json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Adds the events that are not there yet, in one transaction.
     *
     * @throws StoreException if the table holds other events than those before these, or others in their place
     */
    void write(List<EventJson.Entry> entries) {
        database.jdbi().useTransaction(handle -> {
            database.commitToDisk(handle);
            for (EventJson.Entry entry : entries) {
                for (HearingEvent.Recorded recorded : entry.events()) {
                    write(handle, entry.hearing(), recorded);
                }
            }
        });
    }

    private void write(Handle handle, String hearing, HearingEvent.Recorded recorded) {
        long last = handle.createQuery(
                        "select coalesce(max(number), 0) from hearing_events where hearing_id = :hearing")
                .bind("hearing", hearing)
                .mapTo(Long.class)
                .one();
        if (recorded.number() > last + 1) {
            throw new StoreException("hearing %s: the database ends with event %d, the journal goes on with %d; was an"
                            .formatted(hearing, last, recorded.number())
                    + " old database restored?");
        }
        String payload = json.event(recorded.event());
        if (recorded.number() <= last) {
            checkSame(handle, hearing, recorded);
            return;
        }
        if (recorded.event() instanceof HearingEvent.Created created) {
            insertHearing(handle, hearing, recorded, created);
        }
        handle.createUpdate("insert into hearing_events (hearing_id, number, recorded_at, actor, type, payload)"
                        + " values (:hearing, :number, :at, :actor, :type, :payload)")
                .bind("hearing", hearing)
                .bind("number", recorded.number())
                .bind("at", recorded.at())
                .bind("actor", storable(recorded.actor()))
                .bind("type", json.type(recorded.event()))
                .bind("payload", payload)
                .execute();
    }

    private void checkSame(Handle handle, String hearing, HearingEvent.Recorded recorded) {
        if (payload(handle, hearing, recorded)
                .filter(stored -> isSame(stored, hearing, recorded))
                .isEmpty()) {
            throw new StoreException(
                    "hearing %s: event %d of the journal is another in the database; do two gateways use it?"
                            .formatted(hearing, recorded.number()));
        }
    }

    /** Those of the entries that are not in the table with all their events, as they are here. */
    List<EventJson.Entry> missing(List<EventJson.Entry> entries) {
        return database.jdbi()
                .withHandle(handle -> entries.stream()
                        .filter(entry -> !entry.events().stream().allMatch(event -> has(handle, entry, event)))
                        .toList());
    }

    private boolean has(Handle handle, EventJson.Entry entry, HearingEvent.Recorded recorded) {
        return payload(handle, entry.hearing(), recorded)
                .filter(stored -> isSame(stored, entry.hearing(), recorded))
                .isPresent();
    }

    /** An event that a version of before stored may be written otherwise now. */
    private boolean isSame(String stored, String hearing, HearingEvent.Recorded recorded) {
        return stored.equals(json.event(recorded.event()))
                || json.event(stored, "hearing %s, event %d".formatted(hearing, recorded.number()))
                        .equals(recorded.event());
    }

    private static Optional<String> payload(Handle handle, String hearing, HearingEvent.Recorded recorded) {
        return handle.createQuery("select payload from hearing_events where hearing_id = :hearing and number = :number")
                .bind("hearing", hearing)
                .bind("number", recorded.number())
                .mapTo(String.class)
                .findOne();
    }

    private static void insertHearing(
            Handle handle, String hearing, HearingEvent.Recorded recorded, HearingEvent.Created created) {
        handle.createUpdate("insert into hearings (id, number, title, created) values (:id, :number, :title, :created)")
                .bind("id", hearing)
                .bind("number", created.number())
                .bind("title", storable(created.title()))
                .bind("created", recorded.at())
                .execute();
    }

    /** PostgreSQL takes any character but this one; in the payload JSON escapes it. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** @throws StoreException if an event is not known, or does not follow from those before it */
    List<HearingState> load() {
        Map<String, HearingState> hearings = new LinkedHashMap<>();
        database.jdbi()
                .useHandle(handle -> handle.createQuery(
                                "select e.* from hearing_events e join hearings h on h.id = e.hearing_id"
                                        + " order by h.created, e.hearing_id, e.number")
                        .map((row, context) -> new Row(
                                row.getString("hearing_id"),
                                row.getLong("number"),
                                row.getTimestamp("recorded_at").toInstant(),
                                row.getString("actor"),
                                row.getString("payload")))
                        .forEach(row -> hearings.compute(
                                row.hearing,
                                (id, state) -> apply(state == null ? HearingState.initial(id) : state, row))));
        return new ArrayList<>(hearings.values());
    }

    private record Row(String hearing, long number, Instant at, String actor, String payload) {

        String place() {
            return "hearing %s, event %d".formatted(hearing, number);
        }
    }

    private HearingState apply(HearingState state, Row row) {
        HearingEvent event = json.event(row.payload, row.place());
        try {
            return Hearing.apply(state, new HearingEvent.Recorded(row.number, row.at, row.actor, event));
        } catch (IllegalStateException e) {
            throw new StoreException("%s: %s".formatted(row.place(), e.getMessage()), e);
        }
    }
}
