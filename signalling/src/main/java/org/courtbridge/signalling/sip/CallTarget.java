package org.courtbridge.signalling.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.courtbridge.signalling.sip.registrar.Registration;
import org.courtbridge.signalling.sip.stack.Flow;
import org.courtbridge.signalling.sip.stack.SipMessages;
import org.courtbridge.signalling.sip.stack.SipStackFactory;

/**
 * The address that a call goes to.
 *
 * @param uri a SIP URI
 * @param route the proxies on the way, in order
 * @param flow by which requests within the call go
 * @param origin where the device is by what the proxies on the way say; empty where its answer shows it
 */
record CallTarget(String uri, List<String> route, Optional<Flow> flow, Optional<InetAddress> origin) {

    CallTarget {
        route = List.copyOf(route);
    }

    /** A target that is called by its URI, without proxies. */
    static CallTarget direct(String uri) {
        return new CallTarget(uri, List.of(), Optional.empty(), Optional.empty());
    }

    /**
     * The target of a registered device: the contact that it gave if it registered from there, otherwise (NAT, or a TCP
     * connection that it has opened) the address that it registered from; through the proxies that it registered through, if
     * any.
     */
    static CallTarget of(Registration registration) {
        if (!registration.path().isEmpty()) {
            return new CallTarget(
                    registration.contact(), registration.path(), Optional.empty(), Optional.of(registration.origin()));
        }
        return registration
                .presentFlow()
                .map(flow -> new CallTarget(uri(registration, flow), List.of(), Optional.of(flow), Optional.empty()))
                .orElseGet(() -> direct(registration.contact()));
    }

    /** The address that a request to it goes to first; a wildcard if nobody knows. */
    InetAddress place(SipMessages messages) {
        return flow.map(way -> way.address().getAddress())
                .orElseGet(() -> messages.place(route.isEmpty() ? uri : route.getFirst()));
    }

    private static String uri(Registration registration, Flow flow) {
        return "sip:%s@%s:%d;transport=%s"
                .formatted(
                        user(registration),
                        SipStackFactory.host(flow.address().getAddress()),
                        flow.address().getPort(),
                        flow.transport().toLowerCase(Locale.ROOT));
    }

    private static String user(Registration registration) {
        String contact = registration.contact();
        int colon = contact.indexOf(':');
        int at = contact.indexOf('@');
        return colon >= 0 && at > colon
                ? contact.substring(colon + 1, at)
                : registration.device().username();
    }
}
