package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Peers that say nothing any more, or are not who they should be: RFC 3261 has each waited for for 32 s, here all at once. */
@Tag("slow")
class DeadPeersTest {

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8
            """;

    private final TestIdentity identity = TestIdentity.make();
    private Rig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(
                Optional.of(identity.tls()),
                new SipConfig.Limits(
                        10,
                        5,
                        Duration.ofSeconds(30),
                        Duration.ofDays(1),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(1),
                        500));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private CompletableFuture<LegId> call(int port, String transport) {
        return rig.endpoint
                .call(rig.alice, rig.into("h100"), "sip:alice@127.0.0.1:" + port + ";transport=" + transport)
                .toCompletableFuture();
    }

    private static String proof(String challenge, String method, String uri) {
        return RawPeer.authorization(challenge, DigestCredentials.Algorithm.SHA_256, "alice", "secret", method, uri, 1);
    }

    private void register(RawPeer device) throws IOException {
        String request = device.request("REGISTER", "sip:127.0.0.1", "dead", 1, "", "", "")
                .replaceFirst("To: <[^>]*>", "To: <sip:alice@127.0.0.1>");
        device.send(request);
        device.send(request.replace("1 REGISTER", "2 REGISTER")
                .replace("-1-", "-2-")
                .replace(
                        "Content-Length",
                        proof(device.receiveFinal(), "REGISTER", "sip:127.0.0.1") + "Content-Length"));
        assertThat(device.receiveFinal()).startsWith("SIP/2.0 200");
    }

    private void enter(RawPeer room) throws IOException {
        String uri = "sip:100@127.0.0.1";
        room.send(room.request("INVITE", uri, "c", 1, "", "", OFFER));
        String challenge = room.receiveFinal();
        room.send(room.request("ACK", uri, "c", 1, RawPeer.toTag(challenge), "", "")
                .replace("-ACK", "-INVITE"));
        room.send(room.request("INVITE", uri, "c", 2, "", proof(challenge, "INVITE", uri), OFFER));
        room.send(room.request("ACK", uri, "c", 2, RawPeer.toTag(room.receive("SIP/2.0 200")), "", ""));
    }

    @Test
    void areGivenUpInTheTimeThatTheyHave() throws Exception {
        try (RawPeer dead = new RawPeer(rig.endpoint.port());
                RawPeer device = new RawPeer(rig.endpoint.port());
                RawPeer room = new RawPeer(rig.endpoint.port());
                SSLServerSocket stranger = TestIdentity.make().server()) {
            register(device);
            enter(room);
            rig.conferences.leg().requestKeyframe();
            room.receive("INFO");
            CompletableFuture<LegId> unanswered = call(dead.port(), "udp");
            CompletableFuture<LegId> distrusted = call(stranger.getLocalPort(), "tls");
            try (ConnectionsTest.StreamPeer peer = new ConnectionsTest.StreamPeer(stranger.accept())) {
                assertThatThrownBy(peer::message).as("not a word to a stranger").isInstanceOf(IOException.class);
            }
            device.receive("OPTIONS");

            isLost(unanswered);
            isLost(distrusted);
            rig.conferences.awaitStory("arrived device:id-alice", "left SIGNALLING_LOST");
            rig.conferences.await(() -> rig.endpoint.isSilent(rig.alice));
            assertThat(rig.endpoint.isRegistered(rig.alice))
                    .as("until it expires")
                    .isTrue();
            CompletableFuture<LegId> tried =
                    rig.endpoint.call(rig.alice, rig.into("h100")).toCompletableFuture();
            String asked = device.receive();
            while (!asked.startsWith("INVITE")) {
                asked = device.receive();
            }
            device.send(RawPeer.response(asked, "486 Busy Here", "b", "", ""));
            assertThat(tried).failsWithin(Duration.ofSeconds(60));
            assertThat(RawPeer.header(room.receive("BYE"), "Reason")).contains("signalling");
        }
    }

    private static void isLost(CompletableFuture<LegId> call) {
        assertThatThrownBy(() -> call.get(40, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(EndReason.SIGNALLING_LOST));
    }
}
