package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.bouncycastle.asn1.x509.GeneralName;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers over TLS that we connect to prove to be the host that is called (RFC 5922). */
class TlsServersTest {

    private final TestAuthority court = new TestAuthority("court");
    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(Optional.of(court.issue("gateway").identity()), SipConfig.Limits.DEFAULT);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private CompletableFuture<LegId> call(String host, SSLServerSocket server) {
        return rig.endpoint
                .call(
                        rig.alice,
                        rig.into("h100"),
                        "sip:alice@%s:%d;transport=tls".formatted(host, server.getLocalPort()))
                .toCompletableFuture();
    }

    private void assertReached(String host, SSLServerSocket server) throws Exception {
        call(host, server);
        try (ConnectionsTest.StreamPeer peer = new ConnectionsTest.StreamPeer(server.accept())) {
            String invite = peer.message();
            assertThat(invite).startsWith("INVITE sip:alice@" + host);
            peer.send(RawPeer.response(invite, "486 Busy Here", "a", "", ""));
        }
    }

    private void assertToldNothing(String host, SSLServerSocket server) throws Exception {
        CompletableFuture<LegId> call = call(host, server);
        try (ConnectionsTest.StreamPeer peer = new ConnectionsTest.StreamPeer(server.accept())) {
            assertThatThrownBy(peer::message).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(EndReason.SIGNALLING_LOST));
    }

    @Test
    void aServerIsCalledByTheNameInItsCertificate() throws Exception {
        try (SSLServerSocket server = court.issue("x", new GeneralName(GeneralName.dNSName, "localhost"))
                .server()) {
            assertReached("localhost", server);
        }
    }

    @Test
    void anotherServerOfTheSameIssuerIsToldNothing() throws Exception {
        try (SSLServerSocket server = court.issue("x", new GeneralName(GeneralName.dNSName, "other.example"))
                .server()) {
            assertToldNothing("localhost", server);
        }
    }

    @Test
    void aRoomOfTheCourtIsCalledByItsAddress() throws Exception {
        try (SSLServerSocket server = court.issue("room 1").server()) {
            assertReached("127.0.0.1", server);
        }
    }

    @Test
    void whoeverHasACertificateOfAnotherIssuerIsToldNothing() throws Exception {
        try (SSLServerSocket server = new TestAuthority("stranger")
                .issue("x", new GeneralName(GeneralName.dNSName, "localhost"))
                .server()) {
            assertToldNothing("localhost", server);
        }
    }
}
