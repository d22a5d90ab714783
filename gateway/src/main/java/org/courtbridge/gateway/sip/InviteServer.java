package org.courtbridge.gateway.sip;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.ServerTransaction;
import javax.sip.SipProvider;
import javax.sip.address.SipURI;
import javax.sip.header.RequireHeader;
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

    InviteServer(
            SipProvider provider,
            SipMessages messages,
            DigestAuthenticator authenticator,
            Conferences conferences,
            LiveCalls calls) {
        this.provider = provider;
        this.messages = messages;
        this.authenticator = authenticator;
        this.conferences = conferences;
        this.calls = calls;
    }

    /** Runs a call from its INVITE to its end, on a thread of its own. */
    void run(ServerTransaction transaction, Request invite, CallMailbox mailbox) {
        String callId = transaction.getDialog().getCallId().getCallId();
        try {
            InetSocketAddress source = SipMessages.sourceOf(invite);
            switch (authenticator.check(invite, source.getAddress())) {
                case DigestAuthenticator.Verdict.Answer answer -> messages.send(transaction, answer.response());
                case DigestAuthenticator.Verdict.Known known ->
                    admit(new Incoming(transaction, invite, mailbox, callId), known.device());
            }
        } catch (RuntimeException bug) {
            log.error("callId={} ended by a fault", callId, bug);
            messages.answer(transaction, Response.SERVER_INTERNAL_ERROR);
        }
    }

    private record Incoming(ServerTransaction transaction, Request invite, CallMailbox mailbox, String callId) {}

    private void admit(Incoming call, Device device) {
        Optional<HearingState> hearing = dialled(call.invite()).flatMap(conferences::byNumber);
        Optional<Response> refusal = refusal(call.invite(), hearing);
        if (refusal.isPresent()) {
            refuse(call, device, refusal.get());
            return;
        }
        try (LiveCalls.Slot slot = calls.enter(call.mailbox()).orElse(null)) {
            if (slot == null) {
                refuse(call, device, messages.response(call.invite(), Response.BUSY_HERE));
                return;
            }
            messages.answer(call.transaction(), Response.RINGING);
            try (RoomMedia media = calls.newMedia()) {
                connect(call, device, hearing.orElseThrow(), media);
            } catch (PortsExhaustedException e) {
                log.warn("callId={} refused: {}", call.callId(), e.getMessage());
                refuse(call, device, messages.response(call.invite(), Response.SERVICE_UNAVAILABLE));
            }
        }
    }

    private Optional<Response> refusal(Request invite, Optional<HearingState> hearing) {
        Iterator<?> required = invite.getHeaders(RequireHeader.NAME);
        if (required.hasNext()) {
            Response bad = messages.response(invite, Response.BAD_EXTENSION);
            messages.add(bad, "Unsupported", ((RequireHeader) required.next()).getOptionTag());
            return Optional.of(bad);
        }
        if (hearing.isEmpty()) {
            return Optional.of(messages.response(invite, Response.NOT_FOUND));
        }
        if (hearing.get().phase() == HearingState.Phase.ENDED) {
            return Optional.of(messages.response(invite, Response.DECLINE));
        }
        boolean strange = !SipMessages.text(invite).isEmpty()
                && !SipMessages.contentType(invite).equals("application/sdp");
        return strange ? Optional.of(messages.response(invite, Response.UNSUPPORTED_MEDIA_TYPE)) : Optional.empty();
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
                .toCompletableFuture();
        EndReason reason = EndReason.ERROR;
        boolean arrived = true;
        try {
            arrival.get(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
            reason = answer(call, device, ok, leg, media, late, transport);
        } catch (ExecutionException | CompletionException e) {
            arrived = false;
            boolean refused = e.getCause() instanceof CommandRefusedException;
            if (!refused) {
                log.error("callId={} not taken in by hearing={}", call.callId(), hearing.id(), e.getCause());
            }
            refuse(
                    call,
                    device,
                    messages.response(call.invite(), refused ? Response.FORBIDDEN : Response.SERVER_INTERNAL_ERROR));
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

    /** Whoever cancels or is turned away until now gets no 200. */
    private EndReason answer(
            Incoming call, Device device, Response ok, SipLeg leg, RoomMedia media, boolean late, String transport) {
        for (Optional<CallEvent> event = call.mailbox().poll(Duration.ZERO);
                event.isPresent();
                event = call.mailbox().poll(Duration.ZERO)) {
            if (event.get() instanceof CallEvent.Cancelled) {
                refuse(call, device, messages.response(call.invite(), Response.REQUEST_TERMINATED));
                return EndReason.CANCELLED;
            }
            if (event.get() instanceof CallEvent.EndWanted wanted) {
                refuse(call, device, messages.response(call.invite(), CallStatus.refusal(wanted.reason())));
                return wanted.reason();
            }
        }
        messages.send(call.transaction(), ok);
        EndReason reason = new EstablishedCall(
                        provider,
                        messages,
                        conferences,
                        call.transaction().getDialog(),
                        call.mailbox(),
                        leg,
                        media,
                        transport,
                        late ? EstablishedCall.AnswerDue.FIRST : EstablishedCall.AnswerDue.NO)
                .run();
        log.info("callId={} device={} leg={} status=200 end={}", call.callId(), device.id(), leg.id(), reason);
        return reason;
    }

    private void refuse(Incoming call, Device device, Response response) {
        messages.send(call.transaction(), response);
        log.info("callId={} device={} status={}", call.callId(), device.id(), response.getStatusCode());
    }
}
