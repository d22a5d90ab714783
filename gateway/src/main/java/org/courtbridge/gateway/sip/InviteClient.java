package org.courtbridge.gateway.sip;

import gov.nist.javax.sip.Utils;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.conference.CommandRefusedException;
import org.courtbridge.gateway.conference.Conferences;
import org.courtbridge.gateway.sdp.SdpException;
import org.courtbridge.gateway.sdp.SessionDescription;
import org.courtbridge.gateway.transport.PortsExhaustedException;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;

/** Calls rooms into hearings. */
final class InviteClient {

    private static final Logger log = LogManager.getLogger(InviteClient.class);

    private static final int MAX_REDIRECTS = 3;
    private static final Duration ARRIVAL = Duration.ofSeconds(10);
    /** For the room to confirm that it has stopped ringing. */
    private static final Duration CANCELLING = Duration.ofSeconds(10);

    private final SipProvider provider;
    private final SipMessages messages;
    private final Invitation invitation;
    private final ClientDigest digest;
    private final Conferences conferences;
    private final LiveCalls calls;
    private final Duration patience;
    private final SessionTimer.Settings session;

    InviteClient(
            SipProvider provider,
            SipMessages messages,
            ClientDigest digest,
            Conferences conferences,
            LiveCalls calls,
            Duration patience,
            SessionTimer.Settings session) {
        this.provider = provider;
        this.messages = messages;
        this.invitation = new Invitation(messages);
        this.digest = digest;
        this.conferences = conferences;
        this.calls = calls;
        this.patience = patience;
        this.session = session;
    }

    CompletionStage<LegId> call(Device device, String hearingId, Optional<CallTarget> target) {
        CompletableFuture<LegId> connected = new CompletableFuture<>();
        if (target.isEmpty()) {
            connected.completeExceptionally(
                    new CallFailedException(EndReason.SIGNALLING_LOST, 0, "the room is not registered"));
            return connected;
        }
        Thread.ofVirtual().name("sip-call").start(() -> {
            try {
                run(new Outgoing(device, hearingId, new CallMailbox(), connected), target.get());
            } catch (CallFailedException e) {
                connected.completeExceptionally(e);
            } catch (RuntimeException bug) {
                log.error("call to device={} ended by a fault", device.id(), bug);
                connected.completeExceptionally(new CallFailedException(EndReason.ERROR, 0, "internal error"));
            }
        });
        return connected;
    }

    private record Outgoing(Device device, String hearingId, CallMailbox mailbox, CompletableFuture<LegId> connected) {}

    private void run(Outgoing call, CallTarget target) {
        try (LiveCalls.Slot slot = calls.enter(call.mailbox()).orElse(null)) {
            if (slot == null) {
                throw new CallFailedException(EndReason.REFUSED, 0, "too many calls");
            }
            try (RoomMedia media = calls.newMedia()) {
                Accepted accepted = invite(call, target, media.offer().write());
                connect(call, accepted, media);
            } catch (PortsExhaustedException e) {
                throw new CallFailedException(EndReason.ERROR, 0, String.valueOf(e.getMessage()));
            }
        }
    }

    /** The dialog that a 200 made, and the 200. */
    private record Accepted(
            Dialog dialog, Response response, String transport, EarlyAnswer early, SessionTimer timer) {}

