package org.courtbridge.gateway.store.applications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.operations.correspondence.CorrespondenceBook;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** What was mailed about applications, in the database. */
public final class StoredCorrespondence implements CorrespondenceBook {

    private final Database database;

    public StoredCorrespondence(Database database) {
        this.database = database;
    }

    @Override
    public List<String> unsettled(int most) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select a.id from applications a left join application_correspondence c"
                                        + " on c.application_id = a.id where a.last_event > coalesce(c.settled_event, 0)"
                                        + " order by a.changed_at desc, a.id limit ?",
                                most)
                        .mapTo(String.class)
                        .list());
    }

    @Override
    public Progress progress(String application) {
        return database.jdbi()
                .withHandle(handle -> new Progress(
                        settled(handle, application),
                        handle.select(
                                        "select * from application_mails where application_id = ?"
                                                + " order by mailed_at, event_number, about, email",
                                        application)
                                .map(StoredCorrespondence::row)
                                .list()));
    }

    private static long settled(Handle handle, String application) {
        return handle.select(
                        "select settled_event from application_correspondence where application_id = ?", application)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    private static Mailed row(ResultSet row, StatementContext context) throws SQLException {
        return new Mailed(
                row.getLong("event_number"),
                row.getString("about"),
                row.getString("email"),
                row.getString("name"),
                row.getObject("mailed_at", OffsetDateTime.class).toInstant());
    }

    @Override
    public void mailed(String application, Mailed mail) {
        database.jdbi().useTransaction(handle -> {
            boolean known = handle.select(
                                    "select count(*) from application_mails"
                                            + " where application_id = ? and event_number = ? and about = ? and email = ?",
                                    application,
                                    mail.event(),
                                    mail.about(),
                                    mail.email())
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            if (!known) {
                handle.execute(
                        "insert into application_mails (application_id, event_number, about, email, name, mailed_at)"
                                + " values (?, ?, ?, ?, ?, ?)",
                        application,
                        mail.event(),
                        mail.about(),
                        mail.email(),
                        mail.name(),
                        mail.at());
            }
        });
    }

    @Override
    public void settle(String application, long event) {
        database.jdbi().useTransaction(handle -> {
            int known = handle.execute(
                    "update application_correspondence set settled_event ="
                            + " case when settled_event < ? then cast(? as bigint) else settled_event end"
                            + " where application_id = ?",
                    event,
                    event,
                    application);
            if (known == 0) {
                handle.execute(
                        "insert into application_correspondence (application_id, settled_event) values (?, ?)",
                        application,
                        event);
            }
        });
    }

    @Override
    public Set<String> reminded(LocalDate day) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select user_id from term_reminders where reminded_on = ?", day.toString())
                        .mapTo(String.class)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public void remind(LocalDate day, String user) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("delete from term_reminders where reminded_on < ?", day.toString());
            boolean known = handle.select(
                                    "select count(*) from term_reminders where reminded_on = ? and user_id = ?",
                                    day.toString(),
                                    user)
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            if (!known) {
                handle.execute("insert into term_reminders (reminded_on, user_id) values (?, ?)", day.toString(), user);
            }
        });
    }
}
