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

    /** Lays it over what is below, which has the same size. */
    void over(I420Picture below) {
        for (int i = 0; i < opacity.length; i++) {
            below.luma()[i] = blend(below.luma()[i], picture.luma()[i], opacity[i] & 0xFF);
        }
        int columns = width() / 2;
        for (int row = 0; row < height() / 2; row++) {
            for (int column = 0; column < columns; column++) {
                int i = row * columns + column;
                int opaque = meanOpacity(column, row);
                below.cb()[i] = blend(below.cb()[i], picture.cb()[i], opaque);
                below.cr()[i] = blend(below.cr()[i], picture.cr()[i], opaque);
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
