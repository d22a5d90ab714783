package org.courtbridge.media.video.compose;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureCodecException;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.LipSyncBuffer;
import org.courtbridge.media.video.LoadStep;
import org.courtbridge.media.video.ParameterSets;
import org.courtbridge.media.video.PictureDescription;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;

/**
 * Pictures that are coded here, once for all who see them. One worker at a time makes the next one; as long as the encoder
 * fails there are none, it is tried anew each second, and those who are shown stills see one.
 */
public abstract sealed class EncodedVideoSource implements VideoSource permits Transcoder, Composition {

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

    /**
     * Nanoseconds between two keyframes at least, as all receivers have to take each: a request just after one waits for the
     * next.
     */
    public static final long BETWEEN_KEYFRAMES = 500_000_000;

    /** Nanoseconds before an encoder that failed is tried again. */
    static final long BETWEEN_TRIALS = 1_000_000_000;

    private final PictureTarget target;
    private final PictureWorkers workers;
    private final Workload.Place place;
    private final BridgeClock clock;
    private final Runnable changed;

    /** Of how long coding takes, what the last time counts. */
    private static final int RECENT = 8;

    private volatile boolean keyframeWanted = true;
    private volatile long lastKeyframe;
    private volatile long lead;

    // The worker that works; guarded by packets.
    private final VideoPacketizer packets;
    private final Failures failures;
    private long lastFailure;
    private boolean closed;

    /**
     * @param what the pictures are, for the log
     * @param changed runs when {@link #description} has changed, or there may be room for another one
     */
    EncodedVideoSource(
            String what,
            PictureTarget target,
            PictureWorkers workers,
            Workload.Place place,
            BridgeClock clock,
            Runnable changed) {
        this.target = target;
        this.workers = workers;
        this.place = place;
        this.clock = clock;
        this.changed = changed;
        this.packets = new VideoPacketizer(this, target.format(), workers.encoders(), clock, changed);
        this.failures = new Failures(what + " cannot be coded");
        this.lastKeyframe = clock.now() - BETWEEN_KEYFRAMES;
    }

    /** Frees what the making holds. On a worker, or when there is none any more. */
    abstract void freeParts();

    /** Has a worker do something, soon; false if the gateway is going down. */
    final boolean hand(Runnable work) {
        try {
            workers.threads().execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /**
     * Makes the next picture, on a worker.
     *
     * @param making is told the time, and gives the picture to {@link #code} if one is due
     */
    final void work(LongConsumer making) {
        long before = PROCESSOR.getCurrentThreadCpuTime();
        try {
            synchronized (packets) {
                if (!closed) {
                    tryToMake(making, clock.now());
                }
            }
        } finally {
            worked(PROCESSOR.getCurrentThreadCpuTime() - before);
        }
    }

    private void tryToMake(LongConsumer making, long now) {
        if (failures.goOn() && now - lastFailure < BETWEEN_TRIALS) {
            return;
        }
        try {
            making.accept(now);
        } catch (PictureCodecException e) {
            lastFailure = now;
            keyframeWanted = true;
            packets.restart();
            failures.failed(e, now);
        }
    }

    /** Something was done for the sake of this, which took so many nanoseconds of a processor. */
    public final void worked(long nanos) {
        if (place.worked(nanos, clock.now())) {
            changed.run();
        }
    }

    /**
     * Codes a picture for all who see this; of the making.
     *
     * @param becomes what it becomes for now, in the target's format
     * @param playoutTime when it goes with the sound, {@link System#nanoTime}
     * @param asked when a worker was asked for it
     */
    final void code(
            NativePicture picture, PictureTarget becomes, long timestamp, long playoutTime, long asked, long now) {
        boolean keyframe = keyframeIsDue(now);
        packets.code(picture, becomes, keyframe, timestamp, playoutTime);
        long took = Math.clamp(clock.now() - asked, 0, LipSyncBuffer.LONGEST);
        long before = lead;
        lead = before + (took - before) / RECENT;
        failures.ended();
        if (keyframe) {
            keyframeWanted = false;
            lastKeyframe = now;
        }
    }

    /** Average time of late from when a worker is asked for a picture until that goes out, in nanoseconds. From any thread. */
    final long lead() {
        return lead;
    }

    /** Whether the next picture will be a keyframe: somebody wants one, and the last one was long enough ago. */
    final boolean keyframeIsDue(long now) {
        return keyframeWanted && now - lastKeyframe >= BETWEEN_KEYFRAMES;
    }

    @Override
    public final boolean isCodedHere() {
        return true;
    }

    @Override
    public void keyframeWanted(long now) {
        keyframeWanted = true;
    }

    /** The reduction of pictures that holds now, {@link LoadStep#NONE} while there is time enough of the processors. */
    final LoadStep saved() {
        return workers.step();
    }

    /** The target of the pictures when nothing has to be saved. From any thread. */
    public final PictureTarget target() {
        return target;
    }

    /** Sets the sinks that see this; called by the hearing's control thread alone. */
    public final void outputs(List<? extends VideoSink> receivers) {
        packets.outputs(receivers);
    }

    /** Whether nobody else sees this. The hearing's control thread's. */
    public final boolean isSeenBy(VideoSink output) {
        return packets.isSeenBy(output);
    }

    @Override
    public final PictureDescription description() {
        return packets.description();
    }

    @Override
    public final ParameterSets parameters() {
        return packets.parameters();
    }

    /** Gives back its place at once, and native memory soon. From any thread. */
    final void close() {
        packets.outputs(List.of());
        place.close();
        if (!hand(this::free)) {
            free();
        }
    }

    private void free() {
        synchronized (packets) {
            closed = true;
            packets.close();
            freeParts();
        }
    }
}
