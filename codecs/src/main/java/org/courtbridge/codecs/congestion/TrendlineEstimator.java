package org.courtbridge.codecs.congestion;

/**
 * The slope of a line's delay over the last {@value #WINDOW} groups of packets, by linear regression. It is in the place of the filter
 * of draft-ietf-rmcat-gcc-02, section 5.3.
 */
final class TrendlineEstimator {

    private static final int WINDOW = 20;
    private static final double SMOOTHING = 0.9;
    private static final double GAIN = 4.0;

    /** More do not make it surer. */
    private static final int MOST_DELTAS = 60;

    private final double[] times = new double[WINDOW];
    private final double[] delays = new double[WINDOW];
    private int deltas;
    private double accumulated;
    private double smoothed;
    private double slope;

    /**
     * Another group has come.
     *
     * @param growth milliseconds by which its delay is longer than that of the group before
     * @param time milliseconds of its arrival, from any origin
     */
    void update(double growth, double time) {
        accumulated += growth;
        smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * accumulated;
        times[deltas % WINDOW] = time;
        delays[deltas % WINDOW] = smoothed;
        deltas++;
        if (deltas >= WINDOW) {
            regress();
        }
    }

    private void regress() {
        double meanTime = 0;
        double meanDelay = 0;
        for (int i = 0; i < WINDOW; i++) {
            meanTime += times[i] / WINDOW;
            meanDelay += delays[i] / WINDOW;
        }
        double above = 0;
        double below = 0;
        for (int i = 0; i < WINDOW; i++) {
            above += (times[i] - meanTime) * (delays[i] - meanDelay);
            below += (times[i] - meanTime) * (times[i] - meanTime);
        }
        if (below != 0) {
            slope = above / below;
        }
    }

    /** Milliseconds by which the delay grows in one; 0 before there are enough groups. */
    double slope() {
        return slope;
    }

    /** The slope as a threshold is for it: the more, the more groups it is from. */
    double trend() {
        return Math.min(deltas, MOST_DELTAS) * slope * GAIN;
    }
}
