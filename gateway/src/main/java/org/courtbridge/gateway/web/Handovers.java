package org.courtbridge.gateway.web;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Credentials that were just issued, kept in memory for a quarter of an hour so that whoever issued them can hand them over:
 * by each way once. From any thread.
 */
final class Handovers {

    static final Duration LIFETIME = Duration.ofMinutes(15);

    /** A fleet that is rotated as a whole. */
    private static final int MOST = 20_000;

    private static final int ID_SIZE = 24;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** By id, the oldest first. */
    private final SequencedMap<String, Kept> kept = new LinkedHashMap<>();

    enum Way {
        PAPER,
        MAIL
    }

    private record Kept(String actor, Handover handover, Instant until, Set<Way> left) {}

    Handovers(InstantSource clock) {
        this.clock = clock;
    }

    /** @return its id, which cannot be guessed */
    synchronized String keep(String actor, Handover handover) {
        forgetOld();
        while (kept.size() >= MOST) {
            kept.pollFirstEntry();
        }
        byte[] octets = new byte[ID_SIZE];
        random.nextBytes(octets);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        kept.putLast(id, new Kept(actor, handover, clock.instant().plus(LIFETIME), EnumSet.allOf(Way.class)));
        return id;
    }

    /** Empty if there is none of this actor's, or no more, or it went this way before. */
    synchronized Optional<Handover> take(String id, String actor, Way way) {
        forgetOld();
        return Optional.ofNullable(kept.get(id))
                .filter(one -> one.actor.equals(actor))
                .filter(one -> one.left.remove(way))
                .map(Kept::handover);
    }

    /** It did not go this way after all. */
    synchronized void giveBack(String id, Way way) {
        Optional.ofNullable(kept.get(id)).ifPresent(one -> one.left.add(way));
    }

    private void forgetOld() {
        Instant now = clock.instant();
        kept.values().removeIf(one -> !one.until.isAfter(now) || one.left.isEmpty());
    }
}
