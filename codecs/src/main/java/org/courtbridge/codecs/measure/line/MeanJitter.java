package org.courtbridge.codecs.measure.line;

import java.util.OptionalDouble;

/** The mean over all packets of the interarrival jitter as of each (RFC 3550, section 6.4.1). */
final class MeanJitter {

    /** Part of a new difference in the jitter. */
    private static final double GAIN = 1 / 16.0;

    private double jitter;
    private double sum;
    private long count;

    /** @param difference ms between the times from one packet to the next where they were sent and where they came */
    void add(double difference) {
        jitter += GAIN * (difference - jitter);
        sum += jitter;
        count++;
    }

    /** ms; empty if there were no two packets. */
    OptionalDouble millis() {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
