package org.courtbridge.hearings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.junit.jupiter.api.Test;

/** Two rooms in session: which call fills which seat, and who keeps the floor and the screen. */
class SeatsAndFloorTest {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00Z");
    private static final PartyId FIRST = PartyId.device("first");
    private static final PartyId SECOND = PartyId.device("second");
    private static final LegId FIRST_LEG = new LegId("leg-1");
    private static final LegId SECOND_LEG = new LegId("leg-2");

    private HearingState state = HearingState.initial("h");

    SeatsAndFloorTest() {
        apply(Hearing.create("1001", "t"));
        submit(new HearingCommand.Invite("x", FIRST, "Зал 1", Admission.DIRECT));
        submit(new HearingCommand.Invite("x", SECOND, "Зал 2", Admission.DIRECT));
        submit(new HearingCommand.Arrive("x", FIRST, FIRST_LEG));
        submit(new HearingCommand.Arrive("x", SECOND, SECOND_LEG));
        submit(new HearingCommand.Start("x"));
    }

    private List<HearingEvent> submit(HearingCommand command) {
        List<HearingEvent> events = Hearing.decide(state, command);
        apply(events);
        return events;
    }

    private void apply(List<HearingEvent> events) {
        for (HearingEvent.Recorded recorded : Hearing.record(state, events, "x", NOW)) {
            state = Hearing.apply(state, recorded);
        }
    }

    private void refused(HearingCommand command, Refusal refusal) {
        assertThatThrownBy(() -> Hearing.decide(state, command))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    /** A room that changes its mind about asking takes the floor from nobody. */
    @Test
    void whoHasTheFloorKeepsItWhenAnotherLowersItsHandOrLeaves() {
        submit(new HearingCommand.RaiseHand("x", FIRST));
        submit(new HearingCommand.GiveFloor("x", FIRST));
        submit(new HearingCommand.RaiseHand("x", SECOND));
        submit(new HearingCommand.LowerHand("x", SECOND));
        assertThat(state.floor().hand(FIRST)).isEqualTo(Floor.Hand.FLOOR);
        assertThat(state.floor().hand(SECOND)).isEqualTo(Floor.Hand.DOWN);
        submit(new HearingCommand.Leave("x", SECOND_LEG, EndReason.LEFT));
        assertThat(state.floor().speaker()).contains(FIRST);
    }

    @Test
    void aScreenStaysWhenAnotherLeavesAndIsShownOnce() {
        submit(new HearingCommand.StartSharing("x", FIRST));
        assertThat(submit(new HearingCommand.StartSharing("x", FIRST)))
                .as("asked again")
                .isEmpty();
        submit(new HearingCommand.Leave("x", SECOND_LEG, EndReason.LEFT));
        assertThat(state.floor().isPresenting(FIRST)).isTrue();
    }

    @Test
    void aCallThatArrivesAgainIsTheSameCall() {
        assertThat(submit(new HearingCommand.Arrive("x", FIRST, FIRST_LEG))).isEmpty();
        refused(new HearingCommand.Arrive("x", SECOND, FIRST_LEG), Refusal.CALL_FILLS_ANOTHER_SEAT);
    }

    /** Knowing the PIN besides makes no second person of a call. */
    @Test
    void aCallThatFillsASeatGetsNoOtherByThePin() {
        PartyId guest = PartyId.guest("g");
        refused(new HearingCommand.Attend("x", guest, "Аурухана", FIRST_LEG), Refusal.CALL_FILLS_ANOTHER_SEAT);
        assertThat(state.seat(guest)).isEmpty();
    }

    @Test
    void aSeatHasAName() {
        refused(new HearingCommand.Invite("x", PartyId.device("third"), " ", Admission.DIRECT), Refusal.NAME_MISSING);
    }

    @Test
    void aCallThatIsReplacedIsGoneBeforeTheNextOneIsThere() {
        apply(List.of(new HearingEvent.Replaced(FIRST, FIRST_LEG)));
        assertThat(state.legs()).containsExactly(SECOND_LEG);
        assertThat(state.seatOf(FIRST_LEG)).isEmpty();
    }

    /** Nothing is made up for a trail that lacks an event. */
    @Test
    void aTrailThatNamesAPartyWithoutASeatIsDamaged() {
        PartyId nobody = PartyId.device("nobody");
        for (HearingEvent event : List.of(
                new HearingEvent.Admitted(nobody),
                new HearingEvent.Arrived(nobody, FIRST_LEG),
                new HearingEvent.Left(nobody, FIRST_LEG, EndReason.LEFT))) {
            assertThatThrownBy(() -> apply(List.of(event)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no seat for device:nobody");
        }
    }

    @Test
    void namesInLogsAreWhatTheyName() {
        assertThat(FIRST_LEG).hasToString("leg-1");
        assertThat(PartyId.participant("aigerim")).hasToString("participant:aigerim");
        assertThat(PartyId.guest("aigerim").isGuest()).isTrue();
        assertThat(PartyId.participant("guest:").isGuest()).isFalse();
        assertThat(LegId.random()).isNotEqualTo(LegId.random());
    }
}
