package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
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

    @ParameterizedTest
    @ValueSource(strings = {"other", "ours"})
    void redirectsNobodyToWhereAnotherIs(String where) throws IOException {
        CompletableFuture<?> call = rig.endpoint
                .call(rig.alice, rig.into("h100"), "sip:alice@127.0.0.2:" + room.port())
                .toCompletableFuture();
        String invite = room.receive("INVITE");
        String place = where.equals("other") ? "127.0.0.5:" + other.port() : "127.0.0.1:" + rig.endpoint.port();
        room.send(RawPeer.response(
                invite, "302 Moved Temporarily", "b", "Contact: <sip:alice@%s>\n".formatted(place), ""));
        assertThatThrownBy(call::join).hasMessageContaining("302");
        assertThat(other.receive("INVITE", 200)).isEmpty();
        assertThat(rig.conferences.story()).isEmpty();
    }
}
