package org.courtbridge.simulators;

import java.time.Duration;

/** Decides when something is tried again: after each failure in a row later, until it succeeds. Time is {@link System#nanoTime}. */
final class Backoff {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private long dueAt;
    private Duration wait = SHORTEST;

    /** @param dueAt when it is tried first */
    Backoff(long dueAt) {
        this.dueAt = dueAt;
    }

    boolean isDue(long now) {
        return now - dueAt >= 0;
    }

    /** Tries it next at another time. */
    void dueAt(long time) {
        dueAt = time;
    }

    void succeeded() {
        wait = SHORTEST;
    }

    void failed(long now) {
        dueAt = now + wait.toNanos();
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
