package org.courtbridge.signalling.webrtc;

import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SdpException;

/** The two protocols by which an application has media over HTTP, each for one direction. */
public enum WhipFlow {
    /** WHIP (RFC 9725): the application sends. */
    PUBLISH(Direction.RECVONLY),
    /** WHEP (draft-ietf-wish-whep-03): the application receives. */
    PLAY(Direction.SENDONLY);

    private final Direction ours;

    WhipFlow(Direction ours) {
        this.ours = ours;
    }

    /** Direction of its media, seen from us. */
    Direction ours() {
        return ours;
    }

    /**
     * Parses an offer, in which every medium must flow the application's way: in that direction alone, or, as both documents
     * allow, in both, of which we answer the one. A medium that was stopped (port 0) may say what it likes.
     *
     * @throws SdpException if it cannot be answered, or a medium flows the other way alone, or none
     */
    BrowserOffer offer(String sdp) {
        BrowserOffer offer = BrowserOffer.parse(sdp);
        for (MediaDescription medium : offer.media()) {
            Direction theirs = offer.directionOf(medium);
            if (offer.isServable(medium) && theirs.reversed().and(ours) != ours) {
                throw new SdpException("a=%s for %s (expected: a=%s or a=sendrecv)"
                        .formatted(theirs.word(), medium.type(), ours.reversed().word()));
            }
        }
        return offer;
    }
}
