package org.courtbridge.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.Direction;
import org.courtbridge.h323.h245.H2250Capability;
import org.courtbridge.h323.q931.Q931Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlledCallTest {

    private static final InetSocketAddress CONTROL = new InetSocketAddress("192.0.2.1", 40_000);
    private static final Capabilities SOUND = Capabilities.of(
            new H2250Capability(250, List.of()),
            List.of(new Capability.Audio(
                    Direction.RECEIVE, new AudioCapability.Frames(AudioCoding.G711_ALAW_64K, 20))));

    private final Instant now = TwoCalls.BEGIN;
    private final Side caller = new Side();
    private final Side callee = new Side();

    /** One side with who owns it. */
    private final class Side implements ControlledCall.Owner {

        final List<SignallingMessage> said = new ArrayList<>();
        final List<CallAction> signalling = new ArrayList<>();
        final List<ControlAction> control = new ArrayList<>();
        final Queue<Runnable> underWay = new ArrayDeque<>();
        private Optional<ControlledCall> begun = Optional.empty();

        ControlledCall call() {
            return begun.orElseThrow();
        }

        void begin(Call call, long random) {
            begun = Optional.of(new ControlledCall(
                    call, new Control(Control.Settings.GATEWAY, new Random(random)), () -> SOUND, this));
        }

        private Side other() {
            return this == caller ? callee : caller;
        }

        @Override
        public void act(CallAction action) {
            signalling.add(action);
            switch (action) {
                case CallAction.Send send -> {
                    said.add(send.message());
                    byte[] octets = send.message().toMessage().encode();
                    underWay.add(() -> other().hear(SignallingMessage.of(Q931Message.decode(octets))));
                }
                case CallAction.SendControl send ->
                    send.messages()
                            .forEach(
                                    message -> underWay.add(() -> other().call().controlReceived(message, now)));
                case CallAction.ListenForControl _ -> call().does(call().call().listening(CONTROL), now);
                case CallAction.ConnectControl _ ->
                    underWay.add(() -> {
                        call().does(call().call().controlConnected(false), now);
                        other().call().does(other().call().call().controlConnected(true), now);
                    });
                default -> {}
            }
        }

        @Override
        public void act(ControlAction action) {
            control.add(action);
        }

        private void hear(SignallingMessage message) {
            if (begun.isEmpty()) {
                boolean tunnelling = message.tunnelling().orElse(false);
                begin(Call.answering(message, (SignallingBody.Setup) message.body(), TwoCalls.settings(tunnelling)), 2);
                call().does(call().call().begin(Optional.of(message), now), now);
            } else {
                call().does(call().call().receive(message, now), now);
            }
        }
    }

    private void run() {
        while (!caller.underWay.isEmpty() || !callee.underWay.isEmpty()) {
            for (Side side : List.of(caller, callee)) {
                Optional.ofNullable(side.underWay.poll()).ifPresent(Runnable::run);
            }
        }
    }

    private void ringing(boolean tunnelling) {
        caller.begin(Call.place(7, TwoCalls.setup(List.of()), TwoCalls.settings(tunnelling)), 1);
        caller.call().does(caller.call().call().begin(Optional.empty(), now), now);
        run();
        callee.call().does(callee.call().call().alert(), now);
        run();
    }

    private void connected(boolean tunnelling) {
        ringing(tunnelling);
        callee.call().does(callee.call().call().connect(now), now);
        run();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void beginsWithH245WhenTheCallIsConnected(boolean tunnelling) {
        ringing(tunnelling);
        for (Side side : List.of(caller, callee)) {
            assertThat(side.call().isControlOpen()).isTrue();
            assertThat(side.call().isControlStarted()).isFalse();
            assertThat(side.control).isEmpty();
        }

        callee.call().does(callee.call().call().connect(now), now);
        run();
        for (Side side : List.of(caller, callee)) {
            assertThat(side.control).contains(new ControlAction.Ready());
            assertThat(side.signalling).contains(new CallAction.ControlOpen(tunnelling));
            assertThat(side.call().control().theirs()).isEqualTo(SOUND);
        }
    }

    @Test
    void tunnelsInOneMessageWhatIsSaidAtOnce() {
        connected(true);
        assertThat(caller.said)
                .filteredOn(message -> !message.control().isEmpty())
                .first()
                .satisfies(message -> assertThat(message.control()).hasSizeGreaterThan(1));
    }

    @Test
    void endsH245BeforeTheCall() {
        connected(true);
        int before = caller.said.size();
        caller.call().hangUp(ReleaseReason.NORMAL, now);
        List<SignallingMessage> last = caller.said.subList(before, caller.said.size());
        assertThat(last).hasSize(2);
        assertThat(last.getFirst().control()).containsExactly(new ControlMessage.EndSession().encode());
        assertThat(last.getLast().body()).isInstanceOf(SignallingBody.Release.class);

        run();
        assertThat(callee.control).contains(new ControlAction.Ended());
        assertThat(callee.call().isOver()).isTrue();
    }

    @Test
    void endsACallThatIsNotConnectedWithoutH245() {
        ringing(true);
        callee.call().hangUp(ReleaseReason.BUSY, now);
        assertThat(callee.said.getLast().body()).isInstanceOf(SignallingBody.Release.class);
        assertThat(callee.said).allMatch(message -> message.control().isEmpty());
    }

    @Test
    void answersWhatIsNoMessageOfH245() {
        connected(true);
        int before = callee.said.size();
        callee.call().does(List.of(new CallAction.ControlReceived(List.of(Octets.ofHex("ffff")))), now);
        List<Octets> answer = callee.said.get(before).control();
        assertThat(answer)
                .singleElement()
                .satisfies(message ->
                        assertThat(ControlMessage.decode(message)).isInstanceOf(ControlMessage.NotSupported.class));
    }

    @Test
    void heedsTheTimersOfBoth() {
        ringing(true);
        assertThat(caller.call().deadline()).isEqualTo(caller.call().call().deadline());
        callee.call().does(callee.call().call().connect(now), now);
        caller.call().does(List.of(new CallAction.ControlOpen(true)), now);
        assertThat(callee.call().deadline()).isEqualTo(callee.call().control().deadline());

        callee.call().expire(now.plus(Duration.ofHours(1)));
        assertThat(callee.control).anyMatch(ControlAction.Failed.class::isInstance);
        assertThat(callee.said)
                .extracting(SignallingMessage::body)
                .hasAtLeastOneElementOfType(SignallingBody.StatusInquiry.class);
    }
}
