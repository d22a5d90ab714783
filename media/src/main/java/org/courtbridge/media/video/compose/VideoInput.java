package org.courtbridge.media.video.compose;

import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.PicturePacket;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.CodedPicture;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.receive.VideoReceiver;

/**
 * Puts the packets of one source together into coded pictures, and gives them to a processor. Lives on the source's event loop; what
 * other threads may call says so.
 */
public final class VideoInput implements VideoSink, AutoCloseable {

    private final VideoReceiver source;
    private final BridgeClock clock;
    private final VideoProcessor.Input input;
    private final PictureAssembly assembly;
    private int generation;

    /** Whether the processor can go on only from a keyframe. */
    private volatile boolean lost;

    // Guarded by this.
    private boolean open;
    private long lossTimeoutNanos;

    public VideoInput(VideoReceiver source, VideoProcessor processor, BridgeClock clock) {
        this.source = source;
        this.clock = clock;
        this.input = processor.input("leg " + source.party().leg().id(), source.loop(), () -> lost = true);
        this.assembly = new PictureAssembly(
                source.description().agreed(), this::assembled, () -> source.keyframeWanted(clock.now()));
        sourceChanged(source);
    }

    /** Takes what is put together here. From any thread. */
    public VideoProcessor.Input input() {
        return input;
    }

    /** The processor knows when they belong. */
    @Override
    public boolean takesAtOnce() {
        return true;
    }

    /** Who is told last is told what holds: a cut on another thread comes after what was read before it. */
    @Override
    public synchronized void sourceChanged(VideoSource from) {
        boolean isOpen = from.open();
        long timeout = from.lossTimeoutNanos();
        if (isOpen != open || timeout != lossTimeoutNanos) {
            open = isOpen;
            lossTimeoutNanos = timeout;
            input.seen(isOpen, timeout);
        }
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
        if (lost) {
            lost = false;
            assembly.await();
        }
        assembly.add(arrived.rtp(), from.description().agreed(), now);
    }

    private void assembled(CodedPicture picture) {
        // How long its pictures last changes with how they come.
        sourceChanged(source);
        input.put((picture.keyframe() ? withParameters(picture) : picture)
                .turned(source.description().quarterTurns())
                .belonging(source.playoutTime(picture.timestamp())));
    }

    /** Some say them once, or by signalling alone, and a decoder may begin at any keyframe. */
    private CodedPicture withParameters(CodedPicture picture) {
        if (picture.format().parameterSets().isEmpty() || source.hasParametersAt(picture.timestamp())) {
            return picture;
        }
        return picture.with(source.parameters().before(picture.bytes()));
    }

    /** Somebody has to begin; the source is troubled only if there is nothing to go on from. From any thread. */
    public void keyframeWanted(long now) {
        if (lost || assembly.waiting()) {
            source.keyframeWanted(now);
        }
    }

    /** Unlimited: it takes pictures as they come. */
    @Override
    public long bitrateCap() {
        return Long.MAX_VALUE;
    }

    /** From any thread. */
    @Override
    public void close() {
        input.close();
    }
}
