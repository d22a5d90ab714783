package org.courtbridge.signalling.h323.call;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ControlledCall;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.SipStatus;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ChannelKey;
import org.courtbridge.h323.h245.ChannelMessage;
import org.courtbridge.h323.h245.ConferenceMembers;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.EncryptionSync;
import org.courtbridge.h323.h245.FastStart;
import org.courtbridge.h323.h245.MediaEncryption;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.ModeMessage;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.Company;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallEvent;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.rooms.CallFailedException;

/**
 * A call with a room: its two machines, call signalling and H.245, its media, and its leg. One event after the other, on the
 * call's thread.
 */
public final class RoomCall implements ControlledCall.Owner, AutoCloseable {

    private static final Logger log = LogManager.getLogger(RoomCall.class);

    /** Longest wait for an event while nothing has a deadline. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** Payload type of pictures that we send, where the room does not want another. */
    private static final int PICTURE_PAYLOAD_TYPE = 97;

    private static final int BIT_RATE_UNIT = 100;

    private final Call call;
    private final CallConnection signalling;
    private final CallMailbox mailbox;
    private final ControlConnections connections;
    private final RoomChannels channels;
    private final RoomEncryption encryption;
    private final LegEvents events;
    private final InstantSource clock;
    private final Control control = new Control(Control.Settings.GATEWAY, RandomGenerator.getDefault());
    private final ControlledCall both;
    private final FlowControl flow = new FlowControl();
    private final RoomContent content;
    private final Map<Integer, OpenLogicalChannel> requested = new HashMap<>();

    private Optional<RoomLeg> leg = Optional.empty();
    private Call.State reached = Call.State.SETUP;
    private boolean ready;
    private boolean awaitsOther;
    private boolean mediaChanged;
    private List<OpenLogicalChannel> proposals = List.of();
    private Runnable whenRinging = () -> {};
    private Optional<InetSocketAddress> elsewhere = Optional.empty();
    private Optional<CallAction.Released> released = Optional.empty();

    /** By when a connected room must have opened a channel, or let us open one; empty once there was one. */
    private Optional<Instant> channelsDue = Optional.empty();

    /** By when a connected room that must encrypt, and has no secret with us, must have said how it can; empty once it has. */
    private Optional<Instant> offerDue = Optional.empty();

    /** Machine that media were followed to last, which the signalling does not come from. */
    private Optional<InetAddress> followed = Optional.empty();

    private EndReason why = EndReason.LEFT;
    private Optional<CallTraversal> traversal = Optional.empty();

    /**
     * The signalling of a call.
     *
     * @param call the machine of H.225.0
     * @param connection that it came by, or was made for it
     * @param control connections for H.245
     */
    public record Signalling(Call call, CallConnection connection, CallMailbox mailbox, ControlConnections control) {}

    public RoomCall(
            Signalling parts, RoomChannels channels, RoomEncryption encryption, LegEvents events, InstantSource clock) {
        this.call = parts.call();
        this.signalling = parts.connection();
        this.mailbox = parts.mailbox();
        this.connections = parts.control();
        this.channels = channels;
        channels.signalledFrom(signalling.remote().getAddress());
        this.encryption = encryption;
        this.events = events;
        this.clock = clock;
        this.both = new ControlledCall(call, control, () -> media().offered(Codings.ours()), this);
        control.fit(theirs -> media().offered(Codings.ours(), theirs));
        call.display().ifPresent(control::name);
        this.content = new RoomContent(control, channels, events, mailbox, clock, new RoomContent.Owner() {
            @Override
            public Optional<ChannelChoice> choice() {
                return media().presentation(Codings.ours(), control.theirs());
            }

            @Override
            public void does(List<ControlAction> actions) {
                controls(actions);
            }

            @Override
            public void opens(OpenLogicalChannel channel) {
                request(channel);
            }
        });
    }

    private MediaEncryption media() {
        return encryption.media(call);
    }

