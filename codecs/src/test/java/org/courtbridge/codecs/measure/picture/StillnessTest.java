package org.courtbridge.codecs.measure.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.courtbridge.codecs.video.I420Picture;
import org.junit.jupiter.api.Test;

class StillnessTest {

    private static final double INTERVAL = 1 / 15.0;

    private final Stillness stillness = new Stillness();
    private double now;

    private void take(I420Picture picture) {
        stillness.take(picture, now);
        now += INTERVAL;
    }

    /** A box somewhere before a grey wall, with noise of a seed. */
    private static I420Picture picture(int left, long seed, double noise) {
        I420Picture picture = I420Picture.black(320, 240);
        picture.fill(0, 0, 320, 240, 90, 128, 128);
        picture.fill(left, 60, 100, 120, 170, 128, 128);
        Random random = new Random(seed);
        for (int i = 0; noise > 0 && i < picture.luma().length; i++) {
            picture.luma()[i] += (byte) Math.round(noise * random.nextGaussian());
        }
        return picture;
    }

    @Test
    void movesWhileSomethingMoves() {
        for (int i = 0; i < 90; i++) {
            take(picture(100 + i % 20, i, 1));
        }
        StillTimes times = stillness.times(now);
        assertThat(times.moved()).isTrue();
        assertThat(times.still()).isLessThan(0.5);
    }

    @Test
    void isFrozenWhenItRepeatsItself() {
        for (int i = 0; i < 150; i++) {
            take(picture(100 + Math.min(i, 60), Math.min(i, 60), 1));
        }
        StillTimes times = stillness.times(now);
        assertThat(times.frozen()).isCloseTo(6, within(0.2));
        assertThat(times.moved()).isTrue();
    }

    /** A keyframe codes the same picture a little differently. */
    @Test
    void isFrozenThoughKeyframesComeInBetween() {
        for (int i = 0; i < 120; i++) {
            take(picture(100, i / 30, 0.6));
        }
        assertThat(stillness.times(now).frozen()).isCloseTo(8, within(0.2));
    }

    @Test
    void isNotFrozenWhereASensorsNoiseIsSeen() {
        for (int i = 0; i < 120; i++) {
            take(picture(100, i, 1.5));
        }
        StillTimes times = stillness.times(now);
        assertThat(times.still()).isCloseTo(8, within(0.2));
        assertThat(times.frozen()).isLessThan(0.2);
        assertThat(times.moved()).isFalse();
    }

    @Test
    void isFrozenWhenNothingComesAnyMore() {
        for (int i = 0; i < 30; i++) {
            take(picture(100 + i, i, 1));
        }
        StillTimes times = stillness.times(now + 6);
        assertThat(times.gap()).isCloseTo(6, within(0.2));
        assertThat(times.frozen()).isCloseTo(6, within(0.2));
    }

    /** A poor first picture, which the encoder makes better. */
    @Test
    void hasNotMovedWhereOnlyTheEncoderSettled() {
        for (int i = 0; i < 120; i++) {
            take(picture(100, i < 20 ? i : 20, i < 20 ? 12 - i / 2 : 0));
        }
        assertThat(stillness.times(now).moved()).isFalse();
    }

    /** As when a device falls back to a smaller picture: it is another one, which need not have moved. */
    @Test
    void beginsAnewWithAnotherSize() {
        for (int i = 0; i < 60; i++) {
            take(picture(100, 1, 0));
        }
        for (int i = 0; i < 60; i++) {
            take(smaller());
        }
        StillTimes times = stillness.times(now);
        assertThat(times.moved()).isFalse();
        assertThat(times.still()).isCloseTo(4, within(0.2));
    }

    private static I420Picture smaller() {
        I420Picture picture = I420Picture.black(160, 120);
        picture.fill(60, 30, 50, 60, 170, 128, 128);
        return picture;
    }

    @Test
    void keepsWhatWasFrozenBeforeAnotherSize() {
        for (int i = 0; i < 90; i++) {
            take(picture(100, 1, 0));
        }
        now += 3;
        take(smaller());
        StillTimes times = stillness.times(now);
        assertThat(times.frozen()).isCloseTo(9, within(0.2));
        assertThat(times.gap()).isCloseTo(3, within(0.2));
    }

    /** Noise changes every block in every picture, so that not every picture in which something moves is a keyframe. */
    @Test
    void movesWhereSomethingMovesSlowlyInNoise() {
        for (int i = 0; i < 150; i++) {
            take(picture(100 + i / 10, i, 1.5));
        }
        StillTimes times = stillness.times(now);
        assertThat(times.moved()).isTrue();
        assertThat(times.still()).isLessThan(1);
    }

    /** At few pictures a second, few pictures are a long time. */
    @Test
    void movesWhereAllMovesAtFewPicturesASecond() {
        for (int i = 0; i < 24; i++) {
            stillness.take(stripes(i * 11), i / 3.0);
        }
        StillTimes times = stillness.times(8);
        assertThat(times.moved()).isTrue();
        assertThat(times.still()).isLessThan(2);
    }

    private static I420Picture stripes(int left) {
        I420Picture picture = I420Picture.black(320, 240);
        for (int x = 0; x < 320; x++) {
            picture.fill(x, 0, 1, 240, 60 + Math.floorMod(x + left, 97), 128, 128);
        }
        return picture;
    }
}
