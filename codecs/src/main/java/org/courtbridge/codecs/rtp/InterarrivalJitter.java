package org.courtbridge.codecs.rtp;

/** The interarrival jitter of one received stream (RFC 3550, section 6.4.1 and appendix A.8). One thread's. */
final class InterarrivalJitter {

    private int clockRate;
    private double jitter;
    private long lastTransit;
    private boolean hasTransit;

    /** @param clockRate of the timestamps, Hz */
    InterarrivalJitter(int clockRate) {
        this.clockRate = clockRate;
    }

    /** A packet has arrived. @param arrival {@link System#nanoTime} */
    void received(long timestamp, long arrival) {
        long arrivalUnits = arrival / 1000 * clockRate / 1_000_000;
        long transit = arrivalUnits - timestamp;
        if (hasTransit) {
            // Differences of 32-bit timestamps: the sign of the lower half is right across a wrap.
            double difference = Math.abs((int) (transit - lastTransit));
            jitter += (difference - jitter) / 16;
        }
        lastTransit = transit;
        hasTransit = true;
    }

    /** The timestamps of the next packets count by another clock. What the jitter was stays. @param hertz above 0 */
    void clockRate(int hertz) {
        if (hertz != clockRate) {
            jitter = jitter * hertz / clockRate;
            clockRate = hertz;
            restart();
        }
    }

    /** The next packet has nothing to do with those before. What the jitter was stays. */
    void restart() {
        hasTransit = false;
    }

    /** As a report tells it: units of the timestamps. */
    long units() {
        return (long) jitter;
    }

    double millis() {
        return jitter * 1000 / clockRate;
    }
}
