package org.courtbridge.hearings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.junit.jupiter.api.Test;

/** The clerk's orders of who may speak: who is muted stays so, whatever calls come and go. */
class SpeakingRuleTest {

    private static final String CLERK = "user:clerk";
    private static final PartyId HALL = PartyId.device("hall");
    private static final PartyId WARD = PartyId.device("ward");
    private static final PartyId WITNESS = PartyId.participant("witness");
    private static final Instant NOW = Instant.parse("2026-12-03T05:00:00Z");

    private final Map<LegId, PartyId> calls = new LinkedHashMap<>();
    private HearingState state = HearingState.initial("h");
    private int legs;

    SpeakingRuleTest() {
        apply(Hearing.create("1001", "t"));
        submit(new HearingCommand.Invite(CLERK, HALL, "Зал", Admission.DIRECT));
        submit(new HearingCommand.Invite(CLERK, WARD, "Палата", Admission.DIRECT));
        submit(new HearingCommand.Start(CLERK));
        call(HALL);
        call(WARD);
    }

    private List<HearingEvent> submit(HearingCommand command) {
        List<HearingEvent> events = Hearing.decide(state, command);
        apply(events);
        return events;
    }

    private void apply(List<HearingEvent> events) {
        for (HearingEvent.Recorded recorded : Hearing.record(state, events, CLERK, NOW)) {
            state = Hearing.apply(state, recorded);
        }
    }

