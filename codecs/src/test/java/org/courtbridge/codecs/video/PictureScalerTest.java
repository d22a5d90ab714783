package org.courtbridge.codecs.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PictureScalerTest {

    private static final int BLACK = 16;

    @Test
    void quartersKeepTheirPlacesAndColours() {
        I420Picture picture = I420Picture.black(640, 360);
        picture.fill(0, 0, 320, 180, 200, 90, 160);
        picture.fill(320, 180, 320, 180, 100, 160, 90);
        try (PictureScaler scaler =
                PictureScaler.ofSquarePixels(new PictureSize(640, 360), new PictureSize(320, 180))) {
            I420Picture scaled = scaler.scale(picture);
            assertThat(scaled.lumaAt(80, 45)).isBetween(197, 203);
            assertThat(scaled.lumaAt(240, 45)).isEqualTo(BLACK);
            assertThat(scaled.lumaAt(240, 135)).isBetween(97, 103);
            assertThat(scaled.cb()[22 * 160 + 40] & 0xFF).isBetween(87, 93);
            assertThat(scaled.cr()[67 * 160 + 120] & 0xFF).isBetween(87, 93);
        }
    }

    @Test
    void aPhoneHeldUprightStandsInTheMiddleOfAWideScreen() {
        I420Picture upright = I420Picture.black(360, 640);
        upright.fill(0, 0, 360, 640, 200, 128, 128);
        try (PictureScaler scaler =
                PictureScaler.ofSquarePixels(new PictureSize(360, 640), new PictureSize(640, 360))) {
            I420Picture wide = scaler.scale(upright);
            assertThat(wide.lumaAt(4, 180)).isEqualTo(BLACK);
            assertThat(wide.lumaAt(635, 180)).isEqualTo(BLACK);
            assertThat(wide.lumaAt(320, 2)).isBetween(197, 203);
            assertThat(wide.lumaAt(320, 357)).isBetween(197, 203);
            // 360/640 of 360 rows is 202.5 columns; the middle of 640 is 320.
            assertThat(wide.lumaAt(222, 180)).isBetween(190, 203);
            assertThat(wide.lumaAt(417, 180)).isBetween(190, 203);
        }
    }

    /** CIF fills a screen of 4:3, of which 640×360 has room for 480×360. */
    @Test
    void pixelsThatAreNotSquareBecomeSquareAndBack() {
        PictureSize cif = new PictureSize(352, 288);
        PictureSize wide = new PictureSize(640, 360);
        I420Picture old = I420Picture.black(352, 288, PixelShape.CIF);
        old.fill(0, 0, 352, 288, 200, 128, 128);
        try (PictureScaler scaler = new PictureScaler(cif, PixelShape.CIF, wide, PixelShape.SQUARE)) {
            assertThat(bright(scaler.scale(old), 180)).isEqualTo(480);
        }
        I420Picture modern = I420Picture.black(640, 360);
        modern.fill(80, 0, 480, 360, 200, 128, 128);
        try (PictureScaler scaler = new PictureScaler(wide, PixelShape.SQUARE, cif, PixelShape.CIF)) {
            I420Picture back = scaler.scale(modern);
            assertThat(back.pixels()).isEqualTo(PixelShape.CIF);
            // 16:9 across 352 columns is 216 rows, and three quarters of the width are bright.
            assertThat(bright(back, 144)).isBetween(263, 265);
            assertThat(back.lumaAt(176, 35)).isEqualTo(BLACK);
            assertThat(back.lumaAt(176, 38)).isBetween(190, 203);
        }
    }

    private static int bright(I420Picture picture, int row) {
        int bright = 0;
        for (int x = 0; x < picture.width(); x++) {
            bright += picture.lumaAt(x, row) > 100 ? 1 : 0;
        }
        return bright;
    }

    @Test
    void enlargesWithinOddShapes() {
        I420Picture small = I420Picture.black(176, 144);
        small.fill(0, 0, 176, 144, 235, 128, 128);
        try (PictureScaler scaler =
                PictureScaler.ofSquarePixels(new PictureSize(176, 144), new PictureSize(1_280, 720))) {
            I420Picture large = scaler.scale(small);
            assertThat(large.lumaAt(640, 360)).isBetween(232, 238);
            assertThat(large.lumaAt(190, 360)).isEqualTo(BLACK);
            assertThat(large.lumaAt(210, 360)).isBetween(232, 238);
        }
    }

    @Test
    void refusesAnotherSize() {
        I420Picture picture = I420Picture.black(320, 240);
        try (PictureScaler scaler =
                PictureScaler.ofSquarePixels(new PictureSize(640, 360), new PictureSize(320, 180))) {
            assertThatThrownBy(() -> scaler.scale(picture)).hasMessage("picture: 320×240 (expected: 640×360)");
        }
    }

    @Test
    void isOfNoUseOnceClosed() {
        I420Picture picture = I420Picture.black(640, 360);
        PictureScaler scaler = PictureScaler.ofSquarePixels(new PictureSize(640, 360), new PictureSize(320, 180));
        scaler.close();
        scaler.close();
        assertThatThrownBy(() -> scaler.scale(picture))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("closed");
    }
}
