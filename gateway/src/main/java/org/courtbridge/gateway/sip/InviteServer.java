package org.courtbridge.gateway.sip;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.ServerTransaction;
import javax.sip.SipProvider;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.bridge.LegMedia;
import org.courtbridge.gateway.conference.CommandRefusedException;
import org.courtbridge.gateway.conference.Conferences;
import org.courtbridge.gateway.sdp.SdpException;
import org.courtbridge.gateway.sdp.SessionDescription;
import org.courtbridge.gateway.transport.PortsExhaustedException;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;

/** Takes a call of a room: who it is, which hearing it wants, what it can hear and see. */
final class InviteServer {

    private static final Logger log = LogManager.getLogger(InviteServer.class);

    /** For the hearing to take the leg in: a write to disk. */
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    private final SipProvider provider;
    private final SipMessages messages;
    private final DigestAuthenticator authenticator;
    private final Conferences conferences;
    private final LiveCalls calls;
    private final ClientDigest digest;
    private final SessionTimer.Settings session;
    private final OverloadGuard guard;

    InviteServer(
            SipProvider provider,
            SipMessages messages,
            DigestAuthenticator authenticator,
            Conferences conferences,
            LiveCalls calls,
            ClientDigest digest,
            SessionTimer.Settings session,
            OverloadGuard guard) {
        this.guard = guard;
        this.provider = provider;
        this.messages = messages;
        this.authenticator = authenticator;
        this.conferences = conferences;
        this.calls = calls;
        this.digest = digest;
        this.session = session;
    }

    /** Runs a call from its INVITE to its end, on a thread of its own. */
    void run(ServerTransaction transaction, Request invite, CallMailbox mailbox) {
        String callId = transaction.getDialog().getCallId().getCallId();
        try {
            InetSocketAddress source = SipMessages.sourceOf(invite);
            switch (check(invite, source)) {
                case DigestAuthenticator.Verdict.Answer answer -> messages.send(transaction, answer.response());
                case DigestAuthenticator.Verdict.Known known ->
                    admit(
                            new Incoming(
                                    transaction,
                                    invite,
                                    mailbox,
                                    callId,
                                    new EarlyCall(messages, transaction, invite, mailbox)),
                            known.device());
            }
        } catch (RuntimeException bug) {
            log.error("callId={} ended by a fault", callId, bug);
            messages.answer(transaction, Response.SERVER_INTERNAL_ERROR);
        }
    }

    /** Counts as work, as it may wait for the database. */
    private DigestAuthenticator.Verdict check(Request invite, InetSocketAddress source) {
        guard.began();
        try {
            return authenticator.check(invite, source.getAddress());
        } finally {
            guard.finished();
        }
    }

    private record Incoming(
            ServerTransaction transaction, Request invite, CallMailbox mailbox, String callId, EarlyCall early) {}

    private void admit(Incoming call, Device device) {
        Optional<HearingState> hearing = dialled(call.invite()).flatMap(conferences::byNumber);
        Optional<Response> refusal = refusal(call.invite(), hearing);
        if (refusal.isPresent()) {
            refuse(call, device, refusal.get());
            return;
        }
        call.mailbox().reachedBy(Flow.of(call.invite()));
        try (LiveCalls.Slot slot = calls.enter(call.mailbox()).orElse(null)) {
            if (slot == null) {
                refuse(call, device, messages.response(call.invite(), Response.BUSY_HERE));
                return;
            }
            call.early().ring();
            try (RoomMedia media = calls.newMedia(device.encryption())) {
                connect(call, device, hearing.orElseThrow(), media);
            } catch (PortsExhaustedException e) {
                log.warn("callId={} refused: {}", call.callId(), e.getMessage());
                refuse(call, device, messages.response(call.invite(), Response.SERVICE_UNAVAILABLE));
            }
        }
    }

