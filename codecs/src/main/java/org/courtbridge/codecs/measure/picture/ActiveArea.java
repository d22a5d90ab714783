package org.courtbridge.codecs.measure.picture;

import org.courtbridge.codecs.video.I420Picture;

/**
 * The part of a picture that is no black bar at its edges: what a codec puts above and below or beside a picture of another
 * shape is not the camera's, and would count as dark, sharp and still.
 *
 * @param left first column, pixels
 * @param top first row, pixels
 * @param width pixels; 0 if all is black
 * @param height pixels; 0 if all is black
 */
record ActiveArea(int left, int top, int width, int height) {

    /** Bars are coded as 16, and coding noise adds a little. */
    private static final int BLACK = 22;

    /** Part of a row that may be brighter. */
    private static final int FEW = 100;

    /** The least that a picture of another shape fills between two bars: a phone's of 9:21 in one of 16:9. */
    private static final double BETWEEN_TWO = 0.24;

    /** And between four: one of 21:9 in one of 4:3 in one of 16:9. */
    private static final double BETWEEN_FOUR = 0.4;

    static ActiveArea of(Luminance picture) {
        int top = 0;
        while (top < picture.height() && isBlackRow(picture, top)) {
            top++;
        }
        if (top == picture.height()) {
            return new ActiveArea(0, 0, 0, 0);
        }
        int bottom = picture.height();
        while (isBlackRow(picture, bottom - 1)) {
            bottom--;
        }
        int left = 0;
        while (left < picture.width() && isBlackColumn(picture, left, top, bottom)) {
            left++;
        }
        int right = picture.width();
        while (right > left && isBlackColumn(picture, right - 1, top, bottom)) {
            right--;
        }
        return new ActiveArea(left, top, right - left, bottom - top);
    }

    private static boolean isBlackRow(Luminance picture, int row) {
        int bright = 0;
        for (int x = 0; x < picture.width(); x++) {
            bright += picture.at(x, row) > BLACK ? 1 : 0;
        }
        return bright <= picture.width() / FEW;
    }

    private static boolean isBlackColumn(Luminance picture, int column, int top, int bottom) {
        int bright = 0;
        for (int y = top; y < bottom; y++) {
            bright += picture.at(column, y) > BLACK ? 1 : 0;
        }
        return bright <= (bottom - top) / FEW;
    }

    /**
     * Bars are symmetric; what is dark on one side only belongs to the room. And so does what is dark all around a spot that is
     * too small to be a picture.
     */
    ActiveArea betweenBars(int pictureWidth, int pictureHeight) {
        int besides = Math.min(left, pictureWidth - left - width) & ~1;
        int above = Math.min(top, pictureHeight - top - height) & ~1;
        ActiveArea between = new ActiveArea(besides, above, pictureWidth - 2 * besides, pictureHeight - 2 * above);
        double least = besides > 0 && above > 0 ? BETWEEN_FOUR : BETWEEN_TWO;
        return between.part(pictureWidth, pictureHeight) >= least
                ? between
                : new ActiveArea(0, 0, pictureWidth, pictureHeight);
    }

    /** Share of a picture that it covers, 0 to 1. */
    double part(int pictureWidth, int pictureHeight) {
        return (double) width * height / ((double) pictureWidth * pictureHeight);
    }

    boolean contains(int x, int y) {
        return x >= left && x < left + width && y >= top && y < top + height;
    }

    /** The part of a picture that it is, not empty and {@link #betweenBars}. */
    I420Picture of(I420Picture picture) {
        return isAllOf(picture) ? picture : picture.part(left, top, width, height);
    }

    boolean isAllOf(I420Picture picture) {
        return width == picture.width() && height == picture.height();
    }

    boolean isEmpty() {
        return width == 0 || height == 0;
    }
}
