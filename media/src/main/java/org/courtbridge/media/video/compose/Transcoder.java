package org.courtbridge.media.video.compose;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.DecodedPictureSink;
import org.courtbridge.media.video.LipSyncBuffer;
import org.courtbridge.media.video.PicturePacket;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.receive.VideoReceiver;

/**
 * Codes the pictures of one source anew, once for all receivers that cannot take them as they come but take the same
 * instead. A worker scales and codes the newest picture that is due, and gives the packets on, one picture after the
 * other; what came in between is left out, and so is a picture that others wait behind to be decoded. A picture is due as much
 * before it goes with the sound as coding takes.
 */
public final class Transcoder extends EncodedVideoSource implements DecodedPictureSink {

    /** Pictures that wait for their time at most: as many as 30 a second are in the longest time. */
    private static final int MOST_WAITING = 8;

    private final VideoReceiver source;
    private final SharedVideoDecoder decoding;
    private final BridgeClock clock;

    // The decoding's worker.
    private Optional<Long> lastTaken = Optional.empty();

    // Guarded by waiting.
    private final Object waiting = new Object();
    private final Queue<Decoded> pictures = new ArrayDeque<>();
    private boolean working;
    private boolean over;

    /**
     * A picture that waits to be coded.
     *
     * @param playoutTime when it goes with the sound
     * @param due when coding it should begin
     */
    private record Decoded(NativePicture picture, long timestamp, long playoutTime, long due) {}

    /** @param changed runs when {@link #description} has changed, or there may be room for another one */
    Transcoder(
            VideoReceiver source,
            SharedVideoDecoder decoding,
            PictureTarget target,
            PictureWorkers workers,
            Workload.Place place,
            BridgeClock clock,
            Runnable changed) {
        super("the picture of leg " + source.party().leg().id(), target, workers, place, clock, changed);
        this.source = source;
        this.decoding = decoding;
        this.clock = clock;
    }

    /** The source whose pictures it codes. */
    public VideoReceiver source() {
        return source;
    }

    /** Takes a picture to code, if it is not one too many a second. */
    @Override
    public void take(NativePicture picture, long timestamp, long playoutTime, boolean behind) {
        long now = clock.now();
        if (!keyframeIsDue(now) && (behind || !isDue(timestamp))) {
            return;
        }
        lastTaken = Optional.of(timestamp);
        synchronized (waiting) {
            if (over) {
                return;
            }
            if (pictures.size() == MOST_WAITING) {
                pictures.remove().picture().close();
            }
            long early = Math.min(playoutTime - now, LipSyncBuffer.LONGEST) - lead();
            pictures.add(new Decoded(picture.share(), timestamp, playoutTime, now + Math.max(0, early)));
            if (!working) {
                working = begin(pictures.element(), now);
            }
        }
    }

    /** Has a worker begin when it is time; false if the gateway is going down. */
    private boolean begin(Decoded next, long now) {
        if (next.due() - now <= 0) {
            return hand(this::workOff);
        }
        try {
            source.loop().schedule(() -> hand(this::workOff), next.due() - now, TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private boolean isDue(long timestamp) {
        // A fifth less, for pictures that come a little early.
        long interval =
                PicturePacket.CLOCK_RATE * 4L / 5 / target().under(saved()).framesPerSecond();
        return lastTaken.isEmpty() || Math.abs((int) (timestamp - lastTaken.get())) >= interval;
    }

    private void workOff() {
        try {
            newestDue().ifPresent(this::codeAndClose);
        } finally {
            synchronized (waiting) {
                working = !pictures.isEmpty() && begin(pictures.element(), clock.now());
            }
        }
    }

    private void codeAndClose(Decoded decoded) {
        try (NativePicture picture = decoded.picture()) {
            work(now -> code(
                    picture,
                    target().covering(picture).under(saved()),
                    decoded.timestamp(),
                    decoded.playoutTime(),
                    decoded.due(),
                    now));
        }
    }

    /** Empty when this is over. */
    private Optional<Decoded> newestDue() {
        synchronized (waiting) {
            Optional<Decoded> next = Optional.ofNullable(pictures.poll());
            long now = clock.now();
            while (!pictures.isEmpty() && pictures.element().due() - now <= 0) {
                next.ifPresent(late -> late.picture().close());
                next = Optional.of(pictures.remove());
            }
            return next;
        }
    }

    @Override
    void freeParts() {
        synchronized (waiting) {
            over = true;
            pictures.forEach(decoded -> decoded.picture().close());
            pictures.clear();
        }
    }

    /** The next picture will be one; the source is troubled only if there is none to go on from. */
    @Override
    public void keyframeWanted(long now) {
        super.keyframeWanted(now);
        decoding.keyframeWanted(now);
    }

    @Override
    public long lossTimeoutNanos() {
        return source.lossTimeoutNanos();
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
