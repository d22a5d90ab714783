package org.courtbridge.hearings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.HearingState.Seat;

/**
 * The policy of a hearing, pure: {@link #decide} turns a command into events, {@link #apply} turns an event into the next
 * state. Neither knows time, threads or protocols.
 *
 * <p>A command that would change nothing makes no event. One that is not allowed throws {@link RefusedException}.
 *
 * <p>Every {@code Arrived} leg is let go by exactly one of {@code Left}, {@code Replaced} and {@code Recovered}.
 */
public final class Hearing {

    private Hearing() {}

    /** The events of a new hearing into which callers get by its PIN. */
    public static List<HearingEvent> create(String number, String title, String pin) {
        List<HearingEvent> events = new ArrayList<>(create(number, title));
        events.add(pinChanged(pin));
        return events;
    }

    /** The events of a new hearing. */
    public static List<HearingEvent> create(String number, String title) {
        if (!number.matches("[0-9]{1,20}")) {
            throw new RefusedException(Refusal.NUMBER_NOT_DIGITS);
        }
        if (title.isBlank()) {
            throw new RefusedException(Refusal.TITLE_MISSING);
        }
        return List.of(new HearingEvent.Created(number, title));
    }

    public static List<HearingEvent> decide(HearingState state, HearingCommand command) {
        return switch (command) {
            case HearingCommand.Start _ -> start(state);
            case HearingCommand.Adjourn adjourn -> adjourn(state, adjourn.reason());
            case HearingCommand.Resume _ -> resume(state);
            case HearingCommand.CloseSession _ -> closeSession(state);
            case HearingCommand.ReopenSession _ -> reopenSession(state);
            case HearingCommand.End _ -> end(state);
            case HearingCommand.Invite invite -> invite(state, invite);
            case HearingCommand.Uninvite uninvite -> uninvite(state, uninvite.party());
            case HearingCommand.Arrive arrive -> arrive(state, arrive.party(), arrive.leg());
            case HearingCommand.Answer answer -> answer(state, answer);
            case HearingCommand.Recall recall -> recall(state, recall.party());
            case HearingCommand.Attend attend -> attend(state, attend);
            case HearingCommand.Leave leave -> leave(state, leave.leg(), leave.reason());
            case HearingCommand.Admit admit -> admit(state, admit.party());
            case HearingCommand.Dismiss dismiss -> dismiss(state, dismiss.party());
            case HearingCommand.Remove remove -> remove(state, remove.party());
            case HearingCommand.Schedule schedule -> schedule(state, schedule.begins());
            case HearingCommand.AssignCourt assign -> assignCourt(state, assign.court());
            case HearingCommand.ChangePin change -> changePin(state, change.pin());
            case HearingCommand.Mute mute -> mute(state, mute.party(), mute.muting());
            case HearingCommand.MuteAll _ -> muteAll(state);
            case HearingCommand.ChooseSpeakingRule choose -> chooseSpeakingRule(state, choose.rule());
            case HearingCommand.Preside preside -> preside(state, preside.party(), preside.presides());
            case HearingCommand.TurnMicrophone turn -> turnMicrophone(state, turn.party(), turn.on());
            case HearingCommand.RaiseHand raise -> raiseHand(state, raise.party());
            case HearingCommand.LowerHand lower -> lowerHand(state, lower.party());
            case HearingCommand.GiveFloor give -> giveFloor(state, give.party());
            case HearingCommand.StartSharing start -> startSharing(state, start.party());
            case HearingCommand.StopSharing stop -> stopSharing(state, stop.party());
            case HearingCommand.ChooseLayout choose -> chooseLayout(state, choose.layout());
            case HearingCommand.ChooseSeatLayout choose -> chooseSeatLayout(state, choose.party(), choose.layout());
            case HearingCommand.ShowSelf show -> showSelf(state, show.party(), show.shown());
            case HearingCommand.SteerCamera steer -> steerCamera(state, steer);
            case HearingCommand.FollowMedia follow -> followMedia(state, follow);
            case HearingCommand.AllowSteering allow -> allowSteering(state, allow.allowed());
            case HearingCommand.ReportTrouble report -> reportTrouble(state, report);
            case HearingCommand.SeeTrouble see -> seeTrouble(state, see.trouble());
            case HearingCommand.TickChecklist tick -> tickChecklist(state, tick);
            case HearingCommand.UntickChecklist untick -> untickChecklist(state, untick);
            case HearingCommand.Recover _ -> recover(state);
        };
    }

