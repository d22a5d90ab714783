package org.courtbridge.gateway.bridge;

import java.util.Optional;
import org.courtbridge.codecs.video.NativePicture;

/**
 * Codes the pictures of one source anew, once for all receivers that cannot take them as they come but take the same
 * instead. A worker scales and codes the newest picture that was decoded, and gives the packets on, one picture after the
 * other; what came in between is left out, and so is a picture that others wait behind to be decoded.
 */
final class Transcoder extends CodedFeed implements PictureTaker {

    private final PictureSource source;
    private final PictureDecoding decoding;
    private final BridgeClock clock;

    // The decoding's worker.
    private Optional<Long> lastTaken = Optional.empty();

    // Guarded by waiting.
    private final Object waiting = new Object();
    private Optional<Decoded> newest = Optional.empty();
    private boolean working;
    private boolean over;

    /** A picture that waits to be coded. */
    private record Decoded(NativePicture picture, long timestamp) {}

    /** @param changed runs when {@link #description} has changed, or there may be room for another one */
    Transcoder(
            PictureSource source,
            PictureDecoding decoding,
            PictureTarget target,
            PictureWorkers workers,
            Workload.Place place,
            BridgeClock clock,
            Runnable changed) {
        super("the picture of leg " + source.leg().id(), target, workers, place, clock, changed);
        this.source = source;
        this.decoding = decoding;
        this.clock = clock;
    }

    /** Takes a picture to code, if it is not one too many a second. */
    @Override
    public void take(NativePicture picture, long timestamp, boolean behind) {
        if (!keyframeIsDue(clock.now()) && (behind || !isDue(timestamp))) {
            return;
        }
        lastTaken = Optional.of(timestamp);
        synchronized (waiting) {
            if (over) {
                return;
            }
            leaveOut();
            newest = Optional.of(new Decoded(picture.share(), timestamp));
            if (!working) {
                working = hand(this::workOff);
            }
        }
    }

    private void leaveOut() {
        newest.map(Decoded::picture).ifPresent(NativePicture::close);
        newest = Optional.empty();
    }

    private boolean isDue(long timestamp) {
        // A fifth less, for pictures that come a little early.
        long interval =
                PictureSource.CLOCK_RATE * 4L / 5 / target().under(saved()).framesPerSecond();
        return lastTaken.isEmpty() || Math.abs((int) (timestamp - lastTaken.get())) >= interval;
    }

    private void workOff() {
        Optional<Decoded> next;
        synchronized (waiting) {
            next = newest;
            newest = Optional.empty();
        }
        next.ifPresent(this::codeAndClose);
        synchronized (waiting) {
            working = newest.isPresent() && hand(this::workOff);
        }
    }

    private void codeAndClose(Decoded decoded) {
        try (NativePicture picture = decoded.picture()) {
            work(now -> code(picture, target().covering(picture).under(saved()), decoded.timestamp(), now));
        }
    }

    @Override
    void freeParts() {
        synchronized (waiting) {
            over = true;
            leaveOut();
        }
    }

    /** The next picture will be one; the source is troubled only if there is none to go on from. */
    @Override
    public void keyframeWanted(long now) {
        super.keyframeWanted(now);
        decoding.keyframeWanted(now);
    }

    @Override
    public long patience() {
        return source.patience();
    }

    @Override
    public boolean open() {
        return source.open();
    }

    @Override
    public int openings() {
        return source.openings();
    }
}