    /** Before anything else: the call gets through a NAT. Its channels are opened by H.245 alone, not by fast start. */
    public void traverse(CallTraversal how) {
        traversal = Optional.of(how);
        connections.traverse(how);
        channels.traverse(how);
    }

    /** Takes the room's Setup, and says that we are about to answer. */
    public void begin(SignallingMessage setup) {
        call.tokens(encryption.tokens());
        does(call.begin(Optional.of(setup), now()));
        does(call.proceed());
        if (!call.setup().early().fastStart().isEmpty() && traversal.isEmpty() && encryption.allowsFastStart()) {
            answerProposals(call.setup().early().fastStart());
        }
    }

    private void answerProposals(List<Octets> encoded) {
        FastStart answer = FastStart.answer(decode(encoded), Codings.ours(), channels.ports());
        call.fastStart(
                answer.elements().stream().map(OpenLogicalChannel::toFastStart).toList());
        answer.outgoing().forEach(control::adoptOutgoing);
        answer.incoming().forEach(control::adoptIncoming);
        channels.opened(answer);
    }

    /** As far as they can be understood. */
    private static List<OpenLogicalChannel> decode(List<Octets> fastStart) {
        List<OpenLogicalChannel> elements = new ArrayList<>();
        try {
            for (Octets element : fastStart) {
                elements.add(OpenLogicalChannel.ofFastStart(element));
            }
        } catch (PerException e) {
            log.info("elements of fast start that cannot be understood: {}", e.getMessage());
        }
        return elements;
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
        proposals = proposed;
        whenRinging = ringing;
        does(call.begin(Optional.empty(), now()));
        reached = call.state();
        hearUntilSettled();
        if (both.isOver() && elsewhere.isEmpty()) {
            throw failure();
        }
        return elsewhere;
    }

    /** Why the room was not reached. */
    private CallFailedException failure() {
        CallAction.Released end = released.orElseThrow();
        if (end.reason().equals(ReleaseReason.DEFLECTED)) {
            return CallFailedException.redirected();
        }
        boolean timedOut = isTimeOut(end.reason());
        if (end.reason().equals(ReleaseReason.FACILITY_REJECTED)) {
            // It asked for a service that it cannot do without.
            return CallFailedException.refused(SipStatus.of(end.reason()));
        }
        if (end.byUs() && why == EndReason.NOT_ACCEPTABLE) {
            return CallFailedException.notAcceptable("the room does not encrypt");
        }
        if (end.byUs() && !timedOut) {
            return CallFailedException.givenUp(why);
        }
        if (end.byUs()) {
            return reached == Call.State.SETUP ? CallFailedException.silent() : CallFailedException.unanswered();
        }
        return why == EndReason.SIGNALLING_LOST
                ? CallFailedException.silent()
                : CallFailedException.refused(SipStatus.of(end.reason()));
    }

    private static boolean isTimeOut(ReleaseReason reason) {
        return reason.equals(ReleaseReason.NO_ANSWER) || reason.equals(ReleaseReason.TIMER_EXPIRED);
    }

    /**
     * Whether a room that was not reached may have been unable to read the Setup: it never said anything but, at the most, that
     * something is wrong.
     */
    public boolean mayBeUnread() {
        return reached == Call.State.SETUP
                && released.filter(end -> end.byUs()
                                ? isTimeOut(end.reason())
                                : why == EndReason.SIGNALLING_LOST
                                        || end.reason().mayBeAnError())
                        .isPresent();
    }

    /** The reason that the call was released with; empty if none was given. */
    public Optional<ReleaseReason> released() {
        return released.map(CallAction.Released::reason);
    }

    /**
     * Lets a room that has called wait for whom it has called, who is called meanwhile.
     *
     * @return whether he has answered; otherwise the call is over
     */
    public boolean waitsForOther() {
        awaitsOther = true;
        while (awaitsOther && !both.isOver()) {
            mailbox.poll(patience()).ifPresentOrElse(this::heard, this::timed);
        }
        return !both.isOver();
    }

