package org.courtbridge.court.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A session store that can be down. */
final class KeptInMemory implements SessionStore {

    final Map<String, Kept> sessions = new HashMap<>();
    boolean down;
    int writes;

    @Override
    public void add(String tokenHash, Kept session) {
        up().put(tokenHash, session);
    }

    @Override
    public Optional<Kept> find(String tokenHash) {
        return Optional.ofNullable(up().get(tokenHash));
    }

    @Override
    public void used(String tokenHash, Instant idleUntil) {
        up().computeIfPresent(tokenHash, (_, kept) -> kept.usedUntil(idleUntil));
        writes++;
    }

    @Override
    public void remove(String tokenHash) {
        up().remove(tokenHash);
    }

    @Override
    public void removeAllOf(String userId) {
        up().values().removeIf(kept -> kept.userId().equals(userId));
    }

    @Override
    public void removeOver(Instant now) {
        up().values().removeIf(kept -> kept.isOver(now));
    }

    private Map<String, Kept> up() {
        if (down) {
            throw new IllegalStateException("down");
        }
        return sessions;
    }
}
