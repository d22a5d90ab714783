package org.courtbridge.signalling.h323.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/**
 * Places that the other side of a call names for further connections, such as its {@code h245Address} (H.323, clause 8.2), and to which
 * anybody could have us connect. Whoever is elsewhere names none on this machine, nor one that only this machine reaches.
 */
public final class NamedPlace {

    private NamedPlace() {}

    /** Whether we connect to a place. @param peer the machine of whoever names it */
    public static boolean isAllowed(InetSocketAddress place, InetAddress peer) {
        InetAddress machine = place.getAddress();
        return machine != null
                && !machine.isAnyLocalAddress()
                && !machine.isMulticastAddress()
                && (!isHere(machine) || isHere(peer))
                && (!machine.isLinkLocalAddress() || peer.isLinkLocalAddress() || isHere(peer));
    }

    private static boolean isHere(InetAddress machine) {
        try {
            return machine.isLoopbackAddress() || NetworkInterface.getByInetAddress(machine) != null;
        } catch (SocketException e) {
            throw new IllegalStateException("the machine does not tell its addresses", e);
        }
    }
}
