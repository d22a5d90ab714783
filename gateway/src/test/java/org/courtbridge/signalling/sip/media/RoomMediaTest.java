package org.courtbridge.signalling.sip.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.payload.H265Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.SequenceParameterSet;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.OccupiedLoop;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.PortsExhaustedException;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.rooms.PictureCeiling;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Offers as rooms make them. */
class RoomMediaTest {

    private static final String SESSION = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            """;

    /** As Cisco's room systems offer: several H.264, the better ones first, each with imageattr. */
    private static final String MANY_PICTURES = """
            m=audio 40000 RTP/AVP 114 9 8 0 101
            a=rtpmap:114 opus/48000/2
            a=rtpmap:101 telephone-event/8000
            m=video 40002 RTP/AVPF 97 126 96
            b=TIAS:4000000
            a=rtpmap:97 H264/90000
            a=fmtp:97 profile-level-id=640016;packetization-mode=1;max-mbps=245000;max-fs=8160
            a=imageattr:97 send * recv [x=1920,y=1080,q=0.60] [x=1280,y=720,q=0.50]
            a=rtpmap:126 H264/90000
            a=fmtp:126 profile-level-id=428014;packetization-mode=1;level-asymmetry-allowed=1
            a=imageattr:126 send * recv [x=1280,y=720]
            a=rtpmap:96 H264/90000
            a=fmtp:96 profile-level-id=428014
            a=rtcp-fb:* nack pli
            a=content:main
            m=application 40004 UDP/BFCP *
            a=confid:1
            a=floorctrl:c-s
            m=video 40006 RTP/AVP 98
            a=rtpmap:98 H264/90000
            a=fmtp:98 profile-level-id=42801f;packetization-mode=1
            a=content:slides
            m=application 40008 RTP/AVP 99
            a=rtpmap:99 H224/4800
            """;

    private static final String SOUND = "m=audio 40000 RTP/AVP 8\n";

    private static final String PICTURE = """
            m=video 40002 RTP/AVP 97
            a=rtpmap:97 H264/90000
            a=fmtp:97 profile-level-id=42e01f;packetization-mode=1
            """;

    private static final String CAMERA = """
            m=application 40008 RTP/AVP 99
            a=rtpmap:99 H224/4800
            """;

    private final MediaLoops loops = MediaLoops.start(1);
    private final RoomMedia media = new RoomMedia(
            UdpPorts.withOwnCertificate(loops, new PortRange(32_000, 32_999), InetAddress.getLoopbackAddress()),
            AdvertisedAddresses.always(InetAddress.getLoopbackAddress()),
            Duration.ofSeconds(60),
            Encryption.PREFERRED,
            RoomMedia.CameraControl.ON_REQUEST,
            Optional.empty());

    @AfterEach
    void close() {
        media.close();
        loops.close();
    }

    private SessionDescription answer(String lines) {
        return SessionDescription.parse(
                media.answer(SessionDescription.parse(SESSION + lines)).write());
    }

    /** Which keys of the room's are taken is decided before it reads our answer, and sends under them. */
    @Test
    void answersWhenMediaAreTakenAsItSays() throws Exception {
        answer(MANY_PICTURES);
        assertThat(OccupiedLoop.isAwaitedBy(() -> answer(MANY_PICTURES), loops.next()))
                .isTrue();
    }

    @Test
    void takesBaselineOfManyPicturesAndRefusesTheRestInPlace() {
        SessionDescription answer = answer(MANY_PICTURES);

        assertThat(answer.media())
                .extracting(MediaDescription::type)
                .containsExactly("audio", "video", "application", "video", "application");
        assertThat(answer.media())
                .extracting(MediaDescription::isRefused)
                .containsExactly(false, false, true, true, false);
        assertThat(answer.media().get(2).protocol()).isEqualTo("UDP/BFCP");
        assertThat(answer.media().get(0).protocol()).isEqualTo("RTP/AVP");
        MediaDescription picture = answer.media().get(1);
        assertThat(picture.protocol()).isEqualTo("RTP/AVPF");
        assertThat(picture.formats()).containsExactly("126", "96");
        assertThat(picture.attributes().has("imageattr")).isFalse();
        assertThat(media.agreed().sentVideos().getFirst().formats())
                .extracting("payloadType")
                .containsExactly(126, 96);
    }

    @Test
    void takesH265AndVp9FromARoomWithoutH264AndSendsItWhatWeCanCode() {
        SessionDescription answer = answer("""
                m=video 40002 RTP/AVP 96 97 98 99
                a=rtpmap:96 H265/90000
                a=fmtp:96 profile-id=1;level-id=150;sprop-vps=QAEMAf//AWAAAAMAkAAAAwAAAwB4lZgJ
                a=rtpmap:97 VP9/90000
                a=rtpmap:98 VP8/90000
                a=rtpmap:99 H265/90000
                a=fmtp:99 profile-id=1;sprop-max-don-diff=4;sprop-depack-buf-nalus=2
                """);
        MediaDescription picture = answer.media().getFirst();

        assertThat(picture.formats()).containsExactly("96", "97", "98", "99");
        assertThat(picture.formatParameters(96))
                .containsEntry("profile-id", "1")
                .containsEntry("tier-flag", "0")
                .containsEntry("level-id", "93");
        LegMedia.ReceivedVideo received = media.agreed().receivedVideo().orElseThrow();
        assertThat(received.formats().values())
                .extracting(format -> format.encodingName())
                .containsExactlyInAnyOrder("H265", "VP9", "VP8", "H265");
        assertThat(picture.formatParameters(99)).doesNotContainKey("sprop-max-don-diff");
        assertThat(received.formats().get(99)).isEqualTo(new H265Format(99, 1, 0, 93, 4, 2));
        assertThat(received.parameterSets())
                .hasEntrySatisfying(96, sets -> assertThat(sets.units()).hasSize(1));
    }

    @Test
    void takesInterleavedPicturesFromARoomThatHasNoOthers() {
        SessionDescription answer = answer("""
                m=video 40002 RTP/AVP 96
                a=rtpmap:96 H264/90000
                a=fmtp:96 profile-level-id=42801f;packetization-mode=2;sprop-interleaving-depth=4;sprop-deint-buf-req=9000
                """);

        assertThat(answer.media().getFirst().formatParameters(96))
                .containsEntry("packetization-mode", "2")
                .containsEntry("sprop-interleaving-depth", "0")
                .containsEntry("sprop-deint-buf-req", "0")
                .containsEntry("deint-buf-cap", "4194304");
        assertThat(media.agreed().receivedVideo().orElseThrow().formats().get(96))
                .extracting("packetizationMode", "interleavingDepth")
                .containsExactly(2, 4);
        assertThat(media.agreed().sentVideos().getFirst().formats())
                .extracting("packetizationMode")
                .containsExactly(2);
    }

    @Test
    void takesPicturesInOrderFromARoomThatHasBoth() {
        SessionDescription answer = answer("""
                m=video 40002 RTP/AVP 96 97
                a=rtpmap:96 H264/90000
                a=fmtp:96 profile-level-id=42801f;packetization-mode=2;sprop-interleaving-depth=4
                a=rtpmap:97 H264/90000
                a=fmtp:97 profile-level-id=42801f;packetization-mode=1
                """);

        assertThat(answer.media().getFirst().formats()).containsExactly("97");
        assertThat(media.agreed().sentVideos().getFirst().formats())
                .extracting("payloadType")
                .containsExactly(97);
    }

    @Test
    void takesH264AloneFromARoomThatHasH265Too() {
        SessionDescription answer = answer("""
                m=video 40002 RTP/AVP 96 97
                a=rtpmap:96 H265/90000
                a=rtpmap:97 H264/90000
                a=fmtp:97 profile-level-id=42801f
                """);

        assertThat(answer.media().getFirst().formats()).containsExactly("97");
    }

    /** RFC 4573: who only wants to move others' cameras sends alone, and who is held says nothing. */
    @Test
    void movesTheCameraOfARoomThatLetsItBeMoved() {
        SessionDescription answer = answer(MANY_PICTURES);
        assertThat(answer.write())
                .containsPattern("m=application [1-9]\\d+ RTP/AVP 99\r\na=rtpmap:99 H224/4800\r\na=sendrecv");
        LegMedia.Camera camera = media.agreed().camera().orElseThrow();
        assertThat(camera.sent()).hasValue(99);
        assertThat(camera.received()).hasValue(99);
        assertThat(camera.transport())
                .isNotIn(
                        media.agreed().sentAudio().orElseThrow().transport(),
                        media.agreed().sentVideos().getFirst().transport());

        answer = answer(MANY_PICTURES + "a=sendonly\n");
        assertThat(answer.directionOf(answer.media().get(4))).isEqualTo(Direction.RECVONLY);
        assertThat(media.agreed().camera().orElseThrow().sent()).isEmpty();
        assertThat(media.agreed().camera().orElseThrow().transport()).isSameAs(camera.transport());
        answer(MANY_PICTURES.replace("m=application 40008", "m=application 0"));
        assertThat(media.agreed().camera()).isEmpty();
        answer = answer(MANY_PICTURES.replace("H224/4800", "H282/4800"));
        assertThat(answer.media().get(4).isRefused()).isTrue();
    }

    /** A room that knows camera control from its own offer is offered it by us; others are not. */
    @Test
    void offersCameraControlToThoseWhoHaveIt() {
        assertThat(media.offer().media()).extracting(MediaDescription::type).containsExactly("audio", "video");
        try (RoomMedia ours = new RoomMedia(
                        UdpPorts.withOwnCertificate(
                                loops, new PortRange(33_000, 33_999), InetAddress.getLoopbackAddress()),
                        AdvertisedAddresses.always(InetAddress.getLoopbackAddress()),
                        Duration.ofSeconds(60),
                        Encryption.REQUIRED,
                        RoomMedia.CameraControl.OFFERED,
                        Optional.empty());
                RoomMedia room = new RoomMedia(
                        UdpPorts.withOwnCertificate(
                                loops, new PortRange(34_000, 34_999), InetAddress.getLoopbackAddress()),
                        AdvertisedAddresses.always(InetAddress.getLoopbackAddress()),
                        Duration.ofSeconds(60),
                        Encryption.REQUIRED,
                        RoomMedia.CameraControl.ON_REQUEST,
                        Optional.empty())) {
            SessionDescription offer = ours.offer();
            assertThat(offer.media().get(2).protocol()).isEqualTo("RTP/SAVP");
            SessionDescription answer = room.answer(SessionDescription.parse(offer.write()));
            ours.answered(SessionDescription.parse(answer.write()));
            assertThat(ours.hasCameraControl()).isTrue();
            assertThat(ours.agreed().camera().orElseThrow().sent()).hasValue(107);
            assertThat(room.agreed().camera().orElseThrow().received()).hasValue(107);
            assertThat(room.hasCameraControl()).isTrue();

            SessionDescription without =
                    room.answer(SessionDescription.parse(ours.offer().write().replace("H224", "X")));
            ours.answered(SessionDescription.parse(without.write()));
            assertThat(ours.hasCameraControl()).isFalse();
            assertThat(ours.agreed().camera()).isEmpty();
            assertThat(ours.agreed().sentVideos()).hasSize(1);
        }
    }

    /** A room's own limit, and of old ones that of the whole call; ours goes back in the words that both understand. */
    @Test
    void bandwidthOfTheLineHolds() {
        SessionDescription answer = answer(MANY_PICTURES);
        assertThat(media.agreed().sentVideos().getFirst().bitrate()).isEqualTo(4_000_000);
        assertThat(answer.write())
                .contains("c=IN IP4 127.0.0.1\r\nb=AS:2128\r\nt=0 0")
                .contains("b=AS:2048\r\nb=TIAS:1968000");
        answer("b=AS:768\n" + MANY_PICTURES.replace("b=TIAS:4000000\n", ""));
        assertThat(media.agreed().sentVideos().getFirst().bitrate()).isEqualTo(704_000);
    }

    /** RFC 3711, section 9.1: numbers begin anew, and under one key and SSRC none may come twice. */
    @Test
    void sendsByAnotherSsrcAfterHold() {
        String offer = "m=audio 40000 RTP/AVP 8\nm=video 40002 RTP/AVP 97\na=rtpmap:97 H264/90000\n";
        answer(offer);
        long sound = media.agreed().sentAudio().orElseThrow().ssrc();
        long picture = media.agreed().sentVideos().getFirst().ssrc();
        answer(offer);
        assertThat(media.agreed().sentAudio().orElseThrow().ssrc())
                .as("goes on")
                .isEqualTo(sound);
        assertThat(media.agreed().sentVideos().getFirst().ssrc()).isEqualTo(picture);
        answer("a=sendonly\n" + offer);
        assertThat(media.agreed().sentAudio()).isEmpty();
        answer(offer);
        assertThat(media.agreed().sentAudio().orElseThrow().ssrc()).isNotEqualTo(sound);
        assertThat(media.agreed().sentVideos().getFirst().ssrc()).isNotEqualTo(picture);
    }

    /** RFC 3556: of the line, or of the session where the line says nothing. */
    @Test
    void whoForbidsRtcpIsAskedBySignallingAlone() throws Exception {
        String none = "b=RS:0\nb=RR:0\n";
        String picture = "m=video 40002 RTP/AVPF 97\na=rtpmap:97 H264/90000\na=rtcp-fb:* nack\na=rtcp-fb:* ccm fir\n";
        for (String offer : List.of(none + picture, picture.replace("97\na=rtpmap", "97\n" + none + "a=rtpmap"))) {
            SessionDescription answer = answer(offer);
            assertThat(answer.forbidsRtcp(answer.media().getFirst())).isTrue();
            LegMedia.ReceivedVideo received = media.agreed().receivedVideo().orElseThrow();
            RtpTransport transport = received.transport();
            assertThat(transport.loop().submit(transport::takesRtcp).get()).isFalse();
            assertThat(received.keyframeWays()).containsExactly(LegMedia.KeyframeRequestMethod.SIGNALLING);
            assertThat(received.feedback()).isEmpty();
            assertThat(media.agreed().sentVideos().getFirst().feedback()).isEmpty();
        }
        for (String offer : List.of(
                picture, "b=RR:0\n" + picture, none + picture.replace("97\na=rtpmap", "97\nb=RS:600\na=rtpmap"))) {
            SessionDescription answer = answer(offer);
            assertThat(answer.forbidsRtcp(answer.media().getFirst())).isFalse();
            assertThat(media.agreed().receivedVideo().orElseThrow().keyframeWays())
                    .contains(LegMedia.KeyframeRequestMethod.PLI);
        }
    }

    /** Without a max-fs the level's own holds: 396 macroblocks at level 2.0. */
    @Test
    void levelsDifferOnlyWhereTheOfferAllowsIt() {
        MediaDescription picture = answer(MANY_PICTURES).media().get(1);
        assertThat(picture.formatParameterText(126))
                .hasValue("profile-level-id=42801f;packetization-mode=1;level-asymmetry-allowed=1");
        assertThat(picture.formatParameterText(96)).hasValue("profile-level-id=428014;packetization-mode=0");
        assertThat(media.agreed().sentVideos().getFirst().formats().getFirst().maxFs())
                .isEqualTo(396);
    }

    /** RFC 6184, section 8.1: limits beside the level are for those who know them; the level itself may not rise above the offer's. */
    @Test
    void asLargeAPictureIsTakenAsTheCeilingSays() {
        media.takes(PictureCeiling.P1080);
        MediaDescription picture = answer(MANY_PICTURES).media().get(1);
        assertThat(picture.formatParameterText(126))
                .hasValue("profile-level-id=428028;packetization-mode=1;level-asymmetry-allowed=1");
        assertThat(picture.formatParameterText(96)).hasValue("profile-level-id=428014;packetization-mode=0");
        picture = answer("""
                m=video 40002 RTP/AVP 97 98
                a=rtpmap:97 H264/90000
                a=fmtp:97 profile-level-id=42801f;packetization-mode=1;max-fs=8192
                a=rtpmap:98 H264/90000
                a=fmtp:98 profile-level-id=42802a;packetization-mode=1;max-mbps=600000
                """).media().getFirst();
        assertThat(picture.formatParameterText(97))
                .hasValue("profile-level-id=42801f;packetization-mode=1;max-mbps=245760;max-fs=8192");
        assertThat(picture.formatParameterText(98)).hasValue("profile-level-id=428028;packetization-mode=1");
        assertThat(answer("m=video 40002 RTP/AVP 99\na=rtpmap:99 H265/90000\na=fmtp:99 profile-id=1;level-id=150\n")
                        .media()
                        .getFirst()
                        .formatParameters(99))
                .containsEntry("level-id", "120");
    }

    @Test
    void a1080pPictureGoesFromRoomToRoomUntouched() {
        SequenceParameterSet fullHd = new SequenceParameterSet(66, 0xC0, 40, 120, 68, 1_920, 1_080);
        for (PictureCeiling ceiling : PictureCeiling.values()) {
            try (RoomMedia ours = another(33_000);
                    RoomMedia room = another(34_000)) {
                ours.takes(ceiling);
                room.takes(PictureCeiling.P1080);
                String offer = ours.offer().write();
                assertThat(offer).contains("profile-level-id=42e0%02x;".formatted(ceiling.h264Level()));
                ours.answered(SessionDescription.parse(
                        room.answer(SessionDescription.parse(offer)).write()));
                PictureFormat sent = Objects.requireNonNull(
                        ours.agreed().receivedVideo().orElseThrow().formats().get(97));
                PictureFormat taken =
                        ours.agreed().sentVideos().getFirst().formats().getFirst();
                assertThat(taken.misfit(sent, Optional.of(fullHd), true)).isEmpty();
            }
        }
    }

    private RoomMedia another(int ports) {
        return new RoomMedia(
                UdpPorts.withOwnCertificate(loops, new PortRange(ports, ports + 999), InetAddress.getLoopbackAddress()),
                AdvertisedAddresses.always(InetAddress.getLoopbackAddress()),
                Duration.ofSeconds(60),
                Encryption.PREFERRED,
                RoomMedia.CameraControl.ON_REQUEST,
                Optional.empty());
    }

    @Test
    void takesHighAloneWhereNothingElseIsOffered() {
        MediaDescription picture = answer("""
                m=video 40002 RTP/AVP 97
                a=rtpmap:97 H264/90000
                a=fmtp:97 profile-level-id=640028;packetization-mode=1
                """).media().getFirst();
        assertThat(picture.formatParameterText(97)).hasValue("profile-level-id=64001f;packetization-mode=1");
    }

    @Test
    void takesTheFirstOfSeveralSounds() {
        String sounds = """
                m=audio 40000 RTP/AVP 18
                m=audio 40010 RTP/AVP 8
                m=audio 40020 RTP/AVP 0
                """;
        assertThat(answer(sounds).media())
                .extracting(MediaDescription::isRefused)
                .containsExactly(true, false, true);
        assertThat(answer(sounds.replace("40010", "0")).media())
                .as("the second is switched off")
                .extracting(MediaDescription::isRefused)
                .containsExactly(true, true, false);
    }

    @Test
    void takesTheLastResortOnlyFromThoseWhoHaveNothingElse() {
        SessionDescription answer = answer("m=audio 40000 RTP/AVP 18 102 0\na=rtpmap:102 L16/16000\n");
        assertThat(answer.media().getFirst().formats()).containsExactly("0");

        answer = answer("m=audio 40000 RTP/AVP 18 101\na=fmtp:18 annexb=yes\na=rtpmap:101 telephone-event/8000\n");
        assertThat(answer.media().getFirst().formats()).containsExactly("18", "101");
        assertThat(answer.media().getFirst().formatParameters(18)).containsExactly(Map.entry("annexb", "no"));
        assertThat(media.agreed().sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.G729);

        answer = answer("m=audio 40000 RTP/AVP 10 96 97\na=rtpmap:96 L16/48000/2\na=rtpmap:97 L16/32000\n");
        assertThat(answer.media().getFirst().formats()).containsExactly("97");
        assertThat(answer.media().getFirst().attributes().values("ptime")).containsExactly("20");
        assertThat(media.agreed().sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.L16_32K);

        answer = answer("m=audio 40000 RTP/AVP 96\na=rtpmap:96 L16/48000/1\n");
        assertThat(answer.media().getFirst().attributes().values("ptime"))
                .as("16 bits at 48 kHz for 20 ms do not fit a frame of Ethernet")
                .containsExactly("10");
    }

    @Test
    void sendsTheBestOfWhatOurOfferWasAnsweredWith() {
        SessionDescription offer = media.offer();
        media.answered(SessionDescription.parse(SESSION
                + "m=audio 40000 RTP/AVP 102 18 8 101\na=rtpmap:102 L16/16000\na=rtpmap:101 telephone-event/8000\n"
                + "m=video 0 RTP/AVP 97\n"));
        assertThat(offer.media().getFirst().formatParameters(18)).containsExactly(Map.entry("annexb", "no"));
        assertThat(media.agreed().sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.PCMA);
        assertThat(media.agreed().receivedAudio().orElseThrow().formats()).containsKeys(102, 18, 8);
    }

    @Test
    void keysAreTonesWhereNothingElseSaysThem() {
        String events = "m=audio 40000 RTP/AVP 8 101\na=rtpmap:101 telephone-event/8000\n";
        answer(events);
        assertThat(keysAsTones()).isFalse();
        answer("m=audio 40000 RTP/AVP 8\n");
        assertThat(keysAsTones()).isTrue();
        assertThat(media.keysBySignalling()).as("its first INFO").isTrue();
        assertThat(keysAsTones()).isFalse();
        assertThat(media.keysBySignalling()).as("its second").isFalse();
        answer("m=audio 40000 RTP/AVP 8\n");
        assertThat(keysAsTones()).as("in a new offer").isFalse();
    }

    @Test
    void keysAreTonesWhereOurEventsAreNotAnswered() {
        media.offer();
        media.answered(SessionDescription.parse(SESSION + "m=audio 40000 RTP/AVP 8\nm=video 0 RTP/AVP 97\n"));
        assertThat(keysAsTones()).isTrue();
    }

    private boolean keysAsTones() {
        return media.agreed().receivedAudio().orElseThrow().keysAsTones();
    }

    @Test
    void newNumbersForTheSameFormatsHold() {
        answer("m=audio 40000 RTP/AVP 96 8\na=rtpmap:96 opus/48000/2\n");
        assertThat(media.agreed().sentAudio().orElseThrow().format().payloadType())
                .isEqualTo(96);

        SessionDescription answer = answer("m=audio 40000 RTP/AVP 8 111\na=rtpmap:111 opus/48000/2\n");
        assertThat(answer.media().getFirst().formats()).containsExactly("8", "111");
        assertThat(media.agreed().sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.PCMA);
        assertThat(media.agreed().receivedAudio().orElseThrow().formats()).containsKeys(8, 111);
    }

    @Test
    void everyStyleOfHoldIsAnsweredInItsStyle() {
        String sound = "m=audio 40000 RTP/AVP 8\n";
        assertThat(direction(sound + "a=sendonly\n")).isEqualTo(Direction.RECVONLY);
        assertThat(direction(sound + "a=inactive\n")).isEqualTo(Direction.INACTIVE);
        assertThat(direction(sound + "a=recvonly\n")).isEqualTo(Direction.SENDONLY);
        assertThat(direction("c=IN IP4 0.0.0.0\n" + sound)).isEqualTo(Direction.RECVONLY);
        assertThat(direction(sound + "c=IN IP4 0.0.0.0\na=inactive\n")).isEqualTo(Direction.INACTIVE);
        assertThat(direction("a=sendonly\n" + sound)).isEqualTo(Direction.RECVONLY);
        assertThat(direction(sound)).isEqualTo(Direction.SENDRECV);
    }

    private Direction direction(String lines) {
        SessionDescription offer = SessionDescription.parse(
                lines.startsWith("c=") ? SESSION.replace("c=IN IP4 127.0.0.1\n", "") + lines : SESSION + lines);
        SessionDescription answer = SessionDescription.parse(media.answer(offer).write());
        return answer.directionOf(answer.media().getFirst());
    }

    @Test
    void nothingInCommonChangesNothing() {
        answer("m=audio 40000 RTP/AVP 8\n");
        for (String strange : new String[] {
            "m=audio 40000 RTP/AVP 4\n",
            "m=text 40000 RTP/AVP 98\n",
            "m=audio 0 RTP/AVP 8\nm=image 4 udptl t38\n",
            "m=image 4 udptl t38\n"
        }) {
            assertThatThrownBy(() -> answer(strange)).isInstanceOf(NotAcceptableException.class);
        }
        assertThat(media.agreed().sentAudio()).isPresent();
    }

    private SessionDescription offer() {
        return SessionDescription.parse(media.offer().write());
    }

    /** As FreeSWITCH does on hold, and again at a change of the sound's codec. */
    @Test
    void linesThatAnOfferLeavesOutAreRefusedInTheirPlaces() {
        answer(SOUND + PICTURE + "m=text 40004 RTP/AVP 98\n" + CAMERA);
        RtpTransport picture = media.agreed().sentVideos().getFirst().transport();

        assertThat(answer(SOUND + "a=sendonly\n" + PICTURE + "a=sendonly\n").media())
                .extracting(MediaDescription::type)
                .containsExactly("audio", "video");
        assertThat(media.agreed().camera()).isEmpty();
        assertThat(answer("m=audio 40000 RTP/AVP 0\n").media()).hasSize(1);
        assertThat(media.agreed().receivedVideo()).isEmpty();
        assertThat(media.agreed().sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.PCMU);

        SessionDescription offer = offer();
        assertThat(offer.media())
                .extracting(MediaDescription::type)
                .containsExactly("audio", "video", "text", "application");
        assertThat(offer.media()).extracting(MediaDescription::isRefused).containsExactly(false, false, true, false);
        media.answered(SessionDescription.parse(SESSION + SOUND));
        assertThat(media.agreed().sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.PCMA);
        assertThat(media.agreed().sentVideos()).isEmpty();

        answer(SOUND + PICTURE + "m=text 0 RTP/AVP 98\n" + CAMERA);
        assertThat(media.agreed().sentVideos().getFirst().transport()).isSameAs(picture);
        assertThat(media.agreed().camera()).isPresent();
        assertThat(offer().media()).hasSize(4);
    }

    /** A room that could not read our offer of sound and picture makes one of its own with sound alone. */
    @Test
    void anOfferInPlaceOfOursMayBeShorter() {
        media.offer();
        assertThat(answer(SOUND).media()).hasSize(1);
        assertThat(offer().media()).extracting(MediaDescription::type).containsExactly("audio", "video");
    }

    @Test
    void aPlaceThatHasAnotherMediumNowIsOfThatAlone() {
        answer(SOUND + PICTURE + CAMERA);
        answer(SOUND + CAMERA + PICTURE);
        assertThat(offer().media()).extracting(MediaDescription::type).containsExactly("audio", "application", "video");
        assertThat(media.agreed().camera()).isPresent();

        answer(SOUND + PICTURE + CAMERA);
        SessionDescription answer = answer(SOUND + "m=text 40004 RTP/AVP 98\n" + CAMERA);
        assertThat(answer.media()).extracting(MediaDescription::isRefused).containsExactly(false, true, false);
        assertThat(media.agreed().sentVideos()).isEmpty();
        SessionDescription offer = offer();
        assertThat(offer.media()).extracting(MediaDescription::type).containsExactly("audio", "text", "application");
        assertThat(offer.media()).extracting(MediaDescription::isRefused).containsExactly(false, true, false);

        answer(SOUND + "m=text 0 RTP/AVP 98\n" + CAMERA + PICTURE);
        assertThat(media.agreed().sentVideos()).hasSize(1);
    }

    @Test
    void holdsByPortZeroOrWithoutALineAndGoesOn() {
        answer(SOUND + PICTURE);
        for (String nothing : List.of("", "m=audio 0 RTP/AVP 8\n", "m=audio 0 RTP/AVP 8\nm=video 0 RTP/AVP 97\n")) {
            assertThat(answer(nothing).media()).allMatch(MediaDescription::isRefused);
            assertThat(media.agreed().sentAudio()).isEmpty();
            assertThat(media.agreed().receivedAudio()).isEmpty();
            assertThat(media.agreed().sentVideos()).isEmpty();
            assertThat(offer().media()).hasSize(2).noneMatch(MediaDescription::isRefused);
            answer(SOUND + PICTURE);
            assertThat(media.agreed().sentAudio()).isPresent();
            assertThat(media.agreed().sentVideos()).hasSize(1);
        }
    }

    @Test
    void anOfferOfNothingBeginsNoCall() {
        for (String nothing : List.of("", "m=audio 0 RTP/AVP 8\n")) {
            assertThatThrownBy(() -> answer(nothing)).isInstanceOf(NotAcceptableException.class);
        }
    }

    @Test
    void anAddressThatIsANameChangesNothing() {
        answer(SOUND);
        assertThatThrownBy(() -> answer("m=audio 40000 RTP/AVP 0\n" + PICTURE + "c=IN IP4 room.example\n"))
                .isInstanceOf(NotAcceptableException.class);
        assertThat(media.agreed().sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.PCMA);
        assertThat(offer().media()).hasSize(1);
    }

    @Test
    void withoutPortsForALineNothingChanges() {
        try (RoomMedia narrow = new RoomMedia(
                UdpPorts.withOwnCertificate(loops, new PortRange(35_000, 35_001), InetAddress.getLoopbackAddress()),
                AdvertisedAddresses.always(InetAddress.getLoopbackAddress()),
                Duration.ofSeconds(60),
                Encryption.PREFERRED,
                RoomMedia.CameraControl.ON_REQUEST,
                Optional.empty())) {
            narrow.answer(SessionDescription.parse(SESSION + SOUND));
            SessionDescription more = SessionDescription.parse(SESSION + SOUND + PICTURE);
            assertThatThrownBy(() -> narrow.answer(more)).isInstanceOf(PortsExhaustedException.class);
            assertThat(narrow.agreed().sentAudio()).isPresent();
            assertThat(narrow.offer().media()).hasSize(1);
        }
    }

    @Test
    void aLineThatIsAnsweredByAnotherMediumIsRefused() {
        media.offer();
        media.answered(SessionDescription.parse(SESSION + SOUND + "m=application 40002 RTP/AVP 97\n"));
        assertThat(media.agreed().sentAudio()).isPresent();
        assertThat(media.agreed().sentVideos()).isEmpty();
    }

    @Test
    void anAnswerThatRefusesAllHoldsACallThatGoesOn() {
        media.offer();
        media.answered(SessionDescription.parse(SESSION + SOUND + PICTURE));
        media.offer();
        media.answered(SessionDescription.parse(SESSION + "m=audio 0 RTP/AVP 8\nm=video 0 RTP/AVP 97\n"));
        assertThat(media.agreed().sentAudio()).isEmpty();
        media.offer();
        media.answered(SessionDescription.parse(SESSION + SOUND + PICTURE));
        assertThat(media.agreed().sentAudio()).isPresent();
    }
}
