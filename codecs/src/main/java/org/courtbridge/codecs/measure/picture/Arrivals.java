package org.courtbridge.codecs.measure.picture;

import java.util.OptionalDouble;

/** Measures the picture rate from the times at which pictures came. */
final class Arrivals {

    private static final int FEWEST = 3;

    /** In a shorter time there is no rate: a burst of packets that waited has any. */
    private static final double SHORTEST = 0.5;

    private long count;
    private double first;
    private double last;

    void take(double seconds) {
        if (count == 0) {
            first = seconds;
        }
        count++;
        last = seconds;
    }

    /** Pictures a second from the first to now; empty if there are too few to say, or all came at once. */
    OptionalDouble rate(double now) {
        double seconds = Math.max(last - first, now - first - 1);
        return count < FEWEST || seconds < SHORTEST ? OptionalDouble.empty() : OptionalDouble.of((count - 1) / seconds);
    }
}
