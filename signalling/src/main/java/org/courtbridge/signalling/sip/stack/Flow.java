package org.courtbridge.signalling.sip.stack;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;

/**
 * The way by which a party that is directly connected is reached, whatever address it gives itself: the connection that it
 * opened, or through a NAT the hole that it made (RFC 5626, section 5.3; RFC 3581).
 *
 * @param transport "UDP", "TCP" or "TLS"
 */
public record Flow(InetSocketAddress address, String transport) {

    /** Empty where a proxy stands between, or the party is where it says. */
    public static Optional<Flow> of(Request request) {
        List<String> vias = SipMessages.list(request, ViaHeader.NAME);
        boolean proxied = vias.size() != 1 || request.getHeader(RecordRouteHeader.NAME) != null;
        String contact = request.getHeader(ContactHeader.NAME) instanceof ContactHeader header
                        && header.getAddress().getURI() instanceof SipURI uri
                ? uri.getHost()
                : "";
        // Who does not say rport may send from a port on which it does not listen.
        boolean symmetric = vias.getFirst().toLowerCase(Locale.ROOT).contains("rport");
        return proxied
                ? Optional.empty()
                : of(SipMessages.transportOf(request), SipMessages.sourceOf(request), contact)
                        .filter(flow -> symmetric || !flow.transport.equals("UDP"));
    }

    /**
     * Empty where a party is where it says.
     *
     * @param contact the host that it gave
     */
    public static Optional<Flow> of(String transport, InetSocketAddress source, String contact) {
        boolean there = transport.equals("UDP") && contact.equals(SipStackFactory.host(source.getAddress()));
        return there || source.getPort() == 0 ? Optional.empty() : Optional.of(new Flow(source, transport));
    }
}
