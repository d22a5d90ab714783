package org.courtbridge.codecs.rtp;

/**
 * RTP timestamps of changing sources as those of one stream: across a change they go on as the clock has (RFC 3550, section 5.1).
 * Allocates nothing. One thread's.
 */
final class ContinuousTimestamps {

    private final int clockRate;

    /** Difference between our timestamps and those of the source. */
    private long offset;

    private boolean begun;
    private long newest;
    private long newestTime;
    private long timestamp;

    /**
     * @param clockRate Hz
     * @param first timestamp that the first packet gets
     */
    ContinuousTimestamps(int clockRate, long first) {
        this.clockRate = clockRate;
        this.newest = first;
    }

    /** A source begins, with this timestamp of its own. @param now {@link System#nanoTime} */
    void begin(long source, long now) {
        long elapsed = begun ? Math.max(1, (now - newestTime) / 1000 * clockRate / 1_000_000) : 0;
        offset = newest + elapsed - source;
    }

    /** A packet of the source is sent. @param now {@link System#nanoTime} */
    void accept(long source, long now) {
        timestamp = source + offset & 0xFFFF_FFFFL;
        if (!begun || (int) (timestamp - newest) > 0) {
            newest = timestamp;
            newestTime = now;
        }
        begun = true;
    }

    /** Whether any packet was sent. */
    boolean haveBegun() {
        return begun;
    }

    /** Ours of the last packet that was sent, 0 to 2^32 - 1. */
    long timestamp() {
        return timestamp;
    }
}
