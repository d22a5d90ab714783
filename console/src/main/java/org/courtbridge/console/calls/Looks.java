package org.courtbridge.console.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.courtbridge.hearings.LegId;

/**
 * Records who has looked at the picture of which call: a page asks for it every few seconds, and the audit trail says it once
 * in an hour. From any thread.
 */
final class Looks {

    static final Duration GRAIN = Duration.ofHours(1);

    /** Once there are more, the oldest are forgotten, and are written down once more. */
    private static final int MOST = 10_000;

    private final InstantSource clock;

    /** Times at which looks were recorded, the oldest first. */
    private final SequencedMap<Look, Instant> written = new LinkedHashMap<>();

    private record Look(String actor, LegId leg) {}

    Looks(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Whoever looks twice at once may be written down twice.
     *
     * @param write is called if somebody was not written down for an hour; nobody else waits for it, and should it fail, the
     *     next look is the first one
     */
    void look(String actor, LegId leg, Runnable write) {
        Look look = new Look(actor, leg);
        Instant now = clock.instant();
        if (!isWritten(look, now)) {
            write.run();
            written(look, now);
        }
    }

    private synchronized boolean isWritten(Look look, Instant now) {
        Instant before = written.get(look);
        return before != null && before.plus(GRAIN).isAfter(now);
    }

    private synchronized void written(Look look, Instant now) {
        while (!written.isEmpty()
                && (written.size() >= MOST
                        || !written.firstEntry().getValue().plus(GRAIN).isAfter(now))) {
            written.pollFirstEntry();
        }
        written.putLast(look, now);
    }
}
