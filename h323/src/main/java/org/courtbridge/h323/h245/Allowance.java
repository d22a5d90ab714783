package org.courtbridge.h323.h245;

import java.time.Duration;
import java.time.Instant;

/** Rate limit for messages: {@value #AT_ONCE} at once, and {@value #A_SECOND} a second in the long run. */
final class Allowance {

    private static final int AT_ONCE = 400;
    private static final int A_SECOND = 40;
    private static final Duration ONE = Duration.ofSeconds(1).dividedBy(A_SECOND);

    /** Time at which all that was taken would have been taken at the long run's rate. */
    private Instant paidFor = Instant.MIN;

    boolean take(Instant now) {
        Instant next = (paidFor.isBefore(now) ? now : paidFor).plus(ONE);
        if (next.isAfter(now.plus(ONE.multipliedBy(AT_ONCE)))) {
            return false;
        }
        paidFor = next;
        return true;
    }
}
