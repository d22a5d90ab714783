package org.courtbridge.signalling.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sip.ServerTransaction;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.transport.PortsExhaustedException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.ivr.CallRoute;
import org.courtbridge.signalling.ivr.Reception;
import org.courtbridge.signalling.rooms.LiveCalls;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.media.NotAcceptableException;
import org.courtbridge.signalling.sip.media.RoomMedia;
import org.courtbridge.signalling.sip.registrar.Doorkeeper;
import org.courtbridge.signalling.sip.stack.CallEvent;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.Flow;
import org.courtbridge.signalling.sip.stack.SipMessages;

/** Takes a call of a room: where the {@link Doorkeeper} sends it, and what it can hear and see. */
final class InviteServer {

    private static final Logger log = LogManager.getLogger(InviteServer.class);

    /** For the hearing to take the leg in: a write to disk. */
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    private final SipProvider provider;
    private final SipMessages messages;
    private final Doorkeeper doorkeeper;
    private final LegEvents events;
    private final DeviceCalls calls;
    private final ClientDigest digest;
    private final SessionTimer.Settings session;

    /** @param events hears what becomes of each leg */
    InviteServer(
            SipProvider provider,
            SipMessages messages,
            Doorkeeper doorkeeper,
            LegEvents events,
            DeviceCalls calls,
            ClientDigest digest,
            SessionTimer.Settings session) {
        this.provider = provider;
        this.messages = messages;
        this.doorkeeper = doorkeeper;
        this.events = events;
        this.calls = calls;
        this.digest = digest;
        this.session = session;
    }

    /** Runs a call from its INVITE to its end, on a thread of its own. */
    void run(ServerTransaction transaction, Request invite, CallMailbox mailbox) {
        String callId = transaction.getDialog().getCallId().getCallId();
        try {
            InetAddress source = doorkeeper.sourceOf(invite);
            switch (doorkeeper.identify(invite, source)) {
                case Doorkeeper.Identity.Doubtful doubtful -> messages.send(transaction, doubtful.response());
                case Doorkeeper.Identity.Known known ->
                    admit(incoming(transaction, invite, mailbox, source, Optional.of(known.device())));
                case Doorkeeper.Identity.Stranger _ ->
                    admit(incoming(transaction, invite, mailbox, source, Optional.empty()));
            }
        } catch (RuntimeException bug) {
            log.error("callId={} ended by a fault", callId, bug);
            messages.answer(transaction, Response.SERVER_INTERNAL_ERROR);
        }
    }

    private record Incoming(
            ServerTransaction transaction,
            Request invite,
            CallMailbox mailbox,
            InetAddress source,
            Optional<Device> device,
            String callId,
            EarlyCall early) {

        Optional<Language> language() {
            return device.flatMap(Device::language).flatMap(Language::of);
        }

        /** For the log. */
        String who() {
            return device.map(known -> "device=" + known.id()).orElseGet(() -> "stranger=" + source.getHostAddress());
        }
    }

    private Incoming incoming(
            ServerTransaction transaction,
            Request invite,
            CallMailbox mailbox,
            InetAddress source,
            Optional<Device> device) {
        String callId = transaction.getDialog().getCallId().getCallId();
        EarlyCall early = new EarlyCall(messages, transaction, invite, mailbox);
        return new Incoming(transaction, invite, mailbox, source, device, callId, early);
    }

    private void admit(Incoming call) {
        Optional<Response> refusal = refusal(call.invite());
        if (refusal.isPresent()) {
            refuse(call, refusal.get());
            return;
        }
        switch (doorkeeper.decide(call.invite(), call.device(), call.source())) {
            case Doorkeeper.Decision.Refuse refuse -> refuse(call, refuse.status());
            case Doorkeeper.Decision.Go go -> take(call, go.way());
        }
    }

