package org.courtbridge.media.video.processing;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.media.video.LipSyncBuffer;
import org.courtbridge.media.video.PicturePacket;

/**
 * Codes the pictures of one source anew. A worker scales and codes the newest picture that is due; what came in between is left
 * out, and so is a picture that others wait behind to be decoded. A picture is due as much before it goes with the sound as coding
 * takes.
 */
final class Transcoding extends VideoEncoding implements DecodedPictureSink {

    /** Pictures that wait for their time at most: as many as 30 a second are in the longest time. */
    private static final int MOST_WAITING = 8;

    private final SharedVideoDecoder source;

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

    Transcoding(SharedVideoDecoder source, Setting setting) {
        super("the picture of " + source.name(), setting);
        this.source = source;
    }

    @Override
    public void start() {
        source.add(this);
    }

    /** Takes a picture to code, if it is not one too many a second. */
    @Override
    public void take(NativePicture picture, long timestamp, long playoutTime, boolean behind) {
        long now = clock().now();
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
            source.timer().schedule(() -> hand(this::workOff), next.due() - now, TimeUnit.NANOSECONDS);
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
                working = !pictures.isEmpty() && begin(pictures.element(), clock().now());
            }
        }
    }

    private void codeAndClose(Decoded decoded) {
        try (NativePicture picture = decoded.picture()) {
            PictureSize size = picture.size().in(target().format().coding().pixels(), picture.pixels());
            work(now -> code(
                    picture,
                    target().covering(size).under(saved()),
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
            long now = clock().now();
            while (!pictures.isEmpty() && pictures.element().due() - now <= 0) {
                next.ifPresent(late -> late.picture().close());
                next = Optional.of(pictures.remove());
            }
            return next;
        }
    }

    @Override
    public void close() {
        source.remove(this);
        super.close();
    }

    @Override
    void freeParts() {
        synchronized (waiting) {
            over = true;
            pictures.forEach(decoded -> decoded.picture().close());
            pictures.clear();
        }
    }
}
