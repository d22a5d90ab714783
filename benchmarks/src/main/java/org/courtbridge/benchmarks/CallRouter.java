package org.courtbridge.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.RoutedAction;
import org.courtbridge.h323.call.RoutedCall;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.AdmittedCall;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.Gatekeeper;
import org.courtbridge.h323.ras.GatekeeperAction;
import org.courtbridge.h323.ras.GatekeeperPolicy;
import org.courtbridge.h323.ras.Subscribers;

/** The gatekeeper of {@link CallLoad}, which routes all calls, in a process of its own. */
final class CallRouter implements SignallingLoop.Host {

    private static final Subscribers SUBSCRIBERS = new Subscribers() {
        @Override
        public Optional<String> password(String name) {
            return Optional.of("secret-" + name);
        }

        @Override
        public boolean mayBeCalled(Optional<String> name, AliasAddress alias) {
            return true;
        }

        @Override
        public boolean isHere(AliasAddress destination) {
            return false;
        }

        @Override
        public boolean isVacant(AliasAddress destination) {
            return false;
        }
    };

    private final SignallingLoop loop;
    private final InetSocketAddress signalAddress;
    private final Gatekeeper gatekeeper;

    /** Both sides' parts of each call, by its identifier. */
    private final Map<Octets, List<AdmittedCall>> admitted = new HashMap<>();

    private final Map<Octets, Routing> routed = new HashMap<>();

    private CallRouter(SignallingLoop loop) throws IOException {
        this.loop = loop;
        this.signalAddress = loop.signalAddress();
        this.gatekeeper = new Gatekeeper(
                new GatekeeperPolicy(
                        "gatekeeper",
                        loop.rasAddress(),
                        signalAddress,
                        CallModel.GATEKEEPER_ROUTED,
                        true,
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1),
                        false,
                        10,
                        10 * CallLoad.OPEN_CALLS,
                        20_000,
                        10_000_000,
                        List.of(),
                        List.of()),
                SUBSCRIBERS,
                new Random(1));
    }

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException {
        try (SignallingLoop loop = new SignallingLoop()) {
            CallRouter router = new CallRouter(loop);
            System.out.println("port=" + loop.rasAddress().getPort());
            loop.run(router, Instant.now().plus(CallLoad.LONGEST));
        }
    }

    @Override
    public void datagram(byte[] octets, InetSocketAddress from) {
        does(gatekeeper.receive(octets, from, Instant.now()));
    }

    private void does(List<GatekeeperAction> actions) {
        for (GatekeeperAction action : actions) {
            switch (action) {
                case GatekeeperAction.Send(Octets octets, InetSocketAddress to) -> {
                    try {
                        loop.send(octets, to);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                case GatekeeperAction.Admitted(AdmittedCall call) ->
                    admitted.computeIfAbsent(call.callIdentifier().orElseThrow(), _ -> new ArrayList<>())
                            .add(call);
                case GatekeeperAction.Ended(AdmittedCall call) -> {
                    Octets identifier = call.callIdentifier().orElseThrow();
                    admitted.computeIfPresent(
                            identifier, (_, parts) -> parts.remove(call) && parts.isEmpty() ? null : parts);
                    Optional.ofNullable(routed.get(identifier))
                            .ifPresent(routing -> routing.does(routing.call.disengaged(Instant.now())));
                }
                case GatekeeperAction.Denied denied -> throw new IllegalStateException(denied.toString());
                case GatekeeperAction.Registered _,
                        GatekeeperAction.Unregistered _,
                        GatekeeperAction.BandwidthChanged _,
                        GatekeeperAction.Located _ -> {}
            }
        }
    }

    @Override
    public void accepted(SignallingLoop.Connection connection) {
        connection.serve(message -> route(connection, message), () -> {});
    }

    private void route(SignallingLoop.Connection caller, Q931Message message) {
        Octets identifier = ((SignallingBody.Setup)
                        SignallingMessage.of(message).body())
                .callIdentifier()
                .orElseThrow();
        AdmittedCall call = admitted.getOrDefault(identifier, List.of()).getFirst();
        Routing routing = new Routing(
                identifier,
                caller,
                RoutedCall.of(message, new RoutedCall.Route(call.destination(), signalAddress, 1), Timers.USUAL));
        routed.put(identifier, routing);
        routing.does(routing.call.begin(Instant.now()));
    }

    @Override
    public Optional<Instant> deadline() {
        return gatekeeper.deadline();
    }

    @Override
    public void expire() {
        does(gatekeeper.expire(Instant.now()));
    }

    /** A call with its two connections. */
    private final class Routing {

        final RoutedCall call;

        private final Octets identifier;
        private final SignallingLoop.Connection caller;
        private Optional<SignallingLoop.Connection> callee = Optional.empty();

        Routing(Octets identifier, SignallingLoop.Connection caller, RoutedCall call) {
            this.identifier = identifier;
            this.caller = caller;
            this.call = call;
            serve(caller, RoutedCall.Side.CALLER);
        }

        private void serve(SignallingLoop.Connection connection, RoutedCall.Side side) {
            connection.serve(
                    message -> does(call.receive(side, message, Instant.now())), () -> does(call.connectionLost(side)));
        }

        void does(List<RoutedAction> actions) {
            try {
                for (RoutedAction action : actions) {
                    act(action);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void act(RoutedAction action) throws IOException {
            switch (action) {
                case RoutedAction.Connect(InetSocketAddress address) -> {
                    SignallingLoop.Connection made = loop.connect(address);
                    callee = Optional.of(made);
                    serve(made, RoutedCall.Side.CALLEE);
                    does(call.connected());
                }
                case RoutedAction.Send(RoutedCall.Side to, Q931Message message) ->
                    (to == RoutedCall.Side.CALLER ? caller : callee.orElseThrow()).send(message);
                case RoutedAction.Answered _ -> {}
                case RoutedAction.Ended _ -> {
                    caller.close();
                    if (callee.isPresent()) {
                        callee.get().close();
                    }
                    routed.remove(identifier);
                    List.copyOf(admitted.getOrDefault(identifier, List.of()))
                            .forEach(part -> CallRouter.this.does(gatekeeper.ended(part)));
                }
            }
        }
    }
}
