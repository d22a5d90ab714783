package org.courtbridge.court.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Time for limits, that goes on where a clock is set back: else whoever is locked out, and what is good for minutes, would stay so
 * for as long as the clock was set back by. Where the clock is set forward, it goes with it. From any thread.
 */
public final class ForwardTime implements InstantSource {

    private final InstantSource clock;
    private Instant read = Instant.MIN;
    private Instant time = Instant.MIN;

    public ForwardTime(InstantSource clock) {
        this.clock = clock;
    }

    /** For those who are told the time. */
    ForwardTime() {
        this(() -> Instant.MIN);
    }

    @Override
    public Instant instant() {
        return at(clock.instant());
    }

    /** @param now by the clock */
    synchronized Instant at(Instant now) {
        if (read.equals(Instant.MIN)) {
            time = now;
        } else if (now.isAfter(read)) {
            time = time.plus(Duration.between(read, now));
        }
        read = now;
        return time;
    }
}
