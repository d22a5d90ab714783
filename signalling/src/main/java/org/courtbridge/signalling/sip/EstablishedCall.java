package org.courtbridge.signalling.sip;

import java.net.InetAddress;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.transport.PortsExhaustedException;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.media.NotAcceptableException;
import org.courtbridge.signalling.sip.media.RoomMedia;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.Flow;
import org.courtbridge.signalling.sip.stack.SipCallEvent;
import org.courtbridge.signalling.sip.stack.SipMessages;

/** A call from its 200 to its BYE, whoever called whom: one event after the other, on the call's thread. */
final class EstablishedCall {

    private static final Logger log = LogManager.getLogger(EstablishedCall.class);

    private static final String FAST_UPDATE = """
            <?xml version="1.0" encoding="utf-8"?>\r
            <media_control><vc_primitive><to_encoder><picture_fast_update/></to_encoder></vc_primitive></media_control>\r
            """;

    private final CallRequests requests;
    private final SipMessages messages;
    private final LegEvents events;
    private final Dialog dialog;
    private final CallMailbox mailbox;
    private final RoomLeg leg;
    private final RoomMedia media;
    private final String transport;
    private final SessionTimer timer;
    private final SessionRefresh refresh;
    private final CallEchoes echoes;
    private AnswerDue answerDue;

    /** CSeq number of the INVITE that we answered with our offer last. */
    private long offeredIn;

    private Optional<Runnable> whenAcknowledged;

    /** Machine that media were followed to last, which the signalling does not come from. */
    private Optional<InetAddress> followed = Optional.empty();

    /** Whether an ACK has to bring the answer to an offer of ours. */
    enum AnswerDue {
        NO,
        /** The call's first: without it there is no call. */
        FIRST,
        /** A later one: without it everything stays as it was. */
        LATER
    }

    /**
     * The parts of a call that has been negotiated.
     *
     * @param first what the party sent to set the call up: its INVITE or its 200
     * @param caller whether the INVITE was ours
     */
    record Setup(
            CallRequests requests,
            CallMailbox mailbox,
            RoomLeg leg,
            RoomMedia media,
            SessionTimer timer,
            String transport,
            Message first,
            boolean caller) {}

    /** @param whenAcknowledged is done once, when the party has shown that our answer to its INVITE has reached it */
    EstablishedCall(Setup setup, LegEvents events, AnswerDue answerDue, Runnable whenAcknowledged) {
        this.whenAcknowledged = Optional.of(whenAcknowledged);
        this.requests = setup.requests();
        this.messages = requests.messages();
        this.events = events;
        this.dialog = requests.dialog();
        this.mailbox = setup.mailbox();
        this.leg = setup.leg();
        this.media = setup.media();
        this.transport = setup.transport();
        this.timer = setup.timer();
        this.refresh = new SessionRefresh(requests, timer, media, setup.first(), setup.caller());
        this.echoes = new CallEchoes(requests);
        this.answerDue = answerDue;
    }

