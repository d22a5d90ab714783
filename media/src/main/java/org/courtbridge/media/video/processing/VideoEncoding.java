package org.courtbridge.media.video.processing;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.codecs.video.PictureCodecException;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.LipSyncBuffer;
import org.courtbridge.media.video.LoadStep;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.coded.VideoProcessor;

/**
 * Makes the pictures of one output and codes them. One worker at a time makes the next one; as long as the encoder fails there are
 * none, and it is tried anew each second. From any thread, but for what says otherwise.
 */
abstract sealed class VideoEncoding implements VideoProcessor.Output permits Transcoding, Composer {

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

    /** Nanoseconds before an encoder that failed is tried again. */
    private static final long BETWEEN_TRIALS = 1_000_000_000;

    /** Of how long coding takes, what the last time counts. */
    private static final int RECENT = 8;

    private final Setting setting;

    private volatile boolean keyframeWanted = true;
    private volatile long lastKeyframe;
    private volatile long lead;

    // The worker that works; guarded by coder.
    private final PictureCoder coder;
    private final Failures failures;
    private long lastFailure;
    private boolean closed;

    /**
     * What is coded, and with what.
     *
     * @param changed runs when there may be room for another one
     */
    record Setting(
            PictureTarget target,
            PictureWorkers workers,
            Workload.Place place,
            BridgeClock clock,
            VideoProcessor.Receiver receiver,
            Runnable changed) {}

    /** @param what the pictures are, for the log */
    VideoEncoding(String what, Setting setting) {
        this.setting = setting;
        this.coder = new PictureCoder(setting.target.format(), setting.workers.encoders());
        this.failures = new Failures(what + " cannot be coded");
        this.lastKeyframe = setting.clock.now() - BETWEEN_KEYFRAMES;
    }

    /** Frees what the making holds. On a worker, or when there is none any more. */
    abstract void freeParts();

    /** Has a worker do something, soon; false if the gateway is going down. */
    final boolean hand(Runnable work) {
        try {
            setting.workers.threads().execute(work);
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
            synchronized (coder) {
                if (!closed) {
                    tryToMake(making, setting.clock.now());
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
            coder.close();
            failures.failed(e, now);
        }
    }

    /** As of {@link DecodedPictureSink#worked}: what is done for this counts for it. */
    public final boolean worked(long nanos) {
        if (setting.place.worked(nanos, setting.clock.now())) {
            setting.changed.run();
        }
        return true;
    }

    /**
     * Codes a picture; of the making.
     *
     * @param becomes what it becomes for now, in the target's format
     * @param playoutTime when it goes with the sound, {@link System#nanoTime}
     * @param asked when a worker was asked for it
     */
    final void code(
            NativePicture picture, PictureTarget becomes, long timestamp, long playoutTime, long asked, long now) {
        boolean keyframe = keyframeIsDue(now);
        if (keyframe) {
            // Whoever wants one from now on may come too late for this.
            keyframeWanted = false;
            lastKeyframe = now;
        }
        boolean out = false;
        try {
            setting.receiver.coded(coder.encode(picture, becomes, keyframe), timestamp, playoutTime);
            out = true;
        } finally {
            if (keyframe && !out) {
                keyframeWanted = true;
            }
        }
        long took = Math.clamp(setting.clock.now() - asked, 0, LipSyncBuffer.LONGEST);
        long before = lead;
        lead = before + (took - before) / RECENT;
        failures.ended();
    }

    /** Average time of late from when a worker is asked for a picture until that goes out, in nanoseconds. */
    final long lead() {
        return lead;
    }

    /** Whether the next picture will be a keyframe: somebody wants one, and the last one was long enough ago. */
    final boolean keyframeIsDue(long now) {
        return keyframeWanted && now - lastKeyframe >= BETWEEN_KEYFRAMES;
    }

    @Override
    public final void keyframeWanted() {
        keyframeWanted = true;
    }

    /** The reduction of pictures that holds now, {@link LoadStep#NONE} while there is time enough of the processors. */
    final LoadStep saved() {
        return setting.workers.step();
    }

    /** The target of the pictures when nothing has to be saved. */
    final PictureTarget target() {
        return setting.target;
    }

    final BridgeClock clock() {
        return setting.clock;
    }

    @Override
    public void close() {
        setting.place.close();
        if (!hand(this::free)) {
            free();
        }
    }

    private void free() {
        synchronized (coder) {
            closed = true;
            coder.close();
            freeParts();
        }
    }
}
