package org.courtbridge.media.video.receive;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a task on an event loop when the shortest of several waits is over. Lives on that loop. */
final class LoopTimer {

    private final EventLoop loop;
    private final Runnable task;
    private final Runnable expiry = this::expire;
    private @Nullable ScheduledFuture<?> scheduled;
    private long at;

    LoopTimer(EventLoop loop, Runnable task) {
        this.loop = loop;
        this.task = task;
    }

    /**
     * Runs the task when a wait is over, or earlier: one that is scheduled before that stays.
     *
     * @param wait ns; {@link Long#MAX_VALUE} for no task
     * @param now ns of {@link System#nanoTime}
     */
    void runAfter(long wait, long now) {
        if (wait == Long.MAX_VALUE || scheduled != null && at - (now + wait) <= 0) {
            return;
        }
        if (scheduled != null) {
            scheduled.cancel(false);
        }
        at = now + wait;
        try {
            scheduled = loop.schedule(expiry, Math.max(0, wait), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The gateway is going down, and nothing will be sent any more.
            scheduled = null;
        }
    }

    private void expire() {
        scheduled = null;
        task.run();
    }
}
