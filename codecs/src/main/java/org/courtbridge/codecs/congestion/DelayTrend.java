package org.courtbridge.codecs.congestion;

/**
 * Whether the delay of a line grows, which is how a queue that fills shows itself before it overflows: the slope of the
 * delay between groups of packets, by linear regression, against a threshold that follows the line's own jitter
 * (draft-ietf-rmcat-gcc-02, sections 5.2 to 5.4).
 */
final class DelayTrend {

    /** Signal of the over-use detector (draft-ietf-rmcat-gcc-02, section 5.4). */
    enum Usage {
        NORMAL,
        /** More is sent than the line carries. */
        OVER,
        /** A queue empties. */
        UNDER
    }

    /** Packets that are sent so close to each other count as one. */
    private static final long GROUP = 5_000_000;

    /** A group does not grow longer by packets that come in one burst. */
    private static final long LONGEST_BURST = 100_000_000;

    private static final int WINDOW = 20;
    private static final double SMOOTHING = 0.9;
    private static final double GAIN = 4.0;
    private static final int MOST_DELTAS = 60;
    private static final double THRESHOLD_FIRST = 12.5;
    private static final double THRESHOLD_LEAST = 6;
    private static final double THRESHOLD_MOST = 600;
    private static final double THRESHOLD_RISES = 0.0087;
    private static final double THRESHOLD_FALLS = 0.039;

    /** Milliseconds past the threshold that are taken for a peak that says nothing of the line's jitter. */
    private static final double PEAK = 15;

    /** Milliseconds that the delay must have grown for. */
    private static final double PATIENCE = 10;

    private boolean begun;
    private long firstSent;
    private long lastSent;
    private long firstArrival;
    private long lastArrival;

    private boolean hasBefore;
    private long sentBefore;
    private long arrivalBefore;

    private final double[] times = new double[WINDOW];
    private final double[] delays = new double[WINDOW];
    private long origin;
    private int deltas;
    private double accumulated;
    private double smoothed;

    private double threshold = THRESHOLD_FIRST;
    private double slopeBefore;
    private double overFor = -1;
    private int overCount;
    private Usage usage = Usage.NORMAL;

    /**
     * A packet has arrived; in the order of their being sent.
     *
     * @param sent nanoseconds on our clock
     * @param arrival nanoseconds on the party's
     */
    void arrived(long sent, long arrival) {
        if (!begun) {
            begun = true;
            begin(sent, arrival);
            origin = arrival;
        } else if (sent < firstSent) {
            // Late news of an older group.
            return;
        } else if (belongs(sent, arrival)) {
            lastSent = Math.max(lastSent, sent);
            lastArrival = Math.max(lastArrival, arrival);
        } else {
            complete();
            begin(sent, arrival);
        }
    }

    private void begin(long sent, long arrival) {
        firstSent = sent;
        lastSent = sent;
        firstArrival = arrival;
        lastArrival = arrival;
    }

    private boolean belongs(long sent, long arrival) {
        if (sent - firstSent <= GROUP) {
            return true;
        }
        long apart = arrival - lastArrival;
        boolean burst = apart <= GROUP && apart < sent - lastSent;
        return burst && arrival - firstArrival < LONGEST_BURST;
    }

    private void complete() {
        if (hasBefore) {
            double sentDelta = (lastSent - sentBefore) / 1e6;
            double arrivalDelta = (lastArrival - arrivalBefore) / 1e6;
            update(arrivalDelta - sentDelta, sentDelta, (lastArrival - origin) / 1e6);
        }
        hasBefore = true;
        sentBefore = lastSent;
        arrivalBefore = lastArrival;
    }

    private void update(double growth, double interval, double time) {
        accumulated += growth;
        smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * accumulated;
        times[deltas % WINDOW] = time;
        delays[deltas % WINDOW] = smoothed;
        deltas++;
        double slope = deltas < WINDOW ? slopeBefore : slope();
        judge(slope, interval);
        slopeBefore = slope;
    }

    private double slope() {
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
        return below == 0 ? slopeBefore : above / below;
    }

    private void judge(double slope, double interval) {
        double trend = Math.min(deltas, MOST_DELTAS) * slope * GAIN;
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
