package org.courtbridge.signalling.h323.call;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ControlledCall;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ConferenceMembers;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.MediaEncryption;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.ModeMessage;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.leg.Roster;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.h323.transport.H323CallEvent;
import org.courtbridge.signalling.h323.transport.NamedPlace;
import org.courtbridge.signalling.rooms.CallFailedException;

/**
 * A call with a room: its two machines, call signalling and H.245, its media, and its leg. One event after the other, on the
 * call's thread.
 */
public final class RoomCall implements ControlledCall.Owner, AutoCloseable {

    private static final Logger log = LogManager.getLogger(RoomCall.class);

    /** Longest wait for an event while nothing has a deadline. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Signalling signalling;
    private final RoomChannels channels;
    private final RoomEncryption encryption;
    private final RoomLegEvents legEvents;
    private final InstantSource clock;
    private final Control control = new Control(Control.Settings.GATEWAY, RandomGenerator.getDefault());
    private final ControlledCall both;
    private final LogicalChannelSignalling logical;
    private final RoomFastStart fastStart;
    private final RoomContent content;
    private final CallDeadlines deadlines = new CallDeadlines();
    private final CallOutcome outcome = new CallOutcome();

    private boolean awaitsOther;
    private Runnable whenRinging = () -> {};

    /**
     * The signalling of a call.
     *
     * @param call the machine of H.225.0
     * @param connection that it came by, or was made for it
     * @param control connections for H.245
     */
    public record Signalling(Call call, CallConnection connection, CallMailbox mailbox, ControlConnections control) {}

    public RoomCall(
            Signalling signalling,
            RoomChannels channels,
            RoomEncryption encryption,
            LegEvents events,
            InstantSource clock) {
        Call call = signalling.call();
        this.signalling = signalling;
        this.channels = channels;
        channels.signalledFrom(signalling.connection().remote().getAddress());
        this.encryption = encryption;
        this.legEvents = new RoomLegEvents(events);
        this.clock = clock;
        this.both = new ControlledCall(call, control, () -> media().offered(channels.ours()), this);
        control.fit(theirs -> media().offered(channels.ours(), theirs));
        call.display().ifPresent(control::name);
        this.logical = new LogicalChannelSignalling(call, control, channels, encryption, clock, this::controls);
        this.fastStart = new RoomFastStart(control, channels);
        this.content = new RoomContent(control, channels, events, signalling.mailbox(), clock, new RoomContent.Owner() {
            @Override
            public Optional<ChannelChoice> choice() {
                return media().presentation(channels.ours(), control.theirs());
            }

            @Override
            public void does(List<ControlAction> actions) {
                controls(actions);
            }

            @Override
            public void opens(OpenLogicalChannel channel) {
                logical.request(channel);
            }
        });
    }

    private Call call() {
        return signalling.call();
    }

    private MediaEncryption media() {
        return encryption.media(call());
    }

    /** Before anything else: the call gets through a NAT. Its channels are opened by H.245 alone, not by fast start. */
    public void traverse(CallTraversal how) {
        fastStart.bar();
        signalling.control().traverse(how);
        channels.traverse(how);
    }

    /** Takes the room's Setup, and says that we are about to answer. */
    public void begin(SignallingMessage setup) {
        call().tokens(encryption.tokens());
        does(call().begin(Optional.of(setup), now()));
        does(call().proceed());
        fastStart.answer(call(), encryption.allowsFastStart());
    }

    /**
     * Calls the room; it has picked up when this returns, unless it wants to be called elsewhere.
     *
     * @param proposed to be opened by fast start, as the Setup says
     * @param ringing is run when somebody there is asked whether he answers
     * @return where else the call is to go
     * @throws CallFailedException if nobody picks up
     */
    public Optional<InetSocketAddress> place(List<OpenLogicalChannel> proposed, Runnable ringing) {
        fastStart.propose(proposed);
        whenRinging = ringing;
        does(call().begin(Optional.empty(), now()));
        outcome.reached(call().state());
        hearUntilSettled();
        if (both.isOver() && outcome.elsewhere().isEmpty()) {
            throw outcome.failure();
        }
        return outcome.elsewhere();
    }

    /**
     * Whether a room that was not reached may have been unable to read the Setup: it never said anything but, at the most, that
     * something is wrong.
     */
    public boolean mayBeUnread() {
        return outcome.mayBeUnread();
    }

    /** The reason that the call was released with; empty if none was given. */
    public Optional<ReleaseReason> released() {
        return outcome.reason();
    }