    /** Asks, follows redirections, answers one challenge, and waits for the room to pick up. */
    private Accepted invite(Outgoing call, CallTarget first, String offer) {
        long deadline = System.nanoTime() + patience.toNanos();
        CallTarget target = first;
        long sequence = 1;
        CallIdHeader callId = provider.getNewCallId();
        String tag = Utils.getInstance().generateTag();
        Optional<Header> proof = Optional.empty();
        EarlyAnswer early = new EarlyAnswer(provider, messages);
        SessionTimer timer = new SessionTimer(session, System::nanoTime);
        for (int redirects = 0; ; ) {
            Request invite = invitation.write(target, callId, tag, sequence++, offer);
            proof.ifPresent(invite::addHeader);
            timer.ask(invite, messages);
            ClientTransaction transaction = send(invite, call.mailbox());
            Response last = await(call, transaction, deadline, early);
            int status = last.getStatusCode();
            if (status / 100 == 2) {
                timer.accepted(last);
                return new Accepted(transaction.getDialog(), last, SipMessages.transportOf(invite), early, timer);
            }
            if (status == SessionTimer.TOO_SMALL && timer.tooBrief(last)) {
                continue;
            }
            boolean challenged = status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED;
            if (challenged && proof.isEmpty()) {
                proof = digest.answer(last, invite, call.device());
                if (proof.isPresent()) {
                    continue;
                }
            }
            if (status / 100 == 3
                    && last.getHeader(ContactHeader.NAME) instanceof ContactHeader contact
                    && redirects++ < MAX_REDIRECTS) {
                target = new CallTarget(contact.getAddress().getURI().toString());
                proof = Optional.empty();
                continue;
            }
            throw failed(call, callId, CallStatus.reason(status), status, "the room answered " + status);
        }
    }

    private CallFailedException failed(
            Outgoing call, CallIdHeader callId, EndReason reason, int status, String message) {
        log.info(
                "callId={} device={} status={} end={}",
                callId.getCallId(),
                call.device().id(),
                status,
                reason);
        return new CallFailedException(reason, status, message);
    }

    private ClientTransaction send(Request invite, CallMailbox mailbox) {
        try {
            ClientTransaction transaction = provider.getNewClientTransaction(invite);
            transaction.setApplicationData(mailbox);
            if (transaction.getDialog() != null) {
                transaction.getDialog().setApplicationData(mailbox);
            }
            transaction.sendRequest();
            return transaction;
        } catch (SipException e) {
            throw new CallFailedException(EndReason.SIGNALLING_LOST, 0, "cannot reach the room: " + e.getMessage());
        }
    }

    /** The final response; cancels when it takes too long or nobody wants the call any more. */
    private Response await(Outgoing call, ClientTransaction transaction, long deadline, EarlyAnswer early) {
        while (true) {
            Optional<CallEvent> event = call.mailbox().poll(Duration.ofNanos(deadline - System.nanoTime()));
            if (event.isEmpty()) {
                cancel(call, transaction);
                throw new CallFailedException(EndReason.CANCELLED, 0, "the room did not answer");
            }
            switch (event.get()) {
                case CallEvent.Responded responded -> {
                    if (responded.transaction() == transaction
                            && responded.response().getStatusCode() >= 200) {
                        return responded.response();
                    }
                    if (responded.transaction() == transaction) {
                        early.heard(transaction.getDialog(), responded.response());
                    }
                }
                case CallEvent.Unanswered unanswered -> {
                    if (unanswered.transaction() == transaction) {
                        throw new CallFailedException(EndReason.SIGNALLING_LOST, 0, "no answer to signalling");
                    }
                }
                case CallEvent.EndWanted wanted -> {
                    cancel(call, transaction);
                    throw new CallFailedException(wanted.reason(), 0, "given up");
                }
                case CallEvent.Requested asked -> early.asked(asked.transaction(), asked.request());
                case CallEvent.Decided d -> log.debug("no hearing asked yet");
                case CallEvent.Acknowledged a -> log.debug("ACK before the call");
                case CallEvent.Cancelled c -> log.debug("CANCEL of a call of ours");
                case CallEvent.Unacknowledged u -> log.debug("nothing to acknowledge");
                case CallEvent.KeyframeWanted k -> log.debug("no picture yet");
            }
        }
    }

