package org.courtbridge.codecs.measure.line;

import java.util.Arrays;
import java.util.OptionalDouble;

/** The last {@value #REMEMBERED} round trips of a line. */
final class RecentRoundTrips {

    private static final int REMEMBERED = 64;

    private final double[] millis = new double[REMEMBERED];
    private int measured;

    void add(double ms) {
        millis[measured++ % REMEMBERED] = ms;
    }

    /** ms; empty if none was measured. */
    OptionalDouble median() {
        int count = Math.min(measured, REMEMBERED);
        double[] sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[count / 2]);
    }
}