    private void proposalsAnswered(List<Octets> encoded) {
        FastStart accepted = FastStart.accepted(proposals, decode(encoded));
        accepted.outgoing().forEach(control::adoptOutgoing);
        accepted.incoming().forEach(control::adoptIncoming);
        channels.opened(accepted);
        mediaChanged = true;
    }

    /**
     * Answers for a leg that has been taken in, if the call was made to us, and goes on until it has ended.
     *
     * @return why it has
     */
    public EndReason run(RoomLeg taken, Runnable whenConnected) {
        leg = Optional.of(taken);
        content.belongsTo(taken.id());
        channelsDue = channels.silence().isZero() ? Optional.empty() : Optional.of(now().plus(channels.silence()));
        if (!both.isConnected()) {
            does(call.connect(now()));
        }
        channels.begins();
        whenConnected.run();
        while (!both.isOver()) {
            mailbox.poll(patience()).ifPresentOrElse(this::heard, this::timed);
            if (channels.isOpen()) {
                channelsDue = Optional.empty();
            }
            if (mediaChanged) {
                mediaChanged = false;
                events.renegotiated(taken.id(), channels.agreed());
            }
        }
        return why;
    }

    /** Tells the caller that the gatekeeper wants to route the call. @param gatekeeper its call signalling */
    public void routeTo(InetSocketAddress gatekeeper) {
        does(call.routeTo(gatekeeper));
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
            does(call.connect(now()));
            settle();
            hearUntilSettled();
        }
        return !both.isOver();
    }

    /** Of a call that is connected: what its room can tells whether it may go on, and may be known or not. */
    private void settle() {
        boolean known = !control.theirs().isEmpty();
        offerDue = known ? Optional.empty() : Optional.of(now().plus(Control.Settings.GATEWAY.patience()));
        if (known && media().isMissing(control.theirs())) {
            endUnencrypted();
        }
    }

    private void hearUntilSettled() {
        while ((!both.isConnected() || offerDue.isPresent()) && !both.isOver()) {
            reached = call.state();
            mailbox.poll(patience()).ifPresentOrElse(this::heard, this::timed);
        }
    }

    /** Ends a call that leads nowhere. */
    public void refuse(ReleaseReason reason) {
        does(call.release(reason));
    }

    private Duration patience() {
        return Stream.of(both.deadline(), channelsDue, offerDue, content.deadline(), encryption.renewalDue())
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
        if (channelsDue.filter(due -> !due.isAfter(now())).isPresent()) {
            channelsDue = Optional.empty();
            end(EndReason.MEDIA_LOST, ReleaseReason.TIMER_EXPIRED);
            return;
        }
        if (offerDue.filter(due -> !due.isAfter(now())).isPresent()) {
            endUnencrypted();
            return;
        }
        content.expire();
        changeKeys(encryption.renew(call, channels.receivedKeys(), isMaster(), now()));
        both.expire(now());
    }

    private void heard(CallEvent event) {
        switch (event) {
            case CallEvent.Signalled signalled -> does(call.receive(signalled.message(), now()));
            case CallEvent.SignallingLost _ -> {
                why = EndReason.SIGNALLING_LOST;
                does(call.connectionLost());
            }
            case CallEvent.Controlled controlled -> both.controlReceived(controlled.message(), now());
            case CallEvent.ControlConnected connected -> {
                if (connections.connected(connected.connection(), connected.byThem())) {
                    does(call.controlConnected(connected.byThem()));
                }
            }
            case CallEvent.ControlFailed _ -> does(call.controlFailed());
            case CallEvent.ControlLost lost -> {
                if (connections.lost(lost.connection()) && both.isControlOpen()) {
                    end(EndReason.SIGNALLING_LOST, ReleaseReason.OUT_OF_ORDER);
                }
            }
            case CallEvent.MediaFollowed followed -> mediaFollowed(followed.machine());
            case CallEvent.EndWanted wanted -> end(wanted.reason(), reason(wanted.reason()));
            case CallEvent.OtherRings _ -> does(call.alert());
            case CallEvent.OtherAnswers _ -> awaitsOther = false;
            case CallEvent.OtherUnreached(ReleaseReason reason) -> does(call.release(reason));
            case CallEvent.KeyPressed(char key) -> press(key);
            case CallEvent.KeyframeWanted _ ->
                Stream.of(channels.pictureChannel(), channels.contentChannel())
                        .flatMap(Optional::stream)
                        .forEach(channel -> controls(control.command(
                                channel.forwardNumber(), new MiscellaneousCommand.FastUpdatePicture())));
            case CallEvent.PresentationGiven _ -> content.given();
            case CallEvent.PresentationDenied _ -> content.denied();
            case CallEvent.PresentationTaken _ -> content.taken();
            case CallEvent.OthersPresent others -> content.othersPresent(others.present());
            case CallEvent.CompanyChanged(Optional<Company> inside) ->
                controls(control.members(inside.map(company -> new ConferenceMembers(company.own(), company.names()))));
            case CallEvent.PictureRate rate -> {
                if (both.isControlStarted()) {
                    channels.pictureChannel().ifPresent(channel -> limit(channel, rate));
                }
            }
        }
    }

    /** Once for each machine, though sound and pictures are followed each for itself. */
    private void mediaFollowed(InetAddress machine) {
        if (!followed.equals(Optional.of(machine))) {
            followed = Optional.of(machine);
            log.info("media followed to {}, as the device is behind a NAT that changes", machine.getHostAddress());
            leg.ifPresent(taken -> events.mediaFollowed(taken.id(), machine));
        }
    }

    private void limit(OpenLogicalChannel channel, CallEvent.PictureRate rate) {
        flow.limit(channel, rate.bitsPerSecond(), rate.useful(), now())
                .ifPresent(limit ->
                        controls(control.limit(Optional.of(channel.forwardNumber()), limit.map(RoomCall::inUnits))));
    }

    private static int inUnits(long bitsPerSecond) {
        return (int) (bitsPerSecond / BIT_RATE_UNIT);
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
        why = reason;
        both.hangUp(said, now());
    }

    private void endUnencrypted() {
        offerDue = Optional.empty();
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
            case CallAction.Send send -> signalling.send(send.message().toMessage());
            case CallAction.ListenForControl _ -> listen();
            case CallAction.ConnectControl connect -> connections.connect(connect.address());
            case CallAction.CloseOwnControl _ -> connections.closeOwn();
            case CallAction.SendControl send -> connections.send(send.messages(), send.byOwn());
            case CallAction.KeysPressed pressed -> keys(pressed.keys());
            case CallAction.Released end -> {
                released = Optional.of(end);
                if (!end.byUs() && why != EndReason.SIGNALLING_LOST) {
                    why = EndReason.LEFT;
                }
            }
            case CallAction.FastStarted started -> proposalsAnswered(started.channels());
            case CallAction.Redirected redirected -> elsewhere = redirected.address();
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

    private void listen() {
        try {
            does(call.listening(connections.listen()));
        } catch (IOException e) {
            log.warn("no port for H.245: {}", e.getMessage());
        }
    }

    @Override
    public void act(ControlAction action) {
        switch (action) {
            case ControlAction.Send _ -> {}
            case ControlAction.Ready _ -> {
                ready = true;
                openChannels();
                content.ready();
            }
            case ControlAction.OpenRequested wanted -> opens(wanted.channel());
            case ControlAction.Opened opened -> opened(opened);
            case ControlAction.OpenFailed failed -> {
                log.info("the room does not take channel {}: {}", failed.channel(), failed.cause());
                requested.remove(failed.channel());
                media().outgoingClosed(failed.channel());
                content.openFailed(failed.channel());
            }
            case ControlAction.OutgoingClosed closed -> {
                requested.remove(closed.channel());
                channels.outgoingClosed(closed.channel());
                media().outgoingClosed(closed.channel());
                content.outgoingClosed(closed.channel());
                mediaChanged = true;
            }
            case ControlAction.IncomingClosed closed -> {
                channels.incomingClosed(closed.channel());
                media().incomingClosed(closed.channel());
                content.watch();
                mediaChanged = true;
            }
            case ControlAction.FlowLimited limited ->
                limited(
                        limited.channel(),
                        limited.maxBitRate()
                                .map(units -> (long) units * BIT_RATE_UNIT)
                                .orElse(Long.MAX_VALUE));
            case ControlAction.KeysPressed pressed -> keys(pressed.keys());
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
                    why = EndReason.LEFT;
                    does(call.release(ReleaseReason.NORMAL));
                }
            }
            case ControlAction.TokenAsked _ -> content.asked();
            case ControlAction.TokenHeld _ -> content.held();
            case ControlAction.TokenLost _ -> content.lost();
            case ControlAction.TokenReturned _ -> content.returned();
            case ControlAction.FlowReleaseAsked asked -> content.flowReleaseAsked(asked.channel());
            case ControlAction.Paused _ -> {
                ready = false;
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
        if (!ready) {
            return;
        }
        channels.outgoing().stream()
                .filter(channel -> !theirs.receives(channel.forward()))
                .forEach(channel -> controls(control.close(channel.forwardNumber(), now())));
        openChannels();
        content.ready();
    }

    private void openChannels() {
        channels.multiplexWith(call.theirFeatures());
        List<ChannelChoice> choices = media().choices(Codings.ours(), control.theirs());
        if (choices.isEmpty() && encryption.isRequired()) {
            endUnencrypted();
        }
        for (ChannelChoice choice : choices) {
            if (channels.lacks(choice) && !isRequested(choice)) {
                request(channels.request(choice, control.freeChannel(), PICTURE_PAYLOAD_TYPE));
            }
        }
    }

    /** A room may say what it takes twice, before it has answered what was asked the first time. */
    private boolean isRequested(ChannelChoice choice) {
        return requested.values().stream()
                .map(asked -> asked.forward().media())
                .anyMatch(media -> !media.isPresentation()
                        && media.getClass() == choice.dataType().media().getClass());
    }

    private void request(OpenLogicalChannel clear) {
        OpenLogicalChannel channel = media().opening(clear, isMaster());
        requested.put(channel.forwardNumber(), channel);
        controls(control.open(channel, now()));
    }

    private boolean isMaster() {
        return control.master().orElse(false);
    }

    private void opens(OpenLogicalChannel channel) {
        switch (media().requested(channel, isMaster())) {
            case MediaEncryption.Verdict.Clear _ -> opens(channel, new ChannelProtection.Clear(), Optional.empty());
            case MediaEncryption.Verdict.Encrypted(ChannelKey key, Optional<EncryptionSync> said) ->
                opens(channel.decrypted(), new ChannelProtection.Payloads(key(key)), said);
            case MediaEncryption.Verdict.Srtp srtp ->
                opens(channel.decrypted(), new ChannelProtection.Packets(RoomEncryption.keys(srtp)), Optional.empty());
            case MediaEncryption.Verdict.Refused(ChannelMessage.RejectCause cause) ->
                controls(control.reject(channel.forwardNumber(), cause));
        }
    }

    private void opens(OpenLogicalChannel channel, ChannelProtection protection, Optional<EncryptionSync> said) {
        int number = channel.forwardNumber();
        channels.multiplexWith(call.theirFeatures());
        Optional<FastStart.Ports> ports = channels.receives(channel, protection);
        controls(ports.map(
                        own -> control.accept(number, own.media(), own.mediaControl(), said, channels.answer(channel)))
                .orElseGet(() -> control.reject(number, ChannelMessage.RejectCause.DATA_TYPE_NOT_SUPPORTED)));
        if (ports.isEmpty()) {
            media().incomingClosed(number);
        }
        mediaChanged |= ports.isPresent();
        content.watch();
    }

    private void opened(ControlAction.Opened opened) {
        OpenLogicalChannel channel = requested.remove(opened.channel());
        if (channel != null) {
            switch (media().opened(channel, opened.encryptionSync())) {
                case MediaEncryption.Verdict.Clear _ -> sends(channel, opened, new ChannelProtection.Clear());
                case MediaEncryption.Verdict.Encrypted(ChannelKey key, Optional<EncryptionSync> _) ->
                    sends(channel.decrypted(), opened, new ChannelProtection.Payloads(key(key)));
                case MediaEncryption.Verdict.Srtp srtp ->
                    sends(channel.decrypted(), opened, new ChannelProtection.Packets(RoomEncryption.keys(srtp)));
                case MediaEncryption.Verdict.Refused _ -> {
                    log.info("the room takes channel {} without a key that can be read", opened.channel());
                    controls(control.close(opened.channel(), now()));
                }
            }
        }
    }

    private void sends(OpenLogicalChannel channel, ControlAction.Opened opened, ChannelProtection protection) {
        channels.sends(
                channel,
                opened.media(),
                opened.mediaControl(),
                opened.payloadType(),
                opened.genericInformation(),
                protection);
        if (opened.hold()) {
            limited(Optional.of(opened.channel()), 0);
        }
        mediaChanged = true;
    }

    private MediaKey key(ChannelKey key) {
        encryption.begun(now(), isMaster());
        return RoomEncryption.key(key);
    }

    private void changeKeys(List<MediaEncryption.Step> steps) {
        for (MediaEncryption.Step step : steps) {
            switch (step) {
                case MediaEncryption.Step.Say(int channel, MiscellaneousCommand.KeyUpdate update) ->
                    controls(control.updateKey(channel, update));
                case MediaEncryption.Step.Receive(int channel, ChannelKey key) ->
                    channels.receivesUnder(channel, RoomEncryption.key(key));
                case MediaEncryption.Step.Send(int channel, ChannelKey key) ->
                    channels.sendsUnder(channel, RoomEncryption.key(key));
            }
        }
    }

    private void limited(Optional<Integer> channel, long bitrate) {
        channels.limited(channel, bitrate);
        channel.ifPresent(number -> content.limited(number, bitrate));
        mediaChanged = true;
    }

    /** Towards the room. */
    private void press(char key) {
        if (both.isControlStarted()) {
            controls(control.press(new UserInputIndication.Alphanumeric(String.valueOf(key))));
        }
    }

    private void keys(UserInputIndication input) {
        switch (input) {
            case UserInputIndication.Alphanumeric text -> keys(text.text());
            case UserInputIndication.Signal signal -> {
                if (!signal.inRtp()) {
                    keys(String.valueOf(signal.key()));
                }
            }
            case UserInputIndication.SignalUpdate _ -> {}
            case UserInputIndication.Unknown _ -> {}
        }
    }

    private void keys(String keys) {
        leg.ifPresent(known -> keys.chars()
                .filter(key -> "0123456789*#ABCD".indexOf(key) >= 0)
                .forEach(key -> events.digit(known.id(), (char) key)));
    }

    private void commanded(ControlAction.Commanded commanded) {
        switch (commanded.command()) {
            case MiscellaneousCommand.KeyUpdate update ->
                changeKeys(encryption.heard(call, commanded, update, channels.receivedKeys(), isMaster(), now()));
            case MiscellaneousCommand.FastUpdatePicture _,
                    MiscellaneousCommand.FastUpdateGob _,
                    MiscellaneousCommand.FastUpdateMb _ -> leg.ifPresent(known -> events.keyframeWanted(known.id()));
            case MiscellaneousCommand.FreezePicture _, MiscellaneousCommand.Other _ -> {}
        }
    }

    @Override
    public void close() {
        connections.close();
        channels.close();
        signalling.close();
    }
}
