package org.courtbridge.signalling.sip.registrar;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sip.address.SipURI;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.sip.stack.Flow;

/**
 * The registration of one contact of a device (RFC 3261, section 10).
 *
 * @param contact the URI that it gave
 * @param transport "UDP", "TCP" or "TLS", of the REGISTER
 * @param source where the REGISTER came from
 * @param origin the same beyond the proxies that are trusted
 * @param reachable whether the way by which the REGISTER came may still be there; not over a connection that has broken
 * @param sequence of the REGISTER
 * @param userAgent what the device calls itself; empty if it does not say
 * @param flow what names the connection where the device has several and replaces them one by one (RFC 5626, section 6):
 *     its instance and the number of the registration; empty if it names none
 * @param place that the contact names; empty if that is no number
 * @param path the proxies that a request to the device has to pass, in order (RFC 3327)
 */
public record Registration(
        Device device,
        String contact,
        String transport,
        InetSocketAddress source,
        InetAddress origin,
        boolean reachable,
        Instant expires,
        RegisterSequence sequence,
        String userAgent,
        String flow,
        Optional<InetSocketAddress> place,
        List<String> path) {

    /** Of a URI that names none (RFC 3261, section 19.1.2). */
    private static final int PORT = 5_060;

    private static final int SECURE_PORT = 5_061;

    public Registration {
        path = List.copyOf(path);
    }

    /** The same when the connection is gone by which it came: the device may still be where it says. */
    Registration withoutConnection() {
        return new Registration(
                device, contact, transport, source, origin, false, expires, sequence, userAgent, flow, place, path);
    }

    /** By which the device is reached; empty if a proxy stands between, it is where it says, or the connection has broken. */
    public Optional<Flow> presentFlow() {
        return reachable ? lastFlow() : Optional.empty();
    }

    /** By which the REGISTER came, even if that has broken. */
    Optional<Flow> lastFlow() {
        return path.isEmpty() ? Flow.of(transport, source, host()) : Optional.empty();
    }

    /** Address and port of a contact that names them by number; empty if it names a host, which nobody is asked for. */
    static Optional<InetSocketAddress> placeOf(SipURI contact) {
        String named = Optional.ofNullable(contact.getMAddrParam()).orElse(contact.getHost());
        try {
            InetAddress address = InetAddress.ofLiteral(named.replaceAll("[\\[\\]]", ""));
            return Optional.of(new InetSocketAddress(address, portOf(contact)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Port of a contact that names one, or else of its transport. */
    static int portOf(SipURI contact) {
        boolean secure = contact.isSecure() || "tls".equalsIgnoreCase(contact.getTransportParam());
        return contact.getPort() > 0 ? contact.getPort() : secure ? SECURE_PORT : PORT;
    }

    /** Whether the device is known to be there: it has sent from there, or has registered it from the same address. */
    boolean isAt(InetSocketAddress other) {
        return source.equals(other)
                || place.filter(other::equals).isPresent() && other.getAddress().equals(source.getAddress());
    }

    private String host() {
        return contact.replaceFirst("(?i)^sips?:", "")
                .replaceFirst("^[^@]*@", "")
                .replaceFirst("[;?].*", "")
                .replaceFirst(":[0-9]+$", "");
    }

    /** Whether only asking can tell if the device is there: there is no connection that would break. */
    public boolean isUnwatched() {
        return transport.equals("UDP") || !reachable;
    }

    /** Key under which a newer registration replaces this one: its flow, else its contact. */
    String key() {
        return flow.isEmpty() ? contact : flow;
    }
}
