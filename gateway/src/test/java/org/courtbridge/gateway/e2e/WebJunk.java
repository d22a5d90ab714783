package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** Sends junk to the HTTP, HTTPS and WebSocket ports: it gets the status that is due, or a closed connection. */
final class WebJunk {

    private static final int HTTPS_PORT = 8443;
    private static final int HTTP_PORT = 8080;
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(20);

    private final Junk junk;
    private final HalfOpen halfOpen;

    WebJunk(Junk junk, HalfOpen halfOpen) {
        this.junk = junk;
        this.halfOpen = halfOpen;
    }

    void http(String token) throws IOException {
        String post = "POST /api/v1/hearings HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nConnection: close\r\n";
        for (String body :
                List.of("{", "[]", "\"x\"", "{\"number\":{}}", "null", "{\"number\":1e999}", "[".repeat(30_000))) {
            assertThat(ask(post + "Content-Length: " + body.length() + "\r\n\r\n" + body))
                    .as(body.substring(0, Math.min(20, body.length())))
                    .startsWith("HTTP/1.1 400");
        }
        String large = "x".repeat(100_000);
        assertThat(ask(post + "Content-Length: " + large.length() + "\r\n\r\n" + large))
                .startsWith("HTTP/1.1 413");
        assertThat(ask(post + "Content-Length: -5\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(ask(post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")).matches("(?s)|HTTP/1\\.1 400.*");
        assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(100_000) + "\r\n\r\n"))
                .matches("(?s)HTTP/1\\.1 (400|431).*");
        assertThat(ask("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 414.*");
        assertThat(ask("GET /%zz/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("(?s)HTTP/1\\.1 (400|404).*");
        String join = "{\"codeWord\":";
        assertThat(ask("POST /api/v1/join/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + join.length()
                        + "\r\n\r\n" + join))
                .startsWith("HTTP/1.1 400");
        for (int round = 0; round < 40; round++) {
            Stranger.say(Stranger.connect(LOOPBACK, HTTP_PORT), junk.random(2_000))
                    .close();
            Stranger.say(Stranger.connect(Scratch.ADDRESS, HTTPS_PORT), junk.random(2_000))
                    .close();
            halfOpen.keep(Stranger.say(Stranger.connect(Scratch.ADDRESS, HTTPS_PORT), junk.beginning(22, 40)));
            halfOpen.keep(Stranger.say(Stranger.connect(LOOPBACK, HTTP_PORT), Stranger.bytes("GET / HT")));
            Await.elapsed(BETWEEN_ROUNDS);
        }
        for (int round = 0; round < 5; round++) {
            Stranger.say(Stranger.connectTls(Scratch.ADDRESS, HTTPS_PORT), junk.random(2_000))
                    .close();
        }
    }

    private static String ask(String request) throws IOException {
        return Stranger.ask(Stranger.connect(LOOPBACK, HTTP_PORT), Stranger.bytes(request));
    }

    /** Over WebSockets that anybody can open who was invited. */
    void webSockets(List<String> links) throws Exception {
        assertThat(new JoinSocket("forged").closed()).isEqualTo(4401);
        List<String> messages = List.of(
                "",
                "{",
                "[]",
                "{\"type\":\"offer\"}",
                "{\"type\":\"offer\",\"sdp\":\"junk\"}",
                "{\"type\":\"offer\",\"sdp\":\"v=0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\n\"}",
                "[".repeat(10_000),
                "x".repeat(250_000));
        for (int i = 0; i < messages.size(); i++) {
            String message = messages.get(i);
            JoinSocket page = new JoinSocket(Court.ticket(links.get(i % links.size())));
            page.say(message);
            assertThat(page.answer())
                    .as(message.substring(0, Math.min(20, message.length())))
                    .isNotEqualTo("silence");
        }
        String upgrade = "GET /api/v1/join/socket?ticket=%s HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        for (int round = 0; round < 10; round++) {
            Socket socket = Stranger.say(
                    Stranger.connect(LOOPBACK, HTTP_PORT),
                    Stranger.bytes(upgrade.formatted(Court.ticket(links.get(round % links.size())))));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            Stranger.say(socket, junk.random(2_000)).close();
        }
    }
}
