package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.h245.AudioCapability.Frames;
import org.courtbridge.h323.h245.ChannelMessage.RejectCause;
import org.junit.jupiter.api.Test;

class LogicalChannelsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final InetSocketAddress MEDIA = new InetSocketAddress("192.0.2.1", 5000);

    private static final Capabilities A_LAW = sound(AudioCoding.G711_ALAW_64K);
    private static final Capabilities MU_LAW = sound(AudioCoding.G711_ULAW_64K);

    private final List<ControlAction> actions = new ArrayList<>();
    private final LogicalChannels channels =
            new LogicalChannels(Duration.ofSeconds(20), ConflictRule.ONE_CODING_OF_SOUND, actions::add);

    private static Capabilities sound(AudioCoding coding) {
        return Capabilities.of(
                new H2250Capability(250, List.of()),
                List.of(new Capability.Audio(Direction.RECEIVE, new Frames(coding, 20))));
    }

    private static OpenLogicalChannel channel(int number, Capabilities coding) {
        return ChannelChoice.between(coding, coding).getFirst().toRequest(number, MEDIA, 96);
    }

    /** What the only message since the last call says. */
    private ControlMessage sent() {
        List<ControlMessage> sent = actions.stream()
                .filter(ControlAction.Send.class::isInstance)
                .map(action -> ((ControlAction.Send) action).message())
                .toList();
        actions.clear();
        assertThat(sent).hasSize(1);
        return sent.getFirst();
    }

    @Test
    void numbersAreFreeOnceAChannelIsReleased() {
        assertThat(channels.free()).isEqualTo(101);
        channels.open(channel(101, A_LAW), NOW);
        channels.open(channel(102, A_LAW), NOW);
        assertThat(channels.free()).isEqualTo(103);
        channels.receive(new ChannelMessage.OpenReject(102, RejectCause.UNSPECIFIED), NOW);
        channels.forgetReleased();
        for (int number = 104; number <= 65_535; number++) {
            assertThat(channels.free()).isEqualTo(number);
        }
        assertThat(channels.free()).as("101 is not").isEqualTo(102);
    }

    @Test
    void aChannelOfTheOtherSideIsTakenOrSaidNoTo() {
        channels.receive(channel(101, A_LAW), A_LAW, false);
        assertThat(actions).containsExactly(new ControlAction.OpenRequested(channel(101, A_LAW)));
        actions.clear();
        channels.accept(101, MEDIA, MEDIA, Optional.empty(), List.of());
        assertThat(sent()).isInstanceOf(OpenLogicalChannelAck.class);

        channels.receive(channel(102, MU_LAW), A_LAW, false);
        assertThat(sent()).isEqualTo(new ChannelMessage.OpenReject(102, RejectCause.DATA_TYPE_NOT_SUPPORTED));
    }

    @Test
    void theMasterSaysNoToAChannelThatCannotBeOpenBesideItsOwn() {
        channels.open(channel(101, MU_LAW), NOW);
        actions.clear();
        channels.receive(channel(101, A_LAW), A_LAW, false);
        assertThat(actions).containsExactly(new ControlAction.OpenRequested(channel(101, A_LAW)));
        actions.clear();
        channels.receive(channel(102, A_LAW), A_LAW, true);
        assertThat(sent()).isEqualTo(new ChannelMessage.OpenReject(102, RejectCause.MASTER_SLAVE_CONFLICT));
    }

    @Test
    void theOtherSideHasThirtyTwoAtMost() {
        for (int number = 1; number <= 32; number++) {
            channels.receive(channel(number, A_LAW), A_LAW, false);
        }
        actions.clear();
        channels.receive(channel(33, A_LAW), A_LAW, false);
        assertThat(sent()).isEqualTo(new ChannelMessage.OpenReject(33, RejectCause.INSUFFICIENT_BANDWIDTH));
    }

    @Test
    void messagesOfChannelsThatAreNotAreAnsweredAndMakeNoSense() {
        assertThat(channels.receive(new ChannelMessage.CloseAck(7), NOW)).isFalse();
        assertThat(actions).isEmpty();
        ChannelMessage.Reason reason = ChannelMessage.Reason.UNKNOWN;
        assertThat(channels.receive(new ChannelMessage.RequestClose(7, reason), NOW))
                .isFalse();
        assertThat(sent()).isEqualTo(new ChannelMessage.RequestCloseReject(7));
    }

    @Test
    void eachHasADeadlineWhileItWaits() {
        channels.adoptOutgoing(channel(101, A_LAW));
        channels.adoptIncoming(channel(101, A_LAW));
        assertThat(channels.deadlines().flatMap(Optional::stream)).isEmpty();
        channels.closeOutgoing(NOW);
        channels.requestClose(101, ChannelMessage.Reason.UNKNOWN, NOW.plusSeconds(1));
        assertThat(channels.deadlines().flatMap(Optional::stream))
                .containsExactly(NOW.plusSeconds(20), NOW.plusSeconds(21));
        channels.clear();
        assertThat(channels.deadlines()).isEmpty();
    }
}
