package org.courtbridge.media.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.courtbridge.media.bridge.SimulatedTransport;
import org.courtbridge.media.pacing.PacedTransport.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacerTest {

    /** bit/s, at which a packet takes 10 ms. */
    private static final long RATE = 800_000;

    private static final int PACKET = 1_000;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private int runs;
    private final Pacer pacer =
            new Pacer(new SimulatedTransport(channel.eventLoop()), RATE, ticker.nanoTime(), () -> runs++);
    private final List<String> sent = new ArrayList<>();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void pass(long millis) {
        ticker.advance(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private Waiting stream(String name, int packets) {
        int[] left = {packets};
        return now -> {
            sent.add(name);
            pacer.sent(PACKET, now);
            left[0]--;
            return left[0] > 0;
        };
    }

    @Test
    void letsOutNoMoreThanTheRate() {
        assertThat(pacer.allows(ticker.nanoTime())).isTrue();
        pacer.sent(PACKET, ticker.nanoTime());
        assertThat(pacer.allows(ticker.nanoTime())).isFalse();
        assertThat(pacer.owedMillis(ticker.nanoTime())).isEqualTo(10);
        pass(5);
        assertThat(pacer.allows(ticker.nanoTime())).isTrue();
        pacer.rate(RATE / 2, ticker.nanoTime());
        assertThat(pacer.allows(ticker.nanoTime())).as("5 ms are 10").isFalse();
    }

    @Test
    void streamsThatWaitSendInTurn() {
        pacer.waits(stream("a", 2));
        pacer.waits(stream("b", 1));
        for (int i = 0; i < 10; i++) {
            pacer.sendWaiting(ticker.nanoTime());
            pass(5);
        }
        assertThat(sent).containsExactly("a", "b", "a");
        assertThat(pacer.hasWaiting()).isFalse();
    }

    @Test
    void doesTheWorkOnceAfterItWasWokenUp() {
        pacer.wakeUp();
        pacer.waits(stream("a", 1));
        assertThat(runs).isZero();
        pass(Pacer.WAKE_MILLIS);
        assertThat(runs).isEqualTo(1);
        pass(10 * Pacer.WAKE_MILLIS);
        assertThat(runs).isEqualTo(1);
        pacer.wakeUp();
        pass(Pacer.WAKE_MILLIS);
        assertThat(runs).isEqualTo(2);
    }
}
