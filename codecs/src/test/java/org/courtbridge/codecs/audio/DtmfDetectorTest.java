package org.courtbridge.codecs.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits are those of ITU-T Q.24, table A.1, where administrations differ the stricter ones. */
class DtmfDetectorTest {

    private static final String ALL = "123A456B789C*0#D";
    private static final int[] LOW = {697, 770, 852, 941};
    private static final int[] HIGH = {1_209, 1_336, 1_477, 1_633};

    /** A usual press, s. */
    private static final double PRESS = 0.07;

    private static final double PAUSE = 0.07;

    /** Amplitude of a tone, full scale 1, by its level. */
    private static double amplitude(double dBm0) {
        return Math.pow(10, (dBm0 - 3.14) / 20);
    }

    /**
     * One press.
     *
     * @param low dBm0 of the lower tone
     * @param high of the higher
     * @param off Hz, relative, by which both are beside their frequency
     * @param from s
     * @param to s
     */
    private static DoubleUnaryOperator press(char key, double low, double high, double off, double from, double to) {
        int index = ALL.indexOf(key);
        double lower = 2 * Math.PI * LOW[index / 4] * (1 + off);
        double higher = 2 * Math.PI * HIGH[index % 4] * (1 + off);
        return t -> t < from || t >= to
                ? 0
                : amplitude(low) * Math.sin(lower * (t - from)) + amplitude(high) * Math.sin(higher * (t - from));
    }

    private static DoubleUnaryOperator press(char key, double from, double to) {
        return press(key, -8, -8, 0, from, to);
    }

    private static DoubleUnaryOperator sum(DoubleUnaryOperator... sounds) {
        return t -> {
            double sum = 0;
            for (DoubleUnaryOperator sound : sounds) {
                sum += sound.applyAsDouble(t);
            }
            return sum;
        };
    }

    /** The keys that are heard in a second. */
    private static String heard(DoubleUnaryOperator sound) {
        return heard(sound, 1);
    }

    private static String heard(DoubleUnaryOperator sound, double seconds) {
        DtmfDetector detector = new DtmfDetector();
        StringBuilder keys = new StringBuilder();
        float[] block = new float[Pcm.BLOCK];
        for (long n = 0; n < seconds * Pcm.RATE; n += Pcm.BLOCK) {
            for (int i = 0; i < Pcm.BLOCK; i++) {
                block[i] = (float) sound.applyAsDouble((double) (n + i) / Pcm.RATE);
            }
            detector.hear(block).ifPresent(keys::append);
        }
        return keys.toString();
    }

    private static DoubleUnaryOperator dialled(String keys, double level) {
        DoubleUnaryOperator all = t -> 0;
        for (int i = 0; i < keys.length(); i++) {
            double from = 0.1 + i * (PRESS + PAUSE);
            all = sum(all, press(keys.charAt(i), level, level, 0, from, from + PRESS));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -3, -10, -20, -25})
    void hearsEveryKeyOnceAtEveryLevel(double level) {
        assertThat(heard(dialled(ALL, level), 3)).isEqualTo(ALL);
    }

    @Test
    void whatIsTooFaintIsNoKey() {
        assertThat(heard(dialled(ALL, -40), 3)).isEmpty();
    }

    /** At every place of the tone in the blocks. */
    @Test
    void fortyMillisecondsAreAPressAndTwentyThreeAreNone() {
        for (int phase = 0; phase < 40; phase++) {
            double from = 0.1 + phase / 2_000.0;
            for (char key : ALL.toCharArray()) {
                assertThat(heard(press(key, from, from + 0.040))).isEqualTo("" + key);
                assertThat(heard(press(key, from, from + 0.023))).isEmpty();
            }
        }
    }

    @Test
    void aPauseOfFortyMillisecondsPartsTwoPressesAndAGapOfTenDoesNot() {
        for (int phase = 0; phase < 40; phase++) {
            double from = 0.1 + phase / 2_000.0;
            assertThat(heard(sum(press('5', from, from + 0.05), press('5', from + 0.09, from + 0.14))))
                    .isEqualTo("55");
            assertThat(heard(sum(press('5', from, from + 0.05), press('5', from + 0.06, from + 0.11))))
                    .isEqualTo("5");
        }
        assertThat(heard(press('5', 0.1, 0.9))).as("held for long").isEqualTo("5");
        assertThat(heard(sum(press('5', 0.1, 0.15), press('6', 0.15, 0.2))))
                .as("no pause between two")
                .isEqualTo("56");
    }

