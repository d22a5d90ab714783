package org.courtbridge.gateway.web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.gateway.access.Cloakroom;

/**
 * Credentials that were just issued, kept in memory for a quarter of an hour so that whoever issued them can hand them over:
 * by each way once. From any thread.
 */
final class Handovers {

    static final Duration LIFETIME = Duration.ofMinutes(15);

    /** One may rotate a fleet as a whole. */
    private static final Cloakroom.Limits LIMITS = new Cloakroom.Limits(LIFETIME, 100_000, 20_000);

    private final Cloakroom<Kept> kept;

    enum Way {
        PAPER,
        MAIL
    }

    /** @param left ways by which it may go */
    private record Kept(Handover handover, Set<Way> left) {}

    Handovers(InstantSource clock) {
        kept = new Cloakroom<>(LIMITS, clock);
    }

    /** @return its id, which cannot be guessed */
    String keep(String actor, Handover handover) {
        return kept.leave(actor, new Kept(handover, EnumSet.allOf(Way.class)));
    }

    /** Empty if there is none of this actor's, or no more, or it went this way before. */
    synchronized Optional<Handover> take(String id, String actor, Way way) {
        return kept.find(id, actor).filter(one -> one.left.remove(way)).map(Kept::handover);
    }

    /** It did not go this way after all. */
    synchronized void giveBack(String id, Way way) {
        kept.find(id).ifPresent(one -> one.left.add(way));
    }
}
