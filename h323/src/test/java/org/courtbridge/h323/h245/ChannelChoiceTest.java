package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.courtbridge.h323.h245.AudioCapability.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelChoiceTest {

    private static final H2250Capability PLAIN = new H2250Capability(250, List.of());
    private static final H2250Capability NON_INTERLEAVED = new H2250Capability(
            250,
            List.of(
                    RtpPayloadType.h264(H264Packetization.H241_ANNEX_A, Optional.empty()),
                    RtpPayloadType.h264(H264Packetization.NON_INTERLEAVED, Optional.empty())));

    private static Capability audio(AudioCapability capability) {
        return new Capability.Audio(Direction.RECEIVE, capability);
    }

    private static Capability audio(AudioCoding coding, int frames) {
        return audio(new Frames(coding, frames));
    }

    private static Capability video(VideoCapability capability) {
        return new Capability.Video(Direction.RECEIVE, capability);
    }

    private static List<DataType> chosen(Capabilities sender, Capabilities receiver) {
        return ChannelChoice.between(sender, receiver).stream()
                .map(ChannelChoice::dataType)
                .toList();
    }

    @Test
    void choosesEachDirectionByItself() {
        Capabilities one =
                Capabilities.of(PLAIN, List.of(audio(AudioCoding.G722_64K, 20), audio(AudioCoding.G711_ALAW_64K, 20)));
        Capabilities other =
                Capabilities.of(PLAIN, List.of(audio(AudioCoding.G711_ALAW_64K, 30), audio(AudioCoding.G722_64K, 10)));

        assertThat(chosen(one, other)).containsExactly(new DataType.Audio(new Frames(AudioCoding.G711_ALAW_64K, 20)));
        assertThat(chosen(other, one)).containsExactly(new DataType.Audio(new Frames(AudioCoding.G722_64K, 10)));
    }

    @Test
    void sendsAnyG729AsTheReceiverCallsIt() {
        Capabilities one = Capabilities.of(PLAIN, List.of(audio(AudioCoding.G729_ANNEX_A, 2)));
        Capabilities other = Capabilities.of(PLAIN, List.of(audio(AudioCoding.G729_ANNEX_A_WITH_ANNEX_B, 3)));

        assertThat(chosen(one, other))
                .containsExactly(new DataType.Audio(new Frames(AudioCoding.G729_ANNEX_A_WITH_ANNEX_B, 2)));
    }

    @Test
    void sendsOpusNoFasterThanEitherCan() {
        Capabilities one = Capabilities.of(PLAIN, List.of(audio(new AudioCapability.Opus(640, 1))));
        Capabilities other = Capabilities.of(PLAIN, List.of(audio(new AudioCapability.Opus(320, 3))));

        ChannelChoice choice = ChannelChoice.between(one, other).getFirst();

        assertThat(choice.dataType()).isEqualTo(new DataType.Audio(new AudioCapability.Opus(320, 1)));
        assertThat(choice.toRequest(101, new InetSocketAddress("192.0.2.1", 5001), 97)
                        .forwardParameters()
                        .orElseThrow()
                        .dynamicPayloadType())
                .contains(97);
    }

    @Test
    void neverSendsG7221() {
        Capabilities both = Capabilities.of(PLAIN, List.of(audio(new AudioCapability.G7221(24_000, 1))));

        assertThat(chosen(both, both)).isEmpty();
    }

    @Test
    void sendsTheFormatsThatBothHave() {
        VideoCapability.H261 one =
                new VideoCapability.H261(Map.of(PictureFormat.QCIF, 1, PictureFormat.CIF, 1), true, 3_840, true);
        VideoCapability.H261 other = new VideoCapability.H261(Map.of(PictureFormat.CIF, 2), true, 6_400, true);
        VideoCapability.H261 small = new VideoCapability.H261(Map.of(PictureFormat.QCIF, 2), true, 6_400, true);

        assertThat(CodingMatch.of(one, other))
                .contains(new VideoCapability.H261(Map.of(PictureFormat.CIF, 2), false, 3_840, false));
        assertThat(CodingMatch.of(other, small)).isEmpty();
        assertThat(CodingMatch.of(
                        VideoCapability.H263.of(Map.of(PictureFormat.CIF, 1, PictureFormat.CIF4, 1), 7_680),
                        VideoCapability.H263.of(Map.of(PictureFormat.CIF4, 2, PictureFormat.SQCIF, 1), 20_000)))
                .contains(VideoCapability.H263.of(Map.of(PictureFormat.CIF4, 2), 7_680));
        assertThat(CodingMatch.of(one, VideoCapability.H263.of(Map.of(PictureFormat.CIF, 1), 7_680)))
                .isEmpty();
    }

    @Test
    void sendsH264WithinBothLevels() {
        H264Capability large = H264Capability.of(40_000, H264Capability.BASELINE | H264Capability.HIGH, H264Level.L4);
        H264Capability custom = H264Capability.of(20_000, H264Capability.BASELINE | H264Capability.MAIN, H264Level.L1_3)
                .withCustom(108_000, 3_840);

        assertThat(CodingMatch.of(large, custom))
                .contains(H264Capability.of(20_000, H264Capability.BASELINE, H264Level.L1_3)
                        .withCustom(108_000, 3_840));
        assertThat(CodingMatch.of(large, large))
                .contains(H264Capability.of(40_000, H264Capability.BASELINE, H264Level.L4));
        H264Capability high = H264Capability.of(1, H264Capability.HIGH, H264Level.L4);
        assertThat(CodingMatch.of(high, large)).contains(high);
        assertThat(CodingMatch.of(high, H264Capability.of(1, H264Capability.BASELINE, H264Level.L4)))
                .isEmpty();
    }

    private static Capability h264(int profiles, H264Level level) {
        return video(H264Capability.of(20_000, profiles, level));
    }

    private static List<DataType> opened(int profile, H264Level level) {
        return List.of(new DataType.Video(H264Capability.of(20_000, profile, level)));
    }

    /** What is coded is Constrained Baseline: every decoder takes it. */
    @ParameterizedTest
    @CsvSource({
        "8, 8", "32, 32", "16, 16", "40, 32", "72, 64", "104, 64",
    })
    void sendsBaselineInAChannelOfWhatTheReceiverHas(int profiles, int opened) {
        Capabilities ours = Capabilities.of(PLAIN, List.of(h264(H264Capability.BASELINE, H264Level.L3_1)));
        Capabilities theirs = Capabilities.of(PLAIN, List.of(h264(profiles, H264Level.L4)));

        assertThat(chosen(ours, theirs)).isEqualTo(opened(opened, H264Level.L3_1));
    }

    /** Many rooms name High first, as an entry of its own. */
    @Test
    void opensBaselineWhereverTheReceiverHasIt() {
        Capabilities ours =
                Capabilities.of(PLAIN, List.of(h264(H264Capability.BASELINE, H264Level.L3_1), video(h261())));
        Capability high = h264(H264Capability.HIGH, H264Level.L4);
        Capability baseline = h264(H264Capability.BASELINE, H264Level.L2);

        assertThat(chosen(ours, Capabilities.of(PLAIN, List.of(high, video(h261()), baseline))))
                .isEqualTo(opened(H264Capability.BASELINE, H264Level.L2));
        assertThat(chosen(ours, Capabilities.of(PLAIN, List.of(baseline, high))))
                .isEqualTo(opened(H264Capability.BASELINE, H264Level.L2));
        assertThat(chosen(ours, Capabilities.of(PLAIN, List.of(high, video(h261())))))
                .isEqualTo(opened(H264Capability.HIGH, H264Level.L3_1));
        assertThat(chosen(ours, Capabilities.of(PLAIN, List.of(video(h261()), high, baseline))))
                .isEqualTo(List.of(new DataType.Video(h261())));
    }

    private static VideoCapability h261() {
        return new VideoCapability.H261(Map.of(PictureFormat.CIF, 1), false, 3_840, false);
    }

    /** The same of what is presented: each coding an entry, or all in one. */
    @Test
    void presentsBaselineWhereverTheReceiverHasIt() {
        VideoCapability high = H264Capability.of(20_000, H264Capability.HIGH, H264Level.L3_1);
        VideoCapability baseline = H264Capability.of(20_000, H264Capability.BASELINE, H264Level.L3_1);
        Capabilities ours = presenting(List.of(baseline));

        assertThat(presented(ours, presenting(List.of(high, baseline)))).contains(baseline);
        assertThat(presented(ours, presenting(List.of(high), List.of(baseline))))
                .contains(baseline);
        assertThat(presented(ours, presenting(List.of(high)))).contains(high);
    }

    @SafeVarargs
    private static Capabilities presenting(List<VideoCapability>... seconds) {
        return Capabilities.of(
                PLAIN,
                Stream.of(seconds)
                        .map(VideoCapability.Extended::presentation)
                        .map(ChannelChoiceTest::video)
                        .toList());
    }

    private static Optional<VideoCapability> presented(Capabilities sender, Capabilities receiver) {
        return ChannelChoice.presentation(sender, receiver)
                .map(choice -> ((VideoCapability.Extended) ((DataType.Video) choice.dataType()).capability())
                        .capabilities()
                        .getFirst());
    }

    @Test
    void putsH264IntoPacketsAsTheReceiverTakesThem() {
        Capability h264 = video(H264Capability.of(20_000, H264Capability.BASELINE, H264Level.L3_1));
        Capabilities modern = Capabilities.of(NON_INTERLEAVED, List.of(h264));
        Capabilities old = Capabilities.of(PLAIN, List.of(h264));

        assertThat(ChannelChoice.between(old, modern).getFirst().packetization())
                .contains(H264Packetization.NON_INTERLEAVED);
        assertThat(ChannelChoice.between(modern, old).getFirst().packetization())
                .contains(H264Packetization.H241_ANNEX_A);
        assertThat(ChannelChoice.between(old, modern)
                        .getFirst()
                        .toRequest(101, new InetSocketAddress("192.0.2.1", 5003), 109)
                        .forwardParameters()
                        .orElseThrow()
                        .packetization())
                .contains(RtpPayloadType.h264(H264Packetization.NON_INTERLEAVED, Optional.of(109)));
    }

    /** One of each list at the same time: here pictures go with A-law alone, in the second descriptor. */
    @Test
    void sendsTogetherWhatTheReceiverTakesTogether() {
        Capability pictures = video(new VideoCapability.H261(Map.of(PictureFormat.CIF, 1), false, 6_400, false));
        TreeMap<Integer, Capability> table = new TreeMap<>(Map.of(
                1, audio(AudioCoding.G722_64K, 20),
                2, audio(AudioCoding.G711_ALAW_64K, 20),
                3, pictures));
        Capabilities apart = new Capabilities(
                table,
                new TreeMap<>(Map.of(0, List.of(List.of(1, 3)), 1, List.of(List.of(2), List.of(3)))),
                Optional.empty());
        Capabilities sender = Capabilities.of(
                PLAIN,
                List.of(audio(AudioCoding.G711_ALAW_64K, 20), audio(AudioCoding.G722_64K, 20)),
                List.of(pictures));

        assertThat(apart.preferred()).containsExactly(1, 3, 2);
        assertThat(chosen(sender, apart)).containsExactly(new DataType.Audio(new Frames(AudioCoding.G722_64K, 20)));
        Capabilities withoutG722 = apart.with(new TerminalCapabilitySet(
                2,
                TerminalCapabilitySet.PROTOCOL,
                Optional.empty(),
                List.of(new TerminalCapabilitySet.Entry(1, Optional.empty())),
                List.of()));
        assertThat(chosen(sender, withoutG722)).hasSize(2);
        Capabilities soundAlone = withoutG722.with(new TerminalCapabilitySet(
                3,
                TerminalCapabilitySet.PROTOCOL,
                Optional.empty(),
                List.of(),
                List.of(new TerminalCapabilitySet.Descriptor(1, List.of()))));
        assertThat(chosen(sender, soundAlone)).hasSize(1);
    }

    @Test
    void leavesAloneWhatIsOnlySent() {
        Capabilities sender = Capabilities.of(PLAIN, List.of(audio(AudioCoding.G711_ALAW_64K, 20)));
        Capabilities receiver = Capabilities.of(
                PLAIN, List.of(new Capability.Audio(Direction.TRANSMIT, new Frames(AudioCoding.G711_ALAW_64K, 20))));

        assertThat(chosen(sender, receiver)).isEmpty();
    }

    @Test
    void seesHowKeysAreTaken() {
        Capabilities captured = Capabilities.NONE.with((TerminalCapabilitySet) Captured.of("f1").stream()
                .map(message -> ControlMessage.of(message.message()))
                .filter(TerminalCapabilitySet.class::isInstance)
                .findFirst()
                .orElseThrow());

        assertThat(captured.telephonyEvents()).contains(101);
        assertThat(captured.takesUserInput(Capability.UserInput.DTMF)).isTrue();
        assertThat(captured.takesUserInput("generalString")).isFalse();
        assertThat(captured.table().values()).contains(new Capability.H239Control());
        assertThat(captured.packetizations()).contains(H264Packetization.H241_ANNEX_A);
    }
}
