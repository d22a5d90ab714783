package org.courtbridge.signalling.h323.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.h225.CallSignalling;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.Display;
import org.courtbridge.h323.q931.MessageType;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.h323.ras.UnregistrationMessage;
import org.courtbridge.signalling.h323.TestChannel;
import org.courtbridge.signalling.h323.TestRoom;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.courtbridge.signalling.h323.transport.SignallingReceiver;
import org.courtbridge.signalling.h323.transport.TpktConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of an endpoint's one connection: who hears what goes by it, and how much of it there may be. */
class EndpointTunnelTest {

    private static final RasPath.Tunnel PATH = new RasPath.Tunnel(new InetSocketAddress("192.0.2.7", 40_000), 1);
    private static final byte[] RAS = new UnregistrationMessage.Confirm(1).encode();
    private static final int RELEASED = 47;

    private final TestChannel channel = new TestChannel(PATH.address());
    private final TpktConnection connection = TpktConnection.on(
            channel, new SignallingReceiver(new CallMailbox(), new LongAdder()), () -> {}, H323Trace.NONE);
    private final List<Octets> ras = new ArrayList<>();
    private final List<CallConnection> begun = new ArrayList<>();
    private final List<EndpointTunnel> lost = new ArrayList<>();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder registrations = new LongAdder();
    private final EndpointTunnel tunnel = new EndpointTunnel(
            connection,
            PATH,
            new EndpointTunnel.Owner() {
                @Override
                public void said(RasPath.Tunnel by, Octets message) {
                    assertThat(by).isEqualTo(PATH);
                    ras.add(message);
                }

                @Override
                public TpktConnection.Receiver take(
                        CallConnection from, Q931Message said, SignallingMessage message, SignallingBody.Setup setup) {
                    begun.add(from);
                    if (faulty) {
                        throw new IllegalStateException("a fault");
                    }
                    return new Heard();
                }

                @Override
                public void lost(EndpointTunnel one) {
                    lost.add(one);
                }
            },
            malformed,
            registrations::increment);

    private final List<Heard> heard = new ArrayList<>();
    private boolean faulty;

    /** The packets that one call hears. */
    private final class Heard implements TpktConnection.Receiver {

        final List<byte[]> packets = new ArrayList<>();
        int ends;

        Heard() {
            heard.add(this);
        }

        @Override
        public void packet(TpktConnection from, byte[] contents) {
            packets.add(contents);
            if (faulty) {
                throw new IllegalStateException("a fault");
            }
        }

        @Override
        public void closed(TpktConnection from) {
            ends++;
        }
    }

    @AfterEach
    void release() {
        channel.reads(true);
        channel.finishAndReleaseAll();
    }

    private static byte[] setup(int reference) {
        byte[] packet = TestRoom.setupPacket("100");
        byte[] contents = Arrays.copyOfRange(packet, 4, packet.length);
        contents[3] = (byte) reference;
        return contents;
    }

    private static byte[] empty(CallReference reference) {
        return SignallingMessage.ofBody(reference, new SignallingBody.Empty(), Optional.of(true))
                .toMessage()
                .encode();
    }

