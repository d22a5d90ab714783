package org.courtbridge.gateway.ivr;

import org.courtbridge.gateway.bridge.LegMedia;
import org.courtbridge.hearings.EndReason;

/** Somebody's call that is in the {@link Reception}, and all that it hears of its leg. From any thread; returns at once. */
interface LegVisit {

    /** @param key 0 to 9, *, #, A to D */
    void pressed(char key);

    void renegotiated(LegMedia negotiated);

    void keyframeWanted();

    /** The leg is gone; its transports will be closed at once. */
    void left(EndReason reason);
}
