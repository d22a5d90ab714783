package org.courtbridge.media.video.processing;

import io.netty.util.concurrent.EventExecutor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.courtbridge.codecs.video.NativePicture;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.CodedPicture;
import org.courtbridge.media.video.coded.VideoProcessor;

/**
 * Decodes the pictures of one source, once for all who need them plain ({@link DecodedPictureSink}): one that begins while others are
 * at work needs no keyframe of the source. Pictures wait for a worker, which decodes one after the other. From any thread.
 */
final class SharedVideoDecoder implements VideoProcessor.Input {

    /** Pictures that wait for a worker at most; then all that depend on what was left out are left out too. */
    private static final int BACKLOG = 8;

    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

    private final String name;
    private final EventExecutor timer;
    private final Runnable lost;
    private final Executor workers;
    private final BridgeClock clock;

    // Guarded by waiting.
    private final Queue<CodedPicture> waiting = new ArrayDeque<>();
    private boolean working;
    private OptionalLong leavesOutSince = OptionalLong.empty();
    private long leftOut;

    private final SourceDecoder decoder;
    private final CopyOnWriteArrayList<DecodedPictureSink> sinks = new CopyOnWriteArrayList<>();
    private volatile Seen seen = new Seen(false, VideoSource.LOSS_TIMEOUT_NANOS);

    /** Whether its pictures may be seen, and how long; as of {@link VideoProcessor.Input#seen}. */
    record Seen(boolean open, long lossTimeoutNanos) {}

    /**
     * @param name of the source, for the log
     * @param timer says when one of them is due
     * @param lost runs when a picture was left out or could not be decoded
     */
    SharedVideoDecoder(String name, EventExecutor timer, Runnable lost, Executor workers, BridgeClock clock) {
        this.name = name;
        this.timer = timer;
        this.lost = lost;
        this.workers = workers;
        this.clock = clock;
        this.decoder = new SourceDecoder(name, lost);
    }

    /** Name of the source, for the log. */
    String name() {
        return name;
    }

    /** Says when one of its pictures is due. */
    EventExecutor timer() {
        return timer;
    }

    /** Gives the pictures to one more from now on. */
    void add(DecodedPictureSink sink) {
        sinks.addIfAbsent(sink);
    }

    void remove(DecodedPictureSink sink) {
        sinks.remove(sink);
    }

    @Override
    public void seen(boolean open, long lossTimeoutNanos) {
        seen = new Seen(open, lossTimeoutNanos);
    }

    Seen seen() {
        return seen;
    }

    @Override
    public void put(CodedPicture picture) {
        if (!taken(picture)) {
            lost.run();
        }
    }

    private boolean taken(CodedPicture picture) {
        synchronized (waiting) {
            if (waiting.size() >= BACKLOG || leavesOutSince.isPresent() && !picture.keyframe()) {
                leavesOutSince = OptionalLong.of(leavesOutSince.orElse(clock.now()));
                return false;
            }
            leftOut += leavesOut();
            leavesOutSince = OptionalLong.empty();
            waiting.add(picture);
            if (!working) {
                working = true;
                hand();
            }
            return true;
        }
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
        long before = PROCESSOR.getCurrentThreadCpuTime();
        decoder.decode(picture, clock.now())
                .map(plain -> upright(plain, picture.quarterTurns()))
                .ifPresent(plain -> {
                    try (plain) {
                        give(plain, picture.timestamp(), picture.playoutTime(), behind);
                    }
                });
        long nanos = PROCESSOR.getCurrentThreadCpuTime() - before;
        for (DecodedPictureSink sink : sinks) {
            if (sink.worked(nanos)) {
                return;
            }
        }
    }

    /** Gives a decoded picture to all who need it. */
    void give(NativePicture plain, long timestamp, long playoutTime, boolean behind) {
        for (DecodedPictureSink sink : sinks) {
            sink.take(plain, timestamp, playoutTime, behind);
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

    @Override
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

    @Override
    public void close() {
        sinks.clear();
        try {
            workers.execute(decoder::close);
        } catch (RejectedExecutionException e) {
            decoder.close();
        }
    }
}
