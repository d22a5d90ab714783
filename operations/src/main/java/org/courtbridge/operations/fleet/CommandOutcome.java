package org.courtbridge.operations.fleet;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceFault;

/**
 * The outcome of a command.
 *
 * @param actor who gave it, as in all trails
 * @param fault empty if it was carried out
 * @param detail for a technician, why it was not carried out, or what it leaves to be done by hand; no secret is in it
 */
public record CommandOutcome(
        Instant at, String actor, DeviceCommand command, Optional<DeviceFault> fault, String detail) {}
