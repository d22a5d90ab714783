package org.courtbridge.signalling.webrtc;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.signalling.sdp.IceFragment;
import org.courtbridge.signalling.sdp.SdpException;
import org.courtbridge.signalling.webrtc.WhipEndpoint.Created;
import org.courtbridge.signalling.webrtc.WhipEndpoint.Restarted;
import org.courtbridge.signalling.webrtc.WhipException.Reason;

/**
 * A person whose application sends by WHIP, receives by WHEP, or does both in one seat, each in a session with a transport
 * of its own. It sees one picture, as a room does. Everything that happens to it goes through its mailbox and is dealt with
 * on its own virtual thread, in order.
 */
final class WhipLeg implements Leg {

    private static final Logger log = LogManager.getLogger(WhipLeg.class);

    private final LegId id = LegId.random();
    private final Participant participant;
    private final Conferences conferences;
    private final Duration patience;
    private final BiFunction<WhipFlow, Consumer<String>, BrowserSession> transports;
    private final LinkedBlockingQueue<Mail> mailbox = new LinkedBlockingQueue<>();

    private boolean ended;

    // Only on the leg's thread.
    private final Map<WhipFlow, WhipSession> sessions = new EnumMap<>(WhipFlow.class);
    private Optional<CompletionStage<HearingState>> arrival = Optional.empty();
    private Optional<EndReason> over = Optional.empty();

    private sealed interface Mail {

        /** Something that is asked of the leg, and answered by it. */
        sealed interface Request extends Mail {

            CompletableFuture<?> reply();

            default void fail(WhipException why) {
                reply().completeExceptionally(why);
            }
        }

        record Offer(WhipFlow flow, String sdp, CompletableFuture<Created> reply) implements Request {}

        /** @param meant whether the ICE session of an entity tag is one that is meant */
        record Patch(
                String session, Predicate<String> meant, String fragment, CompletableFuture<Optional<Restarted>> reply)
                implements Request {}

        record Delete(String session, CompletableFuture<Void> reply) implements Request {}

        record Lost(String session, String reason) implements Mail {}

        record End(EndReason reason) implements Mail {}

        record NotArrived(Throwable why) implements Mail {}
    }

    /**
     * @param patience until an offer must have been accepted; one that is refused may be followed by another
     * @param transports opens the way for a session's media, given who wants to hear of its loss
     */
    WhipLeg(
            Participant participant,
            Conferences conferences,
            Duration patience,
            BiFunction<WhipFlow, Consumer<String>, BrowserSession> transports) {
        this.participant = participant;
        this.conferences = conferences;
        this.patience = patience;
        this.transports = transports;
    }

    @Override
    public LegId id() {
        return id;
    }

    @Override
    public Kind kind() {
        return Kind.APPLICATION;
    }

    /** One session's lost media are not the other's: {@link Mail.Lost} says which. */
    @Override
    public void end(EndReason reason) {
        if (reason != EndReason.MEDIA_LOST) {
            mailbox.add(new Mail.End(reason));
        }
    }

    /** It is asked in its media. */
    @Override
    public void requestKeyframe() {}

    /** The protocols have no words for them; what it waits for is in the picture that it sees. */
    @Override
    public void notice(LegNotice notice) {}

    /** Makes a session, in place of any before for the same flow. */
    CompletionStage<Created> offer(WhipFlow flow, String sdp) {
        return ask(reply -> new Mail.Offer(flow, sdp, reply));
    }

    /** Takes candidates, or restarts ICE; empty if it was not restarted. */
    CompletionStage<Optional<Restarted>> patch(String session, Predicate<String> meant, String fragment) {
        return ask(reply -> new Mail.Patch(session, meant, fragment, reply));
    }

    /** Ends a session, and with the last one the leg. */
    CompletionStage<Void> delete(String session) {
        return ask(reply -> new Mail.Delete(session, reply));
    }

    private synchronized <R> CompletionStage<R> ask(Function<CompletableFuture<R>, Mail.Request> request) {
        CompletableFuture<R> reply = new CompletableFuture<>();
        Mail.Request mail = request.apply(reply);
        if (ended) {
            mail.fail(hasEnded());
        } else {
            mailbox.add(mail);
        }
        return reply;
    }

    private static WhipException hasEnded() {
        return new WhipException(Reason.GONE, "the leg has ended");
    }

