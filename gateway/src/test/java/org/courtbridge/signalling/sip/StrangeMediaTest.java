package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.TransportStats;
import org.courtbridge.media.transport.UdpRtpTransport;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.junit.jupiter.api.Test;

/** Plain RTP that comes from elsewhere than the session description says: a room behind a NAT, or somebody else. */
class StrangeMediaTest {

    private static final String URI = "sip:100@127.0.0.1";
    private static final String RTP = "8008000100000050" + "0badcafe" + "d5d5d5d5";

    /** Inside a NAT: nobody reaches it. */
    private static final InetSocketAddress INSIDE = new InetSocketAddress("192.0.2.77", 40_000);

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 192.0.2.77
            s=-
            c=IN IP4 192.0.2.77
            t=0 0
            m=audio 40000 RTP/AVP 8
            """;

    private static RawPeer peer(Rig rig, String address) throws IOException {
        return new RawPeer(rig.endpoint.port(), InetAddress.getByName(address));
    }

    /**
     * @param beside further header lines of each request
     * @return the tag of our side
     */
    private static String call(RawPeer room, String beside) throws IOException {
        room.send(room.request("INVITE", URI, "c", 1, "", beside, OFFER));
        String challenge = room.receiveFinal();
        room.send(room.request("ACK", URI, "c", 1, RawPeer.toTag(challenge), beside, "")
                .replace("-ACK", "-INVITE"));
        String proof = RawPeer.authorization(
                challenge, DigestCredentials.Algorithm.SHA_256, "alice", "secret", "INVITE", URI, 1);
        room.send(room.request("INVITE", URI, "c", 2, "", beside + proof, OFFER));
        String tag = RawPeer.toTag(room.receive("SIP/2.0 200"));
        room.send(room.request("ACK", URI, "c", 2, tag, beside, ""));
        return tag;
    }

    /** Repeats its INVITE with a proof, as over UDP, until that is answered. */
    private static String proves(RawPeer room, String challenge, String tag) throws IOException {
        String proof = RawPeer.authorization(
                challenge, DigestCredentials.Algorithm.SHA_256, "alice", "secret", "INVITE", URI, 1);
        for (int i = 0; i < 120; i++) {
            room.send(room.request("INVITE", URI, "c", 4, tag, proof, OFFER));
            Optional<String> ok = room.receive("SIP/2.0 200", 500);
            if (ok.isPresent()) {
                return ok.get();
            }
        }
        throw new AssertionError("no answer to an INVITE with a proof");
    }

    private static UdpRtpTransport sound(Rig rig) {
        return (UdpRtpTransport)
                rig.conferences.media().receivedAudio().orElseThrow().transport();
    }

    /** Whether media go to whoever sends a packet from an address, by a port that nobody knows; else they go where they are to. */
    private static boolean draws(UdpRtpTransport sound, String from) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(from))) {
            long before = arrivals(sound);
            byte[] bytes = HexFormat.of().parseHex(RTP);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), sound.rtpPort()));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (arrivals(sound) == before && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            InetSocketAddress to = sound.loop()
                    .submit(() -> sound.ends(false))
                    .get()
                    .map(RtpTransport.Ends::party)
                    .orElseThrow();
            assertThat(to).isIn(INSIDE, socket.getLocalSocketAddress());
            return to.equals(socket.getLocalSocketAddress());
        }
    }

    private static long arrivals(UdpRtpTransport sound) throws Exception {
        TransportStats stats = sound.loop().submit(sound::stats).get();
        return stats.packetsReceived() + stats.dropped();
    }

    private static void hangUp(Rig rig, RawPeer room) throws IOException {
        rig.conferences.leg().end(EndReason.REMOVED);
        room.send(RawPeer.response(room.receive("BYE"), "200 OK", "", "", ""));
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
    }

    @Test
    void aRoomBehindANatIsHeardFromWhereItCallsAndAStrangerIsNot() throws Exception {
        try (Rig rig = new Rig();
                RawPeer room = peer(rig, "127.0.0.2")) {
            call(room, "");
            UdpRtpTransport sound = sound(rig);
            assertThat(draws(sound, "127.0.0.3")).isFalse();
            assertThat(draws(sound, "127.0.0.1")).isFalse();
            assertThat(draws(sound, "127.0.0.2")).isTrue();
            hangUp(rig, room);
        }
    }

    /** Its own address counts, which the proxy reports, and not the proxy's. */
    @Test
    void aRoomBehindATrustedProxyIsHeardFromWhereTheProxyHeardIt() throws Exception {
        try (Rig rig = Rig.behindProxies();
                RawPeer proxy = peer(rig, "127.0.0.1")) {
            call(proxy, "Via: SIP/2.0/UDP 192.0.2.77:5060;branch=z9hG4bK-room;received=127.0.0.4\n");
            UdpRtpTransport sound = sound(rig);
            assertThat(draws(sound, "127.0.0.1")).isFalse();
            assertThat(draws(sound, "127.0.0.4")).isTrue();
            hangUp(rig, proxy);
        }
    }

    /** A proxy that nobody has configured could report whatever it likes. */
    @Test
    void whatAnotherProxyReportsCountsForNothing() throws Exception {
        try (Rig rig = new Rig();
                RawPeer proxy = peer(rig, "127.0.0.1")) {
            call(proxy, "Via: SIP/2.0/UDP 192.0.2.77:5060;branch=z9hG4bK-room;received=127.0.0.4\n");
            assertThat(draws(sound(rig), "127.0.0.4")).isFalse();
            hangUp(rig, proxy);
        }
    }

    @Test
    void aRoomThatCallsFromAnotherAddressInMidCallIsHeardFromThere() throws Exception {
        try (Rig rig = new Rig();
                RawPeer before = peer(rig, "127.0.0.2");
                RawPeer after = peer(rig, "127.0.0.3")) {
            String tag = call(before, "");
            UdpRtpTransport sound = sound(rig);
            assertThat(draws(sound, "127.0.0.3")).isFalse();
            after.send(after.request("INVITE", URI, "c", 3, tag, "", OFFER));
            String challenge = after.receive("SIP/2.0 401");
            assertThat(draws(sound, "127.0.0.3")).isFalse();
            String ok = proves(after, challenge, tag);
            after.send(after.request("ACK", URI, "c", 4, tag, "", ""));
            assertThat(ok).contains("m=audio");
            assertThat(draws(sound, "127.0.0.3")).isTrue();
            hangUp(rig, after);
        }
    }

    @Test
    void aRoomThatWeCallIsHeardFromWhereItAnswers() throws Exception {
        try (Rig rig = new Rig();
                RawPeer room = peer(rig, "127.0.0.2")) {
            var connected = rig.endpoint
                    .call(rig.alice, rig.into("h100"), "sip:alice@127.0.0.2:" + room.port())
                    .toCompletableFuture();
            String invite = room.receive("INVITE");
            room.send(RawPeer.response(
                    invite,
                    "200 OK",
                    "b",
                    "Contact: <sip:alice@127.0.0.2:%d>\n".formatted(room.port()),
                    OFFER + "m=video 0 RTP/AVP 97\n"));
            room.receive("ACK");
            connected.get();
            UdpRtpTransport sound = sound(rig);
            assertThat(draws(sound, "127.0.0.3")).isFalse();
            assertThat(draws(sound, "127.0.0.2")).isTrue();
            hangUp(rig, room);
        }
    }

    /** And the hearing is told, once for each address. */
    @Test
    void aDeviceBehindANatThatChangesIsHeardFromElsewhere() throws Exception {
        try (Rig rig = new Rig();
                RawPeer room = peer(rig, "127.0.0.2")) {
            rig.devices.setBehindChangingNat(rig.alice.id(), true);
            call(room, "");
            assertThat(draws(sound(rig), "127.0.0.3")).isTrue();
            rig.conferences.await(() -> rig.conferences.story().contains("media followed to 127.0.0.3"));
            hangUp(rig, room);
            assertThat(rig.conferences.story().stream().filter(told -> told.startsWith("media followed")))
                    .hasSize(1);
        }
    }
}
