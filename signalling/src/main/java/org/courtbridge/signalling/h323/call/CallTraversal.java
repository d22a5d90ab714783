package org.courtbridge.signalling.h323.call;

import java.net.InetAddress;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h460.ComingControl;
import org.courtbridge.h323.h460.MediaTraversal;

/**
 * NAT traversal of a call (H.460.18, H.460.19): of the room's NAT, where we are the server, or of our own.
 *
 * @param peer where the other side's call signalling comes from; as a server, we take H.245 and media from there alone
 * @param control the first message of a client on its H.245 connection, which names the call
 */
public record CallTraversal(MediaTraversal media, InetAddress peer, ComingControl control) {

    /** @param answering whether we were called */
    public static CallTraversal of(MediaTraversal media, InetAddress peer, Octets callIdentifier, boolean answering) {
        return new CallTraversal(media, peer, new ComingControl(callIdentifier, answering));
    }

    public boolean isServer() {
        return media.role() == MediaTraversal.Role.SERVER;
    }
}
