package org.courtbridge.gateway.web;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Devices that are being added, in memory for an hour after the last step, each for the one who adds it. From any thread. */
final class DeviceDrafts {

    static final Duration LIFETIME = Duration.ofHours(1);

    private static final int MOST = 1_000;
    private static final int ID_SIZE = 18;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** By id, the one that was changed longest ago first. */
    private final SequencedMap<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(String actor, DeviceDraft draft, Instant until) {}

    DeviceDrafts(InstantSource clock) {
        this.clock = clock;
    }

    /** @return its id, which cannot be guessed */
    synchronized String begin(String actor, DeviceDraft draft) {
        byte[] octets = new byte[ID_SIZE];
        random.nextBytes(octets);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        keep(id, actor, draft);
        return id;
    }

    synchronized void keep(String id, String actor, DeviceDraft draft) {
        Instant now = clock.instant();
        kept.values().removeIf(one -> !one.until.isAfter(now));
        while (kept.size() >= MOST) {
            kept.pollFirstEntry();
        }
        kept.putLast(id, new Kept(actor, draft, now.plus(LIFETIME)));
    }

    /** Empty if there is none of this actor's, or no more. */
    synchronized Optional<DeviceDraft> find(String id, String actor) {
        return Optional.ofNullable(kept.get(id))
                .filter(one -> one.actor.equals(actor) && one.until.isAfter(clock.instant()))
                .map(Kept::draft);
    }
}
