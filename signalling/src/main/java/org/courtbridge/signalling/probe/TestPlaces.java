package org.courtbridge.signalling.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.media.leg.LegNotice.NotTested.Why;

/** Admits tests: of each seat one at a time and a few an hour, and not too many at once. From any thread. */
final class TestPlaces {

    private static final Duration HOUR = Duration.ofHours(1);

    private final int atOnce;
    private final int anHour;
    private final Set<String> present = new HashSet<>();

    /** Start times of the tests of the last hour, by seat, oldest first. */
    private final Map<String, Deque<Instant>> begun = new HashMap<>();

    /**
     * @param atOnce tests at the same time, of all seats
     * @param anHour tests of one seat that begin within an hour
     */
    TestPlaces(int atOnce, int anHour) {
        this.atOnce = atOnce;
        this.anHour = anHour;
    }

    /** A seat begins, and has to {@link #leave}; or why it may not. */
    synchronized Optional<Why> enter(String seat, Instant now) {
        forget(now);
        Deque<Instant> ofSeat = begun.getOrDefault(seat, new ArrayDeque<>());
        if (present.contains(seat)) {
            return Optional.of(Why.ANOTHER);
        }
        if (ofSeat.size() >= anHour) {
            return Optional.of(Why.TOO_OFTEN);
        }
        if (present.size() >= atOnce) {
            return Optional.of(Why.FULL);
        }
        present.add(seat);
        ofSeat.add(now);
        begun.put(seat, ofSeat);
        return Optional.empty();
    }

    synchronized void leave(String seat) {
        present.remove(seat);
    }

    private void forget(Instant now) {
        begun.values().removeIf(ofSeat -> {
            while (!ofSeat.isEmpty() && !ofSeat.getFirst().plus(HOUR).isAfter(now)) {
                ofSeat.removeFirst();
            }
            return ofSeat.isEmpty();
        });
    }
}
