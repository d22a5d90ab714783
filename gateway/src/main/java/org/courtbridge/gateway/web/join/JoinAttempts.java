package org.courtbridge.gateway.web.join;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds guessing of code words: wrong words are counted for each link and for each address, whether the link exists or
 * not, and when there are too many nothing is compared any more until the window has passed.
 */
final class JoinAttempts {

    static final int PER_LINK = 8;
    static final int PER_ADDRESS = 40;
    static final Duration WINDOW = Duration.ofMinutes(10);

    /** Whoever fills this with invented links has long been stopped by the address. */
    private static final int MAX_KEPT = 20_000;

    private final InstantSource clock;

    /** Oldest window first. */
    private final Map<String, Count> counts = new LinkedHashMap<>();

    private record Count(int wrong, Instant until) {}

    JoinAttempts(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts an attempt as wrong until {@link #right} takes it back, so that many at once gain nothing. */
    synchronized boolean begin(String link, String address) {
        Instant now = clock.instant();
        counts.values().removeIf(count -> count.until().isBefore(now));
        if (wrong("link " + link) >= PER_LINK || wrong("address " + address) >= PER_ADDRESS) {
            return false;
        }
        add("link " + link, 1, now);
        add("address " + address, 1, now);
        return true;
    }

    /** The attempt that was begun was right after all; others may try the link again, too. */
    synchronized void right(String link, String address) {
        counts.remove("link " + link);
        add("address " + address, -1, clock.instant());
    }

    private int wrong(String key) {
        Count count = counts.get(key);
        return count == null ? 0 : count.wrong();
    }

    private void add(String key, int change, Instant now) {
        Count count = counts.get(key);
        if (count == null && counts.size() >= MAX_KEPT) {
            counts.remove(counts.keySet().iterator().next());
        }
        counts.put(
                key,
                count == null
                        ? new Count(Math.max(0, change), now.plus(WINDOW))
                        : new Count(Math.max(0, count.wrong() + change), count.until()));
    }
}
