package org.courtbridge.codecs.congestion;

import org.courtbridge.codecs.congestion.OveruseDetector.Usage;

/**
 * Measures whether the delay of a line grows, by which a queue that fills is seen before it overflows: the slope of the
 * delay between groups of packets, by linear regression, against a threshold that follows the line's own jitter
 * (draft-ietf-rmcat-gcc-02, sections 5.2 to 5.4).
 */
final class DelayTrend {

    private final InterArrival groups = new InterArrival();
    private final TrendlineEstimator trendline = new TrendlineEstimator();
    private final OveruseDetector detector = new OveruseDetector();

    /**
     * A packet has arrived; in the order of their being sent.
     *
     * @param sent nanoseconds on our clock
     * @param arrival nanoseconds on the party's
     */
    void arrived(long sent, long arrival) {
        if (groups.arrived(sent, arrival)) {
            trendline.update(groups.arrivalDelta() - groups.sentDelta(), groups.time());
            detector.judge(trendline.trend(), trendline.slope(), groups.sentDelta());
        }
    }

    Usage usage() {
        return detector.usage();
    }
}