    private static List<HearingEvent> recover(HearingState state) {
        if (state.legs().isEmpty()) {
            return List.of();
        }
        List<HearingEvent> events = new ArrayList<>(List.of(new HearingEvent.Recovered()));
        for (PartyId party : state.seats().keySet()) {
            if (party.isGuest()) {
                events.add(new HearingEvent.Uninvited(party));
            }
        }
        return events;
    }

    /** Gives events their place in the trail, after the state's last one. */
    public static List<HearingEvent.Recorded> record(
            HearingState state, List<HearingEvent> events, String actor, Instant at) {
        List<HearingEvent.Recorded> recorded = new ArrayList<>();
        for (HearingEvent event : events) {
            recorded.add(new HearingEvent.Recorded(state.lastEvent() + recorded.size() + 1, at, actor, event));
        }
        return List.copyOf(recorded);
    }

    private static List<HearingEvent> start(HearingState state) {
        return switch (state.phase()) {
            case SCHEDULED, LOBBY -> become(Phase.IN_SESSION, "");
            case IN_SESSION -> List.of();
            case CLOSED_SESSION -> throw new RefusedException(Refusal.SESSION_CLOSED);
            case ADJOURNED -> throw new RefusedException(Refusal.ADJOURNED);
            case ENDED -> throw new RefusedException(Refusal.ENDED);
        };
    }

    private static List<HearingEvent> adjourn(HearingState state, String reason) {
        return switch (state.phase()) {
            case IN_SESSION -> become(Phase.ADJOURNED, reason);
            case ADJOURNED -> List.of();
            case SCHEDULED, LOBBY -> throw new RefusedException(Refusal.NOT_IN_SESSION);
            case CLOSED_SESSION -> throw new RefusedException(Refusal.SESSION_CLOSED);
            case ENDED -> throw new RefusedException(Refusal.ENDED);
        };
    }

    private static List<HearingEvent> resume(HearingState state) {
        return switch (state.phase()) {
            case ADJOURNED -> become(Phase.IN_SESSION, "");
            case IN_SESSION -> List.of();
            case SCHEDULED, LOBBY -> throw new RefusedException(Refusal.NOT_ADJOURNED);
            case CLOSED_SESSION -> throw new RefusedException(Refusal.SESSION_CLOSED);
            case ENDED -> throw new RefusedException(Refusal.ENDED);
        };
    }

    private static List<HearingEvent> closeSession(HearingState state) {
        return switch (state.phase()) {
            case IN_SESSION -> become(Phase.CLOSED_SESSION, "");
            case CLOSED_SESSION -> List.of();
            case SCHEDULED, LOBBY -> throw new RefusedException(Refusal.NOT_IN_SESSION);
            case ADJOURNED -> throw new RefusedException(Refusal.ADJOURNED);
            case ENDED -> throw new RefusedException(Refusal.ENDED);
        };
    }

    private static List<HearingEvent> reopenSession(HearingState state) {
        return switch (state.phase()) {
            case CLOSED_SESSION -> become(Phase.IN_SESSION, "");
            case IN_SESSION -> List.of();
            case SCHEDULED, LOBBY, ADJOURNED -> throw new RefusedException(Refusal.SESSION_NOT_CLOSED);
            case ENDED -> throw new RefusedException(Refusal.ENDED);
        };
    }

    private static List<HearingEvent> become(Phase phase, String reason) {
        return List.of(new HearingEvent.PhaseChanged(phase, reason));
    }

    private static List<HearingEvent> end(HearingState state) {
        if (state.phase() == Phase.ENDED) {
            return List.of();
        }
        List<HearingEvent> events = new ArrayList<>(become(Phase.ENDED, ""));
        for (Seat seat : state.seats().values()) {
            events.addAll(letGo(seat, EndReason.HEARING_ENDED));
        }
        return events;
    }

