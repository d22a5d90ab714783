package org.courtbridge.media.video.send;

/**
 * Whether a party that asks for no keyframe needs one: it has lost packets, and each picture builds on those before it. One that
 * has ever asked by itself is left to do so. One thread's; time is {@link System#nanoTime}.
 */
final class ReportedDamage {

    /** Between two keyframes: a line that loses some packets all the time has room for the rest. */
    static final long LEAST_INTERVAL = 2_000_000_000L;

    private long mostLost;
    private boolean damaged;
    private boolean asks;
    private boolean given;
    private long last;

    /** The party asks by itself. */
    void asked() {
        asks = true;
        damaged = false;
    }

    /** @param lost packets until now, as the party says */
    void reported(long lost) {
        if (lost > mostLost) {
            mostLost = lost;
            damaged = !asks;
        }
    }

    /** Whether a keyframe is to be sent now; it is then taken to be. */
    boolean needsKeyframe(long now) {
        if (!damaged || given && now - last < LEAST_INTERVAL) {
            return false;
        }
        damaged = false;
        given = true;
        last = now;
        return true;
    }
}
