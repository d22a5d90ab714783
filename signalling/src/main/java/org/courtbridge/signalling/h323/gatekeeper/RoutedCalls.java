package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.RoutedAction;
import org.courtbridge.h323.call.RoutedCall;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.CalledEndpoint;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallNames;
import org.courtbridge.signalling.h323.transport.TpktConnection;
import org.courtbridge.signalling.h323.transport.TpktPorts;
import org.courtbridge.signalling.rooms.BoundedMailbox;
import org.courtbridge.signalling.rooms.LiveCalls;

/** Calls between others whose signalling goes through us, as our gatekeeper wants it (H.323, clause 8.1.3). */
public final class RoutedCalls {

    private static final Logger log = LogManager.getLogger(RoutedCalls.class);

    /** References of calls: 15 bits, of which 0 means all calls (Q.931, clause 4.3). */
    private static final int FIRST_REFERENCE = 1;

    private static final int END_OF_REFERENCES = 32_768;

    private final Function<InetAddress, InetSocketAddress> signalling;
    private final TpktPorts tpkt;
    private final GatekeeperPort gatekeeper;
    private final LongAdder malformed;
    private final InstantSource clock;
    private final LiveCalls calls;

    /**
     * @param signalling our call signal address towards an address, which called sides take for the caller's
     * @param most calls at one time
     */
    public RoutedCalls(
            Function<InetAddress, InetSocketAddress> signalling,
            int most,
            TpktPorts tpkt,
            GatekeeperPort gatekeeper,
            LongAdder malformed,
            InstantSource clock) {
        this.signalling = signalling;
        this.calls = new LiveCalls(most);
        this.tpkt = tpkt;
        this.gatekeeper = gatekeeper;
        this.malformed = malformed;
        this.clock = clock;
    }

    /** Of now. */
    public int count() {
        return calls.count();
    }

    /** Takes a call that is not for us; must return at once. @return who hears what its caller says; empty if it is for us */
    public Optional<TpktConnection.Receiver> take(CallConnection from, Q931Message said, SignallingBody.Setup setup) {
        BoundedMailbox<RoutedEvent> mailbox = new BoundedMailbox<>(RoutedEvent.EndWanted::new);
        return gatekeeper
                .route(setup, from.source(), () -> mailbox.put(new RoutedEvent.Disengaged()))
                .map(admission -> {
                    Thread.ofVirtual().name("h323-routed").start(() -> run(from, said, setup, admission, mailbox));
                    return new RoutedReceiver(RoutedCall.Side.CALLER, mailbox, malformed);
                });
    }

    private void run(
            CallConnection from,
            Q931Message said,
            SignallingBody.Setup setup,
            RoutedAdmission admission,
            BoundedMailbox<RoutedEvent> mailbox) {
        String name = CallNames.of(setup);
        try (admission;
                LiveCalls.Slot slot = calls.enter(
                                Optional.empty(), reason -> mailbox.put(new RoutedEvent.EndWanted(reason)))
                        .orElse(null);
                Routing routing = routing(name, from, said, way(admission.called()), admission.called(), mailbox)) {
            log.info("call={} from={} to={}", name, from.remote(), admission.called());
            if (slot == null) {
                routing.refuse(ReleaseReason.GATEKEEPER_RESOURCES);
                log.warn("call={} refused: too many calls", name);
                return;
            }
            RoutedAction.Ended end = routing.run();
            log.info(
                    "call={} cause={} by={}",
                    name,
                    end.reason().cause().orElse(0),
                    end.by().map(RoutedCall.Side::name).orElse("us"));
        } catch (RuntimeException bug) {
            log.error("call={} ended by a fault", name, bug);
            from.close();
        }
    }

    private Routing routing(
            String name,
            CallConnection from,
            Q931Message said,
            Way way,
            CalledEndpoint called,
            BoundedMailbox<RoutedEvent> mailbox) {
        RoutedCall.Route route = new RoutedCall.Route(
                called.address(), signalling.apply(called.address().getAddress()), way.reference());
        return new Routing(name, RoutedCall.of(said, route, Timers.USUAL), from, mailbox, way.line(), malformed, clock);
    }

    /** To the called side. @param reference of the call there */
    private record Way(int reference, Routing.Line line) {}

    /** A connection of its own, or the one that the endpoint has made, if it still has one. */
    private Way way(CalledEndpoint called) {
        int any = RandomGenerator.getDefault().nextInt(FIRST_REFERENCE, END_OF_REFERENCES);
        return switch (called) {
            case CalledEndpoint.Reached(InetSocketAddress address) ->
                new Way(any, (receiver, done) -> tpkt.connect(address, receiver, done::accept));
            case CalledEndpoint.Tunnelled(String endpointIdentifier, InetSocketAddress _) ->
                gatekeeper
                        .tunnelOf(endpointIdentifier)
                        .map(RoutedCalls::way)
                        .orElseGet(() -> new Way(any, (_, done) -> done.accept(Optional.empty())));
            case CalledEndpoint.Carried carried ->
                throw new IllegalArgumentException("not to be routed: %s".formatted(carried));
        };
    }

    private static Way way(EndpointTunnel tunnel) {
        int reference = tunnel.freeReference();
        return new Way(reference, (receiver, done) -> done.accept(tunnel.place(reference, receiver)));
    }

    /** Tells both sides of every call. */
    public void endAll(Duration patience) {
        calls.endAll(patience);
    }
}
