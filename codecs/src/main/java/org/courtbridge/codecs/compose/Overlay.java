package org.courtbridge.codecs.compose;

import org.courtbridge.codecs.video.I420Picture;

/** A picture that lets through what is below it, more or less. */
public final class Overlay {

    private final I420Picture picture;
    private final byte[] opacity;

    /**
     * @param opacity one byte for each pixel of the picture, 0 for what shows nothing of it to 255 for what hides all below it
     * @throws IllegalArgumentException if there is not one for each pixel
     */
    public Overlay(I420Picture picture, byte[] opacity) {
        if (opacity.length != picture.luma().length) {
            throw new IllegalArgumentException(
                    "opacities: %d (expected: %d)".formatted(opacity.length, picture.luma().length));
        }
        this.picture = picture;
        this.opacity = opacity;
    }

    public int width() {
        return picture.width();
    }

    public int height() {
        return picture.height();
    }

    /** Lays it over a picture; what does not fit into that is left out. Both positions are even. */
    void over(I420Picture below, int left, int top) {
        int columns = Math.min(width(), below.width() - left) & ~1;
        int rows = Math.min(height(), below.height() - top) & ~1;
        for (int row = 0; row < rows; row++) {
            int from = row * width();
            int to = (top + row) * below.width() + left;
            for (int column = 0; column < columns; column++) {
                below.luma()[to + column] =
                        blend(below.luma()[to + column], picture.luma()[from + column], opacity[from + column] & 0xFF);
            }
        }
        for (int row = 0; row < rows / 2; row++) {
            int from = row * (width() / 2);
            int to = (top / 2 + row) * (below.width() / 2) + left / 2;
            for (int column = 0; column < columns / 2; column++) {
                int opaque = meanOpacity(column, row);
                below.cb()[to + column] = blend(below.cb()[to + column], picture.cb()[from + column], opaque);
                below.cr()[to + column] = blend(below.cr()[to + column], picture.cr()[from + column], opaque);
            }
        }
    }

    private int meanOpacity(int column, int row) {
        int at = 2 * row * width() + 2 * column;
        return ((opacity[at] & 0xFF)
                        + (opacity[at + 1] & 0xFF)
                        + (opacity[at + width()] & 0xFF)
                        + (opacity[at + width() + 1] & 0xFF)
                        + 2)
                / 4;
    }

    private static byte blend(byte below, byte above, int opaque) {
        return (byte) (((below & 0xFF) * (255 - opaque) + (above & 0xFF) * opaque + 127) / 255);
    }
}
