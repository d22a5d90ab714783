package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebRtcSocketsTest {

    private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

    private static MediaLoops loops;

    @BeforeAll
    static void start() {
        loops = MediaLoops.start(1);
    }

    @AfterAll
    static void stop() {
        loops.close();
    }

    @Test
    void haveOneNumber() throws IOException {
        WebRtcSockets sockets = WebRtcSockets.open(new InetSocketAddress(LOCAL, 0), loops);
        InetSocketAddress bound = sockets.localAddress();
        assertThatThrownBy(() -> new DatagramSocket(bound)).as("UDP").isInstanceOf(IOException.class);
        try (Socket connection = new Socket()) {
            connection.connect(bound);
            assertThat(connection.isConnected()).as("TCP").isTrue();
        }
        close(sockets);
    }

    @Test
    void leaveNothingBoundWhereTheOtherIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOCAL)) {
            InetSocketAddress bind = new InetSocketAddress(LOCAL, taken.getLocalPort());
            assertThatThrownBy(() -> WebRtcSockets.open(bind, loops))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot open " + bind);
            new DatagramSocket(bind).close();
        }
    }

    @Test
    void areFreeAgainOnceClosed() throws IOException {
        WebRtcSockets sockets = WebRtcSockets.open(new InetSocketAddress(LOCAL, 0), loops);
        InetSocketAddress bound = sockets.localAddress();
        close(sockets);
        close(WebRtcSockets.open(bound, loops));
    }

    private static void close(WebRtcSockets sockets) {
        sockets.loop().submit(sockets::closeTcp).syncUninterruptibly();
        sockets.closeUdp();
    }
}
