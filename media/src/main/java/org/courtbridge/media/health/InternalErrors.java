package org.courtbridge.media.health;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The faults of the gateway's own since the start, by the part in which they happened. Each has ended what it concerned, such as
 * one party's call, and the rest goes on; a part that has {@linkplain #stopped stopped} for everybody works again only after a
 * restart. Logs each fault with its stack trace; metrics and {@link Readiness} read the counts. From any thread.
 */
public final class InternalErrors {

    private static final Logger LOG = LogManager.getLogger(InternalErrors.class);

    /** Time for which readiness names a fault. */
    static final Duration RECENT = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<Part, Tally> tallies = new EnumMap<>(Part.class);

    private static final class Tally {
        private final LongAdder count = new LongAdder();
        private volatile Optional<Last> last = Optional.empty();
        private volatile Optional<String> stopped = Optional.empty();
    }

    private record Last(Instant at, String what) {}

    public InternalErrors(InstantSource clock) {
        this.clock = clock;
        for (Part part : Part.values()) {
            tallies.put(part, new Tally());
        }
    }

    /** @param what came of the fault, such as "leg 7 is ended": no name of a person */
    public void report(Part part, String what, Throwable cause) {
        LOG.error("{}: {}", part.tag(), what, cause);
        count(part, what);
    }

    /** As above, of a fault that has been reported and goes on: it is counted and not logged. */
    void repeated(Part part, String what) {
        count(part, what);
    }

    /**
     * Reports that a part which everybody needs works no more until the gateway is started anew.
     *
     * @param what the effect, such as "no hearing event can be stored any more"
     */
    public void stopped(Part part, String what, Throwable cause) {
        report(part, what, cause);
        tally(part).stopped = Optional.of(what);
    }

    private void count(Part part, String what) {
        Tally tally = tally(part);
        tally.count.increment();
        tally.last = Optional.of(new Last(clock.instant(), what));
    }

    /** Since the start. */
    public long count(Part part) {
        return tally(part).count.sum();
    }

    /** The parts that work no more, a line for each. */
    List<String> stopped() {
        List<String> lines = new ArrayList<>();
        tallies.forEach((part, tally) ->
                tally.stopped.ifPresent(what -> lines.add("%s: %s; restart the gateway".formatted(part.tag(), what))));
        return lines;
    }

    /** A line for each part in which there was a fault of late. */
    List<String> recent() {
        Instant since = clock.instant().minus(RECENT);
        List<String> lines = new ArrayList<>();
        tallies.forEach((part, tally) -> tally.last
                .filter(last -> last.at.isAfter(since))
                .ifPresent(last -> lines.add("%s: internal errors since the start: %d; the last at %s: %s"
                        .formatted(part.tag(), tally.count.sum(), last.at, last.what))));
        return lines;
    }

    private Tally tally(Part part) {
        Tally tally = tallies.get(part);
        if (tally == null) {
            throw new IllegalStateException("no tally for " + part);
        }
        return tally;
    }
}
