package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import org.courtbridge.signalling.sip.stack.DigestCredentials.Algorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device over TCP, and somebody else behind the same address of a NAT. */
class SharedAddressTest {

    private static final String URI = "sip:127.0.0.1";

    private Rig rig;
    private RawPeer words;
    private int sequence;

    @BeforeEach
    void open() throws IOException {
        rig = Rig.at(InstantSource.fixed(Instant.parse("2026-03-02T09:00:00Z")));
        words = new RawPeer(rig.endpoint.port());
    }

    @AfterEach
    void close() {
        words.close();
        rig.close();
    }

    private ConnectionsTest.StreamPeer connection() throws IOException {
        return new ConnectionsTest.StreamPeer(new Socket(InetAddress.getLoopbackAddress(), rig.endpoint.port()));
    }

    private String ask(ConnectionsTest.StreamPeer peer, String extra) throws IOException {
        sequence++;
        peer.send(words.request("REGISTER", URI, "reg", sequence, "", extra, "")
                .replaceFirst("To: <[^>]*>", "To: <sip:alice@127.0.0.1>")
                .replace("SIP/2.0/UDP", "SIP/2.0/TCP")
                .replaceFirst("Contact: <[^>]*>", "Contact: <sip:alice@192.0.2.77;transport=tcp>"));
        return peer.answer();
    }

    private String registers(ConnectionsTest.StreamPeer peer, String user, String password) throws IOException {
        return ask(peer, RawPeer.authorization(ask(peer, ""), Algorithm.SHA_256, user, password, "REGISTER", URI, 1));
    }

    /** Its connection breaks while the neighbour guesses its password. No time passes, in which guesses would be forgiven. */
    @Test
    void deviceThatConnectsAnewIsNotBarredByItsNeighbours() throws Exception {
        try (ConnectionsTest.StreamPeer device = connection()) {
            assertThat(registers(device, "alice", "secret")).startsWith("SIP/2.0 200");
        }
        try (ConnectionsTest.StreamPeer neighbour = connection();
                ConnectionsTest.StreamPeer again = connection()) {
            for (int i = 0; i < 12; i++) {
                registers(neighbour, "alice", "wrong");
            }
            assertThat(registers(again, "alice", "secret")).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void whoWasNeverThereIsBarred() throws Exception {
        try (ConnectionsTest.StreamPeer neighbour = connection();
                ConnectionsTest.StreamPeer stranger = connection()) {
            for (int i = 0; i < 12; i++) {
                registers(neighbour, "alice", "wrong");
            }
            assertThat(registers(stranger, "alice", "secret")).startsWith("SIP/2.0 403");
        }
    }
}
