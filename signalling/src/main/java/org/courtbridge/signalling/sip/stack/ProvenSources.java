package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.sip.message.Request;
import org.courtbridge.court.access.SourceNetwork;

/**
 * Addresses that have shown of late that they receive what is sent to them, by something that only a receiver knows: the nonce
 * of a challenge, or the tag of an answer. What merely comes from an address may be forged. Bounded: of more than {@value
 * #MOST} those that showed it longest ago are forgotten. From any thread.
 */
public final class ProvenSources {

    static final int MOST = 20_000;

    /** Devices register once a day at least, and show it again then. */
    static final Duration LIFETIME = Duration.ofHours(25);

    private final LongSupplier nanos;

    /** By network: when it was shown last. */
    private final Map<InetAddress, Long> shown = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
            return size() > MOST;
        }
    };

    /** Remote ends of connections by which a device has proved who it is: it is not to suffer for others behind its address. */
    private final Map<InetSocketAddress, Boolean> connections = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Boolean> eldest) {
            return size() > MOST;
        }
    };

    public ProvenSources(LongSupplier nanos) {
        this.nanos = nanos;
    }

    public synchronized void add(InetAddress source) {
        shown.put(network(source), nanos.getAsLong());
    }

    /** A device has proved who it is by this request, over whatever way it came. */
    public synchronized void addDevice(Request request) {
        if (!SipMessages.receivedOver(request).equals("UDP")) {
            connections.put(SipMessages.sourceOf(request), true);
        }
    }

    /** Whether a device has proved who it is over the connection with that remote end. */
    synchronized boolean isDevices(InetSocketAddress end) {
        return connections.get(end) != null;
    }

    public synchronized boolean contains(InetAddress source) {
        Long last = shown.get(network(source));
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
