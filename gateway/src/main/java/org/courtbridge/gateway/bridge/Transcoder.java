package org.courtbridge.gateway.bridge;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureCodecException;

/**
 * Codes the pictures of one source anew, once for all receivers that cannot take them as they come but take the same
 * instead. A worker scales and codes the newest picture that was decoded, and gives the packets on, one picture after the
 * other; what came in between is left out, and so is a picture that others wait behind to be decoded.
 */
final class Transcoder implements PictureFeed {

    private static final Logger LOG = LogManager.getLogger(Transcoder.class);

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
    private static final PictureOutput[] NOBODY = {};
    private static final int LARGEST_PACKET = 1_500;

    private final PictureSource source;
    private final PictureDecoding decoding;
    private final PictureTarget target;
    private final Executor workers;
    private final Workload.Place place;
    private final Runnable changed;
    private final BridgeClock clock;
    private final long interval;

    // The decoding's worker.
    private Optional<Long> lastTaken = Optional.empty();

    // Guarded by waiting.
    private final Object waiting = new Object();
    private Optional<Decoded> newest = Optional.empty();
    private boolean working;

    // The worker that works; guarded by coder.
    private final PictureCoder coder;
    private final PictureContent content;
    private final RtpPacket packet = new RtpPacket();
    private final byte[] bytes = new byte[LARGEST_PACKET];
    private int sequence;
    private boolean closed;

    private volatile boolean keyframeWanted = true;
    private volatile PictureOutput[] outputs = NOBODY;

    /** A picture that waits to be coded. */
    private record Decoded(I420Picture picture, long timestamp) {}

    /** @param changed runs when {@link #description} has changed, or there may be room for another one */
    Transcoder(
            PictureSource source,
            PictureDecoding decoding,
            PictureTarget target,
            Executor workers,
            Workload.Place place,
            BridgeClock clock,
            Runnable changed) {
        this.source = source;
        this.decoding = decoding;
        this.target = target;
        this.workers = workers;
        this.place = place;
        this.changed = changed;
        this.clock = clock;
        // A fifth less, for pictures that come a little early.
        this.interval = PictureSource.CLOCK_RATE * 4L / 5 / target.framesPerSecond();
        this.coder = new PictureCoder(target);
        this.content = new PictureContent(new PictureDescription(coder.format(), Optional.empty(), false), changed);
    }

    /**
     * Takes a picture to code, if it is not one too many a second. On the decoding's worker.
     *
     * @param picture not to be changed
     * @param behind whether others wait behind it
     */
    void take(I420Picture picture, long timestamp, boolean behind) {
        if (!keyframeWanted && (behind || !isDue(timestamp))) {
            return;
        }
        lastTaken = Optional.of(timestamp);
        synchronized (waiting) {
            newest = Optional.of(new Decoded(picture, timestamp));
            if (!working) {
                working = true;
                hand();
            }
        }
    }

    private boolean isDue(long timestamp) {
        return lastTaken.isEmpty() || Math.abs((int) (timestamp - lastTaken.get())) >= interval;
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
        Optional<Decoded> next;
        synchronized (waiting) {
            next = newest;
            newest = Optional.empty();
        }
        long before = PROCESSOR.getCurrentThreadCpuTime();
        try {
            next.ifPresent(this::code);
        } catch (PictureCodecException e) {
            LOG.error("leg {}: its pictures cannot be coded anew", source.leg().id(), e);
            keyframeWanted = true;
            decoding.begin();
        }
        worked(PROCESSOR.getCurrentThreadCpuTime() - before);
        synchronized (waiting) {
            working = newest.isPresent();
            if (working) {
                hand();
            }
        }
    }

    /** Something was done for the sake of this. */
    void worked(long nanos) {
        if (place.worked(nanos, clock.now())) {
            changed.run();
        }
    }

    private void code(Decoded decoded) {
        synchronized (coder) {
            if (closed) {
                return;
            }
            boolean keyframe = keyframeWanted;
            byte[] coded = coder.encode(decoded.picture(), keyframe);
            if (keyframe) {
                keyframeWanted = false;
            }
            give(coded, decoded.timestamp());
        }
    }

    private void give(byte[] picture, long timestamp) {
        long now = clock.now();
        coder.pack(picture, (payload, length, marker) -> {
            bytes[0] = (byte) 0x80;
            System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, length);
            packet.wrap(bytes, 0, RtpPacket.FIXED_HEADER + length);
            packet.payloadType(coder.format().payloadType());
            packet.marker(marker);
            sequence = sequence + 1 & 0xFFFF;
            packet.sequenceNumber(sequence);
            packet.timestamp(timestamp);
            boolean begins = content.look(packet, coder.format()) != PictureContent.Found.MORE;
            for (PictureOutput output : outputs) {
                output.offer(this, 0, packet, begins, now);
            }
        });
    }

    /** What the pictures become. From any thread. */
    PictureTarget target() {
        return target;
    }

    /** Who sees this; set by the hearing's control thread alone. */
    void outputs(List<PictureOutput> receivers) {
        outputs = receivers.toArray(PictureOutput[]::new);
    }

    /** The next picture will be one; the source is troubled only if there is none to go on from. */
    @Override
    public void keyframeWanted(long now) {
        keyframeWanted = true;
        decoding.keyframeWanted(now);
    }

    @Override
    public BridgeLeg leg() {
        return source.leg();
    }

    @Override
    public PictureDescription description() {
        return content.description();
    }

    @Override
    public ParameterSets parameters() {
        return content.parameters();
    }

    @Override
    public boolean hasParametersAt(long packetTimestamp) {
        return content.hasParametersAt(packetTimestamp);
    }

    /** Gives back its place at once, and native memory soon. From any thread. */
    void close() {
        outputs = NOBODY;
        place.close();
        try {
            workers.execute(this::free);
        } catch (RejectedExecutionException e) {
            free();
        }
    }

    private void free() {
        synchronized (coder) {
            closed = true;
            coder.close();
        }
    }
}
