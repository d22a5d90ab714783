package org.courtbridge.h323.ras;

import java.net.InetSocketAddress;

/**
 * Destination of a call, as the caller is told it and as it really is.
 *
 * @param told to the caller
 * @param real where it goes on to, if its signalling goes through us
 */
record Destination(InetSocketAddress told, CalledEndpoint real) {

    /** Whether what is sent to the address passes through us: not what is for ourselves (H.225.0, clause 7.11.2: callModel). */
    CallModel callModel() {
        return told.equals(real.address()) ? CallModel.DIRECT : CallModel.GATEKEEPER_ROUTED;
    }
}
