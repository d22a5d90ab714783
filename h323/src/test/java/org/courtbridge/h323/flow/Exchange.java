package org.courtbridge.h323.flow;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.RoutedAction;
import org.courtbridge.h323.call.RoutedCall;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.flow.Network.Connection;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.AdmittedCall;
import org.courtbridge.h323.ras.AliasOwner;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.Gatekeeper;
import org.courtbridge.h323.ras.GatekeeperAction;
import org.courtbridge.h323.ras.GatekeeperPolicy;
import org.courtbridge.h323.ras.Subscribers;

/** A gatekeeper, with the calls that it routes. */
final class Exchange implements Network.Host {

    private static final int HOST = 1;
    private static final InetSocketAddress RAS = Network.address(HOST, 1719);
    private static final InetSocketAddress SIGNALLING = Network.address(HOST, 1720);

    /** Everybody is known whose password is "secret-" and his name, and is called by whatever he likes. */
    private static final Subscribers SUBSCRIBERS = new Subscribers() {
        @Override
        public Optional<String> password(String name) {
            return Optional.of("secret-" + name);
        }

        @Override
        public AliasOwner owner(Optional<String> name, AliasAddress alias) {
            return name.isPresent() ? AliasOwner.OWN : AliasOwner.NOBODY;
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

    final Gatekeeper gatekeeper;
    final List<GatekeeperAction> seen = new ArrayList<>();

    private final Network network;
    private final Map<Octets, AdmittedCall> admitted = new HashMap<>();
    private final List<Routing> routed = new ArrayList<>();

    Exchange(Network network, CallModel model) {
        this.network = network;
        this.gatekeeper = new Gatekeeper(
                new GatekeeperPolicy(
                        new GatekeeperPolicy.Zone("Exchange", RAS, SIGNALLING, List.of(), List.of()),
                        model,
                        true,
                        false,
                        new GatekeeperPolicy.Times(
                                Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(20)),
                        new GatekeeperPolicy.Limits(10, 4, 20_000, 100_000),
                        Optional.empty()),
                SUBSCRIBERS,
                new Random(HOST));
        network.add(this);
        network.receive(RAS, (datagram, from) -> does(gatekeeper.receive(datagram, from, network.now)));
        network.listen(SIGNALLING, connection -> connection.serve(this::route, _ -> {}));
    }

    static InetSocketAddress rasAddress() {
        return RAS;
    }

    private void does(List<GatekeeperAction> actions) {
        for (GatekeeperAction action : actions) {
            seen.add(action);
            switch (action) {
                case GatekeeperAction.Send send -> network.send(send.octets(), RAS, send.to());
                case GatekeeperAction.Measured _, GatekeeperAction.MeasuredUnclearly _ -> {}
                case GatekeeperAction.SendTunnelled send ->
                    throw new AssertionError("%s has no connection".formatted(send.to()));
                case GatekeeperAction.Admitted(AdmittedCall call)
                when !call.answered() -> admitted.put(call.callIdentifier().orElseThrow(), call);
                case GatekeeperAction.Admitted _,
                        GatekeeperAction.Registered _,
                        GatekeeperAction.Unregistered _,
                        GatekeeperAction.BandwidthChanged _,
                        GatekeeperAction.Located _,
                        GatekeeperAction.Uninvited _,
                        GatekeeperAction.AliasesRefused _,
                        GatekeeperAction.Denied _ -> {}
                case GatekeeperAction.Ended(AdmittedCall call) ->
                    routed.stream()
                            .filter(routing -> routing.call
                                    .setup()
                                    .identity()
                                    .callIdentifier()
                                    .equals(call.callIdentifier()))
                            .forEach(routing -> routing.does(routing.call.disengaged(network.now)));
            }
        }
    }

    private void route(Connection caller, byte[] octets) {
        Q931Message message = Q931Message.decode(octets);
        SignallingBody.Setup setup =
                (SignallingBody.Setup) SignallingMessage.of(message).body();
        AdmittedCall call = admitted.get(setup.identity().callIdentifier().orElseThrow());
        Routing routing = new Routing(
                caller,
                RoutedCall.of(
                        message,
                        new RoutedCall.Route(call.called().address(), SIGNALLING, 1 + routed.size()),
                        Timers.USUAL));
        routed.add(routing);
        routing.does(routing.call.begin(network.now));
    }

    /** Has the caller hang up. */
    void hangUp() {
        List.copyOf(admitted.values()).forEach(call -> does(gatekeeper.disengage(call, network.now)));
    }

    /** Of the routed ones. */
    long openCalls() {
        return routed.stream()
                .filter(routing -> routing.call.state() != Call.State.ENDED)
                .count();
    }

    @Override
    public Optional<Instant> deadline() {
        return Stream.concat(
                        gatekeeper.deadline().stream(),
                        routed.stream().flatMap(routing -> routing.call.deadline().stream()))
                .min(Instant::compareTo);
    }

    @Override
    public void expire() {
        does(gatekeeper.expire(network.now));
        routed.forEach(routing -> routing.does(routing.call.expire(network.now)));
    }

    /** A call with its two connections. */
    private final class Routing {

        final RoutedCall call;

        private final Connection caller;
        private Optional<Connection> callee = Optional.empty();

        Routing(Connection caller, RoutedCall call) {
            this.caller = caller;
            this.call = call;
            serve(caller, RoutedCall.Side.CALLER);
        }

        private void serve(Connection connection, RoutedCall.Side side) {
            connection.serve(
                    (_, octets) -> does(call.receive(side, Q931Message.decode(octets), network.now)),
                    _ -> does(call.connectionLost(side)));
        }

        void does(List<RoutedAction> actions) {
            actions.forEach(this::act);
        }

        private void act(RoutedAction action) {
            switch (action) {
                case RoutedAction.Connect connect -> network.connect(connect.address(), this::connected);
                case RoutedAction.Send(RoutedCall.Side to, Q931Message message) -> {
                    byte[] octets = message.encode();
                    SentMessages.signalling(octets);
                    (to == RoutedCall.Side.CALLER ? caller : callee.orElseThrow()).send(octets);
                }
                case RoutedAction.Answered _ -> {}
                case RoutedAction.Ended _ -> {
                    caller.close();
                    callee.ifPresent(Connection::close);
                    gatekeeper.registrations().stream()
                            .flatMap(endpoint -> endpoint.calls().stream())
                            .filter(part -> part.callIdentifier()
                                    .equals(call.setup().identity().callIdentifier()))
                            .toList()
                            .forEach(part -> Exchange.this.does(gatekeeper.ended(part)));
                }
            }
        }

        private void connected(Optional<Connection> made) {
            callee = made;
            if (call.state() == Call.State.ENDED) {
                made.ifPresent(Connection::close);
                return;
            }
            made.ifPresent(connection -> serve(connection, RoutedCall.Side.CALLEE));
            does(made.isPresent() ? call.connected() : call.connectionLost(RoutedCall.Side.CALLEE));
        }
    }
}
