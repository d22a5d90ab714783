package org.courtbridge.signalling.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.transport.PortsExhaustedException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.ivr.CallRoute;
import org.courtbridge.signalling.ivr.IncomingCall;
import org.courtbridge.signalling.rooms.LiveCalls;
import org.courtbridge.signalling.rooms.LogBudget;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.media.NotAcceptableException;
import org.courtbridge.signalling.sip.media.RoomMedia;
import org.courtbridge.signalling.sip.registrar.Doorkeeper;
import org.courtbridge.signalling.sip.stack.CallMailbox;
import org.courtbridge.signalling.sip.stack.Flow;
import org.courtbridge.signalling.sip.stack.SipCallEvent;
import org.courtbridge.signalling.sip.stack.SipMessages;
import org.jspecify.annotations.Nullable;

/** Takes a call of a room: where the {@link Doorkeeper} sends it, and what it can hear and see. */
final class InviteServer {

    private static final Logger log = LogManager.getLogger(InviteServer.class);

    private final LogBudget refusals = new LogBudget(log);
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
        } catch (RuntimeException | Error bug) {
            log.error("callId={} ended by a fault", callId, bug);
            messages.answerIfDue(transaction, Response.SERVER_INTERNAL_ERROR);
            mailbox.close(messages);
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
            case Doorkeeper.Decision.Go go -> take(call, go.route());
        }
    }

    private void take(Incoming call, CallRoute route) {
        call.mailbox().reachedBy(Flow.of(call.invite()));
        try (LiveCalls.Slot slot = calls.enter(call.mailbox(), call.device()).orElse(null)) {
            if (slot == null) {
                refuse(call, Response.BUSY_HERE);
                return;
            }
            try (Course course = new Course(call)) {
                IncomingCall.run(route, events, course);
            }
        }
    }

    private Optional<Response> refusal(Request invite) {
        Optional<Response> extension = messages.unsupportedExtension(invite);
        if (extension.isPresent()) {
            return extension;
        }
        return messages.strangeContent(invite).or(() -> timer().refusal(invite, messages));
    }

    /** The course of a call from its place to its end. */
    private final class Course implements IncomingCall.Protocol, AutoCloseable {

        private final Incoming call;
        private final String transport;
        private final String offer;
        private final Response ok;
        private @Nullable RoomMedia media;

        Course(Incoming call) {
            this.call = call;
            this.transport = SipMessages.transportOf(call.invite());
            this.offer = SipMessages.description(call.invite());
            this.ok = messages.response(call.invite(), Response.OK);
        }

        @Override
        public Optional<IncomingCall.Negotiated> negotiate() {
            // Whoever withdraws its credentials ends the calls that he finds; this one is to be found from here on.
            if (call.device()
                    .filter(device -> !doorkeeper.stillKnows(call.invite(), device))
                    .isPresent()) {
                InviteServer.this.refuse(call, Response.FORBIDDEN);
                return Optional.empty();
            }
            if (doorkeeper.isWhereItSays(call.invite())) {
                call.early().ring();
            } else {
                call.early().ringIfRequired();
            }
            try {
                RoomMedia opened = calls.newMedia(call.device(), call.mailbox());
                opened.signalledFrom(call.source());
                media = opened;
                return negotiate(opened);
            } catch (PortsExhaustedException e) {
                log.warn("callId={} refused: {}", call.callId(), e.getMessage());
                InviteServer.this.refuse(call, Response.SERVICE_UNAVAILABLE);
                return Optional.empty();
            }
        }

        private Optional<IncomingCall.Negotiated> negotiate(RoomMedia opened) {
            ok.setHeader(messages.contact(call.invite(), transport));
            messages.allow(ok);
            try {
                SessionDescription ours = isLate() ? opened.offer() : opened.answer(SessionDescription.parse(offer));
                messages.sdp(ok, ours.write());
            } catch (SdpException e) {
                InviteServer.this.refuse(call, messages.warned(call.invite(), Response.BAD_REQUEST, e));
                return Optional.empty();
            } catch (NotAcceptableException e) {
                InviteServer.this.refuse(call, messages.warned(call.invite(), Response.NOT_ACCEPTABLE_HERE, e));
                return Optional.empty();
            }
            call.device().filter(_ -> !isLate()).ifPresent(device -> calls.known(device, opened));
            RoomLeg leg = new RoomLeg(Optional.of(call.callId()), call.language(), Optional.empty(), call.mailbox());
            return Optional.of(new IncomingCall.Negotiated(leg, isLate() ? RoomMedia.nothing() : opened.agreed()));
        }

        /** The room wants an offer of ours, and answers it in its ACK (RFC 3261, section 14.1). */
        private boolean isLate() {
            return offer.isEmpty();
        }

        @Override
        public Optional<EndReason> await(CompletableFuture<?> arrival, Duration longest) {
            arrival.whenComplete((done, failure) -> call.mailbox().put(new SipCallEvent.Decided()));
            Optional<EndReason> over = call.early().await(longest);
            over.ifPresent(
                    why -> InviteServer.this.refuse(call, messages.response(call.invite(), CallStatus.refusal(why))));
            return over;
        }

        @Override
        public EndReason run(RoomLeg leg, Consumer<LegMedia> acknowledged) {
            RoomMedia open = Objects.requireNonNull(media);
            SessionTimer timer = timer();
            timer.answering(call.invite(), ok, messages);
            CallRequests requests = new CallRequests(
                    provider,
                    messages,
                    digest,
                    call.device(),
                    call.transaction().getDialog(),
                    call.mailbox(),
                    transport);
            EstablishedCall established = new EstablishedCall(
                    new EstablishedCall.Setup(
                            requests, call.mailbox(), leg, open, timer, transport, call.invite(), false),
                    events,
                    isLate() ? EstablishedCall.AnswerDue.FIRST : EstablishedCall.AnswerDue.NO,
                    () -> {
                        doorkeeper.acknowledged(call.invite());
                        open.begins();
                        acknowledged.accept(open.agreed());
                    });
            messages.send(call.transaction(), ok);
            EndReason reason = established.run();
            log.info("callId={} {} leg={} status=200 end={}", call.callId(), call.who(), leg.id(), reason);
            return reason;
        }

        @Override
        public void refuse(IncomingCall.Refusal why) {
            InviteServer.this.refuse(call, status(why));
        }

        @Override
        public String toString() {
            return "callId=" + call.callId();
        }

        @Override
        public void close() {
            RoomMedia open = media;
            if (open != null) {
                open.close();
            }
        }
    }

    private static int status(IncomingCall.Refusal why) {
        return switch (why) {
            case FULL -> Response.BUSY_HERE;
            case REJECTED -> Response.FORBIDDEN;
            case FAULT -> Response.SERVER_INTERNAL_ERROR;
            case TIMEOUT -> Response.SERVER_TIMEOUT;
            case SHUTDOWN -> Response.SERVICE_UNAVAILABLE;
        };
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
        refusals.info("callId={} {} status={}", call.callId(), call.who(), response.getStatusCode());
    }
}
