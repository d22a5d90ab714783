package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.signalling.sip.stack.DigestCredentials.Algorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registered device that has those who call it led to another device, or to the gateway itself. */
class CallsLedAstrayTest {

    private static final String HOME = "sip:127.0.0.1";

    private Rig rig;
    private RawPeer room;
    private RawPeer other;
    private int calls;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig();
        room = new RawPeer(rig.endpoint.port(), InetAddress.ofLiteral("127.0.0.2"));
        other = new RawPeer(rig.endpoint.port(), InetAddress.ofLiteral("127.0.0.5"));
        rig.devices.add("Room 2", "bob", "secret");
        assertThat(register(other, "bob", "")).startsWith("SIP/2.0 200");
    }

    @AfterEach
    void close() {
        room.close();
        other.close();
        rig.close();
    }

    private String register(RawPeer from, String user, String extra) throws IOException {
        String request = from.request("REGISTER", HOME, "reg" + calls++, 1, "", extra, "")
                .replace("alice", user)
                .replaceFirst("To: <[^>]*>", "To: <sip:%s@127.0.0.1>".formatted(user))
                .replaceFirst("Contact: <[^>]*>", "Contact: <sip:%s@%s:%d>".formatted(user, from.host(), from.port()));
        from.send(request);
        String challenge = from.receiveFinal();
        from.send(request.replace("1 REGISTER", "2 REGISTER")
                .replace("-1-", "-2-")
                .replace(
                        "Content-Length",
                        RawPeer.authorization(challenge, Algorithm.SHA_256, user, "secret", "REGISTER", HOME, 1)
                                + "Content-Length"));
        return from.receiveFinal();
    }

    @Test
    void registersNoPathThatIsAnothers() throws IOException {
        for (String hop : new String[] {
            "127.0.0.5:" + other.port(), "127.0.0.1:" + rig.endpoint.port(), "127.0.0.2:" + rig.endpoint.port()
        }) {
            assertThat(register(room, "alice", "Supported: path\nPath: <sip:%s;lr>\n".formatted(hop)))
                    .as(hop)
                    .startsWith("SIP/2.0 403")
                    .contains("Warning: ");
        }
        assertThat(register(room, "alice", "Supported: path\nPath: <sip:127.0.0.2:%d;lr>\n".formatted(room.port())))
                .as("a proxy that it comes by")
                .startsWith("SIP/2.0 200");
    }

    private void isNotCalled() {
        assertThatThrownBy(() -> rig.endpoint
                        .call(rig.alice, rig.into("h100"))
                        .toCompletableFuture()
                        .join())
                .hasMessageContaining("no connection to the room can be opened");
        assertThat(rig.trace).noneMatch(message -> message.startsWith("SENT INVITE"));
        assertThat(rig.conferences.story()).isEmpty();
    }

    /** A name leads where it leads when the call is made, whatever it did when it was registered. */
    @Test
    void isNotCalledByAProxyWhoseNameLeadsToUs() throws IOException {
        assertThat(register(
                        room, "alice", "Supported: path\nPath: <sip:localhost:%d;lr>\n".formatted(rig.endpoint.port())))
                .startsWith("SIP/2.0 200");
        isNotCalled();
    }

    /** Where it says, as its connection is gone. */
    @Test
    void isNotCalledWhereANameOfItsLeadsToUs() throws Exception {
        String request = room.request("REGISTER", HOME, "connected", 1, "", "", "")
                .replace("SIP/2.0/UDP", "SIP/2.0/TCP")
                .replaceFirst("To: <[^>]*>", "To: <sip:alice@127.0.0.1>")
                .replaceFirst(
                        "Contact: <[^>]*>",
                        "Contact: <sip:alice@localhost:%d;transport=tcp>".formatted(rig.endpoint.port()));
        try (ConnectionsTest.StreamPeer peer =
                new ConnectionsTest.StreamPeer(new Socket(InetAddress.getLoopbackAddress(), rig.endpoint.port()))) {
            peer.send(request);
            String proof =
                    RawPeer.authorization(peer.answer(), Algorithm.SHA_256, "alice", "secret", "REGISTER", HOME, 1);
            peer.send(request.replace("1 REGISTER", "2 REGISTER")
                    .replace("-1-", "-2-")
                    .replace("Content-Length", proof + "Content-Length"));
            assertThat(peer.answer()).startsWith("SIP/2.0 200");
        }
        rig.conferences.await(() -> rig.endpoint.registrations().all().stream()
                .anyMatch(one -> one.device().equals(rig.alice) && one.isUnwatched()));
        isNotCalled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "ours", "name"})
    void redirectsNobodyToWhereAnotherIs(String where) throws IOException {
        CompletableFuture<?> call = rig.endpoint
                .call(rig.alice, rig.into("h100"), "sip:alice@127.0.0.2:" + room.port())
                .toCompletableFuture();
        String invite = room.receive("INVITE");
        String place = switch (where) {
            case "other" -> "127.0.0.5:" + other.port();
            case "ours" -> "127.0.0.1:" + rig.endpoint.port();
            default -> "localhost:" + rig.endpoint.port();
        };
        room.send(RawPeer.response(
                invite, "302 Moved Temporarily", "b", "Contact: <sip:alice@%s>\n".formatted(place), ""));
        assertThatThrownBy(call::join).hasMessageContaining("302");
        assertThat(other.receive("INVITE", 200)).isEmpty();
        assertThat(rig.conferences.story()).isEmpty();
    }
}