    /** Inviting again changes the name and the way in, not what the clerk has decided since. */
    private static List<HearingEvent> invite(HearingState state, HearingCommand.Invite invite) {
        refuseIfEnded(state);
        if (invite.name().isBlank()) {
            throw new RefusedException(Refusal.NAME_MISSING);
        }
        boolean known = state.seat(invite.party())
                .filter(seat -> seat.name().equals(invite.name()) && seat.admission() == invite.admission())
                .isPresent();
        return known ? List.of() : List.of(new HearingEvent.Invited(invite.party(), invite.name(), invite.admission()));
    }

    private static List<HearingEvent> uninvite(HearingState state, PartyId party) {
        refuseIfEnded(state);
        Optional<Seat> seat = state.seat(party);
        if (seat.isEmpty()) {
            return List.of();
        }
        List<HearingEvent> events = new ArrayList<>(letGo(seat.get(), EndReason.REMOVED));
        if (!events.contains(new HearingEvent.Uninvited(party))) {
            events.add(new HearingEvent.Uninvited(party));
        }
        return events;
    }

    private static List<HearingEvent> arrive(HearingState state, PartyId party, LegId leg) {
        refuseIfEnded(state);
        Seat seat = seatFor(state, party);
        Optional<Seat> filled = state.seatOf(leg);
        if (filled.isPresent()) {
            if (filled.get().party().equals(party)) {
                return List.of();
            }
            throw new RefusedException(Refusal.CALL_FILLS_ANOTHER_SEAT);
        }
        List<HearingEvent> events = new ArrayList<>();
        if (state.phase() == Phase.SCHEDULED) {
            events.addAll(become(Phase.LOBBY, ""));
        }
        seat.leg().ifPresent(older -> events.add(new HearingEvent.Replaced(party, older)));
        events.add(new HearingEvent.Arrived(party, leg));
        return events;
    }

    private static List<HearingEvent> answer(HearingState state, HearingCommand.Answer answer) {
        List<HearingEvent> events = new ArrayList<>(arrive(state, answer.party(), answer.leg()));
        if (!events.isEmpty()) {
            events.add(new HearingEvent.Called(answer.party()));
        }
        return events;
    }

    private static List<HearingEvent> recall(HearingState state, PartyId party) {
        boolean lost =
                state.called().contains(party) && seatFor(state, party).leg().isEmpty();
        return lost && state.phase() != Phase.ENDED ? List.of(new HearingEvent.Recalled(party)) : List.of();
    }

    private static List<HearingEvent> attend(HearingState state, HearingCommand.Attend attend) {
        refuseIfEnded(state);
        if (state.seat(attend.party()).isPresent()) {
            return arrive(state, attend.party(), attend.leg());
        }
        if (state.seatOf(attend.leg()).isPresent()) {
            throw new RefusedException(Refusal.CALL_FILLS_ANOTHER_SEAT);
        }
        List<HearingEvent> events = new ArrayList<>(invite(
                state,
                new HearingCommand.Invite(
                        attend.actor(), attend.party(), attend.name(), HearingCommand.Admission.LOBBY)));
        if (state.phase() == Phase.SCHEDULED) {
            events.addAll(become(Phase.LOBBY, ""));
        }
        events.add(new HearingEvent.Arrived(attend.party(), attend.leg()));
        return events;
    }

    /** A leg that was replaced, removed or lost before says so once more when its call ends: that is no event. */
    private static List<HearingEvent> leave(HearingState state, LegId leg, EndReason reason) {
        Optional<Seat> seat = state.seatOf(leg);
        return seat.isPresent() ? letGo(seat.get(), reason) : List.of();
    }

    private static List<HearingEvent> admit(HearingState state, PartyId party) {
        refuseIfEnded(state);
        return seatFor(state, party).admitted() ? List.of() : List.of(new HearingEvent.Admitted(party));
    }

