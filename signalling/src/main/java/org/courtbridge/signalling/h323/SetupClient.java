package org.courtbridge.signalling.h323;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h245.FastStart;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.h460.IncomingCall;
import org.courtbridge.h323.h460.MediaTraversal;
import org.courtbridge.h323.ras.EndpointCall;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.transport.PortsExhaustedException;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.h323.call.CallTraversal;
import org.courtbridge.signalling.h323.call.ControlConnections;
import org.courtbridge.signalling.h323.call.RoomCall;
import org.courtbridge.signalling.h323.call.RoomChannels;
import org.courtbridge.signalling.h323.call.RoomEncryption;
import org.courtbridge.signalling.h323.gatekeeper.Admission;
import org.courtbridge.signalling.h323.gatekeeper.EndpointTunnel;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperPort;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperRegistration;
import org.courtbridge.signalling.h323.gatekeeper.RegisteredRooms;
import org.courtbridge.signalling.h323.gatekeeper.Route;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.h323.transport.CallNames;
import org.courtbridge.signalling.h323.transport.H323CallEvent;
import org.courtbridge.signalling.h323.transport.SignallingReceiver;
import org.courtbridge.signalling.h323.transport.TpktConnection;
import org.courtbridge.signalling.h323.transport.TpktPorts;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.rooms.LiveCalls;
import org.courtbridge.signalling.rooms.PictureCeiling;

/** Calls rooms. */
final class SetupClient {

    private static final Logger log = LogManager.getLogger(SetupClient.class);

    /** For its destination to take the leg in: a write to disk. */
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final int MOST_REDIRECTIONS = 5;

    /** References of calls: 15 bits, of which 0 means all calls (Q.931, clause 4.3). */
    private static final int FIRST_REFERENCE = 1;

    private static final int END_OF_REFERENCES = 32_768;

    /** In 64 kbit/s: sound, and a picture of 720 lines. */
    private static final int BANDWIDTH = 30;

    /** bit/s that a gatekeeper counts in. */
    private static final int BANDWIDTH_UNIT = 100;

    private static final String UNCONNECTED = "no connection";

    private final H323Config config;
    private final TpktPorts tpkt;
    private final UdpPorts media;
    private final RegisteredRooms registered;
    private final GatekeeperPort gatekeeper;
    private final int port;
    private final Optional<GatekeeperRegistration> registration;
    private final LiveCalls calls;
    private final LongAdder malformed;
    private final InstantSource clock;

    /** @param port of our call signalling, where rooms behind a NAT connect */
    SetupClient(EndpointParts parts, int port) {
        this.config = parts.config();
        this.tpkt = parts.tpkt();
        this.media = parts.media();
        this.registered = parts.registered();
        this.gatekeeper = parts.gatekeeper();
        this.port = port;
        this.registration = parts.registration();
        this.calls = parts.calls();
        this.malformed = parts.malformed();
        this.clock = parts.clock();
    }

    /** Identifiers of a call, here and at a gatekeeper: call identifier, conference identifier and call reference value. */
    private record Names(Octets call, Octets conference, int reference) {

        static Names random() {
            return new Names(
                    identifier(),
                    identifier(),
                    RandomGenerator.getDefault().nextInt(FIRST_REFERENCE, END_OF_REFERENCES));
        }

        private static Octets identifier() {
            UUID random = UUID.randomUUID();
            return Octets.of(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(random.getMostSignificantBits())
                    .putLong(random.getLeastSignificantBits())
                    .array());
        }
    }

    /** To a room. @param reference of the call on that connection */
    private record Line(CallConnection connection, int reference) {}

    /**
     * The called room.
     *
     * @param address of its call signalling; empty if the court's gatekeeper is to say
     * @param tunnel the connection that the room has made, on which it is called (H.460.17)
     * @param behindNat endpoint identifier of a room that connects to us for the call (H.460.18)
     * @param readsOffers whether it may be offered encryption; false once it could not read an offer
     */
    private record Target(
            Optional<InetSocketAddress> address,
            List<AliasAddress> aliases,
            Optional<RasPath.Tunnel> tunnel,
            Optional<String> behindNat,
            boolean readsOffers) {

        static Target at(InetSocketAddress address, List<AliasAddress> aliases) {
            return new Target(Optional.of(address), aliases, Optional.empty(), Optional.empty(), true);
        }

        static Target of(RegisteredRooms.Room room) {
            return new Target(Optional.of(room.address()), room.aliases(), room.tunnel(), room.behindNat(), true);
        }

        static Target asked(List<AliasAddress> aliases) {
            return new Target(Optional.empty(), aliases, Optional.empty(), Optional.empty(), true);
        }

        /** The same, called by other names. */
        Target dialled(List<AliasAddress> names) {
            return new Target(address, names.isEmpty() ? aliases : names, tunnel, behindNat, readsOffers);
        }

        Target withoutOffer() {
            return new Target(address, aliases, tunnel, behindNat, false);
        }

        RoomEncryption encryption(Encryption policy) {
            return readsOffers ? RoomEncryption.offering(policy) : RoomEncryption.off();
        }

        /** Whether nobody connects to it. */
        boolean isInside() {
            return tunnel.isPresent() || behindNat.isPresent();
        }

        @Override
        public String toString() {
            return address.map(InetSocketAddress::toString).orElse("the court's gatekeeper");
        }
    }

