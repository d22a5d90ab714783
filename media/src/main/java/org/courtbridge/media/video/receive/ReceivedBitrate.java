package org.courtbridge.media.video.receive;

import org.courtbridge.media.leg.RateMeter;

/**
 * bit/s at which a party's pictures come, with a memory for times when there was more to see. Lives on the source's event loop; what
 * other threads may call says so.
 */
final class ReceivedBitrate {

    private static final long INTERVAL_NANOS = 1_000_000_000;

    /** Of what came when it was last said that it has changed: a rate beyond these has. */
    private static final double INCREASE_FACTOR = 1.25;

    private static final double DECREASE_FACTOR = 0.75;

    private final RateMeter meter = new RateMeter();
    private long next;
    private long lastSecond;
    private long told;
    private volatile long recent;
    private volatile long unrestrained;
    private volatile boolean restrained;

    /**
     * Looks once a second at what has come.
     *
     * @param octets that have come in all
     * @return whether it may have to be worked out anew who is shown it as it comes
     */
    boolean tick(long octets, long now) {
        if (now - next < 0) {
            return false;
        }
        next = now + INTERVAL_NANOS;
        lastSecond = meter.bitsPerSecond(octets, now);
        if (restrained) {
            recent = Math.max(lastSecond, recent / 10 * 7);
            // It may fit now.
            return true;
        }
        recent = Math.max(lastSecond, recent / 10 * 9);
        unrestrained = recent;
        boolean changed = recent > INCREASE_FACTOR * told || recent < DECREASE_FACTOR * told;
        told = changed ? recent : told;
        return changed;
    }

    /** Without a memory; 0 at first. */
    long lastSecond() {
        return lastSecond;
    }

    /** Of late; 0 at first. From any thread. */
    long recent() {
        return recent;
    }

    /** The same as long as the party is not asked to send less; from then on what came before. From any thread. */
    long unrestrained() {
        return unrestrained;
    }

    /** Whether the party is asked to send less; set by the hearing's control thread alone. */
    void restrained(boolean asked) {
        restrained = asked;
    }
}
