package org.courtbridge.gateway.demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ControlledCall;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ChannelMessage;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.ModeMessage;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.h460.MediaTraversal;

/**
 * A call that is made to the room by H.323. H.245 is tunnelled, and opens the room's channels. Belongs to the phone's
 * thread.
 */
final class H323Call implements ControlledCall.Owner, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(H323Call.class);
    private static final int PICTURE_PAYLOAD_TYPE = 97;

    /** Kinds of terminals (H.245, annex C): one without a multipoint controller. */
    private static final Control.Settings TERMINAL =
            new Control.Settings(50, Control.Settings.GATEWAY.patience(), Control.Settings.GATEWAY.conflicts());

    private final TpktSocket signalling;
    private final InetAddress local;
    private final RoomDevices devices;
    private final Optional<MediaTraversal> traversal;
    private final Call call;
    private final Control control = new Control(TERMINAL, RandomGenerator.getDefault());
    private final ControlledCall both;
    private final Map<Integer, OpenLogicalChannel> requested = new HashMap<>();
    private Optional<Integer> pictures = Optional.empty();

    /** @param setup in the message */
    H323Call(
            TpktSocket signalling,
            InetAddress local,
            RoomDevices devices,
            SignallingMessage message,
            SignallingBody.Setup setup) {
        this.signalling = signalling;
        this.local = local;
        this.devices = devices;
        this.traversal = MediaTraversal.answering(setup.features(), false);
        this.call = Call.answering(
                message,
                setup,
                new Call.Settings(true, Optional.empty(), Timers.USUAL)
                        .with(traversal.map(MediaTraversal::features).orElse(FeatureSet.NONE)));
        this.both = new ControlledCall(call, control, RoomAbilities.all(), this);
        does(call.begin(Optional.of(message), Instant.now()));
        does(call.proceed());
    }

    SignallingBody.Setup setup() {
        return call.setup();
    }

    RoomDevices devices() {
        return devices;
    }

    boolean isBy(TpktSocket connection) {
        return signalling == connection;
    }

    boolean isEstablished() {
        return both.isConnected();
    }

    boolean isOver() {
        return both.isOver();
    }

    void ring() {
        does(call.alert());
    }

    void pickUp() {
        does(call.connect(Instant.now()));
    }

    void hangUp(ReleaseReason reason) {
        both.hangUp(reason, Instant.now());
    }

    void received(SignallingMessage message) {
        does(call.receive(message, Instant.now()));
    }

    void connectionLost() {
        does(call.connectionLost());
    }

    /** Asks for a keyframe. */
    void picturesMissed() {
        pictures.ifPresent(channel -> controls(control.command(channel, new MiscellaneousCommand.FastUpdatePicture())));
    }

    Optional<Instant> deadline() {
        return both.deadline();
    }

    void expire() {
        both.expire(Instant.now());
    }

    private void does(List<CallAction> actions) {
        both.does(actions, Instant.now());
    }

    private void controls(List<ControlAction> actions) {
        both.controls(actions, Instant.now());
    }

    @Override
    public void act(CallAction action) {
        switch (action) {
            case CallAction.Send send ->
                signalling.send(send.message().toMessage().encode());
            case CallAction.ListenForControl _, CallAction.ConnectControl _ -> {
                LOG.warn("the other side does not tunnel H.245");
                hangUp(ReleaseReason.INCOMPATIBLE);
            }
            // The machines know.
            case CallAction.ControlOpen _, CallAction.ControlReceived _ -> {}
            // Of H.245 on a connection of its own.
            case CallAction.CloseOwnControl _, CallAction.SendControl _ -> {}
            // Of calls that a room makes.
            case CallAction.Progressed _, CallAction.Connected _, CallAction.FastStarted _ -> {}
            case CallAction.FastStartRefused _, CallAction.Redirected _ -> {}
            case CallAction.KeysPressed _, CallAction.Unanswered _, CallAction.Released _ -> {}
        }
    }

    @Override
    public void act(ControlAction action) {
        switch (action) {
            case ControlAction.Ready _ ->
                ChannelChoice.between(RoomAbilities.all(), control.theirs()).forEach(this::request);
            case ControlAction.OpenRequested wanted -> opens(wanted.channel());
            case ControlAction.Opened opened -> opened(opened);
            case ControlAction.OutgoingClosed _, ControlAction.Paused _ -> {
                devices.sound().stops();
                devices.picture().stops();
            }
            case ControlAction.Commanded commanded -> commanded(commanded.command());
            case ControlAction.ModeRequested _ -> controls(control.rejectMode(ModeMessage.Cause.REQUEST_DENIED));
            case ControlAction.Ended _, ControlAction.Failed _ -> hangUp(ReleaseReason.NORMAL);
            case ControlAction.Send _, ControlAction.Determined _, ControlAction.CapabilitiesReceived _ -> {}
            case ControlAction.OpenFailed _, ControlAction.IncomingClosed _, ControlAction.CloseRefused _ -> {}
            case ControlAction.FlowLimited _, ControlAction.KeysPressed _, ControlAction.ModeAnswered _ -> {}
            // This room has one picture, and presents nothing.
            case ControlAction.TokenAsked _ -> controls(control.answerToken(false, Instant.now()));
            case ControlAction.FlowReleaseAsked asked -> controls(control.answerFlowRelease(asked.channel(), false));
            case ControlAction.TokenHeld _, ControlAction.TokenRefused _ -> {}
            case ControlAction.TokenLost _, ControlAction.TokenReturned _ -> {}
            case ControlAction.DelayMeasured _, ControlAction.DelayUnanswered _ -> {}
        }
    }

    private void request(ChannelChoice choice) {
        RtpPair ports = choice.sessionId() == ChannelChoice.SOUND ? devices.soundPorts() : devices.picturePorts();
        OpenLogicalChannel channel =
                choice.toRequest(control.freeChannel(), at(ports.port() + 1), PICTURE_PAYLOAD_TYPE);
        requested.put(channel.forwardNumber(), channel);
        controls(control.open(
                traversal
                        .map(how -> channel.with(how.request(at(ports.port()))))
                        .orElse(channel),
                Instant.now()));
    }

    private InetSocketAddress at(int port) {
        return new InetSocketAddress(local, port);
    }

    private void opens(OpenLogicalChannel channel) {
        Optional<Integer> payloadType = RoomAbilities.payloadType(channel);
        if (payloadType.isPresent() && RoomAbilities.isSound(channel)) {
            devices.sound().receives(payloadType.get());
            accept(channel, devices.soundPorts());
        } else if (payloadType.isPresent() && RoomAbilities.isPicture(channel)) {
            devices.picture().receives(payloadType.get());
            pictures = Optional.of(channel.forwardNumber());
            accept(channel, devices.picturePorts());
        } else {
            controls(control.reject(channel.forwardNumber(), ChannelMessage.RejectCause.DATA_TYPE_NOT_SUPPORTED));
        }
    }

    private void accept(OpenLogicalChannel channel, RtpPair ports) {
        List<Sequence> said = channel.genericInformation();
        traversal.flatMap(how -> how.keepAlive(said)).ifPresent(ports::keepAlive);
        controls(control.accept(
                channel.forwardNumber(),
                at(ports.port()),
                at(ports.port() + 1),
                traversal.map(how -> how.answer(said)).orElse(List.of())));
    }

    private void opened(ControlAction.Opened opened) {
        OpenLogicalChannel channel = requested.remove(opened.channel());
        if (channel == null || opened.media().isEmpty()) {
            return;
        }
        InetSocketAddress media = opened.media().get();
        InetSocketAddress control =
                opened.mediaControl().orElse(new InetSocketAddress(media.getAddress(), media.getPort() + 1));
        int payloadType = opened.payloadType()
                .or(() -> RoomAbilities.payloadType(channel))
                .orElse(PICTURE_PAYLOAD_TYPE);
        if (RoomAbilities.isSound(channel)) {
            devices.soundPorts().remote(media, control);
            devices.sound().sends(payloadType);
        } else {
            devices.picturePorts().remote(media, control);
            devices.picture().sends(payloadType);
        }
    }

    private void commanded(MiscellaneousCommand.Type command) {
        switch (command) {
            case MiscellaneousCommand.FastUpdatePicture _,
                    MiscellaneousCommand.FastUpdateGob _,
                    MiscellaneousCommand.FastUpdateMb _ -> devices.picture().wantKeyframe();
            case MiscellaneousCommand.FreezePicture _, MiscellaneousCommand.Other _ -> {}
        }
    }

    @Override
    public void close() {
        devices.close();
        signalling.close();
    }
}
