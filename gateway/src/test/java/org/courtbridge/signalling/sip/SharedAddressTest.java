package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.courtbridge.signalling.sip.registrar.RegisterSequence;
import org.courtbridge.signalling.sip.registrar.Registration;
import org.courtbridge.signalling.sip.stack.DigestCredentials.Algorithm;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device, and somebody else behind the same address of a NAT. */
class SharedAddressTest {

    private static final String URI = "sip:127.0.0.1";

    private static final InetAddress ROOM = InetAddress.ofLiteral("127.0.0.7");

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    /** Requests a second of one address, with twice as many in a burst. */
    private static final int SHARE = 10;

    private static final SipConfig.Limits LIMITS = new SipConfig.Limits(
            500,
            5,
            SipConfig.Limits.DEFAULT.shortestRegistration(),
            SipConfig.Limits.DEFAULT.longestRegistration(),
            SipConfig.Limits.DEFAULT.answer(),
            SipConfig.Limits.DEFAULT.sessionInterval(),
            SipConfig.Limits.DEFAULT.shortestSession(),
            SipConfig.Limits.DEFAULT.ping(),
            SHARE);

    private Rig rig;
    private RawPeer words;
    private int sequence;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(Optional.empty(), LIMITS);
        words = new RawPeer(rig.endpoint.port());
    }

    @AfterEach
    void close() {
        words.close();
        rig.close();
    }

    private ConnectionsTest.StreamPeer connection() throws IOException {
        return connection(rig);
    }

    private static ConnectionsTest.StreamPeer connection(Rig to) throws IOException {
        return new ConnectionsTest.StreamPeer(new Socket(InetAddress.getLoopbackAddress(), to.endpoint.port()));
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

    private void guesses(ConnectionsTest.StreamPeer neighbour) throws IOException {
        for (int i = 0; i < 12; i++) {
            registers(neighbour, "alice", "wrong");
        }
    }

    /** Its connection breaks while the neighbour guesses its password. No time passes, in which guesses would be forgiven. */
    @Test
    void deviceThatConnectsAnewIsNotBarredByItsNeighbours() throws Exception {
        try (Rig still = Rig.at(InstantSource.fixed(NOW))) {
            try (ConnectionsTest.StreamPeer device = connection(still)) {
                assertThat(registers(device, "alice", "secret")).startsWith("SIP/2.0 200");
            }
            try (ConnectionsTest.StreamPeer neighbour = connection(still);
                    ConnectionsTest.StreamPeer again = connection(still)) {
                guesses(neighbour);
                assertThat(registers(again, "alice", "secret")).startsWith("SIP/2.0 200");
            }
        }
    }

    @Test
    void whoWasNeverThereIsBarred() throws Exception {
        try (Rig still = Rig.at(InstantSource.fixed(NOW));
                ConnectionsTest.StreamPeer neighbour = connection(still);
                ConnectionsTest.StreamPeer stranger = connection(still)) {
            guesses(neighbour);
            assertThat(registers(stranger, "alice", "secret")).startsWith("SIP/2.0 403");
        }
    }

    /** A message over UDP, or a connection. */
    private interface Way {

        /** @return the final response */
        String ask(String request) throws IOException;
    }

    private static Way over(RawPeer peer) {
        return request -> {
            peer.send(request);
            return peer.receiveFinal();
        };
    }

    private static Way over(ConnectionsTest.StreamPeer peer) {
        return request -> {
            peer.send(request.replace("SIP/2.0/UDP", "SIP/2.0/TCP"));
            return peer.answer();
        };
    }

    private String request(RawPeer from, String method, String extra) {
        sequence++;
        return from.request(method, URI, "of" + from.port(), sequence, "", extra, "")
                .replaceFirst("To: <[^>]*>", "To: <sip:alice@127.0.0.1>");
    }

    private void registersBy(Way way, RawPeer words) throws IOException {
        String challenge = way.ask(request(words, "REGISTER", ""));
        String proof = RawPeer.authorization(challenge, Algorithm.SHA_256, "alice", "secret", "REGISTER", URI, 1);
        assertThat(way.ask(request(words, "REGISTER", proof))).startsWith("SIP/2.0 200");
    }

    private void neighbourUsesUpAllThatTheAddressMayAsk(Way way, RawPeer words) throws IOException {
        String answer = way.ask(request(words, "OPTIONS", ""));
        for (int i = 0; i < 20 * SHARE && answer.startsWith("SIP/2.0 200"); i++) {
            answer = way.ask(request(words, "OPTIONS", ""));
        }
        assertThat(answer).startsWith("SIP/2.0 503");
    }

    private void asksAllTheSame(Way way, RawPeer words) throws IOException {
        for (int i = 0; i < SHARE; i++) {
            assertThat(way.ask(request(words, "OPTIONS", ""))).as("%d", i).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void deviceOverUdpHasAShareOfItsOwn() throws Exception {
        try (RawPeer device = new RawPeer(rig.endpoint.port());
                RawPeer neighbour = new RawPeer(rig.endpoint.port())) {
            registersBy(over(device), device);
            neighbourUsesUpAllThatTheAddressMayAsk(over(neighbour), neighbour);
            asksAllTheSame(over(device), device);
        }
    }

    @Test
    void connectionOfADeviceHasAShareOfItsOwn() throws Exception {
        try (ConnectionsTest.StreamPeer device = connection();
                ConnectionsTest.StreamPeer neighbour = connection()) {
            registersBy(over(device), words);
            neighbourUsesUpAllThatTheAddressMayAsk(over(neighbour), words);
            asksAllTheSame(over(device), words);
        }
    }

    @Test
    void whoHasThePortOfADeviceNextHasNoShareOfItsOwn() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.endpoint.port());
                ConnectionsTest.StreamPeer neighbour = connection()) {
            registersBy(over(new ConnectionsTest.StreamPeer(socket)), words);
            int port = socket.getLocalPort();
            socket.setSoLinger(true, 0); // the port is free at once
            socket.close();
            rig.conferences.await(
                    () -> rig.endpoint.registrations().all().getFirst().isUnwatched());
            InetAddress here = InetAddress.getLoopbackAddress();
            try (ConnectionsTest.StreamPeer next =
                    new ConnectionsTest.StreamPeer(new Socket(here, rig.endpoint.port(), here, port))) {
                String answer = "";
                for (int i = 0; i < SHARE && !answer.startsWith("SIP/2.0 503"); i++) {
                    neighbourUsesUpAllThatTheAddressMayAsk(over(neighbour), words);
                    answer = over(next).ask(request(words, "OPTIONS", ""));
                }
                assertThat(answer).startsWith("SIP/2.0 503");
            }
        }
    }

    /** Somebody forges so many addresses that all that are unknown wait. */
    @Test
    void roomOfBeforeARestartDoesNotWaitWithThoseThatAreUnknown() throws Exception {
        try (RawPeer room = new RawPeer(rig.endpoint.port(), ROOM);
                Rig again = new Rig(Optional.empty(), LIMITS);
                RawPeer returns = new RawPeer(again.endpoint.port(), ROOM)) {
            registersBy(over(room), room);
            assertThat(again.endpoint.restore(rig.endpoint.registrations().all()))
                    .isEqualTo(1);
            for (int i = 0; i < 6; i++) {
                try (RawPeer forged = new RawPeer(again.endpoint.port(), InetAddress.ofLiteral("127.0.1." + (i + 1)))) {
                    neighbourUsesUpAllThatTheAddressMayAsk(over(forged), forged);
                }
            }
            for (int i = 0; i < SHARE; i++) {
                assertThat(over(returns).ask(request(returns, "REGISTER", ""))).startsWith("SIP/2.0 401");
            }
        }
    }

    /** The same of one that is behind a proxy: it counts by its own address. */
    @Test
    void roomBehindAProxyOfBeforeARestartDoesNotWaitWithThoseThatAreUnknown() throws Exception {
        try (Rig again = Rig.behindProxies(LIMITS);
                RawPeer proxy = new RawPeer(again.endpoint.port())) {
            Registration kept = new Registration(
                    again.alice,
                    "sip:alice@127.0.0.7:5060",
                    "UDP",
                    new InetSocketAddress(proxy.host(), proxy.port()),
                    ROOM,
                    true,
                    Instant.now().plusSeconds(3_600),
                    new RegisterSequence("kept", 1),
                    "",
                    "",
                    Optional.empty(),
                    List.of("<sip:%s:%d;lr>".formatted(proxy.host(), proxy.port())));
            assertThat(again.endpoint.restore(List.of(kept))).isEqualTo(1);
            for (int i = 0; i < 6; i++) {
                try (RawPeer forged = new RawPeer(again.endpoint.port(), InetAddress.ofLiteral("127.0.1." + (i + 1)))) {
                    neighbourUsesUpAllThatTheAddressMayAsk(over(forged), forged);
                }
            }
            String before = "Via: SIP/2.0/UDP 127.0.0.7:5060;branch=z9hG4bK-room-%d\n";
            for (int i = 0; i < SHARE; i++) {
                assertThat(over(proxy).ask(request(proxy, "REGISTER", before.formatted(i))))
                        .startsWith("SIP/2.0 401");
            }
        }
    }
}
