package org.courtbridge.signalling.webrtc;

import java.util.Optional;
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
            this.negotiated = session.negotiate(flow.offer(offer));
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
     * Takes what the application says of its ICE: candidates, which we do not need, or credentials other than before, which
     * restart it (RFC 9725, section 4.3.3; RFC 8445, section 2.4). Keys and streams outlive a restart.
     *
     * @return our side of the restart; empty if there was none
     * @throws org.courtbridge.signalling.sdp.SdpException if the credentials are none; then all stays as it was
     */
    Optional<String> patch(IceFragment remote) {
        Optional<IceFragment.Credentials> changed = remote.credentials().filter(said -> said.differFrom(offer));
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        String restarted = changed.get().in(offer);
        negotiated = session.negotiate(restarted);
        offer = restarted;
        restarts++;
        return Optional.of(IceFragment.of(negotiated.answer()));
    }

    @Override
    public void close() {
        session.close();
    }
}
