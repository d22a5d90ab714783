package org.courtbridge.codecs.measure.sound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SteepWavesTest {

    private static final int RATE = 16_000;
    private static final double SECONDS = 8;

    /** Verdicts of voices that are whole, and of ones that were cut off, % (StandardLimits). */
    private static final double PASSES = 0.25;

    private static final double FAILS = 0.7;

    private static float[] voice(int rate, double pitch) {
        SyntheticVoice voice = new SyntheticVoice(rate, 1);
        return SyntheticVoice.mix(voice.speak(SECONDS, pitch, -30), voice.noise(SECONDS, -65));
    }

    /** Samples that were cut off, %. */
    private static double share(float[] sound, int rate, boolean voice) {
        SteepWaves waves = new SteepWaves(rate);
        float[] frame = new float[rate / 50];
        int frames = sound.length / frame.length;
        for (int i = 0; i < frames; i++) {
            System.arraycopy(sound, i * frame.length, frame, 0, frame.length);
            waves.hear(frame, voice);
        }
        return 100 * waves.excess() / sound.length;
    }

    private static float peak(float[] sound) {
        float peak = 0;
        for (float sample : sound) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    /** @param over dB over what is cut off */
    private static float[] cutOff(float[] sound, double over, boolean bothSides) {
        float ceiling = (float) (peak(sound) * Math.pow(10, -over / 20));
        float[] out = new float[sound.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.clamp(sound[i], -ceiling, bothSides ? ceiling : 1);
        }
        return out;
    }

    /** As Opus's encoder does before it codes speech; flat tops are not flat any more. */
    private static float[] highPass(float[] sound, int rate, double cutoff) {
        double angle = 1.5 * Math.PI * cutoff / rate;
        double radius = 1 - 0.92 * angle;
        float[] out = new float[sound.length];
        double state1 = 0;
        double state2 = 0;
        for (int i = 0; i < out.length; i++) {
            double next = radius * sound[i] + state1;
            state1 = -2 * radius * sound[i] + radius * (2 - angle * angle) * next + state2;
            state2 = radius * sound[i] - radius * radius * next;
            out[i] = (float) next;
        }
        return out;
    }

    /** Gain falls at once, and rises in so many milliseconds. */
    private static float[] limited(float[] sound, double over, double ms) {
        float ceiling = (float) (peak(sound) * Math.pow(10, -over / 20));
        double envelope = 0;
        float[] out = new float[sound.length];
        int ahead = RATE / 500;
        for (int i = 0; i < out.length; i++) {
            envelope = Math.max(
                    Math.abs(sound[Math.min(i + ahead, sound.length - 1)]), envelope * Math.exp(-1_000 / ms / RATE));
            out[i] = (float) (sound[i] * Math.min(1, ceiling / envelope));
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(doubles = {90, 140, 220})
    void passesWhatIsWhole(double pitch) {
        float[] whole = voice(RATE, pitch);
        assertThat(share(whole, RATE, true)).isLessThan(PASSES);
        assertThat(share(highPass(whole, RATE, 80), RATE, true)).isLessThan(PASSES);
    }

    @ParameterizedTest
    @CsvSource({"90,14", "140,14", "220,14", "90,20", "140,20", "220,20"})
    void findsWhatWasCutOffBeforeAHighPass(double pitch, double over) {
        assertThat(share(highPass(cutOff(voice(RATE, pitch), over, true), RATE, 80), RATE, true))
                .isGreaterThan(FAILS);
    }

    @Test
    void findsWhatWasCutOffOnOneSide() {
        assertThat(share(cutOff(voice(RATE, 180), 20, false), RATE, true)).isGreaterThan(FAILS);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 24_000, 48_000})
    void findsItAtOtherRates(int rate) {
        assertThat(share(highPass(cutOff(voice(rate, 140), 20, true), rate, 80), rate, true))
                .isGreaterThan(FAILS);
        assertThat(share(voice(rate, 140), rate, true)).isLessThan(PASSES);
    }

    /** At other pitches this voice has half-waves that are nearly square by themselves, and a limiter's would not pass. */
    @ParameterizedTest
    @ValueSource(doubles = {15, 50, 300})
    void passesALimiter(double ms) {
        assertThat(share(highPass(limited(voice(RATE, 180), 18, ms), RATE, 80), RATE, true))
                .isLessThan(PASSES);
    }

    @Test
    void passesATone() {
        assertThat(share(SyntheticVoice.tone(RATE, SECONDS, 200, -20), RATE, true))
                .isLessThan(PASSES);
    }

    @Test
    void countsNothingThatIsNoVoice() {
        assertThat(share(cutOff(voice(RATE, 140), 20, true), RATE, false)).isZero();
    }

    /** The same in a room whose rumble is louder than whoever speaks, which no filter took away. */
    @Test
    void passesRumble() {
        float[] rumble = SyntheticVoice.tone(RATE, SECONDS, 12, -24);
        assertThat(share(SyntheticVoice.mix(voice(RATE, 140), rumble), RATE, true))
                .isLessThan(PASSES);
    }
}
