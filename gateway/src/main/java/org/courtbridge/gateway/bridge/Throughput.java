package org.courtbridge.gateway.bridge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/** What most flowed of something over some seconds. One thread's; time is {@link System#nanoTime}. */
final class Throughput {

    /** Over which it is taken, so that one burst counts for little. */
    private static final long SPAN = 3_000_000_000L;

    private final Deque<Count> counts = new ArrayDeque<>();
    private double most = -1;

    private record Count(long octets, long at) {}

    /** @param octets since the beginning, with all headers; about once a second */
    void note(long octets, long now) {
        while (counts.size() > 1 && now - second().at() >= SPAN) {
            counts.removeFirst();
        }
        if (!counts.isEmpty() && now - counts.getFirst().at() >= SPAN) {
            Count from = counts.getFirst();
            most = Math.max(most, 8e6 * (octets - from.octets()) / (now - from.at()));
        }
        counts.addLast(new Count(octets, now));
    }

    private Count second() {
        return counts.stream().skip(1).findFirst().orElseThrow();
    }

    /** kbit/s; empty before 3 s have passed. */
    OptionalDouble most() {
        return most < 0 ? OptionalDouble.empty() : OptionalDouble.of(most);
    }
}
