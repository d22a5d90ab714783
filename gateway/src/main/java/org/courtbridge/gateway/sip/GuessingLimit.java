package org.courtbridge.gateway.sip;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Blocks who guesses passwords: after some wrong ones, for a while that doubles with each further one. Bounded: the
 * eldest entries are forgotten first.
 */
final class GuessingLimit {

    private static final int REMEMBERED = 10_000;
    private static final Duration FIRST_BLOCK = Duration.ofSeconds(10);
    private static final Duration LONGEST_BLOCK = Duration.ofMinutes(15);
    private static final Duration MEMORY = Duration.ofHours(1);

    private final InstantSource clock;
    private final int free;
    private final Map<String, Guesses> guesses = new LinkedHashMap<>();

    /** @param free wrong passwords before the first block */
    GuessingLimit(InstantSource clock, int free) {
        this.clock = clock;
        this.free = free;
    }

    private record Guesses(int wrong, Instant last, Instant blockedUntil) {}

    synchronized boolean isBlocked(String who) {
        Guesses known = guesses.get(who);
        return known != null && clock.instant().isBefore(known.blockedUntil);
    }

    synchronized void wrong(String who) {
        Instant now = clock.instant();
        Guesses known = guesses.remove(who);
        int wrong = known == null || known.last.plus(MEMORY).isBefore(now) ? 1 : known.wrong + 1;
        Instant until = now;
        if (wrong >= free) {
            long seconds = FIRST_BLOCK.toSeconds() << Math.min(wrong - free, 10);
            until = now.plusSeconds(Math.min(seconds, LONGEST_BLOCK.toSeconds()));
        }
        if (guesses.size() >= REMEMBERED) {
            guesses.remove(guesses.keySet().iterator().next());
        }
        guesses.put(who, new Guesses(wrong, now, until));
    }

    synchronized void right(String who) {
        guesses.remove(who);
    }
}
