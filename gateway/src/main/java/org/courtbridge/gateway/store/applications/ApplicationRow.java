package org.courtbridge.gateway.store.applications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.courtbridge.court.applications.ApplicationPage;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Term.Duty;
import org.courtbridge.hearings.applications.Terms;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The row of an application, which lists are made of. */
final class ApplicationRow {

    private final String id;
    private final Map<String, Optional<Object>> columns;

    private ApplicationRow(String id, Map<String, Optional<Object>> columns) {
        this.id = id;
        this.columns = columns;
    }

    /** @param changed when its last event happened */
    static ApplicationRow of(ApplicationState state, Instant changed) {
        ApplicationForm form = state.form().orElseThrow();
        Map<Duty, LocalDate> since = Terms.openSince(state);
        Map<String, Optional<Object>> columns = new LinkedHashMap<>();
        columns.put("last_event", Optional.of(state.lastEvent()));
        columns.put("court_id", state.court().map(InstitutionId::value));
        columns.put("asked_id", form.asked().map(asked -> asked.id().value()));
        columns.put("phase", Optional.of(state.phase().name()));
        columns.put("case_number", Optional.of(form.caseNumber()));
        columns.put("action", Optional.of(form.action()));
        columns.put("hearing_at", Optional.of(form.at().toString()));
        columns.put("send_since", Optional.ofNullable(since.get(Duty.SEND)).map(LocalDate::toString));
        columns.put(
                "respond_since", Optional.ofNullable(since.get(Duty.RESPOND)).map(LocalDate::toString));
        columns.put("changed_at", Optional.of(changed));
        return new ApplicationRow(state.id(), columns);
    }

    void insert(Handle handle) {
        String names = String.join(", ", columns.keySet());
        String values = columns.keySet().stream().map(name -> ":" + name).collect(Collectors.joining(", "));
        bound(handle.createUpdate("insert into applications (id, " + names + ") values (:id, " + values + ")"))
                .execute();
    }

    /** @return whether the last event was the one that is named */
    boolean update(Handle handle, long lastEvent) {
        String values =
                columns.keySet().stream().map(name -> name + " = :" + name).collect(Collectors.joining(", "));
        return bound(handle.createUpdate(
                                "update applications set " + values + " where id = :id and last_event = :seen"))
                        .bind("seen", lastEvent)
                        .execute()
                == 1;
    }

    private <T extends SqlStatement<T>> T bound(T statement) {
        statement.bind("id", id);
        columns.forEach((name, value) -> statement.bind(name, value));
        return statement;
    }

    static ApplicationPage.Row of(ResultSet row) throws SQLException {
        Map<Duty, LocalDate> since = new EnumMap<>(Duty.class);
        date(row, "send_since").ifPresent(day -> since.put(Duty.SEND, day));
        date(row, "respond_since").ifPresent(day -> since.put(Duty.RESPOND, day));
        return new ApplicationPage.Row(
                row.getString("id"),
                new InstitutionId(row.getString("court_id")),
                row.getString("case_number"),
                row.getString("action"),
                Optional.ofNullable(row.getString("asked_id")).map(InstitutionId::new),
                LocalDateTime.parse(row.getString("hearing_at")),
                Phase.valueOf(row.getString("phase")),
                since,
                row.getLong("last_event"),
                row.getTimestamp("changed_at").toInstant());
    }

    private static Optional<LocalDate> date(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(LocalDate::parse);
    }
}
