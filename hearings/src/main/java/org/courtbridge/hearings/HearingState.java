package org.courtbridge.hearings;

import java.util.Optional;
import java.util.SequencedMap;

/**
 * A hearing as its events made it.
 *
 * @param number what rooms dial, digits only
 * @param seats in the order of invitation
 * @param lastEvent number of the last event applied; 0 before the first
 */
public record HearingState(
        String id, String number, String title, Phase phase, SequencedMap<PartyId, Seat> seats, long lastEvent) {

    /** Where a hearing stands. */
    public enum Phase {
        SCHEDULED,
        /** Parties may come and are admitted; nobody hears anybody yet. */
        LOBBY,
        IN_SESSION,
        /** No remote sound or picture at all (para. 6 of the Rules). */
        CLOSED_SESSION,
        ADJOURNED,
        ENDED
    }

    /**
     * A party's place in the hearing.
     *
     * @param admitted whether it may be in the hearing now; for {@link HearingCommand.Admission#DIRECT} from the start
     * @param leg the call that fills the seat now
     */
    public record Seat(
            PartyId party,
            String name,
            HearingCommand.Admission admission,
            boolean admitted,
            HearingCommand.Muting muting,
            Optional<LegId> leg) {}
}
