package org.courtbridge.codecs.congestion;

/**
 * Decides whether the trend of a line's delay is more than the line's own jitter makes it, by a threshold that follows that
 * (draft-ietf-rmcat-gcc-02, section 5.4).
 */
final class OveruseDetector {

    private static final double THRESHOLD_FIRST = 12.5;
    private static final double THRESHOLD_LEAST = 6;
    private static final double THRESHOLD_MOST = 600;
    private static final double THRESHOLD_RISES = 0.0087;
    private static final double THRESHOLD_FALLS = 0.039;

    /** Milliseconds past the threshold that are taken for a peak that says nothing of the line's jitter. */
    private static final double PEAK = 15;

    /** Milliseconds that the delay must have grown for. */
    private static final double PATIENCE = 10;

    private double threshold = THRESHOLD_FIRST;
    private double slopeBefore;
    private double overFor = -1;
    private int overCount;
    private Usage usage = Usage.NORMAL;

    /** Signal of the detector. */
    enum Usage {
        NORMAL,
        /** More is sent than the line carries. */
        OVER,
        /** A queue empties. */
        UNDER
    }

    /**
     * Heeds the trend as of another group of packets.
     *
     * @param slope of the delay, by which the trend is seen to become less
     * @param interval milliseconds since the group before was sent
     */
    void judge(double trend, double slope, double interval) {
        if (trend > threshold) {
            overFor = overFor < 0 ? interval / 2 : overFor + interval;
            overCount++;
            if (overFor > PATIENCE && overCount > 1 && slope >= slopeBefore) {
                overFor = 0;
                overCount = 0;
                usage = Usage.OVER;
            }
        } else {
            overFor = -1;
            overCount = 0;
            usage = trend < -threshold ? Usage.UNDER : Usage.NORMAL;
        }
        slopeBefore = slope;
        adapt(trend, interval);
    }

    private void adapt(double trend, double interval) {
        double size = Math.abs(trend);
        if (size > threshold + PEAK) {
            return;
        }
        double speed = size < threshold ? THRESHOLD_FALLS : THRESHOLD_RISES;
        threshold += speed * (size - threshold) * Math.min(interval, 100);
        threshold = Math.clamp(threshold, THRESHOLD_LEAST, THRESHOLD_MOST);
    }

    Usage usage() {
        return usage;
    }
}
