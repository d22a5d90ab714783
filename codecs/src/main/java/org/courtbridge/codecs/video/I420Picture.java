package org.courtbridge.codecs.video;

import java.util.Arrays;

/**
 * A picture as H.264 codes it: full-size luminance, and two chrominance planes of half the width and height.
 *
 * <p>The planes are tightly packed, rows from the top, and shared: whoever writes to one changes the picture.
 */
public final class I420Picture {

    private static final int BLACK = 16;
    private static final int GREY = 128;

    private final int width;
    private final int height;
    private final PixelShape pixels;
    private final byte[] luma;
    private final byte[] cb;
    private final byte[] cr;

    /** One of which every sample is still to be written. */
    I420Picture(PictureSize size, PixelShape pixels) {
        this.pixels = pixels;
        this.width = size.width();
        this.height = size.height();
        luma = new byte[width * height];
        cb = new byte[width / 2 * (height / 2)];
        cr = new byte[width / 2 * (height / 2)];
    }

    /**
     * A black picture of square pixels.
     *
     * @param width pixels, even, 2 to 8,192
     * @param height pixels, even, 2 to 8,192
     */
    public static I420Picture black(int width, int height) {
        return black(width, height, PixelShape.SQUARE);
    }

    /** The same of other pixels. */
    public static I420Picture black(int width, int height, PixelShape pixels) {
        I420Picture black = new I420Picture(new PictureSize(width, height), pixels);
        Arrays.fill(black.luma, (byte) BLACK);
        Arrays.fill(black.cb, (byte) GREY);
        Arrays.fill(black.cr, (byte) GREY);
        return black;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public PixelShape pixels() {
        return pixels;
    }

    /** Brightness, one byte a pixel, 16 (black) to 235 (white). */
    public byte[] luma() {
        return luma;
    }

    /** Blue difference, one byte for every 2×2 pixels, 128 for grey. */
    public byte[] cb() {
        return cb;
    }

    /** Red difference, one byte for every 2×2 pixels, 128 for grey. */
    public byte[] cr() {
        return cr;
    }

    /** Brightness of one pixel, 0 to 255. */
    public int lumaAt(int x, int y) {
        return luma[y * width + x] & 0xFF;
    }

    /**
     * The picture as it is seen after some quarter turns.
     *
     * @param quarters clockwise, 0 to 3; without any it is this picture
     */
    public I420Picture turned(int quarters) {
        if (quarters == 0) {
            return this;
        }
        boolean lies = quarters % 2 == 1;
        PictureSize size = lies ? new PictureSize(height, width) : new PictureSize(width, height);
        I420Picture turned = new I420Picture(size, lies ? new PixelShape(pixels.height(), pixels.width()) : pixels);
        turn(luma, width, height, turned.luma, quarters);
        turn(cb, width / 2, height / 2, turned.cb, quarters);
        turn(cr, width / 2, height / 2, turned.cr, quarters);
        return turned;
    }

    private static void turn(byte[] plane, int columns, int rows, byte[] into, int quarters) {
        for (int y = 0; y < rows; y++) {
            // Where the row's first sample goes, and how far apart its samples are there.
            int first = switch (quarters) {
                case 1 -> rows - 1 - y;
                case 2 -> rows * columns - 1 - y * columns;
                default -> (columns - 1) * rows + y;
            };
            int step = quarters == 1 ? rows : quarters == 2 ? -1 : -rows;
            for (int x = 0; x < columns; x++) {
                into[first + x * step] = plane[y * columns + x];
            }
        }
    }

    /**
     * A copy of a part, with the same shape of pixels.
     *
     * @param left even, as are the others; the part lies within the picture
     */
    public I420Picture part(int left, int top, int columns, int rows) {
        if (((left | top | columns | rows) & 1) != 0) {
            throw new IllegalArgumentException(
                    "part: %d, %d, %d×%d (expected: even)".formatted(left, top, columns, rows));
        }
        I420Picture part = black(columns, rows, pixels);
        copy(luma, width, left, top, part.luma, columns);
        copy(cb, width / 2, left / 2, top / 2, part.cb, columns / 2);
        copy(cr, width / 2, left / 2, top / 2, part.cr, columns / 2);
        return part;
    }

    private static void copy(byte[] plane, int stride, int left, int top, byte[] into, int columns) {
        for (int row = 0; row < into.length / columns; row++) {
            System.arraycopy(plane, (top + row) * stride + left, into, row * columns, columns);
        }
    }

    /** Paints a rectangle, cut off at the edges of the picture; its chrominance goes by whole 2×2 pixels. */
    public void fill(int left, int top, int columns, int rows, int brightness, int blue, int red) {
        int right = Math.min(width, left + columns);
        int bottom = Math.min(height, top + rows);
        int from = Math.max(0, left);
        for (int y = Math.max(0, top); y < bottom && from < right; y++) {
            Arrays.fill(luma, y * width + from, y * width + right, (byte) brightness);
            int row = y / 2 * (width / 2);
            Arrays.fill(cb, row + from / 2, row + (right + 1) / 2, (byte) blue);
            Arrays.fill(cr, row + from / 2, row + (right + 1) / 2, (byte) red);
        }
    }
}
