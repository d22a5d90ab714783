package org.courtbridge.court.access;

import java.time.Instant;
import java.util.Optional;

/** Store of sessions that outlive the process. Every method may fail while the database is down. */
public interface SessionStore {

    /**
     * A session as it is kept.
     *
     * @param idleUntil when it ends unless it is used before
     * @param expires when it ends in any case
     */
    record Kept(String userId, Instant idleUntil, Instant expires) {

        public boolean isOver(Instant now) {
            return !now.isBefore(idleUntil) || !now.isBefore(expires);
        }

        public Kept usedUntil(Instant later) {
            return new Kept(userId, later, expires);
        }
    }

    void add(String tokenHash, Kept session);

    Optional<Kept> find(String tokenHash);

    /** Does nothing if there is no such session any more. */
    void used(String tokenHash, Instant idleUntil);

    void remove(String tokenHash);

    void removeAllOf(String userId);

    /** Forgets those that nobody can use any more. */
    void removeOver(Instant now);
}
