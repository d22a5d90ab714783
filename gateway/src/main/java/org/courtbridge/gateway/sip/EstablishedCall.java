package org.courtbridge.gateway.sip;

import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.conference.Conferences;
import org.courtbridge.gateway.sdp.SdpException;
import org.courtbridge.gateway.sdp.SessionDescription;
import org.courtbridge.hearings.EndReason;

/** A call from its 200 to its BYE, whoever called whom: one event after the other, on the call's thread. */
final class EstablishedCall {

    private static final Logger log = LogManager.getLogger(EstablishedCall.class);

    private static final String FAST_UPDATE = """
            <?xml version="1.0" encoding="utf-8"?>\r
            <media_control><vc_primitive><to_encoder><picture_fast_update/></to_encoder></vc_primitive></media_control>\r
            """;

    private final SipProvider provider;
    private final SipMessages messages;
    private final Conferences conferences;
    private final Dialog dialog;
    private final CallMailbox mailbox;
    private final SipLeg leg;
    private final RoomMedia media;
    private final String transport;
    private AnswerDue answerDue;

    /** Whether an ACK has to bring the answer to an offer of ours. */
    enum AnswerDue {
        NO,
        /** The call's first: without it there is no call. */
        FIRST,
        /** A later one: without it everything stays as it was. */
        LATER
    }

    EstablishedCall(
            SipProvider provider,
            SipMessages messages,
            Conferences conferences,
            Dialog dialog,
            CallMailbox mailbox,
            SipLeg leg,
            RoomMedia media,
            String transport,
            AnswerDue answerDue) {
        this.provider = provider;
        this.messages = messages;
        this.conferences = conferences;
        this.dialog = dialog;
        this.mailbox = mailbox;
        this.leg = leg;
        this.media = media;
        this.transport = transport;
        this.answerDue = answerDue;
    }

    /** Runs until the call has ended, and says why. */
    EndReason run() {
        while (true) {
            Optional<EndReason> end = switch (mailbox.take()) {
                case CallEvent.Requested requested -> requested(requested.transaction(), requested.request());
                case CallEvent.Acknowledged acknowledged -> acknowledged(acknowledged.request());
                case CallEvent.EndWanted wanted -> bye(wanted.reason());
                case CallEvent.Unacknowledged unacknowledged -> bye(EndReason.SIGNALLING_LOST);
                case CallEvent.KeyframeWanted wanted -> askForKeyframe();
                case CallEvent.Responded responded -> responded(responded.response());
                case CallEvent.Unanswered unanswered -> bye(EndReason.SIGNALLING_LOST);
                case CallEvent.Cancelled late -> Optional.empty();
            };
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private Optional<EndReason> requested(ServerTransaction transaction, Request request) {
        switch (request.getMethod()) {
            case Request.BYE -> {
                messages.answer(transaction, Response.OK);
                return Optional.of(EndReason.LEFT);
            }
            case Request.INVITE, Request.UPDATE -> renegotiate(transaction, request);
            case Request.INFO -> info(transaction, request);
            case Request.OPTIONS -> messages.send(transaction, messages.capabilities(request));
            case Request.REFER -> messages.answer(transaction, Response.DECLINE);
            default -> messages.answer(transaction, SipMessages.unsupported(request.getMethod()));
        }
        return Optional.empty();
    }

    /** A new offer of the party, or with an empty INVITE its wish for one of ours. */
    private void renegotiate(ServerTransaction transaction, Request request) {
        boolean invite = request.getMethod().equals(Request.INVITE);
        Response ok = messages.response(request, Response.OK);
        ok.setHeader(messages.contact(transport));
        messages.allow(ok);
        String offer = SipMessages.text(request);
        if (offer.isEmpty()) {
            if (invite) {
                answerDue = AnswerDue.LATER;
                messages.sdp(ok, media.offer().write());
            }
            messages.send(transaction, ok);
            return;
        }
        try {
            if (!SipMessages.contentType(request).equals("application/sdp")) {
                messages.answer(transaction, Response.UNSUPPORTED_MEDIA_TYPE);
                return;
            }
            messages.sdp(ok, media.answer(SessionDescription.parse(offer)).write());
        } catch (SdpException e) {
            messages.send(transaction, messages.warned(request, Response.BAD_REQUEST, e));
            return;
        } catch (NotAcceptableException e) {
            messages.send(transaction, messages.warned(request, Response.NOT_ACCEPTABLE_HERE, e));
            return;
        }
        messages.send(transaction, ok);
        conferences.renegotiated(leg.id(), media.agreed());
    }

    private Optional<EndReason> acknowledged(Request ack) {
        AnswerDue due = answerDue;
        answerDue = AnswerDue.NO;
        if (due == AnswerDue.NO) {
            return Optional.empty();
        }
        try {
            media.answered(SessionDescription.parse(SipMessages.text(ack)));
            conferences.renegotiated(leg.id(), media.agreed());
            return Optional.empty();
        } catch (SdpException | NotAcceptableException e) {
            log.info("callId={} answer in ACK refused: {}", dialog.getCallId().getCallId(), e.getMessage());
            return due == AnswerDue.FIRST ? bye(EndReason.NOT_ACCEPTABLE) : Optional.empty();
        }
    }

    private void info(ServerTransaction transaction, Request request) {
        int status = switch (InfoRequest.of(request)) {
            case InfoRequest.Digit digit -> {
                conferences.digit(leg.id(), digit.key());
                yield Response.OK;
            }
            case InfoRequest.PictureFastUpdate update -> {
                conferences.keyframeWanted(leg.id());
                yield Response.OK;
            }
            case InfoRequest.Nothing nothing -> Response.OK;
            case InfoRequest.Unknown unknown ->
                unknown.malformed() ? Response.BAD_REQUEST : Response.UNSUPPORTED_MEDIA_TYPE;
        };
        messages.answer(transaction, status);
    }

    private Optional<EndReason> askForKeyframe() {
        try {
            Request info = dialog.createRequest(Request.INFO);
            messages.content(info, "application", "media_control+xml", FAST_UPDATE);
            send(info);
        } catch (SipException e) {
            log.debug("INFO not sent: {}", e.getMessage());
        }
        return Optional.empty();
    }

    /** Only two answers to a request of ours mean that the call is gone (RFC 3261, section 12.2.1.2). */
    private Optional<EndReason> responded(Response response) {
        boolean gone = response.getStatusCode() == Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST
                || response.getStatusCode() == Response.REQUEST_TIMEOUT;
        return gone ? bye(EndReason.SIGNALLING_LOST) : Optional.empty();
    }

    /** Says goodbye; whether it is heard does not matter any more. */
    private Optional<EndReason> bye(EndReason reason) {
        try {
            Request bye = dialog.createRequest(Request.BYE);
            messages.add(bye, "Reason", CallStatus.reasonHeader(reason));
            send(bye);
        } catch (SipException e) {
            log.debug("BYE not sent: {}", e.getMessage());
        }
        return Optional.of(reason);
    }

    private void send(Request request) throws SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        transaction.setApplicationData(mailbox);
        dialog.sendRequest(transaction);
    }
}
