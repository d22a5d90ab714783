package org.courtbridge.media.video.processing;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.media.leg.Still;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.coded.StillEncoder;
import org.courtbridge.media.video.coded.StillSize;

/** Draws and codes one party's stills on a worker. */
final class StillCoder implements StillEncoder {

    private static final Logger LOG = LogManager.getLogger(StillCoder.class);

    private final Executor workers;
    private final AtomicBoolean busy = new AtomicBoolean();

    // Guarded by this.
    private Optional<PictureEncoder> encoder = Optional.empty();
    private Optional<PictureFormat> format = Optional.empty();
    private Optional<Still> drawn = Optional.empty();
    private Optional<StillSize> size = Optional.empty();
    private I420Picture picture = I420Picture.black(2, 2);

    StillCoder(Executor workers) {
        this.workers = workers;
    }

    @Override
    public boolean code(Still still, PictureFormat taken, StillSize wanted, boolean keyframe, Receiver receiver) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        try {
            workers.execute(() -> {
                try {
                    work(still, taken, wanted, keyframe, receiver);
                } catch (RuntimeException e) {
                    LOG.error("a still cannot be shown", e);
                } finally {
                    busy.set(false);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            // The gateway is going down.
            busy.set(false);
            return false;
        }
    }

    private synchronized void work(
            Still still, PictureFormat taken, StillSize wanted, boolean keyframe, Receiver receiver) {
        boolean resized = !size.equals(Optional.of(wanted)) || !format.equals(Optional.of(taken));
        if (resized) {
            free();
            size = Optional.of(wanted);
            format = Optional.of(taken);
        }
        if (resized || !drawn.equals(Optional.of(still))) {
            picture = still.draw(wanted.width(), wanted.height());
            drawn = Optional.of(still);
        }
        boolean first = encoder.isEmpty();
        PictureEncoder coder = encoder.orElseGet(() -> open(taken, wanted));
        encoder = Optional.of(coder);
        EncodedPicture coded = coder.encode(picture, keyframe || first);
        receiver.coded(coded, taken, keyframe || first);
    }

    private static PictureEncoder open(PictureFormat taken, StillSize wanted) {
        return taken.coding()
                .encoder(EncoderSettings.ofDefaultProfile(
                        wanted.width(),
                        wanted.height(),
                        FRAMES_PER_SECOND,
                        wanted.bitsPerSecond(),
                        PictureTarget.MAX_NAL));
    }

    @Override
    public void release() {
        try {
            workers.execute(this::free);
        } catch (RejectedExecutionException e) {
            free();
        }
    }

    private synchronized void free() {
        encoder.ifPresent(PictureEncoder::close);
        encoder = Optional.empty();
        drawn = Optional.empty();
        size = Optional.empty();
        format = Optional.empty();
        picture = I420Picture.black(2, 2);
    }
}
