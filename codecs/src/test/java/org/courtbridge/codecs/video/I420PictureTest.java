package org.courtbridge.codecs.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class I420PictureTest {

    private static final int BRIGHT = 200;
    private static final int BLUE = 90;

    /** A bright corner at the top left is seen where the turn brings it. */
    @Test
    void turnsClockwise() {
        I420Picture picture = I420Picture.black(8, 4, new PixelShape(12, 11));
        picture.fill(0, 0, 4, 2, BRIGHT, BLUE, 128);

        I420Picture once = picture.turned(1);
        assertThat(PictureSize.of(once)).isEqualTo(new PictureSize(4, 8));
        assertThat(once.pixels()).isEqualTo(new PixelShape(11, 12));
        assertCorner(once, 2, 0, 2, 4);
        I420Picture twice = picture.turned(2);
        assertThat(PictureSize.of(twice)).isEqualTo(new PictureSize(8, 4));
        assertCorner(twice, 4, 2, 4, 2);
        assertCorner(picture.turned(3), 0, 4, 2, 4);
        assertThat(picture.turned(0)).isSameAs(picture);
        assertThat(once.turned(1).luma()).isEqualTo(twice.luma());
        assertThat(picture.turned(3).turned(1).cb()).isEqualTo(picture.cb());
    }

    @Test
    void givesAPartOfItself() {
        I420Picture picture = I420Picture.black(16, 8, new PixelShape(12, 11));
        picture.fill(4, 2, 4, 4, BRIGHT, BLUE, 128);

        I420Picture part = picture.part(2, 2, 8, 6);
        assertThat(part.pixels()).isEqualTo(picture.pixels());
        assertThat(PictureSize.of(part)).isEqualTo(new PictureSize(8, 6));
        assertCorner(part, 2, 0, 4, 4);
        assertThat(picture.part(0, 0, 16, 8).luma()).isEqualTo(picture.luma());
        assertThatThrownBy(() -> picture.part(1, 0, 8, 6)).hasMessage("part: 1, 0, 8×6 (expected: even)");
    }

    private static void assertCorner(I420Picture picture, int left, int top, int columns, int rows) {
        I420Picture expected = I420Picture.black(picture.width(), picture.height());
        expected.fill(left, top, columns, rows, BRIGHT, BLUE, 128);
        assertThat(picture.luma()).isEqualTo(expected.luma());
        assertThat(picture.cb()).isEqualTo(expected.cb());
        assertThat(picture.cr()).isEqualTo(expected.cr());
    }
}
