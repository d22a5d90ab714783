package org.courtbridge.codecs.video;

/**
 * The size of a picture.
 *
 * @param width pixels, even, 2 to 8,192
 * @param height pixels, even, 2 to 8,192
 */
public record PictureSize(int width, int height) {

    private static final int LARGEST = 8_192;

    public PictureSize {
        check("width", width);
        check("height", height);
    }

    private static void check(String name, int pixels) {
        if (pixels < 2 || pixels > LARGEST || pixels % 2 != 0) {
            throw new IllegalArgumentException(name + ": " + pixels + " (expected: even, 2 to 8192)");
        }
    }

    public static PictureSize of(I420Picture picture) {
        return new PictureSize(picture.width(), picture.height());
    }

    /**
     * The largest size within this one that has the other's shape, but for what even numbers take.
     *
     * @param pixels of this one
     * @param otherPixels of the other
     */
    public PictureSize largestOfShape(PictureSize other, PixelShape otherPixels, PixelShape pixels) {
        long columns = (long) other.width * otherPixels.width() * pixels.height();
        long rows = (long) other.height * otherPixels.height() * pixels.width();
        if (width * rows <= height * columns) {
            return new PictureSize(width, even(rows * width / columns));
        }
        return new PictureSize(even(columns * height / rows), height);
    }

    /** As many rows of other pixels, and as many columns as keep the shape, but for what even numbers take. */
    public PictureSize in(PixelShape other, PixelShape pixels) {
        long columns = (long) width * pixels.width() * other.height() / ((long) pixels.height() * other.width());
        return new PictureSize(Math.min(LARGEST, even(columns)), height);
    }

    private static int even(long pixels) {
        return (int) Math.max(2, pixels / 2 * 2);
    }

    public int pixels() {
        return width * height;
    }

    @Override
    public String toString() {
        return width + "×" + height;
    }
}
