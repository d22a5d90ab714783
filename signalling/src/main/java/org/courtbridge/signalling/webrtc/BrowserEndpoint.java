package org.courtbridge.signalling.webrtc;

import java.util.Optional;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.media.transport.WebRtcPort;
import org.courtbridge.signalling.sdp.Direction;

/** Our endpoint for browsers: each page that has shown its code word becomes a leg. */
public final class BrowserEndpoint implements AutoCloseable {

    private final Conferences conferences;
    private final PageTests tests;
    private final WebRtcPort port;
    private final BrowserConfig config;
    private final LegThreads<BrowserLeg> legs = new LegThreads<>("browser");

    /** @param tests where pages lead that come for a test */
    public BrowserEndpoint(Conferences conferences, PageTests tests, WebRtcPort port, BrowserConfig config) {
        this.conferences = conferences;
        this.tests = tests;
        this.port = port;
        this.config = config;
    }

    /** A participant's page, who has proved to be one, is connected. */
    public BrowserConnection connected(Participant participant, SignallingChannel channel) {
        return connected(participant, channel, PageDestination.hearing(conferences, participant));
    }

    /**
     * The same for a test, which nobody in the hearing notices.
     *
     * @param client the page's program, as it names itself (User-Agent)
     */
    public BrowserConnection tested(Participant participant, Optional<String> client, SignallingChannel channel) {
        return connected(participant, channel, tests.of(participant, client));
    }

    private BrowserConnection connected(
            Participant participant, SignallingChannel channel, PageDestination destination) {
        String resume = LegThreads.secret();
        BrowserLeg leg = new BrowserLeg(
                participant,
                resume,
                channel,
                destination,
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
