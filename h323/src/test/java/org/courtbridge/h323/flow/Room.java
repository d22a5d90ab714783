package org.courtbridge.h323.flow;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.flow.Network.Connection;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.EndpointTypes;
import org.courtbridge.h323.h225.generic.Addresses;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ChannelMessage;
import org.courtbridge.h323.h245.ConflictRule;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.Direction;
import org.courtbridge.h323.h245.FastStart;
import org.courtbridge.h323.h245.H2250Capability;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.PictureFormat;
import org.courtbridge.h323.h245.VideoCapability;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.ClientAction;
import org.courtbridge.h323.ras.EndpointCall;
import org.courtbridge.h323.ras.EndpointProfile;
import org.courtbridge.h323.ras.GatekeeperClient;

/** A room: its registration, if it has a gatekeeper, and one call with its two machines. Who answers is the test. */
final class Room implements Network.Host, CallEnd.Owner {

    static final Octets CALL = Octets.ofHex("00112233445566778899aabbccddeeff");

    private static final int BAND_WIDTH = 7_680;
    private static final int FIRST_CONTROL_PORT = 40_000;

    static final Capabilities OURS = Capabilities.of(
            new H2250Capability(250, List.of()),
            List.of(audio(AudioCoding.G711_ALAW_64K), audio(AudioCoding.G711_ULAW_64K)),
            List.of(new Capability.Video(
                    Direction.RECEIVE, new VideoCapability.H261(Map.of(PictureFormat.CIF, 1), false, 6_400, false))));

    private static final Sequence VENDOR = EndpointTypes.VENDOR_IDENTIFIER
            .build()
            .set(
                    "vendor",
                    Addresses.H221_NON_STANDARD
                            .build()
                            .set("t35CountryCode", 9)
                            .set("t35Extension", 0)
                            .set("manufacturerCode", 61)
                            .done())
            .done();

    private static final Sequence TERMINAL = EndpointTypes.ENDPOINT_TYPE
            .build()
            .set("vendor", VENDOR)
            .set("mc", false)
            .set("undefinedNode", false)
            .done();

    /**
     * A room's way of making and answering calls.
     *
     * @param fastStart whether it proposes channels, or opens what is proposed
     * @param earlyControl whether it says in Setup where it takes H.245, and begins with H.245 before Connect
     */
    record Habits(boolean tunnelling, boolean fastStart, boolean earlyControl) {}

    final int host;
    final String name;
    final List<ClientAction> told = new ArrayList<>();
    final List<ControlAction> heard = new ArrayList<>();

    /** Sessions of the open channels, by number. */
    final Map<Integer, Integer> sending = new TreeMap<>();

    final Map<Integer, Integer> receiving = new TreeMap<>();

    /** What is received, by session. */
    final Map<Integer, DataType> codings = new TreeMap<>();

    /** What it can, and which of its channels cannot be open together. */
    Capabilities ours = OURS;

    ConflictRule conflicts = ConflictRule.NONE;

    /** Calls that came while it had one, which are none of its own. */
    final List<CallEnd> refused = new ArrayList<>();

    /** Whether others can connect to it for H.245. */
    boolean takesControlConnections = true;

    private final Network network;
    private final Habits habits;
    private final Optional<GatekeeperClient> client;
    private final Map<Integer, FastStart.Ports> ports;

    private Optional<Control> control = Optional.empty();
    private Optional<CallEnd> end = Optional.empty();
    private List<OpenLogicalChannel> proposals = List.of();
    private boolean controlOpen;
    private boolean controlStarted;
    private int lastControlPort = FIRST_CONTROL_PORT;
    private Optional<SignallingMessage> asked = Optional.empty();

    Room(Network network, int host, String name, Habits habits, boolean registers) {
        this.network = network;
        this.host = host;
        this.name = name;
        this.habits = habits;
        this.client = registers ? Optional.of(new GatekeeperClient(profile(), new Random(host))) : Optional.empty();
        this.ports = Map.of(ChannelChoice.SOUND, ports(5000), ChannelChoice.PICTURES, ports(5002));
        network.add(this);
        network.listen(signalAddress(), connection -> connection.serve(this::called, _ -> {}));
        network.receive(
                rasAddress(),
                (datagram, from) ->
                        client.ifPresent(registered -> tells(registered.receive(datagram, from, network.now))));
        client.ifPresent(registered -> tells(registered.start(network.now)));
    }

    private static Capability audio(AudioCoding coding) {
        return new Capability.Audio(Direction.RECEIVE, new AudioCapability.Frames(coding, 20));
    }

    private FastStart.Ports ports(int media) {
        return new FastStart.Ports(Network.address(host, media), Network.address(host, media + 1));
    }

    private EndpointProfile profile() {
        return new EndpointProfile(
                new EndpointProfile.Gatekeepers(List.of(Exchange.rasAddress()), Optional.empty()),
                new EndpointProfile.Endpoint(rasAddress(), signalAddress(), List.of(alias()), TERMINAL, VENDOR),
                Optional.of(new EndpointProfile.Login(name, "secret-" + name)),
                Duration.ofMinutes(1),
                false);
    }

