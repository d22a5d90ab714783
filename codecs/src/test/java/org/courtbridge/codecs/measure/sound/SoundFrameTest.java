package org.courtbridge.codecs.measure.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class SoundFrameTest {

    private static final int SAMPLES = 160;

    private final SoundFrame frame = new SoundFrame(8_000);

    private void fill(IntUnaryOperator sample) {
        frame.begin();
        for (int i = 0; i < SAMPLES; i++) {
            int value = sample.applyAsInt(i);
            assertThat(frame.add(value, value, Origin.RECEIVED)).isEqualTo(i == SAMPLES - 1);
        }
    }

    @Test
    void mixesTwoChannelsDown() {
        frame.add(16_384, -8_192, Origin.RECEIVED);
        assertThat(frame.samples()[0]).isEqualTo(0.125f);
        assertThat(frame.filled()).isEqualTo(1);
    }

    @Test
    void isOfAnotherOriginIfAnySampleIs() {
        frame.add(0, 0, Origin.RECEIVED);
        assertThat(frame.origin()).isEqualTo(Origin.RECEIVED);
        frame.add(0, 0, Origin.MADE_UP);
        frame.add(0, 0, Origin.RECEIVED);
        assertThat(frame.origin()).isEqualTo(Origin.MADE_UP);
        frame.begin();
        assertThat(frame.origin()).isEqualTo(Origin.RECEIVED);
    }

    @Test
    void isSilentIfItGoesToAndFroALittleAnywhere() {
        fill(i -> 1_000 + (i % 2 == 0 ? 2 : -2));
        assertThat(frame.isSilent()).isTrue();
        fill(i -> 1_000 + (i % 2 == 0 ? 4 : -4));
        assertThat(frame.isSilent()).as("too much of it").isFalse();
        fill(i -> i == 0 ? 9 : 0);
        assertThat(frame.isSilent()).as("too far").isFalse();
    }

    @Test
    void losesTheMeanOfTheLastSecond() {
        for (int i = 0; i < 500; i++) {
            fill(at -> 3_276 + (at % 2 == 0 ? 100 : -100));
            frame.centre();
        }
        assertThat(frame.samples()[0]).isBetween(0.0029f, 0.0032f);
        assertThat(frame.samples()[1]).isBetween(-0.0032f, -0.0029f);
    }
}