    private static List<HearingEvent> dismiss(HearingState state, PartyId party) {
        refuseIfEnded(state);
        return seatFor(state, party).admitted() ? List.of(new HearingEvent.Dismissed(party)) : List.of();
    }

    private static List<HearingEvent> remove(HearingState state, PartyId party) {
        refuseIfEnded(state);
        Seat seat = seatFor(state, party);
        if (seat.leg().isEmpty() && !seat.admitted()) {
            return List.of();
        }
        List<HearingEvent> events = new ArrayList<>(letGo(seat, EndReason.REMOVED));
        if (!party.isGuest()) {
            events.add(new HearingEvent.Removed(party));
        }
        return events;
    }

    private static List<HearingEvent> schedule(HearingState state, Optional<Instant> begins) {
        refuseIfEnded(state);
        if (state.begins().equals(begins)) {
            return List.of();
        }
        return List.of(begins.isPresent() ? new HearingEvent.Scheduled(begins.get()) : new HearingEvent.Unscheduled());
    }

    /** Also after the end: it is no event of the hearing, but says who may read of it. */
    private static List<HearingEvent> assignCourt(HearingState state, String court) {
        return state.court().equals(Optional.of(court)) ? List.of() : List.of(new HearingEvent.CourtAssigned(court));
    }

    private static List<HearingEvent> changePin(HearingState state, String pin) {
        refuseIfEnded(state);
        HearingEvent changed = pinChanged(pin);
        return state.pin().equals(Optional.of(pin)) ? List.of() : List.of(changed);
    }

    private static HearingEvent pinChanged(String pin) {
        if (!pin.matches("[0-9]{4,12}")) {
            throw new RefusedException(Refusal.PIN_NOT_DIGITS);
        }
        return new HearingEvent.PinChanged(pin);
    }

    private static List<HearingEvent> mute(HearingState state, PartyId party, HearingCommand.Muting muting) {
        refuseIfEnded(state);
        return seatFor(state, party).muting() == muting
                ? List.of()
                : List.of(new HearingEvent.MutingChanged(party, muting));
    }

    private static List<HearingEvent> muteAll(HearingState state) {
        refuseIfEnded(state);
        return muted(state.seats().values(), state.floor());
    }

    /** Mutes those of the seats that do not preside. */
    private static List<HearingEvent> muted(Collection<Seat> seats, Floor floor) {
        List<HearingEvent> events = new ArrayList<>();
        for (Seat seat : seats) {
            if (seat.muting() == HearingCommand.Muting.HEARD
                    && !floor.presiding().contains(seat.party())) {
                events.add(new HearingEvent.MutingChanged(seat.party(), HearingCommand.Muting.MUTED));
            }
        }
        return events;
    }

    /** Who has a seat and has not come yet comes in later. */
    private static List<HearingEvent> chooseSpeakingRule(HearingState state, SpeakingRule rule) {
        refuseIfEnded(state);
        if (state.floor().rule() == rule) {
            return List.of();
        }
        if (rule == SpeakingRule.FLOOR_ONLY && state.floor().presiding().isEmpty()) {
            throw new RefusedException(Refusal.NOBODY_PRESIDES);
        }
        List<HearingEvent> events = new ArrayList<>(List.of(new HearingEvent.SpeakingRuleChosen(rule)));
        if (rule == SpeakingRule.MUTED_AT_ENTRY) {
            List<Seat> absent = new ArrayList<>(state.seats().values());
            absent.removeIf(seat -> seat.leg().isPresent());
            events.addAll(muted(absent, state.floor()));
        }
        return events;
    }

    /** The last one who presides goes on to, as long as nobody else could speak without having the floor. */
    private static List<HearingEvent> preside(HearingState state, PartyId party, boolean presides) {
        refuseIfEnded(state);
        Seat seat = seatFor(state, party);
        if (state.floor().presiding().contains(party) == presides) {
            return List.of();
        }
        if (!presides) {
            if (state.floor().rule() == SpeakingRule.FLOOR_ONLY
                    && state.floor().presiding().size() == 1) {
                throw new RefusedException(Refusal.NOBODY_PRESIDES);
            }
            return List.of(new HearingEvent.PresidingEnded(party));
        }
        HearingEvent begun = new HearingEvent.PresidingBegun(party);
        return seat.muting() == HearingCommand.Muting.MUTED
                ? List.of(begun, new HearingEvent.MutingChanged(party, HearingCommand.Muting.HEARD))
                : List.of(begun);
    }

