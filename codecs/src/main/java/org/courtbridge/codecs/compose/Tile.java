package org.courtbridge.codecs.compose;

import org.courtbridge.codecs.video.PictureSize;

/**
 * A rectangle of a canvas, for one picture. All numbers are even, as chrominance goes by 2×2 pixels.
 *
 * @param left pixels from the canvas's left edge
 * @param top pixels from its upper edge
 */
public record Tile(int left, int top, PictureSize size) {

    public Tile {
        if (left < 0 || top < 0 || left % 2 != 0 || top % 2 != 0) {
            throw new IllegalArgumentException("tile at: %d, %d (expected: even, not negative)".formatted(left, top));
        }
    }

    /** As much of it as lies between two lines each way, in pixels that need not be even. */
    static Tile between(double left, double top, double right, double bottom) {
        int x = even(left);
        int y = even(top);
        return new Tile(x, y, new PictureSize(Math.max(2, even(right) - x), Math.max(2, even(bottom) - y)));
    }

    private static int even(double pixels) {
        return 2 * (int) Math.round(pixels / 2);
    }

    int right() {
        return left + size.width();
    }

    int bottom() {
        return top + size.height();
    }
}
