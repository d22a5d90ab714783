package org.courtbridge.signalling.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.H261Format;
import org.courtbridge.codecs.payload.H263Format;
import org.junit.jupiter.api.Test;

class SessionDescriptionTest {

    /** The shape of a room codec's offer: two H.264, slides, BFCP, and lines that only its maker knows. */
    private static final String ROOM = """
            v=0
            o=tandberg 18446744073709551616 2 IN IP4 192.0.2.7
            s=-
            i=courtroom
            c=IN IP4 192.0.2.7
            b=AS:1920
            t=0 0
            x=vendor line
            a=vendor-flag
            m=audio 2326 RTP/AVP 107 9 8 0 101
            b=TIAS:128000
            a=rtpmap:107 opus/48000/2
            a=fmtp:107 useinbandfec=1; maxaveragebitrate=64000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=sendonly
            a=ptime:20
            m=video 2328 RTP/AVP 97 98
            a=rtpmap:97 H264/90000
            a=fmtp:97 profile-level-id=42801F;packetization-mode=0;max-mbps=245760;max-fs=8192
            a=rtpmap:98 H264/90000
            a=fmtp:98 profile-level-id=640028;packetization-mode=1
            a=rtcp-fb:* nack pli
            a=rtcp-fb:97 ccm  fir
            a=rtcp-fb:98 ccm fir  tmmbr smaxpr=120
            a=rtcp:2400
            a=rtcp-mux
            a=content:main
            m=application 5070 UDP/BFCP *
            """;

    private static final String BROWSER = """
            v=0
            o=- 4611731400430051336 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            a=fingerprint:SHA-256 ab:CD:00
            m=video 9 UDP/TLS/RTP/SAVPF 102 103
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=candidate:1 1 udp 2113937151 3c0e.local 54321 typ host generation 0
            a=ice-ufrag:abcd
            a=ice-pwd:0123456789012345678901
            a=setup:actpass
            a=mid:0
            a=extmap:3/sendrecv http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=msid:stream track
            a=rtpmap:102 H264/90000
            a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
            a=rtpmap:103 rtx/90000
            a=fmtp:103 apt=102
            a=ssrc:4294967295 cname:xyz
            """;

    @Test
    void bandwidthIsOfALineOrOfAll() {
        assertThat(picture("", "")).isEmpty();
        assertThat(picture("", "b=AS:512\n")).hasValue(512_000L);
        assertThat(picture("", "b=AS:512\nb=TIAS:480000\n")).hasValue(480_000L);
        assertThat(picture("b=AS:384\n", "")).as("64 kbit/s are for the sound").hasValue(320_000L);
        assertThat(picture("b=AS:384\n", "b=AS:2000\n")).hasValue(320_000L);
        assertThat(picture("b=AS:4000\n", "b=TIAS:768000\n")).hasValue(768_000L);
        assertThat(picture("b=AS:64\n", "")).as("nothing would be left").hasValue(64_000L);
        assertThat(picture("b=AS:0\n", "b=TIAS:0\n")).isEmpty();
        assertThat(picture("b=CT:128\nb=AS:999999999999999999\n", "b=RR:0\nb=X-YZ:128\n"))
                .hasValueSatisfying(rate -> assertThat(rate).isGreaterThan(1L << 49));
    }

    private static Optional<Long> picture(String ofAll, String ofIt) {
        SessionDescription offer = SessionDescription.parse("v=0\no=- 1 1 IN IP4 192.0.2.7\ns=-\nc=IN IP4 192.0.2.7\n"
                + ofAll + "t=0 0\nm=audio 4 RTP/AVP 8\nm=video 6 RTP/AVP 97\n" + ofIt);
        return offer.bandwidthOf(offer.media().get(1));
    }

