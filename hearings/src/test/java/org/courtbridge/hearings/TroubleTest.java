package org.courtbridge.hearings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.ReportTrouble;
import org.courtbridge.hearings.HearingCommand.SeeTrouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Problems that parties report, before a hearing and in it. */
class TroubleTest {

    private static final PartyId WITNESS = PartyId.participant("w");
    private static final PartyId ROOM = PartyId.device("r");

    private HearingState state = HearingState.initial("h");
    private Instant now = Instant.parse("2026-12-02T04:00:00Z");

    TroubleTest() {
        apply(Hearing.create("1001", "t"), "system");
        submit(new HearingCommand.Invite("user:clerk", WITNESS, "Ұлан", Admission.LOBBY));
        submit(new HearingCommand.Invite("user:clerk", ROOM, "Зал", Admission.DIRECT));
    }

    private List<HearingEvent> submit(HearingCommand command) {
        List<HearingEvent> events = Hearing.decide(state, command);
        apply(events, command.actor());
        return events;
    }

    private void apply(List<HearingEvent> events, String actor) {
        for (HearingEvent.Recorded recorded : Hearing.record(state, events, actor, now)) {
            state = Hearing.apply(state, recorded);
        }
    }

    private List<HearingEvent> report(PartyId party, TroubleKind kind, String text) {
        return submit(new ReportTrouble(party.value(), party, kind, text));
    }

    private void refused(HearingCommand command, Refusal refusal) {
        assertThatThrownBy(() -> Hearing.decide(state, command))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    @Test
    void isThereUntilSomebodyHasSeenIt() {
        assertThat(report(WITNESS, TroubleKind.NO_SOUND, " Дыбыс жоқ "))
                .containsExactly(new HearingEvent.TroubleReported(WITNESS, TroubleKind.NO_SOUND, "Дыбыс жоқ"));
        Trouble trouble = state.troubles().getFirst();
        assertThat(trouble)
                .isEqualTo(new Trouble(state.lastEvent(), WITNESS, TroubleKind.NO_SOUND, "Дыбыс жоқ", 1, now, now));
        assertThat(submit(new SeeTrouble("user:clerk", trouble.number())))
                .containsExactly(new HearingEvent.TroubleSeen(WITNESS, trouble.number()));
        assertThat(state.troubles()).isEmpty();
        assertThat(submit(new SeeTrouble("user:judge", trouble.number())))
                .as("a moment later")
                .isEmpty();
    }

    @Test
    void theSameAgainIsCountedAndAnotherIsNot() {
        report(WITNESS, TroubleKind.NO_SOUND, "");
        long number = state.lastEvent();
        Instant first = now;
        now = now.plusSeconds(60);
        assertThat(report(WITNESS, TroubleKind.NO_SOUND, ""))
                .containsExactly(new HearingEvent.TroubleRepeated(WITNESS, number));
        assertThat(state.troubles())
                .containsExactly(new Trouble(number, WITNESS, TroubleKind.NO_SOUND, "", 2, first, now));
        report(WITNESS, TroubleKind.NO_SOUND, "и эхо");
        report(WITNESS, TroubleKind.NO_PICTURE, "");
        report(ROOM, TroubleKind.NO_SOUND, "");
        assertThat(state.troubles()).extracting(Trouble::times).containsExactly(2, 1, 1, 1);
    }

    /** Who reported before, and hears nothing, is heard anew. */
    @Test
    void whatWasSeenCanBeReportedAnew() {
        report(WITNESS, TroubleKind.NO_SOUND, "");
        submit(new SeeTrouble("user:clerk", state.lastEvent()));
        assertThat(report(WITNESS, TroubleKind.NO_SOUND, ""))
                .containsExactly(new HearingEvent.TroubleReported(WITNESS, TroubleKind.NO_SOUND, ""));
    }

    @Test
    void isReportedBeforeTheHearingAndInItByWhoIsNotConnected() {
        report(WITNESS, TroubleKind.CANNOT_COME, "");
        submit(new HearingCommand.Start("user:clerk"));
        report(WITNESS, TroubleKind.NO_CONNECTION, "");
        submit(new HearingCommand.CloseSession("user:clerk"));
        report(WITNESS, TroubleKind.OTHER, "");
        assertThat(state.troubles()).hasSize(3);
        submit(new HearingCommand.End("user:clerk"));
        refused(new ReportTrouble("x", WITNESS, TroubleKind.OTHER, ""), Refusal.ENDED);
        submit(new SeeTrouble("user:clerk", state.troubles().getFirst().number()));
        assertThat(state.troubles()).as("seen after the hearing").hasSize(2);
    }

    @Test
    void whoHasNoSeatReportsNothingAndWhoLosesItTakesItAlong() {
        refused(new ReportTrouble("x", PartyId.participant("other"), TroubleKind.OTHER, ""), Refusal.NOT_INVITED);
        report(WITNESS, TroubleKind.CANNOT_COME, "");
        report(ROOM, TroubleKind.NO_PICTURE, "");
        submit(new HearingCommand.Uninvite("user:clerk", WITNESS));
        assertThat(state.troubles()).extracting(Trouble::party).containsExactly(ROOM);
    }

    @Test
    void noMoreWaitThanSomebodyWouldRead() {
        for (int i = 0; i < Trouble.MOST_UNSEEN; i++) {
            report(WITNESS, TroubleKind.OTHER, "№ " + i);
        }
        refused(new ReportTrouble("x", WITNESS, TroubleKind.OTHER, "№ 11"), Refusal.TROUBLES_UNSEEN);
        assertThat(report(WITNESS, TroubleKind.OTHER, "№ 0")).hasSize(1);
        assertThat(report(ROOM, TroubleKind.OTHER, "")).as("of another party").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u0085b", "a\u2028b", "\u202Eabc", "a\uD800b", "a\u2069b"})
    void controlCharactersAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReportTrouble("x", WITNESS, TroubleKind.OTHER, text))
                .withMessageStartingWith("text: ");
    }

    /** Characters are counted as people do, not as UTF-16 has them. */
    @Test
    void threeHundredCharactersAreEnough() {
        String most = "😀".repeat(ReportTrouble.MOST_CHARACTERS);
        assertThat(new ReportTrouble("x", WITNESS, TroubleKind.OTHER, " " + most).text())
                .isEqualTo(most);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReportTrouble("x", WITNESS, TroubleKind.OTHER, most + "ә"))
                .withMessage("text: 301 characters (expected: at most 300)");
    }

    @Test
    void logsHaveNothingOfWhatWasWritten() {
        report(WITNESS, TroubleKind.OTHER, "у меня инфаркт");
        assertThat(new ReportTrouble("x", WITNESS, TroubleKind.OTHER, "инфаркт").toString())
                .doesNotContain("инфаркт");
        assertThat(state.troubles().toString() + state).doesNotContain("инфаркт");
        assertThat(new HearingEvent.TroubleReported(WITNESS, TroubleKind.OTHER, "инфаркт").toString())
                .doesNotContain("инфаркт");
    }
}
