package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;
import org.courtbridge.h323.asn1.Octets;

/** The way on which somebody's messages come, and by which he is answered. */
public sealed interface RasPath {

    /** The other side's, as we see it. */
    InetSocketAddress address();

    /** Sends a message by it. @param message a RasMessage, encoded */
    GatekeeperAction send(Octets message);

    /** Whether what comes by this may be from who sends by the other: anybody of that address, but nobody on another's connection. */
    boolean isOfSource(RasPath other);

    /** UDP. */
    record Datagrams(InetSocketAddress address) implements RasPath {

        @Override
        public GatekeeperAction send(Octets message) {
            return new GatekeeperAction.Send(message, address);
        }

        @Override
        public boolean isOfSource(RasPath other) {
            return other instanceof Datagrams(InetSocketAddress from)
                    && from.getAddress().equals(address.getAddress());
        }
    }

    /**
     * A connection of call signalling that an endpoint has made (H.460.17), and that carries its calls, too.
     *
     * @param number that no other connection has, or had before
     */
    record Tunnel(InetSocketAddress address, long number) implements RasPath {

        @Override
        public GatekeeperAction send(Octets message) {
            return new GatekeeperAction.SendTunnelled(message, this);
        }

        @Override
        public boolean isOfSource(RasPath other) {
            return equals(other);
        }
    }
}
