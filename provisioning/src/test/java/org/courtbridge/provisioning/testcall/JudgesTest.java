package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.measure.line.LineMeter;
import org.courtbridge.codecs.measure.sound.Origin;
import org.courtbridge.codecs.measure.sound.SoundMeter;
import org.junit.jupiter.api.Test;

class JudgesTest {

    private static final int RATE = 16_000;
    private static final long PACKET = 20_000_000;

    private final SoundJudge sound = new SoundJudge(Limits.standard());
    private final LineJudge line = new LineJudge(Limits.standard());

    private static Verdict of(Check check, List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(verdict -> verdict.check() == check)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void passesNothingThatDidNotCome() {
        List<Verdict> verdicts = sound.judge(new SoundMeter(RATE, 1).report());
        assertThat(verdicts).extracting(Verdict::doubt).allMatch(doubt -> doubt.equals(Optional.of(Doubt.NO_MEDIA)));
        assertThat(line.judge(new LineMeter(AudioCodec.PCMA).report(PACKET)))
                .extracting(Verdict::outcome)
                .containsOnly(Outcome.COULD_NOT_TELL);
        assertThat(line.judgeRates(OptionalDouble.empty(), OptionalDouble.of(2_000)))
                .extracting(Verdict::outcome)
                .containsExactly(Outcome.COULD_NOT_TELL, Outcome.PASS);
    }

    @Test
    void failsAMutedMicrophoneAndPassesNothingElse() {
        SoundMeter meter = new SoundMeter(RATE, 1);
        meter.hear(new short[RATE], 0, RATE, Origin.RECEIVED);
        meter.probeBegins();
        meter.hear(new short[RATE * 5], 0, RATE * 5, Origin.RECEIVED);
        List<Verdict> verdicts = sound.judge(meter.report());
        assertThat(of(Check.MICROPHONE, verdicts).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.check() != Check.MICROPHONE)
                .extracting(Verdict::outcome)
                .containsOnly(Outcome.COULD_NOT_TELL);
    }

    @Test
    void failsNoiseAndKnowsNoSpeechInIt() {
        short[] noise = new short[RATE * 5];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (1_000 * random.nextGaussian());
        }
        SoundMeter meter = new SoundMeter(RATE, 1);
        meter.hear(noise, 0, noise.length, Origin.RECEIVED);
        List<Verdict> verdicts = sound.judge(meter.report());
        assertThat(of(Check.NOISE, verdicts).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(of(Check.MICROPHONE, verdicts).outcome()).isEqualTo(Outcome.PASS);
        assertThat(of(Check.SPEECH_LEVEL, verdicts).doubt()).contains(Doubt.NO_SPEECH);
        assertThat(of(Check.ECHO, verdicts).doubt()).contains(Doubt.NOT_MEASURED);
        assertThat(verdicts).extracting(Verdict::check).doesNotContain(Check.CHANNEL_BALANCE);
    }

    @Test
    void comparesChannelsBySpeechAlone() {
        short[] noise = new short[RATE * 10];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i += 2) {
            noise[i] = (short) (1_000 * random.nextGaussian());
            noise[i + 1] = (short) (10 * random.nextGaussian());
        }
        SoundMeter meter = new SoundMeter(RATE, 2);
        meter.hear(noise, 0, noise.length / 2, Origin.RECEIVED);
        assertThat(meter.report().channelBalance()).isPresent();
        List<Verdict> verdicts = sound.judge(meter.report());
        assertThat(of(Check.CHANNEL_BALANCE, verdicts).doubt()).contains(Doubt.NO_SPEECH);
        assertThat(verdicts).extracting(Verdict::check).isEqualTo(Check.of(Subject.SOUND));
    }

    @Test
    void failsALossyLine() {
        LineMeter meter = new LineMeter(AudioCodec.PCMA);
        for (int i = 0; i < 1_000; i++) {
            if (i % 10 != 0) {
                meter.packet(i, i * 160L, i * PACKET);
            }
        }
        meter.end(1_000 * PACKET);
        meter.roundTrip(700);
        List<Verdict> verdicts = line.judge(meter.report(1_000 * PACKET));
        assertThat(of(Check.LOSS, verdicts).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(of(Check.LONGEST_LOSS, verdicts).outcome()).isEqualTo(Outcome.PASS);
        assertThat(of(Check.ROUND_TRIP, verdicts).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(of(Check.LINE_QUALITY, verdicts).outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Nothing is published of Opus: however good the line, its quality is not known; but it may be known to be bad. */
    @Test
    void doesNotPassTheQualityOfOpus() {
        for (double roundTrip : new double[] {20, 3_000}) {
            LineMeter meter = new LineMeter(AudioCodec.OPUS);
            for (int i = 0; i < 500; i++) {
                meter.packet(i, i * 960L, i * PACKET);
            }
            meter.roundTrip(roundTrip);
            assertThat(of(Check.LINE_QUALITY, line.judge(meter.report(500 * PACKET)))
                            .outcome())
                    .isEqualTo(roundTrip < 100 ? Outcome.COULD_NOT_TELL : Outcome.FAIL);
        }
    }

    private LineMeter good(AudioCodec codec, int packets) {
        LineMeter meter = new LineMeter(codec);
        for (int i = 0; i < packets; i++) {
            meter.packet(i, (long) i * codec.clockRate() / 50, i * PACKET);
        }
        meter.roundTrip(20);
        return meter;
    }

    @Test
    void passesNoLineAfterFewPackets() {
        assertThat(line.judge(good(AudioCodec.PCMA, 250).report(250 * PACKET)))
                .filteredOn(verdict -> verdict.check() != Check.ROUND_TRIP)
                .extracting(Verdict::doubt)
                .containsOnly(Optional.of(Doubt.TOO_SHORT));
        assertThat(line.judge(good(AudioCodec.PCMA, 400).report(400 * PACKET)))
                .extracting(Verdict::outcome)
                .containsOnly(Outcome.PASS);
    }

    @Test
    void passesNoLineThatDied() {
        List<Verdict> died = line.judge(good(AudioCodec.PCMA, 500).report(750 * PACKET));
        assertThat(of(Check.LOSS, died).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(of(Check.LONGEST_LOSS, died).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(of(Check.LINE_QUALITY, died).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(line.judge(good(AudioCodec.OPUS, 500).report(750 * PACKET)))
                .filteredOn(verdict -> verdict.check() != Check.ROUND_TRIP)
                .extracting(Verdict::outcome)
                .containsOnly(Outcome.COULD_NOT_TELL);
    }
}
