package org.courtbridge.signalling.webrtc;

import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.signalling.sdp.IceFragment;
import org.courtbridge.signalling.sdp.SessionDescription;

/**
 * One session of WHIP or WHEP: one offer, answered once, and restarts of its ICE. On the leg's thread, but for what says
 * otherwise.
 */
final class WhipSession implements AutoCloseable {

    private final WhipFlow flow;
    private final String id;
    private final BrowserSession session;
    private String offer;
    private BrowserSession.Negotiated negotiated;
    private int restarts;

    /**
     * Answers the offer.
     *
     * @throws org.courtbridge.signalling.sdp.SdpException if it cannot be answered; then it is closed
     */
    WhipSession(WhipFlow flow, String id, BrowserSession session, String offer) {
        this.flow = flow;
        this.id = id;
        this.session = session;
        this.offer = offer;
        try {
            this.negotiated = session.negotiate(offer);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    WhipFlow flow() {
        return flow;
    }

    String id() {
        return id;
    }

    LegMedia media() {
        return negotiated.media();
    }

    SessionDescription answer() {
        return negotiated.answer();
    }

    /** Names the ICE session (RFC 9725, section 4.3.1), quoted as HTTP has it. */
    String entityTag() {
        return "\"" + restarts + "\"";
    }

    /**
     * Restarts ICE (RFC 8445, section 2.4); keys and streams stay.
     *
     * @return our side of it
     * @throws org.courtbridge.signalling.sdp.SdpException if the credentials are none
     */
    String restart(IceFragment remote) {
        String changed = remote.in(offer);
        negotiated = session.negotiate(changed);
        offer = changed;
        restarts++;
        return IceFragment.of(negotiated.answer());
    }

    @Override
    public void close() {
        session.close();
    }
}
