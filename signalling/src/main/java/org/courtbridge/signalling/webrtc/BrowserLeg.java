package org.courtbridge.signalling.webrtc;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.access.Participant;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegCondition;
import org.courtbridge.media.leg.LegNotice;
import org.courtbridge.signalling.sdp.SdpException;

/**
 * A person on a phone. Everything that happens to it goes through its mailbox and is dealt with on its own virtual thread,
 * in order.
 */
final class BrowserLeg implements Leg {

    private static final Logger log = LogManager.getLogger(BrowserLeg.class);

    /** A page that leaves ends its media, and says so by another way, in any order. */
    private static final Duration LAST_WORD = Duration.ofMillis(500);

    private final LegId id = LegId.random();
    private final Participant participant;
    private final String resume;
    private final PageDestination destination;
    private final BrowserConfig config;
    private final Function<Consumer<String>, BrowserSession> sessions;
    private final BrowserMailbox mailbox = new BrowserMailbox();

    /** Written by the leg's thread only. */
    private volatile Set<LegCondition> conditions = Set.of();

    // Only on the leg's thread.
    private Optional<SignallingChannel> channel;
    private Optional<BrowserSession> session = Optional.empty();
    private Optional<CompletionStage<?>> arrival = Optional.empty();
    private Optional<EndReason> over = Optional.empty();
    private boolean mediaLost;
    private Optional<Long> deadline;

    /** The last notice of each kind, for a page that comes back. */
    private final Map<NoticeKind, ToBrowser> notices = new EnumMap<>(NoticeKind.class);

    private enum NoticeKind {
        PLACE,
        PHASE,
        STANDING,
        ARRANGEMENT,
        PICTURES,
        TEST
    }

    /**
     * @param resume the secret by which the page comes back
     * @param sessions opens the way for media, given who wants to hear of its loss
     */
    BrowserLeg(
            Participant participant,
            String resume,
            SignallingChannel channel,
            PageDestination destination,
            BrowserConfig config,
            Function<Consumer<String>, BrowserSession> sessions) {
        this.participant = participant;
        this.resume = resume;
        this.channel = Optional.of(channel);
        this.destination = destination;
        this.config = config;
        this.sessions = sessions;
        this.deadline = Optional.of(after(config.offerTimeout()));
    }

    @Override
    public LegId id() {
        return id;
    }

    @Override
    public Kind kind() {
        return Kind.BROWSER;
    }

    @Override
    public Set<LegCondition> conditions() {
        return conditions;
    }

    @Override
    public void end(EndReason reason) {
        mailbox.add(new BrowserMail.End(reason));
    }

    /** A browser is asked in its media. */
    @Override
    public void requestKeyframe() {}

    @Override
    public void notice(LegNotice notice) {
        mailbox.add(new BrowserMail.Notice(notice));
    }

    void said(SignallingChannel from, String text) {
        mailbox.said(from, text);
    }

    void channelClosed(SignallingChannel which) {
        mailbox.add(new BrowserMail.Closed(which));
    }

    /** Nobody will come back by this connection or to this leg. */
    void pageGone(SignallingChannel which) {
        mailbox.add(new BrowserMail.Gone(which));
    }

    /**
     * The page has come back by another connection.
     *
     * @return false if it came too late
     */
    boolean back(SignallingChannel by) {
        return mailbox.back(by);
    }