    /**
     * Lets a room that has called wait for whom it has called, who is called meanwhile.
     *
     * @return whether he has answered; otherwise the call is over
     */
    public boolean waitsForOther() {
        awaitsOther = true;
        while (awaitsOther && !both.isOver()) {
            signalling.mailbox().poll(patience()).ifPresentOrElse(this::heard, this::timed);
        }
        return !both.isOver();
    }

    /**
     * Answers for a leg that has been taken in, if the call was made to us, and goes on until it has ended.
     *
     * @return why it has
     */
    public EndReason run(RoomLeg taken, Runnable whenConnected) {
        legEvents.belongTo(taken.id());
        content.belongsTo(taken.id());
        if (!channels.silence().isZero()) {
            deadlines.channelsBy(now().plus(channels.silence()));
        }
        if (!both.isConnected()) {
            does(call().connect(now()));
        }
        channels.begins();
        whenConnected.run();
        while (!both.isOver()) {
            signalling.mailbox().poll(patience()).ifPresentOrElse(this::heard, this::timed);
            if (channels.isOpen()) {
                deadlines.channelsAreThere();
            }
            if (logical.takeMediaChanged()) {
                legEvents.renegotiated(channels.agreed());
            }
        }
        return outcome.why();
    }

    /** Tells the caller that the gatekeeper wants to route the call. @param gatekeeper its call signalling */
    public void routeTo(InetSocketAddress gatekeeper) {
        does(call().routeTo(gatekeeper));
    }

    /** Whether it has ended before it was answered. */
    public boolean isOver() {
        return both.isOver();
    }

    /**
     * Whether a room that must encrypt and has no secret with us can do so by SRTP, which it says by H.245: so it is connected
     * before anybody hears of it. If it cannot, the call is over.
     */
    public boolean settlesEncryption() {
        if (media().isOpen()) {
            does(call().connect(now()));
            settle();
            hearUntilSettled();
        }
        return !both.isOver();
    }

    /** Of a call that is connected: what its room can tells whether it may go on, and may be known or not. */
    private void settle() {
        boolean known = !control.theirs().isEmpty();
        if (known) {
            deadlines.offerIsThere();
        } else {
            deadlines.offerBy(now().plus(Control.Settings.GATEWAY.patience()));
        }
        if (known && media().isMissing(control.theirs())) {
            endUnencrypted();
        }
    }

    private void hearUntilSettled() {
        while ((!both.isConnected() || deadlines.awaitsOffer()) && !both.isOver()) {
            outcome.reached(call().state());
            signalling.mailbox().poll(patience()).ifPresentOrElse(this::heard, this::timed);
        }
    }

    /** Ends a call that leads nowhere. */
    public void refuse(ReleaseReason reason) {
        does(call().release(reason));
    }

    private Duration patience() {
        return Stream.of(both.deadline(), deadlines.next(), content.deadline(), encryption.renewalDue())
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .map(deadline -> Duration.between(now(), deadline))
                .filter(left -> left.compareTo(IDLE) < 0)
                .orElse(IDLE);
    }

    private Instant now() {
        return clock.instant();
    }

    private void timed() {
        if (deadlines.lacksChannels(now())) {
            deadlines.channelsAreThere();
            end(EndReason.MEDIA_LOST, ReleaseReason.TIMER_EXPIRED);
            return;
        }
        if (deadlines.lacksOffer(now())) {
            endUnencrypted();
            return;
        }
        content.expire();
        logical.renewKeys();
        both.expire(now());
    }