    private Optional<Response> refusal(Request invite, Optional<HearingState> hearing) {
        Optional<Response> extension = messages.unsupportedExtension(invite);
        if (extension.isPresent()) {
            return extension;
        }
        if (hearing.isEmpty()) {
            return Optional.of(messages.response(invite, Response.NOT_FOUND));
        }
        if (hearing.get().phase() == HearingState.Phase.ENDED) {
            return Optional.of(messages.response(invite, Response.DECLINE));
        }
        boolean strange = !SipMessages.text(invite).isEmpty()
                && !SipMessages.contentType(invite).equals("application/sdp");
        return strange ? Optional.of(messages.strangeContent(invite)) : timer().refusal(invite, messages);
    }

    private static Optional<String> dialled(Request invite) {
        return invite.getRequestURI() instanceof SipURI uri ? Optional.ofNullable(uri.getUser()) : Optional.empty();
    }

    private void connect(Incoming call, Device device, HearingState hearing, RoomMedia media) {
        Response ok = messages.response(call.invite(), Response.OK);
        String transport = SipMessages.transportOf(call.invite());
        ok.setHeader(messages.contact(transport));
        messages.allow(ok);
        String offer = SipMessages.text(call.invite());
        boolean late = offer.isEmpty();
        try {
            SessionDescription ours = late ? media.offer() : media.answer(SessionDescription.parse(offer));
            messages.sdp(ok, ours.write());
        } catch (SdpException e) {
            refuse(call, device, messages.warned(call.invite(), Response.BAD_REQUEST, e));
            return;
        } catch (NotAcceptableException e) {
            refuse(call, device, messages.warned(call.invite(), Response.NOT_ACCEPTABLE_HERE, e));
            return;
        }
        SipLeg leg = new SipLeg(call.mailbox());
        LegMedia agreed = late ? RoomMedia.nothing() : media.agreed();
        Future<HearingState> arrival = conferences
                .arrive(hearing.id(), PartyId.device(device.id()), leg, agreed)
                .whenComplete((state, failure) -> call.mailbox().put(new CallEvent.Decided()))
                .toCompletableFuture();
        EndReason reason = EndReason.ERROR;
        boolean arrived = true;
        Optional<EndReason> over = call.early().await(ARRIVAL);
        over.ifPresent(why -> refuse(call, device, messages.response(call.invite(), CallStatus.refusal(why))));
        try {
            arrival.get(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
            reason = over.isPresent() ? over.get() : answer(call, device, ok, leg, media, late, transport);
        } catch (ExecutionException | CompletionException e) {
            arrived = false;
            boolean refused = e.getCause() instanceof CommandRefusedException;
            if (!refused) {
                log.error("callId={} not taken in by hearing={}", call.callId(), hearing.id(), e.getCause());
            }
            if (over.isEmpty()) {
                int status = refused ? Response.FORBIDDEN : Response.SERVER_INTERNAL_ERROR;
                refuse(call, device, messages.response(call.invite(), status));
            }
        } catch (TimeoutException e) {
            refuse(call, device, messages.response(call.invite(), Response.SERVER_TIMEOUT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(call, device, messages.response(call.invite(), Response.SERVICE_UNAVAILABLE));
        } finally {
            if (arrived) {
                conferences.left(leg.id(), reason);
            }
        }
    }

    private EndReason answer(
            Incoming call, Device device, Response ok, SipLeg leg, RoomMedia media, boolean late, String transport) {
        SessionTimer timer = timer();
        timer.answering(call.invite(), ok, messages);
        messages.send(call.transaction(), ok);
        CallRequests requests = new CallRequests(
                provider, messages, digest, device, call.transaction().getDialog(), call.mailbox(), transport);
        EndReason reason = new EstablishedCall(
                        new EstablishedCall.Setup(
                                requests, call.mailbox(), leg, media, timer, transport, call.invite(), false),
                        conferences,
                        late ? EstablishedCall.AnswerDue.FIRST : EstablishedCall.AnswerDue.NO)
                .run();
        log.info("callId={} device={} leg={} status=200 end={}", call.callId(), device.id(), leg.id(), reason);
        return reason;
    }

    private SessionTimer timer() {
        return new SessionTimer(session, System::nanoTime);
    }

    private void refuse(Incoming call, Device device, Response response) {
        messages.send(call.transaction(), response);
        call.mailbox().close(messages);
        log.info("callId={} device={} status={}", call.callId(), device.id(), response.getStatusCode());
    }
}
