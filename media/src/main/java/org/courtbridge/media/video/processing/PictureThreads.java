package org.courtbridge.media.video.processing;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The platform threads for pictures: those of hearings, whose time is measured, and beside them those for what may wait. */
final class PictureThreads implements AutoCloseable {

    /** Threads for those who are tried: while one looks for faces, or makes a report, pictures of others are decoded. */
    static final int PROBES = 2;

    private final ExecutorService pictures;
    private final ExecutorService stills = Executors.newSingleThreadExecutor(new DefaultThreadFactory("stills"));
    private final ExecutorService probes =
            Executors.newFixedThreadPool(PROBES, new DefaultThreadFactory("probes", Thread.MIN_PRIORITY));
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("picture-load", true));
    private final WorkerTime time;
    private final Executor measured;

    /**
     * @param hearings number of threads for pictures of hearings
     * @param nanos {@link System#nanoTime}
     */
    PictureThreads(int hearings, LongSupplier nanos) {
        this.pictures = Executors.newFixedThreadPool(hearings, new DefaultThreadFactory("pictures"));
        this.time = new WorkerTime(hearings, nanos);
        this.measured = work -> pictures.execute(time.measured(work));
    }

    /** For pictures of hearings; their time is measured. */
    Executor ofHearings() {
        return measured;
    }

    /** Runs what no hearing waits for on a thread of hearings; its time is not measured. */
    void warmUp(Runnable work) {
        pictures.execute(work);
    }

    /** The measurements of the threads of hearings since the last call. */
    WorkerTime.Span measurements() {
        return time.take();
    }

    /** One thread, for stills. */
    Executor stills() {
        return stills;
    }

    /** For those who are tried. */
    Executor probes() {
        return probes;
    }

    /** Looks again and again, on a thread of its own. */
    void each(Duration period, Runnable look) {
        looking.scheduleAtFixedRate(look, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        looking.shutdown();
        pictures.shutdown();
        stills.shutdown();
        probes.shutdown();
    }
}