    private InetSocketAddress rasAddress() {
        return Network.address(host, 1719);
    }

    InetSocketAddress signalAddress() {
        return Network.address(host, 1720);
    }

    AliasAddress alias() {
        return new AliasAddress.H323Id(name);
    }

    CallEnd end() {
        return end.orElseThrow();
    }

    Control control() {
        return control.orElseThrow();
    }

    Call.State state() {
        return end().call.state();
    }

    private Call.Settings settings() {
        return Call.Settings.of(habits.tunnelling, Optional.of(name), Timers.USUAL);
    }

    // The call

    void call(Room callee) {
        EndpointCall wanted = call(callee.alias(), alias(), false);
        client.ifPresentOrElse(
                registered -> tells(registered.admit(wanted, network.now)),
                () -> place(callee.alias(), callee.signalAddress()));
    }

    private static EndpointCall call(AliasAddress destination, AliasAddress source, boolean answered) {
        return new EndpointCall(
                CALL, CALL, 1, answered, List.of(destination), List.of(source), Optional.empty(), BAND_WIDTH);
    }

    void place(AliasAddress callee, InetSocketAddress to) {
        List<Octets> proposed = List.of();
        if (habits.fastStart) {
            proposals = FastStart.propose(ours, ports);
            proposed = proposals.stream().map(OpenLogicalChannel::toFastStart).toList();
        }
        SignallingBody.Setup setup = SignallingBody.Setup.of(
                new SignallingBody.Setup.Identity(Optional.of(CALL), CALL),
                new SignallingBody.Setup.Parties(
                        List.of(alias()), List.of(callee), Optional.empty(), Optional.of(name), Optional.of(to)),
                new SignallingBody.Setup.Early(
                        habits.earlyControl && !habits.tunnelling ? controlAddress() : Optional.empty(),
                        proposed,
                        List.of(),
                        false),
                12);
        begins(CallEnd.place(network, this, host, setup, settings(), to));
    }

    private void begins(CallEnd begun) {
        end = Optional.of(begun);
        control =
                Optional.of(new Control(new Control.Settings(50, Duration.ofSeconds(20), conflicts), new Random(host)));
    }

    private void called(Connection connection, byte[] octets) {
        SignallingMessage message = SignallingMessage.of(Q931Message.decode(octets));
        SignallingBody.Setup setup = (SignallingBody.Setup) message.body();
        if (end.filter(own -> own.call.state() != Call.State.ENDED).isPresent()) {
            refuse(connection, message);
            return;
        }
        begins(CallEnd.answering(network, this, connection, message, settings()));
        asked = Optional.of(message);
        end().does(end().call.begin(asked, network.now));
        client.ifPresent(registered ->
                tells(registered.admit(call(alias(), setup.parties().caller().getFirst(), true), network.now)));
    }

    /** It has one line, and that is taken. */
    private void refuse(Connection connection, SignallingMessage setup) {
        CallEnd second = CallEnd.answering(network, Busy.LINE, connection, setup, settings());
        refused.add(second);
        second.does(second.call.begin(Optional.of(setup), network.now));
        second.does(second.call.release(ReleaseReason.BUSY));
    }

    /** Whoever has a call that comes to nothing. */
    private enum Busy implements CallEnd.Owner {
        LINE;

        @Override
        public void told(CallAction action) {}

        @Override
        public void controlled(Octets message) {}

        @Override
        public Optional<InetSocketAddress> controlAddress() {
            return Optional.empty();
        }
    }

    /** Says that it is about to answer. */
    void proceed() {
        end().does(end().call.proceed());
    }

    void ring() {
        end().does(end().call.alert());
    }

    void answer() {
        List<Octets> proposed = end().call.setup().early().fastStart();
        if (!proposed.isEmpty() && habits.fastStart) {
            FastStart answer = FastStart.answer(
                    proposed.stream().map(OpenLogicalChannel::ofFastStart).toList(), ours, ports);
            end().call
                    .fastStart(answer.elements().stream()
                            .map(OpenLogicalChannel::toFastStart)
                            .toList());
            opened(answer);
        }
        end().does(end().call.connect(network.now));
        startControl();
    }

    private void opened(FastStart channels) {
        channels.outgoing().forEach(channel -> {
            control().adoptOutgoing(channel);
            sending.put(channel.forwardNumber(), session(channel));
        });
        channels.incoming().forEach(channel -> {
            control().adoptIncoming(channel);
            receiving.put(channel.forwardNumber(), session(channel));
        });
    }

    private static int session(OpenLogicalChannel channel) {
        return channel.forwardParameters().orElseThrow().sessionId();
    }

    void hangUp(ReleaseReason reason) {
        if (controlStarted) {
            controls(control().end(network.now));
        }
        end().does(end().call.release(reason));
    }

