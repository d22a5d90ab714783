package org.courtbridge.gateway.webrtc;

import java.util.Optional;
import org.courtbridge.gateway.access.Participant;
import org.courtbridge.gateway.conference.Conferences;
import org.courtbridge.gateway.sdp.Direction;
import org.courtbridge.gateway.transport.WebRtcPort;

/** Where browsers come in: each page that has shown its code word becomes a leg. */
public final class BrowserEndpoint implements AutoCloseable {

    private final Conferences conferences;
    private final WebRtcPort port;
    private final BrowserConfig config;
    private final LegThreads<BrowserLeg> legs = new LegThreads<>("browser");

    public BrowserEndpoint(Conferences conferences, WebRtcPort port, BrowserConfig config) {
        this.conferences = conferences;
        this.port = port;
        this.config = config;
    }

    /** A participant's page, who has proved to be one, is connected. */
    public BrowserConnection connected(Participant participant, SignallingChannel channel) {
        String resume = LegThreads.secret();
        BrowserLeg leg = new BrowserLeg(
                participant,
                resume,
                channel,
                conferences,
                config,
                lost -> new BrowserSession(port.session(), Direction.SENDRECV, lost));
        legs.start(resume, leg, leg::run);
        return new BrowserConnection(leg, channel);
    }

    /** A page comes back to its leg by the secret that it was welcomed with; empty if the leg is gone. */
    public Optional<BrowserConnection> resumed(String secret, SignallingChannel channel) {
        return legs.find(secret).filter(leg -> leg.back(channel)).map(leg -> new BrowserConnection(leg, channel));
    }

    /** Ends every leg, and waits a little until they have said so. */
    @Override
    public void close() {
        legs.close();
    }
}