    private static List<HearingEvent> turnMicrophone(HearingState state, PartyId party, boolean on) {
        refuseIfEnded(state);
        Seat seat = seatFor(state, party);
        refuseUnlessAdmitted(seat);
        if (seat.microphoneOff() != on) {
            return List.of();
        }
        return List.of(on ? new HearingEvent.MicrophoneTurnedOn(party) : new HearingEvent.MicrophoneTurnedOff(party));
    }

    private static List<HearingEvent> raiseHand(HearingState state, PartyId party) {
        refuseIfEnded(state);
        refuseUnlessAdmitted(seatFor(state, party));
        return state.floor().hand(party) == Floor.Hand.DOWN ? List.of(new HearingEvent.HandRaised(party)) : List.of();
    }

    private static List<HearingEvent> lowerHand(HearingState state, PartyId party) {
        refuseIfEnded(state);
        seatFor(state, party);
        return switch (state.floor().hand(party)) {
            case DOWN -> List.of();
            case UP -> List.of(new HearingEvent.HandLowered(party));
            case FLOOR -> List.of(new HearingEvent.FloorReturned(party));
        };
    }

    private static List<HearingEvent> giveFloor(HearingState state, PartyId party) {
        refuseIfEnded(state);
        Seat seat = seatFor(state, party);
        refuseUnlessAdmitted(seat);
        if (state.floor().hand(party) == Floor.Hand.FLOOR) {
            return List.of();
        }
        HearingEvent given = new HearingEvent.FloorGiven(party);
        return seat.muting() == HearingCommand.Muting.MUTED
                ? List.of(given, new HearingEvent.MutingChanged(party, HearingCommand.Muting.HEARD))
                : List.of(given);
    }

    private static List<HearingEvent> startSharing(HearingState state, PartyId party) {
        refuseIfEnded(state);
        refuseUnlessAdmitted(seatFor(state, party));
        if (state.phase() != Phase.IN_SESSION) {
            throw new RefusedException(Refusal.NOT_IN_SESSION);
        }
        if (state.floor().isPresenting(party)) {
            return List.of();
        }
        if (state.floor().presenter().isPresent()) {
            throw new RefusedException(Refusal.SHARED_BY_ANOTHER);
        }
        return List.of(new HearingEvent.SharingStarted(party));
    }

    private static List<HearingEvent> stopSharing(HearingState state, PartyId party) {
        refuseIfEnded(state);
        seatFor(state, party);
        return state.floor().isPresenting(party) ? List.of(new HearingEvent.SharingStopped(party)) : List.of();
    }

    private static List<HearingEvent> chooseLayout(HearingState state, Layout layout) {
        refuseIfEnded(state);
        return state.layout().equals(Optional.of(layout)) ? List.of() : List.of(new HearingEvent.LayoutChosen(layout));
    }

    private static List<HearingEvent> chooseSeatLayout(HearingState state, PartyId party, Optional<Layout> layout) {
        refuseIfEnded(state);
        if (seatFor(state, party).layout().equals(layout)) {
            return List.of();
        }
        return List.of(
                layout.isPresent()
                        ? new HearingEvent.SeatLayoutChosen(party, layout.get())
                        : new HearingEvent.SeatLayoutLifted(party));
    }

    private static List<HearingEvent> showSelf(HearingState state, PartyId party, boolean shown) {
        refuseIfEnded(state);
        if (seatFor(state, party).seesSelf() == shown) {
            return List.of();
        }
        return List.of(shown ? new HearingEvent.SelfShown(party) : new HearingEvent.SelfHidden(party));
    }

    /** Of a leg that fills no seat there is nothing to tell. */
    private static List<HearingEvent> followMedia(HearingState state, HearingCommand.FollowMedia follow) {
        return state.seatOf(follow.leg())
                .map(seat -> List.<HearingEvent>of(new HearingEvent.MediaFollowed(seat.party(), follow.address())))
                .orElse(List.of());
    }

