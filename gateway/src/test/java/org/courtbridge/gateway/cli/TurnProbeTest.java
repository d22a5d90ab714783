package org.courtbridge.gateway.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnProbeTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void isContentWithABindingSuccessOverUdp() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, HERE)) {
            Thread.ofVirtual().start(() -> answerUdp(server, (byte) 1));
            String url = "turn:127.0.0.1:%d?transport=udp".formatted(server.getLocalPort());
            assertThatCode(() -> TurnProbe.of(url, PATIENCE).run()).doesNotThrowAnyException();
        }
    }

    @Test
    void isNotContentWithAnythingElse() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, HERE)) {
            Thread.ofVirtual().start(() -> answerUdp(server, (byte) 7));
            String url = "turn:127.0.0.1:%d".formatted(server.getLocalPort());
            assertThatThrownBy(() -> TurnProbe.of(url, PATIENCE).run()).hasMessageContaining("not as STUN does");
        }
    }

    @Test
    void asksOverTcp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            Thread.ofVirtual().start(() -> answerTcp(server));
            String url = "turn:127.0.0.1:%d?transport=tcp".formatted(server.getLocalPort());
            assertThatCode(() -> TurnProbe.of(url, PATIENCE).run()).doesNotThrowAnyException();
        }
    }

    @Test
    void doesNotWaitForeverForSilence() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, HERE)) {
            String url = "turn:127.0.0.1:%d".formatted(server.getLocalPort());
            assertThatThrownBy(() -> TurnProbe.of(url, Duration.ofMillis(60)).run())
                    .isInstanceOf(IOException.class);
        }
    }

    /** @param kind 1 for a success */
    private static void answerUdp(DatagramSocket server, byte kind) {
        try {
            DatagramPacket request = new DatagramPacket(new byte[100], 100);
            server.receive(request);
            byte[] answer = request.getData();
            answer[0] = kind;
            server.send(new DatagramPacket(answer, 32, request.getSocketAddress()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void answerTcp(ServerSocket server) {
        try (Socket socket = server.accept()) {
            byte[] answer = socket.getInputStream().readNBytes(20);
            answer[0] = 1;
            socket.getOutputStream().write(answer);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
