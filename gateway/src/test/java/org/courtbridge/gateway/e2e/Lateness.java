package org.courtbridge.gateway.e2e;

import java.time.Duration;
import java.util.Random;

/**
 * The arrival times of the packets of one direction of a line: each comes after a delay and, at random, up to as much again as
 * the line is uneven, but never before one that was sent earlier; except that some packets take a way of their own, and are
 * overtaken. The same seed gives the same times for packets sent at the same times. Nanoseconds.
 */
final class Lateness {

    /**
     * @param delay that every packet has
     * @param jitter that a packet has on top at most, each amount as likely as the other
     * @param overtakenOfThousand packets of a thousand that are overtaken
     */
    record Weather(Duration delay, Duration jitter, int overtakenOfThousand) {

        static final Weather NONE = new Weather(Duration.ZERO, Duration.ZERO, 0);
    }

    /** How much later than it would a packet arrives that is overtaken: by one or two packets of sound. */
    static final long DETOUR = Duration.ofMillis(30).toNanos();

    private final Random random;
    private Weather weather = Weather.NONE;
    private long last = Long.MIN_VALUE;

    Lateness(long seed) {
        this.random = new Random(seed);
    }

    /** From now on. */
    synchronized void weather(Weather changed) {
        weather = changed;
    }

    /** @return when a packet arrives that is sent now */
    synchronized long arrival(long now) {
        long due = now + weather.delay.toNanos() + (long) (random.nextDouble() * weather.jitter.toNanos());
        if (random.nextInt(1_000) < weather.overtakenOfThousand) {
            return Math.max(due, last) + DETOUR;
        }
        last = Math.max(last, due);
        return last;
    }
}
