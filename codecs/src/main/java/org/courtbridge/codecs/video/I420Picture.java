package org.courtbridge.codecs.video;

/**
 * A picture as H.264 codes it: full-size luminance, and two chrominance planes of half the width and height.
 *
 * <p>The planes are tightly packed, rows from the top, and shared: whoever writes to one changes the picture.
 */
public final class I420Picture {

    private final int width;
    private final int height;
    private final PixelShape pixels;
    private final byte[] luma;
    private final byte[] cb;
    private final byte[] cr;

    /**
     * A black picture of square pixels.
     *
     * @param width pixels, even, 2 to 8,192
     * @param height pixels, even, 2 to 8,192
     */
    public I420Picture(int width, int height) {
        this(width, height, PixelShape.SQUARE);
    }

    /** The same of other pixels. */
    public I420Picture(int width, int height, PixelShape pixels) {
        PictureSize size = new PictureSize(width, height);
        this.pixels = pixels;
        this.width = size.width();
        this.height = size.height();
        luma = new byte[width * height];
        cb = new byte[width / 2 * (height / 2)];
        cr = new byte[width / 2 * (height / 2)];
        fill(0, 0, width, height, 16, 128, 128);
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

    /** Paints a rectangle, cut off at the edges of the picture; its chrominance goes by whole 2×2 pixels. */
    public void fill(int left, int top, int columns, int rows, int brightness, int blue, int red) {
        int right = Math.min(width, left + columns);
        int bottom = Math.min(height, top + rows);
        for (int y = Math.max(0, top); y < bottom; y++) {
            for (int x = Math.max(0, left); x < right; x++) {
                luma[y * width + x] = (byte) brightness;
                int chroma = y / 2 * (width / 2) + x / 2;
                cb[chroma] = (byte) blue;
                cr[chroma] = (byte) red;
            }
        }
    }
}
