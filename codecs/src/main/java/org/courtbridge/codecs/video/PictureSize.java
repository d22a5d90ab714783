package org.courtbridge.codecs.video;

/**
 * The size of a picture.
 *
 * @param width pixels, even, 2 to 8,192
 * @param height pixels, even, 2 to 8,192
 */
public record PictureSize(int width, int height) {

    public PictureSize {
        check("width", width);
        check("height", height);
    }

    private static void check(String name, int pixels) {
        if (pixels < 2 || pixels > 8_192 || pixels % 2 != 0) {
            throw new IllegalArgumentException(name + ": " + pixels + " (expected: even, 2 to 8192)");
        }
    }

    public static PictureSize of(I420Picture picture) {
        return new PictureSize(picture.width(), picture.height());
    }

    /** The largest size within this one that has the other's shape, but for what even numbers take. */
    public PictureSize largestOfShape(PictureSize other) {
        if ((long) width * other.height <= (long) height * other.width) {
            return new PictureSize(width, even((long) other.height * width / other.width));
        }
        return new PictureSize(even((long) other.width * height / other.height), height);
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
