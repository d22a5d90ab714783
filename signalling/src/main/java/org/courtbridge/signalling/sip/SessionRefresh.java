package org.courtbridge.signalling.sip;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.media.NotAcceptableException;
import org.courtbridge.signalling.sip.media.RoomMedia;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * Says that we are still there, when the {@link SessionTimer} has it due: by UPDATE without an offer (RFC 3311) where the
 * party takes it, else by a new INVITE with the description that is in force.
 */
final class SessionRefresh {

    private static final Logger log = LogManager.getLogger(SessionRefresh.class);

    private static final Duration LATER = Duration.ofSeconds(5);

    private final CallRequests requests;
    private final SessionTimer timer;
    private final RoomMedia media;
    /** Whether we sent the first INVITE, and so made the Call-ID. */
    private final boolean caller;

    private boolean update;
    private Optional<ClientTransaction> asked = Optional.empty();

    /** @param first what the party sent to set the call up, which says what it allows */
    SessionRefresh(CallRequests requests, SessionTimer timer, RoomMedia media, Message first, boolean caller) {
        this.requests = requests;
        this.timer = timer;
        this.media = media;
        this.caller = caller;
        this.update = SipMessages.list(first, "Allow").stream()
                .anyMatch(methods -> methods.toUpperCase(Locale.ROOT).contains(Request.UPDATE));
    }

    /** Whether an offer of ours is on its way, so that one of the party has to wait (RFC 3261, section 14.2). */
    boolean hasOffered() {
        return asked.filter(transaction -> transaction.getRequest().getMethod().equals(Request.INVITE))
                .isPresent();
    }

    void ask() {
        try {
            Request request = requests.request(update ? Request.UPDATE : Request.INVITE);
            timer.ask(request, requests.messages());
            if (!update) {
                requests.messages().sdp(request, media.offer().write());
            }
            asked = Optional.of(requests.send(request));
        } catch (SipException e) {
            log.debug("session not refreshed: {}", e.getMessage());
            timer.tryAgain(LATER);
        }
    }

    /** Takes a final answer that is meant for us; whether the media have been agreed on anew. */
    boolean answered(ClientTransaction transaction, Response response) {
        if (asked.isEmpty() || asked.get() != transaction || response.getStatusCode() < 200) {
            return false;
        }
        asked = Optional.empty();
        int status = response.getStatusCode();
        if (status < 300) {
            timer.accepted(response);
            return transaction.getRequest().getMethod().equals(Request.INVITE) && accepted(response);
        }
        if (status == SessionTimer.TOO_SMALL && timer.tooBrief(response)) {
            timer.tryAgain(Duration.ZERO);
        } else if (status == Response.REQUEST_PENDING) {
            timer.tryAgain(glare());
        } else {
            update = update && status != Response.METHOD_NOT_ALLOWED && status != Response.NOT_IMPLEMENTED;
            timer.tryAgain(update ? LATER : Duration.ZERO);
        }
        return false;
    }

    private boolean accepted(Response ok) {
        requests.acknowledge(ok);
        try {
            media.answered(SessionDescription.parse(SipMessages.description(ok)));
            return true;
        } catch (SdpException | NotAcceptableException e) {
            log.info("answer to our refresh not understood: {}", e.getMessage());
            return false;
        }
    }

    /** Both offered at once: whoever made the Call-ID waits longer (RFC 3261, section 14.1). */
    private Duration glare() {
        long tens = caller
                ? ThreadLocalRandom.current().nextLong(210, 401)
                : ThreadLocalRandom.current().nextLong(0, 201);
        return Duration.ofMillis(10 * tens);
    }
}
