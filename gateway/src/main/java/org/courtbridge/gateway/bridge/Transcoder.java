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
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.PictureCodecException;

/**
 * Codes the pictures of one source anew, once for all receivers that cannot take them as they come but take the same
 * instead. Packets are put together on the source's event loop; whole pictures wait for a worker, which decodes, scales,
 * codes, and gives the packets on, one picture after the other. A picture that others wait behind is decoded only.
 */
final class Transcoder implements PictureFeed, PictureReceiver {

    private static final Logger LOG = LogManager.getLogger(Transcoder.class);

    /** Whole pictures that wait for a worker at most; then all that depend on what was left out are left out too. */
    private static final int BACKLOG = 8;

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
    private static final PictureOutput[] NOBODY = {};
    private static final int LARGEST_PACKET = 1_500;

    private final PictureSource source;
    private final PictureTarget target;
    private final Executor workers;
    private final Workload.Place place;
    private final Runnable changed;
    private final BridgeClock clock;
    private final long interval;

    // The source's event loop.
    private final PictureAssembly assembly;
    private int generation;

    // Guarded by waiting.
    private final Queue<CodedPicture> waiting = new ArrayDeque<>();
    private boolean working;

    // The worker that works; guarded by recoder.
    private final PictureRecoder recoder;
    private final PictureContent content;
    private final RtpPacket packet = new RtpPacket();
    private final byte[] bytes = new byte[LARGEST_PACKET];
    private Optional<Long> lastShown = Optional.empty();
    private int sequence;
    private boolean closed;

    private volatile boolean keyframeWanted = true;
    private volatile boolean broken;
    private volatile PictureOutput[] outputs = NOBODY;

    /** @param changed runs when {@link #description} has changed, or there may be room for another one */
    Transcoder(
            PictureSource source,
            PictureTarget target,
            Executor workers,
            Workload.Place place,
            BridgeClock clock,
            Runnable changed) {
        this.source = source;
        this.target = target;
        this.workers = workers;
        this.place = place;
        this.changed = changed;
        this.clock = clock;
        // A fifth less, for pictures that come a little early.
        this.interval = PictureSource.CLOCK_RATE * 4L / 5 / target.framesPerSecond();
        this.recoder = new PictureRecoder(target);
        this.content = new PictureContent(new PictureDescription(recoder.format(), Optional.empty(), false), changed);
        this.assembly = new PictureAssembly(
                source.description().agreed(), this::assembled, () -> source.keyframeWanted(clock.now()));
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
        long before = PROCESSOR.getCurrentThreadCpuTime();
        try {
            recode(picture, behind);
        } catch (PictureCodecException e) {
            LOG.error("leg {}: its pictures cannot be coded anew", source.leg().id(), e);
            broken = true;
        }
        if (place.worked(PROCESSOR.getCurrentThreadCpuTime() - before, clock.now())) {
            changed.run();
        }
        synchronized (waiting) {
            working = !waiting.isEmpty();
            if (working) {
                hand();
            }
        }
    }

    private void recode(CodedPicture picture, boolean behind) {
        synchronized (recoder) {
            if (closed || broken && !picture.keyframe()) {
                return;
            }
            boolean keyframe = keyframeWanted;
            boolean shown = keyframe || !behind && isDue(picture.timestamp());
            switch (recoder.recode(picture, shown, keyframe)) {
                case PictureRecoder.Undecodable _ -> broken = true;
                case PictureRecoder.Passed _ -> {}
                case PictureRecoder.Recoded recoded -> {
                    if (keyframe) {
                        keyframeWanted = false;
                    }
                    lastShown = Optional.of(picture.timestamp());
                    give(recoded.bytes(), picture.timestamp());
                }
            }
        }
    }

    /** Whether the picture is not one too many a second. */
    private boolean isDue(long timestamp) {
        return lastShown.isEmpty() || Math.abs((int) (timestamp - lastShown.get())) >= interval;
    }

    private void give(byte[] picture, long timestamp) {
        long now = clock.now();
        recoder.pack(picture, (payload, length, marker) -> {
            bytes[0] = (byte) 0x80;
            System.arraycopy(payload, 0, bytes, RtpPacket.FIXED_HEADER, length);
            packet.wrap(bytes, 0, RtpPacket.FIXED_HEADER + length);
            packet.payloadType(recoder.format().payloadType());
            packet.marker(marker);
            sequence = sequence + 1 & 0xFFFF;
            packet.sequenceNumber(sequence);
            packet.timestamp(timestamp);
            boolean begins = content.look(packet, recoder.format()) != PictureContent.Found.MORE;
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
        if (broken || assembly.waiting()) {
            source.keyframeWanted(now);
        }
    }

    /** What it gives is within every receiver's limits; what it takes, it takes whole. */
    @Override
    public long bitrateCap() {
        return Long.MAX_VALUE;
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
        synchronized (recoder) {
            closed = true;
            recoder.close();
        }
    }
}
