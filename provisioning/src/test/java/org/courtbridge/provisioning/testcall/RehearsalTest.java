package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.courtbridge.provisioning.testcall.Rehearsal.Answer;
import org.courtbridge.provisioning.testcall.Rehearsal.Because;
import org.courtbridge.provisioning.testcall.Rehearsal.Party;
import org.courtbridge.provisioning.testcall.Rehearsal.Sense;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();
    private static final Party JUDGE = speaking("judge", -20);
    private static final Party WITNESS = speaking("witness", -30);

    private static Party speaking(String id, double level) {
        return party(id, OptionalDouble.of(level), OptionalDouble.of(25), OptionalDouble.of(0.2), OptionalDouble.of(0));
    }

    private static Party party(
            String id,
            OptionalDouble sound,
            OptionalDouble pictures,
            OptionalDouble soundLoss,
            OptionalDouble pictureLoss) {
        return new Party(id, id, sound, pictures, soundLoss, pictureLoss, true, Map.of());
    }

    private static Answer answer(Rehearsal rehearsal, Party to, Party from, Sense sense) {
        return rehearsal.answers().stream()
                .filter(each -> each.to() == to && each.from() == from && each.sense() == sense)
                .findFirst()
                .orElseThrow();
    }

    private static Rehearsal of(Party... parties) {
        return Rehearsal.of(List.of(parties), Limits.standard());
    }

    @Test
    void whoAllHearAndSeeEachOtherAreReady() {
        Rehearsal rehearsal = of(JUDGE, WITNESS, speaking("room", -25));

        assertThat(rehearsal.answers()).hasSize(12).allMatch(each -> each.because() == Because.ARRIVES);
        assertThat(rehearsal.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void ofOnePartyOrNoneNothingCanBeTold() {
        assertThat(of().outcome()).isEqualTo(Outcome.COULD_NOT_TELL);
        assertThat(of(JUDGE).outcome()).isEqualTo(Outcome.COULD_NOT_TELL);
    }

    @Test
    void aMicrophoneThatIsOffFailsForAllWhoShouldHearIt() {
        Party muted = speaking("muted", -90);
        Rehearsal rehearsal = of(JUDGE, WITNESS, muted);

        assertThat(answer(rehearsal, JUDGE, muted, Sense.HEARS).because()).isEqualTo(Because.MUTED);
        assertThat(answer(rehearsal, WITNESS, muted, Sense.HEARS).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(answer(rehearsal, muted, JUDGE, Sense.HEARS).outcome()).isEqualTo(Outcome.PASS);
        assertThat(rehearsal.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void whoSendsNothingIsNeitherHeardNorSeen() {
        Party gone = party("gone", NONE, NONE, OptionalDouble.of(0), OptionalDouble.of(0));
        Rehearsal rehearsal = of(JUDGE, gone);

        assertThat(answer(rehearsal, JUDGE, gone, Sense.HEARS).because()).isEqualTo(Because.NOTHING_COMES);
        assertThat(answer(rehearsal, JUDGE, gone, Sense.SEES).because()).isEqualTo(Because.NOTHING_COMES);
    }

    @Test
    void thatNobodySpokeIsNoFault() {
        Party silent = speaking("silent", -60);
        Answer answer = answer(of(JUDGE, silent), JUDGE, silent, Sense.HEARS);

        assertThat(answer.outcome()).isEqualTo(Outcome.COULD_NOT_TELL);
        assertThat(answer.because()).isEqualTo(Because.NOBODY_SPOKE);
    }

    @Test
    void whatIsLostOnTheWayFailsForWhoMissesItAlone() {
        Party far = party(
                "far", OptionalDouble.of(-20), OptionalDouble.of(25), OptionalDouble.of(30), OptionalDouble.of(40));
        Rehearsal rehearsal = of(JUDGE, far);

        assertThat(answer(rehearsal, far, JUDGE, Sense.HEARS).because()).isEqualTo(Because.LOST);
        assertThat(answer(rehearsal, far, JUDGE, Sense.SEES).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(answer(rehearsal, JUDGE, far, Sense.HEARS).outcome()).isEqualTo(Outcome.PASS);
        assertThat(answer(rehearsal, JUDGE, far, Sense.SEES).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void whoReportsNothingIsNeverSaidToHear() {
        Party mute = party("mute", OptionalDouble.of(-20), OptionalDouble.of(25), NONE, NONE);
        Rehearsal rehearsal = of(JUDGE, mute);

        assertThat(answer(rehearsal, mute, JUDGE, Sense.HEARS).because()).isEqualTo(Because.NOT_REPORTED);
        assertThat(rehearsal.outcome()).isEqualTo(Outcome.COULD_NOT_TELL);
    }

    @Test
    void aPictureThatIsNotShownOrStandsStillFails() {
        Party old = new Party(
                "old",
                "old",
                OptionalDouble.of(-20),
                OptionalDouble.of(1),
                OptionalDouble.of(0),
                OptionalDouble.of(0),
                true,
                Map.of("judge", Because.GATEWAY_BUSY));
        Rehearsal rehearsal = of(JUDGE, WITNESS, old);

        assertThat(answer(rehearsal, old, JUDGE, Sense.SEES).because()).isEqualTo(Because.GATEWAY_BUSY);
        assertThat(answer(rehearsal, old, WITNESS, Sense.SEES).because()).isEqualTo(Because.ARRIVES);
        assertThat(answer(rehearsal, JUDGE, old, Sense.SEES).because()).isEqualTo(Because.STANDS_STILL);
    }

    @Test
    void aTelephoneSeesNothingAndIsReadyAllTheSame() {
        Party telephone = new Party(
                "telephone",
                "telephone",
                OptionalDouble.of(-20),
                OptionalDouble.of(25),
                OptionalDouble.of(0),
                NONE,
                false,
                Map.of());

        assertThat(of(JUDGE, telephone).outcome()).isEqualTo(Outcome.PASS);
    }
}
