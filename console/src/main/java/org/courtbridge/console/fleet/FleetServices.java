package org.courtbridge.console.fleet;

import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.provisioning.inventory.DriverLogins;

/** The services that the technician's pages read and change. */
public record FleetServices(Fleet fleet, DriverLogins logins) {}
