package org.courtbridge.signalling.h323.gatekeeper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.access.WrongPasswords;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h460.IncomingCall;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.Gatekeeper;
import org.courtbridge.h323.ras.GatekeeperAction;
import org.courtbridge.h323.ras.KeptRegistration;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallNames;
import org.courtbridge.signalling.h323.transport.CallSource;
import org.courtbridge.signalling.h323.transport.TpktConnection;
import org.courtbridge.signalling.h323.transport.TpktPorts;
import org.courtbridge.signalling.rooms.LogBudget;

/** Our gatekeeper at its port (H.225.0, clause 6.1: UDP 1719), and who was admitted to which call. */
public final class GatekeeperPort implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(GatekeeperPort.class);

    private final LogBudget refusals = new LogBudget(log);
    private final InstantSource clock;
    private final RasPort port;
    private final Gatekeeper gatekeeper;
    private final RegisteredRooms rooms;
    private final LongAdder denied = new LongAdder();
    private final LongAdder unclearReports = new LongAdder();
    private final AdmittedCalls calls = new AdmittedCalls();
    private final InvitedCalls invited = new InvitedCalls();
    private final EndpointTunnels tunnels = new EndpointTunnels();
    private final MeasuredMedia media = new MeasuredMedia();

    /** By user name; the inventory does not tell small letters from capitals. */
    private final WrongPasswords wrong;

    private GatekeeperPort(
            IntFunction<Gatekeeper> gatekeeper,
            InstantSource clock,
            TpktPorts ports,
            InternalErrors errors,
            RegisteredRooms rooms,
            InetSocketAddress at)
            throws IOException {
        this.clock = clock;
        this.rooms = rooms;
        this.wrong = new WrongPasswords(clock);
        this.port = RasPort.open(clock, ports, errors, at);
        this.gatekeeper = gatekeeper.apply(port.port());
        port.begin("gatekeeper", new Machine());
    }

    /**
     * @param gatekeeper makes it, given its port
     * @param rooms is told who is registered
     * @throws IOException if the port is taken
     */
    public static GatekeeperPort open(
            IntFunction<Gatekeeper> gatekeeper,
            InstantSource clock,
            TpktPorts ports,
            InternalErrors errors,
            RegisteredRooms rooms,
            InetSocketAddress at)
            throws IOException {
        return new GatekeeperPort(gatekeeper, clock, ports, errors, rooms, at);
    }

    public int port() {
        return port.port();
    }

    /** Messages, and reports of media in them, that could not be understood, since the start. */
    public long malformed() {
        return port.malformed() + unclearReports.sum();
    }

    /** Packets that endpoints say they have not received, in calls that are over, since the start. */
    public long missedPackets() {
        return media.missedPackets();
    }

    /** Datagrams that came faster than they could be looked at, since the start. */
    public long dropped() {
        return port.dropped();
    }

    /** Requests that proved no password, or a wrong one, since the start. */
    public long denied() {
        return denied.sum();
    }

    /** Whether somebody has given a wrong password of that user name of late, and nobody the right one since. */
    public boolean hasWrongPassword(String name) {
        return wrong.knows(key(name));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Without what would begin a line of its own in the log. */
    private static List<String> printable(List<AliasAddress> aliases) {
        return aliases.stream()
                .map(alias -> alias.text().orElse("?").replaceAll("\\p{Cntrl}", "?"))
                .toList();
    }

    /** The user name of who was admitted to a call, and makes it from where he registered. */
    public Optional<String> callerOf(SignallingBody.Setup setup, CallSource source) {
        return calls.callerOf(CallNames.identifier(setup), source);
    }

    /**
     * Begins to route a call that passes by us.
     *
     * @param source of its Setup
     * @param disengaged hears that a side's part in it is over; must return at once
     * @return empty if the call is for us, or nobody was admitted to it
     */
    Optional<RoutedAdmission> route(SignallingBody.Setup setup, CallSource source, Runnable disengaged) {
        return calls.route(setup, source, clock.instant(), disengaged)
                .map(called -> new RoutedAdmission(called, () -> routed(CallNames.identifier(setup))));
    }

    /**
     * Begins to carry a call whose media pass by us.
     *
     * @param source of its Setup
     * @return empty if it is none, or nobody was admitted to it
     */
    public Optional<CarriedAdmission> carry(SignallingBody.Setup setup, CallSource source) {
        Octets identifier = CallNames.identifier(setup);
        return calls.carry(identifier, source)
                .map(called -> new CarriedAdmission(called.endpointIdentifier(), () -> routed(identifier)));
    }

    private void routed(Octets identifier) {
        port.wish(_ -> calls.routed(identifier).forEach(part -> does(gatekeeper.ended(part))));
    }

    /**
     * Asks a room behind a NAT to come for a call.
     *
     * @param endpointIdentifier of its registration
     * @param where makes the call's identifier, with where it is to connect to, of the address that it is heard from
     * @param receiver hears what comes on its connection
     * @return completed with the connection, or with none; it is given up by {@link #uninvite}
     */
    public CompletableFuture<Optional<TpktConnection>> invite(
            String endpointIdentifier, Function<InetAddress, IncomingCall> where, TpktConnection.Receiver receiver) {
        CompletableFuture<Optional<TpktConnection>> made = new CompletableFuture<>();
        port.wish(now -> gatekeeper
                .identified(endpointIdentifier)
                .ifPresentOrElse(
                        endpoint -> {
                            InetAddress from = endpoint.rasAddress().getAddress();
                            IncomingCall call = where.apply(from);
                            invited.expect(call.callIdentifier(), from, receiver, made);
                            does(gatekeeper.invite(endpoint, call, now));
                        },
                        () -> made.complete(Optional.empty())));
        return made;
    }

    /** Waits for a room no more, if it has not come. */
    public void uninvite(Octets callIdentifier) {
        port.wish(_ -> invited.giveUp(callIdentifier));
    }

    /** A room comes for a call. @return who hears what else it says; empty if there is no such call for it */
    public Optional<TpktConnection.Receiver> come(TpktConnection from, SignallingBody.Facility facility) {
        return invited.take(from, facility);
    }

    /**
     * An endpoint speaks to us on a connection of call signalling (H.460.17).
     *
     * @param taker of the calls that come by it
     * @param malformed counts what could not be understood of them
     * @param whenRegistered is run on the event loop
     * @return who hears all that comes; empty if there are too many such connections
     */
    public Optional<TpktConnection.Receiver> tunnel(
            TpktConnection from, ArrivalReceiver.Taker taker, LongAdder malformed, Runnable whenRegistered) {
        return from.peer()
                .flatMap(address -> tunnels.begin(
                        address,
                        path -> new EndpointTunnel(from, path, new Tunnelled(taker), malformed, whenRegistered)));
    }

    /** The connection of an endpoint that is registered by it. */
    public Optional<EndpointTunnel> tunnel(RasPath.Tunnel path) {
        return tunnels.find(path);
    }

    /** That by which an endpoint is registered. */
    Optional<EndpointTunnel> tunnelOf(String endpointIdentifier) {
        return tunnels.of(endpointIdentifier);
    }

    /** Connections by which endpoints are registered. */
    public int tunnels() {
        return tunnels.count();
    }

    /**
     * Tells every endpoint that registered by a user name to go, and forgets it. One that has another password by now, and
     * takes nothing that is not proved by the one that it knows (H.235.1), learns it when it renews its registration.
     *
     * @param reason that it is told
     */
    public void dismiss(String name, Choice reason) {
        port.wish(now -> List.copyOf(gatekeeper.registrations()).stream()
                .filter(endpoint ->
                        endpoint.name().filter(name::equalsIgnoreCase).isPresent())
                .forEach(endpoint -> does(gatekeeper.unregister(endpoint, reason, now))));
    }

    /** Registrations that are to outlast a restart, as they are when the gatekeeper's thread comes to it. */
    public CompletableFuture<List<KeptRegistration>> kept() {
        CompletableFuture<List<KeptRegistration>> kept = new CompletableFuture<>();
        port.wish(_ -> kept.complete(gatekeeper.kept()));
        return kept;
    }

    /** Takes registrations of before a restart up. @return completed with how many were believed */
    public CompletableFuture<Integer> restore(List<KeptRegistration> kept) {
        CompletableFuture<Integer> restored = new CompletableFuture<>();
        port.wish(now -> {
            List<GatekeeperAction> actions = gatekeeper.restore(kept, now);
            does(actions);
            restored.complete(actions.size());
        });
        return restored;
    }

    private void does(List<GatekeeperAction> actions) {
        actions.forEach(this::act);
    }

    private void act(GatekeeperAction action) {
        switch (action) {
            case GatekeeperAction.Send send -> port.send(send.octets(), send.to());
            case GatekeeperAction.SendTunnelled send ->
                tunnels.find(send.to()).ifPresent(tunnel -> tunnel.send(send.octets()));
            case GatekeeperAction.Registered registered -> {
                tunnels.registered(registered.endpoint());
                rooms.registered(registered.endpoint());
                registered.endpoint().name().ifPresent(name -> wrong.forget(key(name)));
                log.info(
                        "registered endpoint={} name={} at={}",
                        registered.endpoint(),
                        registered.endpoint().name().orElse(""),
                        registered.endpoint().callSignalAddress());
            }
            case GatekeeperAction.Unregistered unregistered -> {
                rooms.unregistered(unregistered.endpoint());
                tunnels.unregistered(unregistered.endpoint());
                log.info(
                        "unregistered endpoint={} name={}",
                        unregistered.endpoint(),
                        unregistered.endpoint().name().orElse(""));
            }
            case GatekeeperAction.Admitted admitted -> calls.admitted(admitted.call());
            case GatekeeperAction.Ended ended -> {
                media.ended(MeasuredMedia.Part.of(ended.call())).ifPresent(line -> log.info("{}", line));
                calls.ended(ended.call()).ifPresent(Runnable::run);
            }
            case GatekeeperAction.Located located -> calls.located(located, clock.instant());
            case GatekeeperAction.Uninvited uninvited -> invited.giveUp(uninvited.callIdentifier());
            case GatekeeperAction.BandwidthChanged _ -> {}
            case GatekeeperAction.Measured measured ->
                media.measured(MeasuredMedia.Part.of(measured.call()), measured.report());
            case GatekeeperAction.MeasuredUnclearly unclear -> {
                unclearReports.increment();
                log.debug("endpoint={} reports what is no report of media", unclear.endpoint());
            }
            case GatekeeperAction.AliasesRefused refused ->
                refusals.info(
                        "aliases refused name={} from={} owner={} aliases={}",
                        refused.name().orElse(""),
                        refused.from(),
                        refused.owner(),
                        printable(refused.aliases()));
            case GatekeeperAction.Denied refused -> {
                denied.increment();
                refused.subscriber().ifPresent(name -> wrong.note(key(name)));
                log.debug("denied {}: {}", refused.from(), refused.why());
            }
        }
    }

    @Override
    public void close() {
        port.close();
    }

    private final class Tunnelled implements EndpointTunnel.Owner {

        private final ArrivalReceiver.Taker taker;

        Tunnelled(ArrivalReceiver.Taker taker) {
            this.taker = taker;
        }

        @Override
        public void said(RasPath.Tunnel by, Octets message) {
            port.take(message.toArray(), by);
        }

        @Override
        public TpktConnection.Receiver take(
                CallConnection from, Q931Message said, SignallingMessage message, SignallingBody.Setup setup) {
            return taker.take(from, said, message, setup);
        }

        @Override
        public void lost(EndpointTunnel tunnel) {
            tunnels.lost(tunnel);
            port.wish(_ -> does(gatekeeper.lost(tunnel.path())));
        }
    }

    private final class Machine implements RasPort.Machine {

        @Override
        public void received(byte[] message, RasPath by, Instant now) {
            does(gatekeeper.receive(message, by, now));
        }

        @Override
        public void timed(Instant now) {
            does(gatekeeper.expire(now));
        }

        @Override
        public Optional<Instant> deadline() {
            return gatekeeper.deadline();
        }
    }
}
