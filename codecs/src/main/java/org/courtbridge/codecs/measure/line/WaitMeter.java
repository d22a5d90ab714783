package org.courtbridge.codecs.measure.line;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Measures the queueing delay of packets of sound, beside what the fastest of them took: a line that is full has a queue before
 * it, and in that all of them wait. Time is a parameter; one thread at a time.
 */
public final class WaitMeter {

    /** Packets: more than a minute. */
    private static final int REMEMBERED = 4_096;

    /** 2 s of sound. */
    private static final int FEWEST = 100;

    /** ms; another stream, or a clock that was set. */
    private static final double STRANGE = 5_000;

    private final int clockRate;
    private final double[] delays = new double[REMEMBERED];
    private int count;
    private long firstTimestamp;
    private long firstArrival;

    /** @param clockRate of the timestamps, 1/s */
    public WaitMeter(int clockRate) {
        this.clockRate = clockRate;
    }

    /**
     * A packet came.
     *
     * @param timestamp of RTP, 0 to 2^32 - 1; within 2^31 of the first
     * @param arrival nanoseconds
     */
    public void packet(long timestamp, long arrival) {
        if (count == 0) {
            firstTimestamp = timestamp;
            firstArrival = arrival;
        }
        double delay = (arrival - firstArrival) / 1e6 - 1_000.0 * (int) (timestamp - firstTimestamp) / clockRate;
        if (Math.abs(delay) > STRANGE) {
            count = 0;
            return;
        }
        delays[count % REMEMBERED] = delay;
        count++;
    }

    /** ms that half of the packets waited, and more; empty if too few came. */
    public OptionalDouble median() {
        int known = Math.min(count, REMEMBERED);
        if (known < FEWEST) {
            return OptionalDouble.empty();
        }
        double[] sorted = Arrays.copyOf(delays, known);
        Arrays.sort(sorted);
        return OptionalDouble.of(sorted[known / 2] - sorted[0]);
    }
}
