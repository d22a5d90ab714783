package org.courtbridge.gateway.store.applications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.applications.ApplicationPage;
import org.courtbridge.court.applications.ApplicationQuery;
import org.courtbridge.court.applications.ApplicationStore;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.court.applications.Part;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.transactions.ContendedTransactions;
import org.courtbridge.hearings.applications.Application;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.InstitutionId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Applications in the database. The number of the last event is the version: a transaction that adds events first changes it from that which
 * their author has seen, and so waits for one that is changing it, and finds another number after that.
 */
public final class StoredApplications implements ApplicationStore {

    private final Database database;
    private final ContendedTransactions transactions;
    private final ApplicationJson json = new ApplicationJson();

    public StoredApplications(Database database) {
        this.database = database;
        this.transactions = new ContendedTransactions(database, "the application");
    }

    @Override
    public Optional<KeptApplication> find(String id, Scope scope) {
        ApplicationConditions conditions = new ApplicationConditions();
        conditions.within(scope);
        List<Recorded> events = database.jdbi()
                .withHandle(handle -> conditions
                        .bindTo(handle.createQuery(
                                        "select e.* from application_events e join applications a on a.id = e.application_id"
                                                + " where a.id = :id" + conditions.and() + " order by e.number")
                                .bind("id", id))
                        .map((row, _) -> recorded(row, id))
                        .list());
        return events.isEmpty() ? Optional.empty() : Optional.of(KeptApplication.of(id, events));
    }

    private Recorded recorded(ResultSet row, String id) throws SQLException {
        long number = row.getLong("number");
        return new Recorded(
                number,
                row.getTimestamp("recorded_at").toInstant(),
                row.getString("actor"),
                json.event(row.getString("payload"), "application %s, event %d".formatted(id, number)));
    }

    @Override
    public boolean append(ApplicationState before, List<Recorded> events) {
        ApplicationState after = before;
        for (Recorded recorded : events) {
            after = Application.apply(after, recorded);
        }
        ApplicationState changed = after;
        return transactions.run(handle -> {
            if (!isChanged(handle, before, changed, events.getLast())) {
                return false;
            }
            add(handle, changed.id(), events);
            setReaders(handle, changed);
            database.commitToDisk(handle);
            return true;
        });
    }

    private static boolean isChanged(Handle handle, ApplicationState before, ApplicationState after, Recorded last) {
        ApplicationRow row = ApplicationRow.of(after, last.at());
        if (before.lastEvent() > 0) {
            return row.update(handle, before.lastEvent());
        }
        boolean known = handle.select("select id from applications where id = ?", after.id())
                .mapTo(String.class)
                .findOne()
                .isPresent();
        if (!known) {
            row.insert(handle);
        }
        return !known;
    }

    private void add(Handle handle, String id, List<Recorded> events) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into application_events (application_id, number, recorded_at, actor, type, payload)"
                        + " values (:id, :number, :at, :actor, :type, :payload)");
        for (Recorded recorded : events) {
            batch.bind("id", id)
                    .bind("number", recorded.number())
                    .bind("at", recorded.at())
                    .bind("actor", recorded.actor())
                    .bind("type", json.type(recorded.event()))
                    .bind("payload", json.event(recorded.event()))
                    .add();
        }
        batch.execute();
    }

    private static void setReaders(Handle handle, ApplicationState after) {
        Set<InstitutionId> wanted = Set.copyOf(Part.of(after).values());
        List<InstitutionId> had = handle.select(
                        "select institution_id from application_readers where application_id = ?", after.id())
                .mapTo(String.class)
                .map(InstitutionId::new)
                .list();
        for (InstitutionId reader : had) {
            if (!wanted.contains(reader)) {
                handle.execute(
                        "delete from application_readers where application_id = ? and institution_id = ?",
                        after.id(),
                        reader.value());
            }
        }
        for (InstitutionId reader : wanted) {
            if (!had.contains(reader)) {
                handle.execute(
                        "insert into application_readers (application_id, institution_id) values (?, ?)",
                        after.id(),
                        reader.value());
            }
        }
    }

    @Override
    public ApplicationPage page(ApplicationQuery query) {
        ApplicationConditions conditions = new ApplicationConditions();
        conditions.within(query.scope());
        conditions.matching(query.filter());
        conditions.open(query.terms());
        String order = switch (query.order()) {
            case DUE ->
                conditions.exactFirst(query.filter()) + conditions.rank(query.urgency()) + ", a.hearing_at, a.id";
            case HEARING -> "a.hearing_at, a.id";
            case CHANGED -> "a.changed_at desc, a.id desc";
        };
        return database.jdbi().withHandle(handle -> {
            long total = conditions
                    .bindTo(handle.createQuery("select count(*) from applications a where true" + conditions.and()))
                    .mapTo(Long.class)
                    .one();
            List<ApplicationPage.Row> rows = conditions
                    .bindInOrder(handle.createQuery("select a.* from applications a where true" + conditions.and()
                            + " order by " + order + " limit :limit offset :offset"))
                    .bind("limit", query.paging().size())
                    .bind("offset", query.paging().offset())
                    .map((row, _) -> ApplicationRow.of(row))
                    .list();
            return new ApplicationPage(rows, total);
        });
    }
}