    @ParameterizedTest
    @CsvSource({"0.015, true", "-0.015, true", "0.035, false", "-0.035, false", "0.05, false", "-0.06, false"})
    void frequenciesAreTakenUpToOneAndAHalfPerCentAndNotFromThreeAndAHalf(double off, boolean taken) {
        for (char key : ALL.toCharArray()) {
            assertThat(heard(press(key, -10, -10, off, 0.1, 0.1 + PRESS))).isEqualTo(taken ? "" + key : "");
        }
    }

    @ParameterizedTest
    @CsvSource({"-10, -6, true", "-6, -14, true", "-14, -6, false", "-6, -18, false"})
    void theHigherToneMayBeFourDecibelsAboveAndEightBelowTheLower(double low, double high, boolean taken) {
        for (char key : ALL.toCharArray()) {
            assertThat(heard(press(key, low, high, 0, 0.1, 0.1 + PRESS))).isEqualTo(taken ? "" + key : "");
        }
    }

    @Test
    void oneToneOrThreeAreNoKey() {
        assertThat(heard(t -> 0.2 * Math.sin(2 * Math.PI * 697 * t))).isEmpty();
        assertThat(heard(t -> 0.2 * Math.sin(2 * Math.PI * 1_336 * t))).isEmpty();
        assertThat(heard(sum(press('1', 0.1, 0.5), t -> 0.2 * Math.sin(2 * Math.PI * 941 * t))))
                .isEmpty();
        assertThat(heard(sum(press('1', 0.1, 0.5), press('9', 0.1, 0.5)))).isEmpty();
        assertThat(heard(t -> 0.2 * (Math.sin(2 * Math.PI * 350 * t) + Math.sin(2 * Math.PI * 440 * t))))
                .as("dial tone")
                .isEmpty();
    }

    @Test
    void noiseIsNoKeyAndKeysAreHeardThroughIt() {
        Random random = new Random(24);
        double noise = amplitude(-23);
        assertThat(heard(t -> 0.3 * random.nextGaussian(), 60)).isEmpty();
        // 15 dB below each of the tones.
        assertThat(heard(sum(dialled(ALL, -8), t -> noise * random.nextGaussian() / Math.sqrt(2)), 3))
                .isEqualTo(ALL);
    }

    @Test
    void forgetsWhatItHasHeardWhenItIsSwitchedOff() {
        DtmfDetector detector = new DtmfDetector();
        float[] block = new float[Pcm.BLOCK];
        DoubleUnaryOperator held = press('7', 0, 10);
        StringBuilder keys = new StringBuilder();
        for (int n = 0; n < 20; n++) {
            for (int i = 0; i < Pcm.BLOCK; i++) {
                block[i] = (float) held.applyAsDouble((n * Pcm.BLOCK + i) / (double) Pcm.RATE);
            }
            if (n % 10 == 0) {
                detector.reset();
            }
            detector.hear(block).ifPresent(keys::append);
        }
        assertThat(keys).hasToString("77");
    }

    @ParameterizedTest
    @EnumSource(names = {"PCMU", "PCMA", "G722", "OPUS", "L16_16K"})
    void hearsEveryKeyThroughACodec(AudioCodec codec) {
        for (double level : new double[] {-3, -10, -25}) {
            assertThat(throughCodec(codec, dialled(ALL, level)))
                    .as("%s dBm0", level)
                    .isEqualTo(ALL);
        }
    }

    private static String throughCodec(AudioCodec codec, DoubleUnaryOperator sound) {
        AudioFormat format = AudioFormat.withoutParameters(codec, 96);
        DtmfDetector detector = new DtmfDetector();
        StringBuilder keys = new StringBuilder();
        try (AudioEncoder encoder = AudioEncoder.of(format);
                AudioReceiver receiver = new AudioReceiver(Map.of(96, format))) {
            float[] samples = new float[codec.sampleRate() / 50];
            float[] block = new float[Pcm.BLOCK];
            byte[] bytes = new byte[12 + AudioEncoder.MAX_BYTES];
            for (int n = 0; n < 150; n++) {
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = (float) sound.applyAsDouble((n * samples.length + i) / (double) codec.sampleRate());
                }
                bytes[0] = (byte) 0x80;
                RtpPacket packet = new RtpPacket().wrap(bytes, 0, 12 + encoder.encode(samples, bytes, 12));
                packet.payloadType(96);
                packet.sequenceNumber(n);
                packet.timestamp((long) n * codec.clockRate() / 50);
                packet.ssrc(1);
                receiver.packet(packet, n * 20_000_000L);
                receiver.play(block, n * 20_000_000L + 5_000_000);
                detector.hear(block).ifPresent(keys::append);
            }
        }
        return keys.toString();
    }
}
