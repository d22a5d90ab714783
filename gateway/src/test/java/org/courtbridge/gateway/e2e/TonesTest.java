package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TonesTest {

    private static final int RATE = 16_000;

    @Test
    void eachToneIsHeardAndNoOther() {
        for (int party = 1; party <= Tones.parties(); party++) {
            short[] sound = Tones.samples(party, RATE, 4);
            for (int other = 1; other <= Tones.parties(); other++) {
                assertThat(Tones.hears(other, sound, RATE))
                        .as("%d in the sound of %d: %s", other, party, Tones.describe(sound, RATE))
                        .isEqualTo(other == party);
            }
        }
    }

    @Test
    void allButOneAtOnceAreToldFromThatOne() {
        short[] mix = new short[4 * RATE];
        Random noise = new Random(1);
        for (int n = 0; n < mix.length; n++) {
            mix[n] = (short) noise.nextInt(-100, 100);
        }
        for (int party = 1; party < Tones.parties(); party++) {
            short[] one = Tones.samples(party, RATE, 4);
            for (int n = 0; n < mix.length; n++) {
                mix[n] += (short) (one[n] / 6);
            }
        }
        for (int party = 1; party <= Tones.parties(); party++) {
            assertThat(Tones.hears(party, mix, RATE))
                    .as("%d: %s", party, Tones.describe(mix, RATE))
                    .isEqualTo(party < Tones.parties());
        }
    }

    @Test
    void nothingIsHeardInSilenceNoiseOrAScrapOfSound() {
        short[] noise = new short[4 * RATE];
        Random random = new Random(2);
        for (int n = 0; n < noise.length; n++) {
            noise[n] = (short) random.nextInt(-8_000, 8_000);
        }
        for (int party = 1; party <= Tones.parties(); party++) {
            assertThat(Tones.hears(party, new short[4 * RATE], RATE)).isFalse();
            assertThat(Tones.hears(party, noise, RATE)).isFalse();
            assertThat(Tones.hears(party, new short[10], RATE)).isFalse();
        }
    }

    @Test
    void aFileGivesBackItsSound(@TempDir Path folder) throws Exception {
        short[] sound = Tones.read(Tones.file(folder, 2, RATE, 10));
        assertThat(sound).isEqualTo(Tones.samples(2, RATE, 10));
    }
}
