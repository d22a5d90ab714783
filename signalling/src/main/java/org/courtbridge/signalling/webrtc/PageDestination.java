package org.courtbridge.signalling.webrtc;

import java.util.concurrent.CompletionStage;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.signalling.rooms.Destination;

/** Destination of a person's page: the hearing, or a test. From any thread; nothing blocks. */
public interface PageDestination extends Destination {

    /** Passes the person's command to the hearing. Fails with {@link CommandRefusedException} if that refuses it. */
    CompletionStage<?> submit(HearingCommand command);

    /** Takes the page's media statistics in a test. */
    void says(PageStatistics statistics);

    /** Into the person's hearing, which has no use for what the page measures. */
    static PageDestination hearing(Conferences conferences, Participant participant) {
        return new PageDestination() {
            @Override
            public CompletionStage<?> arrive(PartyId party, Leg leg, LegMedia media) {
                return conferences.arrive(participant.hearingId(), party, leg, media);
            }

            @Override
            public LegEvents events() {
                return conferences;
            }

            @Override
            public CompletionStage<?> submit(HearingCommand command) {
                return conferences.submit(participant.hearingId(), command);
            }

            @Override
            public void says(PageStatistics statistics) {}
        };
    }
}
