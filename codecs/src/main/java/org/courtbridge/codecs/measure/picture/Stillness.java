package org.courtbridge.codecs.measure.picture;

import org.courtbridge.codecs.video.I420Picture;

/**
 * How long a picture stands still.
 *
 * <p>What moves changes the mean of some 8×8 blocks by several levels; what coding does to a picture that stands still, such
 * as a keyframe, hardly does. A room in which nothing moves is told from a camera or an encoder that has stopped by its
 * sensor's noise: of the one, some blocks change in almost every picture; the other repeats itself to the last bit, but for
 * keyframes and what the encoder makes better after one.
 */
final class Stillness {

    private static final int BLOCK = 8;

    /** Change of a block's mean, levels, that is no noise. */
    private static final int MOVED = 4;

    /** Of so many blocks, one more or less is nothing. */
    private static final int FEW = 1_000;

    /** Of the pictures of a still time, those that differ from the one before where there is a sensor behind it. */
    private static final double ALIVE = 0.35;

    private int columns;
    private int rows;
    private int[] reference = new int[0];
    private int[] last = new int[0];
    private double since;
    private double lastAt;
    private int inStretch;
    private int stirred;
    private boolean moved;
    private double longestStill;
    private double longestFrozen;
    private double longestGap;

    /** @param seconds when it came */
    void take(I420Picture picture, double seconds) {
        int[] sums = blockSums(picture);
        if (sums.length != last.length || picture.width() / BLOCK != columns) {
            columns = picture.width() / BLOCK;
            rows = picture.height() / BLOCK;
            begin(sums, seconds);
            last = sums;
            lastAt = seconds;
            return;
        }
        longestGap = Math.max(longestGap, seconds - lastAt);
        if (count(sums, reference, MOVED * BLOCK * BLOCK / 2) > Math.max(2, columns * rows / FEW)) {
            end(seconds);
            moved = true;
            begin(sums, seconds);
        } else {
            inStretch++;
            stirred += count(sums, last, 0) > columns * rows / FEW ? 1 : 0;
        }
        last = sums;
        lastAt = seconds;
    }

    /** Twice the rows at once would tell no more, so every other one is summed up. */
    private static int[] blockSums(I420Picture picture) {
        int columns = picture.width() / BLOCK;
        int rows = picture.height() / BLOCK;
        int[] sums = new int[columns * rows];
        byte[] luma = picture.luma();
        for (int y = 0; y < rows * BLOCK; y += 2) {
            int block = y / BLOCK * columns;
            int at = y * picture.width();
            for (int column = 0; column < columns; column++) {
                int sum = 0;
                for (int i = 0; i < BLOCK; i++) {
                    sum += luma[at++] & 0xFF;
                }
                sums[block + column] += sum;
            }
        }
        return sums;
    }

    private static int count(int[] sums, int[] others, int least) {
        int count = 0;
        for (int i = 0; i < sums.length; i++) {
            count += Math.abs(sums[i] - others[i]) > least ? 1 : 0;
        }
        return count;
    }

    private void begin(int[] sums, double seconds) {
        reference = sums;
        since = seconds;
        inStretch = 0;
        stirred = 0;
    }

    private void end(double seconds) {
        double still = seconds - since;
        longestStill = Math.max(longestStill, still);
        if (!isAlive()) {
            longestFrozen = Math.max(longestFrozen, still);
        }
    }

    private boolean isAlive() {
        return inStretch > 0 && stirred >= ALIVE * inStretch;
    }

    /** @param now seconds, when the measurement ends: nothing may have come for long */
    StillTimes times(double now) {
        double still = now - since;
        boolean stopped = now - lastAt > 1;
        return new StillTimes(
                Math.max(longestStill, still),
                isAlive() && !stopped ? longestFrozen : Math.max(longestFrozen, still),
                Math.max(longestGap, now - lastAt),
                moved);
    }
}
