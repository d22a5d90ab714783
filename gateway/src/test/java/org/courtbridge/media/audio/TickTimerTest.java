package org.courtbridge.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.courtbridge.media.health.InternalErrors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickTimerTest {

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private int ticks;
    private final TickTimer timer = new TickTimer(new InternalErrors(InstantSource.system()), () -> ticks++);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void pass(int count) {
        for (int i = 0; i < count; i++) {
            ticker.advance(HearingAudio.TICK, TimeUnit.NANOSECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }
    }

    @Test
    void ticksUntilItIsStoppedAndOnceMore() {
        timer.start(channel.eventLoop());
        pass(3);
        assertThat(ticks).isEqualTo(3);
        timer.stop();
        pass(3);
        assertThat(ticks).isEqualTo(4);
    }

    @Test
    void theLastTickComesWithoutAPoolToo() {
        timer.stop();
        assertThat(ticks).isEqualTo(1);
    }

    @Test
    void theLastTickComesThoughThePoolIsDown() {
        ScheduledExecutorService pool = Executors.newSingleThreadScheduledExecutor();
        timer.start(pool);
        pool.shutdownNow();
        int before = ticks;
        timer.stop();
        assertThat(ticks).isGreaterThan(before);
    }
}
