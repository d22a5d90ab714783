package org.courtbridge.gateway.measuring;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The shortage of processor on the machine over a time.
 *
 * @param pressure the share of the time that something waited for a processor, as Linux counts it, 0 to 1; empty where it
 *     does not
 * @param waited the share of the time that the {@link ControlLoop} waited for one, 0 to 1
 * @param longestMillis for which it waited at one time
 */
public record Shortage(OptionalDouble pressure, double waited, double longestMillis) {

    /** With less than that, a bad measurement has no excuse. */
    static final double PRESSED = 0.4;

    /** The same of the control loop, which asks for little and therefore gets it sooner than others. */
    static final double WAITED = 0.1;

    /**
     * Either of the two sources is enough, as each is blind to something that the other one sees.
     *
     * @param standstill if the machine stood still for so long at one time, that is enough, too
     */
    public boolean isShort(Duration standstill) {
        return pressure.orElse(0) >= PRESSED || waited >= WAITED || longestMillis >= standstill.toMillis();
    }

    @Override
    public String toString() {
        String linux = pressure.isPresent()
                ? String.format(Locale.ROOT, "%.0f %% by Linux", 100 * pressure.getAsDouble())
                : "not counted by Linux";
        return String.format(
                Locale.ROOT,
                "waiting for a processor: %s, %.0f %% by the control loop, %.0f ms at one time",
                linux,
                100 * waited,
                longestMillis);
    }
}
