package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;

/** Who is called, as far as it matters to whoever routes the call to him. */
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
}
