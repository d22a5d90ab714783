package org.courtbridge.signalling.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.Dialog;
import javax.sip.SipProvider;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.transport.PortsExhaustedException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.rooms.Destination;
import org.courtbridge.signalling.rooms.LiveCalls;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.OfferAttempts.Offering;
import org.courtbridge.signalling.sip.media.NotAcceptableException;
import org.courtbridge.signalling.sip.media.RoomMedia;
import org.courtbridge.signalling.sip.registrar.Registrar;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.SipMessages;

/** Calls rooms. */
final class InviteClient {

    private static final Logger log = LogManager.getLogger(InviteClient.class);

    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    /** Longest wait for the answer to a BYE before the room is called again: one that still is in a call may be busy. */
    private static final Duration UNTIL_HUNG_UP = Duration.ofSeconds(2);

    private final SipProvider provider;
    private final SipMessages messages;
    private final ClientDigest digest;
    private final Registrar registrar;
    private final DeviceCalls calls;
    private final Duration patience;
    private final SessionTimer.Settings session;

    InviteClient(
            SipProvider provider,
            SipMessages messages,
            ClientDigest digest,
            Registrar registrar,
            DeviceCalls calls,
            Duration patience,
            SessionTimer.Settings session) {
        this.provider = provider;
        this.messages = messages;
        this.digest = digest;
        this.registrar = registrar;
        this.calls = calls;
        this.patience = patience;
        this.session = session;
    }

    CompletionStage<LegId> call(Device device, Destination destination, List<CallTarget> targets) {
        CompletableFuture<LegId> connected = new CompletableFuture<>();
        if (targets.isEmpty()) {
            connected.completeExceptionally(CallFailedException.notRegistered());
            return connected;
        }
        Thread.ofVirtual().name("sip-call").start(() -> {
            try {
                run(device, destination, targets, connected);
            } catch (CallFailedException e) {
                connected.completeExceptionally(e);
            } catch (RuntimeException | Error bug) {
                log.error("call to device={} ended by a fault", device.id(), bug);
                connected.completeExceptionally(CallFailedException.fault("internal error"));
            }
        });
        return connected;
    }

    private record Outgoing(
            Device device,
            Destination destination,
            CallMailbox mailbox,
            long deadline,
            CompletableFuture<LegId> connected) {}

    private void run(
            Device device, Destination destination, List<CallTarget> targets, CompletableFuture<LegId> connected) {
        OfferAttempts attempts = new OfferAttempts(device, patience, System::nanoTime);
        try (LiveCalls.Slot _ = calls.enter(device, attempts::end).orElseThrow(CallFailedException::tooManyCalls)) {
            attempts.run((mailbox, offering, encryption) -> attempt(
                    new Outgoing(device, destination, mailbox, attempts.deadline(), connected),
                    targets,
                    offering,
                    encryption));
        }
    }

    /** As {@link OfferAttempts.Attempt#run}. */
    private Optional<CallFailedException> attempt(
            Outgoing call, List<CallTarget> targets, Offering offering, Encryption encryption) {
        try (DeviceCalls.Binding _ = calls.bind(call.mailbox(), call.device());
                RoomMedia media = calls.newMedia(Optional.of(call.device()), call.mailbox(), encryption)) {
            return connect(call, ask(call, targets, media, offering), media);
        } catch (PortsExhaustedException e) {
            throw CallFailedException.fault(String.valueOf(e.getMessage()));
        }
    }

    /** One contact after the other, while there is nobody. */
    private CallAttempt.Accepted ask(Outgoing call, List<CallTarget> targets, RoomMedia media, Offering offering) {
        for (int i = 0; ; i++) {
            try {
                return new CallAttempt(
                                new CallAttempt.Means(provider, messages, digest, registrar),
                                call.device(),
                                call.mailbox(),
                                new SessionTimer(session, System::nanoTime),
                                targets.get(i),
                                target -> offer(media, target, offering))
                        .run(call.deadline());
            } catch (CallFailedException e) {
                if (e.reason() != EndReason.SIGNALLING_LOST || i + 1 >= targets.size()) {
                    call.mailbox().close(messages);
                    throw e;
                }
                log.info("device={} is not at its contact {}: {}", call.device().id(), i + 1, e.getMessage());
            } catch (RuntimeException | Error bug) {
                call.mailbox().close(messages);
                throw bug;
            }
        }
    }