    /** Registrations of the room here; without any, its user name for the court's gatekeeper, if we are registered there. */
    private List<Target> targets(Device device) {
        List<Target> here =
                registered.of(device.username()).stream().map(Target::of).toList();
        boolean ask = here.isEmpty()
                && registration.filter(GatekeeperRegistration::isRegistered).isPresent();
        return ask ? List.of(Target.asked(Route.aliases(device.username()))) : here;
    }

    CompletionStage<LegId> call(Device device, Destination destination) {
        OutgoingCall call =
                new OutgoingCall(device, destination, OutgoingCall.Calling.ourselves(config.name()), () -> {});
        begin(call, targets(device));
        return call.connected();
    }

    /** Calls one endpoint for another. */
    void call(OutgoingCall call, RegisteredRooms.Room room) {
        begin(call, List.of(Target.of(room).dialled(call.calling().dialled())));
    }

    private void begin(OutgoingCall call, List<Target> rooms) {
        if (rooms.isEmpty()) {
            call.connected().completeExceptionally(CallFailedException.notRegistered());
            return;
        }
        Device device = call.device();
        Thread.ofVirtual().name("h323-call").start(() -> {
            try {
                run(call, rooms);
            } catch (CallFailedException e) {
                log.info("device={} status={} end={}: {}", device.id(), e.status(), e.reason(), e.getMessage());
                call.connected().completeExceptionally(e);
            } catch (RuntimeException bug) {
                log.error("call to device={} ended by a fault", device.id(), bug);
                call.connected().completeExceptionally(CallFailedException.fault("internal error"));
            }
        });
    }

    /** One endpoint of the device after the other, while there is nobody, and where they send us. */
    private void run(OutgoingCall call, List<Target> rooms) {
        Deque<Target> left = new ArrayDeque<>(rooms);
        int redirections = 0;
        while (!left.isEmpty()) {
            Target room = left.remove();
            try {
                Optional<Target> next = attempt(call, room);
                if (next.isPresent() && ++redirections > MOST_REDIRECTIONS) {
                    throw CallFailedException.redirected();
                }
                next.ifPresent(left::addFirst);
            } catch (CallFailedException e) {
                if (e.reason() != EndReason.SIGNALLING_LOST || left.isEmpty()) {
                    throw e;
                }
                log.info("device={} is not at {}: {}", call.device().id(), room, e.getMessage());
            }
        }
    }

    /** @return where else or how else the room is to be called; empty when the call has been made, and has ended */
    private Optional<Target> attempt(OutgoingCall call, Target target) {
        CallMailbox mailbox = new CallMailbox();
        call.attempt(mailbox);
        Names names = Names.random();
        try (LiveCalls.Slot slot = calls.enter(Optional.of(call.device()), mailbox::end)
                        .orElseThrow(CallFailedException::tooManyCalls);
                Admission admission = admission(target, names, mailbox)) {
            Route route = target.address()
                    .map(address -> Route.to(address, target.aliases()))
                    .orElseGet(() -> Route.admitted(admission.verdict(), target.aliases()));
            Line line = line(target, route, names, mailbox);
            try (RoomChannels channels = open(line.connection())) {
                route.bandwidth().ifPresent(granted -> channels.granted(granted * BANDWIDTH_UNIT));
                return attempt(call, new Attempt(target, route, names, line), channels, mailbox);
            }
        }
    }

    /** Opens ports, of an address that the room reaches from where its connection leads. */
    private RoomChannels open(CallConnection signalling) {
        try {
            return RoomChannels.open(media, towards(signalling), config.mediaTimeout());
        } catch (PortsExhaustedException e) {
            signalling.close();
            throw CallFailedException.fault(String.valueOf(e.getMessage()));
        }
    }

