package org.courtbridge.signalling.h323;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h460.MediaTraversal;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.EndpointCall;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.transport.PortsExhaustedException;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.h323.call.CallTraversal;
import org.courtbridge.signalling.h323.call.ControlConnections;
import org.courtbridge.signalling.h323.call.RoomCall;
import org.courtbridge.signalling.h323.call.RoomChannels;
import org.courtbridge.signalling.h323.call.RoomEncryption;
import org.courtbridge.signalling.h323.gatekeeper.Admission;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperPort;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperRegistration;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.h323.transport.CallNames;
import org.courtbridge.signalling.h323.transport.CallSource;
import org.courtbridge.signalling.h323.transport.H323CallEvent;
import org.courtbridge.signalling.h323.transport.TpktPorts;
import org.courtbridge.signalling.ivr.CallRoute;
import org.courtbridge.signalling.ivr.Caller;
import org.courtbridge.signalling.ivr.DialPlan;
import org.courtbridge.signalling.ivr.Entrance;
import org.courtbridge.signalling.ivr.IncomingCall;
import org.courtbridge.signalling.rooms.LiveCalls;
import org.courtbridge.signalling.rooms.LogBudget;
import org.courtbridge.signalling.rooms.PictureCeiling;

/** Takes a call of a room: where the {@link Entrance} sends it, and what it can hear and see. */
final class SetupServer {

    private static final Logger log = LogManager.getLogger(SetupServer.class);
    private static final LogBudget REFUSALS = new LogBudget(log);

    private static final int BANDWIDTH_UNIT = 100;

    private final H323Config config;
    private final TpktPorts tpkt;
    private final UdpPorts media;
    private final Devices devices;
    private final GatekeeperPort gatekeeper;
    private final Optional<GatekeeperRegistration> registration;
    private final Entrance entrance;
    private final LegEvents events;
    private final LiveCalls calls;
    private final InstantSource clock;
    private final LongAdder unadmitted = new LongAdder();

    SetupServer(EndpointParts parts, Entrance entrance, LegEvents events) {
        this.config = parts.config();
        this.tpkt = parts.tpkt();
        this.media = parts.media();
        this.devices = parts.devices();
        this.gatekeeper = parts.gatekeeper();
        this.registration = parts.registration();
        this.entrance = entrance;
        this.events = events;
        this.calls = parts.calls();
        this.clock = parts.clock();
    }

    /** Calls to other rooms that nobody was admitted to, since the start. */
    long unadmitted() {
        return unadmitted.sum();
    }

    /** Handles a call that could be begun; returns when the call has ended. */
    @FunctionalInterface
    interface Onward {

        void go(Arrival call);
    }

    /**
     * A call that could be begun, and is not answered yet.
     *
     * @param device whose call it is; empty for a stranger's
     * @param source what the log calls it
     */
    record Arrival(
            RoomCall room,
            RoomChannels channels,
            CallMailbox mailbox,
            SignallingBody.Setup setup,
            Optional<Device> device,
            Caller caller,
            String source) {

        /** Ends it. */
        void refuse(ReleaseReason reason) {
            room.refuse(reason);
            REFUSALS.info("{} cause={}", source, reason.cause().orElse(0));
        }
    }

    /** Runs a call for ourselves from its Setup to its end, on a thread of its own. */
    void run(CallConnection signalling, SignallingMessage message, SignallingBody.Setup setup, CallMailbox mailbox) {
        run(signalling, message, setup, mailbox, events, this::enter);
    }

    /** The same of a call that leads elsewhere. @param hears what becomes of its leg */
    void run(
            CallConnection signalling,
            SignallingMessage message,
            SignallingBody.Setup setup,
            CallMailbox mailbox,
            LegEvents hears,
            Onward onward) {
        try {
            serve(signalling, message, setup, mailbox, hears, onward);
        } catch (RuntimeException bug) {
            log.error("call={} ended by a fault", CallNames.of(setup), bug);
            signalling.close();
        }
    }

