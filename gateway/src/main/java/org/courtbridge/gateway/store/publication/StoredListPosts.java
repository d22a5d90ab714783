package org.courtbridge.gateway.store.publication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.operations.delivery.Posting;
import org.courtbridge.operations.publication.ListPosts;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The log of posting the list of hearings in the database. */
public final class StoredListPosts implements ListPosts {

    /** How long an attempt is remembered. */
    private static final Duration KEPT = Duration.ofDays(92);

    private final Database database;

    public StoredListPosts(Database database) {
        this.database = database;
    }

    @Override
    public void add(Attempt attempt) {
        database.jdbi().useTransaction(handle -> {
            handle.execute(
                    "delete from public_list_posts where posted_at < ?",
                    attempt.at().minus(KEPT));
            handle.execute(
                    "insert into public_list_posts (id, posted_at, digest, outcome, reason, detail)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    UUID.randomUUID().toString(),
                    attempt.at(),
                    attempt.digest(),
                    attempt.outcome().name(),
                    attempt.reason().name(),
                    attempt.detail());
        });
    }

    @Override
    public Optional<Attempt> last() {
        return page(Optional.empty(), 0, 1).stream().findFirst();
    }

    @Override
    public Optional<Instant> failingSince() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select min(posted_at) from public_list_posts where posted_at > coalesce("
                                        + "(select max(posted_at) from public_list_posts where outcome = 'TAKEN'), :never)")
                        .bind("never", Instant.EPOCH)
                        .mapTo(Instant.class)
                        .findOne());
    }

    @Override
    public Map<Outcome, Integer> counts() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select outcome, count(*) as attempts from public_list_posts group by outcome")
                        .reduceRows(new EnumMap<>(Outcome.class), (counts, row) -> {
                            Outcome outcome = Outcome.valueOf(row.getColumn("outcome", String.class));
                            counts.put(outcome, row.getColumn("attempts", Integer.class));
                            return counts;
                        }));
    }

    @Override
    public List<Attempt> page(Optional<Outcome> outcome, int skipped, int most) {
        String of = outcome.isPresent() ? "where outcome = :outcome " : "";
        return database.jdbi().withHandle(handle -> {
            Query query = handle.createQuery("select * from public_list_posts " + of
                            + "order by posted_at desc, id limit :most offset :skipped")
                    .bind("most", most)
                    .bind("skipped", skipped);
            outcome.ifPresent(one -> query.bind("outcome", one.name()));
            return query.map(StoredListPosts::attempt).list();
        });
    }

    private static Attempt attempt(ResultSet row, StatementContext context) throws SQLException {
        return new Attempt(
                row.getTimestamp("posted_at").toInstant(),
                row.getString("digest"),
                Outcome.valueOf(row.getString("outcome")),
                Posting.Reason.valueOf(row.getString("reason")),
                row.getString("detail"));
    }
}
