package org.courtbridge.gateway.ivr;

import java.util.Optional;
import org.courtbridge.gateway.language.Language;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;

/**
 * Who calls.
 *
 * @param device the party of a room that has proved which it is; empty for a stranger
 * @param name as the clerk will see it
 * @param source address that the call comes from
 * @param language of the room; empty for the court's
 */
public record Caller(Optional<PartyId> device, String name, String source, Optional<Language> language) {

    public boolean isStranger() {
        return device.isEmpty();
    }

    /** As whom it takes a seat: a stranger is a guest, for this call only. */
    public PartyId party(LegId leg) {
        return device.orElseGet(() -> PartyId.guest(leg.value()));
    }
}