    /** If the room picks up all the same, it is hung up at once (RFC 3261, section 9.1). */
    private void cancel(Outgoing call, ClientTransaction transaction) {
        try {
            ClientTransaction cancel = provider.getNewClientTransaction(transaction.createCancel());
            cancel.sendRequest();
        } catch (SipException e) {
            log.debug("CANCEL not sent: {}", e.getMessage());
        }
        long deadline = System.nanoTime() + CANCELLING.toNanos();
        for (long left = CANCELLING.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            Optional<CallEvent> event = call.mailbox().poll(Duration.ofNanos(left));
            if (event.isPresent()
                    && event.get() instanceof CallEvent.Responded responded
                    && responded.transaction() == transaction
                    && responded.response().getStatusCode() >= 200) {
                if (responded.response().getStatusCode() < 300) {
                    turnDown(transaction.getDialog(), responded.response());
                }
                return;
            }
        }
    }

    /** Ends a call that was picked up when nobody wants it any more. */
    void turnDown(Dialog dialog, Response ok) {
        acknowledge(dialog, ok);
        hangUp(dialog, EndReason.CANCELLED);
    }

    private void connect(Outgoing call, Accepted accepted, RoomMedia media) {
        Dialog dialog = accepted.dialog();
        String callId = dialog.getCallId().getCallId();
        acknowledge(dialog, accepted.response());
        try {
            media.answered(SessionDescription.parse(accepted.early().answer(accepted.response())));
        } catch (SdpException | NotAcceptableException e) {
            hangUp(dialog, EndReason.NOT_ACCEPTABLE);
            log.info(
                    "callId={} device={} status=200 answer refused: {}",
                    callId,
                    call.device().id(),
                    e.getMessage());
            throw new CallFailedException(EndReason.NOT_ACCEPTABLE, 200, String.valueOf(e.getMessage()));
        }
        SipLeg leg = new SipLeg(call.mailbox());
        EndReason reason = EndReason.ERROR;
        boolean arrived = true;
        try {
            conferences
                    .arrive(call.hearingId(), PartyId.device(call.device().id()), leg, media.agreed())
                    .toCompletableFuture()
                    .get(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
            call.connected().complete(leg.id());
            CallRequests requests = new CallRequests(
                    provider, messages, digest, call.device(), dialog, call.mailbox(), accepted.transport());
            reason = new EstablishedCall(
                            new EstablishedCall.Setup(
                                    requests,
                                    call.mailbox(),
                                    leg,
                                    media,
                                    accepted.timer(),
                                    accepted.transport(),
                                    accepted.response(),
                                    true),
                            conferences,
                            EstablishedCall.AnswerDue.NO)
                    .run();
            log.info(
                    "callId={} device={} leg={} status=200 end={}",
                    callId,
                    call.device().id(),
                    leg.id(),
                    reason);
        } catch (ExecutionException e) {
            arrived = false;
            boolean refused = e.getCause() instanceof CommandRefusedException;
            EndReason why = refused ? EndReason.REFUSED : EndReason.ERROR;
            hangUp(dialog, why);
            throw new CallFailedException(why, 200, String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            hangUp(dialog, EndReason.ERROR);
            throw new CallFailedException(EndReason.ERROR, 200, "the hearing did not take the room in");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            hangUp(dialog, EndReason.SHUTDOWN);
        } finally {
            if (arrived) {
                conferences.left(leg.id(), reason);
            }
        }
    }

    private static void acknowledge(Dialog dialog, Response ok) {
        try {
            dialog.sendAck(dialog.createAck(((CSeqHeader) ok.getHeader(CSeqHeader.NAME)).getSeqNumber()));
        } catch (SipException | InvalidArgumentException e) {
            log.debug("ACK not sent: {}", e.getMessage());
        }
    }

    private void hangUp(Dialog dialog, EndReason reason) {
        try {
            Request bye = dialog.createRequest(Request.BYE);
            messages.add(bye, "Reason", CallStatus.reasonHeader(reason));
            dialog.sendRequest(provider.getNewClientTransaction(bye));
        } catch (SipException e) {
            log.debug("BYE not sent: {}", e.getMessage());
        }
    }
}
