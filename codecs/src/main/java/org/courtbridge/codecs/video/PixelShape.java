package org.courtbridge.codecs.video;

/**
 * Pixel aspect ratio (sample aspect ratio): width of a pixel over its height, as numbers whose ratio counts.
 *
 * @param width 1 to 65,535
 * @param height 1 to 65,535
 */
public record PixelShape(int width, int height) {

    public static final PixelShape SQUARE = new PixelShape(1, 1);

    /** Of all sizes that H.261 and H.263 have a name for, so that CIF fills a screen of 4:3 (ITU-T H.263, clause 4.1). */
    public static final PixelShape CIF = new PixelShape(12, 11);

    private static final int LARGEST = 0xFFFF;

    /** No camera or screen has pixels so much longer than wide, or wider than long. */
    private static final int ODDEST = 4;

    public PixelShape {
        if (width < 1 || height < 1 || width > LARGEST || height > LARGEST) {
            throw new IllegalArgumentException("pixel: %d:%d (expected: 1 to 65535)".formatted(width, height));
        }
    }

    /** Pixel aspect ratio that a stream states; {@code otherwise} where it states none, or nonsense. */
    static PixelShape said(int width, int height, PixelShape otherwise) {
        boolean sensible = width > 0
                && height > 0
                && width <= LARGEST
                && height <= LARGEST
                && width <= ODDEST * height
                && height <= ODDEST * width;
        return sensible ? new PixelShape(width, height) : otherwise;
    }
}