    private InetAddress towards(CallConnection signalling) {
        return config.advertised().towards(signalling.remote().getAddress());
    }

    /** One way to call one room. */
    private record Attempt(Target target, Route route, Names names, Line line) {}

    private Optional<Target> attempt(OutgoingCall call, Attempt attempt, RoomChannels channels, CallMailbox mailbox) {
        channels.takes(PictureCeiling.of(Optional.of(call.device())));
        Target target = attempt.target();
        Route route = attempt.route();
        Names names = attempt.names();
        Line line = attempt.line();
        Optional<MediaTraversal> traversal = traversal(target);
        CallConnection signalling = line.connection();
        if (call.unwanted().isPresent()) {
            signalling.close();
            throw CallFailedException.givenUp(call.unwanted().get());
        }
        RoomEncryption encryption = target.encryption(call.device().encryption());
        List<OpenLogicalChannel> proposals = traversal.isEmpty() && encryption.allowsFastStart()
                ? FastStart.propose(channels.ours(), channels.ports())
                : List.of();
        SignallingBody.Setup setup = setup(call.calling(), route, names, proposals, encryption.tokens())
                .with(traversal.map(MediaTraversal::features).orElse(FeatureSet.NONE));
        String name = CallNames.of(setup);
        log.info("call={} device={} at={}", name, call.device().id(), route.address());
        Call machine = Call.place(line.reference(), setup, settings(target.isInside()));
        ControlConnections connections = new ControlConnections(tpkt, towards(signalling), mailbox, name);
        try (RoomCall room = new RoomCall(
                new RoomCall.Signalling(machine, signalling, mailbox, connections),
                channels,
                encryption,
                call.destination().events(),
                clock)) {
            if (call.device().behindChangingNat()) {
                channels.followElsewhere(at -> mailbox.put(new H323CallEvent.MediaFollowed(at)));
            }
            traversal.ifPresent(how ->
                    room.traverse(CallTraversal.of(how, signalling.remote().getAddress(), names.call(), false)));
            Optional<Target> next = place(call, room, name, proposals, target, encryption);
            if (next.isEmpty()) {
                take(call, room, channels, mailbox, name);
            }
            return next;
        }
    }

    /** @return where else or how else the room is to be called; empty once it has picked up */
    private static Optional<Target> place(
            OutgoingCall call,
            RoomCall room,
            String name,
            List<OpenLogicalChannel> proposals,
            Target target,
            RoomEncryption encryption) {
        try {
            return room.place(proposals, call.ringing()).map(address -> Target.at(address, target.aliases()));
        } catch (CallFailedException e) {
            call.released(room.released());
            if (!encryption.mayBeLeftOut() || !room.mayBeUnread()) {
                throw e;
            }
            log.info(
                    "call={} {}: the room is called again without an offer of encryption, as some cannot read that",
                    name,
                    e.getMessage());
            return Optional.of(target.withoutOffer());
        }
    }

    private Call.Settings settings(boolean behindNat) {
        Call.Settings usual =
                Call.Settings.of(true, Optional.of(config.name()), Timers.USUAL.answeredWithin(config.answer()));
        return behindNat ? usual.unreached() : usual;
    }

    /**
     * Traversal of the room's NAT, as server, or of ours, as client, where the court's gatekeeper is outside; empty if there is
     * none.
     */
    private Optional<MediaTraversal> traversal(Target target) {
        if (target.isInside()) {
            return Optional.of(new MediaTraversal(
                    MediaTraversal.Role.SERVER, media.multiplexed().isPresent()));
        }
        return registration
                .filter(_ -> target.address().isEmpty())
                .filter(GatekeeperRegistration::traverses)
                .map(_ -> new MediaTraversal(
                        MediaTraversal.Role.CLIENT, media.multiplexed().isPresent()));
    }

    /** Admission by the court's gatekeeper; not asked for where the room's address is known. */
    private Admission admission(Target target, Names names, CallMailbox mailbox) {
        if (target.address().isPresent()) {
            return Admission.UNASKED;
        }
        return registration
                .map(asked -> asked.ask(
                        new EndpointCall(
                                names.call(),
                                names.conference(),
                                names.reference(),
                                false,
                                target.aliases(),
                                asked.aliases(),
                                Optional.empty(),
                                GatekeeperRegistration.WANTED_BANDWIDTH),
                        mailbox))
                .orElse(Admission.UNASKED);
    }

