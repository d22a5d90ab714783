package org.courtbridge.h323.h245;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our end in the place of one that was captured, against what the other really said. */
class ReplayTest {

    @ParameterizedTest
    @CsvSource({"b, caller, callee", "b, callee, caller", "f1, caller, callee", "f1, callee, caller"})
    void standsInForOneWhoWasCaptured(String call, String us, String them) {
        List<ControlMessage> captured = messages(call, us);
        Capabilities ours = Capabilities.NONE.with(first(captured, TerminalCapabilitySet.class));
        int number = first(captured, MasterSlaveMessage.Determination.class).statusDeterminationNumber();
        boolean pictures = call.equals("f1");

        ControlPair.End end = new ControlPair.End(
                "192.0.2.1", new Control.Settings(50, Duration.ofSeconds(20), ConflictRule.NONE), always(number), ours);
        ControlPair pair = new ControlPair(end, end);
        pair.act(end, end.control.start(ours, pair.now));
        messages(call, them).forEach(message -> pair.act(end, end.control.receive(message, pair.now)));

        assertThat(end.control.counts()).isEqualTo(new Control.Counts(0, 0, 0));
        assertThat(end.seen(ControlAction.Failed.class)).isEmpty();
        assertThat(sent(end, MasterSlaveMessage.Ack.class))
                .containsExactly(first(captured, MasterSlaveMessage.Ack.class));
        assertThat(sent(end, OpenLogicalChannel.class).map(OpenLogicalChannel::forward))
                .containsExactlyElementsOf(captured.stream()
                        .filter(OpenLogicalChannel.class::isInstance)
                        .map(message -> ((OpenLogicalChannel) message).forward())
                        .toList());
        assertThat(sent(end, OpenLogicalChannelAck.class)).hasSize(pictures ? 2 : 1);
        String host = us.equals("caller") ? "10.10.0.2" : "10.10.0.1";
        assertThat(end.seen(ControlAction.Opened.class))
                .startsWith(new ControlAction.Opened(
                        101,
                        Optional.of(new InetSocketAddress(host, 5000)),
                        Optional.of(new InetSocketAddress(host, 5001)),
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.empty()))
                .hasSize(pictures ? 2 : 1);
        assertThat(end.seen(ControlAction.KeysPressed.class).stream().map(ControlAction.KeysPressed::keys))
                .containsExactlyElementsOf(messages(call, them).stream()
                        .filter(UserInputIndication.class::isInstance)
                        .map(UserInputIndication.class::cast)
                        .toList());
        assertThat(end.seen(ControlAction.Commanded.class))
                .containsExactlyElementsOf(
                        pictures
                                ? List.of(
                                        new ControlAction.Commanded(102, new MiscellaneousCommand.FastUpdatePicture()))
                                : List.of());
        assertThat(end.seen)
                .endsWith(new ControlAction.Send(new ControlMessage.EndSession()), new ControlAction.Ended());
    }

    private static List<ControlMessage> messages(String call, String sender) {
        return Captured.of(call).stream()
                .filter(Captured::isControl)
                .filter(message -> message.sender().equals(sender))
                .map(message -> ControlMessage.of(message.message()))
                .toList();
    }

    private static <T extends ControlMessage> T first(List<ControlMessage> messages, Class<T> kind) {
        return kind.cast(messages.stream().filter(kind::isInstance).findFirst().orElseThrow());
    }

    private static <T extends ControlMessage> Stream<T> sent(ControlPair.End end, Class<T> kind) {
        return end.seen(ControlAction.Send.class).stream()
                .map(ControlAction.Send::message)
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    private static RandomGenerator always(int number) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int nextInt(int bound) {
                return number;
            }
        };
    }
}
