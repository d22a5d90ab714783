package org.courtbridge.media.video.send;

import org.courtbridge.media.video.VideoSource;
import org.jspecify.annotations.Nullable;

/** The source that a party sees, or waits for, and whether its pictures come. Lives on the sender's event loop; {@link #get} may be called from any thread. */
final class ShownSource {

    /** Nanoseconds that the first picture may take longer if it is coded here. */
    private static final long TO_BEGIN = VideoSource.SLOW_LOSS_TIMEOUT_NANOS - VideoSource.LOSS_TIMEOUT_NANOS;

    private volatile @Nullable VideoSource source;

    /** Arrival of the source's last packet that the party can take; before the first, the time since which that is awaited. */
    private long lastArrival;

    /** Whether any packet of the source has come, or should have. */
    private boolean started;

    /** Whether the source's pictures have stopped, so that something stands in for them. */
    private boolean lost;

    /** Counts the streams that the source began, and the times that it or the party was let in. */
    private int generation;

    @Nullable
    VideoSource get() {
        return source;
    }

    void begin(@Nullable VideoSource shown, long now) {
        source = shown;
        lost = false;
        // What is coded here begins at once, or there is something wrong with it.
        started = shown != null && shown.isCodedHere() && shown.open();
        lastArrival = started ? now + TO_BEGIN : now;
    }

    /** A packet has come, whether the party can take it or not. */
    void present() {
        started = true;
    }

    /** A packet has come that the party can take. @return whether its pictures had stopped */
    boolean arrived(long now) {
        boolean goesOn = lost;
        lastArrival = now;
        lost = false;
        return goesOn;
    }

    /** @return whether its pictures have stopped, and had not before */
    boolean stops(long now) {
        VideoSource from = source;
        boolean stopped = from != null && started && !lost && now - lastArrival >= from.lossTimeoutNanos();
        lost |= stopped;
        return stopped;
    }

    /** Whether nothing of it has come for as long as its pictures may stop. */
    boolean isOverdue(long now) {
        VideoSource from = source;
        return from != null && !started && now - lastArrival >= from.lossTimeoutNanos();
    }

    /** Whether something stands in for its pictures. */
    boolean isLost() {
        return lost;
    }

    /**
     * Whether what comes now has nothing to do with what came before.
     *
     * @param current number of the streams that the source began, and of the times that it or the party was let in
     */
    boolean isNew(int current) {
        boolean changed = current != generation;
        generation = current;
        return changed;
    }
}
