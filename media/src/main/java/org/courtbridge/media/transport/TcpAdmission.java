package org.courtbridge.media.transport;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits the number of TCP connections, so that nobody who proves nothing keeps out those who can: in all, of those that have
 * not shown an authenticated check yet, and of these from one address. For one event loop.
 */
final class TcpAdmission {

    private static final int MAX = 4096;
    private static final int MAX_UNPROVEN = 1024;

    /** A whole courtroom behind one NAT may come at the same moment; each proves itself within a round trip. */
    static final int MAX_UNPROVEN_OF_ADDRESS = 32;

    private final Map<InetAddress, Integer> unproven = new HashMap<>();
    private int connections;
    private int unprovenConnections;

    /** Whether one more may come; if so, it counts until {@link #gone}. */
    boolean admit(InetAddress from) {
        if (connections >= MAX
                || unprovenConnections >= MAX_UNPROVEN
                || unproven.getOrDefault(from, 0) >= MAX_UNPROVEN_OF_ADDRESS) {
            return false;
        }
        connections++;
        unprovenConnections++;
        unproven.merge(from, 1, Integer::sum);
        return true;
    }

    /** One that was admitted has shown an authenticated check; once for each. */
    void proven(InetAddress from) {
        unprovenConnections--;
        unproven.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
    }

    /** One that was admitted has ended. */
    void gone(InetAddress from, Proof proof) {
        if (proof == Proof.NOT_SHOWN) {
            proven(from);
        }
        connections--;
    }

    enum Proof {
        SHOWN,
        NOT_SHOWN
    }
}
