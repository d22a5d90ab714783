package org.courtbridge.signalling.h323.gatekeeper;

import org.courtbridge.h323.ras.CalledEndpoint;

/**
 * A call that our gatekeeper wants routed.
 *
 * @param called whom it goes on to
 * @param over tells the gatekeeper
 */
record RoutedAdmission(CalledEndpoint called, Runnable over) implements AutoCloseable {

    /** The call is over, whatever its endpoints still say. */
    @Override
    public void close() {
        over.run();
    }
}
