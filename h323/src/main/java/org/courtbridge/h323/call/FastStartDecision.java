package org.courtbridge.h323.call;

import java.util.List;
import org.courtbridge.h323.asn1.Octets;

/**
 * The decision of the called side on the channels that the caller's Setup proposes (fast start, H.323, clause 8.1.7): which ones are
 * opened, or that none is. It is made once.
 */
final class FastStartDecision {

    private boolean made;
    private List<Octets> channels = List.of();
    private boolean refused;

    /** @param proposed whether there is anything to decide */
    FastStartDecision(boolean proposed) {
        made = !proposed;
    }

    /** We decide, if nobody has. @param chosen channels, encoded; none to refuse all */
    void decide(List<Octets> chosen) {
        if (!made) {
            made = true;
            channels = List.copyOf(chosen);
            refused = chosen.isEmpty();
        }
    }

    /**
     * The other side says something of it.
     *
     * @param chosen channels, encoded
     * @param none whether it refuses all
     * @return whether it decides by that
     */
    boolean heard(List<Octets> chosen, boolean none) {
        boolean makes = !made && (none || !chosen.isEmpty());
        made |= makes;
        return makes;
    }

    /** The channels that we have chosen, encoded. */
    List<Octets> channels() {
        return channels;
    }

    /** Whether we have refused all. */
    boolean isRefused() {
        return refused;
    }
}
