package org.courtbridge.operations.fleet;

import java.util.Optional;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;

/**
 * A device, camera or display, with what its driver needs to reach it.
 *
 * @param id of the device, camera or display
 * @param family of its driver
 */
record Equipment(String id, String family, DeviceAddress address, Optional<Credentials> login) {}
