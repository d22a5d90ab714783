package org.courtbridge.court.conference;

import java.util.Optional;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.LegNotice;

/** Tells legs what the hearing did with them, and ends those that it is done with. */
final class TellingLegs implements Effect {

    private static final LegNotice AS_USUAL = new LegNotice.Arranged(Optional.empty(), false);

    @Override
    public void happened(HearingState before, HearingEvent.Recorded recorded, HearingState after, Calls calls) {
        switch (recorded.event()) {
            case HearingEvent.Arrived arrived -> welcome(after, arrived.party(), calls);
            case HearingEvent.Admitted admitted -> tell(after, admitted.party(), new LegNotice.Admitted(), calls);
            case HearingEvent.Dismissed dismissed -> tell(after, dismissed.party(), new LegNotice.Waiting(), calls);
            case HearingEvent.Invited invited -> {
                if (isAdmitted(after, invited.party()) && !isAdmitted(before, invited.party())) {
                    tell(after, invited.party(), new LegNotice.Admitted(), calls);
                }
            }
            case HearingEvent.PhaseChanged changed ->
                calls.forEachIn(after, call -> call.leg().notice(hearing(after, changed.phase())));
            case HearingEvent.Replaced replaced -> end(replaced.leg(), EndReason.REPLACED, calls);
            case HearingEvent.Left left -> {
                if (isOurDoing(left.reason())) {
                    end(left.leg(), left.reason(), calls);
                }
            }
            case HearingEvent.Created _,
                    HearingEvent.CourtAssigned _,
                    HearingEvent.Scheduled _,
                    HearingEvent.Unscheduled _,
                    HearingEvent.Called _,
                    HearingEvent.Recalled _,
                    HearingEvent.PinChanged _,
                    HearingEvent.Uninvited _,
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
        tellStanding(before, after, calls);
    }

    private static void welcome(HearingState state, PartyId party, Calls calls) {
        boolean admitted = isAdmitted(state, party);
        tell(state, party, admitted ? new LegNotice.Admitted() : new LegNotice.Waiting(), calls);
        tell(state, party, hearing(state, state.phase()), calls);
        standing(state, party).ifPresent(standing -> tell(state, party, standing, calls));
        if (othersPresent(state, party)) {
            calls.of(state, party).ifPresent(call -> call.leg().presented(true));
        }
        arranged(state, party)
                .filter(arranged -> !arranged.equals(AS_USUAL))
                .ifPresent(arranged -> tell(state, party, arranged, calls));
    }

    private static LegNotice hearing(HearingState state, HearingState.Phase phase) {
        return new LegNotice.HearingChanged(state.number(), state.title(), phase);
    }

    private static void tellStanding(HearingState before, HearingState after, Calls calls) {
        for (PartyId party : after.seats().keySet()) {
            tellChange(standing(before, party), standing(after, party), after, party, calls);
            boolean present = othersPresent(after, party);
            if (present != othersPresent(before, party)) {
                calls.of(after, party).ifPresent(call -> call.leg().presented(present));
            }
            if (before.seat(party).isPresent()) {
                tellChange(arranged(before, party), arranged(after, party), after, party, calls);
            }
        }
    }

    private static void tellChange(
            Optional<LegNotice> before, Optional<LegNotice> after, HearingState state, PartyId party, Calls calls) {
        if (!after.equals(before)) {
            after.ifPresent(changed -> tell(state, party, changed, calls));
        }
    }

    private static Optional<LegNotice> arranged(HearingState state, PartyId party) {
        return state.seat(party).map(seat -> new LegNotice.Arranged(seat.layout(), seat.seesSelf()));
    }

    private static Optional<LegNotice> standing(HearingState state, PartyId party) {
        return state.seat(party)
                .map(seat -> new LegNotice.Standing(
                        state.muting(seat),
                        state.floor().hand(party),
                        state.floor().isPresenting(party)));
    }

    private static boolean othersPresent(HearingState state, PartyId party) {
        return isAdmitted(state, party)
                && state.floor()
                        .presenter()
                        .filter(other -> !other.equals(party))
                        .isPresent();
    }

    private static boolean isAdmitted(HearingState state, PartyId party) {
        return state.seat(party).filter(HearingState.Seat::admitted).isPresent();
    }

    private static void tell(HearingState state, PartyId party, LegNotice notice, Calls calls) {
        calls.of(state, party).ifPresent(call -> call.leg().notice(notice));
    }

    private static void end(LegId leg, EndReason reason, Calls calls) {
        calls.of(leg).ifPresent(call -> call.leg().end(reason));
    }

    /** For every other reason the leg has told us, and is gone. */
    private static boolean isOurDoing(EndReason reason) {
        return switch (reason) {
            case REMOVED, HEARING_ENDED, SHUTDOWN -> true;
            case LEFT, REFUSED, REPLACED, CANCELLED, MEDIA_LOST, SIGNALLING_LOST, NOT_ACCEPTABLE, ERROR -> false;
        };
    }
}