    @Override
    public void told(CallAction action) {
        switch (action) {
            case CallAction.ControlOpen _ -> {
                controlOpen = true;
                startControl();
            }
            case CallAction.Connected _ -> startControl();
            case CallAction.FastStarted started ->
                opened(FastStart.accepted(
                        proposals,
                        started.channels().stream()
                                .map(OpenLogicalChannel::ofFastStart)
                                .toList()));
            case CallAction.Redirected redirected -> {
                controlOpen = false;
                controlStarted = false;
                place(
                        end().call.setup().parties().called().getFirst(),
                        redirected.address().orElseThrow());
            }
            case CallAction.Released _ -> {
                client.ifPresent(registered -> tells(registered.disengage(CALL, network.now)));
            }
            default -> {}
        }
    }

    // H.245

    private void startControl() {
        if (controlOpen
                && !controlStarted
                && (habits.earlyControl || state() == Call.State.CONNECTED)
                && state() != Call.State.ENDED) {
            controlStarted = true;
            controls(control().start(ours, network.now));
        }
    }

    @Override
    public void controlled(Octets message) {
        controls(control().receive(ControlMessage.decode(message), network.now));
    }

    @Override
    public Optional<InetSocketAddress> controlAddress() {
        InetSocketAddress address = Network.address(host, ++lastControlPort);
        if (!takesControlConnections) {
            network.unreachable.add(address);
        }
        return Optional.of(address);
    }

    void controls(List<ControlAction> actions) {
        List<Octets> messages = actions.stream()
                .filter(ControlAction.Send.class::isInstance)
                .map(send -> ((ControlAction.Send) send).message().encode())
                .toList();
        messages.forEach(message -> SentMessages.control(message.toArray()));
        if (!messages.isEmpty()) {
            end().does(end().call.control(messages));
        }
        actions.forEach(this::act);
    }

    private void act(ControlAction action) {
        heard.add(action);
        switch (action) {
            case ControlAction.Ready _ -> openChannels();
            case ControlAction.OpenRequested wanted -> {
                int number = wanted.channel().forwardNumber();
                FastStart.Ports own = ports.get(session(wanted.channel()));
                receiving.put(number, session(wanted.channel()));
                codings.put(session(wanted.channel()), wanted.channel().forward());
                controls(control().accept(number, own.media(), own.mediaControl()));
            }
            case ControlAction.OpenFailed failed -> openFailed(failed);
            case ControlAction.OutgoingClosed closed -> sending.remove(closed.channel());
            case ControlAction.IncomingClosed closed -> receiving.remove(closed.channel());
            default -> {}
        }
    }

    private void openChannels() {
        ChannelChoice.between(ours, control().theirs()).forEach(this::open);
    }

    private void open(ChannelChoice choice) {
        if (!sending.containsValue(choice.sessionId())) {
            OpenLogicalChannel channel = choice.toRequest(
                    control().freeChannel(), ports.get(choice.sessionId()).mediaControl(), 96);
            sending.put(channel.forwardNumber(), choice.sessionId());
            controls(control().open(channel, network.now));
        }
    }

    /** The master has its way: the slave sends what it is sent. */
    private void openFailed(ControlAction.OpenFailed failed) {
        Optional<Integer> session = Optional.ofNullable(sending.remove(failed.channel()));
        if (failed.cause() == ChannelMessage.RejectCause.MASTER_SLAVE_CONFLICT) {
            open(new ChannelChoice(codings.get(session.orElseThrow()), session.get(), Optional.empty()));
        }
    }

    <T extends ControlAction> List<T> heard(Class<T> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    // The gatekeeper

    private void tells(List<ClientAction> actions) {
        for (ClientAction action : actions) {
            told.add(action);
            switch (action) {
                case ClientAction.Send send -> network.send(send.octets(), rasAddress(), send.to());
                case ClientAction.Admitted(EndpointCall call, var confirm)
                when !call.answered() ->
                    place(
                            call.destination().getFirst(),
                            confirm.destCallSignalAddress().orElseThrow());
                case ClientAction.Drop _ -> hangUp(ReleaseReason.NORMAL);
                case ClientAction.Refused refused -> {
                    if (refused.call().answered()) {
                        hangUp(ReleaseReason.SECURITY);
                    }
                }
                default -> {}
            }
        }
    }

    <T extends ClientAction> List<T> told(Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    boolean isRegistered() {
        return client.filter(GatekeeperClient::isRegistered).isPresent();
    }

    // Time

    @Override
    public Optional<Instant> deadline() {
        return Stream.of(
                        client.flatMap(GatekeeperClient::deadline),
                        end.flatMap(begun -> begun.call.deadline()),
                        control.flatMap(Control::deadline))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    @Override
    public void expire() {
        client.ifPresent(registered -> tells(registered.expire(network.now)));
        end.ifPresent(begun -> begun.does(begun.call.expire(network.now)));
        control.ifPresent(own -> controls(own.expire(network.now)));
    }

    @Override
    public String toString() {
        return name;
    }
}
