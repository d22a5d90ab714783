package org.courtbridge.benchmarks;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Results of the calls of one process. */
final class CallTally {

    private final Map<CallRoom, Long> begun = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private long[] waits = new long[1_024];
    private int waited;
    private long done;

    /** A room asks to be admitted to a call. */
    void begun(CallRoom room) {
        begun.put(room, System.nanoTime());
    }

    /** It has been answered. */
    void connected(CallRoom room) {
        if (waited == waits.length) {
            waits = Arrays.copyOf(waits, 2 * waited);
        }
        waits[waited++] = System.nanoTime() - Objects.requireNonNull(begun.get(room), "call");
    }

    /** A call has gone as it should. */
    void done() {
        done++;
    }

    void failed(String why) {
        failures.merge(why, 1, Integer::sum);
    }

    /** Calls since the start, and microseconds until those since the last line were answered, the median. */
    String line() {
        long[] sorted = Arrays.copyOf(waits, waited);
        Arrays.sort(sorted);
        waited = 0;
        int failed = failures.values().stream().mapToInt(Integer::intValue).sum();
        return "calls=%d failed=%d connect_us=%d"
                .formatted(done, failed, sorted.length == 0 ? 0 : sorted[sorted.length / 2] / 1_000);
    }

    /** Number of failed calls, by reason. */
    Map<String, Integer> failures() {
        return failures;
    }
}
