package org.courtbridge.signalling.sip.registrar;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which user has proved himself from which address, port and transport: what others get wrong, at the same address
 * too, is no reason to keep him out. Bounded: of more than {@value #MOST} those that came longest ago are forgotten. From any
 * thread.
 */
final class ProvenFlows {

    static final int MOST = 20_000;

    private record Known(String user, String flow) {}

    private final Map<Known, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Known, Boolean> eldest) {
            return size() > MOST;
        }
    };

    /** @param flow as {@link Origin#flow} has it */
    synchronized void add(String user, String flow) {
        known.put(new Known(user, flow), true);
    }

    synchronized boolean contains(String user, String flow) {
        return known.get(new Known(user, flow)) != null;
    }
}
