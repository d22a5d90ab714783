package org.courtbridge.signalling.webrtc;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.transport.WebRtcPort;
import org.courtbridge.signalling.webrtc.WhipException.Reason;

/**
 * Our endpoint for applications that speak WHIP and WHEP. A bearer token stands for one person in one seat: every request with
 * it goes to that person's leg. From any thread; nothing blocks. Requests may fail with {@link WhipException}.
 */
public final class WhipEndpoint implements AutoCloseable {

    /** As long as a ticket would be good that nobody has brought. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Conferences conferences;
    private final WebRtcPort port;
    private final Duration patience;
    private final LegThreads<WhipLeg> legs = new LegThreads<>("whip");

    /**
     * A session that was made.
     *
     * @param leg whose it is
     * @param id names it in its address
     * @param answer our session description
     * @param entityTag names its ICE session (RFC 9725, section 4.3.1), quoted as HTTP has it
     */
    public record Created(LegId leg, String id, String answer, String entityTag) {}

    /**
     * The result of a restart of ICE.
     *
     * @param fragment what we say of ICE now (RFC 8840)
     * @param entityTag names the new ICE session
     */
    public record Restarted(String fragment, String entityTag) {}

    public WhipEndpoint(Conferences conferences, WebRtcPort port) {
        this(conferences, port, PATIENCE);
    }

    /** @param patience with a token by which no offer comes that can be accepted */
    WhipEndpoint(Conferences conferences, WebRtcPort port, Duration patience) {
        this.conferences = conferences;
        this.port = port;
        this.patience = patience;
    }

    /** Whether a token is somebody's who is here. */
    public boolean knows(String token) {
        return legs.find(token).isPresent();
    }

    /**
     * A participant, who has proved to be one, comes in with this token, which is good until its leg ends: with its last session, or
     * if no offer has been accepted for a while.
     */
    public void enter(String token, Participant participant) {
        WhipLeg leg = new WhipLeg(
                participant,
                conferences,
                patience,
                (flow, lost) -> new BrowserSession(port.session(), flow.ours(), lost));
        legs.start(token, leg, leg::run);
    }

    /** Makes a session, in place of any before for the same flow. */
    public CompletionStage<Created> offer(String token, WhipFlow flow, String sdp) {
        return with(token, leg -> leg.offer(flow, sdp));
    }

    /**
     * Takes candidates, which we do not need, or restarts the ICE of a session where the credentials are others than before.
     *
     * @param meant whether the ICE session of an entity tag is one that is meant
     * @param fragment what the application says of its ICE (RFC 8840)
     * @return our side of the restart; empty if there was none
     */
    public CompletionStage<Optional<Restarted>> patch(
            String token, String session, Predicate<String> meant, String fragment) {
        return with(token, leg -> leg.patch(session, meant, fragment));
    }

    /** Ends a session, and with the last one the leg. */
    public CompletionStage<Void> delete(String token, String session) {
        return with(token, leg -> leg.delete(session));
    }

    private <R> CompletionStage<R> with(String token, Function<WhipLeg, CompletionStage<R>> request) {
        return legs.find(token)
                .map(request)
                .orElseGet(() -> CompletableFuture.failedStage(new WhipException(Reason.GONE, "the leg has ended")));
    }

    /** Ends every leg, and waits a little until they have ended. */
    @Override
    public void close() {
        legs.close();
    }
}
