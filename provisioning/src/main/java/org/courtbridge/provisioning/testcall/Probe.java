package org.courtbridge.provisioning.testcall;

import java.time.Duration;
import org.courtbridge.provisioning.inventory.Device;

/**
 * A call that tries a room.
 *
 * @param length that is measured, once the room has picked up; 10 to 25 s are enough for all checks
 */
public record Probe(Device device, Duration length) {

    public Probe {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("length: %s (expected: more than nothing)".formatted(length));
        }
    }
}
