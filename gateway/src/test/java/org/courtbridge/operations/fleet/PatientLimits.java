package org.courtbridge.operations.fleet;

import java.time.Duration;
import org.courtbridge.devices.DriverLimits;

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
