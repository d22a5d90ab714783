package org.courtbridge.operations.fleet;

import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceStatus;

/** The outcome of asking something for its status. */
public sealed interface StatusAnswer {

    record Told(DeviceStatus status) implements StatusAnswer {}

    /** @param detail for a technician; no secret is in it */
    record Failed(DeviceFault fault, String detail) implements StatusAnswer {}
}