    /** Runs until the call has ended, and says why: also by a fault of ours, which is as much of an end for the party as any other. */
    EndReason run() {
        while (true) {
            Optional<SipCallEvent> event = Optional.empty();
            Optional<EndReason> end;
            try {
                event = mailbox.poll(timer.left());
                end = event.map(this::heard).orElseGet(this::timed);
            } catch (RuntimeException | Error fault) {
                log.error(
                        "callId={} leg={} ended by a fault", dialog.getCallId().getCallId(), leg.id(), fault);
                event.ifPresent(this::answerAfterFault);
                end = bye(EndReason.ERROR);
            }
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private void answerAfterFault(SipCallEvent event) {
        if (event instanceof SipCallEvent.Requested requested) {
            messages.answerIfDue(requested.transaction(), Response.SERVER_INTERNAL_ERROR);
        }
    }

    private Optional<EndReason> heard(SipCallEvent event) {
        return switch (event) {
            case SipCallEvent.Requested requested -> requested(requested);
            case SipCallEvent.Acknowledged acknowledged -> acknowledged(acknowledged.request());
            case SipCallEvent.EndWanted wanted -> bye(wanted.reason());
            case SipCallEvent.Unacknowledged unacknowledged -> bye(EndReason.SIGNALLING_LOST);
            case SipCallEvent.KeyframeWanted wanted -> askForKeyframe();
            case SipCallEvent.EchoWanted wanted -> askForEcho(wanted.answered());
            case SipCallEvent.Responded responded -> responded(responded.transaction(), responded.response());
            case SipCallEvent.Unanswered unanswered ->
                echoes.unanswered(unanswered.transaction()) ? Optional.empty() : bye(EndReason.SIGNALLING_LOST);
            case SipCallEvent.Moved moved -> moved(moved.origin());
            case SipCallEvent.MediaFollowed followed -> mediaFollowed(followed.machine());
            case SipCallEvent.Cancelled late -> Optional.empty();
            case SipCallEvent.Decided earlier -> Optional.empty();
            case SipCallEvent.FloorAsked asked -> askToPresent();
            case SipCallEvent.FloorReleased released -> floor(() -> events.presentsNoMore(leg.id()));
            case SipCallEvent.FloorGiven given -> floor(media::given);
            case SipCallEvent.FloorDenied denied -> floor(media::denied);
            case SipCallEvent.FloorTaken taken -> floor(media::taken);
        };
    }

    /** Asks the hearing to let the room present; {@link RoomLeg} is told if it may. */
    private Optional<EndReason> askToPresent() {
        return floor(() -> events.asksToPresent(leg.id()).whenComplete((_, refused) -> {
            if (refused != null) {
                mailbox.put(new SipCallEvent.FloorDenied());
            }
        }));
    }

    private static Optional<EndReason> floor(Runnable change) {
        change.run();
        return Optional.empty();
    }

    private Optional<EndReason> timed() {
        return switch (timer.due()) {
            case NOTHING -> Optional.empty();
            case REFRESH -> {
                refresh.ask();
                yield Optional.empty();
            }
            case EXPIRED -> bye(EndReason.SIGNALLING_LOST);
        };
    }

    /** A NAT gives the media another port where it gives the signalling one. */
    private Optional<EndReason> moved(InetAddress origin) {
        media.signalledFrom(origin);
        media.begins();
        return Optional.empty();
    }

    /** Once for each machine, though sound and pictures are followed each for itself. */
    private Optional<EndReason> mediaFollowed(InetAddress machine) {
        if (!followed.equals(Optional.of(machine))) {
            followed = Optional.of(machine);
            log.info(
                    "callId={} leg={} media followed to {}, as the device is behind a NAT that changes",
                    dialog.getCallId().getCallId(),
                    leg.id(),
                    machine.getHostAddress());
            events.mediaFollowed(leg.id(), machine);
        }
        return Optional.empty();
    }

    private Optional<EndReason> requested(SipCallEvent.Requested requested) {
        ServerTransaction transaction = requested.transaction();
        Request request = requested.request();
        if (answerDue == AnswerDue.NO) {
            heardOf(); // it has our tag, so our answer has arrived, whatever has become of the ACK
        }
        switch (request.getMethod()) {
            case Request.BYE -> {
                messages.answer(transaction, Response.OK);
                mailbox.close(messages);
                return Optional.of(EndReason.LEFT);
            }
            case Request.INVITE, Request.UPDATE -> renegotiate(transaction, request, requested.origin());
            case Request.INFO -> info(transaction, request);
            case Request.OPTIONS -> messages.send(transaction, messages.capabilities(request));
            case Request.REFER -> messages.answer(transaction, Response.DECLINE);
            default -> messages.answer(transaction, SipMessages.unsupported(request.getMethod()));
        }
        return Optional.empty();
    }

    /** A new offer of the party, or with an empty INVITE its wish for one of ours, or with an empty UPDATE a sign of life. */
    private void renegotiate(ServerTransaction transaction, Request request, InetAddress origin) {
        boolean invite = request.getMethod().equals(Request.INVITE);
        String offer = SipMessages.description(request);
        Optional<Response> refusal = messages.unsupportedExtension(request)
                .or(() -> messages.strangeContent(request))
                .or(() -> timer.refusal(request, messages));
        if (refusal.isPresent()) {
            messages.send(transaction, refusal.get());
            return;
        }
        if ((invite || !offer.isEmpty()) && (refresh.hasOffered() || answerDue != AnswerDue.NO)) {
            messages.answer(transaction, Response.REQUEST_PENDING);
            return;
        }
        media.reachedAt(origin);
        Response ok = messages.response(request, Response.OK);
        ok.setHeader(messages.contact(request, transport));
        messages.allow(ok);
        if (offer.isEmpty()) {
            if (invite) {
                answerDue = AnswerDue.LATER;
                offeredIn = SipMessages.sequence(request);
                messages.sdp(ok, media.offer().write());
            }
            timer.answering(request, ok, messages);
            mailbox.reachedBy(Flow.of(request));
            media.signalledFrom(origin);
            messages.send(transaction, ok);
            return;
        }
        try {
            messages.sdp(ok, media.answer(SessionDescription.parse(offer)).write());
        } catch (SdpException e) {
            messages.send(transaction, messages.warned(request, Response.BAD_REQUEST, e));
            return;
        } catch (NotAcceptableException e) {
            messages.send(transaction, messages.warned(request, Response.NOT_ACCEPTABLE_HERE, e));
            return;
        } catch (PortsExhaustedException e) {
            messages.send(transaction, messages.warned(request, Response.SERVICE_UNAVAILABLE, e));
            return;
        }
        timer.answering(request, ok, messages);
        mailbox.reachedBy(Flow.of(request));
        media.signalledFrom(origin);
        messages.send(transaction, ok);
        events.renegotiated(leg.id(), media.agreed());
    }

    private Optional<EndReason> acknowledged(Request ack) {
        AnswerDue due = answerDue;
        if (due == AnswerDue.LATER && SipMessages.sequence(ack) != offeredIn) {
            // Of an INVITE before, overtaken by the one whose answer is awaited (RFC 3261, section 13.2.2.4).
            heardOf();
            return Optional.empty();
        }
        answerDue = AnswerDue.NO;
        if (due != AnswerDue.NO) {
            try {
                media.answered(SessionDescription.parse(SipMessages.description(ack)));
                events.renegotiated(leg.id(), media.agreed());
            } catch (SdpException | NotAcceptableException e) {
                log.info(
                        "callId={} answer in ACK refused: {}",
                        dialog.getCallId().getCallId(),
                        e.getMessage());
                return due == AnswerDue.FIRST ? bye(EndReason.NOT_ACCEPTABLE) : Optional.empty();
            }
        }
        heardOf();
        return Optional.empty();
    }

    private void heardOf() {
        whenAcknowledged.ifPresent(Runnable::run);
        whenAcknowledged = Optional.empty();
    }

    private void info(ServerTransaction transaction, Request request) {
        int status = switch (InfoRequest.of(request)) {
            case InfoRequest.Digit digit -> {
                if (media.keysBySignalling()) {
                    events.renegotiated(leg.id(), media.agreed());
                }
                events.digit(leg.id(), digit.key());
                yield Response.OK;
            }
            case InfoRequest.PictureFastUpdate update -> {
                events.keyframeWanted(leg.id());
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
            Request info = requests.request(Request.INFO);
            messages.content(info, "application", "media_control+xml", FAST_UPDATE);
            requests.send(info);
        } catch (SipException e) {
            log.debug("INFO not sent: {}", e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<EndReason> askForEcho(Runnable answered) {
        echoes.ask(answered);
        return Optional.empty();
    }

    /** Only two answers to a request of ours mean that the call is gone (RFC 3261, section 12.2.1.2). */
    private Optional<EndReason> responded(ClientTransaction transaction, Response response) {
        if (echoes.answered(transaction, response) || requests.askedAgain(transaction, response)) {
            return Optional.empty();
        }
        if (refresh.answered(transaction, response)) {
            events.renegotiated(leg.id(), media.agreed());
        }
        boolean gone = response.getStatusCode() == Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST
                || response.getStatusCode() == Response.REQUEST_TIMEOUT;
        return gone ? bye(EndReason.SIGNALLING_LOST) : Optional.empty();
    }

    /** Says goodbye; whether it is heard does not matter any more. */
    private Optional<EndReason> bye(EndReason reason) {
        Goodbye.say(requests, mailbox, reason);
        return Optional.of(reason);
    }
}
