package org.courtbridge.codecs.measure.picture;

import java.util.OptionalDouble;
import org.courtbridge.codecs.video.I420Picture;

/**
 * The part of a picture that a decoder left wrong: green, which is what samples of zero look like, and blocks that fit to
 * nothing around them.
 */
final class Corruption {

    private static final int BLOCK = 16;

    /** Chrominance of what was never decoded; the greenest of cloths is at 60. */
    private static final int NEVER_DECODED = 48;

    /** Step at all four sides of a block that is out of place, levels, and how much higher than inside of it. */
    private static final int OUT_OF_PLACE = 22;

    private static final int TIMES = 4;

    private Corruption() {}

    /**
     * 0 to 1; empty if no block lies within the area.
     *
     * @param picture as it was decoded, as blocks begin at its upper left corner
     */
    static OptionalDouble part(I420Picture picture, ActiveArea area) {
        int blocks = 0;
        int wrong = 0;
        for (int top = next(area.top()); top + BLOCK <= area.top() + area.height(); top += BLOCK) {
            for (int left = next(area.left()); left + BLOCK <= area.left() + area.width(); left += BLOCK) {
                blocks++;
                wrong += isGreen(picture, left, top) || isTorn(picture, area, left, top) ? 1 : 0;
            }
        }
        return blocks == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) wrong / blocks);
    }

    /** Rounds a coordinate up to the beginning of a block. */
    private static int next(int at) {
        return (at + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static boolean isGreen(I420Picture picture, int left, int top) {
        int at = (top + BLOCK / 2) / 2 * (picture.width() / 2) + (left + BLOCK / 2) / 2;
        return (picture.cb()[at] & 0xFF) < NEVER_DECODED && (picture.cr()[at] & 0xFF) < NEVER_DECODED;
    }

    private static boolean isTorn(I420Picture picture, ActiveArea area, int left, int top) {
        if (left == area.left()
                || top == area.top()
                || left + BLOCK >= area.left() + area.width()
                || top + BLOCK >= area.top() + area.height()) {
            return false;
        }
        int inside = 1;
        int[] sides = new int[4];
        for (int i = 0; i < BLOCK; i++) {
            sides[0] += Math.abs(picture.lumaAt(left + i, top) - picture.lumaAt(left + i, top - 1));
            sides[1] += Math.abs(picture.lumaAt(left + i, top + BLOCK - 1) - picture.lumaAt(left + i, top + BLOCK));
            sides[2] += Math.abs(picture.lumaAt(left, top + i) - picture.lumaAt(left - 1, top + i));
            sides[3] += Math.abs(picture.lumaAt(left + BLOCK - 1, top + i) - picture.lumaAt(left + BLOCK, top + i));
            int middle = BLOCK / 2;
            inside += Math.abs(picture.lumaAt(left + i, top + middle) - picture.lumaAt(left + i, top + middle - 1));
            inside += Math.abs(picture.lumaAt(left + middle, top + i) - picture.lumaAt(left + middle - 1, top + i));
        }
        for (int side : sides) {
            if (side < OUT_OF_PLACE * BLOCK || side * 2 < TIMES * inside) {
                return false;
            }
        }
        return true;
    }
}
