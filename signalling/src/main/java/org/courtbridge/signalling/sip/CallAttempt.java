package org.courtbridge.signalling.sip;

import gov.nist.javax.sip.Utils;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.CallIdHeader;
import javax.sip.header.Header;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.registrar.Registrar;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.SipCallEvent;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * Our asking of one room until it picks up: follows {@link Redirections}, answers one challenge, waits longer between proofs of
 * life where the room wants that, and leaves the offer to a room that cannot take ours.
 *
 * <p>Belongs to the call's thread.
 */
final class CallAttempt {

    private static final Logger log = LogManager.getLogger(CallAttempt.class);

    /** For the room to confirm that it has stopped ringing. */
    private static final Duration CANCELLING = Duration.ofSeconds(10);

    private final SipProvider provider;
    private final SipMessages messages;
    private final Invitation invitation;
    private final ClientDigest digest;
    private final Device device;
    private final CallMailbox mailbox;
    private final SessionTimer timer;
    private final EarlyAnswer early;
    private final CallIdHeader callId;

    private final AttemptedOffer offer;
    private final Redirections redirections;
    private final Registrar registrar;

    private CallTarget target;
    private Optional<Header> proof = Optional.empty();

    /** The means by which requests are made, sent and proved. */
    record Means(SipProvider provider, SipMessages messages, ClientDigest digest, Registrar registrar) {}

    /** @param offers our offer to each place that is called; empty if the room is to make one */
    CallAttempt(
            Means means,
            Device device,
            CallMailbox mailbox,
            SessionTimer timer,
            CallTarget target,
            Function<CallTarget, Optional<String>> offers) {
        this.provider = means.provider();
        this.messages = means.messages();
        this.invitation = new Invitation(messages);
        this.digest = means.digest();
        this.device = device;
        this.mailbox = mailbox;
        this.timer = timer;
        this.early = new EarlyAnswer(provider, messages);
        this.callId = provider.getNewCallId();
        this.target = target;
        this.redirections = new Redirections(
                target.uri(),
                (place, source) -> means.registrar()
                        .complaintOfRedirection(place, device, source)
                        .isEmpty());
        this.registrar = means.registrar();
        this.offer = new AttemptedOffer(offers, target);
    }

    /**
     * Somebody has picked up.
     *
     * @param description what it says of the media; empty if nothing
     * @param answers whether that answers our offer, rather than being one
     * @param origin where its signalling comes from
     */
    record Accepted(
            Pickup pickup,
            String transport,
            String description,
            boolean answers,
            SessionTimer timer,
            InetAddress origin) {

        /** Whether it refuses every line of our offer (RFC 3264, section 6). */
        boolean takesNothing() {
            return answers
                    && SessionDescription.parse(description).media().stream().allMatch(MediaDescription::isRefused);
        }
    }

    /**
     * Calls; somebody has picked up when this returns.
     *
     * @param deadline by which somebody has to, as {@link System#nanoTime}
     * @throws CallFailedException if nobody does
     */
    Accepted run(long deadline) {
        String tag = Utils.getInstance().generateTag();
        for (long sequence = 1; ; sequence++) {
            Request invite = invitation.write(target, callId, tag, sequence, offer.get());
            proof.ifPresent(invite::addHeader);
            timer.ask(invite, messages);
            ClientTransaction transaction;
            Response last;
            refuseNamesOfOthers();
            try {
                transaction = send(invite);
                last = await(transaction, deadline);
            } catch (CallFailedException e) {
                if (e.reason() != EndReason.SIGNALLING_LOST || !goesElsewhere()) {
                    throw e;
                }
                proof = Optional.empty();
                continue;
            }
            int status = last.getStatusCode();
            if (status / 100 == 2) {
                timer.accepted(last);
                return new Accepted(
                        new Pickup(provider, messages, transaction.getDialog(), last),
                        SipMessages.transportOf(invite),
                        early.answer(last),
                        offer.get().isPresent(),
                        timer,
                        target.origin().orElse(SipMessages.sourceOf(last).getAddress()));
            }
            if (!mayAskAgain(invite, last)) {
                CallFailedException refused = CallFailedException.refused(offer.statusToReport(status));
                log.info(
                        "callId={} device={} status={} end={}",
                        callId.getCallId(),
                        device.id(),
                        status,
                        refused.reason());
                throw refused;
            }
        }
    }

    /** Whether the refusal says what would be accepted. */
    private boolean mayAskAgain(Request invite, Response refusal) {
        int status = refusal.getStatusCode();
        if (status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED) {
            boolean refused = proof.isPresent();
            proof = digest.answer(refusal, invite, device);
            return proof.isPresent() && !refused;
        }
        proof = Optional.empty();
        if (status == SessionTimer.TOO_SMALL && timer.tooBrief(refusal)) {
            return true;
        }
        if (status / 100 == 3) {
            redirections.heard(refusal);
            return goesElsewhere();
        }
        if (offer.leaveToRoom(status)) {
            log.info("callId={} device={} status={}: leaving the offer to it", callId.getCallId(), device.id(), status);
            return true;
        }
        return status < Response.BUSY_EVERYWHERE && goesElsewhere();
    }

