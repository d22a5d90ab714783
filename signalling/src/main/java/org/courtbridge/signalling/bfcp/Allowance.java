package org.courtbridge.signalling.bfcp;

import java.time.Duration;
import java.time.Instant;

/** Token bucket: admits {@code burst} at once, and {@code perSecond} in each second after that. */
final class Allowance {

    private final int burst;
    private final int perSecond;
    private double left;
    private Instant last = Instant.MIN;

    Allowance(int burst, int perSecond) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.left = burst;
    }

    boolean take(Instant now) {
        if (!last.equals(Instant.MIN)) {
            left = Math.min(
                    burst, left + perSecond * Duration.between(last, now).toNanos() / 1e9);
        }
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
