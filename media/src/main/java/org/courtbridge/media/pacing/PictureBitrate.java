package org.courtbridge.media.pacing;

/**
 * The bit rate that is left for pictures, as others are told of it: lower at once, higher not too often, and neither for little.
 * Belongs to the transport's event loop; what other threads may call says so. Time is {@link System#nanoTime}.
 */
final class PictureBitrate {

    /** Changes of less do not change what is shown. */
    private static final double MIN_RELATIVE_CHANGE = 0.07;

    static final long MIN_INCREASE_INTERVAL_NANOS = 100_000_000;

    private final Runnable changed;
    private volatile long told = PacedTransport.UNLIMITED;
    private long toldAt;

    /** @param changed runs after each change */
    PictureBitrate(Runnable changed) {
        this.changed = changed;
    }

    /** bit/s. From any thread. */
    long told() {
        return told;
    }

    /**
     * Tells of what is left if it is time.
     *
     * @param left bit/s, or {@link PacedTransport#UNLIMITED}
     * @param mayRise whether more may be told of now
     */
    void settle(long left, boolean mayRise, long now) {
        long before = told;
        boolean worse = before == PacedTransport.UNLIMITED
                ? left != PacedTransport.UNLIMITED
                : left < before * (1 - MIN_RELATIVE_CHANGE);
        boolean better = before != PacedTransport.UNLIMITED && left > before * (1 + MIN_RELATIVE_CHANGE) && mayRise;
        if (worse || better && now - toldAt >= MIN_INCREASE_INTERVAL_NANOS) {
            told = left;
            toldAt = now;
            changed.run();
        }
    }
}
