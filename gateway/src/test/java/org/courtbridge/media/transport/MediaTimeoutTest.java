package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaTimeoutTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> lost = new ArrayList<>();
    private long now = -1;
    private long lastPacketAt = now;
    private final MediaTimeout timeout =
            new MediaTimeout(channel.eventLoop(), () -> now, () -> lastPacketAt, lost::add);

    @AfterEach
    void close() {
        channel.close();
    }

    @Test
    void countsFromTheLastPacket() {
        timeout.set(Duration.ofSeconds(2));
        passes(1500);
        lastPacketAt = now;
        passes(1500);
        assertThat(lost).isEmpty();
        passes(500);
        assertThat(lost).containsExactly("no media for 2 s");
        passes(5000);
        assertThat(lost).hasSize(1);
    }

    @Test
    void countsFromTheTimeItIsSetAnew() {
        timeout.set(Duration.ofSeconds(2));
        passes(1500);
        timeout.set(Duration.ofSeconds(2));
        passes(1500);
        assertThat(lost).isEmpty();
        passes(500);
        assertThat(lost).hasSize(1);
    }

    @Test
    void tellsNothingOnceItIsCancelled() {
        timeout.set(Duration.ofSeconds(2));
        passes(1500);
        timeout.cancel();
        passes(5000);
        assertThat(lost).isEmpty();
    }

    private void passes(int millis) {
        for (int passed = 0; passed < millis; passed += 250) {
            now += TimeUnit.MILLISECONDS.toNanos(250);
            channel.advanceTimeBy(250, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }
}
