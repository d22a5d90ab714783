package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SIP over TCP and TLS, by sockets that know nothing of our stack. */
class ConnectionsTest {

    private static final String ANSWER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 41000 RTP/AVP 8
            m=video 0 RTP/AVP 97
            """;

    private final TestIdentity identity = TestIdentity.make();
    private Rig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(Optional.of(identity.tls()), SipConfig.Limits.DEFAULT);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private StreamPeer tcp() throws IOException {
        return new StreamPeer(new Socket(InetAddress.getLoopbackAddress(), rig.endpoint.port()));
    }

    private StreamPeer tls() throws IOException {
        return new StreamPeer(identity.context()
                .getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(), rig.endpoint.tlsPort().getAsInt()));
    }

    private static String options(String transport, String extra) {
        return """
                OPTIONS sip:100@court.test SIP/2.0
                Via: SIP/2.0/%s 127.0.0.1:9;branch=z9hG4bK-%d
                Max-Forwards: 70
                From: <sip:alice@court.test>;tag=f
                To: <sip:100@court.test>
                Call-ID: c1@192.0.2.1
                CSeq: 7 OPTIONS
                %s
                """.formatted(transport, System.nanoTime(), extra);
    }

    @Test
    void keepAlivesAreAnswered() throws Exception {
        for (StreamPeer peer : new StreamPeer[] {tcp(), tls()}) {
            try (peer) {
                peer.send("\n\n");
                assertThat(peer.bytes(2)).isEqualTo("\r\n");
                peer.send("\n");
                peer.send("\n");
                assertThat(peer.bytes(2)).isEqualTo("\r\n");
            }
        }
    }

    @Test
    void compactNamesAreUnderstoodAndWhatIsMissingIsNamed() throws Exception {
        for (String transport : new String[] {"TCP", "TLS"}) {
            try (StreamPeer peer = transport.equals("TCP") ? tcp() : tls()) {
                peer.send(options(transport, "l: 0\n")
                        .replace("Via:", "v:")
                        .replace("From:", "f:")
                        .replace("To:", "t:")
                        .replace("Call-ID:", "i:"));
                assertThat(peer.message()).startsWith("SIP/2.0 200");
                peer.send(options(transport, "Content-Length : 0\n"));
                assertThat(peer.message()).startsWith("SIP/2.0 200");
                peer.send(options(transport, "").replaceFirst("CSeq.*\n", ""));
                assertThat(peer.message()).startsWith("SIP/2.0 400 Missing CSeq");
                peer.send(options(transport, "").replaceFirst("Call-ID.*\n", ""));
                assertThat(peer.message()).startsWith("SIP/2.0 400 Missing Call-ID");
                peer.send(options(transport, "Content-Length: -1\n"));
                assertThat(peer.message()).startsWith("SIP/2.0 400");
            }
        }
        assertThat(rig.endpoint.malformed()).isEqualTo(6);
    }

    /** A room that has not registered, whose certificate is of our own issuer. */
    @Test
    void callsARoomOverTls() throws Exception {
        try (SSLServerSocket room = identity.server()) {
            var leg = rig.endpoint
                    .call(rig.alice, rig.into("h100"), "sip:alice@127.0.0.1:" + room.getLocalPort() + ";transport=tls")
                    .toCompletableFuture();
            try (StreamPeer peer = new StreamPeer(room.accept())) {
                String invite = peer.message();
                assertThat(RawPeer.header(invite, "Via")).contains("SIP/2.0/TLS");
                assertThat(RawPeer.header(invite, "Contact")).contains("transport=tls");
                String contact = "Contact: <sip:alice@127.0.0.1:%d;transport=tls>\n".formatted(room.getLocalPort());
                peer.send(RawPeer.response(invite, "180 Ringing", "a", contact, ""));
                peer.send(RawPeer.response(invite, "200 OK", "a", contact, ANSWER));
                assertThat(peer.message()).startsWith("ACK ");
                leg.get(60, TimeUnit.SECONDS);
                rig.conferences.leg().end(EndReason.REMOVED);
                String bye = peer.message();
                assertThat(bye).startsWith("BYE ");
                peer.send(RawPeer.response(bye, "200 OK", "", "", ""));
                rig.conferences.awaitStory("arrived device:id-alice", "left REMOVED");
            }
        }
    }

    /** It may have closed the connection because it takes new ones where it says. */
    @Test
    void callsADeviceWhoseConnectionIsGoneWhereItSays() throws Exception {
        try (ServerSocket room = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                RawPeer words = new RawPeer(rig.endpoint.port())) {
            String register = words.request("REGISTER", "sip:127.0.0.1", "gone", 1, "", "", "")
                    .replace("SIP/2.0/UDP", "SIP/2.0/TCP")
                    .replaceFirst("To: <[^>]*>", "To: <sip:alice@127.0.0.1>")
                    .replaceFirst(
                            "Contact: <[^>]*>",
                            "Contact: <sip:alice@127.0.0.1:%d;transport=tcp>".formatted(room.getLocalPort()));
            try (StreamPeer peer = tcp()) {
                peer.send(register);
                String proof = RawPeer.authorization(
                        peer.answer(),
                        DigestCredentials.Algorithm.SHA_256,
                        "alice",
                        "secret",
                        "REGISTER",
                        "sip:127.0.0.1",
                        1);
                peer.send(register.replace("1 REGISTER", "2 REGISTER")
                        .replace("-1-", "-2-")
                        .replace("Content-Length", proof + "Content-Length"));
                assertThat(peer.answer()).startsWith("SIP/2.0 200");
                assertThat(rig.endpoint.registrations().all())
                        .singleElement()
                        .matches(registration -> !registration.isUnwatched());
            }
            rig.conferences.await(
                    () -> rig.endpoint.registrations().all().getFirst().isUnwatched());
            var leg = rig.endpoint.call(rig.alice, rig.into("h100")).toCompletableFuture();
            try (StreamPeer peer = new StreamPeer(room.accept())) {
                String invite = peer.message();
                assertThat(invite).startsWith("INVITE sip:alice@127.0.0.1:" + room.getLocalPort());
                peer.send(RawPeer.response(invite, "486 Busy Here", "b", "", ""));
                assertThat(leg).failsWithin(Duration.ofSeconds(60));
            }
        }
    }

    /** One peer over a connection. */
    static final class StreamPeer implements AutoCloseable {

        private final Socket socket;

        StreamPeer(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(60_000);
        }

        void send(String text) throws IOException {
            socket.getOutputStream()
                    .write(text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        String bytes(int count) throws IOException {
            byte[] bytes = socket.getInputStream().readNBytes(count);
            if (bytes.length < count) {
                throw new IOException("closed");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String message() throws IOException {
            StringBuilder text = new StringBuilder();
            while (!text.toString().endsWith("\r\n\r\n")) {
                text.append(bytes(1));
            }
            return text + bytes(Integer.parseInt(RawPeer.header(text.toString(), "Content-Length")));
        }

        /** The next final response. */
        String answer() throws IOException {
            String message = message();
            while (message.startsWith("SIP/2.0 1")) {
                message = message();
            }
            return message;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
