package org.courtbridge.operations.fleet;

import java.time.Duration;

/**
 * Settings of the status poll.
 *
 * @param pollInterval from the beginning of one round of asking all for their status to that of the next
 * @param pollAtOnce how many are asked at the same time, at most
 */
public record FleetSettings(Duration pollInterval, int pollAtOnce) {}
