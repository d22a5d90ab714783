package org.courtbridge.gateway.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/**
 * Whom to call.
 *
 * @param uri a SIP URI
 * @param route the proxies on the way, in order
 */
record CallTarget(String uri, List<String> route) {

    CallTarget {
        route = List.copyOf(route);
    }

    CallTarget(String uri) {
        this(uri, List.of());
    }

    /**
     * Where a registered device is reached: the contact that it gave if that is where it spoke from, otherwise (NAT, or
     * a TCP connection that it has opened) back to there; through the proxies that it registered through, if any.
     */
    static CallTarget of(Registration registration) {
        if (!registration.path().isEmpty()) {
            return new CallTarget(registration.contact(), registration.path());
        }
        boolean datagrams = registration.transport().equals("UDP");
        InetAddress source = registration.source().getAddress();
        if (datagrams && registration.contact().contains(SipStackFactory.host(source))) {
            return new CallTarget(registration.contact());
        }
        return new CallTarget("sip:%s@%s:%d;transport=%s"
                .formatted(
                        user(registration),
                        SipStackFactory.host(source),
                        port(registration.source()),
                        registration.transport().toLowerCase(Locale.ROOT)));
    }

    private static int port(InetSocketAddress source) {
        return source.getPort() == 0 ? 5_060 : source.getPort();
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
