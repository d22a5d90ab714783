package org.courtbridge.gateway.h323;

import java.net.InetSocketAddress;

/**
 * A call that our gatekeeper wants routed.
 *
 * @param destination call signal address that it goes on to
 * @param over tells the gatekeeper
 */
record RoutedAdmission(InetSocketAddress destination, Runnable over) implements AutoCloseable {

    /** The call is over, whatever its endpoints still say. */
    @Override
    public void close() {
        over.run();
    }
}
