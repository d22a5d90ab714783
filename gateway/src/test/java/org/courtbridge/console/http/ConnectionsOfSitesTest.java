package org.courtbridge.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connections from addresses of version 6, of which one host, or one site, has very many. */
class ConnectionsOfSitesTest {

    private static final int OF_SOURCE = 20;

    private final Connections connections = new Connections(ConnectionLimits.usual(OF_SOURCE, 1_000), System::nanoTime);

    /** A connection from an address. */
    private static final class Peer extends EmbeddedChannel {

        private final @Nullable SocketAddress from;

        Peer(String from, int port) {
            this.from = new InetSocketAddress(from, port);
        }

        @Override
        protected @Nullable SocketAddress remoteAddress0() {
            return from;
        }

        @Override
        protected @Nullable SocketAddress localAddress0() {
            return from == null ? null : new InetSocketAddress("::1", 443);
        }
    }

    private void open(String from, int port) {
        assertThat(connections.admit(new Peer(from, port), OF_SOURCE)).isTrue();
    }

    @Test
    void networkHasThoseOfOneAddress() {
        for (int i = 0; i < 100; i++) {
            open("2001:db8:0:1::" + Integer.toHexString(i + 1), 50_000 + i);
        }
        assertThat(connections.count()).isEqualTo(OF_SOURCE);
    }

    @Test
    void siteHasThoseOfFour() {
        for (int i = 0; i < 500; i++) {
            open("2001:db8:7:%x::1".formatted(i), 50_000 + i);
        }
        assertThat(connections.count()).isEqualTo(4 * OF_SOURCE);
        open("2001:db8:8::1", 50_000);
        assertThat(connections.count()).isEqualTo(4 * OF_SOURCE + 1);
    }

    /** Whom a NAT64 leads to it are as many as have an address of version 4. */
    @Test
    void translatedAddressesCountEachForItself() {
        for (int i = 0; i < 100; i++) {
            open("64:ff9b::203.0.113." + i, 50_000 + i);
        }
        assertThat(connections.count()).isEqualTo(100);
    }
}
