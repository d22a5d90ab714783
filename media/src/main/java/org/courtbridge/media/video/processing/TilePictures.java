package org.courtbridge.media.video.processing;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.LipSyncBuffer;
import org.courtbridge.media.video.VideoSource;

/** The pictures of one source in a composed picture: the one that is shown, and those that wait for their time. From any thread. */
final class TilePictures implements DecodedPictureSink {

    /** Those that wait at most. */
    private static final int MOST_WAITING = 8;

    private final SharedVideoDecoder source;
    private final BridgeClock clock;
    private final LongSupplier lead;
    private final LongPredicate worked;

    // Guarded by this.
    private final Queue<Arrived> coming = new ArrayDeque<>();
    private Optional<Arrived> shown = Optional.empty();
    private boolean over;

    /** The earliest time at which the last picture could have been composed. */
    private volatile long lastArrival;

    /** @param due when it is to be seen */
    private record Arrived(NativePicture picture, long at, long due) {}

    /**
     * @param lead nanoseconds from when composing begins until the picture goes out
     * @param worked as of {@link DecodedPictureSink#worked}
     */
    TilePictures(SharedVideoDecoder source, BridgeClock clock, LongSupplier lead, LongPredicate worked) {
        this.source = source;
        this.clock = clock;
        this.lead = lead;
        this.worked = worked;
        this.lastArrival = clock.now() - VideoSource.SLOW_LOSS_TIMEOUT_NANOS;
    }

    /** Takes the source's pictures from now on. */
    void start() {
        source.add(this);
    }

    @Override
    public synchronized void take(NativePicture picture, long timestamp, long playoutTime, boolean behind) {
        if (over) {
            return;
        }
        if (coming.size() == MOST_WAITING) {
            show(coming.remove());
        }
        long now = clock.now();
        long due = now + Math.min(playoutTime - now, LipSyncBuffer.LONGEST);
        coming.add(new Arrived(picture.share(), now, due));
        lastArrival = Math.max(now, due - lead.getAsLong());
    }

    private void show(Arrived next) {
        forgetShown();
        shown = Optional.of(next);
    }

    private void forgetShown() {
        shown.map(Arrived::picture).ifPresent(NativePicture::close);
        shown = Optional.empty();
    }

    @Override
    public boolean worked(long nanos) {
        return worked.test(nanos);
    }

    /** The earliest time at which the last picture could have been composed. */
    long lastArrival() {
        return lastArrival;
    }

    /**
     * Draws what may be seen of it now; no other comes in its place meanwhile.
     *
     * @param time until when what is shown is due
     * @return what the drawing says
     */
    synchronized boolean draw(long time, long now, Predicate<Optional<NativePicture>> drawing) {
        while (!coming.isEmpty() && coming.element().due() - time <= 0) {
            show(coming.remove());
        }
        SharedVideoDecoder.Seen seen = source.seen();
        return drawing.test(
                seen.open()
                        ? shown.filter(one -> now - one.at() < seen.lossTimeoutNanos())
                                .map(Arrived::picture)
                        : Optional.empty());
    }

    /** Takes no more pictures. */
    void stop() {
        source.remove(this);
    }

    /** It is not to be seen any more: gives back its pictures. */
    synchronized void end() {
        over = true;
        coming.forEach(one -> one.picture().close());
        coming.clear();
        forgetShown();
    }
}
