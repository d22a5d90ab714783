package org.courtbridge.operations.fleet;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Something of the fleet, and how it is.
 *
 * @param states at least one, the worst first
 * @param last what its driver told; empty without a driver, or before the first answer
 * @param formerUntil until when a former password works, of a device that has not proved its present one
 */
public record FleetRow(
        FleetItem item, Set<FleetState> states, Optional<LastAnswer> last, Optional<Instant> formerUntil) {}
