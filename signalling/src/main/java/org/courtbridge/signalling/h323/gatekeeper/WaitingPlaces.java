package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.courtbridge.court.access.SourceNetwork;

/**
 * Places of those who wait, of which nobody may have more than his share: whoever floods us fills his own, and the others wait
 * no longer for him than for that. From any thread.
 */
final class WaitingPlaces {

    private final int most;
    private final int mostEach;
    private final Map<InetAddress, Integer> taken = new HashMap<>();
    private int all;

    /** @param most altogether @param mostEach of one address */
    WaitingPlaces(int most, int mostEach) {
        this.most = most;
        this.mostEach = mostEach;
    }

    /** @return whether there was one for that address */
    synchronized boolean take(InetAddress address) {
        InetAddress source = SourceNetwork.of(address);
        int own = taken.getOrDefault(source, 0);
        if (all == most || own == mostEach) {
            return false;
        }
        taken.put(source, own + 1);
        all++;
        return true;
    }

    /** One that was taken is free. */
    synchronized void leave(InetAddress source) {
        taken.computeIfPresent(SourceNetwork.of(source), (_, own) -> own == 1 ? null : own - 1);
        all--;
    }
}
