package org.courtbridge.operations.fleet;

import java.time.Duration;
import org.courtbridge.devices.AllowedAddresses;

/**
 * Settings of the status poll and of the drivers.
 *
 * @param pollInterval from the beginning of one round of asking all for their status to that of the next
 * @param pollAtOnce how many are asked at the same time, at most
 * @param allowed where drivers may connect to
 */
public record FleetSettings(Duration pollInterval, int pollAtOnce, AllowedAddresses allowed) {}
