package org.courtbridge.simulators;

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
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ControlledCall;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.h235.DhGroup;
import org.courtbridge.h323.h235.KeyAgreement;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ChannelKey;
import org.courtbridge.h323.h245.ChannelMessage;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.EncryptionSync;
import org.courtbridge.h323.h245.MediaEncryption;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.ModeMessage;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.h460.MediaTraversal;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.ras.EndpointCall;

/**
 * A call that is made to the room by H.323, or by it. H.245 is tunnelled, and opens the room's channels. Belongs to the phone's
 * thread.
 */
final class H323Call implements ControlledCall.Owner, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(H323Call.class);
    private static final int PICTURE_PAYLOAD_TYPE = 97;

    /** Kinds of terminals (H.245, annex C): one without a multipoint controller. */
    private static final Control.Settings TERMINAL =
            new Control.Settings(50, Control.Settings.GATEWAY.patience(), Control.Settings.GATEWAY.conflicts());

    /** In 64 kbit/s: sound, and a picture of 720 lines. */
    private static final int SETUP_BANDWIDTH = 30;

    private final Line signalling;
    private final InetAddress local;
    private final RoomDevices devices;
    private final Optional<MediaTraversal> traversal;
    private final Call call;
    private final Control control = new Control(TERMINAL, RandomGenerator.getDefault());
    private final ControlledCall both;
    private final Map<Integer, OpenLogicalChannel> requested = new HashMap<>();
    private final MediaEncryption encryption;
    private Optional<Integer> pictures = Optional.empty();

    /** On which the room sends it. */
    private int sound;

    private Optional<ReleaseReason> released = Optional.empty();

    /** Connection for the call's signalling. @param isItsOwn whether the connection ends with the call */
    record Line(TpktSocket connection, boolean isItsOwn) {}

    private H323Call(
            Line signalling,
            InetAddress local,
            RoomDevices devices,
            Optional<MediaTraversal> traversal,
            Call call,
            MediaEncryption encryption) {
        this.signalling = signalling;
        this.local = local;
        this.devices = devices;
        this.traversal = traversal;
        this.call = call;
        this.encryption = encryption;
        Capabilities offered = encryption.offered(RoomAbilities.all());
        this.both = new ControlledCall(call, control, () -> offered, this);
    }

    /** Of a call to the room. @param setup in the message */
    static H323Call answering(
            Line signalling,
            InetAddress local,
            RoomDevices devices,
            SignallingMessage message,
            SignallingBody.Setup setup) {
        Optional<MediaTraversal> traversal = MediaTraversal.answering(setup.features(), false);
        Call call = Call.answering(message, setup, settings(traversal));
        Optional<KeyAgreement.Answer> agreed =
                KeyAgreement.answer(setup.admitted().details().tokens(), List.of(DhGroup.DH1024, DhGroup.DH2048));
        agreed.ifPresent(answer -> call.tokens(answer.tokens()));
        H323Call made = new H323Call(
                signalling,
                local,
                devices,
                traversal,
                call,
                MediaEncryption.of(MediaEncryption.Policy.PREFERRED, agreed.map(KeyAgreement.Answer::secret)));
        made.does(call.begin(Optional.of(message), Instant.now()));
        made.does(call.proceed());
        return made;
    }

    /** Of a call that the room makes, once it {@link #begin begins}. It may be behind a NAT, and offers no secret. */
    static H323Call placing(Line signalling, InetAddress local, RoomDevices devices, EndpointCall wanted) {
        MediaTraversal traversal = new MediaTraversal(MediaTraversal.Role.CLIENT, false);
        SignallingBody.Setup setup = SignallingBody.Setup.of(
                        new SignallingBody.Setup.Identity(Optional.of(wanted.callIdentifier()), wanted.conferenceId()),
                        new SignallingBody.Setup.Parties(
                                wanted.source(),
                                wanted.destination(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        SignallingBody.Setup.Early.NONE,
                        SETUP_BANDWIDTH)
                .with(traversal.features());
        return new H323Call(
                signalling,
                local,
                devices,
                Optional.of(traversal),
                Call.place(wanted.callReferenceValue(), setup, settings(Optional.of(traversal))),
                MediaEncryption.of(MediaEncryption.Policy.OFF, Optional.empty()));
    }

    private static Call.Settings settings(Optional<MediaTraversal> traversal) {
        return Call.Settings.of(true, Optional.empty(), Timers.USUAL)
                .with(traversal.map(MediaTraversal::features).orElse(FeatureSet.NONE));
    }

    void begin() {
        does(call.begin(Optional.empty(), Instant.now()));
    }

    /** Why it has ended. */
    Optional<ReleaseReason> released() {
        return released;
    }

    SignallingBody.Setup setup() {
        return call.setup();
    }

    RoomDevices devices() {
        return devices;
    }

    boolean isBy(TpktSocket connection) {
        return signalling.connection() == connection;
    }

    /** Whether messages with it are of this call. */
    boolean has(CallReference reference) {
        return call.reference().value() == reference.value();
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
                signalling.connection().send(send.message().toMessage().encode());
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
            case CallAction.Released ended -> released = Optional.of(ended.reason());
            case CallAction.KeysPressed _, CallAction.Unanswered _ -> {}
            case CallAction.Held _ -> {}
        }
    }

    @Override
    public void act(ControlAction action) {
        switch (action) {
            case ControlAction.Ready _ ->
                encryption.choices(RoomAbilities.all(), control.theirs()).forEach(this::request);
            case ControlAction.OpenRequested wanted -> opens(wanted.channel());
            case ControlAction.Opened opened -> opened(opened);
            case ControlAction.OutgoingClosed _, ControlAction.Paused _ -> {
                devices.sound().stops();
                devices.picture().stops();
            }
            case ControlAction.Commanded commanded -> commanded(commanded);
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
        OpenLogicalChannel channel = encryption.opening(
                choice.toRequest(control.freeChannel(), at(ports.port() + 1), PICTURE_PAYLOAD_TYPE), isMaster());
        requested.put(channel.forwardNumber(), channel);
        controls(control.open(
                traversal
                        .map(how -> channel.with(how.request(at(ports.port()))))
                        .orElse(channel),
                Instant.now()));
    }

    private boolean isMaster() {
        return control.master().orElse(false);
    }

    private InetSocketAddress at(int port) {
        return new InetSocketAddress(local, port);
    }

    private void opens(OpenLogicalChannel channel) {
        switch (encryption.requested(channel, isMaster())) {
            case MediaEncryption.Verdict.Clear _ -> opens(channel, Optional.empty(), Optional.empty());
            case MediaEncryption.Verdict.Encrypted(ChannelKey key, Optional<EncryptionSync> said) ->
                opens(channel.decrypted(), Optional.of(key(key)), said);
            // It says nothing of SRTP.
            case MediaEncryption.Verdict.Srtp _ ->
                controls(control.reject(channel.forwardNumber(), ChannelMessage.RejectCause.SECURITY_DENIED));
            case MediaEncryption.Verdict.Refused(ChannelMessage.RejectCause cause) ->
                controls(control.reject(channel.forwardNumber(), cause));
        }
    }

    private static MediaKey key(ChannelKey key) {
        return MediaKey.of(key.octets().toArray(), key.payloadType());
    }

    private void opens(OpenLogicalChannel channel, Optional<MediaKey> key, Optional<EncryptionSync> said) {
        Optional<Integer> payloadType = RoomAbilities.payloadType(channel);
        if (payloadType.isPresent() && RoomAbilities.isSound(channel)) {
            devices.sound().receives(payloadType.get());
            devices.soundPorts().secrecy().receives(key, payloadType.get());
            accept(channel, devices.soundPorts(), said);
        } else if (payloadType.isPresent() && RoomAbilities.isPicture(channel)) {
            devices.picture().receives(payloadType.get());
            pictures = Optional.of(channel.forwardNumber());
            devices.picturePorts().secrecy().receives(key, payloadType.get());
            accept(channel, devices.picturePorts(), said);
        } else {
            controls(control.reject(channel.forwardNumber(), ChannelMessage.RejectCause.DATA_TYPE_NOT_SUPPORTED));
        }
    }

    private void accept(OpenLogicalChannel channel, RtpPair ports, Optional<EncryptionSync> key) {
        List<Sequence> said = channel.genericInformation();
        traversal.flatMap(how -> how.keepAlive(said)).ifPresent(ports::keepAlive);
        controls(control.accept(
                channel.forwardNumber(),
                at(ports.port()),
                at(ports.port() + 1),
                key,
                traversal.map(how -> how.answer(said)).orElse(List.of())));
    }

    private void opened(ControlAction.Opened opened) {
        OpenLogicalChannel asked = requested.remove(opened.channel());
        if (asked == null || opened.media().isEmpty()) {
            return;
        }
        switch (encryption.opened(asked, opened.encryptionSync())) {
            case MediaEncryption.Verdict.Clear _ -> sends(asked, opened, Optional.empty());
            case MediaEncryption.Verdict.Encrypted(ChannelKey key, Optional<EncryptionSync> _) ->
                sends(asked.decrypted(), opened, Optional.of(key(key)));
            case MediaEncryption.Verdict.Srtp _, MediaEncryption.Verdict.Refused _ ->
                controls(control.close(opened.channel(), Instant.now()));
        }
    }

    private void sends(OpenLogicalChannel channel, ControlAction.Opened opened, Optional<MediaKey> key) {
        InetSocketAddress media = opened.media().get();
        InetSocketAddress control =
                opened.mediaControl().orElse(new InetSocketAddress(media.getAddress(), media.getPort() + 1));
        int payloadType = opened.payloadType()
                .or(() -> RoomAbilities.payloadType(channel))
                .orElse(PICTURE_PAYLOAD_TYPE);
        if (RoomAbilities.isSound(channel)) {
            sound = opened.channel();
            devices.soundPorts().secrecy().sends(key);
            devices.soundPorts().remote(media, control);
            devices.sound().sends(payloadType);
        } else {
            devices.picturePorts().secrecy().sends(key);
            devices.picturePorts().remote(media, control);
            devices.picture().sends(payloadType);
        }
    }

    private void changeKeys(List<MediaEncryption.Step> steps) {
        for (MediaEncryption.Step step : steps) {
            switch (step) {
                case MediaEncryption.Step.Say(int channel, MiscellaneousCommand.KeyUpdate update) ->
                    controls(control.updateKey(channel, update));
                case MediaEncryption.Step.Receive(int channel, ChannelKey key) ->
                    (pictures.filter(known -> known == channel).isPresent()
                                    ? devices.picturePorts()
                                    : devices.soundPorts())
                            .secrecy()
                            .receives(key(key));
                case MediaEncryption.Step.Send(int channel, ChannelKey key) ->
                    (channel == sound ? devices.soundPorts() : devices.picturePorts())
                            .secrecy()
                            .sends(Optional.of(key(key)));
            }
        }
    }

    private void commanded(ControlAction.Commanded commanded) {
        switch (commanded.command()) {
            case MiscellaneousCommand.KeyUpdate update ->
                changeKeys(encryption.heard(commanded.channel(), update, isMaster()));
            case MiscellaneousCommand.FastUpdatePicture _,
                    MiscellaneousCommand.FastUpdateGob _,
                    MiscellaneousCommand.FastUpdateMb _ -> devices.picture().wantKeyframe();
            case MiscellaneousCommand.FreezePicture _, MiscellaneousCommand.Other _ -> {}
        }
    }

    @Override
    public void close() {
        devices.close();
        if (signalling.isItsOwn()) {
            signalling.connection().close();
        }
    }
}
