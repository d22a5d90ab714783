package org.courtbridge.signalling.rooms;

import java.util.concurrent.CompletionStage;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;

/** Destination of an outgoing call, such as a hearing or a test. The protocol by which the call is made does not know which. */
public interface Destination {

    /**
     * Takes in who has picked up. Once this has completed, {@link #events} hears of the leg, and has to hear that it left.
     *
     * <p>Fails with {@link CommandRefusedException} if it may not come in.
     */
    CompletionStage<?> arrive(PartyId party, Leg leg, LegMedia media);

    /** Hears what becomes of a leg that has arrived; of another, it may be told something too. */
    LegEvents events();

    /** Into a hearing. */
    static Destination hearing(Conferences conferences, String hearingId) {
        return new Destination() {
            @Override
            public CompletionStage<?> arrive(PartyId party, Leg leg, LegMedia media) {
                return conferences.answer(hearingId, party, leg, media);
            }

            @Override
            public LegEvents events() {
                return conferences;
            }
        };
    }
}
