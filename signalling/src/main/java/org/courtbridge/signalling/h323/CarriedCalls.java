package org.courtbridge.signalling.h323;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.signalling.h323.call.RoomCall;
import org.courtbridge.signalling.h323.gatekeeper.CarriedAdmission;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperPort;
import org.courtbridge.signalling.h323.gatekeeper.RegisteredRooms;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.h323.transport.H323CallEvent;
import org.courtbridge.signalling.h323.transport.SignallingReceiver;
import org.courtbridge.signalling.h323.transport.TpktConnection;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.rooms.TwoRooms;

/**
 * Calls between two rooms of our gatekeeper one of which does not get to the other: it is behind a NAT or a firewall. Each is two
 * calls, one that the caller makes to us and one that we make to whom he calls, whose media meet in a bridge of their own.
 */
final class CarriedCalls {

    private static final Logger log = LogManager.getLogger(CarriedCalls.class);

    private final GatekeeperPort gatekeeper;
    private final RegisteredRooms registered;
    private final Devices devices;
    private final SetupServer server;
    private final SetupClient client;
    private final TwoRooms.Bridges bridges;
    /** For callers without a name. */
    private final String ownName;

    private final LongAdder malformed;
    private final AtomicInteger count = new AtomicInteger();

    CarriedCalls(EndpointParts parts, SetupServer server, SetupClient client, TwoRooms.Bridges bridges) {
        this.gatekeeper = parts.gatekeeper();
        this.registered = parts.registered();
        this.devices = parts.devices();
        this.server = server;
        this.client = client;
        this.bridges = bridges;
        this.ownName = parts.config().name();
        this.malformed = parts.malformed();
    }

    /** Of now. */
    int count() {
        return count.get();
    }

    /** Takes a call that is to be carried; must return at once. @return who hears what its caller says; empty if it is another */
    Optional<TpktConnection.Receiver> take(CallConnection from, SignallingMessage message, SignallingBody.Setup setup) {
        return gatekeeper.carry(setup, from.source()).map(admission -> {
            CallMailbox mailbox = new CallMailbox();
            Thread.ofVirtual().name("h323-carried").start(() -> run(from, message, setup, mailbox, admission));
            return new SignallingReceiver(mailbox, malformed);
        });
    }

    private void run(
            CallConnection from,
            SignallingMessage message,
            SignallingBody.Setup setup,
            CallMailbox mailbox,
            CarriedAdmission admission) {
        TwoRooms rooms = new TwoRooms(bridges);
        count.incrementAndGet();
        try (admission) {
            server.run(from, message, setup, mailbox, rooms, caller -> carry(caller, admission.called(), rooms));
        } finally {
            count.decrementAndGet();
        }
    }

    private void carry(SetupServer.Arrival caller, String called, TwoRooms rooms) {
        Optional<RegisteredRooms.Room> room = registered.identified(called);
        Optional<Device> device = room.flatMap(known -> devices.byUsername(known.name()));
        if (device.isEmpty()) {
            caller.refuse(ReleaseReason.NOT_REGISTERED);
            return;
        }
        log.info("{} to device={}", caller.source(), device.get().id());
        OutgoingCall other = new OutgoingCall(
                device.get(),
                rooms.place(device.get().name()),
                calling(caller),
                () -> caller.mailbox().put(new H323CallEvent.OtherRings()));
        other.connected()
                .whenComplete((_, failure) -> caller.mailbox()
                        .put(
                                failure == null
                                        ? new H323CallEvent.OtherAnswers()
                                        : new H323CallEvent.OtherUnreached(reason(other, failure))));
        client.call(other, room.get());
        join(caller, other, rooms);
    }

    /** The caller by names that the inventory gives it: nobody calls in the name of another room. */
    private OutgoingCall.Calling calling(SetupServer.Arrival caller) {
        Optional<Device> device = caller.device();
        SignallingBody.Setup.Parties said = caller.setup().parties();
        List<AliasAddress> own = said.caller().stream()
                .filter(alias -> alias.text().filter(text -> isOf(device, text)).isPresent())
                .toList();
        String name = device.map(Device::name).orElse(ownName);
        return new OutgoingCall.Calling(
                own.isEmpty() ? List.of(new AliasAddress.H323Id(name)) : own,
                said.display()
                        .filter(text ->
                                isOf(device, text) || devices.calledInH323(text).isEmpty())
                        .orElseGet(() -> device.map(Device::username).orElse(ownName)),
                said.called());
    }

    private boolean isOf(Optional<Device> device, String alias) {
        return device.filter(known -> devices.calledInH323(alias).stream()
                        .anyMatch(owner -> owner.id().equals(known.id())))
                .isPresent();
    }

    private static ReleaseReason reason(OutgoingCall call, Throwable failure) {
        return failure instanceof CallFailedException known ? call.failure(known) : ReleaseReason.TEMPORARY_FAILURE;
    }

    private static void join(SetupServer.Arrival caller, OutgoingCall other, TwoRooms rooms) {
        RoomCall room = caller.room();
        if (!room.waitsForOther() || !room.settlesEncryption()) {
            other.end(EndReason.LEFT);
            log.info(
                    "{} not answered cause={}",
                    caller.source(),
                    room.released().flatMap(ReleaseReason::cause).orElse(0));
            return;
        }
        RoomLeg leg = RoomLeg.of(caller.caller().language(), caller.mailbox());
        Destination place = rooms.place(caller.caller().name());
        EndReason reason = EndReason.ERROR;
        try {
            place.arrive(caller.caller().party(leg.id()), leg, caller.channels().agreed());
            reason = room.run(leg, () -> {});
            log.info("{} leg={} end={}", caller.source(), leg.id(), reason);
        } finally {
            rooms.left(leg.id(), reason);
        }
    }
}
