package org.courtbridge.codecs.measure.picture;

import java.util.Arrays;
import java.util.OptionalDouble;

/** When pictures came: their rate, and how even it was. */
final class Arrivals {

    private static final int FEWEST = 3;

    /** Of the longest of tests: 20 minutes of 60 a second. */
    private static final int MOST = 72_000;

    private float[] intervals = new float[512];
    private int count;
    private double first = Double.NaN;
    private double last = Double.NaN;

    void take(double seconds) {
        if (Double.isNaN(first)) {
            first = seconds;
        } else if (count < MOST) {
            if (count == intervals.length) {
                intervals = Arrays.copyOf(intervals, 2 * count);
            }
            intervals[count++] = (float) (seconds - last);
        }
        last = seconds;
    }

    /** Pictures a second from the first to now; empty if there are too few to say. */
    OptionalDouble rate(double now) {
        return count + 1 < FEWEST || now <= first
                ? OptionalDouble.empty()
                : OptionalDouble.of(count / Math.max(last - first, now - first - 1));
    }

    /** The interval below which 19 in 20 are, over the median one: 1 is even. */
    OptionalDouble unevenness() {
        if (count + 1 < FEWEST) {
            return OptionalDouble.empty();
        }
        float[] sorted = Arrays.copyOf(intervals, count);
        Arrays.sort(sorted);
        float median = sorted[count / 2];
        return median <= 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[(int) (count * 0.95)] / median);
    }
}
