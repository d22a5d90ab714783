package org.courtbridge.codecs.measure.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechVoltmeterTest {

    private static final int RATE = 16_000;

    @Test
    void aSteadyToneIsActiveAllTheTime() {
        SpeechVoltmeter meter = heard(SyntheticVoice.tone(RATE, 10, 1_000, -26));
        assertThat(meter.activeLevel().orElseThrow()).isCloseTo(-26, within(0.1));
        assertThat(meter.activity().orElseThrow()).isGreaterThan(0.99);
    }

    /** A tone for 1 s of each 2 s is active for that second and most of the hangover; the program of ITU-T G.191 says -27.06 dBov and 63.8 %. */
    @Test
    void countsPausesBeyondTheHangoverOut() {
        float[] sound = SyntheticVoice.tone(RATE, 20, 1_000, -26);
        for (int i = 0; i < sound.length; i++) {
            if (i / RATE % 2 == 1) {
                sound[i] = 0;
            }
        }
        SpeechVoltmeter meter = heard(sound);
        assertThat(meter.activity().orElseThrow()).isCloseTo(0.638, within(0.002));
        assertThat(meter.activeLevel().orElseThrow()).isCloseTo(-27.06, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-55, -47.5, -38.2, -26, -20})
    void followsTheGain(double level) {
        float[] quiet = new SyntheticVoice(RATE, 7).speak(5, 150, level);
        float[] reference = new SyntheticVoice(RATE, 7).speak(5, 150, -30);
        double difference = heard(quiet).activeLevel().orElseThrow()
                - heard(reference).activeLevel().orElseThrow();
        assertThat(difference).isCloseTo(level + 30, within(0.5));
    }

    @Test
    void hasNoLevelForSilence() {
        assertThat(heard(new float[RATE]).activeLevel()).isEmpty();
        assertThat(heard(new float[RATE]).activity()).isEmpty();
        assertThat(new SpeechVoltmeter(RATE).activeLevel()).isEmpty();
    }

    private static SpeechVoltmeter heard(float[] sound) {
        SpeechVoltmeter meter = new SpeechVoltmeter(RATE);
        meter.hear(sound, sound.length);
        return meter;
    }
}
