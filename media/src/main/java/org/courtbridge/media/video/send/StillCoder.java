package org.courtbridge.media.video.send;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.PicturePacketizer;
import org.courtbridge.codecs.video.EncodedPicture;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.media.leg.Still;
import org.courtbridge.media.video.PictureTarget;

/** Draws and codes one party's stills on a worker, one at a time. From any thread. */
final class StillCoder {

    private static final Logger LOG = LogManager.getLogger(StillCoder.class);

    /** Bytes of a payload; slices are no longer, so that both packetization modes can carry them whole. */
    static final int MAX_PAYLOAD = 1_200;

    private final Executor workers;
    private final AtomicBoolean busy = new AtomicBoolean();

    // Guarded by this.
    private Optional<PictureEncoder> encoder = Optional.empty();
    private Optional<PictureFormat> format = Optional.empty();
    private PicturePacketizer packetizer = new H264Packetizer(0, MAX_PAYLOAD);
    private Optional<Still> drawn = Optional.empty();
    private Optional<StillSize> size = Optional.empty();
    private I420Picture picture = new I420Picture(2, 2);

    /** Takes a coded picture, on the worker. */
    interface Receiver {
        void coded(Coded picture);
    }

    /** A picture that was coded for a format. */
    static final class Coded {

        private final PictureFormat format;
        private final PicturePacketizer packetizer;
        private final EncodedPicture picture;
        private final boolean keyframe;

        private Coded(PictureFormat format, PicturePacketizer packetizer, EncodedPicture picture, boolean keyframe) {
            this.format = format;
            this.packetizer = packetizer;
            this.picture = picture;
            this.keyframe = keyframe;
        }

        PictureFormat format() {
            return format;
        }

        boolean keyframe() {
            return keyframe;
        }

        /** Gives the payloads of the picture; those of all pictures on one thread. */
        void pack(PicturePacketizer.Sink sink) {
            packetizer.pack(picture, sink);
        }
    }

    StillCoder(Executor workers) {
        this.workers = workers;
    }

    /** @return false if the picture before is not finished, or nobody works any more; then nothing will come of this */
    boolean code(Still still, PictureFormat taken, StillSize wanted, boolean keyframe, Receiver receiver) {
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
        receiver.coded(new Coded(taken, packetizer, coded, keyframe || first));
    }

    private PictureEncoder open(PictureFormat taken, StillSize wanted) {
        packetizer = taken.packetizer(MAX_PAYLOAD);
        return taken.coding()
                .encoder(new EncoderSettings(
                        wanted.width(),
                        wanted.height(),
                        StillPictures.FRAMES_PER_SECOND,
                        wanted.bitsPerSecond(),
                        PictureTarget.MAX_NAL));
    }

    /** Lets go of native memory, soon; the next picture takes it anew. */
    void release() {
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
        picture = new I420Picture(2, 2);
    }
}
