package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.LongSupplier;
import javax.sip.message.Request;
import org.courtbridge.court.access.SourceNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that have shown of late that they receive what is sent to them, by something that only a receiver knows: the nonce
 * of a challenge, or the tag of an answer. What merely comes from an address may be forged. Bounded: of more than {@value
 * #MOST} those that showed it longest ago are forgotten. From any thread.
 */
public final class ProvenSources {

    static final int MOST = 20_000;

    /** Devices register once a day at least, and show it again then. */
    static final Duration LIFETIME = Duration.ofHours(25);

    /** Ends of one device for datagrams, the newest; it mostly has one, and another after each change of its NAT. */
    static final int DATAGRAM_ENDS = 4;

    private final LongSupplier nanos;

    /** By network: when it was shown last. */
    private final Map<InetAddress, Long> shown = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
            return size() > MOST;
        }
    };

    /** Where devices have proved who they are: they are not to suffer for others behind their address. */
    private final Map<DeviceEnd, Proof> devices = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DeviceEnd, Proof> eldest) {
            return size() > MOST;
        }
    };

    /** By id of a device: the ends from which it has proved by datagrams who it is, the newest last. */
    private final Map<String, SequencedSet<InetSocketAddress>> datagramEnds = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SequencedSet<InetSocketAddress>> eldest) {
            return size() > MOST;
        }
    };

    /** @param connected whether that is the remote end of a connection, rather than where datagrams come from */
    private record DeviceEnd(InetSocketAddress end, boolean connected) {}

    /** @param device id of the last one that has proved from an end who it is */
    private record Proof(String device, long last) {}

    public ProvenSources(LongSupplier nanos) {
        this.nanos = nanos;
    }

    public synchronized void add(InetAddress source) {
        shown.put(network(source), nanos.getAsLong());
    }

    /**
     * A device has proved who it is by this request, and that it receives at the address and port that it came from. Of its ends for
     * datagrams only the newest {@value #DATAGRAM_ENDS} count.
     *
     * @param deviceId of the device
     */
    public void addDevice(Request request, String deviceId) {
        addDevice(
                SipMessages.sourceOf(request),
                !SipMessages.receivedOver(request).equals("UDP"),
                deviceId);
    }

    synchronized void addDevice(InetSocketAddress end, boolean connected, String deviceId) {
        devices.put(new DeviceEnd(end, connected), new Proof(deviceId, nanos.getAsLong()));
        if (connected) {
            return;
        }
        SequencedSet<InetSocketAddress> ends = datagramEnds.computeIfAbsent(deviceId, _ -> new LinkedHashSet<>());
        ends.addLast(end);
        if (ends.size() > DATAGRAM_ENDS) {
            // Another device may be there by now, as behind a proxy.
            devices.computeIfPresent(
                    new DeviceEnd(ends.removeFirst(), false),
                    (_, proof) -> proof.device().equals(deviceId) ? null : proof);
        }
    }

    /** The connection with that remote end is gone: who has its port next need not be the device. */
    synchronized void closed(InetSocketAddress end) {
        devices.remove(new DeviceEnd(end, true));
    }

    /** Whether a device has proved of late who it is from there. */
    synchronized boolean isDevices(InetSocketAddress end, boolean connected) {
        return deviceAt(end, connected).isPresent();
    }

    /** Id of the device that has proved of late from there who it is; empty if none has. */
    synchronized Optional<String> deviceAt(InetSocketAddress end, boolean connected) {
        return Optional.ofNullable(devices.get(new DeviceEnd(end, connected)))
                .filter(proof -> isRecent(proof.last()))
                .map(Proof::device);
    }

    public synchronized boolean contains(InetAddress source) {
        return isRecent(shown.get(network(source)));
    }

    private boolean isRecent(@Nullable Long last) {
        return last != null && nanos.getAsLong() - last < LIFETIME.toNanos();
    }

    /** Whether a request comes from such an address, or over a connection, which needs one that receives. */
    public boolean isSenderOf(Request request) {
        return !SipMessages.receivedOver(request).equals("UDP")
                || contains(SipMessages.sourceOf(request).getAddress());
    }

    /** What an address counts as: itself, or of version 6 its whole /64, which one host may have. */
    static InetAddress network(InetAddress source) {
        return SourceNetwork.of(source);
    }
}
