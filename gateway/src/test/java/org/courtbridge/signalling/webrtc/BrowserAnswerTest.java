package org.courtbridge.signalling.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.payload.Vp9Format;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.signalling.sdp.Candidate;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.Fingerprint;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserAnswerTest {

    private static final String PAGE = offer("chromium-156-page");
    private static final String DEFAULTS = offer("chromium-156-defaults");
    private static final String AIORTC = offer("aiortc-1.11");

    private static final OurEnd END = new OurEnd(
            "ourUfragOfIce",
            "ourPasswordOfTwentyFour+",
            new Fingerprint("sha-256", "AB:CD"),
            List.of(
                    new Candidate("1", 1, "udp", 2130706431L, "10.77.0.1", 10_000, "host", ""),
                    new Candidate("2", 1, "tcp", 1671430143L, "10.77.0.1", 10_000, "host", "tcptype passive")));

    private final OurStreams streams = new OurStreams(new Random(1));

    @Test
    void answersOurOwnPageWithSoundCameraAndThreePictures() {
        SessionDescription answer = describe(PAGE);

        assertThat(answer.attributes().bundle()).containsExactly("0", "1", "2", "3", "4");
        assertThat(answer.attributes().has("ice-lite")).isTrue();
        assertThat(answer.media()).extracting(MediaDescription::port).containsOnly(10_000);
        assertThat(answer.media())
                .extracting(answer::directionOf)
                .containsExactly(
                        Direction.SENDRECV,
                        Direction.RECVONLY,
                        Direction.SENDONLY,
                        Direction.SENDONLY,
                        Direction.SENDONLY);
        assertThat(answer.media()).allSatisfy(medium -> {
            assertThat(medium.rtcpMux()).isTrue();
            assertThat(medium.attributes().setup()).contains("passive");
            assertThat(medium.attributes().iceUfrag()).contains("ourUfragOfIce");
            assertThat(medium.attributes().fingerprints()).containsExactly(END.fingerprint());
        });
        assertThat(answer.media().getFirst().candidates()).isEqualTo(END.candidates());
        assertThat(answer.media().getFirst().attributes().has("end-of-candidates"))
                .isTrue();
    }

    /** A browser aligns the sound of a stream with one of its pictures (RFC 8830), and would take any of several. */
    @Test
    void theFirstPictureIsOfOneStreamWithTheSound() {
        assertThat(describe(PAGE).media())
                .extracting(medium -> medium.msid().map(msid -> msid.split(" ")[0]))
                .containsExactly(
                        Optional.of("courtbridge"),
                        Optional.empty(),
                        Optional.of("courtbridge"),
                        Optional.of("courtbridge-3"),
                        Optional.of("courtbridge-4"));
    }

    @Test
    void takesOpusWithForwardErrorCorrectionAndKeyPresses() {
        MediaDescription sound = describe(PAGE).media().getFirst();

        assertThat(sound.payloadTypes()).containsExactly(111, 63, 110);
        assertThat(sound.formatParameters(111)).containsEntry("useinbandfec", "1");
        LegMedia media = media(PAGE);
        assertThat(media.receivedAudio().orElseThrow().formats())
                .isEqualTo(Map.of(111, new AudioFormat(AudioCodec.OPUS, 111, true, 0, false)));
        assertThat(media.receivedAudio().orElseThrow().telephoneEvents()).isEqualTo(Map.of(110, 48_000));
        assertThat(media.receivedAudio().orElseThrow().transportCcExtension()).isEqualTo(OptionalInt.of(3));
        assertThat(media.sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.OPUS);
    }

    /** RFC 2198; the first of an answer's formats is the one that the party sends. */
    @Test
    void takesRepeatedSoundAndLetsThePartySendItWhoeverPrefersThat() {
        MediaDescription sound = describe(PAGE).media().getFirst();
        assertThat(sound.attributes().values("rtpmap")).contains("63 red/48000/2");
        assertThat(sound.formatParameterText(63)).contains("111/111");
        assertThat(media(PAGE).receivedAudio().orElseThrow().redundancy()).isEqualTo(OptionalInt.of(63));
        assertThat(media(PAGE).sentAudio().orElseThrow().redundancy()).isEqualTo(OptionalInt.of(63));

        String preferred = PAGE.replace("SAVPF 111 63 9", "SAVPF 63 111 9");
        assertThat(describe(preferred).media().getFirst().payloadTypes()).containsExactly(63, 111, 110);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=fmtp:63 111/0", "a=fmtp:63 110/110", "a=fmtp:63 ", "a=x:y"})
    void repeatsNothingInPacketsThatAreForAnotherFormat(String parameters) {
        String other = PAGE.replace("a=fmtp:63 111/111", parameters);
        assertThat(describe(other).media().getFirst().payloadTypes()).containsExactly(111, 110);
        assertThat(media(other).sentAudio().orElseThrow().redundancy()).isEmpty();
        assertThat(media(other).receivedAudio().orElseThrow().redundancy()).isEmpty();
    }

    @Test
    void fallsBackToG722ThenG711WithoutOpus() {
        String without = PAGE.replaceAll("opus/48000/2", "vorbis/48000/2");
        assertThat(media(without).sentAudio().orElseThrow().format())
                .isEqualTo(AudioFormat.withoutParameters(AudioCodec.G722, 9));
        String neither = without.replace("a=rtpmap:9 G722/8000", "a=rtpmap:9 G729/8000");
        assertThat(media(neither).sentAudio().orElseThrow().format())
                .isEqualTo(AudioFormat.withoutParameters(AudioCodec.PCMA, 8));
        assertThat(media(neither).receivedAudio().orElseThrow().telephoneEvents())
                .isEqualTo(Map.of(126, 8_000));
    }

    @Test
    void asksTheCameraForConstrainedBaselineOnly() {
        LegMedia.ReceivedVideo camera = media(PAGE).receivedVideo().orElseThrow();

        assertThat(camera.formats().keySet()).containsExactly(108);
        H264Format format = (H264Format) camera.formats().values().iterator().next();
        assertThat(format.profileIdc()).isEqualTo(66);
        assertThat(format.constraints()).isEqualTo(0xE0);
        assertThat(format.packetizationMode()).isEqualTo(1);
        assertThat(camera.retransmissions()).isEqualTo(Map.of(109, 108));
        assertThat(camera.feedback())
                .containsExactlyInAnyOrder(
                        Feedback.NACK, Feedback.PLI, Feedback.FIR, Feedback.TRANSPORT_CC, Feedback.REMB);
        assertThat(camera.keyframeWays()).containsExactly(KeyframeRequestMethod.PLI, KeyframeRequestMethod.FIR);
        assertThat(camera.extensions().transportCc()).isEqualTo(OptionalInt.of(3));
        assertThat(describe(PAGE).media().get(1).payloadTypes()).containsExactly(108, 109);
    }

    @Test
    void takesVp8FromABrowserWithoutH264() {
        String without = DEFAULTS.replace("H264/", "x/");
        LegMedia.ReceivedVideo camera = media(without).receivedVideo().orElseThrow();
        assertThat(camera.formats().values().iterator().next()).isEqualTo(Vp8Format.parse(96, Map.of()));
        assertThat(camera.retransmissions()).containsEntry(97, 96);
        MediaDescription answer = describe(without).media().get(1);
        assertThat(answer.payloadTypes()).startsWith(96, 97, 98, 99);
        assertThat(answer.rtpMaps().getFirst().write()).isEqualTo("96 VP8/90000");
        assertThat(answer.feedback(96)).contains("nack", "nack pli", "transport-cc");
    }

    @Test
    void keepsEveryFormThatAPictureCanBeTakenIn() {
        LegMedia.SentVideo picture = media(PAGE).sentVideos().getFirst();

        assertThat(picture.slot()).isEqualTo("2");
        assertThat(picture.formats()).extracting(PictureFormat::payloadType).startsWith(108, 102);
        List<H264Format> h264 = picture.formats().stream()
                .filter(H264Format.class::isInstance)
                .map(H264Format.class::cast)
                .toList();
        assertThat(h264).extracting(H264Format::profileIdc).contains(66, 77);
        assertThat(h264).extracting(H264Format::packetizationMode).contains(0, 1);

        LegMedia.SentVideo withVp8 = media(DEFAULTS).sentVideos().getFirst();
        assertThat(withVp8.formats()
                        .subList(withVp8.formats().size() - 3, withVp8.formats().size()))
                .as("what we hand on as it is comes last")
                .containsExactly(
                        Vp8Format.parse(96, Map.of()),
                        Vp9Format.parse(98, Map.of()),
                        Vp9Format.parse(100, Map.of("profile-id", "2")));
        assertThat(withVp8.retransmissions().payloadTypes()).containsEntry(96, 97);
        assertThat(picture.retransmissions().payloadTypes())
                .containsEntry(108, 109)
                .containsEntry(114, 115);
        assertThat(picture.feedback())
                .containsExactlyInAnyOrder(
                        Feedback.NACK, Feedback.PLI, Feedback.FIR, Feedback.TRANSPORT_CC, Feedback.REMB);
        assertThat(picture.transportCcExtension()).hasValue(3);
    }

    @Test
    void namesTheSourcesThatWeSend() {
        SessionDescription answer = describe(PAGE);
        LegMedia media = media(PAGE);

        LegMedia.SentVideo picture = media.sentVideos().getFirst();
        assertThat(answer.media().get(2).attributes().values("ssrc-group"))
                .containsExactly("FID " + picture.ssrc() + " "
                        + picture.retransmissions().ssrc());
        assertThat(answer.media().get(2).ssrcs()).allMatch(ssrc -> ssrc.value().equals(picture.cname()));
        assertThat(answer.media().get(0).ssrcs())
                .extracting(ssrc -> ssrc.ssrc())
                .containsExactly(media.sentAudio().orElseThrow().ssrc());
        assertThat(answer.media().get(1).ssrcs()).isEmpty();
    }

    @Test
    void takesAllSizesThatACameraIsSentIn() {
        String layered = PAGE.replaceFirst(
                "(?s)(m=video.*?)(a=rtcp-mux\r?\n)", "$1$2a=rid:h send\r\na=rid:l send\r\na=simulcast:send h;l\r\n");

        MediaDescription camera = describe(layered).media().get(1);
        assertThat(camera.attributes().values("rid")).containsExactly("h recv", "l recv");
        assertThat(camera.attributes().value("simulcast")).contains("recv h;l");
        assertThat(camera.attributes().values("extmap")).contains("10 " + HeaderExtensions.RID);
        assertThat(media(layered).receivedVideo().orElseThrow().layering())
                .contains(new LegMedia.Layering(List.of("h", "l"), 10, 11));

        assertThat(describe(PAGE).media().get(1).attributes().has("simulcast")).isFalse();
        assertThat(media(PAGE).receivedVideo().orElseThrow().layering()).isEmpty();
    }

    @Test
    void keepsOnlyTheExtensionsThatWeReadOrGiveAndOnlyIfOffered() {
        assertThat(describe(PAGE).media().get(1).attributes().values("extmap"))
                .containsExactlyInAnyOrder(
                        "3 " + HeaderExtensions.TRANSPORT_CC, "4 urn:ietf:params:rtp-hdrext:sdes:mid");
        assertThat(describe(PAGE).media().get(2).attributes().values("extmap"))
                .containsExactly("3 " + HeaderExtensions.TRANSPORT_CC);

        LegMedia.ReceivedVideo camera = media(AIORTC).receivedVideo().orElseThrow();
        assertThat(camera.extensions().transportCc()).isEmpty();
        assertThat(camera.feedback()).doesNotContain(Feedback.TRANSPORT_CC);
    }

    @Test
    void refusesTheDataChannelInItsPlace() {
        SessionDescription answer = describe(DEFAULTS);

        assertThat(answer.media()).extracting(MediaDescription::type).containsExactly("audio", "video", "application");
        assertThat(answer.media().get(2).port()).isZero();
        assertThat(answer.media().get(2).mid()).contains("2");
        assertThat(answer.attributes().bundle()).containsExactly("0", "1");
        // A camera that is offered both ways is also a picture to show.
        assertThat(media(DEFAULTS).sentVideos())
                .extracting(LegMedia.SentVideo::slot)
                .containsExactly("1");
        assertThat(media(DEFAULTS).receivedVideo()).isPresent();
    }

    @Test
    void answersAiortc() {
        LegMedia media = media(AIORTC);

        assertThat(media.sentAudio().orElseThrow().format())
                .isEqualTo(AudioFormat.withoutParameters(AudioCodec.OPUS, 96));
        assertThat(media.receivedVideo().orElseThrow().formats().keySet()).containsExactly(101, 99, 97);
        assertThat(media.sentVideos()).extracting(LegMedia.SentVideo::slot).containsExactly("1", "2");
    }

    @Test
    void refusesAPictureOfAnUnknownCodecAndServesTheRest() {
        String without = PAGE.replace("H264/90000", "AV1/90000");
        SessionDescription answer = describe(without);

        assertThat(answer.media()).extracting(MediaDescription::port).containsExactly(10_000, 0, 0, 0, 0);
        assertThat(answer.attributes().bundle()).containsExactly("0");
    }

    @Test
    void leavesItToTheBrowserToTurnItsPictureAndKnowsHowItWouldSaySo() {
        assertThat(PAGE).contains("a=extmap:13 urn:3gpp:video-orientation");
        assertThat(describe(PAGE).write()).doesNotContain("video-orientation");
        assertThat(media(PAGE).receivedVideo().orElseThrow().extensions().orientation())
                .hasValue(13);
    }

    @Test
    void takesACameraOfVp9AloneAndRefusesPicturesThatWouldStayBlack() {
        String only = PAGE.replace("H264/90000", "VP9/90000");
        SessionDescription answer = describe(only);

        assertThat(answer.media()).extracting(MediaDescription::port).containsExactly(10_000, 10_000, 0, 0, 0);
        assertThat(media(only).receivedVideo().orElseThrow().formats().values())
                .allMatch(format -> format instanceof Vp9Format);
    }

    @Test
    void takesOneCameraOfSeveral() {
        String two = PAGE.replace("a=recvonly", "a=sendrecv");
        SessionDescription answer = describe(two);

        assertThat(answer.media())
                .extracting(answer::directionOf)
                .containsExactly(
                        Direction.SENDRECV,
                        Direction.RECVONLY,
                        Direction.SENDONLY,
                        Direction.SENDONLY,
                        Direction.SENDONLY);
    }

    @Test
    void keepsTheSourceOfEachMidThroughNewOffers() {
        LegMedia before = media(PAGE);
        LegMedia after = media(PAGE.replace("a=group:BUNDLE 0 1 2 3 4", "a=group:BUNDLE 4 3 2 1 0"));

        assertThat(after).isEqualTo(before);
        assertThat(before.sentVideos())
                .extracting(LegMedia.SentVideo::ssrc)
                .doesNotHaveDuplicates()
                .doesNotContain(before.sentAudio().orElseThrow().ssrc());
    }

    @Test
    void leavesOutAMediumThatWasStopped() {
        String stopped = PAGE.replace("a=group:BUNDLE 0 1 2 3 4", "a=group:BUNDLE 0 1 3 4")
                .replaceFirst("(?s)m=video 9 (.*?m=video) 9 ", "m=video 9 $1 0 ");
        SessionDescription answer = describe(stopped);

        assertThat(answer.media().get(2).port()).isZero();
        assertThat(media(stopped).sentVideos())
                .extracting(LegMedia.SentVideo::slot)
                .containsExactly("3", "4");
    }

    @Test
    void servesMediaThatAreOfferedForTheBundleOnly() {
        String bundleOnly = PAGE.replaceAll("m=video 9 ", "m=video 0 ").replace("a=mid:", "a=bundle-only\r\na=mid:");

        assertThat(describe(bundleOnly).media())
                .extracting(MediaDescription::port)
                .containsOnly(10_000);
    }

    @Test
    void beginsTheHandshakeIfTheBrowserWaits() {
        String waits = PAGE.replace("a=setup:actpass", "a=setup:passive");

        assertThat(BrowserOffer.parse(waits).browserWaits()).isTrue();
        assertThat(describe(waits).media().getFirst().attributes().setup()).contains("active");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=ice-ufrag:.*", "a=ice-pwd:.*", "a=fingerprint:.*", "a=setup:.*", "a=rtcp-mux", "a=mid:.*"})
    void refusesAnOfferWithout(String line) {
        String cut = PAGE.replaceAll(line + "\r\n", "");

        assertThatThrownBy(() -> BrowserOffer.parse(cut))
                .isInstanceOf(SdpException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> BrowserOffer.parse(PAGE.replace("a=ice-ufrag:", "a=ice-ufrag:x\r\na=was:")))
                .hasMessage("a=ice-ufrag has 1 characters (expected: 4 to 256)");
        assertThatThrownBy(() -> BrowserOffer.parse(PAGE.replace("a=fingerprint:sha-256", "a=fingerprint:md5")))
                .hasMessage("no a=fingerprint of sha-256, sha-384, sha-512");
        assertThatThrownBy(() -> BrowserOffer.parse(PAGE.replace("a=mid:1", "a=mid:0")))
                .hasMessage("two media of the same mid (RFC 5888, section 6)");
        assertThatThrownBy(() -> describe(PAGE.replaceAll("H264/|VP8/", "x/").replaceAll("opus/|G722/|PCM[AU]/", "x/")))
                .hasMessage("no format that both sides know (ours: Opus, G.722, G.711; H.264, VP8)");
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        String strange = PAGE.replace("t=0 0\r\n", "t=0 0\r\nr=7d 1h 0 25h\r\nz=0 0\r\na=x-зал:7\r\na=future\r\n")
                .replace("a=mid:", "a=x-court:\u00e9 ; = :\r\na=rtcp-fb:* x-new thing\r\na=fmtp:999 x\r\na=mid:")
                .replace("a=sendrecv", "b=X-SUM:12\r\nk=clear:x\r\na=sendrecv");
        assertThat(strange).contains("a=x-зал", "a=x-court", "b=X-SUM");
        assertThat(describe(strange)).isEqualTo(describe(PAGE));
    }

    @Test
    void readsItsOwnAnswersBack() {
        for (String offer : Set.of(PAGE, DEFAULTS, AIORTC)) {
            SessionDescription answer = describe(offer);
            assertThat(SessionDescription.parse(answer.write())).isEqualTo(answer);
        }
    }

    @Test
    void breaksOnNoTruncation() {
        for (int length = 0; length < AIORTC.length(); length += 7) {
            answerOrRefuse(AIORTC.substring(0, length));
        }
    }

    @Test
    void breaksOnNoMutation() {
        Random random = new Random(20_261_125);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder mutated = new StringBuilder(round % 2 == 0 ? PAGE : DEFAULTS);
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                int at = random.nextInt(mutated.length());
                switch (random.nextInt(3)) {
                    case 0 -> mutated.setCharAt(at, (char) random.nextInt(1, 256));
                    case 1 -> mutated.deleteCharAt(at);
                    default -> mutated.insert(at, (char) ('0' + random.nextInt(10)));
                }
            }
            answerOrRefuse(mutated.toString());
        }
    }

    /** Either there is an answer that can be read back, or a reason. */
    private void answerOrRefuse(String offer) {
        SessionDescription answer;
        try {
            answer = describe(offer);
        } catch (SdpException refusal) {
            assertThat(refusal).message().isNotBlank();
            return;
        }
        assertThat(SessionDescription.parse(answer.write()).media()).hasSameSizeAs(answer.media());
    }

    private SessionDescription describe(String offer) {
        return BrowserAnswer.to(BrowserOffer.parse(offer), streams, Direction.SENDRECV)
                .describe(END, 1, 1);
    }

    private LegMedia media(String offer) {
        return BrowserAnswer.to(BrowserOffer.parse(offer), streams, Direction.SENDRECV)
                .media(NOWHERE);
    }

    private static final RtpTransport NOWHERE = (RtpTransport) Proxy.newProxyInstance(
            RtpTransport.class.getClassLoader(),
            new Class<?>[] {RtpTransport.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> 1;
                case "toString" -> "nowhere";
                default -> throw new UnsupportedOperationException(method.getName());
            });

    static String offer(String name) {
        try (InputStream in = BrowserAnswerTest.class.getResourceAsStream("offer-" + name + ".sdp")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
