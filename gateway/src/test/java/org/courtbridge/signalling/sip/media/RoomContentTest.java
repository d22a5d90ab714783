package org.courtbridge.signalling.sip.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.courtbridge.signalling.sip.FloorAsker.status;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.bfcp.BfcpMessage;
import org.courtbridge.signalling.bfcp.BfcpServer;
import org.courtbridge.signalling.bfcp.BfcpTls;
import org.courtbridge.signalling.bfcp.BfcpTransport;
import org.courtbridge.signalling.bfcp.Primitive.Known;
import org.courtbridge.signalling.bfcp.RequestStatus;
import org.courtbridge.signalling.rooms.PictureCeiling;
import org.courtbridge.signalling.sdp.FloorControlLine;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.FloorAsker;
import org.courtbridge.signalling.sip.TestIdentity;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.SipCallEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the answers to a room that offers slides and floor control, and of its requests for the floor. */
class RoomContentTest {

    private static final String PEOPLE = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8
            m=video 40002 RTP/AVP 97
            a=rtpmap:97 H264/90000
            a=fmtp:97 profile-level-id=42e01f;packetization-mode=1
            a=content:main
            a=label:11
            """;

    private static final String FLOOR = """
            m=application 40004 UDP/BFCP *
            a=floorctrl:c-s
            a=floorid:2 mstrm:12
            """;

    private static final String SLIDES = """
            m=video 40006 RTP/AVP 97
            a=rtpmap:97 H264/90000
            a=fmtp:97 profile-level-id=42e01f;packetization-mode=1
            a=content:slides
            a=label:12
            """;

    private final MediaLoops loops = MediaLoops.start(1);
    private final BfcpServer server = new BfcpServer(
            InetAddress.getLoopbackAddress(), new PortRange(20_000, 29_999), Optional.empty(), InstantSource.system());
    private final CallMailbox mailbox = new CallMailbox();
    private final RoomMedia media = new RoomMedia(
            UdpPorts.withOwnCertificate(loops, new PortRange(37_000, 37_999), InetAddress.getLoopbackAddress()),
            AdvertisedAddresses.always(InetAddress.getLoopbackAddress()),
            Duration.ofSeconds(60),
            Encryption.PREFERRED,
            RoomMedia.CameraControl.ON_REQUEST,
            Optional.of(new RoomContent(
                    new FloorControl(server, Optional.empty()), Optional.of(BfcpTransport.UDP), "Room", mailbox)));

    @AfterEach
    void close() {
        media.close();
        server.close();
        loops.close();
    }

    private SessionDescription answer(String lines) {
        return SessionDescription.parse(
                media.answer(SessionDescription.parse(PEOPLE + lines)).write());
    }

    private SipCallEvent heard() {
        return mailbox.poll(Duration.ofSeconds(60)).orElseThrow();
    }

    @Test
    void slidesAreTakenWithTheFloorThatTheyNeed() {
        SessionDescription answer = answer(FLOOR + SLIDES);
        MediaDescription floor = answer.media().get(2);
        assertThat(floor.port()).isEqualTo(server.port(BfcpTransport.UDP).orElseThrow());
        assertThat(FloorControlLine.of(floor).roles()).containsExactly("s-only");
        assertThat(FloorControlLine.of(floor).floors().getFirst().streams()).containsExactly("12");
        MediaDescription slides = answer.media().get(3);
        assertThat(slides.isRefused()).isFalse();
        assertThat(slides.content()).contains("slides");
        assertThat(slides.label()).contains("12");
        assertThat(answer.media().get(1).content()).contains("main");
        LegMedia agreed = media.agreed();
        assertThat(agreed.sentVideos()).extracting("slot").containsExactly("main", LegMedia.SentVideo.CONTENT);
        assertThat(agreed.receivedContent().orElseThrow().transport())
                .isSameAs(agreed.sentVideos().get(1).transport())
                .isNotSameAs(agreed.receivedVideo().orElseThrow().transport());
        assertThat(agreed.refused()).isEmpty();
    }

    @Test
    void neitherIsTakenWithoutTheOther() {
        assertThat(answer(SLIDES).media().get(2).isRefused()).isTrue();
        assertThat(answer(FLOOR).media().get(2).isRefused()).isTrue();
        assertThat(answer(FLOOR.replace("c-s", "s-only") + SLIDES)
                        .media()
                        .get(3)
                        .isRefused())
                .as("we ask nobody")
                .isTrue();
        assertThat(answer(FLOOR.replace("UDP/BFCP", "TCP/TLS/BFCP") + SLIDES)
                        .media()
                        .get(3)
                        .isRefused())
                .as("without a certificate")
                .isTrue();
        assertThat(media.agreed().receivedContent()).isEmpty();
        assertThat(media.agreed().refused()).extracting("reason").containsExactly(LegMedia.Refusal.ONE_TOO_MANY);
    }

    @Test
    void aRoomAsksIsGivenTheFloorAndLosesIt() throws Exception {
        try (FloorAsker room = new FloorAsker(answer(FLOOR + SLIDES).media().get(2))) {
            assertThat(status(room.request())).isEqualTo(RequestStatus.PENDING.code());
            assertThat(heard()).isEqualTo(new SipCallEvent.FloorAsked());
            media.given();
            assertThat(status(room.next())).isEqualTo(RequestStatus.GRANTED.code());
            media.taken();
            assertThat(status(room.next())).isEqualTo(RequestStatus.REVOKED.code());
            assertThat(heard()).isEqualTo(new SipCallEvent.FloorReleased());

            room.request();
            assertThat(heard()).isEqualTo(new SipCallEvent.FloorAsked());
            media.denied();
            assertThat(status(room.next())).isEqualTo(RequestStatus.DENIED.code());
        }
    }

    @Test
    void whatIsNotWantedAnyMoreIsNotGiven() throws Exception {
        try (FloorAsker room = new FloorAsker(answer(FLOOR + SLIDES).media().get(2))) {
            int request = FloorAsker.request(room.request());
            assertThat(heard()).isEqualTo(new SipCallEvent.FloorAsked());
            assertThat(status(room.release(request))).isEqualTo(RequestStatus.CANCELLED.code());
            assertThat(heard()).isEqualTo(new SipCallEvent.FloorReleased());
            media.given();
            assertThat(status(room.request())).as("asked anew").isEqualTo(RequestStatus.PENDING.code());
        }
    }

    @Test
    void whatWasAgreedGoesOnUntilTheRoomDropsIt() throws Exception {
        MediaDescription first = answer(FLOOR + SLIDES).media().get(2);
        try (FloorAsker room = new FloorAsker(first)) {
            room.request();
            assertThat(heard()).isEqualTo(new SipCallEvent.FloorAsked());
            media.given();
            room.next();
            MediaDescription second =
                    answer(FLOOR + SLIDES + "a=sendonly\n").media().get(2);
            assertThat(FloorControlLine.of(second)).isEqualTo(FloorControlLine.of(first));
            assertThat(media.agreed().sentVideos()).hasSize(1);

            SessionDescription third = answer(FLOOR.replace("40004", "0") + SLIDES);
            assertThat(third.media()).extracting(MediaDescription::isRefused).containsExactly(false, false, true, true);
            assertThat(heard()).isEqualTo(new SipCallEvent.FloorReleased());
            assertThat(isKnownNoMore(room)).isTrue();
        }
    }

    @Test
    void overTlsOurCertificateIsTheOneThatWeSay() throws Exception {
        TestIdentity identity = TestIdentity.make();
        PortRange ports = new PortRange(20_000, 29_999);
        String theirs = "sha-256 " + "00:".repeat(31) + "01";
        try (FloorControl control = FloorControl.open(
                        InetAddress.getLoopbackAddress(), ports, identity.tls(), InstantSource.system());
                RoomContent content = new RoomContent(control, Optional.of(BfcpTransport.TLS), "Room", mailbox)) {
            SessionDescription offer = SessionDescription.parse(
                    PEOPLE + FLOOR.replace("UDP/BFCP", "TCP/TLS/BFCP") + "a=fingerprint:" + theirs + "\n" + SLIDES);
            MediaDescription floor = offer.media().get(2);
            assertThat(content.takes(floor, offer)).isTrue();
            MediaDescription answer = content.answer(floor, offer, offer.media().get(3));
            assertThat(answer.port())
                    .isEqualTo(control.server().port(BfcpTransport.TLS).orElseThrow());
            SSLSocketFactory factory = BfcpTls.context().getSocketFactory();
            try (SSLSocket socket = (SSLSocket) factory.createSocket(InetAddress.getLoopbackAddress(), answer.port())) {
                socket.startHandshake();
                byte[] shown = socket.getSession().getPeerCertificates()[0].getEncoded();
                assertThat(answer.attributes().value("fingerprint"))
                        .contains(CertificateFingerprint.of(shown).toString());
            }
        }
    }

    @Test
    void ourOfferHasWhatWasAgreedAndTheAnswerMayDropIt() {
        answer(FLOOR.replace("UDP/BFCP", "TCP/BFCP") + SLIDES);
        SessionDescription offer = media.offer();
        assertThat(offer.media()).noneMatch(MediaDescription::isRefused);
        assertThat(offer.media().get(2).attributes().value("connection")).contains("existing");
        media.answered(SessionDescription.parse(
                PEOPLE + FLOOR.replace("40004 UDP/BFCP", "0 TCP/BFCP") + SLIDES.replace("40006", "0")));
        assertThat(media.agreed().receivedContent()).isEmpty();
        assertThat(media.offer().media().get(2).isRefused()).isTrue();
    }

    @Test
    void aCallThatWeMakeOffersSlidesAndTheFloorThatTheyNeed() throws Exception {
        SessionDescription offer = SessionDescription.parse(media.offer().write());
        assertThat(offer.media())
                .extracting(MediaDescription::type)
                .containsExactly("audio", "video", "video", "application");
        MediaDescription slides = offer.media().get(2);
        MediaDescription floor = offer.media().get(3);
        assertThat(slides.content()).contains("slides");
        assertThat(floor.protocol()).isEqualTo("UDP/BFCP");
        assertThat(FloorControlLine.of(floor).roles()).containsExactly("s-only");
        assertThat(FloorControlLine.of(floor).floors().getFirst().streams())
                .containsExactly(slides.label().orElseThrow());

        media.answered(SessionDescription.parse(PEOPLE + SLIDES + FLOOR.replace("c-s", "c-only")));
        assertThat(media.agreed().sentVideos()).extracting("slot").containsExactly("main", LegMedia.SentVideo.CONTENT);
        assertThat(media.agreed().receivedContent()).isPresent();
        assertThat(media.presentsBy()).contains(BfcpTransport.UDP);
        try (FloorAsker room = new FloorAsker(floor)) {
            room.request();
            assertThat(heard()).isEqualTo(new SipCallEvent.FloorAsked());
            media.given();
            assertThat(status(room.next())).isEqualTo(RequestStatus.GRANTED.code());
        }
    }

    /** It is sent away by the server's own thread, which may hear a first request before. */
    private static boolean isKnownNoMore(FloorAsker room) throws IOException {
        for (int asked = 0; asked < 10; asked++) {
            if (room.request().primitive() == Known.ERROR) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aRoomThatTakesOnlyOneOfThemHasNeither() throws Exception {
        MediaDescription floor =
                SessionDescription.parse(media.offer().write()).media().get(3);
        media.answered(SessionDescription.parse(PEOPLE + SLIDES + FLOOR.replace("40004", "0")));
        assertThat(media.agreed().sentVideos()).hasSize(1);
        assertThat(media.agreed().receivedContent()).isEmpty();
        assertThat(media.agreed().refused()).isEmpty();
        assertThat(media.presentsBy()).isEmpty();
        assertThat(media.offer().media())
                .extracting(MediaDescription::isRefused)
                .containsExactly(false, false, true, true);
        try (FloorAsker room = new FloorAsker(floor)) {
            assertThat(isKnownNoMore(room)).isTrue();
        }
    }

    @Test
    void aRoomThatLeavesOutWhatItDoesNotKnowHasNeither() {
        media.offer();
        media.answered(SessionDescription.parse(PEOPLE));
        assertThat(media.agreed().receivedVideo()).isPresent();
        assertThat(media.agreed().receivedContent()).isEmpty();
        media.offer();
        String wrong = PEOPLE.replace("m=audio 40000 RTP/AVP 8", "m=application 0 UDP/BFCP *");
        assertThatThrownBy(() -> media.answered(SessionDescription.parse(wrong)))
                .isInstanceOf(NotAcceptableException.class)
                .hasMessage("answer has 2 media (expected: 4)");
        assertThatThrownBy(() -> media.answered(SessionDescription.parse(PEOPLE + FLOOR + SLIDES + SLIDES)))
                .isInstanceOf(NotAcceptableException.class);
    }

    /** FreeSWITCH leaves out what it holds. */
    @Test
    void contentWhoseLinesAreLeftOutIsGivenUpInPlaceAndMayComeBack() throws Exception {
        try (FloorAsker room = new FloorAsker(answer(FLOOR + SLIDES).media().get(2))) {
            room.request();
            assertThat(heard()).isEqualTo(new SipCallEvent.FloorAsked());
            assertThat(answer("").media()).hasSize(2);
            assertThat(heard()).isEqualTo(new SipCallEvent.FloorReleased());
            assertThat(media.agreed().receivedContent()).isEmpty();
            assertThat(isKnownNoMore(room)).isTrue();
        }
        SessionDescription offer = media.offer();
        assertThat(offer.media()).extracting(MediaDescription::isRefused).containsExactly(false, false, true, true);
        media.answered(SessionDescription.parse(PEOPLE));
        assertThat(answer(FLOOR + SLIDES).media()).noneMatch(MediaDescription::isRefused);
        assertThat(media.agreed().receivedContent()).isPresent();
        assertThat(media.presentsBy()).contains(BfcpTransport.UDP);
    }

    @Test
    void slidesWithoutTheirFloorAreNotOfferedByUsEither() {
        answer(FLOOR + SLIDES);
        answer(FLOOR.replace("40004", "0") + SLIDES);
        assertThat(media.offer().media())
                .extracting(MediaDescription::isRefused)
                .containsExactly(false, false, true, true);
        assertThat(answer(FLOOR).media())
                .extracting(MediaDescription::isRefused)
                .containsExactly(false, false, true);
        assertThat(media.offer().media()).hasSize(4);
    }

    @Test
    void aRoomThatWouldHaveUsAskHasNeither() {
        media.offer();
        media.answered(SessionDescription.parse(PEOPLE + SLIDES + FLOOR.replace("c-s", "s-only")));
        assertThat(media.agreed().receivedContent()).isEmpty();
        assertThat(media.presentsBy()).isEmpty();
    }

    @Test
    void whoAnswersOurOfferByOneOfHisOwnIsAnsweredInHisOrder() {
        media.offer();
        SessionDescription answer = answer(FLOOR + SLIDES);
        assertThat(answer.media()).noneMatch(MediaDescription::isRefused);
        assertThat(answer.media().get(3).content()).contains("slides");
        assertThat(media.presentsBy()).contains(BfcpTransport.UDP);
    }

    @Test
    void overTlsTheCertificateOfAnAnswerIsHeeded() throws Exception {
        TestIdentity identity = TestIdentity.make();
        String theirs = "sha-256 " + "00:".repeat(31) + "01";
        try (FloorControl control = FloorControl.open(
                        InetAddress.getLoopbackAddress(),
                        new PortRange(20_000, 29_999),
                        identity.tls(),
                        InstantSource.system());
                RoomContent content = new RoomContent(control, Optional.of(BfcpTransport.TLS), "Room", mailbox)) {
            MediaDescription floor = content.offer(RoomOffer.slides(9, PictureCeiling.P720));
            assertThat(floor.protocol()).isEqualTo("TCP/TLS/BFCP");
            assertThat(floor.attributes().setup()).contains("passive");
            assertThat(floor.attributes().value("fingerprint"))
                    .contains(control.certificate().orElseThrow().toString());
            SessionDescription answer = SessionDescription.parse(PEOPLE
                    + FLOOR.replace("UDP/BFCP", "TCP/TLS/BFCP").replace("c-s", "c-only")
                    + "a=setup:active\na=fingerprint:" + theirs + "\n");
            assertThat(content.answered(answer.media().get(2), answer)).isTrue();
            FloorControlLine line = FloorControlLine.of(floor);
            try (SSLSocket socket = (SSLSocket)
                    BfcpTls.context().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), floor.port())) {
                ByteBuf hello = Unpooled.buffer();
                new BfcpMessage(
                                1,
                                false,
                                Known.HELLO,
                                line.conference().orElseThrow(),
                                1,
                                line.user().orElseThrow(),
                                List.of())
                        .write(hello);
                socket.getOutputStream().write(ByteBufUtil.getBytes(hello));
                byte[] header = socket.getInputStream().readNBytes(12);
                assertThat(header[1] & 0xFF).as("not who was promised").isEqualTo(Known.ERROR.code());
            }
        }
    }
}
