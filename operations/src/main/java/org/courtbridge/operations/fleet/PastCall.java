package org.courtbridge.operations.fleet;

import java.time.Instant;
import java.util.Optional;
import org.courtbridge.hearings.EndReason;

/**
 * A call of a device with us.
 *
 * @param hearing its id
 * @param title of the hearing
 * @param ended empty as long as it lasts
 */
public record PastCall(String hearing, String title, Instant began, Optional<Ended> ended) {

    public record Ended(Instant at, EndReason reason) {}

    PastCall ended(Instant at, EndReason reason) {
        return new PastCall(hearing, title, began, Optional.of(new Ended(at, reason)));
    }
}
