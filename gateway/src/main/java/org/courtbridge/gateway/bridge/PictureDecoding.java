package org.courtbridge.gateway.bridge;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureCodecException;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureDecoder;

/**
 * Decodes the pictures of one source, once for all {@link Transcoder}s that code them anew: one that begins while others are
 * at work needs no keyframe of the source. Packets are put together on the source's event loop; whole pictures wait for a
 * worker, one after the other.
 */
final class PictureDecoding implements PictureReceiver {

    private static final Logger LOG = LogManager.getLogger(PictureDecoding.class);

    /** Whole pictures that wait for a worker at most; then all that depend on what was left out are left out too. */
    private static final int BACKLOG = 8;

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
    private static final Transcoder[] NOBODY = {};

    private final PictureSource source;
    private final Executor workers;
    private final BridgeClock clock;

    // The source's event loop.
    private final PictureAssembly assembly;
    private int generation;

    // Guarded by waiting.
    private final Queue<CodedPicture> waiting = new ArrayDeque<>();
    private boolean working;

    // The worker that works; guarded by decoding.
    private final Object decoding = new Object();
    private Optional<PictureDecoder> decoder = Optional.empty();
    private Optional<PictureCoding> coding = Optional.empty();
    private boolean closed;

    private volatile boolean broken;
    private volatile Transcoder[] transcoders = NOBODY;

    PictureDecoding(PictureSource source, Executor workers, BridgeClock clock) {
        this.source = source;
        this.workers = workers;
        this.clock = clock;
        this.assembly = new PictureAssembly(
                source.description().agreed(), this::assembled, () -> source.keyframeWanted(clock.now()));
    }

    /** Who codes the pictures anew; set by the hearing's control thread alone. */
    void transcoders(List<Transcoder> takers) {
        transcoders = takers.toArray(Transcoder[]::new);
    }

    @Override
    public void offer(PictureFeed from, int fromGeneration, RtpPacket arrived, boolean begins, long now) {
        if (!from.leg().open()) {
            return;
        }
        int current = fromGeneration + from.leg().openings();
        if (current != generation) {
            generation = current;
            assembly.restart();
            if (!begins) {
                from.keyframeWanted(now);
            }
        }
        if (broken) {
            broken = false;
            assembly.await();
        }
        assembly.add(arrived, from.description().agreed(), now);
    }

    private void assembled(CodedPicture picture) {
        CodedPicture complete = picture.keyframe() ? withParameters(picture) : picture;
        synchronized (waiting) {
            if (waiting.size() >= BACKLOG) {
                broken = true;
                return;
            }
            waiting.add(complete);
            if (!working) {
                working = true;
                hand();
            }
        }
    }

    /** Some say them once, or by signalling alone, and a decoder may begin at any keyframe. */
    private CodedPicture withParameters(CodedPicture picture) {
        if (!(picture.format() instanceof H264Format) || source.hasParametersAt(picture.timestamp())) {
            return picture;
        }
        byte[] whole = source.parameters().before(picture.bytes());
        return new CodedPicture(picture.format(), whole, true, picture.timestamp());
    }

    private void hand() {
        try {
            workers.execute(this::work);
        } catch (RejectedExecutionException e) {
            // The gateway is going down.
            working = false;
        }
    }

    private void work() {
        CodedPicture picture;
        boolean behind;
        synchronized (waiting) {
            picture = waiting.remove();
            behind = !waiting.isEmpty();
        }
        Transcoder[] takers = transcoders;
        long before = PROCESSOR.getCurrentThreadCpuTime();
        decode(picture).ifPresent(plain -> {
            for (Transcoder taker : takers) {
                taker.take(plain, picture.timestamp(), behind);
            }
        });
        if (takers.length > 0) {
            takers[0].worked(PROCESSOR.getCurrentThreadCpuTime() - before);
        }
        synchronized (waiting) {
            working = !waiting.isEmpty();
            if (working) {
                hand();
            }
        }
    }

    private Optional<I420Picture> decode(CodedPicture picture) {
        synchronized (decoding) {
            if (closed || broken && !picture.keyframe()) {
                return Optional.empty();
            }
            try {
                Optional<I420Picture> plain = decoder(picture.format()).decode(picture.bytes());
                broken |= plain.isEmpty();
                return plain;
            } catch (PictureCodecException e) {
                LOG.error("leg {}: its pictures cannot be decoded", source.leg().id(), e);
                broken = true;
                return Optional.empty();
            }
        }
    }

    private PictureDecoder decoder(PictureFormat format) {
        if (!coding.equals(Optional.of(format.coding()))) {
            closeDecoder();
            decoder = Optional.of(format.coding().decoder());
            coding = Optional.of(format.coding());
        }
        return decoder.orElseThrow();
    }

    private void closeDecoder() {
        decoder.ifPresent(PictureDecoder::close);
        decoder = Optional.empty();
        coding = Optional.empty();
    }

    /** Goes on from a keyframe alone. From any thread. */
    void begin() {
        broken = true;
    }

    /** Somebody has to begin; the source is troubled only if there is nothing to go on from. From any thread. */
    void keyframeWanted(long now) {
        if (broken || assembly.waiting()) {
            source.keyframeWanted(now);
        }
    }

    /** What it takes, it takes whole. */
    @Override
    public long bitrateCap() {
        return Long.MAX_VALUE;
    }

    /** Gives back native memory soon. From any thread. */
    void close() {
        transcoders = NOBODY;
        try {
            workers.execute(this::free);
        } catch (RejectedExecutionException e) {
            free();
        }
    }

    private void free() {
        synchronized (decoding) {
            closed = true;
            closeDecoder();
        }
    }
}
