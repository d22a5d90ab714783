package org.courtbridge.h323.h245;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;

/**
 * One end of an H.245 control channel: the signalling entities of its Annex C together. It has no socket and no clock; all
 * methods give what is to be done. Messages are taken whether they came by TCP or tunnelled.
 *
 * <p>Begins with {@link #start}; when a {@link ControlAction.Ready} has come, channels are opened as {@link ChannelChoice}
 * says. Not safe for threads.
 */
public final class Control {

    /**
     * @param terminalType 0 to 255, such as 60 of a gateway without a multipoint controller (H.323, table 16)
     * @param patience how long an answer is waited for
     * @param conflicts which channels cannot be open together
     */
    public record Settings(int terminalType, Duration patience, ConflictRule conflicts) {

        /** Of a gateway that bridges a hearing, and is master over ordinary rooms. */
        public static final Settings GATEWAY = new Settings(60, Duration.ofSeconds(20), ConflictRule.NONE);
    }

    /** Counts of received messages that were of no use. */
    public record Counts(long unexpected, long notSupported, long dropped) {}

    private final List<ControlAction> actions = new ArrayList<>();
    private final MasterSlaveEntity masterSlave;
    private final CapabilityExchange capabilities;
    private final LogicalChannels channels;
    private final ModeEntity mode;
    private final RoundTripDelayEntity roundTripDelay;
    private final PresentationToken token;
    private final ConferenceEntity conference;
    private final UselessMessages useless = new UselessMessages();
    private final Deadline farewell;
    private boolean ready;
    private boolean silent;
    private boolean ended;

    public Control(Settings settings, RandomGenerator random) {
        Duration patience = settings.patience();
        this.masterSlave = new MasterSlaveEntity(settings.terminalType(), patience, random, this::act);
        this.capabilities = new CapabilityExchange(patience, this::act);
        this.channels = new LogicalChannels(patience, settings.conflicts(), this::act);
        this.mode = new ModeEntity(patience, this::act);
        this.roundTripDelay = new RoundTripDelayEntity(patience, this::act);
        this.token = new PresentationToken(patience, random, this::act);
        this.conference = new ConferenceEntity(this::act);
        this.farewell = new Deadline(patience);
    }

    /**
     * Makes our capabilities depend on the other side's: if they do, they are sent anew before the other side's are acknowledged,
     * so that it knows them before it opens channels; not while we have said that we can nothing. Before {@link #start}.
     *
     * @param fitting what we can, of what the other side can
     */
    public void fit(UnaryOperator<Capabilities> fitting) {
        capabilities.fit(fitting);
    }

    public Counts counts() {
        return useless.counts();
    }

    /** The capabilities that the other side said last. */
    public Capabilities theirs() {
        return capabilities.theirs();
    }

    /** Whether we are; empty while nobody knows. */
    public Optional<Boolean> master() {
        return masterSlave.master();
    }

    /** Begins: says what we can do, and settles who is master. */
    public List<ControlAction> start(Capabilities ours, Instant now) {
        capabilities.start(ours, now);
        masterSlave.determine(now);
        return done();
    }

    /** Says anew what we can do. {@link Capabilities#NONE} has the other side close all that it sends, until we say more. */
    public List<ControlAction> offer(Capabilities ours, Instant now) {
        capabilities.offer(ours, now);
        return done();
    }

    /** A channel number that is free for {@link #open}. */
    public int freeChannel() {
        return channels.free();
    }

    /** Asks to send on a channel. */
    public List<ControlAction> open(OpenLogicalChannel channel, Instant now) {
        if (capabilities.isPaused() || silent) {
            act(new ControlAction.OpenFailed(channel.forwardNumber(), ChannelMessage.RejectCause.UNSPECIFIED));
        } else {
            channels.open(channel, now);
        }
        return done();
    }

    /** Channels that fast start opened are closed by H.245 like others. */
    public void adoptOutgoing(OpenLogicalChannel channel) {
        channels.adoptOutgoing(channel);
    }

    /** The same of one on which the other side sends. */
    public void adoptIncoming(OpenLogicalChannel channel) {
        channels.adoptIncoming(channel);
    }

    /** Ends a channel on which we send. */
    public List<ControlAction> close(int channel, Instant now) {
        channels.close(channel, now);
        return done();
    }

    /** Asks the other side to end a channel on which it sends. */
    public List<ControlAction> requestClose(int channel, ChannelMessage.Reason reason, Instant now) {
        channels.requestClose(channel, reason, now);
        return done();
    }

    /** Takes what the other side wants to send. */
    public List<ControlAction> accept(int channel, InetSocketAddress media, InetSocketAddress mediaControl) {
        return accept(channel, media, mediaControl, List.of());
    }

    /** The same. @param genericInformation each a GenericInformation, such as H.460.19 has it */
    public List<ControlAction> accept(
            int channel, InetSocketAddress media, InetSocketAddress mediaControl, List<Sequence> genericInformation) {
        return accept(channel, media, mediaControl, Optional.empty(), genericInformation);
    }