    @Test
    void readsARoomsOffer() {
        SessionDescription offer = SessionDescription.parse(ROOM);
        MediaDescription audio = offer.media().get(0);
        MediaDescription video = offer.media().get(1);

        assertThat(offer.origin())
                .isEqualTo(new Origin("tandberg", "18446744073709551616", "2", new Connection("IP4", "192.0.2.7")));
        assertThat(AudioFormats.of(audio))
                .containsExactly(
                        new AudioFormat(AudioCodec.OPUS, 107, true, 64_000, false),
                        AudioFormat.withoutParameters(AudioCodec.G722, 9),
                        AudioFormat.withoutParameters(AudioCodec.PCMA, 8),
                        AudioFormat.withoutParameters(AudioCodec.PCMU, 0));
        assertThat(AudioFormats.telephoneEvents(audio)).isEqualTo(Map.of(101, 8_000));
        assertThat(offer.directionOf(audio)).isEqualTo(Direction.SENDONLY);
        assertThat(offer.directionOf(video)).isEqualTo(Direction.SENDRECV);
        assertThat(audio.ptime()).hasValue(20);
        assertThat(offer.bandwidthOf(audio)).hasValue(128_000L);
        assertThat(offer.bandwidthOf(video)).as("what 1,920 kbit/s leave").hasValue(1_792_000L);
        assertThat(VideoFormats.h264(video))
                .extracting("payloadType", "profileIdc", "constraints", "levelIdc", "packetizationMode", "maxMbps")
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(97, 0x42, 0x80, 31, 0, 245_760),
                        org.assertj.core.groups.Tuple.tuple(98, 100, 0, 40, 1, 245_760));
        assertThat(video.feedback(97)).containsExactly("nack pli", "ccm fir");
        assertThat(video.feedback(98)).containsExactly("nack pli", "ccm fir", "ccm tmmbr");
        assertThat(video.rtcpPort()).hasValue(2_400);
        assertThat(video.rtcpMux()).isTrue();
        assertThat(video.content()).hasValue("main");
        assertThat(offer.media().get(2).isRtp()).isFalse();
    }

    @Test
    void knowsPicturesOfOldRoomsByTheirNumber() {
        SessionDescription offer = SessionDescription.parse("v=0\no=- 1 1 IN IP4 192.0.2.7\ns=-\nc=IN IP4 192.0.2.7\n"
                + "t=0 0\nm=video 2328 RTP/AVP 31 34\na=fmtp:31 CIF=2;QCIF=1\n");
        assertThat(VideoFormats.of(offer.media().getFirst()))
                .containsExactly(
                        new H261Format(31, H261Format.Size.CIF, 2, Integer.MAX_VALUE),
                        H263Format.parse(34, H263Format.Form.H263, Map.of()));
    }

    @Test
    void readsABrowsersOffer() {
        SessionDescription offer = SessionDescription.parse(BROWSER);
        MediaDescription video = offer.media().getFirst();

        assertThat(offer.attributes().bundle()).containsExactly("0", "1");
        assertThat(offer.attributes().fingerprints()).containsExactly(new Fingerprint("sha-256", "AB:CD:00"));
        assertThat(video.candidates())
                .containsExactly(
                        new Candidate("1", 1, "udp", 2_113_937_151L, "3c0e.local", 54_321, "host", "generation 0"));
        assertThat(video.attributes().iceUfrag()).hasValue("abcd");
        assertThat(video.attributes().setup()).hasValue("actpass");
        assertThat(video.mid()).hasValue("0");
        assertThat(video.attributes().extensionMaps().getFirst().id()).isEqualTo(3);
        assertThat(VideoFormats.retransmissions(video)).isEqualTo(Map.of(103, 102));
        assertThat(video.ssrcs()).containsExactly(new SsrcAttribute(0xFFFF_FFFFL, "cname", "xyz"));
        assertThat(offer.connectionOf(video).orElseThrow().isNowhere()).isTrue();
    }

    @Test
    void writesWhatItReadWithEveryUnknownLine() {
        for (String text : List.of(ROOM, BROWSER)) {
            assertThat(SessionDescription.parse(text).write()).isEqualTo(text.replace("\n", "\r\n"));
            assertThat(SessionDescription.parse(SessionDescription.parse(text).write()))
                    .isEqualTo(SessionDescription.parse(text));
        }
    }

    @Test
    void everyTruncationIsADescriptionOrAComplaint() {
        int complaints = 0;
        for (int n = 0; n < ROOM.length(); n++) {
            complaints += refused(ROOM.substring(0, n)) ? 1 : 0;
        }
        assertThat(complaints).isGreaterThan(100);
    }

    @Test
    void everyMutationIsADescriptionOrAComplaint() {
        Random random = new Random(8_866);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder(round % 2 == 0 ? ROOM : BROWSER);
            for (int n = random.nextInt(8); n >= 0; n--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.setCharAt(at, (char) random.nextInt(256));
                } else {
                    text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
                }
            }
            refused(text.toString());
        }
    }

    /** Reads everything that can be read; anything but an {@link SdpException} fails the test. */
    private static boolean refused(String text) {
        SessionDescription description;
        try {
            description = SessionDescription.parse(text);
        } catch (SdpException complaint) {
            return true;
        }
        for (MediaDescription medium : description.media()) {
            AudioFormats.of(medium);
            AudioFormats.telephoneEvents(medium);
            VideoFormats.h264(medium).forEach(format -> medium.feedback(format.payloadType()));
            VideoFormats.retransmissions(medium);
            medium.candidates();
            medium.ssrcs();
            medium.rtcpPort();
            medium.attributes().extensionMaps();
            medium.attributes().fingerprints();
            medium.attributes().bundle();
            description.bandwidthOf(medium);
            description.directionOf(medium);
        }
        assertThat(SessionDescription.parse(description.write()).media()).hasSameSizeAs(description.media());
        return false;
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> SessionDescription.parse("")).hasMessage("does not begin with v=0");
        assertThatThrownBy(() -> SessionDescription.parse("v=0\r\ns=-\r\n")).hasMessageStartingWith("o= is missing");
        assertThatThrownBy(() -> SessionDescription.parse(ROOM.replace("audio 2326", "audio 65536")))
                .hasMessage("m= port is not 0 to 65535");
        assertThatThrownBy(() -> SessionDescription.parse(ROOM.replace("c=IN IP4 192.0.2.7\n", "")))
                .hasMessageStartingWith("c= is missing for m=audio");
        assertThatThrownBy(() -> SessionDescription.parse(ROOM + "a=x\n".repeat(3_000)))
                .hasMessage("more than 2000 lines");
        assertThatThrownBy(() -> SessionDescription.parse(ROOM + "m=audio 0 RTP/AVP 0\n".repeat(64)))
                .hasMessage("67 media (expected: <= 64)");
    }

    @Test
    void refusesAMediumInItsPlace() {
        MediaDescription slides = SessionDescription.parse(ROOM).media().get(2);

        assertThat(slides.refused()).isEqualTo(MediaDescription.of("application", 0, "UDP/BFCP", List.of("*")));
    }
}
