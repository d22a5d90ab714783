package org.courtbridge.media.audio;

/**
 * The timestamps of one received stream as a time of its own, in nanoseconds, and how that stands to our clock by the packets
 * that came fastest in the last seconds. Both clocks may drift. One thread's.
 */
public final class StreamTime {

    /** Nanoseconds for which the shortest transit time counts: at least these, at most twice as many. */
    private static final long WINDOW = 5_000_000_000L;

    /** So far from how its packets arrive, a stream's time has leapt. */
    private static final long LEAP = 1_000_000_000;

    private static final long SECOND = 1_000_000_000;

    private final int clockRate;

    private boolean begun;
    private long newest;
    private long newestTime;
    private long fastest;
    private long fastestBefore;
    private long windowEnd;

    /** @param clockRate of the timestamps, Hz */
    public StreamTime(int clockRate) {
        this.clockRate = clockRate;
    }

    /**
     * A packet has come.
     *
     * @param timestamp RTP's
     * @param arrival {@link System#nanoTime}
     * @return whether the stream's time begins here, or begins anew
     */
    public boolean arrived(long timestamp, long arrival) {
        boolean begins = !begun || Math.abs(arrival - at(timestamp) - base()) > LEAP;
        if (begins) {
            begun = true;
            newest = timestamp;
            newestTime = 0;
            fastest = arrival;
            fastestBefore = arrival;
            windowEnd = arrival + WINDOW;
            return true;
        }
        long time = at(timestamp);
        if (time > newestTime) {
            newest = timestamp;
            newestTime = time;
        }
        long transit = arrival - time;
        if (arrival - windowEnd >= 0) {
            fastestBefore = fastest;
            fastest = transit;
            windowEnd = arrival + WINDOW;
        }
        fastest = Math.min(fastest, transit);
        return false;
    }

    /** Starts anew with the next packet, which has nothing to do with those before. */
    public void restart() {
        begun = false;
    }

    /** Whether anything has come. */
    boolean begun() {
        return begun;
    }

    /** The stream's own time of a timestamp within some hours of the newest, nanoseconds. */
    public long at(long timestamp) {
        return newestTime + nanos((int) (timestamp - newest), clockRate);
    }

    /** Offset from the stream's own time to the arrival of its fastest packets, {@link System#nanoTime}. */
    public long base() {
        return Math.min(fastest, fastestBefore);
    }

    /** Duration of so many units of a clock, in nanoseconds; its rate is in Hz. */
    public static long nanos(long units, int clockRate) {
        return units * SECOND / clockRate;
    }
}
