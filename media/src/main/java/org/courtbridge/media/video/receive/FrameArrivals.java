package org.courtbridge.media.video.receive;

import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.video.VideoSource;

/**
 * Watches when the pictures of a stream come, and whether they do. Lives on the source's event loop; what other threads may
 * call says so.
 */
final class FrameArrivals {

    /** Without a packet for so long, a layer is taken to be one that its party has no more room for. */
    private static final long LAYER_TIMEOUT_NANOS = 700_000_000;

    /** Pictures between which more time goes by come seldom. */
    private static final long LOW_FRAME_INTERVAL_NANOS = 500_000_000;

    /** The part of the longest time between pictures that each further picture takes away from it: an eighth. */
    private static final int FRAME_INTERVAL_DECAY = 8;

    private long lastPacket;
    private long lastPicture;
    private long lastTimestamp;

    /** Between two of the last pictures, nanoseconds; longer ago counts less. */
    private volatile long longestFrameInterval;

    /** Whether it is a screen, on which nothing may move for long. */
    private volatile boolean screen;

    private volatile boolean flows;
    private volatile boolean begun;

    /** @return whether pictures come from now on, and did not before */
    boolean arrived(RtpPacket packet, long now) {
        if (!begun || packet.timestamp() != lastTimestamp) {
            long interval = begun ? now - lastPicture : 0;
            longestFrameInterval =
                    Math.max(interval, longestFrameInterval - longestFrameInterval / FRAME_INTERVAL_DECAY);
            lastPicture = now;
            lastTimestamp = packet.timestamp();
        }
        lastPacket = now;
        boolean begins = !flows;
        flows = true;
        begun = true;
        return begins;
    }

    /** @return whether pictures come no more, and did before */
    boolean tick(long now) {
        boolean ends = flows && now - lastPacket >= LAYER_TIMEOUT_NANOS;
        flows &= !ends;
        return ends;
    }

    /** Whether pictures come. From any thread. */
    boolean flows() {
        return flows;
    }

    /** Whether anything has ever come. From any thread. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether it is somebody's screen, or slides; set by the hearing's control thread alone. */
    void screen(boolean shown) {
        screen = shown;
    }

    /** As of {@link VideoSource#lossTimeoutNanos}. From any thread. */
    long lossTimeoutNanos() {
        return screen || longestFrameInterval > LOW_FRAME_INTERVAL_NANOS
                ? VideoSource.SLOW_LOSS_TIMEOUT_NANOS
                : VideoSource.LOSS_TIMEOUT_NANOS;
    }
}
