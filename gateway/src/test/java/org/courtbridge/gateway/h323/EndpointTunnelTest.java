package org.courtbridge.gateway.h323;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.h323.ras.UnregistrationMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes by an endpoint's one connection: who hears it, and how much of it there may be. */
class EndpointTunnelTest {

    private static final RasPath.Tunnel PATH = new RasPath.Tunnel(new InetSocketAddress("192.0.2.7", 40_000), 1);
    private static final byte[] RAS = new UnregistrationMessage.Confirm(1).encode();
    private static final int RELEASED = 47;

    private final EmbeddedChannel channel = new Duplex();
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

    /** Which has no halves to be closed. */
    private static final class Duplex extends EmbeddedChannel implements DuplexChannel {

        @Override
        public boolean isInputShutdown() {
            return false;
        }

        @Override
        public ChannelFuture shutdownInput() {
            return newSucceededFuture();
        }

        @Override
        public ChannelFuture shutdownInput(ChannelPromise promise) {
            return promise.setSuccess();
        }

        @Override
        public boolean isOutputShutdown() {
            return false;
        }

        @Override
        public ChannelFuture shutdownOutput() {
            return newSucceededFuture();
        }

        @Override
        public ChannelFuture shutdownOutput(ChannelPromise promise) {
            return promise.setSuccess();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public ChannelFuture shutdown() {
            return newSucceededFuture();
        }

        @Override
        public ChannelFuture shutdown(ChannelPromise promise) {
            return promise.setSuccess();
        }
    }

    /** What one call hears. */
    private final class Heard implements TpktConnection.Receiver {

        final List<byte[]> packets = new ArrayList<>();
        int ends;

        Heard() {
            heard.add(this);
        }

        @Override
        public void packet(TpktConnection from, byte[] contents) {
            packets.add(contents);
        }

        @Override
        public void closed(TpktConnection from) {
            ends++;
        }
    }

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    private static byte[] setup(int reference) {
        byte[] packet = TestRoom.setupPacket("100");
        byte[] contents = Arrays.copyOfRange(packet, 4, packet.length);
        contents[3] = (byte) reference;
        return contents;
    }

    private static byte[] empty(CallReference reference) {
        return new SignallingMessage(reference, new SignallingBody.Empty(), Optional.of(true), List.of())
                .toMessage()
                .encode();
    }

    /** What we have sent since. */
    private List<SignallingMessage> sent() {
        List<SignallingMessage> messages = new ArrayList<>();
        TpktDecoder decoder = new TpktDecoder();
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
    }

    private void registers() {
        tunnel.registered();
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
        assertThat(sent()).singleElement().satisfies(message -> {
            assertThat(message.reference())
                    .isEqualTo(CallReference.ofOriginator(2).reversed());
            assertThat(((SignallingBody.Release) message.body()).reason().cause())
                    .contains(81);
        });
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

    /** As long as an endpoint may take to register again, and then as a connection takes to close. */
    private void pass() {
        for (int seconds : List.of(0, 11, 3)) {
            channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }
    }

    /** Whoever does not read is cut off, before much is kept for him. */
    @Test
    void keepsNothingForWhoDoesNotRead() {
        registers();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        assertThat(connection.isFull()).isTrue();
        tunnel.send(Octets.of(RAS));
        pass();
        assertThat(channel.isActive()).isFalse();
        assertThat(sent()).isEmpty();
    }

    @Test
    void countsWhatIsNoMessage() {
        says(new byte[] {1, 2, 3});
        says(Arrays.copyOf(setup(1), 30));
        assertThat(malformed.sum()).isEqualTo(2);
        assertThat(sent()).isEmpty();
    }
}
