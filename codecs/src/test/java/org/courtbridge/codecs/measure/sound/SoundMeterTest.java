package org.courtbridge.codecs.measure.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoundMeterTest {

    private static final int RATE = 16_000;
    private static final double SECONDS = 8;

    private final SyntheticVoice voice = new SyntheticVoice(RATE, 1);
    private final float[] speech = voice.speak(SECONDS, 140, -30);
    private final float[] room = voice.noise(SECONDS, -65);
    private final float[] usual = SyntheticVoice.mix(speech, room);

    private static SoundReport measure(float[] sound) {
        return measure(RATE, 1, SyntheticVoice.pcm(sound));
    }

    private static SoundReport measure(int rate, int channels, short[] pcm) {
        SoundMeter meter = new SoundMeter(rate, channels);
        meter.hear(pcm, 0, pcm.length / channels, Origin.RECEIVED);
        return meter.report();
    }

    @Test
    void measuresSpeechOverNoise() {
        SoundReport report = measure(usual);
        assertThat(report.speechLevel().orElseThrow()).isBetween(-29.5, -26.0);
        assertThat(report.noiseFloor().orElseThrow()).isCloseTo(-65, within(1.5));
        assertThat(report.signalToNoise().orElseThrow())
                .isCloseTo(
                        report.speechLevel().orElseThrow() - report.noiseFloor().orElseThrow(), within(1e-9));
        assertThat(report.digitalSilence()).hasValue(0);
        assertThat(report.pitch().orElseThrow()).isCloseTo(140, within(8.0));
        assertThat(report.clipping().orElseThrow()).isLessThan(0.2);
        assertThat(report.dropOuts()).hasValue(0);
        assertThat(report.hum().orElseThrow()).isLessThan(-70);
        assertThat(report.bandwidthShare().orElseThrow()).isGreaterThan(90);
    }

    @Test
    void hasNoFigureForWhatWasNotThere() {
        SoundReport nothing = new SoundMeter(RATE, 1).report();
        Stream.of(
                        nothing.digitalSilence(),
                        nothing.speechLevel(),
                        nothing.noiseFloor(),
                        nothing.signalToNoise(),
                        nothing.clipping(),
                        nothing.hum(),
                        nothing.dropOuts(),
                        nothing.bandwidthShare(),
                        nothing.pitch(),
                        nothing.channelBalance(),
                        nothing.echoLevel())
                .forEach(figure -> assertThat(figure).isEmpty());

        SoundReport nobody = measure(room);
        assertThat(nobody.noiseFloor()).isPresent();
        assertThat(nobody.speechSeconds()).isZero();
        Stream.of(nobody.speechLevel(), nobody.signalToNoise(), nobody.clipping(), nobody.dropOuts(), nobody.pitch())
                .forEach(figure -> assertThat(figure).isEmpty());
    }

    @Test
    void takesNoMachineForSpeech() {
        float[] hum = SyntheticVoice.tone(RATE, SECONDS, 100, -30);
        float[] keyboard = new float[(int) (RATE * SECONDS)];
        Random random = new Random(2);
        for (int stroke = 0; stroke < 40; stroke++) {
            int at = random.nextInt(keyboard.length - 400);
            for (int i = 0; i < 400; i++) {
                keyboard[at + i] += (float) (0.2 * random.nextGaussian() * Math.exp(-i / 60.0));
            }
        }
        Stream.of(hum, voice.noise(SECONDS, -30), keyboard)
                .map(noise -> measure(SyntheticVoice.mix(noise, room)))
                .forEach(report ->
                        assertThat(report.speechLevel()).as("%s", report).isEmpty());
    }

    @Test
    void tellsDigitalSilenceFromAQuietMicrophone() {
        assertThat(measure(new float[RATE * 3]).digitalSilence()).hasValue(100);
        assertThat(measure(voice.noise(3, -84)).digitalSilence()).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {12, 20})
    void findsFlattenedTops(double over) {
        double gain = Math.pow(10, over / 20);
        float loudest = 0;
        for (float sample : usual) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        float[] clipped = usual.clone();
        for (int i = 0; i < clipped.length; i++) {
            // Cut off 3 dB below full scale, as before a resampler.
            clipped[i] = (float) Math.max(-0.7, Math.min(0.7, clipped[i] * gain / loudest));
        }
        assertThat(measure(clipped).clipping().orElseThrow()).isGreaterThan(0.7);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 60})
    void findsHum(int mains) {
        float[] hum = SyntheticVoice.mix(
                SyntheticVoice.tone(RATE, SECONDS, mains, -50),
                SyntheticVoice.tone(RATE, SECONDS, 2 * mains, -44),
                SyntheticVoice.tone(RATE, SECONDS, 3 * mains, -50));
        SoundReport report = measure(SyntheticVoice.mix(usual, hum));
        assertThat(report.hum().orElseThrow()).isCloseTo(-42.2, within(1.5));
        assertThat(report.humFrequency()).hasValue(mains);
    }

    @Test
    void countsWhatIsMissingInSpeech() {
        float[] broken = usual.clone();
        int cuts = 0;
        for (int second = 0; second < 8; second++) {
            for (double at : new double[] {0.1, 0.35, 0.6, 0.85}) {
                int from = (int) ((second + at) * RATE);
                if ((second + at) % 2 < 1.4) {
                    Arrays.fill(broken, from, from + RATE / 25, 0);
                    cuts++;
                }
            }
        }
        SoundReport report = measure(broken);
        assertThat(report.dropOutCount().orElseThrow()).isBetween(cuts * 0.7, cuts * 1.0);
        assertThat(report.longestDropOut().orElseThrow()).isBetween(30.0, 45.0);
        assertThat(report.dropOuts().orElseThrow()).isGreaterThan(8);
    }

    @Test
    void countsWhatWasMadeUp() {
        SoundMeter meter = new SoundMeter(RATE, 1);
        short[] pcm = SyntheticVoice.pcm(usual);
        int frame = RATE / 50;
        for (int i = 0; i < pcm.length / frame; i++) {
            meter.hear(pcm, i * frame, frame, i % 10 == 6 ? Origin.MADE_UP : Origin.RECEIVED);
        }
        SoundReport report = meter.report();
        assertThat(report.receivedSeconds()).isCloseTo(0.9 * report.seconds(), within(0.05));
        assertThat(report.dropOuts().orElseThrow()).isBetween(5.0, 12.0);
    }

    @Test
    void countsALongBreakAndOneThatDoesNotEnd() {
        short[] pcm = SyntheticVoice.pcm(usual);
        int frame = RATE / 50;
        for (double[] broken : new double[][] {{2.62, 4.62}, {6.62, SECONDS}}) {
            SoundMeter meter = new SoundMeter(RATE, 1);
            for (int i = 0; i < pcm.length / frame; i++) {
                boolean lost = i >= broken[0] * 50 && i < broken[1] * 50;
                meter.hear(pcm, i * frame, frame, lost ? Origin.MADE_UP : Origin.RECEIVED);
            }
            SoundReport report = meter.report();
            assertThat(report.dropOutCount()).hasValue(1);
            assertThat(report.longestDropOut()).hasValue(Math.round(1_000 * (broken[1] - broken[0])));
            assertThat(report.dropOuts().orElseThrow()).isGreaterThan(15);
        }
    }

    @Test
    void takesAMutedMicrophoneForNoDropOut() {
        float[] muted = usual.clone();
        Arrays.fill(muted, (int) (2.62 * RATE), (int) (4.62 * RATE), 0);
        Arrays.fill(muted, (int) (7.12 * RATE), muted.length, 0);
        assertThat(measure(muted).dropOutCount().orElse(0)).isZero();
    }

    /** Muted for a part of the time, the room is as noisy as it was. */
    @Test
    void measuresNoiseAndHumBesideDigitalSilence() {
        float[] noise = voice.noise(SECONDS, -35);
        float[] hum = SyntheticVoice.mix(SyntheticVoice.tone(RATE, SECONDS, 50, -42), room);
        float[] spoken = SyntheticVoice.mix(speech, noise);
        for (float[] sound : new float[][] {noise, hum, spoken}) {
            Arrays.fill(sound, 0, (int) (0.3 * sound.length), 0);
        }
        assertThat(measure(noise).noiseFloor().orElseThrow()).isCloseTo(-35, within(1.5));
        assertThat(measure(hum).hum().orElseThrow()).isCloseTo(-42, within(1.5));
        SoundReport report = measure(spoken);
        assertThat(report.noiseFloor().orElseThrow()).isCloseTo(-35, within(2.5));
        assertThat(report.signalToNoise().orElse(0)).isLessThan(12);
        short[] hardly = SyntheticVoice.pcm(SyntheticVoice.mix(new float[RATE * 3], voice.noise(0.3, -35)));
        assertThat(measure(RATE, 1, hardly).noiseFloor()).isEmpty();
    }

    @Test
    void hearsNoProbeInDigitalSilence() {
        SoundReport muted = withEcho(new float[(int) (RATE * SECONDS)], -200, 100);
        assertThat(muted.echoLevel()).isEmpty();
        assertThat(muted.echoDelay()).isEmpty();
        float[] half = room.clone();
        Arrays.fill(half, 2 * RATE, 4 * RATE, 0);
        assertThat(withEcho(half, -200, 100).echoLevel()).isEmpty();
    }

    /** A voice may rise for a moment just as the probe does. */
    @Test
    void takesNoGlideForTheProbe() {
        float[] glide = room.clone();
        double seconds = 0.4;
        for (int i = 0; i < seconds * RATE; i++) {
            double t = (double) i / RATE;
            glide[2 * RATE + i] +=
                    (float) (0.1 * Math.sin(2 * Math.PI * (900 * t + 775 * t * t)) * Math.sin(Math.PI * t / seconds));
        }
        SoundReport report = withEcho(glide, -200, 100);
        assertThat(report.echoDelay()).isEmpty();
        assertThat(report.echoLevel().orElseThrow()).isGreaterThan(-40);
    }

    /** Wherever within 20 ms it begins. */
    @Test
    void countsTheDelayOfAnEchoFromTheProbesBegin() {
        float[] probe = Probe.samples(RATE);
        for (int begin : new int[] {RATE, RATE + 160, RATE + 319}) {
            float[] heard = room.clone();
            for (int i = 0; i < probe.length; i++) {
                heard[begin + RATE / 10 + i] += 0.1f * probe[i];
            }
            short[] pcm = SyntheticVoice.pcm(heard);
            SoundMeter meter = new SoundMeter(RATE, 1);
            meter.hear(pcm, 0, begin, Origin.RECEIVED);
            meter.probeBegins();
            meter.hear(pcm, begin, pcm.length - begin, Origin.RECEIVED);
            assertThat(meter.report().echoDelay().orElseThrow()).isCloseTo(100, within(0.5));
        }
    }

    @Test
    void cannotTellWhatIsMissingWhereNoRoomIsHeard() {
        float[] gated = speech.clone();
        for (int i = 0; i < 20; i++) {
            Arrays.fill(gated, i * 6_000 + 1_000, i * 6_000 + 1_800, 0);
        }
        assertThat(measure(gated).dropOuts()).isEmpty();
    }

    @Test
    void findsHalfTheRate() {
        SyntheticVoice narrow = new SyntheticVoice(8_000, 1);
        float[] low = SyntheticVoice.mix(narrow.speak(SECONDS, 140, -30), narrow.noise(SECONDS, -65));
        float[] twice = new float[low.length * 2];
        for (int i = 0; i < twice.length; i++) {
            double sum = 0;
            for (int k = i / 2 - 24; k <= i / 2 + 24; k++) {
                if (k >= 0 && k < low.length) {
                    double x = i / 2.0 - k;
                    double sinc = x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
                    sum += low[k] * sinc * (0.5 + 0.5 * Math.cos(Math.PI * x / 25));
                }
            }
            twice[i] = (float) sum;
        }
        assertThat(measure(twice).bandwidthShare().orElseThrow()).isLessThan(60);
        assertThat(measure(8_000, 1, SyntheticVoice.pcm(low)).bandwidthShare().orElseThrow())
                .isGreaterThan(90);
    }

    @Test
    void comparesTwoChannels() {
        float[] opposite = usual.clone();
        for (int i = 0; i < opposite.length; i++) {
            opposite[i] = -opposite[i];
        }
        SoundReport alike = measure(RATE, 2, SyntheticVoice.stereo(usual, usual));
        assertThat(alike.channelBalance().orElseThrow()).isLessThan(0.1);
        assertThat(alike.channelCorrelation().orElseThrow()).isCloseTo(1, within(0.001));
        assertThat(measure(RATE, 2, SyntheticVoice.stereo(usual, opposite))
                        .channelCorrelation()
                        .orElseThrow())
                .isCloseTo(-1, within(0.001));
        SoundReport dead = measure(RATE, 2, SyntheticVoice.stereo(usual, new float[usual.length]));
        assertThat(dead.channelBalance().orElseThrow()).isGreaterThan(60);
        assertThat(dead.channelCorrelation()).isEmpty();
    }

    /** The noise of one air conditioner, and an offset that both have, are in phase in any wiring. */
    @Test
    void tellsThePhaseOfChannelsFromSpeechAlone() {
        assertThat(measure(RATE, 2, SyntheticVoice.stereo(room, room)).channelCorrelation())
                .isEmpty();
        float[] left = SyntheticVoice.mix(speech, SyntheticVoice.tone(RATE, SECONDS, 200, -60));
        float[] right = new float[left.length];
        for (int i = 0; i < left.length; i++) {
            right[i] = 0.05f - left[i];
            left[i] += 0.05f;
        }
        assertThat(measure(RATE, 2, SyntheticVoice.stereo(left, right))
                        .channelCorrelation()
                        .orElseThrow())
                .isCloseTo(-1, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-10, -25, -35})
    void hearsOurProbeComeBack(double level) {
        SoundReport report = withEcho(room, level, 230);
        assertThat(report.echoLevel().orElseThrow()).isCloseTo(level, within(1.0));
        assertThat(report.echoDelay().orElseThrow()).isCloseTo(230, within(0.5));
    }

    @Test
    void hearsOurProbeWhileSomebodySpeaks() {
        SoundReport report = withEcho(usual, -22, 410);
        assertThat(report.echoLevel().orElseThrow()).isCloseTo(-22, within(2.5));
        assertThat(report.echoDelay().orElseThrow()).isCloseTo(410, within(0.5));
    }

    @Test
    void saysHowLoudAnEchoMayBeThatItDoesNotHear() {
        SoundReport quiet = withEcho(room, -150, 100);
        assertThat(quiet.echoDelay()).isEmpty();
        assertThat(quiet.echoLevel().orElseThrow()).isLessThan(-45);
        assertThat(withEcho(usual, -150, 100).echoLevel().orElseThrow()).isBetween(-45.0, -15.0);
    }

    private SoundReport withEcho(float[] there, double level, int delayMs) {
        SoundMeter meter = new SoundMeter(RATE, 1);
        float[] heard = there.clone();
        float[] probe = Probe.samples(RATE);
        float gain = (float) Math.pow(10, level / 20);
        int begin = RATE;
        for (int i = 0; i < probe.length; i++) {
            heard[begin + RATE * delayMs / 1_000 + i] += gain * probe[i];
        }
        short[] pcm = SyntheticVoice.pcm(heard);
        meter.hear(pcm, 0, begin, Origin.RECEIVED);
        meter.probeBegins();
        meter.hear(pcm, begin, pcm.length - begin, Origin.RECEIVED);
        return meter.report();
    }

    @Test
    void measuresTheSameAtEveryRateAndInEveryPiece() {
        for (int rate : new int[] {8_000, 16_000, 24_000, 32_000, 48_000}) {
            SyntheticVoice at = new SyntheticVoice(rate, 3);
            short[] pcm = SyntheticVoice.pcm(SyntheticVoice.mix(at.speak(6, 120, -30), at.noise(6, -65)));
            SoundReport whole = measure(rate, 1, pcm);
            SoundMeter pieces = new SoundMeter(rate, 1);
            Random random = new Random(4);
            for (int done = 0; done < pcm.length; ) {
                int count = Math.min(1 + random.nextInt(700), pcm.length - done);
                pieces.hear(pcm, done, count, Origin.RECEIVED);
                done += count;
            }
            assertThat(pieces.report()).isEqualTo(whole);
            assertThat(whole.noiseFloor().orElseThrow()).isCloseTo(-65, within(1.5));
            assertThat(whole.pitch().orElseThrow()).isCloseTo(120, within(8.0));
        }
    }

    @Test
    void followsTheLatestMinute() {
        SoundMeter meter = new SoundMeter(8_000, 1);
        SyntheticVoice at = new SyntheticVoice(8_000, 5);
        short[] loud = SyntheticVoice.pcm(at.noise(30, -30));
        short[] quiet = SyntheticVoice.pcm(at.noise(30, -60));
        meter.hear(loud, 0, loud.length, Origin.RECEIVED);
        for (int i = 0; i < 3; i++) {
            meter.hear(quiet, 0, quiet.length, Origin.RECEIVED);
        }
        SoundReport report = meter.report();
        assertThat(report.seconds()).isEqualTo(60);
        assertThat(report.receivedSeconds()).isEqualTo(60);
        assertThat(report.noiseFloor().orElseThrow()).isCloseTo(-60, within(1.5));
    }

    /** Who was too loud and distorted at first, and turned it down, is not held to that for good. */
    @Test
    void forgetsWhatIsLongerAgo() {
        SyntheticVoice at = new SyntheticVoice(8_000, 5);
        float[] quiet = SyntheticVoice.mix(at.speak(65, 140, -35), at.noise(65, -65));
        float[] loud = new float[8_000 * 20];
        for (int i = 0; i < loud.length; i++) {
            loud[i] = Math.clamp(quiet[i] * 60, -0.9f, 0.9f);
        }
        SoundMeter turnedDown = new SoundMeter(8_000, 1);
        turnedDown.hear(SyntheticVoice.pcm(loud), 0, loud.length, Origin.RECEIVED);
        assertThat(turnedDown.report().clipping().orElseThrow()).isGreaterThan(2);
        turnedDown.hear(SyntheticVoice.pcm(quiet), 0, quiet.length, Origin.RECEIVED);
        SoundMeter alone = new SoundMeter(8_000, 1);
        alone.hear(SyntheticVoice.pcm(quiet), 0, quiet.length, Origin.RECEIVED);
        SoundReport report = turnedDown.report();
        SoundReport other = alone.report();
        assertThat(report.speechLevel().orElseThrow())
                .isCloseTo(other.speechLevel().orElseThrow(), within(0.2));
        assertThat(report.clipping().orElseThrow()).isCloseTo(other.clipping().orElseThrow(), within(0.02));
        assertThat(report.bandwidthShare()).isEqualTo(other.bandwidthShare());
        turnedDown.hear(new short[60 * 8_000], 0, 60 * 8_000, Origin.MADE_UP);
        assertThat(turnedDown.report().receivedSeconds()).isZero();
    }

    @Test
    void allocatesNothingWhileItHears() {
        SoundMeter meter = new SoundMeter(RATE, 1);
        short[] pcm = SyntheticVoice.pcm(usual);
        meter.hear(pcm, 0, pcm.length, Origin.RECEIVED);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        meter.hear(pcm, 0, pcm.length, Origin.RECEIVED);
        // A frame of its own would be 1280 bytes 400 times.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000);
    }

    @Test
    void refusesOtherRates() {
        assertThatThrownBy(() -> new SoundMeter(44_100, 1)).hasMessageContaining("44100");
        assertThatThrownBy(() -> new SoundMeter(8_000, 3)).hasMessageContaining("channels: 3");
    }
}