    /** The same. @param key of what is sent, if it is encrypted and we are master */
    public List<ControlAction> accept(
            int channel,
            InetSocketAddress media,
            InetSocketAddress mediaControl,
            Optional<EncryptionSync> key,
            List<Sequence> genericInformation) {
        channels.accept(channel, media, mediaControl, key, genericInformation);
        return done();
    }

    /** Of an encrypted channel, as {@link MediaEncryption} says. */
    public List<ControlAction> updateKey(int channel, MiscellaneousCommand.KeyUpdate update) {
        send(new MiscellaneousCommand(channel, update));
        return done();
    }

    public List<ControlAction> reject(int channel, ChannelMessage.RejectCause cause) {
        channels.reject(channel, cause);
        return done();
    }

    public List<ControlAction> requestMode(List<List<ModeMessage.Element>> descriptions, Instant now) {
        mode.request(descriptions, now);
        return done();
    }

    public List<ControlAction> acceptMode(boolean mostPreferred) {
        mode.accept(mostPreferred);
        return done();
    }

    public List<ControlAction> rejectMode(ModeMessage.Cause cause) {
        mode.reject(cause);
        return done();
    }

    public List<ControlAction> measureDelay(Instant now) {
        roundTripDelay.measure(now);
        return done();
    }

    public List<ControlAction> press(UserInputIndication keys) {
        send(keys);
        return done();
    }

    /** Of a channel on which the other side sends. */
    public List<ControlAction> command(int channel, MiscellaneousCommand.Type command) {
        send(new MiscellaneousCommand(channel, command));
        return done();
    }

    /** @param channel on which the other side sends; empty for all @param maxBitRate in 100 bit/s; empty for no limit */
    public List<ControlAction> limit(Optional<Integer> channel, Optional<Integer> maxBitRate) {
        send(new FlowControlCommand(channel, maxBitRate));
        return done();
    }

    /** Sets our name in conferences of others. */
    public void name(String own) {
        conference.name(own);
    }

    /**
     * Sets the members of the conference that the other side is in, of which we are the controller if we are master; empty if it
     * is in none.
     */
    public List<ControlAction> members(Optional<ConferenceMembers> now) {
        conference.members(now);
        return done();
    }

    /** Asks to present, until {@link #leaveToken}. @param channel that we would send on */
    public List<ControlAction> wantToken(int channel, Instant now) {
        token.want(channel, now);
        return done();
    }

    /** We present no more, or do not want to any more. */
    public List<ControlAction> leaveToken() {
        token.leave();
        return done();
    }

    /** The other side is not to present any more. It is asked for the token, which it may keep for all that. */
    public List<ControlAction> reclaimToken(Instant now) {
        token.reclaim(now);
        return done();
    }

    /** Whether the other side may present, as it asked. */
    public List<ControlAction> answerToken(boolean granted, Instant now) {
        token.answer(granted, now);
        return done();
    }

    /** Asks to be allowed more on a channel of ours (H.239, clause 8.4). @param maxBitRate in 100 bit/s, 0 to 65,535 */
    public List<ControlAction> askFlowRelease(int channel, int maxBitRate) {
        send(new PresentationMessage.FlowReleaseRequest(channel, maxBitRate));
        return done();
    }

    /** Answers the other side's wish to send more on a channel; how much it may send is said by {@link #limit}. */
    public List<ControlAction> answerFlowRelease(int channel, boolean granted) {
        send(new PresentationMessage.FlowReleaseResponse(granted, channel));
        return done();
    }

    /** Ends the session; the other side says the same, or is not waited for long. */
    public List<ControlAction> end(Instant now) {
        if (!silent) {
            bidFarewell();
            farewell.start(now);
        }
        return done();
    }

    /** Handles a message that came. */
    public List<ControlAction> receive(ControlMessage message, Instant now) {
        if (ended || silent && !(message instanceof ControlMessage.EndSession)) {
            return List.of();
        }
        if (!useless.mayRead(now)) {
            if (useless.isFlood()) {
                act(new ControlAction.Failed(ControlAction.Procedure.FLOOD));
            }
            return done();
        }
        boolean expected = react(message, now);
        if (!expected) {
            useless.unexpected();
        }
        capabilities.acknowledge();
        becomeReady();
        return done();
    }

    /** Handles octets that came and are no message at all, as a {@link org.courtbridge.h323.per.PerException} said. */
    public List<ControlAction> receiveMalformed(Instant now) {
        if (!silent && useless.mayComplain(now)) {
            notUnderstood(
                    new ControlMessage.NotSupported(ControlMessage.NotSupported.Cause.SYNTAX_ERROR, Optional.empty()));
        }
        return done();
    }

    private void notUnderstood(ControlMessage answer) {
        if (useless.notSupported()) {
            send(answer);
        }
    }

