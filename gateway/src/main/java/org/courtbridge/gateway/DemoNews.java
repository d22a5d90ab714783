package org.courtbridge.gateway;

import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.court.conference.Conferences.Change;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;

/** Prints to the terminal what happens in the demonstration, with the time of day. */
final class DemoNews {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;
    private final Clock clock;
    private final PartyId participant;
    private final Map<PartyId, String> rooms;
    private final String clerksPage;

    /**
     * @param participant whose way into the hearing is told
     * @param rooms as people call them; a call of a room's may as well be a test
     * @param clerksPage where the participant is admitted
     */
    DemoNews(PrintStream out, Clock clock, PartyId participant, Map<PartyId, String> rooms, String clerksPage) {
        this.out = out;
        this.clock = clock;
        this.participant = participant;
        this.rooms = rooms;
        this.clerksPage = clerksPage;
    }

    void tell(String news) {
        out.println("  " + LocalTime.now(clock).format(TIME) + "  " + news);
    }

    void happened(Change change) {
        Optional<HearingState.Seat> seat =
                Optional.ofNullable(change.state().seats().get(participant));
        switch (change.event().event()) {
            case HearingEvent.Arrived arrived
            when arrived.party().equals(participant) ->
                tell(
                        seat.filter(HearingState.Seat::admitted).isPresent()
                                ? "The participant is back in the hearing."
                                : "The participant waits in the lobby. The clerk admits with one click: " + clerksPage);
            case HearingEvent.Admitted admitted
            when admitted.party().equals(participant) -> tell("The clerk has admitted the participant.");
            case HearingEvent.Left left
            when left.party().equals(participant) ->
                tell("The participant has left the hearing (%s).".formatted(left.reason()));
            case HearingEvent.Arrived arrived
            when rooms.containsKey(arrived.party()) -> tell(rooms.get(arrived.party()) + " is in the hearing.");
            case HearingEvent.Left left
            when rooms.containsKey(left.party()) ->
                tell("%s has left the hearing (%s).".formatted(rooms.get(left.party()), left.reason()));
            case HearingEvent.PhaseChanged phase -> tell("The hearing is now %s.".formatted(words(phase.phase())));
            case HearingEvent.Created _,
                    HearingEvent.CourtAssigned _,
                    HearingEvent.Scheduled _,
                    HearingEvent.Unscheduled _,
                    HearingEvent.PinChanged _,
                    HearingEvent.Invited _,
                    HearingEvent.Uninvited _,
                    HearingEvent.Arrived _,
                    HearingEvent.Called _,
                    HearingEvent.Recalled _,
                    HearingEvent.Left _,
                    HearingEvent.Replaced _,
                    HearingEvent.Admitted _,
                    HearingEvent.Dismissed _,
                    HearingEvent.Removed _,
                    HearingEvent.MutingChanged _,
                    HearingEvent.SpeakingRuleChosen _,
                    HearingEvent.PresidingBegun _,
                    HearingEvent.PresidingEnded _,
                    HearingEvent.MicrophoneTurnedOff _,
                    HearingEvent.MicrophoneTurnedOn _,
                    HearingEvent.HandRaised _,
                    HearingEvent.HandLowered _,
                    HearingEvent.FloorGiven _,
                    HearingEvent.FloorReturned _,
                    HearingEvent.SharingStarted _,
                    HearingEvent.SharingStopped _,
                    HearingEvent.LayoutChosen _,
                    HearingEvent.SeatLayoutChosen _,
                    HearingEvent.SeatLayoutLifted _,
                    HearingEvent.SelfShown _,
                    HearingEvent.SelfHidden _,
                    HearingEvent.SteeringAllowed _,
                    HearingEvent.TroubleReported _,
                    HearingEvent.TroubleRepeated _,
                    HearingEvent.TroubleSeen _,
                    HearingEvent.ChecklistTicked _,
                    HearingEvent.ChecklistUnticked _,
                    HearingEvent.SteeringForbidden _,
                    HearingEvent.CameraSteered _,
                    HearingEvent.MediaFollowed _,
                    HearingEvent.Recovered _ -> {}
        }
    }

    private static String words(HearingState.Phase phase) {
        return switch (phase) {
            case SCHEDULED -> "scheduled";
            case LOBBY -> "open for arrivals";
            case IN_SESSION -> "in session";
            case CLOSED_SESSION -> "in closed session";
            case ADJOURNED -> "adjourned";
            case ENDED -> "ended";
        };
    }
}