    private void serve(
            CallConnection signalling,
            SignallingMessage message,
            SignallingBody.Setup setup,
            CallMailbox mailbox,
            LegEvents hears,
            Onward onward) {
        InetAddress address = signalling.remote().getAddress();
        Optional<Device> device = device(setup, signalling.source());
        Caller caller = Caller.of(device, nameOf(setup), address);
        String name = CallNames.of(setup);
        String source = "call=%s %s"
                .formatted(
                        name,
                        device.map(known -> "device=" + known.id())
                                .orElseGet(() -> "stranger=" + address.getHostAddress()));
        Optional<CallTraversal> traversal = MediaTraversal.answering(
                        setup.features(), media.multiplexed().isPresent())
                .filter(how -> how.role() == MediaTraversal.Role.CLIENT || mayBeBehindNat(device))
                .map(how -> CallTraversal.of(how, address, CallNames.identifier(setup), true));
        Call call = Call.answering(message, setup, settings(traversal, signalling.source()));
        InetAddress ours = config.advertised().towards(address);
        ControlConnections connections = new ControlConnections(tpkt, ours, mailbox, name);
        try (LiveCalls.Slot slot = calls.enter(device, mailbox::end).orElse(null);
                RoomChannels channels = RoomChannels.open(media, ours, config.mediaTimeout());
                RoomCall room = new RoomCall(
                        new RoomCall.Signalling(call, signalling, mailbox, connections),
                        channels,
                        slot == null
                                ? RoomEncryption.off()
                                : RoomEncryption.answering(policy(device), device.isPresent(), setup),
                        hears,
                        clock)) {
            Arrival arrival = new Arrival(room, channels, mailbox, setup, device, caller, source);
            channels.takes(PictureCeiling.of(device));
            device.filter(Device::behindChangingNat)
                    .ifPresent(_ ->
                            channels.followElsewhere(machine -> mailbox.put(new H323CallEvent.MediaFollowed(machine))));
            traversal.ifPresent(room::traverse);
            room.begin(message);
            if (room.isOver()) {
                REFUSALS.info("{} wants a service that it cannot have", source);
                return;
            }
            if (slot == null) {
                arrival.refuse(ReleaseReason.CONGESTED);
                return;
            }
            // Whoever withdraws its credentials ends the calls that he finds; this one is to be found from here on.
            if (device.filter(known -> devices.password(known.id()).isEmpty()).isPresent()) {
                arrival.refuse(ReleaseReason.REJECTED);
                return;
            }
            try (Admission admission = device.isPresent() ? Admission.UNASKED : admission(message, setup, mailbox)) {
                switch (admission.verdict()) {
                    case Admission.Verdict.Refused refused -> {
                        refused.instead().ifPresent(room::routeTo);
                        arrival.refuse(refused.reason());
                    }
                    case Admission.Verdict.Granted granted -> {
                        channels.granted(granted.confirm().bandWidth() * BANDWIDTH_UNIT);
                        onward.go(arrival);
                    }
                    case Admission.Verdict.Unasked _ -> onward.go(arrival);
                }
            }
        } catch (PortsExhaustedException e) {
            log.warn("{} refused: {}", source, e.getMessage());
            turnDown(call, signalling);
        }
    }

    /** Of others we do not know that they call from where their media come from. */
    private boolean mayBeBehindNat(Optional<Device> device) {
        return config.traversal() != H323Config.Traversal.OFF && device.isPresent();
    }

    private Call.Settings settings(Optional<CallTraversal> traversal, CallSource source) {
        Call.Settings usual = Call.Settings.of(true, Optional.of(config.name()), Timers.USUAL);
        Call.Settings known =
                traversal.map(how -> usual.with(how.media().features())).orElse(usual);
        boolean inside = source instanceof CallSource.Endpoint
                || traversal.filter(CallTraversal::isServer).isPresent();
        return inside ? known.unreached() : known;
    }

    private Encryption policy(Optional<Device> device) {
        return device.map(Device::encryption).orElse(config.encryption());
    }

    /** Without media there is no {@link RoomCall} that could say it. */
    private static void turnDown(Call call, CallConnection signalling) {
        for (CallAction action : call.release(ReleaseReason.NO_RESOURCES)) {
            if (action instanceof CallAction.Send send) {
                signalling.send(send.message().toMessage());
            }
        }
        signalling.close();
    }

