package org.courtbridge.signalling.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.SipCallEvent;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * A room's call from its INVITE to our final answer: it rings, reliably where the room requires that (RFC 3262), and what
 * the room asks meanwhile is answered.
 *
 * <p>Belongs to the call's thread.
 */
final class EarlyCall {

    private static final Logger log = LogManager.getLogger(EarlyCall.class);

    private final SipMessages messages;
    private final ServerTransaction transaction;
    private final Request invite;
    private final CallMailbox mailbox;
    private boolean ringing;
    /** Whether the room has still to say that it heard us ring. */
    private boolean unheard;

    private boolean decided;

    EarlyCall(SipMessages messages, ServerTransaction transaction, Request invite, CallMailbox mailbox) {
        this.messages = messages;
        this.transaction = transaction;
        this.invite = invite;
        this.mailbox = mailbox;
    }

    /** Rings for a caller of whom nobody knows that he is where he says: only if he requires to hear it. */
    void ringIfRequired() {
        if (SipMessages.hasOption(invite, "Require", "100rel")) {
            ring();
        }
    }

    /**
     * Rings. A room that requires reliable responses but made no offer is not told: the response would have to hold our
     * offer (RFC 3262, section 5), which the final one holds a moment later.
     */
    void ring() {
        boolean reliably = SipMessages.hasOption(invite, "Require", "100rel");
        try {
            if (!reliably) {
                Response response = messages.response(invite, Response.RINGING);
                response.setHeader(messages.contact(invite, SipMessages.transportOf(invite)));
                messages.send(transaction, response);
            } else if (!SipMessages.description(invite).isEmpty()) {
                Dialog dialog = transaction.getDialog();
                Response response = dialog.createReliableProvisionalResponse(Response.RINGING);
                response.setHeader(messages.contact(invite, SipMessages.transportOf(invite)));
                messages.allow(response);
                response.setHeader(messages.response(invite, Response.RINGING).getHeader(ToHeader.NAME));
                dialog.sendReliableProvisionalResponse(response);
                unheard = true;
            }
            ringing = true;
        } catch (SipException | InvalidArgumentException e) {
            log.debug("180 not sent: {}", e.getMessage());
        }
    }

    /**
     * Waits until the hearing has decided and the room has heard us ring, and answers what comes meanwhile.
     *
     * @return why the call is over before it began; empty if it may be answered, or if the patience has ended
     */
    Optional<EndReason> await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); left > 0 && !(decided && !unheard); left = deadline - System.nanoTime()) {
            Optional<EndReason> over = mailbox.poll(Duration.ofNanos(left)).flatMap(this::heard);
            if (over.isPresent()) {
                return over;
            }
        }
        return drain();
    }

    /** Whoever has cancelled by now gets no 200. */
    private Optional<EndReason> drain() {
        Optional<EndReason> over = Optional.empty();
        for (Optional<SipCallEvent> event = mailbox.poll(Duration.ZERO);
                event.isPresent() && over.isEmpty();
                event = mailbox.poll(Duration.ZERO)) {
            over = heard(event.get());
        }
        return over;
    }

    private Optional<EndReason> heard(SipCallEvent event) {
        return switch (event) {
            case SipCallEvent.Cancelled cancelled -> Optional.of(EndReason.CANCELLED);
            case SipCallEvent.EndWanted wanted -> Optional.of(wanted.reason());
            case SipCallEvent.Unacknowledged lost -> Optional.of(EndReason.SIGNALLING_LOST);
            case SipCallEvent.Decided yes -> {
                decided = true;
                yield Optional.empty();
            }
            case SipCallEvent.Requested requested -> asked(requested.transaction(), requested.request());
            case SipCallEvent.Acknowledged a -> Optional.empty();
            case SipCallEvent.Responded r -> Optional.empty();
            case SipCallEvent.Unanswered u -> Optional.empty();
            case SipCallEvent.KeyframeWanted k -> Optional.empty();
            case SipCallEvent.EchoWanted e -> Optional.empty();
            case SipCallEvent.Moved m -> Optional.empty();
            case SipCallEvent.MediaFollowed m -> Optional.empty();
            case SipCallEvent.FloorAsked a -> Optional.empty();
            case SipCallEvent.FloorReleased r -> Optional.empty();
            case SipCallEvent.FloorGiven g -> Optional.empty();
            case SipCallEvent.FloorDenied d -> Optional.empty();
            case SipCallEvent.FloorTaken t -> Optional.empty();
        };
    }

    private Optional<EndReason> asked(ServerTransaction asking, Request request) {
        switch (request.getMethod()) {
            case Request.BYE -> {
                messages.answer(asking, Response.OK);
                return Optional.of(EndReason.LEFT);
            }
            case Request.PRACK -> {
                unheard = false;
                messages.answer(asking, ringing ? Response.OK : Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            }
            case Request.OPTIONS -> messages.send(asking, messages.capabilities(request));
            case Request.UPDATE -> {
                boolean offers = !SipMessages.description(request).isEmpty();
                messages.send(asking, offers ? later(request) : messages.response(request, Response.OK));
            }
            default -> messages.send(asking, later(request));
        }
        return Optional.empty();
    }

    /** An offer while one is unanswered has to wait (RFC 3311, section 5.2). */
    private Response later(Request request) {
        Response response = messages.response(request, Response.SERVER_INTERNAL_ERROR);
        messages.add(
                response,
                "Retry-After",
                Integer.toString(ThreadLocalRandom.current().nextInt(1, 11)));
        return response;
    }
}
