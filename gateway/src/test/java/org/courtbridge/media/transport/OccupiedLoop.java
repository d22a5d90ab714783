package org.courtbridge.media.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** An event loop that has no time for what others want of it, as on a machine whose processors are taken. */
public final class OccupiedLoop {

    private OccupiedLoop() {}

    /** @return whether a task of another thread, begun while the loop had no time, went on only when it had */
    public static boolean isAwaitedBy(Runnable task, EventLoop loop) throws Exception {
        AtomicBoolean free = new AtomicBoolean();
        FutureTask<Boolean> awaited = new FutureTask<>(() -> {
            task.run();
            return free.get();
        });
        loop.execute(() -> {
            occupyUntilAwaitedBy(Thread.ofPlatform().start(awaited));
            free.set(true);
        });
        return awaited.get(60, TimeUnit.SECONDS);
    }

    /** On the loop: it does nothing else until a thread waits or has ended. */
    public static void occupyUntilAwaitedBy(Thread thread) {
        while (switch (thread.getState()) {
            case NEW, RUNNABLE, BLOCKED -> true;
            case WAITING, TIMED_WAITING, TERMINATED -> false;
        }) {
            Thread.yield();
        }
    }
}