    private void enter(Arrival call) {
        DialPlan.Target dialled = dialled(call.setup());
        if (dialled instanceof DialPlan.Target.Nowhere
                && config.gatekeeper().callModel() == CallModel.GATEKEEPER_ROUTED) {
            // For a room perhaps, which is nothing that strangers are told.
            unadmitted.increment();
            call.refuse(ReleaseReason.NO_PERMISSION);
            return;
        }
        switch (entrance.decide(dialled, call.device(), call.caller())) {
            case Entrance.Decision.Refuse refusal -> call.refuse(reason(refusal.why()));
            case Entrance.Decision.Go go -> take(call, go.route());
        }
    }

    /** Admission by the court's gatekeeper of a call from an endpoint that ours does not know. */
    private Admission admission(SignallingMessage message, SignallingBody.Setup setup, CallMailbox mailbox) {
        if (registration.isEmpty()) {
            return Admission.UNASKED;
        }
        EndpointCall call = new EndpointCall(
                setup.identity().callIdentifier().orElse(setup.identity().conferenceId()),
                setup.identity().conferenceId(),
                message.reference().value(),
                true,
                setup.parties().called(),
                setup.parties().caller(),
                Optional.empty(),
                GatekeeperRegistration.WANTED_BANDWIDTH);
        return registration.get().ask(call, mailbox);
    }

    /** The device that calls, as our gatekeeper has admitted it; empty for a stranger. */
    private Optional<Device> device(SignallingBody.Setup setup, CallSource source) {
        return gatekeeper.callerOf(setup, source).flatMap(devices::byUsername);
    }

    private void take(Arrival call, CallRoute route) {
        if (!call.room().settlesEncryption()) {
            log.info("{} has ended before it could come in", call.source());
            return;
        }
        IncomingCall.run(route, events, new IncomingCall.Protocol() {
            @Override
            public Optional<IncomingCall.Negotiated> negotiate() {
                RoomLeg leg = RoomLeg.of(call.caller().language(), call.mailbox());
                return Optional.of(
                        new IncomingCall.Negotiated(leg, call.channels().agreed()));
            }

            @Override
            public EndReason run(RoomLeg leg, Consumer<LegMedia> acknowledged) {
                EndReason reason = call.room()
                        .run(leg, () -> acknowledged.accept(call.channels().agreed()));
                log.info("{} leg={} end={}", call.source(), leg.id(), reason);
                return reason;
            }

            @Override
            public void refuse(IncomingCall.Refusal why) {
                call.refuse(reason(why));
            }

            @Override
            public String toString() {
                return call.source();
            }
        });
    }

    private static ReleaseReason reason(IncomingCall.Refusal why) {
        return switch (why) {
            case FULL -> ReleaseReason.CONGESTED;
            case REJECTED, FAULT -> ReleaseReason.REJECTED;
            case TIMEOUT, SHUTDOWN -> ReleaseReason.TEMPORARY_FAILURE;
        };
    }

    private static ReleaseReason reason(Entrance.Refusal why) {
        return switch (why) {
            case NOBODY_THERE -> ReleaseReason.UNKNOWN_NUMBER;
            case OVER, WRONG_PIN -> ReleaseReason.REJECTED;
        };
    }

    /** The first of what the room calls that leads anywhere; without any, our address alone, which is the menu. */
    private DialPlan.Target dialled(SignallingBody.Setup setup) {
        return Stream.concat(
                        setup.parties().called().stream().flatMap(alias -> user(alias).stream()),
                        setup.parties().calledNumber().stream())
                .filter(text -> !text.isBlank())
                .map(text -> isOurs(text) ? new DialPlan.Target.Menu() : DialPlan.of(text))
                .reduce((first, next) -> first instanceof DialPlan.Target.Nowhere ? next : first)
                .orElseGet(DialPlan.Target.Menu::new);
    }

    private boolean isOurs(String dialled) {
        return config.account().filter(account -> account.isOurs(dialled)).isPresent();
    }

    /** Of a URL or an e-mail address only the part before the host. */
    private static Optional<String> user(AliasAddress alias) {
        return alias.text()
                .map(text -> text.replaceFirst("^(?i)(h323|tel|sip):", "").replaceFirst("@.*", ""));
    }

    private static String nameOf(SignallingBody.Setup setup) {
        return setup.parties().caller().stream()
                .filter(AliasAddress.H323Id.class::isInstance)
                .findFirst()
                .flatMap(AliasAddress::text)
                .or(setup.parties()::display)
                .or(() -> setup.parties().caller().stream()
                        .flatMap(alias -> alias.text().stream())
                        .findFirst())
                .orElse("");
    }
}