    private void heard(H323CallEvent event) {
        switch (event) {
            case H323CallEvent.Signalled signalled -> does(call().receive(signalled.message(), now()));
            case H323CallEvent.SignallingLost _ -> {
                outcome.endsFor(EndReason.SIGNALLING_LOST);
                does(call().connectionLost());
            }
            case H323CallEvent.Controlled controlled -> both.controlReceived(controlled.message(), now());
            case H323CallEvent.ControlConnected connected -> {
                if (signalling.control().connected(connected.connection(), connected.byThem())) {
                    does(call().controlConnected(connected.byThem()));
                }
            }
            case H323CallEvent.ControlFailed _ -> does(call().controlFailed());
            case H323CallEvent.ControlLost lost -> {
                if (signalling.control().lost(lost.connection()) && both.isControlOpen()) {
                    end(EndReason.SIGNALLING_LOST, ReleaseReason.OUT_OF_ORDER);
                }
            }
            case H323CallEvent.MediaFollowed followed -> legEvents.mediaFollowed(followed.machine());
            case H323CallEvent.EndWanted wanted -> end(wanted.reason(), reason(wanted.reason()));
            case H323CallEvent.OtherRings _ -> does(call().alert());
            case H323CallEvent.OtherAnswers _ -> awaitsOther = false;
            case H323CallEvent.OtherUnreached(ReleaseReason reason) -> does(call().release(reason));
            case H323CallEvent.KeyPressed(char key) -> press(key);
            case H323CallEvent.KeyframeWanted _ ->
                Stream.of(channels.pictureChannel(), channels.contentChannel())
                        .flatMap(Optional::stream)
                        .forEach(channel -> controls(control.command(
                                channel.forwardNumber(), new MiscellaneousCommand.FastUpdatePicture())));
            case H323CallEvent.PresentationGiven _ -> content.given();
            case H323CallEvent.PresentationDenied _ -> content.denied();
            case H323CallEvent.PresentationTaken _ -> content.taken();
            case H323CallEvent.OthersPresent others -> content.othersPresent(others.present());
            case H323CallEvent.CompanyChanged(Optional<Roster> inside) ->
                controls(control.members(inside.map(company -> new ConferenceMembers(company.own(), company.names()))));
            case H323CallEvent.PictureRate rate -> {
                if (both.isControlStarted()) {
                    logical.limit(rate);
                }
            }
        }
    }

    private static ReleaseReason reason(EndReason wanted) {
        return switch (wanted) {
            case ERROR -> ReleaseReason.TEMPORARY_FAILURE;
            case MEDIA_LOST, SIGNALLING_LOST -> ReleaseReason.OUT_OF_ORDER;
            case REFUSED -> ReleaseReason.REJECTED;
            case NOT_ACCEPTABLE -> ReleaseReason.INCOMPATIBLE;
            case SHUTDOWN -> ReleaseReason.CONGESTED;
            case LEFT, REMOVED, HEARING_ENDED, REPLACED, CANCELLED -> ReleaseReason.NORMAL;
        };
    }

    private void end(EndReason reason, ReleaseReason said) {
        outcome.endsFor(reason);
        both.hangUp(said, now());
    }

    private void endUnencrypted() {
        deadlines.offerIsThere();
        if (both.isOver()) {
            return;
        }
        log.info("encryption is required, and the room has none");
        end(EndReason.NOT_ACCEPTABLE, ReleaseReason.SECURITY);
    }

    private void does(List<CallAction> actions) {
        both.does(actions, now());
    }

    private void controls(List<ControlAction> actions) {
        both.controls(actions, now());
    }

    @Override
    public void act(CallAction action) {
        switch (action) {
            case CallAction.Send send ->
                signalling.connection().send(send.message().toMessage());
            case CallAction.ListenForControl _ -> listen();
            case CallAction.ConnectControl connect -> signalling.control().connect(connect.address(), peer());
            case CallAction.CloseOwnControl _ -> signalling.control().closeOwn();
            case CallAction.SendControl send -> signalling.control().send(send.messages(), send.byOwn());
            case CallAction.KeysPressed pressed -> legEvents.keys(pressed.keys());
            case CallAction.Released end -> outcome.released(end);
            case CallAction.FastStarted started -> {
                fastStart.answered(started.channels());
                logical.mediaChanged();
            }
            case CallAction.Redirected redirected -> {
                if (redirected
                        .address()
                        .filter(place -> !NamedPlace.isAllowed(place, peer()))
                        .isEmpty()) {
                    outcome.redirected(redirected.address());
                }
            }
            case CallAction.Connected _ -> {
                if (media().isOpen()) {
                    settle();
                }
            }
            case CallAction.Progressed progressed -> {
                if (progressed.step() == SignallingBody.Answer.Step.ALERTING) {
                    whenRinging.run();
                }
            }
            // The machines know.
            case CallAction.FastStartRefused _ -> {}
            case CallAction.ControlOpen _, CallAction.ControlReceived _ -> {}
            case CallAction.Held hold -> {
                log.info("the room {}", hold.held() ? "holds the call" : "takes the call up again");
                channels.held(hold.held());
            }
            // Media tell whether the room is still there; while it holds the call, its connection does.
            case CallAction.Unanswered _ -> {}
        }
    }

    private InetAddress peer() {
        return signalling.connection().remote().getAddress();
    }

