package org.courtbridge.h323.dissect;

import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.TpktDecoder;

/** A TCP connection that H.323 is spoken on. */
final class Connection {

    /** Is given what a connection brings. */
    interface Listener {

        /** The contents of a packet. */
        void message(DissectedMessage.Protocol protocol, byte[] contents);

        /** Nothing more can be read of that direction. */
        void broken(DissectedMessage.Protocol protocol, String fault);
    }

    private static final class Direction {
        private final TcpStream stream = new TcpStream();
        private final TpktDecoder packets = new TpktDecoder(TpktDecoder.MAX_CONTENTS);
        private boolean broken;
    }

    private final DissectedMessage.Protocol protocol;
    private final Endpoint opener;
    private final Direction forth = new Direction();
    private final Direction back = new Direction();

    /** @param opener one end, whichever was seen first */
    Connection(DissectedMessage.Protocol protocol, Endpoint opener) {
        this.protocol = protocol;
        this.opener = opener;
    }

    void take(IpPayload.Tcp segment, Listener listener) {
        Direction direction = segment.from().equals(opener) ? forth : back;
        if (direction.broken) {
            return;
        }
        try {
            direction.stream.take(
                    segment,
                    octets -> direction.packets.take(octets, contents -> listener.message(protocol, contents)));
        } catch (Q931Exception e) {
            direction.broken = true;
            listener.broken(protocol, e.getMessage());
            return;
        }
        if (direction.stream.isLost()) {
            direction.broken = true;
            listener.broken(protocol, "TCP: octets are missing that were never captured");
        }
    }
}
