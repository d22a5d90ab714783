package org.courtbridge.benchmarks.pictures;

import java.util.Arrays;
import java.util.Random;
import org.courtbridge.codecs.video.I420Picture;

/** Damage that encoders and lines do to pictures. */
final class Damages {

    private static final int BLOCK = 16;

    private Damages() {}

    /** Rows of blocks that were never decoded. @param part of the rows */
    static Film.Damage green(double part) {
        return (picture, number, random) -> {
            int rows = picture.height() / BLOCK;
            for (int row = 0; row < rows; row++) {
                if (random.nextDouble() < part) {
                    int from = random.nextInt(picture.width() / BLOCK / 2) * BLOCK;
                    fill(picture, from, row * BLOCK, picture.width() - from);
                }
            }
        };
    }

    private static void fill(I420Picture picture, int left, int top, int columns) {
        for (int y = top; y < top + BLOCK; y++) {
            Arrays.fill(picture.luma(), y * picture.width() + left, y * picture.width() + left + columns, (byte) 16);
        }
        int half = picture.width() / 2;
        for (int y = top / 2; y < (top + BLOCK) / 2; y++) {
            Arrays.fill(picture.cb(), y * half + left / 2, y * half + (left + columns) / 2, (byte) 0);
            Arrays.fill(picture.cr(), y * half + left / 2, y * half + (left + columns) / 2, (byte) 0);
        }
    }

    /** Blocks that show another part of the picture. @param part of the blocks */
    static Film.Damage garbled(double part) {
        return (picture, number, random) -> {
            byte[] whole = picture.luma().clone();
            int columns = picture.width() / BLOCK;
            int rows = picture.height() / BLOCK;
            // The same blocks for a while, as nothing makes them good before the next keyframe.
            Random places = new Random(number / 30);
            for (int i = 0; i < columns * rows; i++) {
                if (places.nextDouble() < part) {
                    int from = places.nextInt(rows) * BLOCK * picture.width() + places.nextInt(columns) * BLOCK;
                    int to = i / columns * BLOCK * picture.width() + i % columns * BLOCK;
                    for (int y = 0; y < BLOCK; y++) {
                        System.arraycopy(
                                whole, from + y * picture.width(), picture.luma(), to + y * picture.width(), BLOCK);
                    }
                }
            }
        };
    }
}
