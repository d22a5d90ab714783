package org.courtbridge.operations.fleet;

import java.util.Optional;
import org.courtbridge.hearings.PartyId;

/** Finds the device that a party is. */
final class DeviceParty {

    private static final String PREFIX = PartyId.device("").value();

    private DeviceParty() {}

    /** Empty for people. */
    static Optional<String> deviceOf(PartyId party) {
        return party.value().startsWith(PREFIX)
                ? Optional.of(party.value().substring(PREFIX.length()))
                : Optional.empty();
    }
}
