package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.signalling.sip.stack.DigestCredentials.Algorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks by somebody who forges the address of a room over UDP, and sees nothing of what is sent there; and by somebody
 * behind the same address.
 */
class ForgedSourceTest {

    private static final String URI = "sip:127.0.0.1";
    private static final InetAddress VICTIM = InetAddress.ofLiteral("127.0.0.7");
    private static final InetAddress ATTACKER = InetAddress.ofLiteral("127.0.0.66");

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8 101
            a=rtpmap:101 telephone-event/8000
            """;

    private Rig rig;
    private RawPeer room;
    private RawPeer attacker;
    private int sequence;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig();
        room = new RawPeer(rig.endpoint.port(), VICTIM);
        attacker = new RawPeer(rig.endpoint.port(), ATTACKER);
    }

    @AfterEach
    void close() {
        room.close();
        attacker.close();
        rig.close();
    }

    private String register(RawPeer from, String extra) {
        sequence++;
        return from.request("REGISTER", URI, "reg", sequence, "", extra, "")
                .replaceFirst("To: <[^>]*>", "To: <sip:alice@127.0.0.1>");
    }

    private String ask(RawPeer from, String extra) throws IOException {
        from.send(register(from, extra));
        return from.answerTo("CSeq: " + sequence + " REGISTER", 60_000).orElseThrow();
    }

    private static String proof(String challenge, Algorithm algorithm, String user, String password) {
        return RawPeer.authorization(challenge, algorithm, user, password, "REGISTER", URI, 1);
    }

    private String registers(RawPeer from) throws IOException {
        return ask(from, proof(ask(from, ""), Algorithm.SHA_256, "alice", "secret"));
    }

    /** He answers a challenge of his own, in the room's name and in those of many others. */
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void registrationsInARoomsNameBarNobody(Algorithm algorithm) throws IOException {
        long before = rig.endpoint.wrongPasswords();
        try (RawPeer forger = new RawPeer(rig.endpoint.port(), VICTIM)) {
            for (int i = 0; i < 100; i++) {
                String user = i % 2 == 0 ? "alice" : "room" + i;
                assertThat(ask(forger, proof(ask(attacker, ""), algorithm, user, "wrong")))
                        .as("asked again, as of a nonce that is not his")
                        .startsWith("SIP/2.0 401")
                        .contains("stale=true");
            }
        }
        assertThat(rig.endpoint.wrongPasswords()).isEqualTo(before);
        assertThat(registers(room)).startsWith("SIP/2.0 200");
    }

    /** A room that has moved learns that its password is not wrong. */
    @Test
    void roomThatHasMovedRegistersWithANewNonce() throws IOException {
        String challenge = ask(room, "");
        try (RawPeer moved = new RawPeer(rig.endpoint.port(), InetAddress.ofLiteral("127.0.0.8"))) {
            String again = ask(moved, proof(challenge, Algorithm.SHA_256, "alice", "secret"));
            assertThat(again).startsWith("SIP/2.0 401").contains("stale=true");
            assertThat(ask(moved, proof(again, Algorithm.SHA_256, "alice", "secret")))
                    .startsWith("SIP/2.0 200");
        }
    }

    /** It would bring him a nonce for the room's address, or the tag of a call. */
    @ParameterizedTest
    @ValueSource(strings = {";maddr=127.0.0.66", ";received=127.0.0.66", ";maddr=127.0.0.66;ttl=1;received=127.0.0.66"})
    void answerGoesToWhereTheRequestCameFromWhateverItsViaSays(String extra) throws IOException {
        byte[] bytes = new byte[65_536];
        try (DatagramSocket ear = new DatagramSocket(room.port(), ATTACKER)) {
            room.send(register(room, "")
                    .replaceFirst("127\\.0\\.0\\.1:(\\d+);(branch=[^;\n]*);rport", "127.0.0.7:$1;$2" + extra));
            assertThat(room.receiveFinal()).startsWith("SIP/2.0 401");
            ear.setSoTimeout(300);
            DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
            assertThat(heard(ear, packet)).isEmpty();
        }
    }

    private static String heard(DatagramSocket ear, DatagramPacket packet) throws IOException {
        try {
            ear.receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    /** Behind one NAT, where both receive: the neighbour counts against the address, but not against whom is known there. */
    @Test
    void roomThatIsRegisteredIsNotBarredByItsNeighbours() throws IOException {
        assertThat(registers(room)).startsWith("SIP/2.0 200");
        try (RawPeer neighbour = new RawPeer(rig.endpoint.port(), VICTIM)) {
            for (int i = 0; i < 5; i++) {
                assertThat(ask(neighbour, proof(ask(neighbour, ""), Algorithm.MD5, "alice", "wrong")))
                        .startsWith("SIP/2.0 401");
            }
            assertThat(registers(neighbour)).as("from a port that is not known").startsWith("SIP/2.0 403");
            for (int i = 0; i < 40; i++) {
                ask(neighbour, proof(ask(neighbour, ""), Algorithm.MD5, "room" + i, "wrong"));
            }
            assertThat(registers(room)).startsWith("SIP/2.0 200");
            String nonceOfNeighbour = ask(neighbour, "");
            assertThat(ask(room, proof(nonceOfNeighbour, Algorithm.MD5, "alice", "secret")))
                    .as("its port alone does not make it known")
                    .startsWith("SIP/2.0 403");
        }
    }

    /** What it gets wrong itself still counts. */
    @Test
    void roomThatIsRegisteredMayNotGuessEither() throws IOException {
        assertThat(registers(room)).startsWith("SIP/2.0 200");
        for (int i = 0; i < 5; i++) {
            assertThat(ask(room, proof(ask(room, ""), Algorithm.MD5, "alice", "wrong")))
                    .startsWith("SIP/2.0 401");
        }
        assertThat(registers(room)).startsWith("SIP/2.0 403");
    }

    private String invite(RawPeer from, String user, String call) {
        return from.request("INVITE", "sip:" + user + "@127.0.0.1", call, 1, "", "", OFFER)
                .replace("From: <sip:alice@127.0.0.1>", "From: <sip:hall@elsewhere.example>");
    }

    /** The same of a right PIN and of a wrong one; nothing counts, as nobody acknowledges, though he tries. */
    @Test
    void callsInARoomsNameBlockNoPin() throws IOException {
        String[] shapes = new String[2];
        try (RawPeer forger = new RawPeer(rig.endpoint.port(), VICTIM)) {
            for (int i = 0; i < 20; i++) {
                String user = "100**" + (i % 2 == 0 ? "000000" : RememberingConferences.PIN);
                String call = "forged" + i;
                forger.send(invite(forger, user, call));
                String ok = forger.answerTo("Call-ID: " + call + "\r", 60_000).orElseThrow();
                assertThat(ok).startsWith("SIP/2.0 200");
                shapes[i % 2] = shape(ok);
                for (String tag : new String[] {"", "guessed", "from-" + call}) {
                    String ack = forger.request("ACK", "sip:" + user + "@127.0.0.1", call, 1, tag, "", "")
                            .replace("From: <sip:alice@127.0.0.1>", "From: <sip:hall@elsewhere.example>");
                    forger.send(ack);
                    forger.send(ack.replace("-ACK", "-INVITE"));
                    forger.send(
                            ack.replace("-ACK", "-INFO").replace("ACK", "INFO").replace("CSeq: 1", "CSeq: 2"));
                }
            }
        }
        assertThat(shapes[0]).isEqualTo(shapes[1]);
        assertThat(arrivals()).isZero();

        String uri = "sip:100**" + RememberingConferences.PIN + "@127.0.0.1";
        room.send(invite(room, "100**" + RememberingConferences.PIN, "own"));
        String ok = room.answerTo("Call-ID: own\r", 60_000).orElseThrow();
        assertThat(ok).startsWith("SIP/2.0 200");
        room.send(room.request("ACK", uri, "own", 1, RawPeer.toTag(ok), "", "")
                .replace("From: <sip:alice@127.0.0.1>", "From: <sip:hall@elsewhere.example>"));
        rig.conferences.await(() -> arrivals() == 1);
    }

    private long arrivals() {
        return rig.conferences.story().stream()
                .filter(chapter -> chapter.startsWith("arrived guest:"))
                .count();
    }

    /** A response without what differs from one to the next anyway; its length, as numbers in it have more digits or fewer. */
    private static String shape(String response) {
        return response.replaceAll("(?:branch|tag)=[^;\\s]*", "")
                .replaceAll("Content-Length: \\d+", "")
                .replaceAll("forged\\d+", "")
                .replaceAll("\\*\\*\\d+", "")
                .replaceAll("(?m)^o=.*$", "")
                .replaceAll("(?m)^m=audio \\d+", "")
                .replaceAll("a=(?:rtcp|crypto|fingerprint|ssrc|ice|candidate)[^\r]*", "");
    }
}
