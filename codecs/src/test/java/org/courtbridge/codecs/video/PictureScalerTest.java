package org.courtbridge.codecs.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PictureScalerTest {

    private static final int BLACK = 16;

    @Test
    void quartersKeepTheirPlacesAndColours() {
        I420Picture picture = new I420Picture(640, 360);
        picture.fill(0, 0, 320, 180, 200, 90, 160);
        picture.fill(320, 180, 320, 180, 100, 160, 90);
        try (PictureScaler scaler = new PictureScaler(new PictureSize(640, 360), new PictureSize(320, 180))) {
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
        I420Picture upright = new I420Picture(360, 640);
        upright.fill(0, 0, 360, 640, 200, 128, 128);
        try (PictureScaler scaler = new PictureScaler(new PictureSize(360, 640), new PictureSize(640, 360))) {
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

    @Test
    void enlargesWithinOddShapes() {
        I420Picture small = new I420Picture(176, 144);
        small.fill(0, 0, 176, 144, 235, 128, 128);
        try (PictureScaler scaler = new PictureScaler(new PictureSize(176, 144), new PictureSize(1_280, 720))) {
            I420Picture large = scaler.scale(small);
            assertThat(large.lumaAt(640, 360)).isBetween(232, 238);
            assertThat(large.lumaAt(190, 360)).isEqualTo(BLACK);
            assertThat(large.lumaAt(210, 360)).isBetween(232, 238);
        }
    }

    @Test
    void refusesAnotherSize() {
        I420Picture picture = new I420Picture(320, 240);
        try (PictureScaler scaler = new PictureScaler(new PictureSize(640, 360), new PictureSize(320, 180))) {
            assertThatThrownBy(() -> scaler.scale(picture)).hasMessage("picture: 320×240 (expected: 640×360)");
        }
    }
}
