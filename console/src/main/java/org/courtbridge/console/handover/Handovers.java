package org.courtbridge.console.handover;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.ExpiringTokenStore;

/**
 * Credentials that were just issued, kept in memory for a quarter of an hour so that whoever issued them can hand them over:
 * by each way once. From any thread.
 */
final class Handovers {

    static final Duration LIFETIME = Duration.ofMinutes(15);

    /** One may rotate a fleet as a whole. */
    private static final ExpiringTokenStore.Limits LIMITS = new ExpiringTokenStore.Limits(LIFETIME, 100_000, 20_000);

    private final ExpiringTokenStore<Kept> kept;

    enum Way {
        PAPER,
        MAIL
    }

    /**
     * @param left ways by which it may go
     * @param going ways by which it is going, and may come back
     */
    private record Kept(Handover handover, Set<Way> left, Set<Way> going) {}

    Handovers(InstantSource clock) {
        kept = new ExpiringTokenStore<>(LIMITS, clock);
    }

    /** @return its id, which cannot be guessed */
    String keep(String actor, Handover handover) {
        return kept.leave(actor, new Kept(handover, EnumSet.allOf(Way.class), EnumSet.noneOf(Way.class)));
    }

    /**
     * Until {@link #went} or {@link #giveBack} it is on its way.
     *
     * @return empty if there is none of this actor's, or no more, or it went this way before
     */
    synchronized Optional<Handover> take(String id, String actor, Way way) {
        Optional<Kept> found = kept.find(id, actor).filter(one -> one.left.remove(way));
        found.ifPresent(one -> one.going.add(way));
        return found.map(Kept::handover);
    }

    /** It has gone this way; once there is no other, it is forgotten. */
    synchronized void went(String id, Way way) {
        kept.find(id).ifPresent(one -> {
            one.going.remove(way);
            if (one.left.isEmpty() && one.going.isEmpty()) {
                kept.take(id);
            }
        });
    }

    /** It did not go this way after all. */
    synchronized void giveBack(String id, Way way) {
        kept.find(id).filter(one -> one.going.remove(way)).ifPresent(one -> one.left.add(way));
    }
}
