package org.courtbridge.media.video.compose;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureCodecException;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.DecodedPictureSink;
import org.courtbridge.media.video.PicturePacket;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.receive.VideoReceiver;

/**
 * Decodes the pictures of one source, once for all who need them plain ({@link DecodedPictureSink}): one that begins while others are
 * at work needs no keyframe of the source. Packets are put together on the source's event loop; whole pictures wait for a
 * worker, one after the other.
 */
public final class SharedVideoDecoder implements VideoSink {

    /** Whole pictures that wait for a worker at most; then all that depend on what was left out are left out too. */
    private static final int BACKLOG = 8;

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
    private static final DecodedPictureSink[] NOBODY = {};

    private final VideoReceiver source;
    private final Executor workers;
    private final BridgeClock clock;

    // The source's event loop.
    private final PictureAssembly assembly;
    private int generation;

    // Guarded by waiting.
    private final Queue<CodedPicture> waiting = new ArrayDeque<>();
    private boolean working;
    private OptionalLong leavesOutSince = OptionalLong.empty();
    private long leftOut;

    // The worker that works; guarded by decoding.
    private final Object decoding = new Object();
    private Optional<PictureDecoder> decoder = Optional.empty();
    private Optional<PictureCoding> coding = Optional.empty();
    private final Failures failures;
    private boolean closed;

    private volatile boolean broken;
    private volatile DecodedPictureSink[] takers = NOBODY;

    public SharedVideoDecoder(VideoReceiver source, Executor workers, BridgeClock clock) {
        this.source = source;
        this.workers = workers;
        this.clock = clock;
        this.failures =
                new Failures("the picture of leg " + source.party().leg().id() + " cannot be decoded");
        this.assembly = new PictureAssembly(
                source.description().agreed(), this::assembled, () -> source.keyframeWanted(clock.now()));
    }

    /** Sets the sinks of decoded pictures; called by the hearing's control thread alone. */
    public void takers(List<DecodedPictureSink> all) {
        takers = all.toArray(DecodedPictureSink[]::new);
    }

    /** Whoever needs the pictures knows when they belong. */
    @Override
    public boolean takesAtOnce() {
        return true;
    }

    @Override
    public void offer(VideoSource from, PicturePacket arrived, long now) {
        if (!from.open()) {
            return;
        }
        int current = arrived.generation() + from.openings();
        if (current != generation) {
            generation = current;
            assembly.restart();
            if (!arrived.begins()) {
                from.keyframeWanted(now);
            }
        }
        if (broken) {
            broken = false;
            assembly.await();
        }
        assembly.add(arrived.rtp(), from.description().agreed(), now);
    }

    private void assembled(CodedPicture picture) {
        CodedPicture complete = (picture.keyframe() ? withParameters(picture) : picture)
                .turned(source.description().quarterTurns())
                .belonging(source.playoutTime(picture.timestamp()));
        synchronized (waiting) {
            if (waiting.size() >= BACKLOG) {
                broken = true;
                leavesOutSince = OptionalLong.of(leavesOutSince.orElse(clock.now()));
                return;
            }
            leftOut += leavesOut();
            leavesOutSince = OptionalLong.empty();
            waiting.add(complete);
            if (!working) {
                working = true;
                hand();
            }
        }
    }

    /** Some say them once, or by signalling alone, and a decoder may begin at any keyframe. */
    private CodedPicture withParameters(CodedPicture picture) {
        if (picture.format().parameterSets().isEmpty() || source.hasParametersAt(picture.timestamp())) {
            return picture;
        }
        byte[] whole = source.parameters().before(picture.bytes());
        return picture.with(whole);
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
        try {
            work(picture, behind);
        } finally {
            synchronized (waiting) {
                working = !waiting.isEmpty();
                if (working) {
                    hand();
                }
            }
        }
    }

    private void work(CodedPicture picture, boolean behind) {
        DecodedPictureSink[] present = takers;
        long before = PROCESSOR.getCurrentThreadCpuTime();
        decode(picture).map(plain -> upright(plain, picture.quarterTurns())).ifPresent(plain -> {
            try (plain) {
                for (DecodedPictureSink taker : present) {
                    taker.take(plain, picture.timestamp(), picture.playoutTime(), behind);
                }
            }
        });
        if (present.length > 0) {
            present[0].worked(PROCESSOR.getCurrentThreadCpuTime() - before);
        }
    }

    private static NativePicture upright(NativePicture picture, int quarterTurns) {
        if (quarterTurns == 0) {
            return picture;
        }
        try (picture) {
            return picture.turned(quarterTurns);
        }
    }

    private Optional<NativePicture> decode(CodedPicture picture) {
        synchronized (decoding) {
            if (closed || broken && !picture.keyframe()) {
                return Optional.empty();
            }
            try {
                Optional<NativePicture> plain = decoder(picture.format()).decodeNative(picture.bytes());
                failures.ended();
                broken |= plain.isEmpty();
                return plain;
            } catch (PictureCodecException e) {
                failures.failed(e, clock.now());
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

    /** Somebody has to begin; the source is troubled only if there is nothing to go on from. From any thread. */
    public void keyframeWanted(long now) {
        if (broken || assembly.waiting()) {
            source.keyframeWanted(now);
        }
    }

    /**
     * Nanoseconds, since this was asked last, of which the pictures were left out because there was no time for them: from each that
     * was, to the next that did not need it. From any thread.
     */
    public long takeLeftOut() {
        synchronized (waiting) {
            long taken = leftOut + leavesOut();
            leftOut = 0;
            leavesOutSince = leavesOutSince.isPresent() ? OptionalLong.of(clock.now()) : leavesOutSince;
            return taken;
        }
    }

    private long leavesOut() {
        return leavesOutSince.isPresent() ? clock.now() - leavesOutSince.getAsLong() : 0;
    }

    /** Unlimited: it takes pictures as they come. */
    @Override
    public long bitrateCap() {
        return Long.MAX_VALUE;
    }

    /** Gives back native memory soon. From any thread. */
    public void close() {
        takers = NOBODY;
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
