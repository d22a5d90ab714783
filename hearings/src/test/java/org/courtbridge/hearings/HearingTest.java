package org.courtbridge.hearings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingState.Phase;
import org.junit.jupiter.api.Test;

class HearingTest {

    private static final String CLERK = "user:clerk";
    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00Z");
    private static final PartyId ROOM = PartyId.device("court");
    private static final PartyId PERSON = PartyId.participant("aigerim");
    private static final LegId FIRST = new LegId("first");
    private static final LegId SECOND = new LegId("second");

    private HearingState state = HearingState.initial("h");

    HearingTest() {
        record(Hearing.create("1001", "Іс № 7"));
        submit(new HearingCommand.Invite(CLERK, ROOM, "Зал 1", Admission.DIRECT));
        submit(new HearingCommand.Invite(CLERK, PERSON, "Әйгерім", Admission.LOBBY));
    }

    @Test
    void isCreatedWithNumberAndTitle() {
        assertThat(state.number()).isEqualTo("1001");
        assertThat(state.title()).isEqualTo("Іс № 7");
        assertThat(state.phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(state.lastEvent()).isEqualTo(3);
    }

    @Test
    void refusesNumbersThatNoRoomCanDial() {
        for (String number : List.of("", "12a", "+7", "1 2", "1".repeat(21), "١٢")) {
            assertThatThrownBy(() -> Hearing.create(number, "t"))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.NUMBER_NOT_DIGITS));
        }
    }

    @Test
    void needsATitle() {
        assertThatThrownBy(() -> Hearing.create("1", " ")).hasMessage("The hearing needs a title.");
    }

    @Test
    void whoKnowsThePinWaitsAndLeavesNoSeatBehind() {
        PartyId guest = PartyId.guest("g");
        assertThat(submit(new HearingCommand.ChangePin(CLERK, "4711")))
                .containsExactly(new HearingEvent.PinChanged("4711"));
        assertThat(state.pin()).contains("4711");
        assertThat(submit(new HearingCommand.ChangePin(CLERK, "4711"))).isEmpty();
        for (String pin : List.of("", "123", "1234567890123", "12a4", "١٢٣٤")) {
            assertThatThrownBy(() -> submit(new HearingCommand.ChangePin(CLERK, pin)))
                    .hasMessage("The PIN of a hearing has 4 to 12 digits and nothing else.");
        }

        assertThat(submit(new HearingCommand.Attend("guest:g", guest, "Аурухана", FIRST)))
                .containsExactly(
                        new HearingEvent.Invited(guest, "Аурухана", HearingCommand.Admission.LOBBY),
                        new HearingEvent.PhaseChanged(Phase.LOBBY, ""),
                        new HearingEvent.Arrived(guest, FIRST));
        submit(new HearingCommand.Start(CLERK));
        assertThat(state.waiting()).extracting(HearingState.Seat::party).containsExactly(guest);
        submit(new HearingCommand.Admit(CLERK, guest));
        assertThat(state.inside()).containsExactly(FIRST);

        assertThat(submit(new HearingCommand.Leave("guest:g", FIRST, EndReason.LEFT)))
                .containsExactly(
                        new HearingEvent.Left(guest, FIRST, EndReason.LEFT), new HearingEvent.Uninvited(guest));
        assertThat(state.seat(guest)).isEmpty();
    }

    @Test
    void aGuestThatIsRemovedOrLostLeavesNoSeatBehind() {
        PartyId guest = PartyId.guest("g");
        submit(new HearingCommand.Attend("guest:g", guest, "Аурухана", FIRST));
        assertThat(submit(new HearingCommand.Remove(CLERK, guest)))
                .containsExactly(
                        new HearingEvent.Left(guest, FIRST, EndReason.REMOVED), new HearingEvent.Uninvited(guest));
        submit(new HearingCommand.Attend("guest:g", guest, "Аурухана", SECOND));
        submit(new HearingCommand.Recover("system", Instant.EPOCH));
        assertThat(state.seat(guest)).isEmpty();
    }

    @Test
    void aDeviceThatKnowsThePinKeepsItsSeat() {
        assertThat(submit(new HearingCommand.Attend(ROOM.value(), ROOM, "x", FIRST)))
                .containsExactly(new HearingEvent.PhaseChanged(Phase.LOBBY, ""), new HearingEvent.Arrived(ROOM, FIRST));
        submit(new HearingCommand.Leave(ROOM.value(), FIRST, EndReason.LEFT));
        assertThat(state.seat(ROOM)).isPresent();
    }

    @Test
    void roomsWalkInAndPeopleWait() {
        assertThat(arrive(ROOM, FIRST))
                .containsExactly(new HearingEvent.PhaseChanged(Phase.LOBBY, ""), new HearingEvent.Arrived(ROOM, FIRST));
        arrive(PERSON, SECOND);
        submit(new HearingCommand.Start(CLERK));

        assertThat(state.inside()).containsExactly(FIRST);
        assertThat(state.waiting()).extracting(HearingState.Seat::party).containsExactly(PERSON);

        submit(new HearingCommand.Admit(CLERK, PERSON));
        assertThat(state.inside()).containsExactly(FIRST, SECOND);
        assertThat(state.waiting()).isEmpty();
    }

    @Test
    void nobodyIsInsideBeforeTheStart() {
        arrive(ROOM, FIRST);
        assertThat(state.inside()).isEmpty();
        assertThat(state.legs()).containsExactly(FIRST);
    }

    @Test
    void nobodyComesInWithoutASeat() {
        refused(new HearingCommand.Arrive("device:x", PartyId.device("x"), FIRST), Refusal.NOT_INVITED);
    }

    @Test
    void aSecondCallOfAPartyReplacesTheFirst() {
        arrive(ROOM, FIRST);
        assertThat(arrive(ROOM, SECOND))
                .containsExactly(new HearingEvent.Replaced(ROOM, FIRST), new HearingEvent.Arrived(ROOM, SECOND));
        assertThat(leave(FIRST)).isEmpty();
        assertThat(state.legs()).containsExactly(SECOND);
    }

    @Test
    void aCallFillsOneSeat() {
        arrive(ROOM, FIRST);
        refused(new HearingCommand.Arrive("x", PERSON, FIRST), Refusal.CALL_FILLS_ANOTHER_SEAT);
    }

    @Test
    void leavesOnce() {
        arrive(ROOM, FIRST);
        assertThat(leave(FIRST)).containsExactly(new HearingEvent.Left(ROOM, FIRST, EndReason.LEFT));
        assertThat(leave(FIRST)).isEmpty();
        assertThat(leave(SECOND)).isEmpty();
    }

    @Test
    void staysAdmittedWhenItCallsAgain() {
        arrive(PERSON, FIRST);
        submit(new HearingCommand.Admit(CLERK, PERSON));
        submit(new HearingCommand.Start(CLERK));
        leave(FIRST);
        arrive(PERSON, SECOND);
        assertThat(state.inside()).containsExactly(SECOND);
    }

    @Test
    void whoIsDismissedWaitsAgain() {
        arrive(ROOM, FIRST);
        submit(new HearingCommand.Start(CLERK));
        assertThat(submit(new HearingCommand.Dismiss(CLERK, ROOM))).containsExactly(new HearingEvent.Dismissed(ROOM));
        assertThat(state.inside()).isEmpty();
        assertThat(state.waiting()).hasSize(1);
    }

    @Test
    void whoIsRemovedMustBeAdmittedAnew() {
        arrive(ROOM, FIRST);
        submit(new HearingCommand.Start(CLERK));
        assertThat(submit(new HearingCommand.Remove(CLERK, ROOM)))
                .containsExactly(new HearingEvent.Left(ROOM, FIRST, EndReason.REMOVED), new HearingEvent.Removed(ROOM));
        arrive(ROOM, SECOND);
        assertThat(state.inside()).isEmpty();
        submit(new HearingCommand.Admit(CLERK, ROOM));
        assertThat(state.inside()).containsExactly(SECOND);
    }

    @Test
    void whoIsUninvitedIsGone() {
        arrive(PERSON, FIRST);
        assertThat(submit(new HearingCommand.Uninvite(CLERK, PERSON)))
                .containsExactly(
                        new HearingEvent.Left(PERSON, FIRST, EndReason.REMOVED), new HearingEvent.Uninvited(PERSON));
        refused(new HearingCommand.Arrive("x", PERSON, SECOND), Refusal.NOT_INVITED);
    }

    @Test
    void invitingAgainChangesNameAndWayInOnly() {
        arrive(PERSON, FIRST);
        submit(new HearingCommand.Mute(CLERK, PERSON, Muting.MUTED));
        submit(new HearingCommand.ChooseSeatLayout(CLERK, PERSON, Optional.of(Layout.GRID)));
        submit(new HearingCommand.ShowSelf(CLERK, PERSON, true));
        submit(new HearingCommand.Invite(CLERK, PERSON, "Айгерим", Admission.LOBBY));
        assertThat(state.seat(PERSON))
                .contains(new HearingState.Seat(
                        PERSON,
                        "Айгерим",
                        Admission.LOBBY,
                        false,
                        Muting.MUTED,
                        false,
                        Optional.of(FIRST),
                        Optional.of(Layout.GRID),
                        true));
        submit(new HearingCommand.Invite(CLERK, PERSON, "Айгерим", Admission.DIRECT));
        assertThat(state.seat(PERSON).orElseThrow().admitted()).isTrue();
    }

    @Test
    void invitingARemovedRoomByAnotherNameDoesNotAdmitIt() {
        submit(new HearingCommand.Remove(CLERK, ROOM));
        submit(new HearingCommand.Invite(CLERK, ROOM, "Зал 2", Admission.DIRECT));
        assertThat(state.seat(ROOM).orElseThrow().admitted()).isFalse();
    }

    @Test
    void aClosedSessionCutsEverybodyOff() {
        arrive(ROOM, FIRST);
        submit(new HearingCommand.Start(CLERK));
        submit(new HearingCommand.CloseSession(CLERK));
        assertThat(state.inside()).isEmpty();
        refused(new HearingCommand.Adjourn(CLERK, "x"), Refusal.SESSION_CLOSED);
        submit(new HearingCommand.ReopenSession(CLERK));
        assertThat(state.inside()).containsExactly(FIRST);
    }

    @Test
    void adjournsAndResumes() {
        submit(new HearingCommand.Start(CLERK));
        assertThat(submit(new HearingCommand.Adjourn(CLERK, "түскі ас")))
                .containsExactly(new HearingEvent.PhaseChanged(Phase.ADJOURNED, "түскі ас"));
        refused(new HearingCommand.Start(CLERK), Refusal.ADJOURNED);
        refused(new HearingCommand.ReopenSession(CLERK), Refusal.SESSION_NOT_CLOSED);
        submit(new HearingCommand.Resume(CLERK));
        assertThat(state.phase()).isEqualTo(Phase.IN_SESSION);
    }

    @Test
    void saysWhyAPhaseCannotChange() {
        refused(new HearingCommand.Adjourn(CLERK, ""), Refusal.NOT_IN_SESSION);
        refused(new HearingCommand.CloseSession(CLERK), Refusal.NOT_IN_SESSION);
        refused(new HearingCommand.Resume(CLERK), Refusal.NOT_ADJOURNED);
        refused(new HearingCommand.ReopenSession(CLERK), Refusal.SESSION_NOT_CLOSED);
    }

    @Test
    void theEndIsForEverybodyAndForGood() {
        arrive(ROOM, FIRST);
        arrive(PERSON, SECOND);
        assertThat(submit(new HearingCommand.End(CLERK)))
                .containsExactly(
                        new HearingEvent.PhaseChanged(Phase.ENDED, ""),
                        new HearingEvent.Left(ROOM, FIRST, EndReason.HEARING_ENDED),
                        new HearingEvent.Left(PERSON, SECOND, EndReason.HEARING_ENDED));
        assertThat(state.legs()).isEmpty();
        assertThat(leave(FIRST)).isEmpty();
        assertThat(submit(new HearingCommand.End(CLERK))).isEmpty();
        for (HearingCommand command : List.of(
                new HearingCommand.Start(CLERK),
                new HearingCommand.Resume(CLERK),
                new HearingCommand.Invite(CLERK, ROOM, "r", Admission.DIRECT),
                new HearingCommand.Arrive("x", ROOM, FIRST),
                new HearingCommand.Admit(CLERK, PERSON),
                new HearingCommand.Mute(CLERK, ROOM, Muting.MUTED),
                new HearingCommand.ChooseLayout(CLERK, Layout.GRID),
                new HearingCommand.ChooseSeatLayout(CLERK, ROOM, Optional.empty()),
                new HearingCommand.ShowSelf(CLERK, ROOM, true))) {
            refused(command, Refusal.ENDED);
        }
    }

    @Test
    void aRestartLosesLegsAndNothingElse() {
        arrive(PERSON, FIRST);
        submit(new HearingCommand.Admit(CLERK, PERSON));
        submit(new HearingCommand.Mute(CLERK, PERSON, Muting.MUTED));
        submit(new HearingCommand.ChooseLayout(CLERK, Layout.ONE_AND_FIVE));
        submit(new HearingCommand.ChooseSeatLayout(CLERK, PERSON, Optional.of(Layout.SPEAKER)));
        submit(new HearingCommand.Start(CLERK));
        submit(new HearingCommand.Recover("system", NOW));
        assertThat(state.phase()).isEqualTo(Phase.IN_SESSION);
        assertThat(state.seat(PERSON))
                .contains(new HearingState.Seat(
                        PERSON,
                        "Әйгерім",
                        Admission.LOBBY,
                        true,
                        Muting.MUTED,
                        false,
                        Optional.empty(),
                        Optional.of(Layout.SPEAKER),
                        false));
        assertThat(state.layout()).contains(Layout.ONE_AND_FIVE);
        assertThat(submit(new HearingCommand.Recover("system", NOW))).isEmpty();
    }

    @Test
    void aPartyTurnsItsOwnMicrophoneOffAndOn() {
        arrive(ROOM, FIRST);
        assertThat(submit(new HearingCommand.TurnMicrophone("x", ROOM, true))).isEmpty();
        assertThat(submit(new HearingCommand.TurnMicrophone("x", ROOM, false)))
                .containsExactly(new HearingEvent.MicrophoneTurnedOff(ROOM));
        assertThat(submit(new HearingCommand.TurnMicrophone("x", ROOM, false))).isEmpty();
        assertThat(state.muted()).containsExactly(FIRST);
        assertThat(submit(new HearingCommand.TurnMicrophone("x", ROOM, true)))
                .containsExactly(new HearingEvent.MicrophoneTurnedOn(ROOM));
        assertThat(state.muted()).isEmpty();
    }

    @Test
    void neitherTheClerkNorThePartyUndoesWhatTheOtherDecidedOfItsMicrophone() {
        arrive(ROOM, FIRST);
        submit(new HearingCommand.Mute(CLERK, ROOM, Muting.MUTED));
        submit(new HearingCommand.TurnMicrophone("x", ROOM, false));
        submit(new HearingCommand.Mute(CLERK, ROOM, Muting.HEARD));
        assertThat(state.muted()).containsExactly(FIRST);
        submit(new HearingCommand.Mute(CLERK, ROOM, Muting.MUTED));
        submit(new HearingCommand.TurnMicrophone("x", ROOM, true));
        assertThat(state.muted()).containsExactly(FIRST);
        submit(new HearingCommand.Mute(CLERK, ROOM, Muting.HEARD));
        assertThat(state.muted()).isEmpty();
    }

    @Test
    void aPartyThatCallsAnewIsHeard() {
        arrive(ROOM, FIRST);
        submit(new HearingCommand.TurnMicrophone("x", ROOM, false));
        leave(FIRST);
        arrive(ROOM, SECOND);
        assertThat(state.muted()).isEmpty();
        submit(new HearingCommand.TurnMicrophone("x", ROOM, false));
        arrive(ROOM, FIRST);
        assertThat(state.muted()).isEmpty();
        refused(new HearingCommand.TurnMicrophone("x", PERSON, false), Refusal.NOT_INSIDE);
    }

    @Test
    void mutesAndRepeatsNothing() {
        arrive(ROOM, FIRST);
        assertThat(submit(new HearingCommand.Mute(CLERK, ROOM, Muting.MUTED))).hasSize(1);
        assertThat(submit(new HearingCommand.Mute(CLERK, ROOM, Muting.MUTED))).isEmpty();
        assertThat(state.muted()).containsExactly(FIRST);
        submit(new HearingCommand.Mute(CLERK, ROOM, Muting.HEARD));
        assertThat(state.muted()).isEmpty();
    }

    @Test
    void theGatewaysLayoutIsShownUntilTheClerkChoosesOne() {
        assertThat(seen(ROOM)).isEqualTo(Layout.COURT);
        assertThat(submit(new HearingCommand.ChooseLayout(CLERK, Layout.GRID)))
                .containsExactly(new HearingEvent.LayoutChosen(Layout.GRID));
        assertThat(submit(new HearingCommand.ChooseLayout(CLERK, Layout.GRID))).isEmpty();
        assertThat(seen(ROOM)).isEqualTo(Layout.GRID);
        assertThat(seen(PERSON)).isEqualTo(Layout.GRID);
    }

    @Test
    void aSeatsOwnLayoutIsTheSeatsWhoeverFillsItUntilItIsLifted() {
        assertThat(submit(new HearingCommand.ChooseSeatLayout(CLERK, ROOM, Optional.empty())))
                .isEmpty();
        assertThat(submit(new HearingCommand.ChooseSeatLayout(CLERK, ROOM, Optional.of(Layout.SIDE_BY_SIDE))))
                .containsExactly(new HearingEvent.SeatLayoutChosen(ROOM, Layout.SIDE_BY_SIDE));
        assertThat(submit(new HearingCommand.ChooseSeatLayout(CLERK, ROOM, Optional.of(Layout.SIDE_BY_SIDE))))
                .isEmpty();
        arrive(ROOM, FIRST);
        leave(FIRST);
        arrive(ROOM, SECOND);
        submit(new HearingCommand.ChooseLayout(CLERK, Layout.SPEAKER));
        assertThat(seen(ROOM)).isEqualTo(Layout.SIDE_BY_SIDE);
        assertThat(seen(PERSON)).isEqualTo(Layout.SPEAKER);
        assertThat(submit(new HearingCommand.ChooseSeatLayout(CLERK, ROOM, Optional.empty())))
                .containsExactly(new HearingEvent.SeatLayoutLifted(ROOM));
        assertThat(seen(ROOM)).isEqualTo(Layout.SPEAKER);
    }

    @Test
    void whoAsksSeesItselfUntilItAsksNoMore() {
        assertThat(submit(new HearingCommand.ShowSelf(CLERK, PERSON, false))).isEmpty();
        assertThat(submit(new HearingCommand.ShowSelf(CLERK, PERSON, true)))
                .containsExactly(new HearingEvent.SelfShown(PERSON));
        assertThat(submit(new HearingCommand.ShowSelf(CLERK, PERSON, true))).isEmpty();
        arrive(PERSON, FIRST);
        leave(FIRST);
        assertThat(state.seat(PERSON).orElseThrow().seesSelf()).isTrue();
        assertThat(state.seat(ROOM).orElseThrow().seesSelf()).isFalse();
        assertThat(submit(new HearingCommand.ShowSelf(CLERK, PERSON, false)))
                .containsExactly(new HearingEvent.SelfHidden(PERSON));
        assertThat(state.seat(PERSON).orElseThrow().seesSelf()).isFalse();
        refused(new HearingCommand.ShowSelf(CLERK, PartyId.device("nobody"), true), Refusal.NOT_INVITED);
    }

    @Test
    void aPartyWithoutASeatHasNoLayout() {
        PartyId nobody = PartyId.device("nobody");
        refused(new HearingCommand.ChooseSeatLayout(CLERK, nobody, Optional.of(Layout.GRID)), Refusal.NOT_INVITED);
        refused(new HearingCommand.ChooseSeatLayout(CLERK, nobody, Optional.empty()), Refusal.NOT_INVITED);
    }

    @Test
    void everyLayoutHasAWord() {
        assertThat(Layout.words())
                .isEqualTo("automatic, court, grid, one-and-five, one-and-seven, speaker, side-by-side");
        for (Layout layout : Layout.values()) {
            assertThat(Layout.ofWord(layout.word())).contains(layout);
        }
        assertThat(Layout.ofWord("GRID")).isEmpty();
        assertThat(Layout.ofWord("mosaic")).isEmpty();
    }

    private Layout seen(PartyId party) {
        return state.layout(state.seat(party).orElseThrow(), Layout.COURT);
    }

    @Test
    void handsAreUpInTheOrderInWhichTheyWereRaised() {
        arrive(ROOM, FIRST);
        arrive(PERSON, SECOND);
        refused(new HearingCommand.RaiseHand("x", PERSON), Refusal.NOT_INSIDE);
        submit(new HearingCommand.Admit(CLERK, PERSON));
        assertThat(submit(new HearingCommand.RaiseHand("x", PERSON)))
                .containsExactly(new HearingEvent.HandRaised(PERSON));
        submit(new HearingCommand.RaiseHand("x", ROOM));
        submit(new HearingCommand.RaiseHand("x", PERSON));
        assertThat(state.floor().asking()).containsExactly(Map.entry(PERSON, NOW), Map.entry(ROOM, NOW));
        assertThat(submit(new HearingCommand.LowerHand("x", PERSON)))
                .containsExactly(new HearingEvent.HandLowered(PERSON));
        assertThat(state.floor().asking()).containsOnlyKeys(ROOM);
    }

    @Test
    void isToBeginWhenSomebodySays() {
        Instant first = Instant.parse("2026-11-27T04:30:00Z");
        assertThat(state.begins()).isEmpty();
        assertThat(submit(new HearingCommand.Schedule(CLERK, Optional.empty()))).isEmpty();
        assertThat(submit(new HearingCommand.Schedule(CLERK, Optional.of(first))))
                .containsExactly(new HearingEvent.Scheduled(first));
        assertThat(submit(new HearingCommand.Schedule(CLERK, Optional.of(first))))
                .isEmpty();
        submit(new HearingCommand.Start(CLERK));
        assertThat(state.begins()).contains(first);
        Instant second = first.plusSeconds(3_600);
        assertThat(submit(new HearingCommand.Schedule(CLERK, Optional.of(second))))
                .containsExactly(new HearingEvent.Scheduled(second));
        assertThat(state.begins()).contains(second);
        assertThat(submit(new HearingCommand.Schedule(CLERK, Optional.empty())))
                .containsExactly(new HearingEvent.Unscheduled());
        assertThat(state.begins()).isEmpty();
        submit(new HearingCommand.End(CLERK));
        assertThatThrownBy(() -> submit(new HearingCommand.Schedule(CLERK, Optional.of(first))))
                .hasMessage(Refusal.ENDED.explanation());
    }

    @Test
    void isTheHearingOfOneCourt() {
        assertThat(state.court()).isEmpty();
        String number = state.number();
        assertThat(submit(new HearingCommand.AssignCourt(CLERK, "first")))
                .containsExactly(new HearingEvent.CourtAssigned("first"));
        assertThat(submit(new HearingCommand.AssignCourt(CLERK, "first"))).isEmpty();
        submit(new HearingCommand.AssignCourt(CLERK, "second"));
        assertThat(state.court()).contains("second");
        assertThat(state.number()).isEqualTo(number);
    }

    @Test
    void roomsMoveCamerasOnlyWhereTheClerkLetsThem() {
        assertThat(state.steering()).isFalse();
        assertThat(submit(new HearingCommand.AllowSteering(CLERK, false))).isEmpty();
        assertThat(submit(new HearingCommand.AllowSteering(CLERK, true)))
                .containsExactly(new HearingEvent.SteeringAllowed());
        assertThat(state.steering()).isTrue();
        assertThat(submit(new HearingCommand.AllowSteering(CLERK, true))).isEmpty();
        submit(new HearingCommand.Start(CLERK));
        assertThat(state.steering()).isTrue();
        assertThat(submit(new HearingCommand.AllowSteering(CLERK, false)))
                .containsExactly(new HearingEvent.SteeringForbidden());
        assertThat(state.steering()).isFalse();
        submit(new HearingCommand.End(CLERK));
        assertThatThrownBy(() -> submit(new HearingCommand.AllowSteering(CLERK, true)))
                .hasMessage(Refusal.ENDED.explanation());
    }

    @Test
    void callsARoomAgainThatItHadCalledBeforeARestart() {
        submit(new HearingCommand.Start(CLERK));
        assertThat(submit(new HearingCommand.Answer("device:court", ROOM, FIRST)))
                .containsExactly(new HearingEvent.Arrived(ROOM, FIRST), new HearingEvent.Called(ROOM));
        arrive(PERSON, SECOND);
        var recall = new HearingCommand.Recall("system", ROOM);
        assertThat(submit(recall)).as("while it is there").isEmpty();

        submit(new HearingCommand.Recover("system", NOW));
        assertThat(submit(new HearingCommand.Recall("system", PERSON)))
                .as("one who came by himself")
                .isEmpty();
        assertThat(submit(recall)).containsExactly(new HearingEvent.Recalled(ROOM));
        assertThat(submit(recall)).as("once for each restart").isEmpty();
    }

    @Test
    void callsItAgainAfterAnOrderlyStopToo() {
        submit(new HearingCommand.Answer("device:court", ROOM, FIRST));
        submit(new HearingCommand.Leave("system", FIRST, EndReason.SHUTDOWN));
        assertThat(submit(new HearingCommand.Recall("system", ROOM))).containsExactly(new HearingEvent.Recalled(ROOM));
    }

    @Test
    void callsNoRoomAgainThatHasLeftOrCameByItself() {
        List<List<HearingCommand>> ways = List.of(
                List.of(new HearingCommand.Leave("device:court", FIRST, EndReason.LEFT)),
                List.of(new HearingCommand.Remove(CLERK, ROOM)),
                List.of(new HearingCommand.Arrive("device:court", ROOM, SECOND), new HearingCommand.Recover("x", NOW)),
                List.of(new HearingCommand.Recover("x", NOW), new HearingCommand.Remove(CLERK, ROOM)),
                List.of(
                        new HearingCommand.Recover("x", NOW),
                        new HearingCommand.Arrive("device:court", ROOM, SECOND),
                        new HearingCommand.Leave("device:court", SECOND, EndReason.LEFT)),
                List.of(
                        new HearingCommand.Recover("x", NOW),
                        new HearingCommand.Uninvite(CLERK, ROOM),
                        new HearingCommand.Invite(CLERK, ROOM, "Зал 1", Admission.DIRECT)),
                List.of(new HearingCommand.Recover("x", NOW), new HearingCommand.End(CLERK)));
        HearingState begun = state;
        for (List<HearingCommand> way : ways) {
            state = begun;
            submit(new HearingCommand.Answer("device:court", ROOM, FIRST));
            way.forEach(this::submit);
            assertThat(submit(new HearingCommand.Recall("system", ROOM)))
                    .as(way.toString())
                    .isEmpty();
        }
    }

    @Test
    void itIsToldWhereTheMediaOfAConnectedRoomWereFollowedTo() {
        var follow = new HearingCommand.FollowMedia("system", FIRST, "198.51.100.7");
        assertThat(submit(follow)).isEmpty();
        arrive(ROOM, FIRST);
        HearingState before = state;
        for (int i = 0; i < 2; i++) {
            assertThat(submit(follow)).containsExactly(new HearingEvent.MediaFollowed(ROOM, "198.51.100.7"));
        }
        assertThat(state.seats()).isEqualTo(before.seats());
        submit(new HearingCommand.End(CLERK));
        assertThat(submit(follow)).isEmpty();
    }

    @Test
    void aCameraIsMovedAsOftenAsItIsAskedWhileItsRoomIsConnected() {
        var left = new HearingCommand.SteerCamera(CLERK, ROOM, CameraStep.LEFT, 0);
        assertThatThrownBy(() -> submit(left)).hasMessage(Refusal.NOT_INSIDE.explanation());
        arrive(ROOM, FIRST);
        HearingState before = state;
        for (int i = 0; i < 2; i++) {
            assertThat(submit(left)).containsExactly(new HearingEvent.CameraSteered(ROOM, CameraStep.LEFT, 0));
        }
        assertThat(state.seats()).isEqualTo(before.seats());
        assertThat(submit(new HearingCommand.SteerCamera(CLERK, ROOM, CameraStep.STORE_PRESET, 15)))
                .containsExactly(new HearingEvent.CameraSteered(ROOM, CameraStep.STORE_PRESET, 15));
        assertThatThrownBy(() -> new HearingCommand.SteerCamera(CLERK, ROOM, CameraStep.RECALL_PRESET, 16))
                .hasMessage("preset: 16 (expected: 0 to 15)");
        assertThatThrownBy(() ->
                        submit(new HearingCommand.SteerCamera(CLERK, PartyId.device("other"), CameraStep.LEFT, 0)))
                .hasMessage(Refusal.NOT_INVITED.explanation());
        submit(new HearingCommand.End(CLERK));
        assertThatThrownBy(() -> submit(left)).hasMessage(Refusal.ENDED.explanation());
    }

    @Test
    void whoeverIsGivenTheFloorIsHeardAndHasItAlone() {
        arrive(ROOM, FIRST);
        arrive(PERSON, SECOND);
        submit(new HearingCommand.Admit(CLERK, PERSON));
        submit(new HearingCommand.Mute(CLERK, PERSON, Muting.MUTED));
        submit(new HearingCommand.RaiseHand("x", PERSON));
        submit(new HearingCommand.RaiseHand("x", ROOM));
        assertThat(submit(new HearingCommand.GiveFloor(CLERK, PERSON)))
                .containsExactly(
                        new HearingEvent.FloorGiven(PERSON), new HearingEvent.MutingChanged(PERSON, Muting.HEARD));
        assertThat(state.floor().hand(PERSON)).isEqualTo(Floor.Hand.FLOOR);
        submit(new HearingCommand.GiveFloor(CLERK, ROOM));
        assertThat(state.floor().speaker()).hasValue(ROOM);
        assertThat(state.floor().asking()).isEmpty();
        assertThat(state.floor().presenter()).isEmpty();
        assertThat(submit(new HearingCommand.LowerHand(CLERK, ROOM)))
                .containsExactly(new HearingEvent.FloorReturned(ROOM));
        assertThat(state.floor()).isEqualTo(Floor.EMPTY);
    }

    @Test
    void whoeverLeavesLowersTheirHandAndWhoeverChangesThePhoneDoesNot() {
        arrive(PERSON, FIRST);
        submit(new HearingCommand.Admit(CLERK, PERSON));
        submit(new HearingCommand.RaiseHand("x", PERSON));
        arrive(PERSON, SECOND);
        assertThat(state.floor().hand(PERSON)).isEqualTo(Floor.Hand.UP);
        leave(SECOND);
        assertThat(state.floor()).isEqualTo(Floor.EMPTY);
        arrive(PERSON, FIRST);
        submit(new HearingCommand.RaiseHand("x", PERSON));
        submit(new HearingCommand.Dismiss(CLERK, PERSON));
        assertThat(state.floor()).isEqualTo(Floor.EMPTY);
    }

    @Test
    void oneScreenIsShownAtATimeAndOnlyInSession() {
        arrive(ROOM, FIRST);
        arrive(PERSON, SECOND);
        submit(new HearingCommand.Admit(CLERK, PERSON));
        refused(new HearingCommand.StartSharing("x", PERSON), Refusal.NOT_IN_SESSION);
        submit(new HearingCommand.Start(CLERK));
        assertThat(submit(new HearingCommand.StartSharing("x", PERSON)))
                .containsExactly(new HearingEvent.SharingStarted(PERSON));
        refused(new HearingCommand.StartSharing("x", ROOM), Refusal.SHARED_BY_ANOTHER);
        assertThat(submit(new HearingCommand.StopSharing(CLERK, ROOM))).isEmpty();
        assertThat(submit(new HearingCommand.StopSharing(CLERK, PERSON)))
                .containsExactly(new HearingEvent.SharingStopped(PERSON));
        submit(new HearingCommand.StartSharing("x", ROOM));
        submit(new HearingCommand.Adjourn(CLERK, "x"));
        assertThat(state.floor()).isEqualTo(Floor.EMPTY);
    }

    @Test
    void aScreenGoesWithTheCallThatShowsIt() {
        arrive(PERSON, FIRST);
        submit(new HearingCommand.Admit(CLERK, PERSON));
        submit(new HearingCommand.Start(CLERK));
        submit(new HearingCommand.StartSharing("x", PERSON));
        arrive(PERSON, SECOND);
        assertThat(state.floor()).isEqualTo(Floor.EMPTY);
        submit(new HearingCommand.StartSharing("x", PERSON));
        leave(SECOND);
        assertThat(state.floor()).isEqualTo(Floor.EMPTY);
    }

    @Test
    void repeatedCommandsMakeNoEvent() {
        for (HearingCommand command : List.of(
                new HearingCommand.Invite(CLERK, ROOM, "Зал 1", Admission.DIRECT),
                new HearingCommand.Admit(CLERK, ROOM),
                new HearingCommand.Dismiss(CLERK, PERSON),
                new HearingCommand.Remove(CLERK, PERSON),
                new HearingCommand.Uninvite(CLERK, PartyId.device("nobody")))) {
            assertThat(submit(command)).as(command.toString()).isEmpty();
        }
    }

    @Test
    void noticesAGapInTheTrail() {
        assertThatThrownBy(() -> Hearing.apply(
                        state, new HearingEvent.Recorded(5, NOW, CLERK, new HearingEvent.Admitted(PERSON))))
                .hasMessage("event of hearing h: 5 (expected: 4)");
    }

    private List<HearingEvent> arrive(PartyId party, LegId leg) {
        return submit(new HearingCommand.Arrive(party.value(), party, leg));
    }

    private List<HearingEvent> leave(LegId leg) {
        return submit(new HearingCommand.Leave("system", leg, EndReason.LEFT));
    }

    private List<HearingEvent> submit(HearingCommand command) {
        List<HearingEvent> events = Hearing.decide(state, command);
        record(events);
        return events;
    }

    private void record(List<HearingEvent> events) {
        for (HearingEvent.Recorded recorded : Hearing.record(state, events, CLERK, NOW)) {
            state = Hearing.apply(state, recorded);
        }
    }

    private void refused(HearingCommand command, Refusal refusal) {
        assertThatThrownBy(() -> Hearing.decide(state, command))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }
}
