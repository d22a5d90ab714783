package org.courtbridge.court.conference;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.courtbridge.hearings.Checklist;
import org.courtbridge.hearings.Docket;
import org.courtbridge.hearings.Floor;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.PictureOrders;

/**
 * Hearings for tests: nobody has said when they begin, nobody has the floor or asks for it, the layout is the gateway's, and the
 * clerk alone may move cameras.
 */
public final class SampleHearings {

    private SampleHearings() {}

    public static HearingState of(
            String id,
            String number,
            String title,
            Optional<String> pin,
            HearingState.Phase phase,
            SequencedMap<PartyId, HearingState.Seat> seats,
            long lastEvent) {
        return new HearingState(
                id,
                new Docket(number, title, Optional.empty()),
                Optional.empty(),
                pin,
                phase,
                seats,
                Floor.EMPTY,
                PictureOrders.NONE,
                Set.of(),
                List.of(),
                Checklist.EMPTY,
                lastEvent);
    }
}