    /** The leg's life, from the arrival of its token to its end. */
    void run() {
        EndReason reason = EndReason.ERROR;
        try {
            long until = System.nanoTime() + patience.toNanos();
            while (over.isEmpty()) {
                Mail mail = sessions.isEmpty()
                        ? mailbox.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS)
                        : mailbox.take();
                if (mail == null) {
                    over = Optional.of(EndReason.NOT_ACCEPTABLE);
                } else {
                    handle(mail);
                }
            }
            reason = over.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = EndReason.SHUTDOWN;
        } catch (RuntimeException e) {
            log.error("leg {} fails", id, e);
        } finally {
            finish(reason);
        }
    }

    private void handle(Mail mail) {
        try {
            switch (mail) {
                case Mail.Offer offer -> offered(offer);
                case Mail.Patch patch -> patched(patch);
                case Mail.Delete delete -> {
                    remove(named(delete.session), EndReason.LEFT);
                    delete.reply.complete(null);
                }
                case Mail.Lost lost -> {
                    log.info("leg {} lost its media: {}", id, lost.reason());
                    find(lost.session).ifPresent(session -> remove(session, EndReason.MEDIA_LOST));
                }
                case Mail.End end -> over = Optional.of(end.reason());
                case Mail.NotArrived not -> notArrived(why(not.why()));
            }
        } catch (SdpException e) {
            log.info("leg {} asked what cannot be answered: {}", id, e.getMessage());
            if (mail instanceof Mail.Request request) {
                request.fail(new WhipException(Reason.NOT_ACCEPTABLE, String.valueOf(e.getMessage())));
            }
        } catch (WhipException e) {
            if (mail instanceof Mail.Request request) {
                request.fail(e);
            }
        }
    }

    private void patched(Mail.Patch patch) {
        WhipSession session = named(patch.session);
        IceFragment fragment = IceFragment.parse(patch.fragment);
        if (!patch.meant.test(session.entityTag())) {
            throw new WhipException(Reason.OUTDATED, "ICE has been restarted since");
        }
        patch.reply.complete(session.patch(fragment).map(ours -> new Restarted(ours, session.entityTag())));
    }

    private void offered(Mail.Offer offer) {
        String name = LegThreads.secret();
        BrowserSession transport = transports.apply(offer.flow, reason -> mailbox.add(new Mail.Lost(name, reason)));
        WhipSession session = new WhipSession(offer.flow, name, transport, offer.sdp);
        Optional<WhipSession> before = Optional.ofNullable(sessions.put(offer.flow, session));
        Created created = new Created(id, name, session.answer().write(), session.entityTag());
        if (arrival.isPresent()) {
            conferences.renegotiated(id, media());
            before.ifPresent(WhipSession::close);
            offer.reply.complete(created);
            return;
        }
        CompletionStage<HearingState> arriving =
                conferences.arrive(participant.hearingId(), PartyId.participant(participant.id()), this, media());
        arrival = Optional.of(arriving);
        arriving.whenComplete((state, failure) -> {
            if (failure == null) {
                offer.reply.complete(created);
            } else {
                // First this: whoever hears of the refusal may ask again at once.
                mailbox.add(new Mail.NotArrived(failure));
                offer.fail(new WhipException(Reason.REFUSED, "the hearing does not let the participant in"));
            }
        });
    }

    /** A person whom the hearing did not let in may ask again, by the same token; whom a fault kept out may not. */
    private void notArrived(EndReason why) {
        if (why != EndReason.REFUSED) {
            over = Optional.of(why);
            return;
        }
        sessions.values().forEach(WhipSession::close);
        sessions.clear();
        arrival = Optional.empty();
    }

    /** The application's media: sent in one session, received in the other. */
    private LegMedia media() {
        Optional<LegMedia> sent =
                Optional.ofNullable(sessions.get(WhipFlow.PUBLISH)).map(WhipSession::media);
        Optional<LegMedia> received =
                Optional.ofNullable(sessions.get(WhipFlow.PLAY)).map(WhipSession::media);
        return LegMedia.ofSoundAndPictures(
                sent.flatMap(LegMedia::receivedAudio),
                received.flatMap(LegMedia::sentAudio),
                sent.flatMap(LegMedia::receivedVideo),
                received.map(LegMedia::sentVideos).orElse(List.of()));
    }

    private void remove(WhipSession session, EndReason reason) {
        sessions.remove(session.flow());
        if (sessions.isEmpty()) {
            over = Optional.of(reason);
        } else {
            conferences.renegotiated(id, media());
        }
        session.close();
    }

    private WhipSession named(String name) {
        return find(name).orElseThrow(() -> new WhipException(Reason.GONE, "there is no such session"));
    }

    private Optional<WhipSession> find(String name) {
        return sessions.values().stream()
                .filter(session -> session.id().equals(name))
                .findFirst();
    }

    private EndReason why(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof CommandRefusedException) {
            log.info("leg {} may not come in: {}", id, cause.getMessage());
            return EndReason.REFUSED;
        }
        log.error("leg {} cannot come in", id, cause);
        return EndReason.ERROR;
    }

    private void finish(EndReason reason) {
        close();
        sessions.values().forEach(WhipSession::close);
        arrival.ifPresent(arriving -> arriving.whenComplete((state, failure) -> {
            if (failure == null) {
                conferences.left(id, reason);
            }
        }));
        log.info(
                "leg={} kind=whip hearing={} participant={} ended={}",
                id,
                participant.hearingId(),
                participant.id(),
                reason);
    }

    /** Whatever is asked from now on comes too late, and what was asked just now too. */
    private synchronized void close() {
        ended = true;
        for (Mail mail : mailbox) {
            if (mail instanceof Mail.Request request) {
                request.fail(hasEnded());
            }
        }
    }
}
