package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;

/** The called endpoint, as far as it matters to whoever routes the call to it. */
public sealed interface CalledEndpoint {

    /** Its call signal address, as a Setup names it. */
    InetSocketAddress address();

    /** Whether both are the same one. */
    boolean is(CalledEndpoint other);

    /** Whoever takes connections there. */
    record Reached(InetSocketAddress address) implements CalledEndpoint {

        @Override
        public boolean is(CalledEndpoint other) {
            return equals(other);
        }
    }

    /**
     * An endpoint that nobody connects to: it is called on the connection that it has made (H.460.17), whichever that is by then.
     *
     * @param address of that connection's other end, which somebody else may have taken since
     */
    record Tunnelled(String endpointIdentifier, InetSocketAddress address) implements CalledEndpoint {

        @Override
        public boolean is(CalledEndpoint other) {
            return other instanceof Tunnelled tunnelled && tunnelled.endpointIdentifier.equals(endpointIdentifier);
        }
    }

    /**
     * An endpoint that does not get to the caller, or the caller to it, as one of the two is behind a NAT or a firewall (H.460.17,
     * H.460.18): the call ends with us, who make another one to it, and pass on the media of both.
     *
     * @param address as it names it, which may lead nowhere
     */
    record Carried(String endpointIdentifier, InetSocketAddress address) implements CalledEndpoint {

        @Override
        public boolean is(CalledEndpoint other) {
            return other instanceof Carried carried && carried.endpointIdentifier.equals(endpointIdentifier);
        }
    }
}
