package org.courtbridge.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.courtbridge.provisioning.audit.AuditChain;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.audit.Change;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.StatementContext;

/** The audit trail in the database. */
public final class StoredAudit implements AuditTrail {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final InstantSource clock;

    public StoredAudit(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Adds an entry in the transaction of what it tells of. Until that ends, every other transaction that adds one waits. */
    public void add(Handle handle, String actor, String action, Subject subject, List<Change> changes) {
        AuditChain.Head head = handle.select("select number, hash from audit_head where id = 1 for update")
                .map(StoredAudit::head)
                .one();
        AuditEntry entry = AuditChain.chained(
                head.hash(),
                new AuditEntry(
                        head.number() + 1,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        actor,
                        action,
                        subject,
                        changes,
                        ""));
        handle.execute(
                "insert into audit_entries (number, recorded_at, actor, action, subject_kind, subject_id, subject_name,"
                        + " changes, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                entry.number(),
                entry.at(),
                actor,
                action,
                subject.kind(),
                subject.id(),
                subject.name(),
                written(changes),
                entry.hash());
        handle.execute("update audit_head set number = ?, hash = ? where id = 1", entry.number(), entry.hash());
    }

    @Override
    public void note(String actor, String action, Subject subject, List<Change> changes) {
        database.jdbi().useTransaction(handle -> add(handle, actor, action, subject, changes));
    }

    @Override
    public List<AuditEntry> of(String subjectId) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select * from audit_entries where subject_id = ? order by number desc", subjectId)
                        .map(StoredAudit::entry)
                        .list());
    }

    @Override
    public List<AuditEntry> after(long number, int limit) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select * from audit_entries where number > ? order by number limit ?", number, limit)
                        .map(StoredAudit::entry)
                        .list());
    }

    @Override
    public long last() {
        return database.jdbi()
                .withHandle(handle -> handle.select("select number from audit_head where id = 1")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public Verification verify() {
        // One transaction, so that an entry that is added meanwhile is there with its head or not at all.
        return database.jdbi().inTransaction(handle -> {
            AuditChain.Head claimed = handle.select("select number, hash from audit_head where id = 1 for update")
                    .map(StoredAudit::head)
                    .one();
            AuditChain chain = new AuditChain(AuditChain.START);
            try (ResultIterator<Row> rows = handle.select("select * from audit_entries order by number")
                    .setFetchSize(1000)
                    .map(StoredAudit::row)
                    .iterator()) {
                Optional<Broken> broken = follow(chain, rows);
                return new Verification(chain.head(), broken.or(() -> ending(chain.head(), claimed)));
            }
        });
    }

    private static Optional<Broken> follow(AuditChain chain, Iterator<Row> rows) {
        while (rows.hasNext()) {
            Row row = rows.next();
            if (row.entry.isEmpty()) {
                return Optional.of(new Broken(row.number, Flaw.UNREADABLE, List.of()));
            }
            Optional<AuditChain.Break> broken = chain.follow(row.entry.get());
            if (broken.isPresent()) {
                return Optional.of(
                        switch (broken.get()) {
                            case NUMBER -> new Broken(chain.head().number() + 1, Flaw.MISSING, List.of(row.number));
                            case HASH -> new Broken(row.number, Flaw.ALTERED, List.of());
                        });
            }
        }
        return Optional.empty();
    }

    private static Optional<Broken> ending(AuditChain.Head found, AuditChain.Head claimed) {
        if (found.equals(claimed)) {
            return Optional.empty();
        }
        return Optional.of(new Broken(
                Math.min(found.number() + 1, claimed.number()),
                Flaw.ENDING,
                List.of(found.number(), claimed.number())));
    }

    /** @param entry empty if it was damaged so that it is none any more */
    private record Row(long number, Optional<AuditEntry> entry) {}

    private static Row row(ResultSet row, StatementContext context) throws SQLException {
        try {
            return new Row(row.getLong("number"), Optional.of(entry(row, context)));
        } catch (StoreException _) {
            return new Row(row.getLong("number"), Optional.empty());
        }
    }

    private static AuditEntry entry(ResultSet row, StatementContext context) throws SQLException {
        return new AuditEntry(
                row.getLong("number"),
                row.getTimestamp("recorded_at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                new Subject(row.getString("subject_kind"), row.getString("subject_id"), row.getString("subject_name")),
                read(row.getString("changes")),
                row.getString("hash"));
    }

    private static AuditChain.Head head(ResultSet row, StatementContext context) throws SQLException {
        return new AuditChain.Head(row.getLong("number"), row.getString("hash"));
    }

    private static String written(List<Change> changes) {
        try {
            return JSON.writeValueAsString(changes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Change> read(String changes) {
        try {
            return JSON.readValue(changes, new TypeReference<List<Change>>() {});
        } catch (JsonProcessingException e) {
            throw new StoreException("an audit entry cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
