package org.courtbridge.gateway.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.courtbridge.hearings.LegId;

/**
 * Who has looked at the picture of which call: a page asks for it every few seconds, and the audit trail says it once in an hour.
 * From any thread.
 */
final class Looks {

    static final Duration GRAIN = Duration.ofHours(1);

    /** Once there are more, the oldest are forgotten, and are written down once more. */
    private static final int MOST = 10_000;

    private final InstantSource clock;

    /** When they were written down, the oldest first. */
    private final SequencedMap<Look, Instant> written = new LinkedHashMap<>();

    private record Look(String actor, LegId leg) {}

    Looks(InstantSource clock) {
        this.clock = clock;
    }

    /** @param write is called if somebody was not written down for an hour; should it fail, the next look is the first one */
    synchronized void look(String actor, LegId leg, Runnable write) {
        Instant now = clock.instant();
        while (!written.isEmpty()
                && (written.size() >= MOST
                        || !written.firstEntry().getValue().plus(GRAIN).isAfter(now))) {
            written.pollFirstEntry();
        }
        Look look = new Look(actor, leg);
        if (!written.containsKey(look)) {
            write.run();
            written.putLast(look, now);
        }
    }
}
