package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IcePathsTest {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final WriteBatch batch = new WriteBatch(channel);
    private final IcePaths ways = new IcePaths();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private IcePath way(int port) {
        return new IcePath.Udp(batch, new InetSocketAddress("192.0.2.7", port));
    }

    @Test
    void theSameWayIsOpenOnce() {
        assertThat(ways.opened(way(1))).isEmpty();
        assertThat(ways.opened(way(1))).isEmpty();
        assertThat(ways.open()).containsExactly(way(1));
    }

    @Test
    void theOldestGoesWhereThereAreTooMany() {
        for (int i = 1; i <= IcePaths.MAX; i++) {
            assertThat(ways.opened(way(i))).isEmpty();
        }
        assertThat(ways.opened(way(100))).contains(way(1));
        assertThat(ways.open()).hasSize(IcePaths.MAX).endsWith(way(100));
    }

    @Test
    void oneIsSelectedUntilItIsGone() {
        ways.opened(way(1));
        ways.opened(way(2));
        assertThat(ways.selected()).isNull();
        assertThat(ways.select(way(1))).isTrue();
        assertThat(ways.select(way(1))).as("the same again").isFalse();
        assertThat(ways.closed(way(2))).isFalse();
        assertThat(ways.selected()).isEqualTo(way(1));
        assertThat(ways.closed(way(1))).isTrue();
        assertThat(ways.selected()).isNull();
        assertThat(ways.last()).isNull();
    }

    @Test
    void theGoodbyeGoesByTheOneThatWasSelected() {
        ways.opened(way(1));
        ways.select(way(1));
        assertThat(ways.last()).isEqualTo(way(1));
        ways.close();
        assertThat(ways.open()).isEmpty();
        assertThat(ways.selected()).isNull();
        assertThat(ways.last()).isEqualTo(way(1));
    }
}