    private static List<HearingEvent> steerCamera(HearingState state, HearingCommand.SteerCamera steer) {
        refuseIfEnded(state);
        if (seatFor(state, steer.party()).leg().isEmpty()) {
            throw new RefusedException(Refusal.NOT_INSIDE);
        }
        return List.of(new HearingEvent.CameraSteered(steer.party(), steer.step(), steer.preset()));
    }

    private static List<HearingEvent> allowSteering(HearingState state, boolean allowed) {
        refuseIfEnded(state);
        if (state.steering() == allowed) {
            return List.of();
        }
        return List.of(allowed ? new HearingEvent.SteeringAllowed() : new HearingEvent.SteeringForbidden());
    }

    private static List<HearingEvent> reportTrouble(HearingState state, HearingCommand.ReportTrouble report) {
        refuseIfEnded(state);
        PartyId party = seatFor(state, report.party()).party();
        int unseen = 0;
        for (Trouble trouble : state.troubles()) {
            if (trouble.party().equals(party)) {
                if (trouble.kind() == report.kind() && trouble.text().equals(report.text())) {
                    return List.of(new HearingEvent.TroubleRepeated(party, trouble.number()));
                }
                unseen++;
            }
        }
        if (unseen >= Trouble.MOST_UNSEEN) {
            throw new RefusedException(Refusal.TROUBLES_UNSEEN);
        }
        return List.of(new HearingEvent.TroubleReported(party, report.kind(), report.text()));
    }

    /** Also after the hearing: what was reported in its last minutes is seen then. */
    private static List<HearingEvent> seeTrouble(HearingState state, long trouble) {
        return state.trouble(trouble)
                .map(one -> List.<HearingEvent>of(new HearingEvent.TroubleSeen(one.party(), trouble)))
                .orElse(List.of());
    }

    /** Whoever hears and sees is there, and so are those whom it hears and sees. */
    private static List<HearingEvent> tickChecklist(HearingState state, HearingCommand.TickChecklist tick) {
        refuseIfEnded(state);
        refuseUnlessAdmitted(seatFor(state, tick.party()));
        if (state.phase() != Phase.IN_SESSION) {
            throw new RefusedException(Refusal.NOT_IN_SESSION);
        }
        boolean said = state.checklist()
                .tick(tick.party(), tick.item())
                .filter(known -> known.confirmed() == tick.confirmed())
                .isPresent();
        return said
                ? List.of()
                : List.of(new HearingEvent.ChecklistTicked(tick.party(), tick.item(), tick.confirmed()));
    }

    private static List<HearingEvent> untickChecklist(HearingState state, HearingCommand.UntickChecklist untick) {
        refuseIfEnded(state);
        seatFor(state, untick.party());
        return state.checklist().tick(untick.party(), untick.item()).isPresent()
                ? List.of(new HearingEvent.ChecklistUnticked(untick.party(), untick.item()))
                : List.of();
    }

    /** A guest's seat goes with its call. */
    private static List<HearingEvent> letGo(Seat seat, EndReason reason) {
        if (seat.leg().isEmpty()) {
            return List.of();
        }
        HearingEvent left = new HearingEvent.Left(seat.party(), seat.leg().get(), reason);
        return seat.party().isGuest() ? List.of(left, new HearingEvent.Uninvited(seat.party())) : List.of(left);
    }

    private static void refuseIfEnded(HearingState state) {
        if (state.phase() == Phase.ENDED) {
            throw new RefusedException(Refusal.ENDED);
        }
    }

    private static void refuseUnlessAdmitted(Seat seat) {
        if (seat.leg().isEmpty() || !seat.admitted()) {
            throw new RefusedException(Refusal.NOT_INSIDE);
        }
    }

    private static Seat seatFor(HearingState state, PartyId party) {
        return state.seat(party).orElseThrow(() -> new RefusedException(Refusal.NOT_INVITED));
    }