    /** What we have sent since. */
    private List<SignallingMessage> sent() {
        List<SignallingMessage> messages = new ArrayList<>();
        TpktDecoder decoder = new TpktDecoder(TpktDecoder.MAX_CONTENTS);
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            decoder.take(
                    ByteBufUtil.getBytes(out),
                    contents -> messages.add(SignallingMessage.of(Q931Message.decode(contents))));
            out.release();
        }
        return messages;
    }

    private void says(byte[] contents) {
        tunnel.packet(connection, contents);
        channel.runPendingTasks();
    }

    private void registers() {
        tunnel.registered("endpoint");
        channel.runPendingTasks();
    }

    @Test
    void handsEveryMessageOfRasOn() {
        says(SignallingMessage.ofRas(Octets.of(RAS), Octets.of(RAS)).toMessage().encode());

        assertThat(ras).containsExactly(Octets.of(RAS), Octets.of(RAS));
        assertThat(sent()).isEmpty();
        tunnel.send(Octets.of(RAS));
        assertThat(sent()).singleElement().satisfies(message -> {
            assertThat(message.ras()).containsExactly(Octets.of(RAS));
            assertThat(message.tunnelling()).contains(true);
        });
    }

    @Test
    void tellsWhenTheEndpointHasRegistered() {
        assertThat(registrations.sum()).isZero();
        registers();
        assertThat(registrations.sum()).isEqualTo(1);
    }

    @Test
    void tellsCallsApart() {
        registers();
        says(setup(1));
        says(setup(2));
        says(empty(CallReference.ofOriginator(2)));
        assertThat(heard.get(0).packets).isEmpty();
        assertThat(heard.get(1).packets).hasSize(1);

        // The same number, but of a call of ours.
        Heard ours = new Heard();
        assertThat(tunnel.place(2, ours)).isPresent();
        says(empty(CallReference.ofOriginator(2).reversed()));
        assertThat(ours.packets).hasSize(1);
        assertThat(heard.get(1).packets).hasSize(1);
        assertThat(tunnel.place(2, ours)).isEmpty();

        begun.get(1).close();
        says(empty(CallReference.ofOriginator(2)));
        assertThat(heard.get(1).packets).hasSize(1);
        assertThat(sent())
                .allSatisfy(message -> assertThat(message.reference())
                        .isEqualTo(CallReference.ofOriginator(2).reversed()))
                .extracting(EndpointTunnelTest::reason)
                .containsExactly(ReleaseReason.TEMPORARY_FAILURE, ReleaseReason.ofCause(81));
    }

    @Test
    void takesOnlySoManyCalls() {
        registers();
        for (int i = 1; i <= EndpointTunnel.MOST_CALLS + 1; i++) {
            says(setup(i));
        }
        assertThat(begun).hasSize(EndpointTunnel.MOST_CALLS);
        assertThat(sent()).singleElement().satisfies(message -> {
            assertThat(message.reference().value()).isEqualTo(EndpointTunnel.MOST_CALLS + 1);
            assertThat(((SignallingBody.Release) message.body()).reason().cause())
                    .contains(RELEASED);
        });
        assertThat(tunnel.place(tunnel.freeReference(), new Heard())).isEmpty();

        begun.getFirst().close();
        says(setup(99));
        assertThat(begun).hasSize(EndpointTunnel.MOST_CALLS + 1);
    }

    @Test
    void takesNoCallOfWhoHasNotRegistered() {
        says(setup(1));
        assertThat(begun).isEmpty();
        assertThat(sent())
                .singleElement()
                .satisfies(message -> assertThat(((SignallingBody.Release) message.body())
                                .reason()
                                .reason())
                        .contains("callerNotRegistered"));
        assertThat(tunnel.place(1, new Heard())).isEmpty();
    }

    /** Another call of the same number as one of the endpoint's would be a trap for those that look at the number alone. */
    @Test
    void choosesAReferenceThatNobodyHas() {
        registers();
        says(setup(1));
        assertThat(tunnel.freeReference()).isNotEqualTo(1).isBetween(1, 32_767);
    }

    @Test
    void tellsAllCallsOfTheEnd() {
        registers();
        says(setup(1));
        tunnel.place(2, new Heard());
        tunnel.closed(connection);

        assertThat(heard).allSatisfy(call -> assertThat(call.ends).isEqualTo(1));
        assertThat(lost).containsExactly(tunnel);
        assertThat(tunnel.place(3, new Heard())).isEmpty();
    }

    @Test
    void endsWhenTheEndpointHasGoneForGood() {
        registers();
        says(setup(1));
        tunnel.unregistered();
        pass();
        assertThat(channel.isActive()).isTrue();

        begun.getFirst().close();
        pass();
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void staysForWhoRegistersAgain() {
        registers();
        tunnel.unregistered();
        registers();
        pass();
        assertThat(channel.isActive()).isTrue();
    }

    @Test
    void waitsForWhoGoesAgainAsLongAsForWhoGoes() {
        registers();
        tunnel.unregistered();
        pass(6);
        registers();
        tunnel.unregistered();
        pass(6);
        pass(3);
        assertThat(channel.isActive()).isTrue();
        pass(2);
        pass(3);
        assertThat(channel.isActive()).isFalse();
    }

    /** As long as an endpoint may take to register again, and then as a connection takes to close. */
    private void pass() {
        List.of(0, 11, 3).forEach(this::pass);
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    /** Who registers elsewhere calls and is called there; what goes on here goes on. */
    @Test
    void keepsItsCallsWhenTheEndpointHasRegisteredElsewhere() {
        registers();
        says(setup(1));
        tunnel.replaced();
        pass();
        assertThat(channel.isActive()).isTrue();
        assertThat(tunnel.place(2, new Heard())).isEmpty();
        says(empty(CallReference.ofOriginator(1)));
        assertThat(heard.getFirst().packets).hasSize(1);
        assertThat(heard.getFirst().ends).isZero();

        begun.getFirst().close();
        pass();
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void endsWithoutCallsWhenTheEndpointHasRegisteredElsewhere() {
        registers();
        tunnel.replaced();
        pass();
        assertThat(channel.isActive()).isFalse();
    }

    private static Q931Message information(int length) {
        return new Q931Message(
                CallReference.ofOriginator(1).reversed(),
                MessageType.INFORMATION,
                Collections.nCopies(length / 82, new Display("x".repeat(80)).toElement()));
    }

    private List<SignallingMessage> releases() {
        return sent().stream()
                .filter(message -> message.body() instanceof SignallingBody.Release)
                .toList();
    }

    private static ReleaseReason reason(SignallingMessage message) {
        return ((SignallingBody.Release) message.body()).reason();
    }

    /** Whoever says more in a call than its room reads, ends that call, and not the room's connection. */
    @Test
    void endsOnlyTheCallThatFillsTheConnection() {
        registers();
        says(setup(1));
        says(setup(2));
        channel.reads(false);
        while (!begun.get(0).isFull()) {
            begun.get(0).send(information(8_000));
        }
        assertThat(begun.get(1).isFull()).isFalse();
        assertThat(heard.get(0).ends).as("there is room for its release").isZero();
        while (heard.get(0).ends == 0) {
            begun.get(0).send(information(8_000));
        }
        assertThat(channel.kept()).isBetween(TunnelledCall.LIMIT, TunnelledCall.LIMIT + 10_000);
        begun.get(0).close();
        tunnel.send(Octets.of(RAS));
        begun.get(1).send(information(100));
        pass();

        assertThat(channel.isActive()).isTrue();
        assertThat(heard.get(1).ends).isZero();
        channel.reads(true);
        List<SignallingMessage> all = sent();
        assertThat(all).filteredOn(message -> !message.ras().isEmpty()).hasSize(1);
        assertThat(all)
                .filteredOn(message -> message.body() instanceof SignallingBody.Release)
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.reference().value()).isEqualTo(1);
                    assertThat(reason(message)).isEqualTo(ReleaseReason.CONGESTED);
                });
        says(setup(3));
        assertThat(begun).hasSize(3);
    }

    /** With any number of calls, and whatever they say. */
    @Test
    void keepsSoMuchForWhoReadsNothing() {
        registers();
        channel.reads(false);
        for (int i = 1; i <= 100; i++) {
            says(setup(i));
            CallConnection last = begun.getLast();
            for (int j = 0; j < 100; j++) {
                last.send(information(8_000));
            }
            last.close();
        }
        assertThat(begun).hasSizeLessThan(EndpointTunnel.MOST_CALLS);
        assertThat(channel.isActive()).isTrue();
        for (int i = 0; i < 10_000; i++) {
            tunnel.send(Octets.of(RAS));
        }
        assertThat(channel.kept())
                .isLessThan(2 * EndpointTunnel.MOST_WAITING + EndpointTunnel.MOST_CALLS * TunnelledCall.LIMIT);
        pass();
        assertThat(channel.isActive()).isFalse();
    }

    private static byte[] release(CallReference reference) {
        return SignallingMessage.ofBody(
                        reference,
                        new SignallingBody.Release(Optional.empty(), ReleaseReason.NORMAL),
                        Optional.of(true))
                .toMessage()
                .encode();
    }

    /** Elsewhere, its connection would be closed now; here, nothing else would tell that it is over. */
    @Test
    void endsACallWhoseReleaseNobodyUnderstands() {
        registers();
        says(setup(1));
        says(setup(2));
        says(setup(3));
        byte[] cut = release(CallReference.ofOriginator(1));
        says(Arrays.copyOf(cut, cut.length - 3));
        byte[] broken = release(CallReference.ofOriginator(2));
        Arrays.fill(broken, broken.length - 8, broken.length, (byte) 0xFF);
        says(broken);

        assertThat(heard).extracting(one -> one.packets.size()).containsExactly(1, 1, 0);
        assertThat(heard).extracting(one -> one.ends).containsExactly(1, 1, 0);
        begun.get(0).send(Q931Message.decode(empty(CallReference.ofOriginator(1))));
        begun.get(0).close();
        begun.get(1).close();
        assertThat(sent()).as("it has said so itself").isEmpty();
        says(setup(1));
        assertThat(begun).as("the number is free again").hasSize(4);
        assertThat(channel.isActive()).isTrue();
    }

    @Test
    void endsTheCallInWhichAFaultIsOurs() {
        registers();
        says(setup(1));
        says(setup(2));
        faulty = true;
        says(empty(CallReference.ofOriginator(1)));
        says(setup(3));
        faulty = false;
        says(empty(CallReference.ofOriginator(2)));

        assertThat(heard).extracting(one -> one.ends).containsExactly(1, 0);
        assertThat(heard.get(1).packets).hasSize(1);
        assertThat(releases())
                .hasSize(2)
                .allSatisfy(message -> assertThat(reason(message)).isEqualTo(ReleaseReason.TEMPORARY_FAILURE));
        assertThat(channel.isActive()).isTrue();
        begun.get(0).close();
        for (int i = 4; i < 3 + EndpointTunnel.MOST_CALLS; i++) {
            says(setup(i));
        }
        assertThat(begun).as("places are free again").hasSize(2 + EndpointTunnel.MOST_CALLS);
    }

    /** Its connection would have told it, were there one. */
    @Test
    void tellsTheEndpointThatWeAreDoneWithACall() {
        registers();
        says(setup(1));
        Optional<CallConnection> ours = tunnel.place(2, new Heard());
        ours.orElseThrow().close();
        assertThat(sent()).as("it has not heard of it").isEmpty();
        begun.getFirst().close();
        assertThat(releases())
                .singleElement()
                .satisfies(message -> assertThat(message.reference())
                        .isEqualTo(CallReference.ofOriginator(1).reversed()));
    }

    /** H.460.17: the connection stays, and takes other calls. */
    @Test
    void saysThatTheConnectionStays() {
        registers();
        says(setup(1));
        begun.getFirst()
                .send(SignallingMessage.ofBody(
                                CallReference.ofOriginator(1).reversed(),
                                new SignallingBody.Answer(
                                        SignallingBody.Answer.Step.CONNECT,
                                        Optional.empty(),
                                        TestRoom.CALL,
                                        Optional.empty(),
                                        List.of(),
                                        false,
                                        Optional.empty(),
                                        FeatureSet.NONE,
                                        List.of()),
                                Optional.of(true))
                        .toMessage());
        List<byte[]> packets = new ArrayList<>();
        ByteBuf out = channel.readOutbound();
        new TpktDecoder(TpktDecoder.MAX_CONTENTS).take(ByteBufUtil.getBytes(out), packets::add);
        out.release();
        Sequence information = (Sequence) CallSignalling.H323_USER_INFORMATION.decode(
                Q931Message.decode(packets.getFirst()).userUser().orElseThrow().information());
        Sequence connect = (Sequence) information
                .get("h323-uu-pdu", Sequence.class)
                .get("h323-message-body", Choice.class)
                .value();
        assertThat(connect.flag("multipleCalls")).isTrue();
        assertThat(connect.flag("maintainConnection")).isTrue();
    }

    @Test
    void countsWhatIsNoMessage() {
        says(new byte[] {1, 2, 3});
        says(Arrays.copyOf(setup(1), 30));
        assertThat(malformed.sum()).isEqualTo(2);
        assertThat(sent()).isEmpty();
    }
}
