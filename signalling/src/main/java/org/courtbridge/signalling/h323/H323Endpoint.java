package org.courtbridge.signalling.h323;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.Gatekeeper;
import org.courtbridge.h323.ras.GatekeeperPolicy;
import org.courtbridge.h323.ras.KeptRegistration;
import org.courtbridge.h323.ras.Reasons;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.inventory.CredentialListener;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.signalling.h323.gatekeeper.ArrivalReceiver;
import org.courtbridge.signalling.h323.gatekeeper.Arrivals;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperPort;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperRegistration;
import org.courtbridge.signalling.h323.gatekeeper.RegisteredRooms;
import org.courtbridge.signalling.h323.gatekeeper.RoutedCalls;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.courtbridge.signalling.h323.transport.SignallingReceiver;
import org.courtbridge.signalling.h323.transport.TpktConnection;
import org.courtbridge.signalling.h323.transport.TpktPorts;
import org.courtbridge.signalling.ivr.Entrance;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.rooms.LiveCalls;
import org.courtbridge.signalling.rooms.RoomCaller;
import org.courtbridge.signalling.rooms.TwoRooms;

/** Our H.323 endpoint: the port of call signalling (H.225.0, clause 6.1: TCP 1720), and our gatekeeper's. */
public final class H323Endpoint implements RoomCaller, CredentialListener, AutoCloseable {

    private static final Logger log = LogManager.getLogger(H323Endpoint.class);

    private static final Duration GOODBYE = Duration.ofSeconds(3);

