package org.courtbridge.devices;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing at a time for one device, in order, each within a time limit. It has no thread: whoever asks starts what is next,
 * or what ended before does.
 */
final class CommandLane {

    /** More than a console and a poll ever ask of one device at once. */
    static final int WAITING = 32;

    private final Duration limit;
    private final Runnable disconnect;
    private final Queue<Job<?>> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    /** @param disconnect ends what is under way, so that its answer, should it still come, is not taken for the next one's */
    CommandLane(Duration limit, Runnable disconnect) {
        this.limit = limit;
        this.disconnect = disconnect;
    }

    <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> work) {
        Job<T> job = new Job<>(work, new CompletableFuture<>());
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(closedException());
            }
            if (waiting.size() >= WAITING) {
                return CompletableFuture.failedFuture(new DeviceException(
                        DeviceFault.BUSY, "%d commands wait for the device already".formatted(WAITING)));
            }
            waiting.add(job);
            if (running) {
                return job.result();
            }
            running = true;
        }
        next();
        return job.result();
    }

    private void next() {
        Job<?> job;
        synchronized (this) {
            job = waiting.poll();
            if (job == null) {
                running = false;
                return;
            }
        }
        start(job);
    }

    private <T> void start(Job<T> job) {
        if (job.result().isDone()) {
            next();
            return;
        }
        begin(job.work())
                .copy()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((value, failure) -> finish(job, value, failure));
    }

    /** Starts the work. An exception that it throws before there is a future fails the future, as later ones do. */
    private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> work) {
        return CompletableFuture.completedFuture(work).thenCompose(Supplier::get);
    }

    private <T> void finish(Job<T> job, @Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            job.result().complete(value);
        } else {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof TimeoutException) {
                disconnect.run();
                cause = new DeviceException(DeviceFault.TIMED_OUT, "not finished within %s".formatted(limit));
            }
            job.result().completeExceptionally(cause);
        }
        next();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    void close() {
        List<Job<?>> dropped;
        synchronized (this) {
            closed = true;
            dropped = new ArrayList<>(waiting);
            waiting.clear();
        }
        disconnect.run();
        dropped.forEach(job -> job.result().completeExceptionally(closedException()));
    }

    private static DeviceException closedException() {
        return new DeviceException(DeviceFault.CLOSED, "the device was closed");
    }

    private record Job<T>(Supplier<CompletableFuture<T>> work, CompletableFuture<T> result) {}
}