    /** @return false if the message makes no sense now */
    private boolean react(ControlMessage message, Instant now) {
        return switch (message) {
            case MasterSlaveMessage determination -> masterSlave.receive(determination, now);
            case TerminalCapabilitySet set -> received(set, now);
            case CapabilityAnswer answer -> capabilities.receive(answer, now);
            case OpenLogicalChannel open -> {
                channels.receive(open, capabilities.ours(), master().orElse(false));
                yield true;
            }
            case OpenLogicalChannelAck ack -> channels.receive(ack);
            case ChannelMessage about -> channels.receive(about, now);
            case ModeMessage about -> mode.receive(about);
            case RoundTripDelayMessage about -> roundTripDelay.receive(about, now);
            case MiscellaneousCommand command -> {
                act(new ControlAction.Commanded(command.channel(), command.type()));
                yield true;
            }
            case FlowControlCommand command -> {
                act(new ControlAction.FlowLimited(command.channel(), command.maxBitRate()));
                yield true;
            }
            case UserInputIndication keys -> {
                act(new ControlAction.KeysPressed(keys));
                yield true;
            }
            case PresentationMessage about -> token.receive(about, now);
            case ConferenceMessage about -> conference.receive(about);
            case ControlMessage.SendCapabilities command -> {
                capabilities.repeat(now);
                yield true;
            }
            case ControlMessage.EndSession end -> {
                bidFarewell();
                finish();
                yield true;
            }
            case ControlMessage.NotSupported indication -> false;
            case ControlMessage.Other other -> received(other);
        };
    }

    private boolean received(TerminalCapabilitySet set, Instant now) {
        return switch (capabilities.receive(set, now)) {
            case REFUSED -> false;
            case PAUSED -> {
                pause(now);
                yield true;
            }
            case STILL_PAUSED -> true;
            case RESUMED -> {
                // As at the beginning, for the other side may be another one now (H.323, clause 8.4.6).
                masterSlave.reset();
                masterSlave.determine(now);
                act(new ControlAction.CapabilitiesReceived(theirs()));
                yield true;
            }
            case SAID -> {
                act(new ControlAction.CapabilitiesReceived(theirs()));
                yield true;
            }
        };
    }

    private void pause(Instant now) {
        ready = false;
        channels.closeOutgoing(now);
        token.reset();
        conference.reset();
        act(new ControlAction.Paused());
    }

    /** Requests must be answered, of whatever they are; what else we do not know is of no consequence. */
    private boolean received(ControlMessage.Other other) {
        Choice message = other.toMessage();
        if (!message.is("request") || !(message.value() instanceof Choice request)) {
            return message.is("indication");
        }
        notUnderstood(
                request.value() instanceof Sequence loop && request.is("maintenanceLoopRequest")
                        ? rejectLoop(loop)
                        : new ControlMessage.NotSupported(
                                ControlMessage.NotSupported.Cause.UNKNOWN_FUNCTION, Optional.of(other.encode())));
        return false;
    }

    private static ControlMessage rejectLoop(Sequence request) {
        var type = MaintenanceTypes.MAINTENANCE_LOOP_REJECT;
        Choice loop = request.get("type", Choice.class);
        return new ControlMessage.Other(Tree.response(
                "maintenanceLoopReject",
                type.build()
                        .set("type", Tree.choiceIn(type, "type").value(loop.name(), loop.value()))
                        .set("cause", Tree.choiceIn(type, "cause").value("canNotPerformLoop"))
                        .done()));
    }

    private void becomeReady() {
        if (!ready && capabilities.isComplete() && master().isPresent()) {
            ready = true;
            act(new ControlAction.Ready());
            conference.begin(master().orElse(false));
        } else if (ready && master().isPresent() && master().get() != conference.leads()) {
            // It was determined anew.
            conference.begin(master().get());
        }
    }

    /** Time at which {@link #expire} is due next; empty if no timer runs. */
    public Optional<Instant> deadline() {
        return Stream.of(
                        Stream.of(
                                masterSlave.deadline(),
                                capabilities.deadline(),
                                mode.deadline(),
                                roundTripDelay.deadline(),
                                token.deadline(),
                                farewell.at()),
                        channels.deadlines())
                .flatMap(deadlines -> deadlines)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    public List<ControlAction> expire(Instant now) {
        masterSlave.expire(now);
        capabilities.expire(now);
        mode.expire(now);
        roundTripDelay.expire(now);
        token.expire(now);
        channels.expire(now);
        if (farewell.isOver(now)) {
            finish();
        }
        return done();
    }

    private void finish() {
        ended = true;
        farewell.stop();
        channels.clear();
        masterSlave.reset();
        token.reset();
        conference.reset();
        act(new ControlAction.Ended());
    }

    private void bidFarewell() {
        send(new ControlMessage.EndSession());
        silent = true;
    }

    private void send(ControlMessage message) {
        act(new ControlAction.Send(message));
    }

    /** After the end of the session nothing is sent. */
    private void act(ControlAction action) {
        if (!silent || !(action instanceof ControlAction.Send)) {
            actions.add(action);
        }
    }

    private List<ControlAction> done() {
        channels.forgetReleased();
        List<ControlAction> all = List.copyOf(actions);
        actions.clear();
        return all;
    }
}
