package org.courtbridge.simulators;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Calls at even times, on a platform thread, until it is closed; what came too late is left out, not caught up. */
final class Pace implements AutoCloseable {

    private final Thread thread;
    private volatile boolean running = true;

    private Pace(String name, Duration interval, Runnable beat) {
        thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(interval.toNanos(), beat));
    }

    static Pace start(String name, Duration interval, Runnable beat) {
        Pace pace = new Pace(name, interval, beat);
        pace.thread.start();
        return pace;
    }

    private void run(long interval, Runnable beat) {
        long next = System.nanoTime();
        while (running) {
            beat.run();
            next += interval;
            long now = System.nanoTime();
            if (now - next > 5 * interval) {
                next = now;
            }
            for (long left = next - now; left > 0 && running; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /** Returns when the last call is over. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
