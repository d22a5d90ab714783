package org.courtbridge.signalling.ivr;

import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.LegMedia;

/** Somebody's call that is in the {@link Reception}, and all that it hears of its leg. From any thread; returns at once. */
interface LegVisit {

    /** @param key 0 to 9, *, #, A to D */
    void pressed(char key);

    void renegotiated(LegMedia negotiated);

    void keyframeWanted();

    /** The leg is gone; its transports will be closed at once. */
    void left(EndReason reason);
}