    private Optional<String> offer(RoomMedia media, CallTarget target, Offering offering) {
        media.reachedAt(target.place(messages));
        return offering == Offering.OURS ? Optional.of(media.offer().write()) : Optional.empty();
    }

    /**
     * The room has picked up: whatever happens from here on, it is hung up on in the end.
     *
     * @return the failure if it has taken nothing of our offer, as a room does that has something else to offer; empty when the call is over
     */
    private Optional<CallFailedException> connect(Outgoing call, CallAttempt.Accepted accepted, RoomMedia media) {
        Pickup pickup = accepted.pickup();
        Dialog dialog = pickup.dialog();
        String callId = dialog.getCallId().getCallId();
        CallRequests requests = new CallRequests(
                provider, messages, digest, Optional.of(call.device()), dialog, call.mailbox(), accepted.transport());
        try {
            agree(accepted, media);
        } catch (NotAcceptableException e) {
            Goodbye goodbye = hangUpOn(call, requests, callId, e);
            CallFailedException failure = CallFailedException.notAcceptable(String.valueOf(e.getMessage()));
            if (!accepted.takesNothing()) {
                throw failure;
            }
            if (!goodbye.await(UNTIL_HUNG_UP)) {
                log.info(
                        "callId={} device={} has not answered the BYE yet",
                        callId,
                        call.device().id());
            }
            return Optional.of(failure);
        } catch (SdpException e) {
            hangUpOn(call, requests, callId, e);
            throw CallFailedException.notAcceptable(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error fault) {
            Goodbye.say(requests, call.mailbox(), EndReason.ERROR);
            throw fault;
        }
        RoomLeg leg = new RoomLeg(
                Optional.of(callId),
                call.device().language().flatMap(Language::of),
                SipMessages.program(pickup.ok()),
                call.mailbox());
        EndReason reason = EndReason.ERROR;
        boolean arrived = true;
        try {
            call.destination()
                    .arrive(PartyId.device(call.device().id()), leg, media.agreed())
                    .toCompletableFuture()
                    .get(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
            call.connected().complete(leg.id());
            reason = new EstablishedCall(
                            new EstablishedCall.Setup(
                                    requests,
                                    call.mailbox(),
                                    leg,
                                    media,
                                    accepted.timer(),
                                    accepted.transport(),
                                    pickup.ok(),
                                    true),
                            call.destination().events(),
                            EstablishedCall.AnswerDue.NO,
                            () -> {})
                    .run();
            log.info(
                    "callId={} device={} leg={} status=200 end={}",
                    callId,
                    call.device().id(),
                    leg.id(),
                    reason);
            return Optional.empty();
        } catch (ExecutionException e) {
            arrived = false;
            CallFailedException failure = CallFailedException.notTakenIn(e);
            if (failure.getCause() != null) {
                log.error(
                        "callId={} device={} not taken in",
                        callId,
                        call.device().id(),
                        failure.getCause());
            }
            Goodbye.say(requests, call.mailbox(), failure.reason());
            throw failure;
        } catch (TimeoutException e) {
            Goodbye.say(requests, call.mailbox(), EndReason.ERROR);
            throw CallFailedException.notTakenInSoon();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Goodbye.say(requests, call.mailbox(), EndReason.SHUTDOWN);
            throw CallFailedException.givenUp(EndReason.SHUTDOWN);
        } catch (RuntimeException | Error fault) {
            Goodbye.say(requests, call.mailbox(), EndReason.ERROR);
            throw fault;
        } finally {
            if (arrived) {
                call.destination().events().left(leg.id(), reason);
            }
        }
    }

    private static Goodbye hangUpOn(Outgoing call, CallRequests requests, String callId, RuntimeException complaint) {
        log.info(
                "callId={} device={} status=200 answer refused: {}",
                callId,
                call.device().id(),
                complaint.getMessage());
        return Goodbye.say(requests, call.mailbox(), EndReason.NOT_ACCEPTABLE);
    }

    private static void agree(CallAttempt.Accepted accepted, RoomMedia media) {
        media.signalledFrom(accepted.origin());
        if (accepted.answers()) {
            accepted.pickup().acknowledge();
            media.answered(SessionDescription.parse(accepted.description()));
            return;
        }
        Optional<String> ours = Optional.empty();
        try {
            ours = Optional.of(media.answer(SessionDescription.parse(accepted.description()))
                    .write());
        } finally {
            accepted.pickup().acknowledge(ours);
        }
    }
}