    /** The leg's life, from its first connection to its end. */
    void run() {
        EndReason reason = EndReason.ERROR;
        try {
            tell(new ToBrowser.Welcome(resume, false, config.recorded()));
            while (over.isEmpty()) {
                BrowserMail mail = mailbox.take(deadline);
                if (mail == null) {
                    deadlinePassed();
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

    /** A page that says nothing is there all the same while its media come. */
    private void deadlinePassed() {
        Optional<Long> patience =
                session.map(live -> live.lastPacketAt() + config.grace().toNanos());
        if (!mediaLost && patience.isPresent() && patience.get() - System.nanoTime() > 0) {
            deadline = patience;
        } else {
            over = Optional.of(silence());
        }
    }

    /** Why it ends when nothing has been heard until the deadline. */
    private EndReason silence() {
        if (mediaLost) {
            return EndReason.MEDIA_LOST;
        }
        return arrival.isPresent() ? EndReason.LEFT : EndReason.CANCELLED;
    }

    /** Without its media the leg does not wait for anything but a last word. */
    private void deadline(Optional<Long> changed) {
        if (!mediaLost) {
            deadline = changed;
        }
    }

    private void mediaLost() {
        deadline(Optional.of(after(LAST_WORD)));
        mediaLost = true;
    }

    private void handle(BrowserMail mail) {
        switch (mail) {
            case BrowserMail.Said said -> {
                if (isCurrent(said.from())) {
                    heard(said.text());
                }
            }
            case BrowserMail.Closed closed -> {
                if (isCurrent(closed.which())) {
                    channel = Optional.empty();
                    Set<LegCondition> known = EnumSet.of(LegCondition.OUT_OF_TOUCH);
                    known.addAll(conditions);
                    conditions = Set.copyOf(known);
                    deadline(Optional.of(after(config.grace())));
                }
            }
            case BrowserMail.Gone gone -> {
                if (isCurrent(gone.which())) {
                    over = Optional.of(EndReason.LEFT);
                }
            }
            case BrowserMail.Back back -> {
                channel.ifPresent(old -> old.close("the page came back by another connection"));
                channel = Optional.of(back.by());
                conditions = Set.of();
                deadline(session.isPresent() ? Optional.empty() : Optional.of(after(config.offerTimeout())));
                tell(new ToBrowser.Welcome(resume, true, config.recorded()));
                notices.values().forEach(this::tell);
            }
            case BrowserMail.Notice notice -> {
                ToBrowser message = ToBrowser.of(notice.notice());
                notices.put(kind(notice.notice()), message);
                tell(message);
            }
            case BrowserMail.End end when end.reason() == EndReason.MEDIA_LOST -> mediaLost();
            case BrowserMail.End end -> over = Optional.of(end.reason());
            case BrowserMail.Lost lost -> {
                log.info("leg {} lost its media: {}", id, lost.reason());
                mediaLost();
            }
            case BrowserMail.NotArrived not -> notArrived(not.why());
            case BrowserMail.InVain vain -> inVain(vain.why());
        }
    }

    private void heard(String text) {
        try {
            switch (FromBrowser.parse(text)) {
                case FromBrowser.Offer offer -> offered(offer.sdp());
                case FromBrowser.Bye bye -> over = Optional.of(EndReason.LEFT);
                case FromBrowser.Hand hand ->
                    ask(hand.up() ? HearingCommand.RaiseHand::new : HearingCommand.LowerHand::new);
                case FromBrowser.Share share ->
                    ask(share.on() ? HearingCommand.StartSharing::new : HearingCommand.StopSharing::new);
                case FromBrowser.Arrange arrange ->
                    ask((actor, party) -> new HearingCommand.ChooseSeatLayout(actor, party, arrange.layout()));
                case FromBrowser.SeeSelf self ->
                    ask((actor, party) -> new HearingCommand.ShowSelf(actor, party, self.on()));
                case FromBrowser.Condition condition -> conditions = Set.copyOf(condition.conditions());
                case FromBrowser.Statistics statistics -> destination.says(statistics.of());
                case FromBrowser.Ping ping -> tell(new ToBrowser.Pong());
            }
        } catch (SignallingException e) {
            tell(new ToBrowser.Refused(String.valueOf(e.getMessage())));
        }
    }

    /** The page learns from its standing that the hearing does it, or else that it asked in vain. */
    private void ask(BiFunction<String, PartyId, HearingCommand> command) {
        PartyId party = PartyId.participant(participant.id());
        destination.submit(command.apply(party.value(), party)).whenComplete((state, failure) -> {
            if (failure != null) {
                mailbox.add(new BrowserMail.InVain(failure));
            }
        });
    }

    private void inVain(Throwable failure) {
        Throwable why = cause(failure);
        log.info("leg {} asks in vain: {}", id, why.getMessage());
        tell(new ToBrowser.InVain(
                why instanceof CommandRefusedException refused
                        ? refused.refusal().orElse(null)
                        : null));
    }

    private void offered(String sdp) {
        BrowserSession current =
                session.orElseGet(() -> sessions.apply(reason -> mailbox.add(new BrowserMail.Lost(reason))));
        session = Optional.of(current);
        BrowserSession.Negotiated negotiated;
        try {
            negotiated = current.negotiate(sdp);
        } catch (SdpException e) {
            log.info("leg {} offered what cannot be answered: {}", id, e.getMessage());
            tell(new ToBrowser.Refused(String.valueOf(e.getMessage())));
            if (arrival.isEmpty()) {
                over = Optional.of(EndReason.NOT_ACCEPTABLE);
            }
            return;
        }
        deadline(Optional.empty());
        tell(new ToBrowser.Answer(negotiated.answer().write()));
        if (arrival.isPresent()) {
            destination.events().renegotiated(id, negotiated.media());
            return;
        }
        CompletionStage<?> arriving =
                destination.arrive(PartyId.participant(participant.id()), this, negotiated.media());
        arrival = Optional.of(arriving);
        arriving.whenComplete((state, failure) -> {
            if (failure != null) {
                mailbox.add(new BrowserMail.NotArrived(failure));
            }
        });
    }

    private void notArrived(Throwable failure) {
        Throwable why = cause(failure);
        if (why instanceof CommandRefusedException) {
            log.info("leg {} may not come in: {}", id, why.getMessage());
            over = Optional.of(EndReason.REFUSED);
        } else {
            log.error("leg {} cannot come in", id, why);
            over = Optional.of(EndReason.ERROR);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void finish(EndReason reason) {
        mailbox.close();
        tell(new ToBrowser.Ended(reason));
        channel.ifPresent(last -> last.close(reason.name()));
        session.ifPresent(BrowserSession::close);
        arrival.ifPresent(arriving -> arriving.whenComplete((state, failure) -> {
            if (failure == null) {
                destination.events().left(id, reason);
            }
        }));
        log.info(
                "leg={} kind=browser hearing={} participant={} ended={}",
                id,
                participant.hearingId(),
                participant.id(),
                reason);
    }

    private void tell(ToBrowser message) {
        channel.ifPresent(open -> open.send(message.json()));
    }

    private boolean isCurrent(SignallingChannel which) {
        return channel.filter(open -> open == which).isPresent();
    }

    private static NoticeKind kind(LegNotice notice) {
        return switch (notice) {
            case LegNotice.Waiting waiting -> NoticeKind.PLACE;
            case LegNotice.Admitted admitted -> NoticeKind.PLACE;
            case LegNotice.HearingChanged changed -> NoticeKind.PHASE;
            case LegNotice.Standing standing -> NoticeKind.STANDING;
            case LegNotice.Arranged arranged -> NoticeKind.ARRANGEMENT;
            case LegNotice.Pictures pictures -> NoticeKind.PICTURES;
            case LegNotice.Testing testing -> NoticeKind.TEST;
            case LegNotice.Judged judged -> NoticeKind.TEST;
            case LegNotice.NotTested not -> NoticeKind.TEST;
        };
    }

    private static long after(Duration time) {
        return System.nanoTime() + time.toNanos();
    }
}
