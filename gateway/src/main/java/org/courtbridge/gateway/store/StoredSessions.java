package org.courtbridge.gateway.store;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.court.access.SessionStore;

/** Sessions of the console in the database. */
public final class StoredSessions implements SessionStore {

    private final Database database;

    public StoredSessions(Database database) {
        this.database = database;
    }

    @Override
    public void add(String tokenHash, Kept session) {
        database.execute(
                "insert into sessions (token_hash, user_id, idle_until, expires) values (?, ?, ?, ?)",
                tokenHash,
                session.userId(),
                session.idleUntil(),
                session.expires());
    }

    @Override
    public Optional<Kept> find(String tokenHash) {
        return database.jdbi()
                .withHandle(handle -> handle.select("select * from sessions where token_hash = ?", tokenHash)
                        .map((row, _) -> new Kept(
                                row.getString("user_id"),
                                row.getTimestamp("idle_until").toInstant(),
                                row.getTimestamp("expires").toInstant()))
                        .findOne());
    }

    @Override
    public void used(String tokenHash, Instant idleUntil) {
        database.execute("update sessions set idle_until = ? where token_hash = ?", idleUntil, tokenHash);
    }

    @Override
    public void remove(String tokenHash) {
        database.execute("delete from sessions where token_hash = ?", tokenHash);
    }

    @Override
    public void removeAllOf(String userId) {
        database.execute("delete from sessions where user_id = ?", userId);
    }

    @Override
    public void removeOver(Instant now) {
        database.execute("delete from sessions where expires <= ? or idle_until <= ?", now, now);
    }
}
