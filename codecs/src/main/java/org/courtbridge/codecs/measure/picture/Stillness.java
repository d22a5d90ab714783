package org.courtbridge.codecs.measure.picture;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.courtbridge.codecs.video.I420Picture;

/**
 * Measures for how long a picture stands still.
 *
 * <p>What moves changes the mean of some 8×8 blocks by several levels. So does a keyframe, but all over the picture, where the
 * pictures before it changed much less, and for a moment only: few such pictures among many are no movement.
 *
 * <p>A room in which nothing moves is told from a picture that is frozen by its sensor's noise, if the codec lets it through:
 * with it most pictures differ from the one before in many blocks; what is frozen differs less and less, and then no more.
 */
final class Stillness {

    private static final int BLOCK = 8;

    /** Change of a block's mean, levels, that is no noise. */
    private static final int MOVED = 4;

    /** Of so many blocks, one more or less is nothing. */
    private static final int FEW = 3_000;

    /** Part of the blocks that change at a keyframe. */
    private static final double ALL_OVER = 0.4;

    /** Factor over the usual number of changed blocks, for a keyframe: noise changes everything a little in every picture. */
    private static final double UNUSUAL = 1.5;

    /** Of so many seconds, but so many pictures at least, one in so many may change all over and be no movement. */
    private static final double RECENT = 1;

    private static final int FEWEST_RECENT = 5;
    private static final int ONE_IN = 5;
    private static final int KEYFRAME = 3;

    /** Part of the blocks that noise changes, in the part of the pictures in which it does. */
    private static final double STIRRED = 0.08;

    private static final double ALIVE = 0.5;

    /** Seconds in which an encoder may still make better what stands still. */
    private static final double SETTLES = 2.5;

    private int columns;

    /** Sums of the blocks' luminance: when this stillness began, of the last picture, and room for those of the next. */
    private int[] reference = new int[0];

    private int[] last = new int[0];
    private int[] next = new int[0];

    private record Change(double seconds, int blocks, boolean everywhere) {}

    /** Of the recent pictures, the oldest first. */
    private final Deque<Change> recent = new ArrayDeque<>();

    /** Times at which pictures of this size began, and this stillness did, seconds. */
    private double begun;

    private double since;
    private double lastAt;
    private int settled;
    private int stirred;
    private boolean moved;
    private double longestStill;
    private double longestFrozen;
    private double longestGap;

    /** @param seconds when it came */
    void take(I420Picture picture, double seconds) {
        int blocks = picture.width() / BLOCK * (picture.height() / BLOCK);
        boolean another = blocks != last.length || picture.width() / BLOCK != columns;
        int[] sums = another ? new int[blocks] : next;
        sum(picture, sums);
        if (another) {
            if (columns > 0) {
                longestGap = Math.max(longestGap, seconds - lastAt);
                end(seconds);
            }
            columns = picture.width() / BLOCK;
            begun = seconds;
            recent.clear();
            reference = new int[blocks];
            last = new int[blocks];
            begin(sums, seconds);
        } else {
            longestGap = Math.max(longestGap, seconds - lastAt);
            compare(sums, seconds);
        }
        next = last;
        last = sums;
        lastAt = seconds;
    }

    private void compare(int[] sums, double seconds) {
        int changed = count(sums, last, 0);
        boolean movement = count(sums, reference, MOVED * BLOCK * BLOCK / 2) > Math.max(2, sums.length / FEW);
        if (isKeyframe(movement, changed, sums.length, seconds)) {
            refer(sums);
        } else if (movement) {
            end(seconds);
            moved |= seconds - begun > SETTLES;
            begin(sums, seconds);
        } else if (seconds - since > SETTLES) {
            settled++;
            stirred += changed > STIRRED * sums.length ? 1 : 0;
        }
    }

    private boolean isKeyframe(boolean movement, int changed, int blocks, double seconds) {
        boolean everywhere = movement && changed > ALL_OVER * blocks && changed > UNUSUAL * usual();
        recent.addLast(new Change(seconds, changed, everywhere));
        while (recent.size() > FEWEST_RECENT && recent.getFirst().seconds() <= seconds - RECENT) {
            recent.removeFirst();
        }
        long allOver = recent.stream().filter(Change::everywhere).count();
        return everywhere && allOver <= Math.clamp(recent.size() / ONE_IN, 1, KEYFRAME);
    }

    /** Blocks that change from one recent picture to the next; the median. */
    private int usual() {
        int[] sorted = recent.stream().mapToInt(Change::blocks).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** Of every other row, which tells as much. */
    private static void sum(I420Picture picture, int[] sums) {
        Arrays.fill(sums, 0);
        int columns = picture.width() / BLOCK;
        int rows = picture.height() / BLOCK;
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
    }

    private static int count(int[] sums, int[] others, int least) {
        int count = 0;
        for (int i = 0; i < sums.length; i++) {
            count += Math.abs(sums[i] - others[i]) > least ? 1 : 0;
        }
        return count;
    }

    private void refer(int[] sums) {
        System.arraycopy(sums, 0, reference, 0, sums.length);
    }

    private void begin(int[] sums, double seconds) {
        refer(sums);
        since = seconds;
        settled = 0;
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
        return settled > 0 && stirred >= ALIVE * settled;
    }

    /** @param now seconds, when the measurement ends: nothing may have come for long */
    StillTimes times(double now) {
        double still = now - since;
        boolean ceased = now - lastAt > 1;
        return new StillTimes(
                Math.max(longestStill, still),
                isAlive() && !ceased ? longestFrozen : Math.max(longestFrozen, still),
                Math.max(longestGap, now - lastAt),
                moved);
    }
}
