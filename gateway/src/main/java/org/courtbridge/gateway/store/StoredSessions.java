package org.courtbridge.gateway.store;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.gateway.access.SessionStore;

/** Sessions of the console in the database. */
public final class StoredSessions implements SessionStore {

    private final Database database;

    public StoredSessions(Database database) {
        this.database = database;
    }

    @Override
    public void add(String tokenHash, Kept session) {
        database.jdbi()
                .useHandle(
                        handle -> handle.createUpdate("insert into sessions (token_hash, user_id, idle_until, expires)"
                                        + " values (:hash, :user, :idle, :expires)")
                                .bind("hash", tokenHash)
                                .bind("user", session.userId())
                                .bind("idle", session.idleUntil())
                                .bind("expires", session.expires())
                                .execute());
    }

    @Override
    public Optional<Kept> find(String tokenHash) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select * from sessions where token_hash = :hash")
                        .bind("hash", tokenHash)
                        .map((row, _) -> new Kept(
                                row.getString("user_id"),
                                row.getTimestamp("idle_until").toInstant(),
                                row.getTimestamp("expires").toInstant()))
                        .findOne());
    }

    @Override
    public void used(String tokenHash, Instant idleUntil) {
        database.jdbi()
                .useHandle(
                        handle -> handle.createUpdate("update sessions set idle_until = :idle where token_hash = :hash")
                                .bind("hash", tokenHash)
                                .bind("idle", idleUntil)
                                .execute());
    }

    @Override
    public void remove(String tokenHash) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from sessions where token_hash = :hash")
                        .bind("hash", tokenHash)
                        .execute());
    }

    @Override
    public void removeAllOf(String userId) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from sessions where user_id = :user")
                        .bind("user", userId)
                        .execute());
    }

    @Override
    public void removeOver(Instant now) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "delete from sessions where expires <= :now or idle_until <= :now")
                        .bind("now", now)
                        .execute());
    }
}
