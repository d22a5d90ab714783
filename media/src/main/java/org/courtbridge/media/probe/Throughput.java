package org.courtbridge.media.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The highest bit rate over some seconds, of several counters of octets together. One thread's; time is
 * {@link System#nanoTime}.
 */
final class Throughput {

    /** Over which it is taken, so that one burst counts for little. */
    private static final long SPAN = 3_000_000_000L;

    private final Map<Object, Deque<Count>> counters = new HashMap<>();
    private double most = -1;

    /**
     * @param octets since the beginning, with all headers
     * @param at when they were counted, which is not when somebody looks
     */
    record Count(long octets, long at) {}

    /** @param counts of each counter by its name; about once a second, and one that is as old as the last says nothing new */
    void note(Map<?, Count> counts) {
        counters.keySet().retainAll(counts.keySet());
        double sum = 0;
        for (Map.Entry<?, Count> entry : counts.entrySet()) {
            sum += rate(counters.computeIfAbsent(entry.getKey(), _ -> new ArrayDeque<>()), entry.getValue());
        }
        most = Math.max(most, sum);
    }

    /** kbit/s; 0 before 3 s have passed. */
    private static double rate(Deque<Count> counts, Count latest) {
        if (counts.isEmpty() || counts.getLast().at() != latest.at()) {
            counts.addLast(latest);
        }
        while (counts.size() > 1 && latest.at() - second(counts).at() >= SPAN) {
            counts.removeFirst();
        }
        Count from = counts.getFirst();
        long passed = latest.at() - from.at();
        return passed >= SPAN ? 8e6 * (latest.octets() - from.octets()) / passed : 0;
    }

    private static Count second(Deque<Count> counts) {
        return counts.stream().skip(1).findFirst().orElseThrow();
    }

    /** kbit/s; empty before 3 s have passed, and if nothing flowed. */
    OptionalDouble most() {
        return most <= 0 ? OptionalDouble.empty() : OptionalDouble.of(most);
    }
}
