package org.courtbridge.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ControlledCall;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.Direction;
import org.courtbridge.h323.h245.H2250Capability;
import org.courtbridge.h323.h245.PictureFormat;
import org.courtbridge.h323.h245.VideoCapability;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.ClientAction;
import org.courtbridge.h323.ras.EndpointCall;
import org.courtbridge.h323.ras.EndpointProfile;
import org.courtbridge.h323.ras.GatekeeperClient;
import org.courtbridge.signalling.h323.gatekeeper.OwnEndpoint;

/**
 * A room of {@link CallLoad}, which has registered at the gatekeeper, and one call at a time: it makes one after the other, or
 * answers. Its callers open sound and pictures both ways, and hang up when both sides send both.
 */
final class CallRoom implements ControlledCall.Owner {

    private static final long BAND_WIDTH = 7_680;
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(2);
    private static final int PICTURE_PAYLOAD_TYPE = 97;
    private static final Call.Settings SETTINGS = Call.Settings.of(true, Optional.of("Room"), Timers.USUAL);

    /** A terminal without a multipoint controller (H.245, annex C). */
    private static final Control.Settings TERMINAL =
            new Control.Settings(50, Control.Settings.GATEWAY.patience(), Control.Settings.GATEWAY.conflicts());

    private static final Capabilities CAPABILITIES = Capabilities.of(
            new H2250Capability(200, List.of()),
            List.of(sound(AudioCoding.G722_64K), sound(AudioCoding.G711_ALAW_64K), sound(AudioCoding.G711_ULAW_64K)),
            List.of(
                    new Capability.Video(
                            Direction.RECEIVE_AND_TRANSMIT,
                            VideoCapability.H263.of(Map.of(PictureFormat.QCIF, 1, PictureFormat.CIF, 1), 3_840)),
                    new Capability.Video(
                            Direction.RECEIVE_AND_TRANSMIT,
                            new VideoCapability.H261(
                                    Map.of(PictureFormat.QCIF, 1, PictureFormat.CIF, 1), false, 3_840, false))));

    /** Of sound and of pictures. */
    private static final int CHANNELS = 2;

    private final SignallingLoop loop;
    private final InetAddress address;
    private final AliasAddress alias;
    private final Optional<AliasAddress> callee;
    private final CallTally tally;
    private final Random random;
    private final SignallingLoop.Datagrams ras;
    private final GatekeeperClient client;
    private final InetSocketAddress media;

    private Optional<Current> current = Optional.empty();
    private Optional<Runnable> next = Optional.empty();
    private int begun;
    private boolean idle = true;

    /** Of now. */
    private static final class Current {
        final ControlledCall both;
        final SignallingLoop.Connection connection;
        int sending;
        int receiving;

        Current(ControlledCall both, SignallingLoop.Connection connection) {
            this.both = both;
            this.connection = connection;
        }

        boolean isComplete() {
            return sending == CHANNELS && receiving == CHANNELS;
        }
    }

    /** @param callee whom the room calls; empty if it answers */
    CallRoom(
            SignallingLoop loop,
            InetAddress address,
            InetSocketAddress gatekeeper,
            String name,
            Optional<String> callee,
            CallTally tally)
            throws IOException {
        this.loop = loop;
        this.address = address;
        this.alias = new AliasAddress.H323Id(name);
        this.callee = callee.map(AliasAddress.H323Id::new);
        this.tally = tally;
        this.random = new Random(name.hashCode());
        this.ras = loop.datagrams(address, datagram -> tells(client().receive(datagram, gatekeeper, Instant.now())));
        this.media = new InetSocketAddress(address, 5_000);
        this.client = new GatekeeperClient(
                new EndpointProfile(
                        new EndpointProfile.Gatekeepers(List.of(gatekeeper), Optional.empty()),
                        new EndpointProfile.Endpoint(
                                ras.address(),
                                loop.listen(address, this::accepted),
                                List.of(alias),
                                OwnEndpoint.terminal(),
                                OwnEndpoint.VENDOR),
                        Optional.of(new EndpointProfile.Login(name, CallLoad.password(name))),
                        TIME_TO_LIVE,
                        false),
                random);
    }

    private static Capability.Audio sound(AudioCoding coding) {
        return new Capability.Audio(Direction.RECEIVE_AND_TRANSMIT, new AudioCapability.Frames(coding, (int)
                (20 / coding.frame().toMillis())));
    }

    private GatekeeperClient client() {
        return client;
    }

    void register() {
        tells(client.start(Instant.now()));
    }

    boolean isRegistered() {
        return client.isRegistered();
    }

    /** Does what is due by now; a room that calls begins with that, and again if it was refused. */
    void tick() {
        tells(client.expire(Instant.now()));
        current.ifPresent(call -> call.both.expire(Instant.now()));
        if (idle && callee.isPresent() && client.isRegistered()) {
            ask();
        }
    }

    // The gatekeeper

    private void tells(List<ClientAction> actions) {
        for (ClientAction action : actions) {
            switch (action) {
                case ClientAction.Send(Octets octets, InetSocketAddress to) -> ras.send(octets, to);
                case ClientAction.Admitted(EndpointCall call, var confirm) -> {
                    if (call.answered()) {
                        current.filter(own -> isOf(own, call)).ifPresent(this::answer);
                    } else {
                        place(call, confirm.destCallSignalAddress().orElseThrow());
                    }
                }
                case ClientAction.Refused(EndpointCall call, var _, var _) -> {
                    tally.failed("refused");
                    idle = true;
                    current.filter(own -> isOf(own, call))
                            .ifPresent(own -> own.both.hangUp(ReleaseReason.NO_PERMISSION, Instant.now()));
                }
                case ClientAction.Drop(EndpointCall call) ->
                    current.filter(own -> isOf(own, call))
                            .ifPresent(own -> own.both.hangUp(ReleaseReason.NORMAL, Instant.now()));
                case ClientAction.Lost _ -> tally.failed("registration lost");
                case ClientAction.Registered _, ClientAction.Invited _ -> {}
                case ClientAction.BandwidthChanged _, ClientAction.BandwidthRefused _ -> {}
            }
        }
    }

