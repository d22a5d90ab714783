package org.courtbridge.signalling.h323.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.courtbridge.h323.call.RoutedCall;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.signalling.h323.TestRoom;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallSource;
import org.courtbridge.signalling.rooms.BoundedMailbox;
import org.junit.jupiter.api.Test;

/** Tests that the connections of a routed call are closed, whatever its thread hears. */
class RoutingTest {

    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1720);
    private static final int FLOOD = 1_001;

    private final Connection caller = new Connection();
    private final Connection callee = new Connection();
    private final BoundedMailbox<RoutedEvent> mailbox = new BoundedMailbox<>(RoutedEvent.EndWanted::new);
    private final List<Consumer<Optional<? extends CallConnection>>> waiting = new ArrayList<>();

    private static final class Connection implements CallConnection {

        private int closed;

        @Override
        public void send(Q931Message message) {}

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public InetSocketAddress remote() {
            return ADDRESS;
        }

        @Override
        public CallSource source() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void belongsTo(String call) {}

        @Override
        public void close() {
            closed++;
        }
    }

    private Routing routing(Routing.Line line) {
        byte[] packet = TestRoom.setupPacket("100");
        byte[] contents = Arrays.copyOfRange(packet, 4, packet.length);
        RoutedCall call =
                RoutedCall.of(Q931Message.decode(contents), new RoutedCall.Route(ADDRESS, ADDRESS, 7), Timers.USUAL);
        return new Routing("a call", call, caller, mailbox, line, new LongAdder(), InstantSource.system());
    }

    /** A flood of messages ends the call before it hears that the called side has been reached. */
    @Test
    void closesAConnectionOfWhichTheCallHasNeverHeard() {
        try (Routing routing = routing((_, done) -> {
            done.accept(Optional.of(callee));
            for (int i = 0; i < FLOOD; i++) {
                mailbox.put(new RoutedEvent.Disengaged());
            }
        })) {
            routing.run();
            assertThat(callee.closed).isZero();
        }
        assertThat(callee.closed).isPositive();
        assertThat(caller.closed).isPositive();
    }

    @Test
    void closesAConnectionThatComesAboutTooLate() {
        try (Routing routing = routing((_, done) -> waiting.add(done))) {
            mailbox.put(new RoutedEvent.Lost(RoutedCall.Side.CALLER));
            routing.run();
        }
        waiting.getFirst().accept(Optional.of(callee));
        assertThat(callee.closed).isPositive();
    }
}
