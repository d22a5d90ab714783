package org.courtbridge.gateway.measuring;

import java.time.Duration;
import java.util.List;

/**
 * The result of measuring once.
 *
 * @param complaints empty if all is as it should be
 * @param shortage of the machine meanwhile
 * @param standstill for which it may not stand still at one time if this is to say anything
 */
public record Look(List<String> complaints, Shortage shortage, Duration standstill) {

    public boolean isGood() {
        return complaints.isEmpty();
    }

    /** It is bad, and the machine was too short of processor for that to say anything. */
    public boolean saysNothing() {
        return !isGood() && shortage.isShort(standstill);
    }

    @Override
    public String toString() {
        return complaints + " (" + shortage + ")";
    }
}
