package org.courtbridge.media.video.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTimerTest {

    private static final long MILLISECOND = 1_000_000;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final long begin = ticker.nanoTime();
    private final List<Long> runs = new ArrayList<>();
    private final LoopTimer timer = new LoopTimer(channel.eventLoop(), () -> runs.add(millis()));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private long millis() {
        return (ticker.nanoTime() - begin) / MILLISECOND;
    }

    private void runAfter(long wait) {
        timer.runAfter(wait * MILLISECOND, ticker.nanoTime());
    }

    private void until(long end) {
        while (millis() < end) {
            ticker.advance(MILLISECOND, TimeUnit.NANOSECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    @Test
    void runsOnceAfterTheShortestWait() {
        runAfter(40);
        runAfter(30);
        runAfter(50);
        until(10);
        runAfter(25);
        until(100);
        assertThat(runs).containsExactly(30L);
    }

    @Test
    void runsAgainWhenAskedAgain() {
        runAfter(10);
        until(20);
        runAfter(10);
        until(100);
        assertThat(runs).containsExactly(10L, 30L);
    }

    @Test
    void neverRunsForAnEndlessWait() {
        timer.runAfter(Long.MAX_VALUE, ticker.nanoTime());
        until(10);
        assertThat(runs).isEmpty();
        runAfter(5);
        timer.runAfter(Long.MAX_VALUE, ticker.nanoTime());
        until(100);
        assertThat(runs).containsExactly(15L);
    }
}
