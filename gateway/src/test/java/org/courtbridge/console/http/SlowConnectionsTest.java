package org.courtbridge.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.courtbridge.court.access.ClientCertificates;
import org.courtbridge.signalling.bfcp.BfcpTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks with connections that are opened and then say little, or nothing, or it slowly. */
class SlowConnectionsTest {

    /** Milliseconds between two octets of somebody slow. */
    private static final int TRICKLE = 50;

    private static final int MINUTE = 60_000;

    /** Octets; more than systems buffer. */
    private static final int LARGE = 32 * 1024 * 1024;

    private static final ConnectionLimits LIMITS = new ConnectionLimits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            20,
            60);

    /** Of one who waits a minute for everything. */
    private static final ConnectionLimits PATIENT = new ConnectionLimits(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            20,
            60);

    private final List<Socket> open = new ArrayList<>();
    private final Promise<Void> late = Promise.promise();
    private WebServer server;
    private SSLContext tls;

    @BeforeEach
    void start() throws Exception {
        tls = BfcpTls.context();
        serve(LIMITS);
    }

    private void serve(ConnectionLimits limits) {
        server = new WebServer(new WebServer.Settings(
                InetAddress.getLoopbackAddress(),
                0,
                0,
                0,
                Path.of(LocalhostCertificate.SHARED.certificatePath()),
                Path.of(LocalhostCertificate.SHARED.privateKeyPath()),
                new ClientCertificates(List::of),
                limits));
        server.router().get("/hello").handler(context -> context.response().end("hello"));
        server.router().get("/large").handler(context -> context.response().end(Buffer.buffer(new byte[LARGE])));
        server.router().post("/hello").handler(context -> context.response().end("hello"));
        server.router().get("/late").handler(context -> {
            Future<Void> answer = late.future();
            answer.onComplete(_ -> context.response().end("hello"));
        });
        server.router()
                .get("/echo")
                .handler(context -> context.request()
                        .toWebSocket()
                        .onSuccess(socket -> socket.textMessageHandler(socket::writeTextMessage)));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket one : open) {
            one.close();
        }
        server.close();
    }

    private Socket connect(String from, int port) throws IOException {
        Socket socket = new Socket();
        open.add(socket);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), MINUTE);
        socket.setSoTimeout(MINUTE);
        return socket;
    }

    private Socket connectTls(String from, int port) throws IOException {
        Socket socket = tls.getSocketFactory().createSocket(connect(from, port), "127.0.0.1", port, true);
        open.add(socket);
        socket.setSoTimeout(MINUTE);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Whatever is still to come of it, until the gateway has closed it. */
    private static String untilClosed(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException | SSLException reset) {
            return "";
        }
    }

    /** Says something again and again, and waits less than any limit between; fails if it is listened to for a minute. */
    private static void trickle(Socket socket, String piece) throws IOException {
        socket.setSoTimeout(TRICKLE);
        for (int i = 0; i < MINUTE / TRICKLE; i++) {
            try {
                say(socket, piece);
                if (socket.getInputStream().read() < 0) {
                    return;
                }
            } catch (SocketTimeoutException _) {
                // Goes on saying it.
            } catch (SocketException | SSLException closed) {
                return;
            }
        }
        throw new AssertionError("still open");
    }

    /** @return status and all that follows */
    private String get(String from) throws IOException {
        Socket socket = connectTls(from, server.httpsPort());
        say(socket, "GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        return untilClosed(socket);
    }

    private List<Integer> tlsPorts() {
        return List.of(server.httpsPort(), server.devicePort());
    }

    @Test
    void whoDoesNotFinishTheHandshakeIsClosed() throws Exception {
        for (int port : tlsPorts()) {
            Socket silent = connect("127.0.0.1", port);
            Socket beginning = connect("127.0.0.1", port);
            beginning.getOutputStream().write(new byte[] {22, 3, 1, 0, (byte) 200, 1});
            assertThat(untilClosed(silent)).isEmpty();
            assertThat(untilClosed(beginning)).isEmpty();
            Socket slow = connect("127.0.0.1", port);
            slow.getOutputStream().write(new byte[] {22, 3, 1, 0x3f, (byte) 0xff, 1});
            trickle(slow, "x");
        }
    }

    @Test
    void whoNeverAsksOrAsksSlowlyIsClosed() throws Exception {
        for (int port : tlsPorts()) {
            Socket socket = connectTls("127.0.0.1", port);
            say(socket, "GET /hello HTTP/1.1\r\nX");
            assertThat(untilClosed(socket)).isEmpty();
            Socket slow = connectTls("127.0.0.1", port);
            say(slow, "GET /hello HTTP/1.1\r\nX: ");
            trickle(slow, "x");
        }
        Socket plain = connect("127.0.0.1", server.httpPort());
        say(plain, "GET /hello HTTP/1.1\r\nX: ");
        trickle(plain, "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 60000", "Transfer-Encoding: chunked"})
    void whoseBodyComesSlowlyIsClosed(String length) throws Exception {
        Socket slow = connectTls("127.0.0.1", server.httpsPort());
        say(slow, "POST /hello HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n\r\n");
        trickle(slow, length.startsWith("T") ? "1\r\nx\r\n" : "x");
    }

    @Test
    void whoAsksNothingMoreIsClosedEvenIfTheNextRequestHasBegun() throws Exception {
        for (String next : List.of("", "GET /hel")) {
            Socket socket = connectTls("127.0.0.1", server.httpsPort());
            say(socket, "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n" + next);
            assertThat(untilClosed(socket)).contains(" 200 ", "hello");
        }
    }

    @Test
    void anAnswerMayTakeItsTime() throws Exception {
        Socket waiting = connectTls("127.0.0.1", server.httpsPort());
        say(waiting, "GET /late HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        letLimitsPass();
        late.complete();
        assertThat(untilClosed(waiting)).contains(" 200 ", "hello");
    }

    /** As over a poor line. */
    @Test
    void aDownloadMayTakeItsTime() throws Exception {
        Socket slow = connectTls("127.0.0.1", server.httpsPort());
        say(slow, "GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(slow.getInputStream().read()).isEqualTo('H');
        letLimitsPass();
        assertThat(untilClosed(slow).length()).isGreaterThan(LARGE);
    }

    /** Three connections, one after the other, have been closed for saying nothing. */
    private void letLimitsPass() throws IOException {
        for (int i = 0; i < 3; i++) {
            untilClosed(connect("127.0.0.1", server.httpPort()));
        }
    }

    @Test
    void aWebSocketStaysOpen() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.httpPort() + "/echo"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                            heard.add(text.toString());
                            return WebSocket.Listener.super.onText(from, text, last);
                        }
                    })
                    .get(60, TimeUnit.SECONDS);
            letLimitsPass();
            socket.sendText("still here", true).get(60, TimeUnit.SECONDS);
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("still here");
            socket.abort();
        }
    }

    /** With five hundred of them everybody else had to wait until they were done. */
    @Test
    void fiveHundredSlowConnectionsOfOneTakeNobodysPlace() throws Exception {
        server.close();
        serve(PATIENT);
        for (int i = 0; i < 500; i++) {
            connect("127.0.0.2", server.httpsPort());
            if (i % 100 == 50) {
                assertThat(get("127.0.0.1")).contains(" 200 ");
            }
        }
        assertThat(server.connections()).isLessThanOrEqualTo(PATIENT.ofSource() + 1);
        assertThat(get("127.0.0.2")).as("behind the same address").contains(" 200 ");
    }

    @Test
    void neitherDoThoseOfAHundredSources() throws Exception {
        server.close();
        serve(PATIENT);
        for (int i = 0; i < 500; i++) {
            connect("127.0.1." + (1 + i % 100), server.httpsPort());
        }
        assertThat(server.connections()).isLessThanOrEqualTo(PATIENT.ofAll());
        assertThat(get("127.0.0.1")).contains(" 200 ");
    }

    /** Neither by bodies that never end, nor by asking again and again for what takes long. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n",
                "GET /late HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void aFewSourcesDoNotHoldAllPlaces(String request) throws Exception {
        server.close();
        serve(PATIENT);
        for (int i = 0; i < PATIENT.ofAll(); i++) {
            say(connectTls("127.0.1." + (1 + i % 3), server.httpsPort()), request);
            if (i % 7 == 6) {
                assertThat(get("127.0.0.1")).contains(" 200 ");
            }
        }
        assertThat(get("127.0.0.1")).contains(" 200 ");
    }

    /** Those who have something answered stay, whoever comes. */
    @Test
    void whatIsAnsweredMakesNoRoom() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < LIMITS.ofSource(); i++) {
            Socket one = connectTls("127.0.0.1", server.httpsPort());
            say(one, "GET /late HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            waiting.add(one);
        }
        letLimitsPass();
        assertThat(untilClosed(connect("127.0.0.1", server.httpsPort())))
                .as("one too many")
                .isEmpty();
        assertThat(get("127.0.0.2")).contains(" 200 ");
        late.complete();
        for (Socket one : waiting) {
            assertThat(untilClosed(one)).contains(" 200 ");
        }
        assertThat(get("127.0.0.1")).contains(" 200 ");
    }
}