    private void take(Incoming call, CallRoute way) {
        call.mailbox().reachedBy(Flow.of(call.invite()));
        try (LiveCalls.Slot slot = calls.enter(call.mailbox(), call.device()).orElse(null);
                Reception.Place place = way.enter().orElse(null)) {
            if (slot == null || place == null) {
                refuse(call, Response.BUSY_HERE);
                return;
            }
            // Whoever withdraws its credentials ends the calls that he finds; this one is to be found from here on.
            if (call.device()
                    .filter(device -> !doorkeeper.stillKnows(call.invite(), device))
                    .isPresent()) {
                refuse(call, Response.FORBIDDEN);
                return;
            }
            call.early().ring();
            try (RoomMedia media = calls.newMedia(call.device(), call.mailbox())) {
                connect(call, way, media);
            } catch (PortsExhaustedException e) {
                log.warn("callId={} refused: {}", call.callId(), e.getMessage());
                refuse(call, Response.SERVICE_UNAVAILABLE);
            }
        }
    }

    private Optional<Response> refusal(Request invite) {
        Optional<Response> extension = messages.unsupportedExtension(invite);
        if (extension.isPresent()) {
            return extension;
        }
        boolean strange = !SipMessages.text(invite).isEmpty()
                && !SipMessages.contentType(invite).equals("application/sdp");
        return strange ? Optional.of(messages.strangeContent(invite)) : timer().refusal(invite, messages);
    }

    private void connect(Incoming call, CallRoute way, RoomMedia media) {
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
            refuse(call, messages.warned(call.invite(), Response.BAD_REQUEST, e));
            return;
        } catch (NotAcceptableException e) {
            refuse(call, messages.warned(call.invite(), Response.NOT_ACCEPTABLE_HERE, e));
            return;
        }
        call.device().filter(_ -> !late).ifPresent(device -> calls.known(device, media));
        RoomLeg leg = new RoomLeg(Optional.of(call.callId()), call.language(), call.mailbox());
        LegMedia agreed = late ? RoomMedia.nothing() : media.agreed();
        Future<?> arrival = way.arrive(leg, agreed)
                .whenComplete((done, failure) -> call.mailbox().put(new CallEvent.Decided()))
                .toCompletableFuture();
        EndReason reason = EndReason.ERROR;
        boolean arrived = true;
        Optional<EndReason> over = call.early().await(ARRIVAL);
        over.ifPresent(why -> refuse(call, messages.response(call.invite(), CallStatus.refusal(why))));
        try {
            arrival.get(ARRIVAL.toMillis(), TimeUnit.MILLISECONDS);
            reason = over.isPresent() ? over.get() : answer(call, way, ok, leg, media, late, transport);
        } catch (ExecutionException | CompletionException e) {
            arrived = false;
            boolean refused = e.getCause() instanceof CommandRefusedException;
            if (!refused) {
                log.error("callId={} not taken in", call.callId(), e.getCause());
            }
            if (over.isEmpty()) {
                int status = refused ? Response.FORBIDDEN : Response.SERVER_INTERNAL_ERROR;
                refuse(call, status);
            }
        } catch (TimeoutException e) {
            refuse(call, Response.SERVER_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(call, Response.SERVICE_UNAVAILABLE);
        } finally {
            if (arrived) {
                events.left(leg.id(), reason);
            }
        }
    }

    private EndReason answer(
            Incoming call, CallRoute way, Response ok, RoomLeg leg, RoomMedia media, boolean late, String transport) {
        SessionTimer timer = timer();
        timer.answering(call.invite(), ok, messages);
        messages.send(call.transaction(), ok);
        CallRequests requests = new CallRequests(
                provider, messages, digest, call.device(), call.transaction().getDialog(), call.mailbox(), transport);
        EndReason reason = new EstablishedCall(
                        new EstablishedCall.Setup(
                                requests, call.mailbox(), leg, media, timer, transport, call.invite(), false),
                        events,
                        late ? EstablishedCall.AnswerDue.FIRST : EstablishedCall.AnswerDue.NO,
                        () -> way.acknowledged(leg, media.agreed()))
                .run();
        log.info("callId={} {} leg={} status=200 end={}", call.callId(), call.who(), leg.id(), reason);
        return reason;
    }

    private SessionTimer timer() {
        return new SessionTimer(session, System::nanoTime);
    }

    private void refuse(Incoming call, int status) {
        refuse(call, messages.response(call.invite(), status));
    }

    private void refuse(Incoming call, Response response) {
        messages.send(call.transaction(), response);
        call.mailbox().close(messages);
        log.info("callId={} {} status={}", call.callId(), call.who(), response.getStatusCode());
    }
}
