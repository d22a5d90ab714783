package org.courtbridge.h323.h245;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A timer of a signalling entity. */
final class Deadline {

    private final Duration span;
    private Optional<Instant> at = Optional.empty();

    Deadline(Duration span) {
        this.span = span;
    }

    void start(Instant now) {
        at = Optional.of(now.plus(span));
    }

    void stop() {
        at = Optional.empty();
    }

    Optional<Instant> at() {
        return at;
    }

    /** Whether it has come; it is stopped then. */
    boolean isOver(Instant now) {
        boolean over = at.filter(instant -> !instant.isAfter(now)).isPresent();
        if (over) {
            stop();
        }
        return over;
    }
}
