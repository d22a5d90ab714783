package org.courtbridge.media.video.processing;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** Measures how much of the time of some threads goes by in work, and how long work waits for them. From any thread. */
public final class WorkerTime {

    private final int threads;
    private final LongSupplier nanos;

    // Guarded by this.
    private final Set<Job> running = new HashSet<>();
    private long from;
    private long worked;
    private long waited;
    private int begun;

    /**
     * The measurements of a span of time.
     *
     * @param share of the threads' time, 0 to 1
     * @param waited nanoseconds from when a piece of work was handed over to when it began, on average
     */
    public record Span(double share, long waited) {

        static final Span IDLE = new Span(0, 0);
    }

    /** @param nanos {@link System#nanoTime} */
    WorkerTime(int threads, LongSupplier nanos) {
        this.threads = threads;
        this.nanos = nanos;
        this.from = nanos.getAsLong();
    }

    /** The same work, handed over now. */
    Runnable measured(Runnable work) {
        return new Job(work);
    }

    /** The measurements since the last call. */
    synchronized Span take() {
        long now = nanos.getAsLong();
        long ofRunning =
                running.stream().mapToLong(job -> since(job.begin, now)).sum();
        long time = threads * (now - from);
        Span span = new Span(time == 0 ? 0 : (double) (worked + ofRunning) / time, begun == 0 ? 0 : waited / begun);
        from = now;
        worked = 0;
        waited = 0;
        begun = 0;
        return span;
    }

    private long since(long begin, long now) {
        return now - Math.max(from, begin);
    }

    private synchronized void begin(Job job) {
        job.begin = nanos.getAsLong();
        waited += job.begin - job.handed;
        begun++;
        running.add(job);
    }

    private synchronized void end(Job job) {
        running.remove(job);
        worked += since(job.begin, nanos.getAsLong());
    }

    private final class Job implements Runnable {

        private final Runnable work;
        private final long handed = nanos.getAsLong();
        private long begin;

        Job(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            WorkerTime.this.begin(this);
            try {
                work.run();
            } finally {
                WorkerTime.this.end(this);
            }
        }
    }
}
