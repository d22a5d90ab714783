package org.courtbridge.signalling.webrtc;

import org.courtbridge.signalling.sdp.Direction;

/** The two protocols by which an application has media over HTTP, each for one direction. */
public enum WhipFlow {
    /** WHIP (RFC 9725): the application sends. */
    PUBLISH(Direction.RECVONLY),
    /** WHEP (draft-ietf-wish-whep): the application receives. */
    PLAY(Direction.SENDONLY);

    private final Direction ours;

    WhipFlow(Direction ours) {
        this.ours = ours;
    }

    /** Direction of its media, seen from us. */
    Direction ours() {
        return ours;
    }
}
