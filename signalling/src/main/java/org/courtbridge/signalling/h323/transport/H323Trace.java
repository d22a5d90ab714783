package org.courtbridge.signalling.h323.transport;

import java.net.InetSocketAddress;

/** Is shown every message of H.323 that comes and goes. From any thread; must not block. */
public interface H323Trace {

    /** Looks away. */
    H323Trace NONE = new H323Trace() {
        @Override
        public void datagram(
                String subject,
                Direction direction,
                InetSocketAddress local,
                InetSocketAddress remote,
                byte[] message) {}

        @Override
        public Connection connection(InetSocketAddress local, InetSocketAddress remote) {
            return (call, direction, packet) -> {};
        }
    };

    /** A message of RAS. @param subject such as "call" and the call's identifier */
    void datagram(
            String subject, Direction direction, InetSocketAddress local, InetSocketAddress remote, byte[] message);

    /** There is a connection for call signalling or H.245. */
    Connection connection(InetSocketAddress local, InetSocketAddress remote);

    /** Is shown what goes by one connection. */
    @FunctionalInterface
    interface Connection {

        /** @param call identifier of the call @param packet a TPKT packet, header and all */
        void packet(String call, Direction direction, byte[] packet);
    }

    /** Seen from the gateway. */
    enum Direction {
        RECEIVED,
        SENT
    }
}
