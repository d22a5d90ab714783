package org.courtbridge.gateway.e2e;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Watches how many frames a room has put on its screen, for as long as it is open. */
final class FrameWatch implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final BaresipPeer room;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread;
    private volatile double longest;

    private FrameWatch(BaresipPeer room) {
        this.room = room;
        this.thread = Thread.ofVirtual().unstarted(this::watch);
    }

    static FrameWatch start(BaresipPeer room) {
        FrameWatch watch = new FrameWatch(room);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            long frames = room.framesShown();
            long since = System.nanoTime();
            while (!over.get()) {
                Await.elapsed(BETWEEN_LOOKS);
                long shown = room.framesShown();
                long now = System.nanoTime();
                if (shown != frames) {
                    frames = shown;
                    since = now;
                }
                longest = Math.max(longest, (now - since) / 1e6);
            }
        } catch (Exception e) {
            failure.set(e);
        }
    }

    /** The longest time without a new frame so far, in milliseconds. */
    double longestFreeze() {
        if (failure.get() != null) {
            throw new AssertionError("could not watch", failure.get());
        }
        return longest;
    }

    @Override
    public void close() throws InterruptedException {
        over.set(true);
        thread.join();
    }
}
