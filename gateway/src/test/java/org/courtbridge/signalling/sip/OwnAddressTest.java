package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.courtbridge.signalling.sip.stack.SipConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A gateway that others know by another address than its own, and one whose party falls silent. */
class OwnAddressTest {

    private static final String URI = "sip:100@192.0.2.10";

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8
            a=sendrecv
            """;

    private static String call(RawPeer room, String offer) throws IOException {
        room.send(room.request("INVITE", URI, "c", 1, "", "", offer));
        String challenge = room.receiveFinal();
        room.send(room.request("ACK", URI, "c", 1, RawPeer.toTag(challenge), "", "")
                .replace("-ACK", "-INVITE"));
        String proof = RawPeer.authorization(
                challenge, DigestCredentials.Algorithm.SHA_256, "alice", "secret", "INVITE", URI, 1);
        room.send(room.request("INVITE", URI, "c", 2, "", proof, offer));
        String ok = room.receive("SIP/2.0 200");
        room.send(room.request("ACK", URI, "c", 2, RawPeer.toTag(ok), "", ""));
        return ok;
    }

    private static Rig rig(String advertised, Duration mediaTimeout) throws IOException {
        return new Rig(
                InetAddress.getLoopbackAddress(),
                InetAddress.getByName(advertised),
                mediaTimeout,
                Optional.empty(),
                SipConfig.Limits.DEFAULT);
    }

    @Test
    void isTheAdvertisedOneInEveryWord() throws IOException {
        try (Rig rig = rig("192.0.2.10", Duration.ofSeconds(60));
                RawPeer room = new RawPeer(rig.endpoint.port())) {
            String ok = call(room, OFFER);
            assertThat(RawPeer.header(ok, "Contact")).contains("@192.0.2.10:" + rig.endpoint.port());
            SessionDescription answer = SessionDescription.parse(RawPeer.body(ok));
            assertThat(answer.connection().orElseThrow().address()).isEqualTo("192.0.2.10");
            assertThat(answer.origin().address().address()).isEqualTo("192.0.2.10");

            rig.conferences.leg().end(EndReason.REMOVED);
            String bye = room.receive("BYE");
            assertThat(RawPeer.header(bye, "Via")).contains("192.0.2.10:" + rig.endpoint.port());
            room.send(RawPeer.response(bye, "200 OK", "", "", ""));

            var leg = rig.endpoint
                    .call(rig.alice, rig.into("h100"), "sip:alice@127.0.0.1:" + room.port())
                    .toCompletableFuture();
            String invite = room.receive("INVITE");
            assertThat(invite.replaceFirst("^INVITE.*", "").replaceFirst("(?m)^To:.*", ""))
                    .contains("192.0.2.10")
                    .doesNotContain("127.0.0.1:" + rig.endpoint.port(), "IP4 127.0.0.1");
            room.send(RawPeer.response(invite, "486 Busy Here", "b", "", ""));
            assertThat(leg).failsWithin(Duration.ofSeconds(60));
        }
    }

    /** One of several networks, or behind one of several NATs. */
    @Test
    void isThatForThePartysNetworkInEveryWord() throws IOException {
        AdvertisedAddresses several = AdvertisedAddresses.of(
                new AdvertisedAddresses.Settings(
                        InetAddress.getLoopbackAddress(),
                        Optional.of(InetAddress.ofLiteral("192.0.2.10")),
                        List.of(AdvertisedAddresses.Rule.parse("127.0.0.0/8=198.51.100.7")),
                        InetAddress.getLoopbackAddress()),
                InstantSource.system());
        try (Rig rig = Rig.advertising(several);
                RawPeer room = new RawPeer(rig.endpoint.port())) {
            String ok = call(room, OFFER);
            assertThat(RawPeer.header(ok, "Contact")).contains("@198.51.100.7:" + rig.endpoint.port());
            SessionDescription answer = SessionDescription.parse(RawPeer.body(ok));
            assertThat(answer.connection().orElseThrow().address()).isEqualTo("198.51.100.7");
            assertThat(answer.origin().address().address()).isEqualTo("198.51.100.7");
            rig.conferences.leg().end(EndReason.REMOVED);
            String bye = room.receive("BYE");
            assertThat(RawPeer.header(bye, "Via")).contains("198.51.100.7:" + rig.endpoint.port());
            room.send(RawPeer.response(bye, "200 OK", "", "", ""));

            var leg = rig.endpoint
                    .call(rig.alice, rig.into("h100"), "sip:alice@127.0.0.1:" + room.port())
                    .toCompletableFuture();
            String invite = room.receive("INVITE");
            assertThat(invite).contains("198.51.100.7").doesNotContain("192.0.2.10");
            room.send(RawPeer.response(invite, "486 Busy Here", "b", "", ""));
            assertThat(leg).failsWithin(Duration.ofSeconds(60));
        }
    }

    @Test
    @Tag("slow")
    void silenceOnHoldIsNoTimeOut() throws IOException {
        try (Rig rig = rig("127.0.0.1", Duration.ofSeconds(1));
                RealBridge media = new RealBridge(rig.conferences);
                RawPeer room = new RawPeer(rig.endpoint.port())) {
            String tag = RawPeer.toTag(call(room, OFFER.replace("sendrecv", "sendonly")));
            assertThat(room.receive("BYE", 1_600)).isEmpty();
            room.send(room.request("INVITE", URI, "c", 3, tag, "", OFFER.replace("sendrecv", "inactive")));
            assertThat(room.answerTo("CSeq: 3 INVITE", 60_000).orElseThrow()).startsWith("SIP/2.0 200");
            room.send(room.request("ACK", URI, "c", 3, tag, "", ""));
            assertThat(room.receive("BYE", 1_600)).isEmpty();
            room.send(room.request("INVITE", URI, "c", 4, tag, "", OFFER));
            assertThat(room.answerTo("CSeq: 4 INVITE", 60_000).orElseThrow()).startsWith("SIP/2.0 200");
            room.send(room.request("ACK", URI, "c", 4, tag, "", ""));
            String bye = room.receive("BYE");
            assertThat(RawPeer.header(bye, "Reason")).contains("no media");
            room.send(RawPeer.response(bye, "200 OK", "", "", ""));
            rig.conferences.await(() -> rig.conferences.story().contains("left MEDIA_LOST"));
        }
    }

    /** RFC 3556: from then on it cannot say that it is there either, and its silence says nothing. */
    @Test
    @Tag("slow")
    void whoForbidsRtcpGetsNoneAndIsNotCalledDead() throws IOException {
        try (Rig rig = rig("127.0.0.1", Duration.ofSeconds(3));
                RealBridge media = new RealBridge(rig.conferences);
                DatagramSocket reports = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                RawPeer room = new RawPeer(rig.endpoint.port())) {
            reports.setSoTimeout(60_000);
            String offer = OFFER + "a=rtcp:" + reports.getLocalPort() + "\n";
            String tag = RawPeer.toTag(call(room, offer));
            DatagramPacket report = new DatagramPacket(new byte[2_000], 2_000);
            reports.receive(report);
            assertThat(report.getData()[1]).as("a report").isBetween((byte) 200, (byte) 201);

            String without = offer.replace("RTP/AVP 8\n", "RTP/AVP 8\nb=RS:0\nb=RR:0\n");
            room.send(room.request("INVITE", URI, "c", 3, tag, "", without));
            assertThat(room.answerTo("CSeq: 3 INVITE", 60_000).orElseThrow()).contains("b=RS:0", "b=RR:0");
            room.send(room.request("ACK", URI, "c", 3, tag, "", ""));
            reports.setSoTimeout(1);
            assertThatThrownBy(() -> {
                        while (true) {
                            reports.receive(report); // what was sent before
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(room.receive("BYE", 3_600)).isEmpty();
            assertThatThrownBy(() -> reports.receive(report)).isInstanceOf(SocketTimeoutException.class);

            rig.conferences.leg().end(EndReason.REMOVED);
            room.send(RawPeer.response(room.receive("BYE"), "200 OK", "", "", ""));
            rig.conferences.await(() -> rig.conferences.story().contains("left REMOVED"));
        }
    }
}
