package org.courtbridge.signalling.bfcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BfcpConnectionsTest {

    private final BfcpConnections connections = new BfcpConnections();

    /** A connection from an address. */
    private static final class From extends EmbeddedChannel {

        private final String address;

        From(String address) {
            this.address = address;
        }

        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(address, 5_000);
        }
    }

    @Test
    void oneAddressHasSoManyAndOthersHaveTheirs() {
        List<From> taken = new ArrayList<>();
        for (int i = 0; i < BfcpConnections.MOST_OF_ADDRESS; i++) {
            From one = new From("192.0.2.1");
            assertThat(connections.admit(one)).isTrue();
            taken.add(one);
        }
        assertThat(connections.admit(new From("192.0.2.1"))).isFalse();
        assertThat(connections.admit(new From("192.0.2.2"))).isTrue();
        connections.gone(taken.getFirst());
        assertThat(connections.admit(new From("192.0.2.1"))).isTrue();
    }

    @Test
    void whoeverProvesNothingIsNotKept() {
        From silent = new From("192.0.2.1");
        From room = new From("192.0.2.1");
        silent.freezeTime();
        room.freezeTime();
        connections.admit(silent);
        connections.admit(room);
        connections.proven(room);

        for (From each : List.of(silent, room)) {
            each.advanceTimeBy(9, TimeUnit.SECONDS);
            each.runScheduledPendingTasks();
            assertThat(each.isOpen()).isTrue();
            each.advanceTimeBy(1, TimeUnit.SECONDS);
            each.runScheduledPendingTasks();
        }
        assertThat(silent.isOpen()).isFalse();
        assertThat(room.isOpen()).isTrue();
    }
}
