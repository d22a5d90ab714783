package org.courtbridge.signalling.sip.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.TestBrowser;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.sdp.Candidate;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Descriptions with ICE, as parties of SIP make them (RFC 8839). */
class RoomIceTest {

    private static final String SESSION = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            """;

    private static final String CREDENTIALS = """
            a=ice-ufrag:theirs
            a=ice-pwd:0123456789abcdefghijkl
            """;

    private static final String CANDIDATES = CREDENTIALS + """
            a=candidate:1 1 UDP 2130706431 127.0.0.1 40000 typ host
            a=candidate:1 2 UDP 2130706430 127.0.0.1 40001 typ host
            """;

    private static final String PLAIN = "m=audio 40000 RTP/AVP 8\n";

    private final MediaLoops loops = MediaLoops.start(1);
    private final RoomMedia media = media();

    private RoomMedia media() {
        return new RoomMedia(
                UdpPorts.withOwnCertificate(loops, new PortRange(35_000, 35_999), InetAddress.getLoopbackAddress()),
                AdvertisedAddresses.always(InetAddress.getLoopbackAddress()),
                Duration.ofSeconds(60),
                Encryption.PREFERRED,
                RoomMedia.CameraControl.ON_REQUEST,
                Optional.empty());
    }

    @AfterEach
    void close() {
        media.close();
        loops.close();
    }

    private SessionDescription answer(String offer) {
        return SessionDescription.parse(
                media.answer(SessionDescription.parse(offer)).write());
    }

    private static IceCredentials credentials(MediaDescription line) {
        return new IceCredentials(
                line.attributes().iceUfrag().orElseThrow(),
                line.attributes().icePwd().orElseThrow());
    }

    /** As Asterisk offers with {@code webrtc=yes}, and a peer that then does what it says. */
    @Test
    void iceWithDtlsIsAnsweredByALiteAgentAndMediaPass() throws Exception {
        try (TestBrowser any = TestBrowser.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9))) {
            SessionDescription answer = answer(SESSION + """
                    a=msid-semantic:WMS *
                    a=group:BUNDLE audio-0
                    m=audio 40000 UDP/TLS/RTP/SAVPF 8 101
                    a=connection:new
                    a=setup:actpass
                    a=fingerprint:%s
                    %sa=candidate:1 1 UDP 2130706431 127.0.0.1 40000 typ host
                    a=rtpmap:8 PCMA/8000
                    a=rtpmap:101 telephone-event/8000
                    a=rtcp-mux
                    a=mid:audio-0
                    """.formatted(any.certificate.fingerprint(), CREDENTIALS));
            MediaDescription line = answer.media().getFirst();
            assertThat(answer.attributes().has("ice-lite")).isTrue();
            assertThat(line.protocol()).isEqualTo("UDP/TLS/RTP/SAVPF");
            assertThat(line.attributes().setup()).contains("passive");
            assertThat(line.rtcpMux()).isTrue();
            assertThat(line.mid()).contains("audio-0");
            assertThat(line.candidates())
                    .containsExactly(new Candidate("1", 1, "UDP", 2_130_706_431, "127.0.0.1", line.port(), "host", ""));
            assertThat(media.speaksIce()).isTrue();

            CertificateFingerprint ours = CertificateFingerprint.parse(
                    line.attributes().fingerprints().getFirst().write());
            try (TestBrowser peer = any.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), line.port()))) {
                assertThat(peer.check(credentials(line))).isEqualTo(0x0101);
                peer.handshakeAsClient(ours, Duration.ofMinutes(1));
            }
        }
    }

    @Test
    void iceIsAnsweredWhateverProtectsThePackets() {
        MediaDescription plain = answer(SESSION + PLAIN + CANDIDATES).media().getFirst();
        assertThat(plain.candidates()).extracting(Candidate::component).containsExactly(1, 2);
        assertThat(plain.candidates()).extracting(Candidate::port).containsExactly(plain.port(), plain.port() + 1);

        MediaDescription keyed = answer(SESSION + """
                        m=audio 40000 RTP/SAVP 8
                        a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz
                        """ + CANDIDATES).media().getFirst();
        assertThat(keyed.attributes().iceUfrag()).isPresent();
        assertThat(keyed.cryptos()).hasSize(1);
    }

    @Test
    void credentialsOfTheSessionHoldForItsLines() {
        MediaDescription line = answer(SESSION + CREDENTIALS + PLAIN).media().getFirst();
        assertThat(line.attributes().iceUfrag()).isPresent();
    }

    @Test
    void whoDoesNotSpeakIceIsAnsweredWithout() {
        SessionDescription answer = answer(SESSION + PLAIN);
        assertThat(answer.write()).doesNotContain("ice", "candidate");
        assertThat(media.speaksIce()).isFalse();
    }

    /** Neither of two lite agents would check. */
    @Test
    void anotherLiteAgentIsAnsweredWithout() {
        SessionDescription answer = answer(SESSION + "a=ice-lite\n" + PLAIN + CANDIDATES);
        assertThat(answer.write()).doesNotContain("ice-", "candidate");
    }

    @Test
    void aPlaceThatIsNoneOfTheCandidatesEndsIce() {
        String elsewhere = SESSION.replace("c=IN IP4 127.0.0.1", "c=IN IP4 127.0.0.9");
        SessionDescription answer = answer(elsewhere + PLAIN + CANDIDATES);
        assertThat(answer.media().getFirst().attributes().has("ice-mismatch")).isTrue();
        assertThat(answer.write()).doesNotContain("ice-ufrag", "ice-lite");
        assertThat(media.speaksIce()).isFalse();
    }

    @Test
    void aLineWhoseCandidatesAreStillToComeIsNotOnHold() {
        String nowhere = SESSION.replace("c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0");
        SessionDescription trickled = answer(nowhere + "m=audio 9 RTP/AVP 8\n" + CREDENTIALS);
        assertThat(trickled.directionOf(trickled.media().getFirst())).isEqualTo(Direction.SENDRECV);
        assertThat(media.agreed().sentAudio()).isPresent();

        SessionDescription held = answer(nowhere + PLAIN + CANDIDATES);
        assertThat(held.directionOf(held.media().getFirst())).isNotEqualTo(Direction.SENDRECV);
        assertThat(media.agreed().sentAudio()).isEmpty();
    }

    @Test
    void ourCredentialsStayUntilTheOtherSideRestarts() {
        IceCredentials first =
                credentials(answer(SESSION + PLAIN + CANDIDATES).media().getFirst());
        IceCredentials again =
                credentials(answer(SESSION + PLAIN + CANDIDATES).media().getFirst());
        assertThat(again).isEqualTo(first);
        String restarted = CANDIDATES.replace("theirs", "others").replace("0123456789", "9876543210");
        IceCredentials fresh =
                credentials(answer(SESSION + PLAIN + restarted).media().getFirst());
        assertThat(fresh.ufrag()).isNotEqualTo(first.ufrag());
        assertThat(fresh.password()).isNotEqualTo(first.password());
    }

    @Test
    void iceIsOfferedToThoseAloneWhoHaveShownIt() {
        SessionDescription usual = SessionDescription.parse(media.offer().write());
        assertThat(usual.write()).doesNotContain("ice-", "candidate");

        try (RoomMedia known = media()) {
            known.offersIce();
            SessionDescription offer = SessionDescription.parse(known.offer().write());
            assertThat(offer.attributes().has("ice-lite")).isTrue();
            assertThat(offer.media()).allSatisfy(line -> {
                assertThat(line.attributes().iceUfrag()).isPresent();
                assertThat(line.candidates()).extracting(Candidate::port).containsExactly(line.port(), line.port() + 1);
            });
            SessionDescription theirs =
                    SessionDescription.parse(SESSION + PLAIN + CANDIDATES + "m=video 0 RTP/AVP 97\n");
            known.answered(theirs);
            assertThat(known.speaksIce()).isTrue();
            List<MediaDescription> again =
                    SessionDescription.parse(known.offer().write()).media();
            assertThat(credentials(again.getFirst()))
                    .isEqualTo(credentials(offer.media().getFirst()));
        }
    }

    @Test
    void whoAnswersOurIceWithoutIsReachedWhereItSays() {
        media.offersIce();
        media.offer();
        media.answered(SessionDescription.parse(SESSION + PLAIN + "m=video 0 RTP/AVP 97\n"));
        assertThat(media.speaksIce()).isFalse();
    }

    @Test
    void addressesForAllPlacesWhereThePartyMayBeAreCandidates() {
        AdvertisedAddresses addresses = AdvertisedAddresses.of(
                new AdvertisedAddresses.Settings(
                        InetAddress.ofLiteral("0.0.0.0"),
                        Optional.empty(),
                        List.of(
                                AdvertisedAddresses.Rule.parse("127.0.0.1=192.0.2.1"),
                                AdvertisedAddresses.Rule.parse("10.0.0.0/8=10.1.1.1")),
                        InetAddress.ofLiteral("198.51.100.1")),
                InstantSource.system());
        try (RoomMedia room = new RoomMedia(
                UdpPorts.withOwnCertificate(loops, new PortRange(36_000, 36_999), InetAddress.getLoopbackAddress()),
                addresses,
                Duration.ofSeconds(60),
                Encryption.PREFERRED,
                RoomMedia.CameraControl.ON_REQUEST,
                Optional.empty())) {
            room.signalledFrom(InetAddress.ofLiteral("127.0.0.1"));
            SessionDescription answer = room.answer(SessionDescription.parse(
                    SESSION + PLAIN + CANDIDATES + "a=candidate:2 1 UDP 1 10.5.5.5 40000 typ host\na=rtcp-mux\n"));
            assertThat(answer.connection().orElseThrow().address()).isEqualTo("192.0.2.1");
            assertThat(answer.media().getFirst().candidates())
                    .extracting(Candidate::address)
                    .containsExactly("192.0.2.1", "10.1.1.1");
        }
    }
}
