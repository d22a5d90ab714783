package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.courtbridge.codecs.measure.sound.SoundReport;
import org.junit.jupiter.api.Test;

/** Tests of the verdicts on the figures of sound, at the borders between one and another. */
class SoundJudgeTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();

    private final SoundJudge judge = new SoundJudge(Limits.standard());

    /** Of a good voice in a quiet room; a test changes what it is about. */
    private static final class Report {

        private int channels = 1;
        private double receivedSeconds = 10;
        private OptionalDouble digitalSilence = some(2);
        private OptionalDouble speechLevel = some(-26);
        private OptionalDouble hum = some(-70);
        private OptionalDouble pitch = some(180);
        private OptionalDouble syllableRate = some(5);
        private OptionalDouble channelBalance = some(3);
        private OptionalDouble echoLevel = some(-50);
        private OptionalDouble echoDelay = NONE;

        SoundReport made() {
            return new SoundReport(
                    channels,
                    10,
                    receivedSeconds,
                    digitalSilence,
                    6,
                    speechLevel,
                    some(0.6),
                    some(-63),
                    some(37),
                    some(0.02),
                    hum,
                    some(50),
                    some(0.4),
                    some(1),
                    some(30),
                    some(7_000),
                    some(88),
                    pitch,
                    syllableRate,
                    channelBalance,
                    some(0.9),
                    echoLevel,
                    echoDelay);
        }
    }

    private static OptionalDouble some(double figure) {
        return OptionalDouble.of(figure);
    }

    private Verdict verdict(Check check, Report report) {
        return judge.judge(report.made()).stream()
                .filter(verdict -> verdict.check() == check)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachCheckIsOfItsOwnFigure() {
        Report report = new Report();
        report.channels = 2;
        Map<Check, Double> figures = new EnumMap<>(Check.class);
        for (Verdict verdict : judge.judge(report.made())) {
            assertThat(verdict.outcome()).as("%s", verdict.check()).isEqualTo(Outcome.PASS);
            figures.put(verdict.check(), verdict.figure().orElseThrow());
        }
        assertThat(figures)
                .isEqualTo(Map.ofEntries(
                        Map.entry(Check.MICROPHONE, 2.0),
                        Map.entry(Check.SPEECH_LEVEL, -26.0),
                        Map.entry(Check.SPEECH_TOO_LOUD, -26.0),
                        Map.entry(Check.NOISE, -63.0),
                        Map.entry(Check.SIGNAL_TO_NOISE, 37.0),
                        Map.entry(Check.CLIPPING, 0.02),
                        Map.entry(Check.HUM, -70.0),
                        Map.entry(Check.DROP_OUTS, 0.4),
                        Map.entry(Check.HALF_RATE, 88.0),
                        Map.entry(Check.PLAYBACK_RATE, 180.0),
                        Map.entry(Check.CHANNEL_BALANCE, 3.0),
                        Map.entry(Check.CHANNEL_PHASE, 0.9),
                        Map.entry(Check.ECHO, -50.0)));
    }

    @Test
    void threeSecondsAreEnoughAndLessAreNot() {
        Report report = new Report();
        report.receivedSeconds = 3;
        assertThat(judge.judge(report.made())).extracting(Verdict::outcome).containsOnly(Outcome.PASS);
        report.receivedSeconds = 2.99;
        assertThat(judge.judge(report.made()))
                .isNotEmpty()
                .allMatch(verdict -> verdict.doubt().orElseThrow() == Doubt.TOO_SHORT);
        report.receivedSeconds = 0;
        assertThat(judge.judge(report.made()))
                .isNotEmpty()
                .allMatch(verdict -> verdict.doubt().orElseThrow() == Doubt.NO_MEDIA);
    }

    @Test
    void channelsAreComparedWhereThereAreTwo() {
        List<Check> ofChannels = List.of(Check.CHANNEL_BALANCE, Check.CHANNEL_PHASE);
        Report report = new Report();
        assertThat(judge.judge(report.made()))
                .extracting(Verdict::check)
                .doesNotContainAnyElementsOf(ofChannels)
                .hasSize(Check.of(Subject.SOUND).size() - 2);
        report.channels = 2;
        report.channelBalance = some(25);
        assertThat(verdict(Check.CHANNEL_BALANCE, report).outcome()).isEqualTo(Outcome.FAIL);
        report.speechLevel = NONE;
        assertThat(verdict(Check.CHANNEL_BALANCE, report).doubt()).contains(Doubt.NO_SPEECH);
    }

    /** A voice of ordinary height may be a deep one, played too fast, if it speaks faster than people do. */
    @Test
    void fastSpeechOfOrdinaryHeightIsNotJudged() {
        Report report = new Report();
        report.syllableRate = some(8.3);
        assertThat(verdict(Check.PLAYBACK_RATE, report).outcome()).isEqualTo(Outcome.PASS);
        report.syllableRate = some(8.4);
        assertThat(verdict(Check.PLAYBACK_RATE, report).doubt()).contains(Doubt.NOT_MEASURED);
        report.pitch = some(400);
        assertThat(verdict(Check.PLAYBACK_RATE, report).outcome()).isEqualTo(Outcome.FAIL);
        report.pitch = some(180);
        report.syllableRate = NONE;
        assertThat(verdict(Check.PLAYBACK_RATE, report).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void aMutedMicrophoneSaysNothingOfTheRoom() {
        Report report = new Report();
        report.digitalSilence = some(97);
        assertThat(verdict(Check.NOISE, report).outcome()).isEqualTo(Outcome.PASS);
        report.digitalSilence = some(98);
        assertThat(verdict(Check.MICROPHONE, report).outcome()).isEqualTo(Outcome.FAIL);
        for (Check check : List.of(Check.NOISE, Check.HUM, Check.ECHO)) {
            assertThat(verdict(check, report).doubt()).as("%s", check).contains(Doubt.NOT_MEASURED);
        }
    }

    @Test
    void anEchoFailsOnlyIfItWasHeard() {
        Report report = new Report();
        report.echoLevel = some(-20);
        assertThat(verdict(Check.ECHO, report).doubt()).contains(Doubt.NOT_MEASURED);
        assertThat(verdict(Check.ECHO, report).figure()).isEmpty();
        report.echoDelay = some(120);
        assertThat(verdict(Check.ECHO, report).outcome()).isEqualTo(Outcome.FAIL);
        report.echoLevel = some(-35);
        assertThat(verdict(Check.ECHO, report).doubt()).contains(Doubt.BORDERLINE);
    }

    @Test
    void saysThatNobodySpokeWhereTheFigureIsOneOfSpeech() {
        Report report = new Report();
        report.speechLevel = NONE;
        assertThat(verdict(Check.SPEECH_LEVEL, report).doubt()).contains(Doubt.NO_SPEECH);
        report.speechLevel = some(-26);
        report.pitch = NONE;
        assertThat(verdict(Check.PLAYBACK_RATE, report).doubt()).contains(Doubt.NOT_MEASURED);
        report.hum = NONE;
        assertThat(verdict(Check.HUM, report).doubt()).contains(Doubt.NOT_MEASURED);
    }
}
