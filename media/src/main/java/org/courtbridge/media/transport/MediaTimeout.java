package org.courtbridge.media.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells when nothing valid has come for too long. Lives on the event loop. */
final class MediaTimeout {

    private static final int PERIOD_MILLIS = 250;

    private final EventLoop loop;
    private final LongSupplier clock;
    private final LongSupplier lastPacketAt;
    private final Consumer<String> lost;
    private @Nullable Future<?> watch;

    /**
     * @param clock as {@link System#nanoTime}
     * @param lastPacketAt the same, of the last valid packet
     * @param lost hears why, on the loop, once for each {@link #set}
     */
    MediaTimeout(EventLoop loop, LongSupplier clock, LongSupplier lastPacketAt, Consumer<String> lost) {
        this.loop = loop;
        this.clock = clock;
        this.lastPacketAt = lastPacketAt;
        this.lost = lost;
    }

    /** Counts from now on, in place of what was set before. */
    void set(Duration timeout) {
        cancel();
        long start = clock.getAsLong();
        watch = loop.scheduleWithFixedDelay(
                () -> check(start, timeout), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void check(long start, Duration timeout) {
        long heard = lastPacketAt.getAsLong();
        long since = heard - start > 0 ? heard : start;
        if (clock.getAsLong() - since >= timeout.toNanos()) {
            cancel();
            lost.accept("no media for " + timeout.toSeconds() + " s");
        }
    }

    void cancel() {
        if (watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }
}