    private Line line(Target target, Route route, Names names, CallMailbox mailbox) {
        if (target.tunnel().isPresent()) {
            return line(target.tunnel().get(), new SignallingReceiver(mailbox, malformed));
        }
        return new Line(
                target.behindNat().isPresent()
                        ? invite(target.behindNat().get(), names, mailbox)
                        : connect(route.address(), mailbox),
                names.reference());
    }

    /** On the connection that the room has made. */
    private Line line(RasPath.Tunnel path, TpktConnection.Receiver receiver) {
        EndpointTunnel tunnel = gatekeeper.tunnel(path).orElseThrow(() -> CallFailedException.unreachable(UNCONNECTED));
        int reference = tunnel.freeReference();
        return tunnel.place(reference, receiver)
                .map(connection -> new Line(connection, reference))
                .orElseThrow(() -> CallFailedException.unreachable(UNCONNECTED));
    }

    private TpktConnection connect(InetSocketAddress to, CallMailbox mailbox) {
        CompletableFuture<Optional<TpktConnection>> made = new CompletableFuture<>();
        tpkt.connect(to, new SignallingReceiver(mailbox, malformed), made::complete);
        return await(made);
    }

    /** Has a room behind a NAT connect. */
    private TpktConnection invite(String endpointIdentifier, Names names, CallMailbox mailbox) {
        CompletableFuture<Optional<TpktConnection>> made = gatekeeper.invite(
                endpointIdentifier,
                from -> new IncomingCall(
                        new InetSocketAddress(config.advertised().towards(from), port), names.call()),
                new SignallingReceiver(mailbox, malformed));
        try {
            return await(made);
        } catch (CallFailedException e) {
            made.thenAccept(late -> late.ifPresent(TpktConnection::close));
            throw e;
        } finally {
            gatekeeper.uninvite(names.call());
        }
    }

    private static TpktConnection await(CompletableFuture<Optional<TpktConnection>> made) {
        try {
            return made.get(CONNECTING.toMillis(), TimeUnit.MILLISECONDS)
                    .orElseThrow(() -> CallFailedException.unreachable(UNCONNECTED));
        } catch (ExecutionException | TimeoutException e) {
            throw CallFailedException.unreachable(UNCONNECTED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CallFailedException.givenUp(EndReason.SHUTDOWN);
        }
    }

    private static SignallingBody.Setup setup(
            OutgoingCall.Calling calling,
            Route route,
            Names names,
            List<OpenLogicalChannel> proposals,
            List<Sequence> tokens) {
        return new SignallingBody.Setup(
                new SignallingBody.Setup.Identity(Optional.of(names.call()), names.conference()),
                new SignallingBody.Setup.Parties(
                        calling.names(),
                        route.called(),
                        Optional.empty(),
                        Optional.of(calling.display()),
                        route.destination()),
                SignallingBody.Setup.Early.proposing(
                        proposals.stream().map(OpenLogicalChannel::toFastStart).toList()),
                BANDWIDTH,
                new SignallingBody.Setup.Admitted(
                        route.endpointIdentifier(), route.details().with(tokens)),
                FeatureSet.NONE,
                false);
    }

    /** Of a room that has picked up. */
    private void take(OutgoingCall call, RoomCall room, RoomChannels channels, CallMailbox mailbox, String name) {
        RoomLeg leg = RoomLeg.of(call.device().language().flatMap(Language::of), mailbox);
        EndReason reason = EndReason.ERROR;
        boolean arrived = true;
        try {
            call.destination()
                    .arrive(PartyId.device(call.device().id()), leg, channels.agreed())
                    .toCompletableFuture()
                    .get(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
            call.connected().complete(leg.id());
            reason = room.run(leg, () -> {});
            log.info("call={} device={} leg={} end={}", name, call.device().id(), leg.id(), reason);
        } catch (ExecutionException e) {
            arrived = false;
            room.refuse(ReleaseReason.REJECTED);
            CallFailedException failure = CallFailedException.notTakenIn(e);
            if (failure.getCause() != null) {
                log.error("call={} device={} not taken in", name, call.device().id(), failure.getCause());
            }
            throw failure;
        } catch (TimeoutException e) {
            room.refuse(ReleaseReason.TEMPORARY_FAILURE);
            throw CallFailedException.notTakenInSoon();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            room.refuse(ReleaseReason.TEMPORARY_FAILURE);
        } finally {
            if (arrived) {
                call.destination().events().left(leg.id(), reason);
            }
        }
    }
}
