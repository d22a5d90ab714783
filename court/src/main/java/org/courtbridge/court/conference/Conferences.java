package org.courtbridge.court.conference;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;

/** The running hearings, for endpoints and the console. Every method may be called from any thread. */
public interface Conferences extends LegEvents {

    /** @param number what a room dials */
    Optional<HearingState> byNumber(String number);

    Optional<HearingState> byId(String hearingId);

    Collection<HearingState> all();

    /** Creates a hearing; completes when its first event is durable. */
    CompletionStage<HearingState> create(String actor, String number, String title);

    /**
     * Completes with the state after the command's events are durable.
     *
     * <p>Fails with {@link CommandRefusedException} if the hearing does not allow it.
     */
    CompletionStage<HearingState> submit(String hearingId, HearingCommand command);

    /**
     * A leg has connected. From here the hearing tells the leg, through {@link Leg#notice} and {@link Leg#end}, what
     * becomes of it; its media flow once it is admitted and the hearing is in session.
     *
     * <p>Fails with {@link CommandRefusedException} if the party has no seat or the hearing has ended.
     */
    CompletionStage<HearingState> arrive(String hearingId, PartyId party, Leg leg, LegMedia media);

    /** As {@link #arrive}, for a party that was called into the hearing: it is called again if its call is lost by a restart. */
    default CompletionStage<HearingState> answer(String hearingId, PartyId party, Leg leg, LegMedia media) {
        return arrive(hearingId, party, leg, media);
    }

    /**
     * As {@link #arrive}, for a party that knew the hearing's PIN: without a seat it gets one, in the lobby.
     *
     * @param name of that seat
     */
    CompletionStage<HearingState> attend(String hearingId, PartyId party, String name, Leg leg, LegMedia media);

    /** A snapshot of what flows to and from each connected leg; empty if there is no such hearing. */
    List<LegStatistics> statistics(String hearingId);

    /** As of {@link Bridge#thumbnail}; empty also if there is no such hearing, or no such leg in it. */
    Optional<byte[]> thumbnail(String hearingId, LegId leg);

    /** Calls back after every durable event, in order for each hearing, until closed. */
    AutoCloseable subscribe(Consumer<Change> subscriber);

    /** An event and the state that it led to. */
    record Change(HearingState state, HearingEvent.Recorded event) {}
}
