package org.courtbridge.media.bridge;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.courtbridge.hearings.LegId;

/**
 * The legs that have been in no hearing yet, each with its bridge, from which the bridge of a hearing takes them over. From any
 * thread, but for {@link #take}.
 */
public final class WaitingLegs {

    private final Map<LegId, SoloBridge> bridges = new ConcurrentHashMap<>();

    void enter(LegId leg, SoloBridge bridge) {
        bridges.put(leg, bridge);
    }

    void leave(LegId leg) {
        bridges.remove(leg);
    }

    /** Takes a leg out with its streams, to go on with them; on the control thread. */
    Optional<SoloBridge.Handed> take(LegId leg) {
        return Optional.ofNullable(bridges.remove(leg)).flatMap(SoloBridge::handOver);
    }
}
