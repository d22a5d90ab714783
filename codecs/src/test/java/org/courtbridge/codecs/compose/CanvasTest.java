package org.courtbridge.codecs.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CanvasTest {

    private static final int BLACK = 16;
    private static final PictureSize WIDE = new PictureSize(640, 360);

    private final Canvas canvas = new Canvas(WIDE, PixelShape.SQUARE);

    @AfterEach
    void close() {
        canvas.close();
    }

    @Test
    void eachPictureIsInItsTileAlone() {
        canvas.arrange(Arrangement.GRID.tiles(4, WIDE));
        for (int i = 0; i < 4; i++) {
            canvas.draw(i, even(1_280, 720, 60 + 40 * i));
        }

        assertThat(luma(2, 2)).isEqualTo(60);
        assertThat(luma(318, 178)).isEqualTo(60);
        assertThat(luma(321, 2)).isEqualTo(100);
        assertThat(luma(2, 181)).isEqualTo(140);
        assertThat(luma(639, 359)).isEqualTo(180);
    }

    @Test
    void aPhoneThatIsTurnedIsNeverStretchedAndLeavesNothingBehind() {
        canvas.arrange(Arrangement.GRID.tiles(4, WIDE));
        canvas.draw(1, even(1_280, 720, 200));
        canvas.draw(1, even(720, 1_280, 200));

        // 9:16 of 180 rows is 101 columns, in the middle of 320.
        assertThat(bright(320, 640, 90)).isBetween(98, 104);
        assertThat(luma(480, 2)).isEqualTo(200);
        assertThat(luma(480, 178)).isEqualTo(200);
        canvas.draw(1, even(640, 480, 200));
        assertThat(bright(320, 640, 90)).isEqualTo(240);
    }

    @Test
    void widePixelsKeepTheShapeOfWhatTheyShow() {
        try (Canvas old = new Canvas(new PictureSize(352, 288), PixelShape.CIF)) {
            old.arrange(Arrangement.WHOLE.tiles(1, new PictureSize(352, 288)));
            old.draw(0, even(1_280, 720, 200));
            I420Picture seen = old.picture().copy();
            int rows = 0;
            for (int y = 0; y < 288; y++) {
                rows += seen.lumaAt(176, y) > 100 ? 1 : 0;
            }
            assertThat(rows).as("16:9 on a screen of 4:3").isBetween(215, 217);
        }
    }

    @Test
    void whatIsClearedIsBlackAndTheOthersStay() {
        canvas.arrange(Arrangement.SIDE_BY_SIDE.tiles(2, WIDE));
        canvas.draw(0, even(640, 720, 90));
        canvas.draw(1, even(640, 720, 200));
        canvas.clear(0);

        assertThat(luma(160, 180)).isEqualTo(BLACK);
        assertThat(luma(480, 180)).isEqualTo(200);
    }

    @Test
    void arrangingAnewShowsNothingOfBefore() {
        canvas.arrange(Arrangement.WHOLE.tiles(1, WIDE));
        canvas.draw(0, even(640, 360, 200));
        canvas.arrange(Arrangement.GRID.tiles(3, WIDE));

        for (byte luma : canvas.picture().copy().luma()) {
            assertThat(luma).isEqualTo((byte) BLACK);
        }
    }

    @Test
    void aCaptionLiesInTheMiddleOfTheLowerEdgeAndLetsThroughWhatItSays() {
        canvas.arrange(Arrangement.SIDE_BY_SIDE.tiles(2, WIDE));
        canvas.draw(1, even(320, 360, 200));
        byte[] half = new byte[100 * 20];
        Arrays.fill(half, (byte) 128);
        canvas.caption(1, new Overlay(even(100, 20, 100), half));

        assertThat(luma(480, 350)).isEqualTo(150);
        assertThat(luma(480, 339)).isEqualTo(200);
        assertThat(luma(428, 350)).isEqualTo(200);
        assertThat(luma(431, 350)).isEqualTo(150);
        assertThat(luma(529, 359)).isEqualTo(150);
        assertThat(luma(531, 359)).isEqualTo(200);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> canvas.arrange(Arrangement.WHOLE.tiles(1, new PictureSize(642, 360))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("within 640×360");
        canvas.arrange(Arrangement.GRID.tiles(4, WIDE));
        Overlay wide = new Overlay(even(322, 20, 100), new byte[322 * 20]);
        assertThatThrownBy(() -> canvas.caption(0, wide)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Overlay(even(4, 4, 100), new byte[15])).hasMessage("opacities: 15 (expected: 16)");
        assertThatThrownBy(() -> canvas.arrange(List.of(new Tile(1, 0, WIDE)))).hasMessageContaining("expected: even");
    }

    private int luma(int x, int y) {
        return canvas.picture().copy().lumaAt(x, y);
    }

    private int bright(int left, int right, int row) {
        I420Picture seen = canvas.picture().copy();
        int bright = 0;
        for (int x = left; x < right; x++) {
            bright += seen.lumaAt(x, row) > 150 ? 1 : 0;
        }
        return bright;
    }

    private static I420Picture even(int width, int height, int brightness) {
        I420Picture picture = I420Picture.black(width, height);
        picture.fill(0, 0, width, height, brightness, 128, 128);
        return picture;
    }
}