    /** Clocks of rooms are seldom right to the minute. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    /** Shorter than NATs forget a way by UDP that is not used: 30 s and more. */
    private static final Duration TRAVERSED_TIME_TO_LIVE = Duration.ofSeconds(20);

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(2);
    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);
    private static final int MOST_REGISTRATIONS = 50_000;
    private static final int MOST_CALLS_EACH = 4;

    /** 4 Mbit/s both ways together, in 100 bit/s. */
    private static final long MOST_BANDWIDTH_OF_CALL = 80_000;

    private final TpktPorts tpkt;
    private final TpktPorts.Listening listening;
    private final GatekeeperPort gatekeeper;
    private final RegisteredRooms registered = new RegisteredRooms();
    private final Optional<GatekeeperRegistration> registration;
    private final SetupServer server;
    private final SetupClient client;
    private final LiveCalls calls;
    private final RoutedCalls routed;
    private final CarriedCalls carried;
    private final Arrivals arrivals = new Arrivals(Arrivals.PATIENCE);
    private final LongAdder malformed = new LongAdder();
    private final LongAdder uninvited = new LongAdder();
    private final Arriving taker = new Arriving();

    /** Whether endpoints register on connections of call signalling (H.460.17). */
    private final boolean tunnels;

    /**
     * The services that the endpoint works with.
     *
     * @param conferences hearings, whose numbers rooms dial
     * @param events receives what happens to each leg that calls us
     * @param bridges for the media of calls between two rooms that pass through us
     * @param errors receives faults of the gateway itself
     */
    public record Parts(
            Devices devices,
            Conferences conferences,
            Entrance entrance,
            LegEvents events,
            TwoRooms.Bridges bridges,
            UdpPorts media,
            H323Trace trace,
            InternalErrors errors,
            InstantSource clock) {}

    private H323Endpoint(H323Config config, Parts parts) throws IOException {
        this.tpkt = new TpktPorts(config.bind(), parts.trace());
        this.calls = new LiveCalls(config.calls());
        this.tunnels = config.traversal() != H323Config.Traversal.OFF;
        try {
            this.listening =
                    tpkt.listen(config.port(), () -> new ArrivalReceiver(malformed, taker), arrivals::accepted);
            this.gatekeeper = GatekeeperPort.open(
                    port -> new Gatekeeper(
                            policy(config, port),
                            new DeviceSubscribers(
                                    parts.devices(),
                                    number ->
                                            parts.conferences().byNumber(number).isPresent()
                                                    || parts.entrance().tests(number)),
                            new SecureRandom()),
                    parts.clock(),
                    tpkt,
                    parts.errors(),
                    registered,
                    new InetSocketAddress(config.bind(), config.gatekeeper().port()));
            ComingCalls coming = new ComingCalls(tpkt, malformed, taker, config.calls());
            this.registration = config.account().isPresent()
                    ? Optional.of(GatekeeperRegistration.open(
                            config.account().get(),
                            config.bind(),
                            signalling(
                                    config,
                                    config.account()
                                            .get()
                                            .gatekeepers()
                                            .getFirst()
                                            .getAddress()),
                            tpkt,
                            parts.errors(),
                            coming::come,
                            parts.clock()))
                    : Optional.empty();
            EndpointParts shared = new EndpointParts(
                    config,
                    tpkt,
                    parts.media(),
                    registered,
                    gatekeeper,
                    registration,
                    parts.devices(),
                    calls,
                    malformed,
                    parts.clock());
            this.server = new SetupServer(shared, parts.entrance(), parts.events());
            this.routed = new RoutedCalls(
                    peer -> signalling(config, peer), config.calls(), tpkt, gatekeeper, malformed, parts.clock());
            this.client = new SetupClient(shared, port());
            this.carried = new CarriedCalls(shared, server, client, parts.bridges());
            listening.begin();
        } catch (IOException | RuntimeException e) {
            tpkt.close();
            throw e;
        }
    }

    /** @throws IOException if the port is taken */
    public static H323Endpoint open(H323Config config, Parts parts) throws IOException {
        H323Endpoint endpoint = new H323Endpoint(config, parts);
        log.info("h323 port={} rasPort={}", endpoint.port(), endpoint.rasPort());
        return endpoint;
    }

    /** Our call signal address as a peer is told it. */
    private InetSocketAddress signalling(H323Config config, InetAddress peer) {
        return new InetSocketAddress(config.advertised().towards(peer), port());
    }

    /** Everybody registers with his password. */
    private GatekeeperPolicy policy(H323Config config, int rasPort) {
        GatekeeperPolicy reached = new GatekeeperPolicy(
                new GatekeeperPolicy.Zone(
                        config.name(),
                        new InetSocketAddress(config.advertised().usual(), rasPort),
                        new InetSocketAddress(config.advertised().usual(), port()),
                        List.of(),
                        config.gatekeeper().neighbours(),
                        (usual, peer) ->
                                new InetSocketAddress(config.advertised().towards(peer), usual.getPort())),
                config.gatekeeper().callModel(),
                true,
                false,
                new GatekeeperPolicy.Times(CLOCK_TOLERANCE, TIME_TO_LIVE, REPORT_INTERVAL),
                new GatekeeperPolicy.Limits(
                        MOST_REGISTRATIONS,
                        MOST_CALLS_EACH,
                        MOST_BANDWIDTH_OF_CALL,
                        (long) config.calls() * MOST_BANDWIDTH_OF_CALL),
                Optional.empty());
        return switch (config.traversal()) {
            case OFF -> reached;
            case NAT -> reached.traversing(new GatekeeperPolicy.Traversal(TRAVERSED_TIME_TO_LIVE, false));
            case ALWAYS -> reached.traversing(new GatekeeperPolicy.Traversal(TRAVERSED_TIME_TO_LIVE, true));
        };
    }

    /** Hears what comes first on connections of call signalling. */
    private final class Arriving implements ArrivalReceiver.Taker {

        @Override
        public TpktConnection.Receiver take(
                CallConnection from, Q931Message said, SignallingMessage message, SignallingBody.Setup setup) {
            return H323Endpoint.this.take(from, said, message, setup);
        }

        @Override
        public Optional<TpktConnection.Receiver> come(TpktConnection from, SignallingBody.Facility facility) {
            Optional<TpktConnection.Receiver> receiver = gatekeeper.come(from, facility);
            if (receiver.isEmpty()) {
                uninvited.increment();
            }
            return receiver;
        }

        @Override
        public Optional<TpktConnection.Receiver> tunnel(TpktConnection from, Runnable whenRegistered) {
            Optional<TpktConnection.Receiver> receiver =
                    tunnels ? gatekeeper.tunnel(from, this, malformed, whenRegistered) : Optional.empty();
            if (receiver.isEmpty()) {
                uninvited.increment();
            }
            return receiver;
        }
    }

    private TpktConnection.Receiver take(
            CallConnection from, Q931Message said, SignallingMessage message, SignallingBody.Setup setup) {
        return carried.take(from, message, setup)
                .or(() -> routed.take(from, said, setup))
                .orElseGet(() -> {
                    CallMailbox mailbox = new CallMailbox();
                    Thread.ofVirtual().name("h323-call").start(() -> server.run(from, message, setup, mailbox));
                    return new SignallingReceiver(mailbox, malformed);
                });
    }

    @Override
    public boolean isRegistered(Device device) {
        return !registered.of(device.username()).isEmpty();
    }

    /** At the court's own gatekeeper. */
    @Override
    public boolean mayFind(Device device) {
        return isRegistered();
    }

    @Override
    public boolean isInCall(Device device) {
        return calls.isWith(device);
    }

    @Override
    public void hangUp(Device device, EndReason reason) {
        calls.endOf(device, reason);
    }

    @Override
    public CompletionStage<LegId> call(Device device, Destination destination) {
        return client.call(device, destination);
    }

    @Override
    public void lapsed(Device device) {
        gatekeeper.dismiss(device.username(), Reasons.URQ_REREGISTRATION_REQUIRED);
    }

    @Override
    public void withdrawn(Device device) {
        gatekeeper.dismiss(device.username(), Reasons.URQ_SECURITY_DENIAL);
        calls.endOf(device, EndReason.REFUSED);
    }

    /** Registrations with our gatekeeper that are to outlast a restart. */
    public CompletableFuture<List<KeptRegistration>> keptRegistrations() {
        return gatekeeper.kept();
    }

    /** Takes registrations of before a restart up. @return completed with how many were believed */
    public CompletableFuture<Integer> restore(List<KeptRegistration> kept) {
        return gatekeeper.restore(kept);
    }

    public int port() {
        return listening.port();
    }

    /** Of our gatekeeper. */
    public int rasPort() {
        return gatekeeper.port();
    }

    /** Calls of now that are ours; one between two rooms that we carry is two. */
    public int calls() {
        return calls.count();
    }

    /** Calls of now between others that we route. */
    public int routedCalls() {
        return routed.count();
    }

    /** Calls of now between others that we carry. */
    public int carriedCalls() {
        return carried.count();
    }

    /** Packets that rooms say they have not received (H.460.9), in calls that are over, since the start. */
    public long missedPackets() {
        return gatekeeper.missedPackets();
    }

    /** Connections by which endpoints are registered and called that nobody reaches (H.460.17). */
    public int tunnels() {
        return gatekeeper.tunnels();
    }

    /** Packets and messages that could not be understood, since the start. */
    public long malformed() {
        return malformed.sum()
                + tpkt.malformed()
                + gatekeeper.malformed()
                + gatekeeper.dropped()
                + registration.map(GatekeeperRegistration::malformed).orElse(0L);
    }

    /** Connections without a Setup or a registration, and those for calls that there are not, since the start. */
    public long turnedAway() {
        return arrivals.turnedAway() + uninvited.sum();
    }

    /** Requests to our gatekeeper that proved no password, or a wrong one, since the start. */
    public long denied() {
        return gatekeeper.denied();
    }

    /** Whether somebody has proved a wrong password of the device in the last hours (H.235), and nobody the right one since. */
    public boolean hasWrongPassword(Device device) {
        return gatekeeper.hasWrongPassword(device.username());
    }

    /** Calls to other rooms that nobody was admitted to, since the start, where such calls are routed. */
    public long unadmitted() {
        return server.unadmitted();
    }

    /** Whether a gatekeeper of somebody else's has us as its endpoint. */
    public boolean isRegistered() {
        return registration.filter(GatekeeperRegistration::isRegistered).isPresent();
    }

    /** Ends every call with a ReleaseComplete, and closes the ports. */
    @Override
    public void close() {
        listening.close();
        routed.endAll(GOODBYE);
        gatekeeper.close();
        calls.endAll(GOODBYE);
        registration.ifPresent(GatekeeperRegistration::close);
        tpkt.close();
    }
}
