package org.courtbridge.devices;

import java.time.Duration;

/**
 * Time limits for a driver's dealings with a device.
 *
 * @param connect to take a connection
 * @param answer for one answer
 * @param operation for everything that belongs to one thing asked
 * @param idle after which a connection that is not needed is closed
 * @param readback between two looks at whether a command was carried out
 */
public record DriverLimits(Duration connect, Duration answer, Duration operation, Duration idle, Duration readback) {

    /** For devices in the same country: their own processors are slower than the line. */
    public static final DriverLimits USUAL = new DriverLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofMillis(500));
}
