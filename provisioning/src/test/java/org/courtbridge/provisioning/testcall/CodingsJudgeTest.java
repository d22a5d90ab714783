package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.provisioning.testcall.ProbeReport.BothWays;
import org.courtbridge.provisioning.testcall.ProbeReport.Coding;
import org.courtbridge.provisioning.testcall.ProbeReport.Codings;
import org.courtbridge.provisioning.testcall.ProbeReport.Withheld;
import org.junit.jupiter.api.Test;

class CodingsJudgeTest {

    private static final Coding G711 = new Coding(Optional.of("PCMA"), OptionalDouble.of(8_000));
    private static final Coding OPUS = new Coding(Optional.of("OPUS"), OptionalDouble.of(48_000));
    private static final Coding QCIF = new Coding(Optional.of("H261"), OptionalDouble.of(144));
    private static final Coding CIF = new Coding(Optional.of("H261"), OptionalDouble.of(288));
    private static final Coding HD = new Coding(Optional.of("H264"), OptionalDouble.of(720));

    private final CallJudge judge = judge(Limits.standard());

    private static CallJudge judge(Limits limits) {
        return new CallJudge(limits, new KnownClients(List.of()));
    }

    private static Codings codings(BothWays sound, BothWays picture) {
        return new Codings(Optional.of(sound), Optional.of(picture));
    }

    private static BothWays ways(Coding up, Coding down) {
        return new BothWays(Optional.of(up), Optional.of(down));
    }

    private Verdict sound(BothWays sound) {
        return judge.judge(codings(sound, ways(HD, HD)), Withheld.NOTHING).getFirst();
    }

    private Verdict picture(BothWays picture) {
        return judge.judge(codings(ways(G711, G711), picture), Withheld.NOTHING).getLast();
    }

    @Test
    void theWorseDirectionCounts() {
        assertThat(sound(ways(OPUS, G711)).figure()).hasValue(8_000);
        assertThat(sound(ways(OPUS, G711)).outcome()).isEqualTo(Outcome.PASS);
        assertThat(picture(ways(HD, CIF)).figure()).hasValue(288);
        assertThat(picture(ways(HD, CIF)).outcome()).isEqualTo(Outcome.PASS);
        assertThat(picture(ways(QCIF, HD)).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(picture(ways(HD, QCIF)).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** A court may ask for wide-band sound. */
    @Test
    void narrowBandSoundFailsWhereACourtSaysSo() {
        Limits own = Limits.standard().with(Map.of(Check.SOUND_CODING, new Limit(16_000, 8_000, "wide band")));
        assertThat(judge(own)
                        .judge(codings(ways(OPUS, G711), ways(HD, HD)), Withheld.NOTHING)
                        .getFirst()
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void whatWasNotAgreedFails() {
        for (BothWays none : List.of(
                new BothWays(Optional.empty(), Optional.empty()),
                new BothWays(Optional.of(HD), Optional.empty()),
                new BothWays(Optional.empty(), Optional.of(HD)))) {
            assertThat(picture(none).reason()).contains(Reason.NOT_AGREED);
        }
        assertThat(sound(new BothWays(Optional.of(OPUS), Optional.empty())).reason())
                .contains(Reason.NOT_AGREED);
    }

    @Test
    void whatAPlaceSaysThatItWithholdsDoesNot() {
        Withheld camera = new Withheld(Optional.empty(), Optional.of(Reason.NO_DEVICE));
        BothWays none = new BothWays(Optional.empty(), Optional.of(HD));
        assertThat(judge.judge(codings(ways(OPUS, OPUS), none), camera)
                        .getLast()
                        .doubt())
                .contains(Doubt.NO_MEDIA);
    }

    @Test
    void whatIsNotKnownIsNotTold() {
        assertThat(sound(ways(Coding.UNSEEN, OPUS)).doubt()).contains(Doubt.NO_MEDIA);
        assertThat(picture(ways(Coding.UNSEEN, QCIF)).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(judge.judge(Codings.UNKNOWN, Withheld.NOTHING))
                .extracting(Verdict::doubt)
                .containsOnly(Optional.of(Doubt.NOT_MEASURED));
    }

    @Test
    void namesTheCodingsToTheTechnician() {
        assertThat(sound(ways(G711, OPUS)).forTechnician(Locale.ENGLISH))
                .isEqualTo("Coding of the sound: 8000 Hz (limit ≥ 8000 Hz). From there: PCMA; to there: OPUS.");
        assertThat(picture(new BothWays(Optional.of(HD), Optional.empty())).forTechnician(Locale.ENGLISH))
                .endsWith("From there: H264; to there: none.");
        assertThat(picture(ways(HD, QCIF)).forTechnician(Locale.forLanguageTag("ru")))
                .endsWith("Оттуда: H264; туда: H261.");
        assertThat(picture(ways(HD, QCIF)).forTechnician(Locale.forLanguageTag("kk")))
                .endsWith("Ол жақтан: H264; ол жаққа: H261.");
        assertThat(picture(ways(HD, HD)).forPerson(Locale.ENGLISH)).isEqualTo("Coding of the picture: nothing wrong.");
    }
}
