package org.courtbridge.signalling.sip.registrar;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.sip.message.Request;
import org.courtbridge.court.access.SourceNetwork;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * The source of a request, by its packets. Over UDP that is easily forged: it is proved once the sender has
 * answered a challenge that was sent there ({@link Nonces}).
 *
 * @param address of the sender, as a trusted proxy reports it where one stands between
 * @param transport "UDP", "TCP" or "TLS", by which we received it
 * @param port of the sender; 0 behind a proxy, where all who come through it share one
 */
record Origin(InetAddress address, String transport, int port) {

    /** @param address as far as it is known */
    static Origin of(Request request, InetAddress address) {
        InetSocketAddress neighbour = SipMessages.sourceOf(request);
        return new Origin(
                address,
                SipMessages.receivedOver(request),
                neighbour.getAddress().equals(address) ? neighbour.getPort() : 0);
    }

    /** Whether there is a connection, which nobody forges. */
    boolean isConnected() {
        return !transport.equals("UDP");
    }

    /** As limits know the address. */
    String host() {
        return SourceNetwork.of(address).getHostAddress();
    }

    /** As limits know the sender itself, among others behind the same address. */
    String flow() {
        return host() + " " + port + " " + transport;
    }
}
