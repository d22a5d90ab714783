package org.courtbridge.codecs.measure.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.courtbridge.codecs.video.I420Picture;
import org.junit.jupiter.api.Test;

class LookTest {

    private static I420Picture filled(int luma, int cb, int cr) {
        I420Picture picture = I420Picture.black(640, 360);
        picture.fill(0, 0, 640, 360, luma, cb, cr);
        return picture;
    }

    /** Boxes of all sizes and shades, as a room has. */
    private static I420Picture room(long seed) {
        I420Picture picture = filled(90, 120, 134);
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            picture.fill(
                    random.nextInt(640),
                    random.nextInt(360),
                    10 + random.nextInt(80),
                    10 + random.nextInt(80),
                    20 + random.nextInt(200),
                    110 + random.nextInt(36),
                    110 + random.nextInt(36));
        }
        return picture;
    }

    @Test
    void seesBlack() {
        assertThat(Look.at(I420Picture.black(640, 360)).kind()).isEqualTo(Look.Kind.BLACK);
        assertThat(Look.at(filled(20, 128, 128)).kind()).isEqualTo(Look.Kind.BLACK);
        assertThat(Look.at(room(1)).kind()).isEqualTo(Look.Kind.SCENE);
    }

    @Test
    void seesSlates() {
        I420Picture blue = filled(60, 200, 110);
        assertThat(Look.at(blue).kind()).isEqualTo(Look.Kind.SLATE);
        blue.fill(200, 150, 200, 40, 235, 128, 128);
        assertThat(Look.at(blue).kind()).isEqualTo(Look.Kind.SLATE);
        assertThat(Look.at(filled(110, 128, 128)).kind()).isEqualTo(Look.Kind.SLATE);
    }

    @Test
    void takesAnOverExposedPictureForNoSlate() {
        Look white = Look.at(filled(235, 128, 128));
        assertThat(white.kind()).isEqualTo(Look.Kind.SCENE);
        assertThat(white.white()).isEqualTo(1);
    }

    @Test
    void seesACoveredLens() {
        I420Picture red = I420Picture.black(640, 360);
        for (int y = 0; y < 360; y++) {
            for (int x = 0; x < 640; x += 2) {
                red.fill(x, y, 2, 1, 60 + x / 12 + y / 20, 110, 165);
            }
        }
        assertThat(Look.at(red).kind()).isEqualTo(Look.Kind.COVERED);
    }

    @Test
    void leavesBlackBarsOut() {
        I420Picture boxed = room(2);
        boxed.fill(0, 0, 640, 44, 16, 128, 128);
        boxed.fill(0, 316, 640, 44, 16, 128, 128);
        Look look = Look.at(boxed);
        assertThat(look.area()).isEqualTo(new ActiveArea(0, 44, 640, 272));
        boxed.fill(0, 44, 640, 60, 16, 128, 128);
        assertThat(Look.at(boxed).area().height()).as("dark on one side only").isEqualTo(272);
    }

    @Test
    void seesGreenBlocks() {
        I420Picture picture = room(3);
        assertThat(Look.at(picture).corruption().orElseThrow()).isLessThan(0.02);
        picture.fill(0, 160, 640, 48, 16, 0, 0);
        assertThat(Look.at(picture).corruption().orElseThrow()).isCloseTo(3 * 40 / (22.0 * 40), within(0.02));
    }

    @Test
    void seesBlocksOfAnyWidth() {
        for (int width : new int[] {8, 16, 20}) {
            assertThat(Look.at(blocks(width, 12)).blocking().orElseThrow())
                    .as("%d", width)
                    .isGreaterThan(2.5);
            assertThat(Look.at(blocks(width, 0)).blocking().orElseThrow()).isLessThan(0.3);
        }
    }

    /** A slope, with each block a little off. */
    private static I420Picture blocks(int width, int off) {
        I420Picture picture = I420Picture.black(640, 360);
        Random random = new Random(4);
        int[] offsets = new int[100 * 100];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = off == 0 ? 0 : random.nextInt(off);
        }
        for (int y = 0; y < 360; y++) {
            for (int x = 0; x < 640; x++) {
                double slope = 60 + x / 8.0 + y / 6.0 + random.nextDouble();
                picture.luma()[y * 640 + x] = (byte) (slope + offsets[y / width * 100 + x / width]);
            }
        }
        return picture;
    }

    @Test
    void saysNothingOfBlocksInATinyPicture() {
        I420Picture tiny = I420Picture.black(64, 48);
        for (int i = 0; i < tiny.luma().length; i++) {
            tiny.luma()[i] = (byte) (60 + i % 64 * 2);
        }
        assertThat(Look.at(tiny).blocking()).isEmpty();
        assertThat(Corruption.part(tiny, new ActiveArea(3, 3, 17, 17))).isEmpty();
    }

    /** Else a tenth of the picture that is green between bars would be less than a tenth. */
    @Test
    void countsGreenBlocksBetweenTheBarsOnly() {
        I420Picture boxed = room(3);
        boxed.fill(0, 0, 640, 48, 16, 128, 128);
        boxed.fill(0, 312, 640, 48, 16, 128, 128);
        boxed.fill(0, 160, 640, 48, 40, 0, 0);
        assertThat(Look.at(boxed).corruption().orElseThrow()).isCloseTo(3 / 16.0, within(0.01));
    }

    /** Letters of strokes, each as wide as the stroke. */
    private static void write(I420Picture picture, int left, int top, int height, int letters, int luma) {
        int stroke = height / 5 & ~1;
        for (int i = 0; i < letters; i++) {
            int x = left + i * 5 * stroke;
            picture.fill(x, top, stroke, height, luma, 128, 128);
            picture.fill(x + 2 * stroke, top, stroke, height, luma, 128, 128);
            picture.fill(x + stroke, top + 2 * stroke, stroke, stroke, luma, 128, 128);
        }
    }

    @Test
    void seesABlackSlateWithWords() {
        I420Picture centred = I420Picture.black(640, 360);
        write(centred, 180, 160, 40, 7, 235);
        assertThat(Look.at(centred).kind()).isEqualTo(Look.Kind.SLATE);
        I420Picture wandering = I420Picture.black(640, 360);
        write(wandering, 40, 40, 30, 8, 180);
        assertThat(Look.at(wandering).kind()).isEqualTo(Look.Kind.SLATE);
        I420Picture wide = I420Picture.black(640, 360);
        write(wide, 20, 60, 60, 10, 200);
        write(wide, 100, 250, 40, 10, 200);
        assertThat(Look.at(wide).kind()).isEqualTo(Look.Kind.SLATE);
    }

    /** Not a small picture with wide bars, and no slate. */
    @Test
    void takesAllOfADarkRoomWithALitSpot() {
        I420Picture dark = I420Picture.black(640, 360);
        for (int y = 0; y < 360; y++) {
            for (int x = 0; x < 640; x++) {
                double light = 180 * Math.exp(-(Math.pow(x - 330, 2) + Math.pow(y - 170, 2)) / 4_000);
                dark.luma()[y * 640 + x] = (byte) (16 + light);
            }
        }
        Look look = Look.at(dark);
        assertThat(look.area()).isEqualTo(new ActiveArea(0, 0, 640, 360));
        assertThat(look.kind()).isNotEqualTo(Look.Kind.SLATE);
    }

    /** A phone's picture of 9:20, as a codec puts it into 16:9. */
    @Test
    void takesAnUprightPhonesPictureForNoSlate() {
        I420Picture phone = room(5);
        phone.fill(0, 0, 238, 360, 16, 128, 128);
        phone.fill(402, 0, 238, 360, 16, 128, 128);
        Look look = Look.at(phone);
        assertThat(look.area()).isEqualTo(new ActiveArea(238, 0, 164, 360));
        assertThat(look.kind()).isEqualTo(Look.Kind.SCENE);
    }

    @Test
    void leavesBarsOnFourSidesOut() {
        I420Picture boxed = room(6);
        boxed.fill(0, 0, 640, 46, 16, 128, 128);
        boxed.fill(0, 314, 640, 46, 16, 128, 128);
        boxed.fill(0, 0, 80, 360, 16, 128, 128);
        boxed.fill(560, 0, 80, 360, 16, 128, 128);
        assertThat(Look.at(boxed).area()).isEqualTo(new ActiveArea(80, 46, 480, 268));
    }
}
