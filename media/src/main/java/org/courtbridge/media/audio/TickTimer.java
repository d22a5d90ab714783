package org.courtbridge.media.audio;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.health.RepeatedTask;

/** Has the sound of a hearing tick on the threads of a pool. Guarded by the sound that it belongs to. */
final class TickTimer {

    private final InternalErrors errors;
    private final Runnable tick;
    private Optional<ScheduledExecutorService> pool = Optional.empty();
    private Optional<Future<?>> ticking = Optional.empty();

    TickTimer(InternalErrors errors, Runnable tick) {
        this.errors = errors;
        this.tick = tick;
    }

    /** @param workers platform threads */
    void start(ScheduledExecutorService workers) {
        pool = Optional.of(workers);
        Runnable repeated = new RepeatedTask(errors, Part.SOUND, "the sound of a hearing", tick);
        ticking = Optional.of(
                workers.scheduleAtFixedRate(repeated, HearingAudio.TICK, HearingAudio.TICK, TimeUnit.NANOSECONDS));
    }

    /** Ticks a last time, on the pool if there is one. */
    void stop() {
        ticking.ifPresent(future -> future.cancel(false));
        if (pool.isEmpty()) {
            tick.run();
            return;
        }
        try {
            pool.get().execute(tick);
        } catch (RejectedExecutionException e) {
            // The pool is already down: nobody ticks.
            tick.run();
        }
    }
}
