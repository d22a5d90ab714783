package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.h323.h245.AudioCapability.Frames;
import org.junit.jupiter.api.Test;

class FastStartTest {

    private static final FastStart.Ports SOUND = ports("10.10.0.2", 5000);
    private static final FastStart.Ports PICTURES = ports("10.10.0.2", 5002);

    private static final Capabilities OURS = Capabilities.of(
            new H2250Capability(250, List.of(RtpPayloadType.h264(H264Packetization.NON_INTERLEAVED, Optional.empty()))),
            List.of(audio(AudioCoding.G722_64K), audio(AudioCoding.G711_ULAW_64K), audio(AudioCoding.G711_ALAW_64K)),
            List.of(new Capability.Video(
                    Direction.RECEIVE, H264Capability.of(19_200, H264Capability.BASELINE, H264Level.L3_1))));

    private static FastStart.Ports ports(String host, int media) {
        return new FastStart.Ports(new InetSocketAddress(host, media), new InetSocketAddress(host, media + 1));
    }

    private static Capability audio(AudioCoding coding) {
        return new Capability.Audio(Direction.RECEIVE, new Frames(coding, 20));
    }

    private static List<OpenLogicalChannel> captured(String sender) {
        return Captured.of("a").stream()
                .filter(element -> !element.isControl() && element.sender().equals(sender))
                .map(element -> OpenLogicalChannel.of(element.proposal()))
                .toList();
    }

    /** The recorded callee took A-law, the first that was proposed. */
    @Test
    void answersAsACapturedCalleeDid() {
        FastStart answer = FastStart.answer(captured("caller"), OURS, Map.of(1, SOUND));

        List<OpenLogicalChannel> theirs = captured("callee");
        assertThat(answer.elements())
                .extracting(OpenLogicalChannel::forwardNumber, OpenLogicalChannel::forward)
                .containsExactlyInAnyOrderElementsOf(theirs.stream()
                        .map(element -> tuple(element.forwardNumber(), element.forward()))
                        .toList());
        H2250Parameters received =
                answer.incoming().getFirst().forwardParameters().orElseThrow();
        H2250Parameters capturedOnes = theirs.getLast().forwardParameters().orElseThrow();
        assertThat(received.mediaChannel()).isEqualTo(capturedOnes.mediaChannel());
        assertThat(received.mediaControlChannel()).isEqualTo(capturedOnes.mediaControlChannel());
        assertThat(answer.incoming()).hasSize(1);
        assertThat(answer.outgoing())
                .containsExactly(OpenLogicalChannel.forward(
                        101,
                        new DataType.Audio(new Frames(AudioCoding.G711_ALAW_64K, 20)),
                        H2250Parameters.of(1, new InetSocketAddress("10.10.0.1", 5001))
                                .withMediaChannel(new InetSocketAddress("10.10.0.1", 5000))));
    }

    @Test
    void takesWhatACapturedCalleeAnswered() {
        FastStart accepted = FastStart.accepted(captured("caller"), captured("callee"));

        assertThat(accepted.outgoing())
                .extracting(channel -> channel.forwardParameters().orElseThrow().mediaChannel())
                .containsExactly(Optional.of(new InetSocketAddress("10.10.0.2", 5000)));
        assertThat(accepted.incoming())
                .extracting(OpenLogicalChannel::forwardNumber)
                .containsExactly(101);
    }

    @Test
    void agreesWithItself() {
        Map<Integer, FastStart.Ports> caller = Map.of(1, ports("192.0.2.1", 6000), 2, ports("192.0.2.1", 6002));
        List<OpenLogicalChannel> proposals = FastStart.propose(OURS, caller).stream()
                .map(OpenLogicalChannel::toFastStart)
                .map(OpenLogicalChannel::ofFastStart)
                .toList();
        assertThat(proposals).hasSize(8);
        assertThat(proposals.stream().filter(one -> one.reverse().isPresent()))
                .allMatch(one -> one.forwardNumber() == 1);

        FastStart callee = FastStart.answer(proposals, OURS, Map.of(1, SOUND, 2, PICTURES));
        FastStart accepted = FastStart.accepted(
                proposals,
                callee.elements().stream()
                        .map(OpenLogicalChannel::toFastStart)
                        .map(OpenLogicalChannel::ofFastStart)
                        .toList());

        assertThat(accepted.outgoing()).isEqualTo(callee.incoming());
        assertThat(accepted.outgoing()).extracting(OpenLogicalChannel::forward).hasSize(2);
        assertThat(callee.outgoing())
                .extracting(OpenLogicalChannel::forwardNumber, OpenLogicalChannel::forward)
                .containsExactlyElementsOf(accepted.incoming().stream()
                        .map(channel -> tuple(channel.forwardNumber(), channel.forward()))
                        .toList());
        assertThat(callee.outgoing().getLast().forwardParameters().orElseThrow().packetization())
                .flatMap(RtpPayloadType::h264)
                .contains(H264Packetization.NON_INTERLEAVED);
    }

    @Test
    void takesNothingOfWhatItCannot() {
        Capabilities opus = Capabilities.of(
                new H2250Capability(250, List.of()),
                List.of(new Capability.Audio(Direction.RECEIVE, new AudioCapability.Opus(640, 3))));

        assertThat(FastStart.answer(captured("caller"), opus, Map.of(1, SOUND)).elements())
                .isEmpty();
        assertThat(FastStart.answer(captured("caller"), OURS, Map.of()).elements())
                .isEmpty();
    }

    @Test
    void leavesAnswersOutThatNobodyAskedFor() {
        List<OpenLogicalChannel> answer = List.of(
                OpenLogicalChannel.forward(
                        999,
                        new DataType.Audio(new Frames(AudioCoding.G711_ALAW_64K, 20)),
                        H2250Parameters.of(1, SOUND.mediaControl()).withMediaChannel(SOUND.media())),
                OpenLogicalChannel.reverse(
                        101,
                        new DataType.Audio(new Frames(AudioCoding.G728, 20)),
                        H2250Parameters.of(1, SOUND.mediaControl())));

        FastStart accepted = FastStart.accepted(captured("caller"), answer);

        assertThat(accepted.outgoing()).isEmpty();
        assertThat(accepted.incoming()).isEmpty();
    }
}
