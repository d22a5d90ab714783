package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Two rooms are in a hearing while junk comes to every port: it is refused or dropped, and the rooms notice nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JunkIT {

    private static final int HTTPS_PORT = 8443;
    private static final int HTTP_PORT = 8080;
    private static final String LOOPBACK = "127.0.0.1";
    private static final int GUEST = 9;

    /** Lines that a gateway under fire may write for each kind of junk. */
    private static final int FEW_LINES = 20;

    private static final String SDP = """
            v=0
            o=- 1 1 IN IP4 10.77.0.1
            s=-
            c=IN IP4 10.77.0.1
            t=0 0
            m=audio 45000 RTP/AVP 9 8 0 101
            a=rtpmap:9 G722/8000
            a=rtpmap:101 telephone-event/8000
            a=sendrecv
            m=video 45002 RTP/AVP 96
            a=rtpmap:96 H264/90000
            a=fmtp:96 profile-level-id=42e01f;packetization-mode=1
            """.replace("\n", "\r\n");

    private final Junk junk = new Junk(20_261_125);
    private final List<Socket> halfOpen = new ArrayList<>();
    private Court court;
    private DemoRoomPeer one;
    private DemoRoomPeer two;
    private int linesBefore;
    private int reportsBefore;
    private int calls;

    @BeforeAll
    void aHearingIsInSession() throws Exception {
        court = Court.open("JunkIT");
        court.start();
        one = court.demoRoom(1);
        two = court.demoRoom(2);
        awaitPicture(one);
        awaitPicture(two);
        // The pictures of the start, and what the compiler makes of it, are behind us.
        Await.elapsed(Duration.ofSeconds(2));
    }

    @AfterAll
    void close() throws Exception {
        for (Socket socket : halfOpen) {
            socket.close();
        }
        try (DemoRoomPeer first = one;
                DemoRoomPeer second = two) {
            court.close();
        }
    }

    @BeforeEach
    void note() throws Exception {
        linesBefore = lines().size();
        reportsBefore = Math.min(one.reports().size(), two.reports().size());
    }

    @AfterEach
    void theHearingGoesOnAsIfNothingHappened() throws Exception {
        assertThat(LocalHttp.get("/readyz")).isEqualTo(200);
        Await.until(
                "reports of the rooms",
                Duration.ofSeconds(5),
                () -> Math.min(one.reports().size(), two.reports().size()) >= reportsBefore + 2);
        for (DemoRoomPeer room : List.of(one, two)) {
            List<JsonNode> reports = room.reports();
            assertThat(reports.subList(reportsBefore, reports.size()))
                    .as("second by second")
                    .allMatch(report -> report.path("state").asText().equals("in-call")
                            && report.path("soundPackets").asInt() > 0
                            && report.path("pictures").asInt() > 0);
        }
        List<String> all = lines();
        List<String> lines = all.subList(linesBefore, all.size());
        assertThat(lines).noneMatch(line -> line.contains(" ERROR ") || line.contains("Exception"));
        assertThat(lines).hasSizeLessThan(FEW_LINES);
    }

    @Test
    @Order(1)
    void sipOverUdp() throws Exception {
        try (Stranger stranger = Stranger.datagrams(GatewayProcess.SIP_PORT)) {
            byte[] invite = Stranger.bytes(request(stranger, "INVITE", "", SDP));
            for (int i = 0; i < 200; i++) {
                stranger.send(junk.random(1_400));
                stranger.send(junk.truncated(invite));
                stranger.send(junk.mutated(invite));
            }
        }
        try (Stranger stranger = Stranger.datagrams(GatewayProcess.SIP_PORT)) {
            for (String broken : List.of(
                    "Content-Length: 99999",
                    "Content-Length: -1",
                    "Content-Length: 4294967296",
                    "Content-Length: many",
                    "CSeq: x",
                    "To: <<<")) {
                String name = broken.substring(0, broken.indexOf(':'));
                String request =
                        request(stranger, "OPTIONS", "", "").replaceFirst("(?md)^" + name + ": .*\r$", broken + "\r");
                assertThat(answer(stranger, request)).as(broken).startsWith("SIP/2.0 400");
            }
            assertAnswersOptions(stranger);
        }
    }

    @Test
    @Order(2)
    void sessionDescriptionsThatBreakOff() throws Exception {
        String password = court.addDevice(GUEST);
        try (Stranger guest = Stranger.datagrams(GatewayProcess.SIP_PORT)) {
            for (int length = 1; length < SDP.length(); length += 37) {
                String body = SDP.substring(0, length);
                String request = request(guest, "INVITE", "", body);
                guest.send(request);
                String challenge = finalAnswer(guest, request);
                assertThat(challenge).startsWith("SIP/2.0 401");
                guest.send(acknowledgement(request, challenge));
                String again = request.replace("CSeq: 1 ", "CSeq: 2 ")
                        .replace("z9hG4bK-", "z9hG4bK-again-")
                        .replace("Content-Length:", authorization(challenge, password) + "Content-Length:");
                guest.send(again);
                String answer = finalAnswer(guest, again);
                assertThat(answer).as(body).matches("(?s)SIP/2\\.0 (200|400|415|488) .*");
                guest.send(acknowledgement(again, answer));
                if (answer.startsWith("SIP/2.0 200")) {
                    guest.send(goodbye(again, answer));
                    assertThat(guest.receive("CSeq: 3 BYE")).isPresent();
                } else {
                    assertThat(length).as("%s", answer).isLessThan(SDP.indexOf("m=audio") + 40);
                }
            }
        }
    }

    @Test
    @Order(3)
    void sipOverTcpAndTls() throws Exception {
        byte[] options;
        try (Stranger stranger = Stranger.datagrams(GatewayProcess.SIP_PORT)) {
            options = Stranger.bytes(request(stranger, "OPTIONS", "", "").replace("SIP/2.0/UDP", "SIP/2.0/TCP"));
        }
        for (int i = 0; i < 40; i++) {
            halfOpen.add(say(Stranger.connect(Scratch.ADDRESS, GatewayProcess.SIP_PORT), junk.truncated(options)));
            halfOpen.add(say(Stranger.connect(Scratch.ADDRESS, GatewayProcess.SIP_TLS_PORT), junk.random(200)));
            say(Stranger.connect(Scratch.ADDRESS, GatewayProcess.SIP_PORT), junk.random(2_000))
                    .close();
            say(Stranger.connect(Scratch.ADDRESS, GatewayProcess.SIP_PORT), junk.mutated(options))
                    .close();
        }
        for (int i = 0; i < 5; i++) {
            say(Stranger.connectTls(Scratch.ADDRESS, GatewayProcess.SIP_TLS_PORT), junk.random(2_000))
                    .close();
            say(Stranger.connectTls(Scratch.ADDRESS, GatewayProcess.SIP_TLS_PORT), junk.truncated(options))
                    .close();
        }
        String text = new String(options, StandardCharsets.UTF_8);
        for (String length : List.of("-1", "99999999", "many")) {
            byte[] absurd = Stranger.bytes(text.replace("Content-Length: 0", "Content-Length: " + length));
            assertThat(Stranger.ask(Stranger.connect(Scratch.ADDRESS, GatewayProcess.SIP_PORT), absurd))
                    .as("Content-Length: " + length)
                    .matches("(?s)|SIP/2\\.0 (400|413) .*");
        }
        assertThat(Stranger.ask(Stranger.connect(Scratch.ADDRESS, GatewayProcess.SIP_PORT), options))
                .startsWith("SIP/2.0 200");
        assertThat(Stranger.ask(
                        Stranger.connectTls(Scratch.ADDRESS, GatewayProcess.SIP_TLS_PORT),
                        Stranger.bytes(text.replace("SIP/2.0/TCP", "SIP/2.0/TLS"))))
                .startsWith("SIP/2.0 200");
    }

    @Test
    @Order(4)
    void mediaOfStrangers() throws Exception {
        List<Integer> ports = new ProcessFigures(court.gateway().pid())
                .udpPorts().stream().filter(port -> port >= 20_000).toList();
        assertThat(ports).as("sound and picture of two rooms, with their RTCP").hasSize(8);
        long before = dropped("rooms");
        for (int port : ports) {
            try (Stranger stranger = Stranger.datagrams(port)) {
                for (int i = 0; i < 40; i++) {
                    stranger.send(junk.random(1_900));
                    stranger.send(junk.rtp(77));
                    stranger.send(junk.rtp(9));
                    stranger.send(junk.rtp(96));
                    stranger.send(junk.truncated(junk.rtp(9)));
                    stranger.send(junk.rtcp());
                    stranger.send(junk.truncated(junk.rtcp()));
                    stranger.send(junk.mutated(junk.rtcp()));
                    Await.elapsed(Duration.ofMillis(1));
                }
                stranger.send(new byte[4_000]);
            }
        }
        Await.until(
                "all of it is counted", Duration.ofSeconds(3), () -> dropped("rooms") - before >= ports.size() * 321L);
    }

    @Test
    @Order(5)
    void theBrowsersPort() throws Exception {
        long before = dropped("browsers");
        try (Stranger stranger = Stranger.datagrams(GatewayProcess.WEBRTC_PORT)) {
            for (int i = 0; i < 100; i++) {
                stranger.send(junk.random(1_400));
                stranger.send(junk.beginning(22, 1_400));
                stranger.send(junk.beginning(0, 200));
                stranger.send(junk.truncated(junk.forgedBindingRequest()));
                stranger.send(junk.mutated(junk.forgedBindingRequest()));
                stranger.send(junk.rtp(111));
            }
        }
        Await.until("all of it is counted", Duration.ofSeconds(3), () -> dropped("browsers") - before >= 600);
        // A handful of errors in half a second is all that strangers get.
        Await.elapsed(Duration.ofSeconds(1));
        try (Stranger stranger = Stranger.datagrams(GatewayProcess.WEBRTC_PORT)) {
            stranger.send(junk.bindingRequest());
            assertThat(stranger.receive()).hasValueSatisfying(JunkIT::assertStunError);
            stranger.send(junk.forgedBindingRequest());
            assertThat(stranger.receive()).hasValueSatisfying(JunkIT::assertStunError);
        }
        for (int i = 0; i < 40; i++) {
            halfOpen.add(say(Stranger.connect(Scratch.ADDRESS, GatewayProcess.WEBRTC_PORT), new byte[] {0}));
            say(Stranger.connect(Scratch.ADDRESS, GatewayProcess.WEBRTC_PORT), junk.random(3_000))
                    .close();
            say(Stranger.connect(Scratch.ADDRESS, GatewayProcess.WEBRTC_PORT), framed(junk.forgedBindingRequest()))
                    .close();
        }
        byte[] oversize = ByteBuffer.allocate(65_537).putShort((short) 0xFFFF).array();
        try (Socket socket = say(Stranger.connect(Scratch.ADDRESS, GatewayProcess.WEBRTC_PORT), oversize)) {
            assertThat(closes(socket)).as("closed for a frame that is too long").isTrue();
        }
    }

    @Test
    @Order(6)
    void http() throws Exception {
        String token =
                Files.readString(court.gateway().data().resolve("admin-token")).strip();
        String post = "POST /api/v1/hearings HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nConnection: close\r\n";
        for (String body :
                List.of("{", "[]", "\"x\"", "{\"number\":{}}", "null", "{\"number\":1e999}", "[".repeat(30_000))) {
            assertThat(askHttp(post + "Content-Length: " + body.length() + "\r\n\r\n" + body))
                    .as(body.substring(0, Math.min(20, body.length())))
                    .startsWith("HTTP/1.1 400");
        }
        String large = "x".repeat(100_000);
        assertThat(askHttp(post + "Content-Length: " + large.length() + "\r\n\r\n" + large))
                .startsWith("HTTP/1.1 413");
        assertThat(askHttp(post + "Content-Length: -5\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(askHttp(post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")).matches("(?s)|HTTP/1\\.1 400.*");
        assertThat(askHttp("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(100_000) + "\r\n\r\n"))
                .matches("(?s)HTTP/1\\.1 (400|431).*");
        assertThat(askHttp("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 414.*");
        assertThat(askHttp("GET /%zz/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("(?s)HTTP/1\\.1 (400|404).*");
        String join = "{\"codeWord\":";
        assertThat(askHttp("POST /api/v1/join/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + join.length()
                        + "\r\n\r\n" + join))
                .startsWith("HTTP/1.1 400");
        for (int i = 0; i < 40; i++) {
            say(Stranger.connect(LOOPBACK, HTTP_PORT), junk.random(2_000)).close();
            say(Stranger.connect(Scratch.ADDRESS, HTTPS_PORT), junk.random(2_000))
                    .close();
            halfOpen.add(say(Stranger.connect(Scratch.ADDRESS, HTTPS_PORT), junk.beginning(22, 40)));
            halfOpen.add(say(Stranger.connect(LOOPBACK, HTTP_PORT), Stranger.bytes("GET / HT")));
        }
        for (int i = 0; i < 5; i++) {
            say(Stranger.connectTls(Scratch.ADDRESS, HTTPS_PORT), junk.random(2_000))
                    .close();
        }
    }

    @Test
    @Order(7)
    void webSockets() throws Exception {
        assertThat(new Listening("/api/v1/join/socket?ticket=forged").closed()).isEqualTo(4401);
        List<String> messages = List.of(
                "",
                "{",
                "[]",
                "{\"type\":\"offer\"}",
                "{\"type\":\"offer\",\"sdp\":\"junk\"}",
                "{\"type\":\"offer\",\"sdp\":\"v=0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\n\"}",
                "[".repeat(10_000),
                "x".repeat(250_000));
        for (String message : messages) {
            Listening page = new Listening("/api/v1/join/socket?ticket=" + ticket());
            page.say(message);
            assertThat(page.answer())
                    .as(message.substring(0, Math.min(20, message.length())))
                    .isNotEqualTo("silence");
        }
        String upgrade = "GET /api/v1/join/socket?ticket=%s HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        for (int i = 0; i < 10; i++) {
            Socket socket = say(Stranger.connect(LOOPBACK, HTTP_PORT), Stranger.bytes(upgrade.formatted(ticket())));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            say(socket, junk.random(2_000)).close();
        }
    }

    @Test
    @Order(8)
    void afterwardsANewCallGetsIn() throws Exception {
        try (DemoRoomPeer third = court.demoRoom(3)) {
            awaitPicture(third);
        }
    }

    private void awaitPicture(DemoRoomPeer room) {
        Await.until(
                "a room sees and hears another",
                Duration.ofSeconds(20),
                () -> room.report()
                        .filter(report -> report.path("pictures").asInt() >= 10
                                && report.path("soundPackets").asInt() >= 40)
                        .isPresent());
    }

    /** Arrivals that the gateway says it refused. */
    private static long dropped(String ports) throws Exception {
        String metrics = LocalHttp.text("/metrics");
        Matcher matcher = Pattern.compile("courtbridge_dropped_arrivals_total\\{ports=\"" + ports + "\"} ([0-9.E]+)")
                .matcher(metrics);
        assertThat(matcher.find()).as(metrics).isTrue();
        return (long) Double.parseDouble(matcher.group(1));
    }

    private List<String> lines() throws IOException {
        return court.gateway().log().lines().toList();
    }

    // SIP

    private String request(Stranger from, String method, String extra, String body) {
        calls++;
        String uri = "sip:" + Court.NUMBER + "@" + Scratch.ADDRESS;
        String call = "junk-" + from.port() + "-" + calls;
        String type = method.equals("INVITE") ? "Content-Type: application/sdp\r\n" : "";
        return method + " " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + Scratch.ADDRESS + ":" + from.port() + ";branch=z9hG4bK-" + call + ";rport\r\n"
                + "From: <sip:room" + GUEST + "@" + Scratch.ADDRESS + ">;tag=t" + calls + "\r\n"
                + "To: <" + uri + ">\r\n"
                + "Call-ID: " + call + "\r\n"
                + "CSeq: 1 " + method + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "Contact: <sip:room" + GUEST + "@" + Scratch.ADDRESS + ":" + from.port() + ">\r\n"
                + extra
                + type
                + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static String callId(String request) {
        return header(request, "Call-ID");
    }

    private static String header(String message, String name) {
        Matcher matcher = Pattern.compile("(?md)^" + name + ": *(.*?)\r$").matcher(message);
        assertThat(matcher.find()).as(name + " in " + message).isTrue();
        return matcher.group(1);
    }

    private static String finalAnswer(Stranger to, String request) throws IOException {
        String mark = header(request, "CSeq");
        Optional<String> answer = to.receive(callId(request));
        while (answer.isPresent()
                && (answer.get().startsWith("SIP/2.0 1") || !answer.get().contains(mark))) {
            answer = to.receive(callId(request));
        }
        return answer.orElseThrow(() -> new AssertionError("no final answer to " + request));
    }

    private static String acknowledgement(String request, String answer) {
        String branch = answer.startsWith("SIP/2.0 200") ? "z9hG4bK-ack-" : "z9hG4bK-";
        return following(request, answer, "ACK").replace("z9hG4bK-", branch);
    }

    private static String goodbye(String request, String answer) {
        return following(request, answer, "BYE")
                .replace("z9hG4bK-", "z9hG4bK-bye-")
                .replace("CSeq: 2 ", "CSeq: 3 ");
    }

    private static String following(String request, String answer, String method) {
        String head = request.substring(0, request.indexOf("\r\n\r\n") + 4)
                .replace("INVITE", method)
                .replaceFirst("To: .*\r\n", "To: " + header(answer, "To") + "\r\n")
                .replaceFirst("Content-Type: .*\r\n", "")
                .replaceFirst("Authorization: .*\r\n", "");
        return head.replaceFirst("Content-Length: .*\r\n", "Content-Length: 0\r\n");
    }

    /** RFC 7616 with MD5, which every gateway offers for the sake of old rooms. */
    private static String authorization(String challenge, String password) throws Exception {
        Matcher matcher = Pattern.compile("realm=\"([^\"]*)\"").matcher(challenge);
        assertThat(matcher.find()).isTrue();
        String realm = matcher.group(1);
        String line = challenge
                .lines()
                .filter(one -> one.startsWith("WWW-Authenticate") && one.contains("algorithm=MD5"))
                .findFirst()
                .orElseThrow();
        String nonce = line.replaceAll(".*nonce=\"([^\"]*)\".*", "$1");
        String uri = "sip:" + Court.NUMBER + "@" + Scratch.ADDRESS;
        String secret = md5("room" + GUEST + ":" + realm + ":" + password);
        String response = md5(secret + ":" + nonce + ":00000001:c:auth:" + md5("INVITE:" + uri));
        return ("Authorization: Digest username=\"room%d\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\","
                        + " algorithm=MD5, cnonce=\"c\", qop=auth, nc=00000001\r\n")
                .formatted(GUEST, realm, nonce, uri, response);
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Stranger.bytes(text)));
    }

    private void assertAnswersOptions(Stranger stranger) throws IOException {
        assertThat(answer(stranger, request(stranger, "OPTIONS", "", ""))).startsWith("SIP/2.0 200");
    }

    /** Repeats the request while there is no answer, as everybody does who sends over UDP. */
    private static String answer(Stranger stranger, String request) throws IOException {
        for (int i = 0; i < 4; i++) {
            stranger.send(request);
            Optional<String> answer = stranger.receive("Call-ID: " + callId(request));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new AssertionError("no answer to " + request);
    }

    // WebRTC

    private static void assertStunError(byte[] answer) {
        assertThat(answer).startsWith(0x01, 0x11, 0x00);
    }

    private static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(2 + message.length)
                .putShort((short) message.length)
                .put(message)
                .array();
    }

    // TCP

    private static Socket say(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException refused) {
            // It was cut off before it had finished, which is an answer too.
            assertThat(refused).hasMessageMatching("(?i).*(reset|broken pipe|closed|aborted).*");
        }
        return socket;
    }

    private static boolean closes(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    // HTTP

    private static String askHttp(String request) throws IOException {
        return Stranger.ask(Stranger.connect(LOOPBACK, HTTP_PORT), Stranger.bytes(request));
    }

    private String ticket() throws Exception {
        String link = court.invite(100 + ++calls);
        String code = link.substring(link.lastIndexOf('/') + 1);
        return LocalHttp.post("/api/v1/join/" + code, "{\"codeWord\":\"" + Court.CODE_WORD + "\"}")
                .replaceAll(".*\"ticket\":\"([^\"]*)\".*", "$1");
    }

    private static final class LocalHttp {

        private static final HttpClient CLIENT = HttpClient.newHttpClient();

        private LocalHttp() {}

        static int get(String path) throws Exception {
            return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }

        static String text(String path) throws Exception {
            return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }

        static String post(String path, String json) throws Exception {
            HttpRequest request = request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json))
                    .build();
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }

        private static HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(GatewayProcess.LOCAL_ORIGIN + path))
                    .timeout(Duration.ofSeconds(5));
        }
    }

    /** A page that hears how the gateway answers. */
    private static final class Listening implements WebSocket.Listener {

        private final CompletableFuture<String> answer = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final WebSocket socket;

        Listening(String path) throws Exception {
            socket = LocalHttp.CLIENT
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://" + LOOPBACK + ":" + HTTP_PORT + path), this)
                    .get(5, TimeUnit.SECONDS);
        }

        void say(String text) throws Exception {
            socket.sendText(text, true).get(5, TimeUnit.SECONDS);
        }

        /** What is said first, or the status of the closing. */
        String answer() throws Exception {
            return answer.completeOnTimeout("silence", 2, TimeUnit.SECONDS).get();
        }

        int closed() throws Exception {
            return closed.get(3, TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            if (text.toString().contains("\"type\":\"error\"")) {
                answer.complete(text.toString());
            }
            return WebSocket.Listener.super.onText(from, text, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed.complete(status);
            answer.complete("closed " + status);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(-1);
            answer.complete("error");
        }
    }
}
