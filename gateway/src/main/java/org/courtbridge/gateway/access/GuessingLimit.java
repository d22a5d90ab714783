package org.courtbridge.gateway.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down and then blocks whoever guesses a secret. What is guessed at and from where makes the key, so that a
 * stranger cannot lock out the person whose account it is.
 *
 * <p>An attempt counts as failed from its beginning until {@link #succeeded} says otherwise, so that a thousand attempts
 * at once are a thousand failures.
 */
public final class GuessingLimit {

    /** Forgetting the oldest beyond this keeps memory bounded. */
    private static final int MAX_KEYS = 100_000;

    private final int free;
    private final int most;
    private final Duration block;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MAX_KEYS;
        }
    };

    private record Failures(int count, Instant until, Instant forgotten) {}

    /**
     * @param free attempts before waiting begins; then 1 s, 2 s, 4 s … must pass after each
     * @param most attempts before the block
     * @param block how long nothing is let through; after twice as long without attempts, all is forgotten
     */
    public GuessingLimit(int free, int most, Duration block) {
        this.free = free;
        this.most = most;
        this.block = block;
    }

    /** Three free attempts, blocked for 15 minutes after ten. */
    public static GuessingLimit standard() {
        return new GuessingLimit(3, 10, Duration.ofMinutes(15));
    }

    /**
     * Asks to try once.
     *
     * @return zero if the attempt may go on, otherwise how long to wait
     */
    public synchronized Duration attempt(String key, Instant now) {
        Failures before = failures.get(key);
        if (before == null || !now.isBefore(before.forgotten)) {
            before = new Failures(0, now, now);
        }
        if (now.isBefore(before.until)) {
            return Duration.between(now, before.until);
        }
        int count = before.count + 1;
        failures.put(key, new Failures(count, now.plus(pause(count)), now.plus(block.multipliedBy(2))));
        return Duration.ZERO;
    }

    private Duration pause(int count) {
        if (count < free) {
            return Duration.ZERO;
        }
        Duration pause = Duration.ofSeconds(1L << Math.min(count - free, 30));
        return count >= most || pause.compareTo(block) > 0 ? block : pause;
    }

    public synchronized void succeeded(String key) {
        failures.remove(key);
    }
}
