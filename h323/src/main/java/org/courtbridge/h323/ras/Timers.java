package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Queue of the times at which registrations and calls are to be looked at. Those of what is no more are thrown away when they
 * are more than the others.
 */
final class Timers {

    private static final int FEW = 1000;

    private final Registry registry;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(Timer::at));
    private int mostUncleared = FEW;

    Timers(Registry registry) {
        this.registry = registry;
    }

    /** Whether what it is of is due then, that knows itself. */
    sealed interface Timer {

        Instant at();

        /** The end of a registration. */
        record Expiry(Instant at, Registration endpoint) implements Timer {}

        /** The time after which a call that was not reported is asked for. */
        record Silence(Instant at, AdmittedCall call) implements Timer {}
    }

    void start(Timer timer) {
        timers.add(timer);
        if (timers.size() > mostUncleared) {
            timers.removeIf(one -> !isThere(one));
            mostUncleared = 2 * timers.size() + FEW;
        }
    }

    private boolean isThere(Timer timer) {
        return switch (timer) {
            case Timer.Expiry(Instant _, Registration endpoint) -> registry.has(endpoint);
            case Timer.Silence(Instant _, AdmittedCall call) -> !call.isOver();
        };
    }

    Optional<Instant> deadline() {
        return Optional.ofNullable(timers.peek()).map(Timer::at);
    }

    /** Takes out one that is due. */
    Optional<Timer> next(Instant now) {
        return deadline().filter(at -> !at.isAfter(now)).map(_ -> timers.remove());
    }
}
