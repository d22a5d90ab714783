package org.courtbridge.court.conference;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;

/** Receives an endpoint's events of a leg that it has connected, wherever the leg is now. From any thread; returns at once. */
public interface LegEvents {

    /** The leg has negotiated anew. */
    void renegotiated(LegId leg, LegMedia media);

    /** The party asked by signalling for a keyframe of what it sees (RFC 5168). */
    void keyframeWanted(LegId leg);

    /** A key was pressed in the party's call: 0 to 9, *, #, A to D. */
    void digit(LegId leg, char digit);

    /**
     * The party asks to present by signalling. Fails with {@link CommandRefusedException} if it may not; that it does, now or
     * later, its leg is told by {@link LegNotice.Standing}.
     */
    CompletionStage<?> asksToPresent(LegId leg);

    /** The party presents no more, or does not ask to any more. */
    void presentsNoMore(LegId leg);

    /**
     * The party's media in the clear have been followed to a machine that its signalling does not come from, which its device's
     * setting allows.
     */
    void mediaFollowed(LegId leg, InetAddress machine);

    /** The leg is gone; must be called exactly once for each leg that arrived. */
    void left(LegId leg, EndReason reason);
}
