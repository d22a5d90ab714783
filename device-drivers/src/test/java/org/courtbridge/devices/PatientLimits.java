package org.courtbridge.devices;

import java.time.Duration;

/** Of drivers whose devices answer: nothing here takes as long, however busy the machine is. */
public final class PatientLimits {

    public static final DriverLimits PATIENT = new DriverLimits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(120),
            Duration.ofSeconds(60),
            Duration.ofMillis(20));

    private PatientLimits() {}
}
