package org.courtbridge.signalling.sip.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptions that are not as RFC 8866 has them, or barely, as devices and other stacks were seen to write them. */
class OddDescriptionsTest {

    private static final String ORIGIN = "o=- 1 1 IN IP4 127.0.0.1\n";
    private static final String CONNECTION = "c=IN IP4 127.0.0.1\n";
    private static final String SESSION = "v=0\n" + ORIGIN + "s=-\n" + CONNECTION + "t=0 0\n";
    private static final String SOUND = "m=audio 40000 RTP/AVP 8\n";
    private static final String PICTURE = "m=video 40002 RTP/AVP 97\na=rtpmap:97 H264/90000\n";

    private final MediaLoops loops = MediaLoops.start(1);
    private final RoomMedia media = new RoomMedia(
            UdpPorts.withOwnCertificate(loops, new PortRange(35_000, 35_999), InetAddress.getLoopbackAddress()),
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

    private SessionDescription answer(String offer) {
        return SessionDescription.parse(
                media.answer(SessionDescription.parse(offer)).write());
    }

    private static Arguments odd(String name, String offer, String... expected) {
        return Arguments.of(name, offer, List.of(expected));
    }

    /** Each offer, and the lines that its answer must have. */
    static Stream<Arguments> taken() {
        return Stream.of(
                odd("a= without a name", SESSION + SOUND + "a=\na=:x\na=rtpmap:8 PCMA/8000\n", "a=rtpmap:8 PCMA/8000"),
                odd(
                        "spaces in the user name of o=",
                        SESSION.replace("o=- ", "o=Court Room 5 ") + SOUND,
                        "a=rtpmap:8 PCMA/8000"),
                odd("no user name in o=", SESSION.replace("o=- ", "o= ") + SOUND, "a=rtpmap:8 PCMA/8000"),
                odd("an empty s=, or none", SESSION.replace("s=-", "s=") + SOUND, "a=rtpmap:8 PCMA/8000"),
                odd("no s= and no t=", "v=0\n" + ORIGIN + CONNECTION + SOUND, "a=rtpmap:8 PCMA/8000"),
                odd("a space after v=0, and at the ends of lines", SESSION.replace("\n", " \n") + SOUND, "s=-"),
                odd("empty lines at the end", SESSION + SOUND + "\n\n\n", "a=rtpmap:8 PCMA/8000"),
                odd("zero octets at the end", SESSION + SOUND + "\0\0", "a=rtpmap:8 PCMA/8000"),
                odd(
                        "c= after the attributes, b= after them",
                        "v=0\n" + ORIGIN + "s=-\nt=0 0\n" + SOUND + "a=sendonly\nb=AS:64\n" + CONNECTION,
                        "a=recvonly"),
                odd("b= that is no number", SESSION + "b=AS:\nb=CT\nb=AS:-1\n" + SOUND, "a=rtpmap:8 PCMA/8000"),
                odd("lines of other standards", SESSION + SOUND + "y=0100001001\nf=\n", "a=rtpmap:8 PCMA/8000"),
                odd(
                        "names of attributes in capitals",
                        SESSION + SOUND + "a=RTPMAP:8 pcma/8000\na=SendOnly\n",
                        "a=recvonly"),
                odd("a=rtpmap without an encoding", SESSION + SOUND + "a=rtpmap:8\n", "a=rtpmap:8 PCMA/8000"),
                odd(
                        "a=rtpmap with one channel said",
                        SESSION
                                + "m=audio 40000 RTP/AVP 8 101\na=rtpmap:8 PCMA/8000/1\na=rtpmap:101 telephone-event/8000/1\n",
                        "a=rtpmap:8 PCMA/8000",
                        "a=rtpmap:101 telephone-event/8000"),
                odd(
                        "a=rtpmap before the lines of media",
                        SESSION + "a=rtpmap:8 PCMA/8000\n" + SOUND,
                        "a=rtpmap:8 PCMA/8000"),
                odd(
                        "Opus without its channels",
                        SESSION + "m=audio 40000 RTP/AVP 96\na=rtpmap:96 opus/48000\n",
                        "a=rtpmap:96 opus/48000/2"),
                odd("G.722 by its number alone", SESSION + "m=audio 40000 RTP/AVP 9\n", "a=rtpmap:9 G722/8000"),
                odd(
                        "G.722 with the rate of its samples",
                        SESSION + "m=audio 40000 RTP/AVP 9\na=rtpmap:9 G722/16000\n",
                        "a=rtpmap:9 G722/16000"),
                odd("maxptime of 10 ms", SESSION + SOUND + "a=maxptime:10\n", "a=ptime:10"),
                odd(
                        "ptime and maxptime with a fraction",
                        SESSION + SOUND + "a=ptime:20.0\na=maxptime:10.0\n",
                        "a=ptime:10"),
                odd("maxptime of nothing", SESSION + SOUND + "a=maxptime:0\n", "a=ptime:20"),
                odd(
                        "two spaces, or a tab, before the parameters",
                        SESSION + PICTURE + "a=fmtp:97  profile-level-id=42801f; packetization-mode=1;\n",
                        "a=fmtp:97 profile-level-id=42801f;packetization-mode=1"),
                odd(
                        "a tab before the parameters",
                        SESSION + PICTURE + "a=fmtp:97\tPROFILE-LEVEL-ID=42801F ;packetization-mode=1\n",
                        "a=fmtp:97 profile-level-id=42801f;packetization-mode=1"),
                odd(
                        "a=imageattr and a=ssrc that say nothing",
                        SESSION + PICTURE + "a=imageattr:97 send * recv [x=[0-1920],y=[0-1080]]\na=ssrc:900323067\n",
                        "a=rtpmap:97 H264/90000"),
                odd("an attribute with +", SESSION + SOUND + "a=+g.poc.talkburst\n", "a=rtpmap:8 PCMA/8000"),
                odd(
                        "a message session, or a speech resource, beside the sound",
                        SESSION + SOUND
                                + "m=message 2855 TCP/TLS/MSRP *\nm=application 9 TCP/MRCPv2\na=resource:speechsynth\n",
                        "m=message 0 TCP/TLS/MSRP *",
                        "a=rtpmap:8 PCMA/8000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void areTakenOrMended(String name, String offer, List<String> expected) {
        String answer = answer(offer).write();
        assertThat(answer.lines()).as(name).containsAll(expected);
        assertThat(answer).as(name).containsPattern("m=(audio|video) [1-9]");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                odd("nothing before o=", ORIGIN + "s=-\n" + CONNECTION + SOUND, "does not begin with v=0"),
                odd("no o=", SESSION.replace(ORIGIN, "") + SOUND, "o= is missing (RFC 8866, section 5.2)"),
                odd(
                        "o= without an address",
                        SESSION.replace(" IN IP4 127.0.0.1\ns", "\ns") + SOUND,
                        "o= has 3 fields (expected: 6)"),
                odd(
                        "no c= for a line",
                        SESSION.replace(CONNECTION, "") + SOUND,
                        "c= is missing for m=audio (RFC 8866, section 5.7)"),
                odd("a port that is none", SESSION + "m=audio 65536 RTP/AVP 8\n", "m= port is not 0 to 65535"),
                odd("m= without a protocol", SESSION + "m=audio 40000\n", "m= has 2 fields (expected: >= 4)"),
                odd("text that is no line", SESSION + SOUND + "garbage\n", "line 7 is not letter=value"));
    }

    /** What would have to be guessed is refused with 400, and the reason goes into its Warning. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void areRefusedWithTheReason(String name, String offer, List<String> reason) {
        assertThatThrownBy(() -> answer(offer))
                .as(name)
                .isInstanceOf(SdpException.class)
                .hasMessage(reason.getFirst());
    }

    static Stream<Arguments> notAcceptable() {
        return Stream.of(
                odd(
                        "a name in c=",
                        SESSION.replace("c=IN IP4 127.0.0.1", "c=IN IP4 room.example") + SOUND,
                        "no address for room.example"),
                odd("two channels of PCMA", SESSION + SOUND + "a=rtpmap:8 PCMA/8000/2\n", "no common format"),
                odd("no format at all", SESSION + "m=audio 40000 RTP/AVP\n", "no common format"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notAcceptable")
    void areNotAcceptable(String name, String offer, List<String> reason) {
        assertThatThrownBy(() -> answer(offer))
                .as(name)
                .isInstanceOf(NotAcceptableException.class)
                .hasMessage(reason.getFirst());
    }

    @Test
    void shortPacketsAreSentToWhoTakesNoLonger() {
        MediaDescription answer = answer(
                        SESSION + "m=audio 40000 RTP/AVP 96 9\na=rtpmap:96 opus/48000/2\na=maxptime:10\n")
                .media()
                .getFirst();
        LegMedia.SentAudio sent = media.agreed().sentAudio().orElseThrow();
        assertThat(answer.formats()).as("frames of Opus have 20 ms").containsExactly("9");
        assertThat(sent.format().codec()).isEqualTo(AudioCodec.G722);
        assertThat(sent.packetMs()).isEqualTo(10);

        answer(SESSION + "m=audio 40000 RTP/AVP 96\na=rtpmap:96 opus/48000/2\na=maxptime:10\n");
        assertThat(media.agreed().sentAudio().orElseThrow().packetMs())
                .as("for want of another")
                .isEqualTo(20);
        answer(SESSION + SOUND + "a=maxptime:60\n");
        assertThat(media.agreed().sentAudio().orElseThrow().packetMs()).isEqualTo(20);
    }

    @Test
    void g722IsCountedAsTheRoomSaid() {
        answer(SESSION + "m=audio 40000 RTP/AVP 9\na=rtpmap:9 G722/16000\n");
        assertThat(media.agreed().sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.G722_16K);
        assertThat(media.agreed().receivedAudio().orElseThrow().formats().get(9))
                .extracting("codec")
                .isEqualTo(AudioCodec.G722_16K);
    }
}