    /** Whether there is a place left that somebody has sent us to. */
    private boolean goesElsewhere() {
        Optional<String> next = redirections.next();
        next.ifPresent(uri -> {
            log.info("callId={} device={} redirected", callId.getCallId(), device.id());
            target = CallTarget.direct(uri);
            offer.renewFor(target);
        });
        return next.isPresent();
    }

    /** A device may have registered a name, of which nobody was asked whose it is. */
    private void refuseNamesOfOthers() {
        Optional<String> complaint = target.flow().isPresent()
                ? Optional.empty()
                : registrar.complaintOfCall(device, target.uri(), target.route());
        if (complaint.isPresent()) {
            log.warn("callId={} device={} is not called: {}", callId.getCallId(), device.id(), complaint.get());
            throw CallFailedException.unconnected();
        }
    }

    private ClientTransaction send(Request invite) {
        try {
            ClientTransaction transaction = provider.getNewClientTransaction(invite);
            transaction.setApplicationData(mailbox);
            mailbox.reachedBy(target.flow());
            target.origin().ifPresent(origin -> mailbox.sendsFrom(origin, SipMessages.transportOf(invite)));
            if (transaction.getDialog() != null) {
                transaction.getDialog().setApplicationData(mailbox);
            }
            transaction.sendRequest();
            return transaction;
        } catch (SipException e) {
            // What the stack says is of use to nobody but us.
            log.info("callId={} device={} cannot be sent to: {}", callId.getCallId(), device.id(), e.getMessage());
            throw CallFailedException.unconnected();
        }
    }

    /** The final response; cancels when it takes too long, nobody wants the call any more, or a fault of ours ends it. */
    private Response await(ClientTransaction transaction, long deadline) {
        try {
            return answered(transaction, deadline);
        } catch (CallFailedException e) {
            throw e;
        } catch (RuntimeException | Error fault) {
            cancel(transaction);
            throw fault;
        }
    }

    private Response answered(ClientTransaction transaction, long deadline) {
        while (true) {
            Optional<SipCallEvent> event = mailbox.poll(Duration.ofNanos(deadline - System.nanoTime()));
            if (event.isEmpty()) {
                cancel(transaction);
                throw CallFailedException.unanswered();
            }
            switch (event.get()) {
                case SipCallEvent.Responded responded -> {
                    if (responded.transaction() == transaction
                            && responded.response().getStatusCode() >= 200) {
                        return responded.response();
                    }
                    if (responded.transaction() == transaction) {
                        early.heard(transaction.getDialog(), responded.response());
                    }
                }
                case SipCallEvent.Unanswered unanswered -> {
                    if (unanswered.transaction() == transaction) {
                        throw CallFailedException.silent();
                    }
                }
                case SipCallEvent.EndWanted wanted -> {
                    cancel(transaction);
                    throw CallFailedException.givenUp(wanted.reason());
                }
                case SipCallEvent.Requested asked -> early.asked(asked.transaction(), asked.request());
                case SipCallEvent.Decided d -> log.debug("no hearing asked yet");
                case SipCallEvent.Acknowledged a -> log.debug("ACK before the call");
                case SipCallEvent.Cancelled c -> log.debug("CANCEL of a call of ours");
                case SipCallEvent.Unacknowledged u -> log.debug("nothing to acknowledge");
                case SipCallEvent.KeyframeWanted k -> log.debug("no picture yet");
                case SipCallEvent.EchoWanted e -> log.debug("nobody to answer yet");
                case SipCallEvent.Moved m -> log.debug("it answers from wherever it is");
                case SipCallEvent.MediaFollowed m -> log.debug("no media yet");
                case SipCallEvent.FloorAsked _,
                        SipCallEvent.FloorReleased _,
                        SipCallEvent.FloorGiven _,
                        SipCallEvent.FloorDenied _,
                        SipCallEvent.FloorTaken _ -> log.debug("no floor yet");
            }
        }
    }

    /** If the room picks up all the same, it is hung up at once (RFC 3261, section 9.1). */
    private void cancel(ClientTransaction transaction) {
        try {
            ClientTransaction cancel = provider.getNewClientTransaction(transaction.createCancel());
            cancel.sendRequest();
        } catch (SipException e) {
            log.debug("CANCEL not sent: {}", e.getMessage());
        }
        long deadline = System.nanoTime() + CANCELLING.toNanos();
        for (long left = CANCELLING.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            Optional<SipCallEvent> event = mailbox.poll(Duration.ofNanos(left));
            if (event.isPresent()
                    && event.get() instanceof SipCallEvent.Responded responded
                    && responded.transaction() == transaction
                    && responded.response().getStatusCode() >= 200) {
                if (responded.response().getStatusCode() < 300) {
                    new Pickup(provider, messages, transaction.getDialog(), responded.response()).turnDown();
                }
                return;
            }
        }
    }
}
