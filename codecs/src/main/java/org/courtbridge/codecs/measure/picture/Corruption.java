package org.courtbridge.codecs.measure.picture;

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

    /** 0 to 1. */
    static double part(I420Picture picture) {
        int columns = picture.width() / BLOCK;
        int rows = picture.height() / BLOCK;
        int wrong = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                wrong += isGreen(picture, column, row) || isTorn(picture, column, row, columns, rows) ? 1 : 0;
            }
        }
        return columns * rows == 0 ? 0 : (double) wrong / (columns * rows);
    }

    private static boolean isGreen(I420Picture picture, int column, int row) {
        int at = (row * BLOCK + BLOCK / 2) / 2 * (picture.width() / 2) + (column * BLOCK + BLOCK / 2) / 2;
        return (picture.cb()[at] & 0xFF) < NEVER_DECODED && (picture.cr()[at] & 0xFF) < NEVER_DECODED;
    }

    private static boolean isTorn(I420Picture picture, int column, int row, int columns, int rows) {
        if (column == 0 || row == 0 || column == columns - 1 || row == rows - 1) {
            return false;
        }
        int left = column * BLOCK;
        int top = row * BLOCK;
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