    private static boolean isOf(Current own, EndpointCall call) {
        return identifier(own).equals(call.callIdentifier());
    }

    private static Octets identifier(Current own) {
        return own.both.call().setup().identity().callIdentifier().orElseThrow();
    }

    private void ask() {
        idle = false;
        begun++;
        tally.begun(this);
        Octets identifier = Octets.of(ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(begun)
                .array());
        tells(client.admit(
                new EndpointCall(
                        identifier,
                        identifier,
                        1 + begun % 32_767,
                        false,
                        List.of(callee.orElseThrow()),
                        List.of(alias),
                        Optional.empty(),
                        BAND_WIDTH),
                Instant.now()));
    }

    // The call

    private void place(EndpointCall wanted, InetSocketAddress to) {
        SignallingBody.Setup setup = SignallingBody.Setup.of(
                new SignallingBody.Setup.Identity(Optional.of(wanted.callIdentifier()), wanted.conferenceId()),
                new SignallingBody.Setup.Parties(
                        List.of(alias), wanted.destination(), Optional.empty(), Optional.of("Room"), Optional.of(to)),
                SignallingBody.Setup.Early.NONE,
                12);
        try {
            Current placed = begin(Call.place(wanted.callReferenceValue(), setup, SETTINGS), loop.connect(address, to));
            does(placed, placed.both.call().begin(Optional.empty(), Instant.now()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accepted(SignallingLoop.Connection connection) {
        connection.serve(message -> called(connection, SignallingMessage.of(message)), () -> {});
    }

    /** The caller's next call may come before the last word of the one before, which goes another way. */
    private void called(SignallingLoop.Connection connection, SignallingMessage message) {
        if (current.isPresent()) {
            next = Optional.of(() -> called(connection, message));
            return;
        }
        SignallingBody.Setup setup = (SignallingBody.Setup) message.body();
        Current answered = begin(Call.answering(message, setup, SETTINGS), connection);
        does(answered, answered.both.call().begin(Optional.of(message), Instant.now()));
        does(answered, answered.both.call().proceed());
        tells(client.admit(
                new EndpointCall(
                        identifier(answered),
                        setup.identity().conferenceId(),
                        message.reference().value(),
                        true,
                        List.of(alias),
                        setup.parties().caller(),
                        Optional.empty(),
                        BAND_WIDTH),
                Instant.now()));
    }

    private Current begin(Call call, SignallingLoop.Connection connection) {
        Current made = new Current(
                new ControlledCall(call, new Control(TERMINAL, random), () -> CAPABILITIES, this), connection);
        if (current.isPresent()) {
            throw new IllegalStateException("a second call");
        }
        current = Optional.of(made);
        connection.serve(message -> heard(made, message), () -> does(made, call.connectionLost()));
        return made;
    }

    private void heard(Current own, Q931Message message) {
        does(own, own.both.call().receive(SignallingMessage.of(message), Instant.now()));
    }

    private void answer(Current own) {
        does(own, own.both.call().alert());
        does(own, own.both.call().connect(Instant.now()));
    }

    private static void does(Current own, List<CallAction> actions) {
        own.both.does(actions, Instant.now());
    }

    @Override
    public void act(CallAction action) {
        Current own = current.orElseThrow();
        switch (action) {
            case CallAction.Send(SignallingMessage message) -> own.connection.send(message.toMessage());
            case CallAction.Connected _ -> tally.connected(this);
            case CallAction.Released(ReleaseReason reason, boolean _) -> released(own, reason);
            default -> {}
        }
    }

    private void released(Current own, ReleaseReason reason) {
        if (own.isComplete() && reason.equals(ReleaseReason.NORMAL)) {
            tally.done();
        } else {
            tally.failed(reason.toString());
        }
        current = Optional.empty();
        own.connection.close();
        tells(client.disengage(identifier(own), Instant.now()));
        if (callee.isPresent()) {
            ask();
        }
        Optional<Runnable> waiting = next;
        next = Optional.empty();
        waiting.ifPresent(Runnable::run);
    }

    // H.245

    @Override
    public void act(ControlAction action) {
        Optional<Current> still = current;
        if (still.isEmpty()) {
            return;
        }
        Current own = still.get();
        Control control = own.both.control();
        switch (action) {
            case ControlAction.Ready _ ->
                ChannelChoice.between(CAPABILITIES, control.theirs())
                        .forEach(choice -> controls(
                                own,
                                control.open(
                                        choice.toRequest(control.freeChannel(), media, PICTURE_PAYLOAD_TYPE),
                                        Instant.now())));
            case ControlAction.OpenRequested wanted -> {
                own.receiving++;
                controls(own, control.accept(wanted.channel().forwardNumber(), media, media));
            }
            case ControlAction.Opened _ -> own.sending++;
            default -> {}
        }
        if (callee.isPresent() && own.isComplete()) {
            own.both.hangUp(ReleaseReason.NORMAL, Instant.now());
        }
    }

    private static void controls(Current own, List<ControlAction> actions) {
        own.both.controls(actions, Instant.now());
    }
}
