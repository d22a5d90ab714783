package org.courtbridge.console.fleet;

import java.util.function.Consumer;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.provisioning.inventory.DriverLogins;

/**
 * The services that the technician's pages read and change.
 *
 * @param forgetPin lets a device have another certificate than it had
 */
public record FleetServices(Fleet fleet, DriverLogins logins, Consumer<DeviceAddress> forgetPin) {}