    /** @throws IllegalStateException if the event is not the next one, or does not fit the state: the trail is damaged */
    public static HearingState apply(HearingState state, HearingEvent.Recorded recorded) {
        if (recorded.number() != state.lastEvent() + 1) {
            throw new IllegalStateException("event of hearing %s: %d (expected: %d)"
                    .formatted(state.id(), recorded.number(), state.lastEvent() + 1));
        }
        Docket docket = state.docket();
        Optional<Instant> begins = state.begins();
        Optional<String> pin = state.pin();
        Phase phase = state.phase();
        SequencedMap<PartyId, Seat> seats = new LinkedHashMap<>(state.seats());
        Floor floor = state.floor();
        PictureOrders pictures = state.pictures();
        Set<PartyId> called = new HashSet<>(state.called());
        List<Trouble> troubles = new ArrayList<>(state.troubles());
        Checklist checklist = state.checklist();
        switch (recorded.event()) {
            case HearingEvent.Created created -> docket = docket.named(created.number(), created.title());
            case HearingEvent.CourtAssigned assigned -> docket = docket.of(assigned.court());
            case HearingEvent.Scheduled scheduled -> begins = Optional.of(scheduled.begins());
            case HearingEvent.Unscheduled _ -> begins = Optional.empty();
            case HearingEvent.PinChanged changed -> pin = Optional.of(changed.pin());
            case HearingEvent.PhaseChanged changed -> {
                phase = changed.phase();
                floor = floor.showsNothing();
            }
            case HearingEvent.Invited invited -> seats.put(invited.party(), invited(state, invited));
            case HearingEvent.Uninvited uninvited -> {
                seats.remove(uninvited.party());
                called.remove(uninvited.party());
                floor = floor.without(uninvited.party()).presides(uninvited.party(), false);
                troubles.removeIf(one -> one.party().equals(uninvited.party()));
                checklist = checklist.without(uninvited.party());
            }
            case HearingEvent.Arrived arrived -> {
                Seat seat = taken(seats, arrived.party());
                seats.put(arrived.party(), seat.withLeg(Optional.of(arrived.leg())));
                called.remove(arrived.party());
            }
            case HearingEvent.Called one -> called.add(one.party());
            case HearingEvent.Recalled recalled -> called.remove(recalled.party());
            case HearingEvent.Left left -> {
                free(seats, left.party());
                floor = floor.without(left.party());
                if (left.reason() != EndReason.SHUTDOWN) {
                    called.remove(left.party());
                }
            }
            case HearingEvent.Replaced replaced -> {
                free(seats, replaced.party());
                floor = floor.showsNoMore(replaced.party());
            }
            case HearingEvent.Admitted admitted -> admit(seats, admitted.party(), true);
            case HearingEvent.Dismissed dismissed -> {
                admit(seats, dismissed.party(), false);
                floor = floor.without(dismissed.party());
            }
            case HearingEvent.Removed removed -> {
                admit(seats, removed.party(), false);
                called.remove(removed.party());
            }
            case HearingEvent.MutingChanged changed -> {
                Seat seat = taken(seats, changed.party());
                seats.put(changed.party(), seat.withMuting(changed.muting()));
            }
            case HearingEvent.SpeakingRuleChosen chosen -> floor = floor.under(chosen.rule());
            case HearingEvent.PresidingBegun begun -> floor = floor.presides(begun.party(), true);
            case HearingEvent.PresidingEnded ended -> floor = floor.presides(ended.party(), false);
            case HearingEvent.MicrophoneTurnedOff off ->
                seats.put(off.party(), taken(seats, off.party()).withMicrophoneOff(true));
            case HearingEvent.MicrophoneTurnedOn on ->
                seats.put(on.party(), taken(seats, on.party()).withMicrophoneOff(false));
            case HearingEvent.HandRaised raised -> floor = floor.raised(raised.party(), recorded.at());
            case HearingEvent.HandLowered lowered -> floor = floor.lowered(lowered.party());
            case HearingEvent.FloorReturned returned -> floor = floor.lowered(returned.party());
            case HearingEvent.FloorGiven given -> floor = floor.given(given.party(), recorded.at());
            case HearingEvent.SharingStarted started -> floor = floor.shows(started.party());
            case HearingEvent.SharingStopped stopped -> floor = floor.showsNoMore(stopped.party());
            case HearingEvent.LayoutChosen chosen -> pictures = pictures.in(chosen.layout());
            case HearingEvent.SeatLayoutChosen chosen -> arrange(seats, chosen.party(), Optional.of(chosen.layout()));
            case HearingEvent.SeatLayoutLifted lifted -> arrange(seats, lifted.party(), Optional.empty());
            case HearingEvent.SelfShown self ->
                seats.put(self.party(), taken(seats, self.party()).withSelf(true));
            case HearingEvent.SelfHidden self ->
                seats.put(self.party(), taken(seats, self.party()).withSelf(false));
            case HearingEvent.CameraSteered _ -> {
                // Where a camera looks is the room's to know.
            }
            case HearingEvent.MediaFollowed _ -> {
                // Where media come from is the transport's to know.
            }
            case HearingEvent.SteeringAllowed _ -> pictures = pictures.steered(true);
            case HearingEvent.SteeringForbidden _ -> pictures = pictures.steered(false);
            case HearingEvent.TroubleReported reported ->
                troubles.add(new Trouble(
                        recorded.number(),
                        reported.party(),
                        reported.kind(),
                        reported.text(),
                        1,
                        recorded.at(),
                        recorded.at()));
            case HearingEvent.TroubleRepeated repeated ->
                troubles.replaceAll(one -> one.number() == repeated.trouble() ? one.again(recorded.at()) : one);
            case HearingEvent.TroubleSeen seen -> troubles.removeIf(one -> one.number() == seen.trouble());
            case HearingEvent.ChecklistTicked ticked ->
                checklist = checklist.ticked(
                        ticked.party(),
                        ticked.item(),
                        new Checklist.Tick(ticked.confirmed(), recorded.actor(), recorded.at()));
            case HearingEvent.ChecklistUnticked unticked ->
                checklist = checklist.unticked(unticked.party(), unticked.item());
            case HearingEvent.Recovered _ -> {
                floor = floor.withoutAll();
                seats.replaceAll((party, seat) -> seat.withLeg(Optional.empty()));
            }
        }
        return new HearingState(
                state.id(),
                docket,
                begins,
                pin,
                phase,
                seats,
                floor,
                pictures,
                called,
                troubles,
                checklist,
                recorded.number());
    }