    private void refused(HearingCommand command, Refusal refusal) {
        assertThatThrownBy(() -> Hearing.decide(state, command))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    private void call(PartyId party) {
        LegId leg = new LegId("leg" + ++legs);
        calls.put(leg, party);
        submit(new HearingCommand.Arrive(party.value(), party, leg));
    }

    private void hangUp(PartyId party) {
        submit(new HearingCommand.Leave(
                "system", state.seat(party).orElseThrow().leg().orElseThrow(), EndReason.SIGNALLING_LOST));
    }

    private void comeIn(PartyId party) {
        submit(new HearingCommand.Invite(CLERK, party, "Куә", Admission.LOBBY));
        call(party);
        submit(new HearingCommand.Admit(CLERK, party));
    }

    private void rule(SpeakingRule rule) {
        submit(new HearingCommand.ChooseSpeakingRule(CLERK, rule));
    }

    private void preside(PartyId party) {
        submit(new HearingCommand.Preside(CLERK, party, true));
    }

    /** Who is heard of those who are connected. */
    private Set<String> heard() {
        Set<String> heard = new TreeSet<>();
        for (LegId leg : state.inside()) {
            if (!state.muted().contains(leg)) {
                heard.add(Optional.ofNullable(calls.get(leg)).orElseThrow().value());
            }
        }
        return heard;
    }

    private static Set<String> only(PartyId... parties) {
        Set<String> names = new TreeSet<>();
        for (PartyId party : parties) {
            names.add(party.value());
        }
        return names;
    }

    @Test
    void everybodyIsHeardWithoutAnOrder() {
        comeIn(WITNESS);
        assertThat(state.floor().rule()).isEqualTo(SpeakingRule.EVERYBODY);
        assertThat(heard()).isEqualTo(only(HALL, WARD, WITNESS));
    }

    @Test
    void allButWhoPresidesAreMutedAtOnceAndStaySoWhenTheyCallAgain() {
        preside(HALL);
        assertThat(submit(new HearingCommand.MuteAll(CLERK)))
                .containsExactly(new HearingEvent.MutingChanged(WARD, Muting.MUTED));
        assertThat(heard()).isEqualTo(only(HALL));
        call(WARD);
        assertThat(heard()).as("a second call in the place of the first").isEqualTo(only(HALL));
        hangUp(WARD);
        call(WARD);
        assertThat(heard()).as("a new call").isEqualTo(only(HALL));
        assertThat(submit(new HearingCommand.MuteAll(CLERK))).isEmpty();
    }

    @Test
    void whoHasNotComeYetIsMutedWithAll() {
        hangUp(WARD);
        submit(new HearingCommand.MuteAll(CLERK));
        call(WARD);
        assertThat(heard()).isEmpty();
    }

    @Test
    void whoComesInIsMutedUnderTheRuleOfEntry() {
        hangUp(WARD);
        rule(SpeakingRule.MUTED_AT_ENTRY);
        comeIn(WITNESS);
        call(WARD);
        assertThat(heard()).isEqualTo(only(HALL));
        submit(new HearingCommand.Mute(CLERK, WITNESS, Muting.HEARD));
        hangUp(WITNESS);
        call(WITNESS);
        assertThat(heard()).as("the clerk has let the witness speak").isEqualTo(only(HALL, WITNESS));
    }

    @Test
    void onlyWhoPresidesAndWhoHasTheFloorAreHeardUnderTheRuleOfTheFloor() {
        preside(HALL);
        rule(SpeakingRule.FLOOR_ONLY);
        comeIn(WITNESS);
        assertThat(heard()).isEqualTo(only(HALL));
        submit(new HearingCommand.GiveFloor(CLERK, WITNESS));
        assertThat(heard()).isEqualTo(only(HALL, WITNESS));
        submit(new HearingCommand.RaiseHand(WARD.value(), WARD));
        submit(new HearingCommand.GiveFloor(CLERK, WARD));
        assertThat(heard()).as("one at a time").isEqualTo(only(HALL, WARD));
        submit(new HearingCommand.LowerHand(CLERK, WARD));
        assertThat(heard()).isEqualTo(only(HALL));
        rule(SpeakingRule.EVERYBODY);
        assertThat(heard()).isEqualTo(only(HALL, WARD, WITNESS));
    }

    /** Also after a restart, and after a break. */
    @Test
    void nothingButAnOrderLiftsTheRuleOfTheFloor() {
        preside(HALL);
        rule(SpeakingRule.FLOOR_ONLY);
        submit(new HearingCommand.GiveFloor(CLERK, WARD));
        submit(new HearingCommand.Recover("system", NOW));
        call(HALL);
        call(WARD);
        assertThat(heard()).isEqualTo(only(HALL));
        submit(new HearingCommand.Adjourn(CLERK, ""));
        submit(new HearingCommand.Resume(CLERK));
        submit(new HearingCommand.ChooseLayout(CLERK, Layout.COURT));
        assertThat(heard()).isEqualTo(only(HALL));
    }

    @Test
    void whoIsMutedItselfIsNotHeardWhateverTheRule() {
        preside(HALL);
        submit(new HearingCommand.Mute(CLERK, HALL, Muting.MUTED));
        rule(SpeakingRule.FLOOR_ONLY);
        assertThat(heard()).isEmpty();
        submit(new HearingCommand.Mute(CLERK, HALL, Muting.HEARD));
        submit(new HearingCommand.TurnMicrophone(HALL.value(), HALL, false));
        assertThat(heard()).isEmpty();
    }

    @Test
    void aTurnHasItsBeginning() {
        submit(new HearingCommand.GiveFloor(CLERK, WARD));
        assertThat(state.floor().turn()).hasValue(new Floor.Turn(WARD, NOW));
        hangUp(WARD);
        assertThat(state.floor().turn()).isEmpty();
    }

    @Test
    void somebodyCanAlwaysSpeak() {
        refused(new HearingCommand.ChooseSpeakingRule(CLERK, SpeakingRule.FLOOR_ONLY), Refusal.NOBODY_PRESIDES);
        preside(HALL);
        rule(SpeakingRule.FLOOR_ONLY);
        refused(new HearingCommand.Preside(CLERK, HALL, false), Refusal.NOBODY_PRESIDES);
        preside(WARD);
        assertThat(submit(new HearingCommand.Preside(CLERK, HALL, false)))
                .containsExactly(new HearingEvent.PresidingEnded(HALL));
        assertThat(heard()).isEqualTo(only(WARD));
    }

    @Test
    void whoPresidesIsHeardFromThenOn() {
        rule(SpeakingRule.MUTED_AT_ENTRY);
        comeIn(WITNESS);
        preside(WITNESS);
        assertThat(heard()).isEqualTo(only(HALL, WARD, WITNESS));
        submit(new HearingCommand.Uninvite(CLERK, WITNESS));
        assertThat(state.floor().presiding()).isEmpty();
    }

    @Test
    void theFloorIsForWhoIsThere() {
        hangUp(WARD);
        refused(new HearingCommand.GiveFloor(CLERK, WARD), Refusal.NOT_INSIDE);
        submit(new HearingCommand.End(CLERK));
        refused(new HearingCommand.MuteAll(CLERK), Refusal.ENDED);
        refused(new HearingCommand.ChooseSpeakingRule(CLERK, SpeakingRule.EVERYBODY), Refusal.ENDED);
        refused(new HearingCommand.Preside(CLERK, HALL, true), Refusal.ENDED);
    }
}
