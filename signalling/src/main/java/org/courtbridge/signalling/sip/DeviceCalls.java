package org.courtbridge.signalling.sip;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.bfcp.BfcpTransport;
import org.courtbridge.signalling.rooms.LiveCalls;
import org.courtbridge.signalling.rooms.PictureCeiling;
import org.courtbridge.signalling.sip.media.FloorControl;
import org.courtbridge.signalling.sip.media.RoomContent;
import org.courtbridge.signalling.sip.media.RoomMedia;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.Flow;
import org.courtbridge.signalling.sip.stack.SipCallEvent;

/** The calls of now, their media, and with whose device each is. From any thread. */
final class DeviceCalls {

    private final UdpPorts ports;
    private final AdvertisedAddresses advertised;
    private final Duration silence;
    private final Optional<FloorControl> floors;
    private final LiveCalls calls;
    private final Map<CallMailbox, Device> devices = new ConcurrentHashMap<>();

    /** Ids of devices that have offered camera control, or taken it, since the gateway runs. */
    private final Set<String> withCameraControl = ConcurrentHashMap.newKeySet();

    /** Ids of devices that have spoken ICE in their last call to us since the gateway runs. */
    private final Set<String> withIce = ConcurrentHashMap.newKeySet();

    /** By id of a device that has called since the gateway runs: how it asks to present, if it does. */
    private final Map<String, Optional<BfcpTransport>> presenting = new ConcurrentHashMap<>();

    DeviceCalls(
            UdpPorts ports,
            AdvertisedAddresses advertised,
            Duration silence,
            Optional<FloorControl> floors,
            int limit) {
        this.floors = floors;
        this.ports = ports;
        this.advertised = advertised;
        this.silence = silence;
        this.calls = new LiveCalls(limit);
    }

    /**
     * For a call.
     *
     * @param device that it is with; empty for a stranger
     * @param mailbox of the call
     */
    RoomMedia newMedia(Optional<Device> device, CallMailbox mailbox) {
        return newMedia(device, mailbox, device.map(Device::encryption).orElse(Encryption.PREFERRED));
    }

    /** The same under another policy than the device's. */
    RoomMedia newMedia(Optional<Device> device, CallMailbox mailbox, Encryption encryption) {
        String name = device.map(Device::name).orElse("");
        Optional<BfcpTransport> transport = device.flatMap(known -> Optional.ofNullable(presenting.get(known.id())))
                .orElse(Optional.of(encryption == Encryption.REQUIRED ? BfcpTransport.TLS : BfcpTransport.UDP));
        RoomMedia media = new RoomMedia(
                ports,
                advertised,
                silence,
                encryption,
                device.filter(known -> withCameraControl.contains(known.id())).isPresent()
                        ? RoomMedia.CameraControl.OFFERED
                        : RoomMedia.CameraControl.ON_REQUEST,
                floors.map(control -> new RoomContent(control, transport, name, mailbox)));
        media.takes(PictureCeiling.of(device));
        if (device.filter(known -> withIce.contains(known.id())).isPresent()) {
            media.offersIce();
        }
        if (device.filter(Device::behindChangingNat).isPresent()) {
            media.followElsewhere(machine -> mailbox.put(new SipCallEvent.MediaFollowed(machine)));
        }
        return media;
    }

    /** A device has shown what it has by an offer of its own: the next offer to it has the same. */
    void known(Device device, RoomMedia media) {
        presenting.put(device.id(), media.presentsBy());
        if (media.hasCameraControl()) {
            withCameraControl.add(device.id());
        }
        if (media.speaksIce()) {
            withIce.add(device.id());
        } else {
            withIce.remove(device.id());
        }
    }

    /**
     * Empty if there are as many calls as there may be.
     *
     * @param device that the call is with; empty for a stranger
     */
    Optional<LiveCalls.Slot> enter(CallMailbox mailbox, Optional<Device> device) {
        return calls.enter(device, mailbox::end).map(slot -> {
            device.ifPresent(known -> devices.put(mailbox, known));
            return () -> {
                devices.remove(mailbox);
                slot.close();
            };
        });
    }

    /**
     * The same of a call to a device that may take several dialogs, of which {@link #bind} says whose they are.
     *
     * @param end has the call end; from any thread
     */
    Optional<LiveCalls.Slot> enter(Device device, Consumer<EndReason> end) {
        return calls.enter(Optional.of(device), end);
    }

    /** Has a mailbox count as that of a call with a device until this is closed. */
    Binding bind(CallMailbox mailbox, Device device) {
        devices.put(mailbox, device);
        return () -> devices.remove(mailbox);
    }

    /** Of a mailbox, to the device that its call is with. */
    interface Binding extends AutoCloseable {

        @Override
        void close();
    }

    /** Empty of a stranger's call, and of one that is over. */
    Optional<Device> deviceOf(CallMailbox mailbox) {
        return Optional.ofNullable(devices.get(mailbox));
    }

    boolean isWith(Device device) {
        return calls.isWith(device);
    }

    int count() {
        return calls.count();
    }

    /**
     * A device is not reached by one way any more but by another, as it has proved by registering: its calls, too. Over
     * UDP behind a NAT nothing else may say so, as the device itself need not notice that it has moved.
     */
    void moved(String deviceId, Flow from, Flow to) {
        devices.forEach((mailbox, device) -> {
            if (device.id().equals(deviceId) && mailbox.flow().equals(Optional.of(from))) {
                mailbox.reachedBy(Optional.of(to));
                mailbox.sendsFrom(to.address().getAddress(), to.transport());
                mailbox.put(new SipCallEvent.Moved(to.address().getAddress()));
            }
        });
    }

    /** Ends every call with a device. */
    void endOf(Device device, EndReason reason) {
        calls.endOf(device, reason);
    }

    /** Ends every call and waits for them, though not for ever. */
    void endAll(Duration patience) {
        calls.endAll(patience);
    }
}