    private void listen() {
        try {
            does(call().listening(signalling.control().listen()));
        } catch (IOException e) {
            log.warn("no port for H.245: {}", e.getMessage());
        }
    }

    @Override
    public void act(ControlAction action) {
        switch (action) {
            case ControlAction.Send _ -> {}
            case ControlAction.Ready _ -> {
                logical.ready();
                openChannels();
                content.ready();
            }
            case ControlAction.OpenRequested wanted -> {
                if (logical.opens(wanted.channel())) {
                    content.watch();
                }
            }
            case ControlAction.Opened opened -> {
                if (logical.opened(opened) && opened.hold()) {
                    limited(Optional.of(opened.channel()), 0);
                }
            }
            case ControlAction.OpenFailed failed -> {
                log.info("the room does not take channel {}: {}", failed.channel(), failed.cause());
                logical.openFailed(failed.channel());
                content.openFailed(failed.channel());
            }
            case ControlAction.OutgoingClosed closed -> {
                logical.outgoingClosed(closed.channel());
                content.outgoingClosed(closed.channel());
            }
            case ControlAction.IncomingClosed closed -> {
                logical.incomingClosed(closed.channel());
                content.watch();
            }
            case ControlAction.FlowLimited limited ->
                limited(limited.channel(), LogicalChannelSignalling.bitrate(limited.maxBitRate()));
            case ControlAction.KeysPressed pressed -> legEvents.keys(pressed.keys());
            case ControlAction.Commanded commanded -> commanded(commanded);
            case ControlAction.ModeRequested _ -> controls(control.rejectMode(ModeMessage.Cause.REQUEST_DENIED));
            case ControlAction.Failed failed -> {
                log.info("H.245 fails at {}", failed.procedure());
                end(
                        EndReason.SIGNALLING_LOST,
                        failed.procedure() == ControlAction.Procedure.FLOOD
                                ? ReleaseReason.CONGESTED
                                : ReleaseReason.TIMER_EXPIRED);
            }
            case ControlAction.Ended _ -> {
                if (both.isConnected()) {
                    outcome.endsFor(EndReason.LEFT);
                    does(call().release(ReleaseReason.NORMAL));
                }
            }
            case ControlAction.TokenAsked _ -> content.asked();
            case ControlAction.TokenHeld _ -> content.held();
            case ControlAction.TokenLost _ -> content.lost();
            case ControlAction.TokenReturned _ -> content.returned();
            case ControlAction.FlowReleaseAsked asked -> content.flowReleaseAsked(asked.channel());
            case ControlAction.Paused _ -> {
                logical.paused();
                content.paused();
            }
            case ControlAction.CapabilitiesReceived changed -> capabilitiesChanged(changed.theirs());
            case ControlAction.Determined _, ControlAction.TokenRefused _ -> {}
            case ControlAction.CloseRefused _, ControlAction.ModeAnswered _ -> {}
            case ControlAction.DelayMeasured _, ControlAction.DelayUnanswered _ -> {}
        }
    }

    /** Applies new capabilities of the room: closes channels that it no longer receives, and opens those that it now does. */
    private void capabilitiesChanged(Capabilities theirs) {
        if (both.isConnected() && media().isOpen()) {
            settle();
        }
        if (!logical.isReady()) {
            return;
        }
        logical.closeUnreceived(theirs);
        openChannels();
        content.ready();
    }

    private void openChannels() {
        if (!logical.open()) {
            endUnencrypted();
        }
    }

    private void limited(Optional<Integer> channel, long bitrate) {
        logical.limited(channel, bitrate);
        channel.ifPresent(number -> content.limited(number, bitrate));
    }

    /** Towards the room. */
    private void press(char key) {
        if (both.isControlStarted()) {
            controls(control.press(new UserInputIndication.Alphanumeric(String.valueOf(key))));
        }
    }

    private void commanded(ControlAction.Commanded commanded) {
        switch (commanded.command()) {
            case MiscellaneousCommand.KeyUpdate update -> logical.heard(commanded, update);
            case MiscellaneousCommand.FastUpdatePicture _,
                    MiscellaneousCommand.FastUpdateGob _,
                    MiscellaneousCommand.FastUpdateMb _ -> legEvents.keyframeWanted();
            case MiscellaneousCommand.FreezePicture _, MiscellaneousCommand.Other _ -> {}
        }
    }

    @Override
    public void close() {
        signalling.control().close();
        channels.close();
        signalling.connection().close();
    }
}
