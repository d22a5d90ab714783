package org.courtbridge.gateway.store.invitations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.invitations.Answer;
import org.courtbridge.operations.invitations.CalendarEntry;
import org.courtbridge.operations.invitations.InvitationBook;
import org.courtbridge.operations.invitations.Invitee;
import org.courtbridge.operations.invitations.Told;
import org.jdbi.v3.core.statement.StatementContext;

/** What the recipients of invitations were told last, in the database. */
public final class StoredInvitations implements InvitationBook {

    private static final String OPEN = "change_number <> settled_number";

    private final Database database;

    public StoredInvitations(Database database) {
        this.database = database;
    }

    @Override
    public List<Kept> ofHearing(String hearing) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select * from calendar_invitations where hearing_id = ? order by id", hearing)
                        .map(StoredInvitations::kept)
                        .list());
    }

    @Override
    public Optional<Kept> find(String id) {
        return database.jdbi()
                .withHandle(handle -> handle.select("select * from calendar_invitations where id = ?", id)
                        .map(StoredInvitations::kept)
                        .findOne());
    }

    @Override
    public List<String> hearingsToldAfter(Instant time) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select distinct hearing_id from calendar_invitations where begins > ?", time)
                        .mapTo(String.class)
                        .list());
    }

    @Override
    public List<Kept> declinedAfter(Instant time) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select * from calendar_invitations where begins > ? and method = ? and answer = ?"
                                        + " and answered_sequence >= sequence_number order by begins, id",
                                time,
                                Told.Method.REQUEST.name(),
                                Answer.Status.DECLINED.name())
                        .map(StoredInvitations::kept)
                        .list());
    }

    @Override
    public void add(String id, String hearing, Invitee invitee, Instant look) {
        database.jdbi().useTransaction(handle -> {
            boolean known = handle.select(
                                    "select count(*) from calendar_invitations where hearing_id = ? and party = ? and email = ?",
                                    hearing,
                                    invitee.party(),
                                    invitee.email())
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            if (!known) {
                handle.execute(
                        "insert into calendar_invitations"
                                + " (id, hearing_id, party, name, email, language, change_number, settled_number, look_at)"
                                + " values (?, ?, ?, ?, ?, ?, 1, 0, ?)",
                        id,
                        hearing,
                        invitee.party(),
                        invitee.name(),
                        invitee.email(),
                        invitee.language().tag(),
                        look);
            }
        });
    }

    @Override
    public void rename(String id, Invitee invitee) {
        database.execute(
                "update calendar_invitations set name = ?, language = ? where id = ?",
                invitee.name(),
                invitee.language().tag(),
                id);
    }

    @Override
    public void change(String id, Instant look) {
        database.execute(
                "update calendar_invitations set change_number = change_number + 1, look_at = ? where id = ?",
                look,
                id);
    }

    @Override
    public List<String> look(Instant now, Instant again, int most) {
        return database.jdbi().inTransaction(handle -> {
            List<String> found = handle.select(
                            "select id from calendar_invitations where " + OPEN
                                    + " and look_at <= ? order by look_at, id limit ?",
                            now,
                            most)
                    .mapTo(String.class)
                    .list();
            found.forEach(id -> handle.execute(
                    "update calendar_invitations set look_at = ? where id = ? and look_at <= ?", again, id, now));
            return found;
        });
    }

    @Override
    public void settle(String id, long change, Optional<Told> told, Instant at) {
        database.jdbi().useTransaction(handle -> {
            told.ifPresent(letter -> handle.execute(
                    "update calendar_invitations set method = ?, sequence_number = ?, begins = ?, ends = ?, title = ?, place = ?,"
                            + " told_at = ? where id = ?",
                    letter.method().name(),
                    letter.sequence(),
                    letter.entry().begins(),
                    letter.entry().ends(),
                    letter.entry().title(),
                    letter.entry().place(),
                    at,
                    id));
            handle.execute(
                    "update calendar_invitations set settled_number = ? where id = ? and settled_number < ?",
                    change,
                    id,
                    change);
        });
    }

    @Override
    public void answer(String id, Answer answer) {
        database.execute(
                "update calendar_invitations set answer = ?, answered_at = ?, answered_sequence = ?"
                        + " where id = ? and (answered_at is null or answered_at <= ?)",
                answer.status().name(),
                answer.at(),
                answer.sequence(),
                id,
                answer.at());
    }

    private static Kept kept(ResultSet row, StatementContext context) throws SQLException {
        return new Kept(
                row.getString("id"),
                row.getString("hearing_id"),
                new Invitee(
                        row.getString("party"),
                        row.getString("name"),
                        row.getString("email"),
                        Language.ofTag(row.getString("language")).orElseThrow()),
                told(row),
                row.getLong("change_number"),
                row.getLong("settled_number"),
                Optional.ofNullable(row.getObject("told_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                answer(row));
    }

    private static Optional<Answer> answer(ResultSet row) throws SQLException {
        String status = row.getString("answer");
        return status == null
                ? Optional.empty()
                : Optional.of(new Answer(
                        Answer.Status.valueOf(status), instant(row, "answered_at"), row.getInt("answered_sequence")));
    }

    private static Optional<Told> told(ResultSet row) throws SQLException {
        String method = row.getString("method");
        return method == null
                ? Optional.empty()
                : Optional.of(new Told(
                        Told.Method.valueOf(method),
                        new CalendarEntry(
                                instant(row, "begins"),
                                instant(row, "ends"),
                                row.getString("title"),
                                row.getString("place")),
                        row.getInt("sequence_number")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