    private static Seat invited(HearingState state, HearingEvent.Invited invited) {
        boolean direct = invited.admission() == Admission.DIRECT;
        Optional<Seat> before = state.seat(invited.party());
        if (before.isEmpty()) {
            return new Seat(
                    invited.party(),
                    invited.name(),
                    invited.admission(),
                    direct,
                    state.floor().rule() == SpeakingRule.MUTED_AT_ENTRY
                            ? HearingCommand.Muting.MUTED
                            : HearingCommand.Muting.HEARD,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }
        Seat seat = before.get();
        boolean admitted = seat.admitted() || (direct && seat.admission() != Admission.DIRECT);
        return new Seat(
                seat.party(),
                invited.name(),
                invited.admission(),
                admitted,
                seat.muting(),
                seat.microphoneOff(),
                seat.leg(),
                seat.layout(),
                seat.seesSelf());
    }

    private static void free(SequencedMap<PartyId, Seat> seats, PartyId party) {
        seats.put(party, taken(seats, party).withLeg(Optional.empty()));
    }

    private static void admit(SequencedMap<PartyId, Seat> seats, PartyId party, boolean admitted) {
        seats.put(party, taken(seats, party).withAdmitted(admitted));
    }

    private static void arrange(SequencedMap<PartyId, Seat> seats, PartyId party, Optional<Layout> layout) {
        seats.put(party, taken(seats, party).withLayout(layout));
    }

    private static Seat taken(SequencedMap<PartyId, Seat> seats, PartyId party) {
        Seat seat = seats.get(party);
        if (seat == null) {
            throw new IllegalStateException("no seat for " + party);
        }
        return seat;
    }
}
