package org.courtbridge.signalling.h323;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.call.Timers;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h235.DhGroup;
import org.courtbridge.h323.h235.KeyAgreement;
import org.courtbridge.h323.h235.SrtpSuite;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.Capability;
import org.courtbridge.h323.h245.ChannelChoice;
import org.courtbridge.h323.h245.ChannelKey;
import org.courtbridge.h323.h245.ChannelMessage;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.DataCapability;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.Direction;
import org.courtbridge.h323.h245.EncryptionSync;
import org.courtbridge.h323.h245.FastStart;
import org.courtbridge.h323.h245.H2250Capability;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.MediaEncryption;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.h323.h245.Mode;
import org.courtbridge.h323.h245.ModeMessage;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.TerminalCapabilitySet;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.h323.h245.VideoCapability;
import org.courtbridge.h323.h450.OperationCode;
import org.courtbridge.h323.h450.RemoteOperation;
import org.courtbridge.h323.h450.SupplementaryService;
import org.courtbridge.h323.h460.ComingControl;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.h460.IncomingCall;
import org.courtbridge.h323.h460.MediaTraversal;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;
import org.courtbridge.signalling.h323.call.Codings;

/** A room that calls by H.323, or is called, over real connections, without sound and picture. One thread, the test's, does everything. */
public final class TestRoom implements AutoCloseable {

    /** Without a multipoint controller. */
    private static final int TERMINAL = 50;

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    public static final Octets CALL = Octets.ofHex("00112233445566778899aabbccddeeff");

    /** Some tests bind them, and several JVMs run tests at one time: each has its own. */
    private static final int FIRST_PORT = 19_000
            + 10 * Integer.parseInt(System.getProperty("jvm.name", "jvm0").substring("jvm".length()));

    static final FastStart.Ports SOUND = ports(FIRST_PORT);
    private static final FastStart.Ports PICTURES = ports(FIRST_PORT + 2);
    private static final FastStart.Ports CONTENT = ports(FIRST_PORT + 4);

    private static final Map<Integer, FastStart.Ports> PORTS =
            Map.of(ChannelChoice.SOUND, SOUND, ChannelChoice.PICTURES, PICTURES);

    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> closing = new ArrayList<>();
    private final boolean tunnelling;
    private final boolean fastStart;
    private final Control control;
    private Optional<Socket> signalling = Optional.empty();
    private Optional<TestTunnel> tunnel = Optional.empty();
    private Optional<Call> begun = Optional.empty();
    private Optional<Socket> connection = Optional.empty();
    private int reference;
    private InetSocketAddress address = new InetSocketAddress(HERE, 0);

    private Optional<MediaTraversal> traversal = Optional.empty();
    private Optional<Octets> comesFor = Optional.empty();
    private boolean connectsLate;
    private Optional<InetSocketAddress> controlAt = Optional.empty();
    private final List<Socket> over = new ArrayList<>();
    private Optional<Integer> pictureLimit = Optional.empty();

    private FastStart.Ports secretSound = SOUND;
    private boolean encrypts;
    private boolean bySrtp;
    private boolean spoilsKeys;
    private Optional<MediaEncryption.Verdict.Srtp> soundPackets = Optional.empty();
    private Optional<MediaEncryption.Verdict.Srtp> heardPackets = Optional.empty();
    private Optional<MediaEncryption> encryption = Optional.empty();
    private Optional<OpenLogicalChannel> requested = Optional.empty();
    private int soundChannel;
    private Optional<ChannelKey> soundKey = Optional.empty();
    private int heardChannel;
    private Optional<ChannelKey> heardKey = Optional.empty();
    private boolean keepsKeys;
    private boolean answersForOwn = true;
    private Optional<InetSocketAddress> soundTo = Optional.empty();
    private Capabilities capabilities = without(Codings.ours(), Capability.Data.class::isInstance);
    private FastStart.Ports camera = ports(FIRST_PORT + 6);
    private boolean givesToken = true;
    private boolean takesContent = true;

    /** What was seen, in order. */
    public final List<Object> seen = new ArrayList<>();

    /** @param random that the two ends of a call must not have alike */
    private TestRoom(boolean tunnelling, boolean fastStart, long random) {
        this(tunnelling, fastStart, Control.Settings.GATEWAY, random);
    }

    private TestRoom(boolean tunnelling, boolean fastStart, Control.Settings settings, long random) {
        this.control = new Control(settings, new Random(random));
        this.tunnelling = tunnelling;
        this.fastStart = fastStart;
    }

    private Call call() {
        return begun.orElseThrow();
    }

    private Call.Settings settings() {
        return Call.Settings.of(tunnelling, Optional.empty(), Timers.USUAL)
                .with(traversal.map(MediaTraversal::features).orElse(FeatureSet.NONE));
    }

    private static SignallingBody.Setup setup(Octets identifier, String dialled, List<OpenLogicalChannel> proposals) {
        return SignallingBody.Setup.of(
                new SignallingBody.Setup.Identity(Optional.of(identifier), identifier),
                new SignallingBody.Setup.Parties(
                        List.of(new AliasAddress.H323Id("Зал 1")),
                        dialled.isEmpty() ? List.of() : List.of(new AliasAddress.H323Id(dialled)),
                        Optional.empty(),
                        Optional.of("Zal 1"),
                        Optional.empty()),
                SignallingBody.Setup.Early.proposing(
                        proposals.stream().map(OpenLogicalChannel::toFastStart).toList()),
                30);
    }

    private static FastStart.Ports ports(int rtp) {
        return new FastStart.Ports(new InetSocketAddress(HERE, rtp), new InetSocketAddress(HERE, rtp + 1));
    }

    /** A Setup as it goes over TCP. */
    public static byte[] setupPacket(String dialled) {
        Call call =
                Call.place(5, setup(CALL, dialled, List.of()), Call.Settings.of(false, Optional.empty(), Timers.USUAL));
        return call.begin(Optional.empty(), Instant.now()).stream()
                .filter(CallAction.Send.class::isInstance)
                .map(action -> TpktDecoder.packet(
                        ((CallAction.Send) action).message().toMessage().encode()))
                .findFirst()
                .orElseThrow();
    }

    /** @param dialled such as "100**246810"; empty for the address alone */
    public static TestRoom call(int port, String dialled, boolean tunnelling, boolean fastStart) throws IOException {
        return call(HERE, port, dialled, tunnelling, fastStart);
    }

    /** @param from the room's own address */
    public static TestRoom call(InetAddress from, int port, String dialled, boolean tunnelling, boolean fastStart)
            throws IOException {
        return call(CALL, from, port, dialled, tunnelling, fastStart);
    }

    /** @param identifier of the call, 16 octets */
    public static TestRoom call(
            Octets identifier, InetAddress from, int port, String dialled, boolean tunnelling, boolean fastStart)
            throws IOException {
        TestRoom room = new TestRoom(tunnelling, fastStart, 1);
        room.signal(new Socket(HERE, port, from, 0));
        List<OpenLogicalChannel> proposals = fastStart ? FastStart.propose(Codings.ours(), PORTS) : List.of();
        room.begun = Optional.of(Call.place(5, setup(identifier, dialled, proposals), room.settings()));
        room.does(room.call().begin(Optional.empty(), Instant.now()));
        return room;
    }

    /** As a terminal calls, over which the gateway is master. */
    static TestRoom callAsTerminal(int port, String dialled) throws IOException {
        return callAs(TERMINAL, port, dialled);
    }

    /** @param terminalType as H.245 has it (H.323, table 16), such as 190 of a multipoint control unit */
    static TestRoom callAs(int terminalType, int port, String dialled) throws IOException {
        TestRoom room = new TestRoom(
                true,
                false,
                new Control.Settings(
                        terminalType, Control.Settings.GATEWAY.patience(), Control.Settings.GATEWAY.conflicts()),
                1);
        room.signal(new Socket(HERE, port, HERE, 0));
        room.begun = Optional.of(Call.place(5, setup(CALL, dialled, List.of()), room.settings()));
        room.does(room.call().begin(Optional.empty(), Instant.now()));
        return room;
    }

    /** Calls on the connection that the room has made. @param reference that tells the call from others there */
    public static TestRoom call(TestTunnel tunnel, int reference, Octets identifier, String dialled) {
        TestRoom room = new TestRoom(true, false, 1);
        room.on(tunnel);
        tunnel.begins(reference, room);
        room.begun = Optional.of(Call.place(reference, setup(identifier, dialled, List.of()), room.settings()));
        room.does(room.call().begin(Optional.empty(), Instant.now()));
        return room;
    }

    /** A room that is called once, on the connection that it has made. */
    public static TestRoom waiting(TestTunnel tunnel) {
        TestRoom room = new TestRoom(true, false, 2);
        room.on(tunnel);
        tunnel.awaits(room);
        return room;
    }

    private void on(TestTunnel connection) {
        tunnel = Optional.of(connection);
        traversal = Optional.of(new MediaTraversal(MediaTraversal.Role.CLIENT, false));
    }

    /** Something of its call has come. From any thread. @param contents of a packet */
    void hears(byte[] contents) {
        events.add(() -> signalled(contents));
    }

    private void signal(Socket socket) {
        closing.add(socket);
        signalling = Optional.of(socket);
        read(socket, this::signalled);
    }

    /**
     * A room that is called once, at {@link #address}.
     *
     * @param fastStart whether it takes proposals of fast start
     */
    public static TestRoom waiting(boolean tunnelling, boolean fastStart) throws IOException {
        TestRoom room = new TestRoom(tunnelling, fastStart, 2);
        room.address = room.accept(room::signal);
        return room;
    }

    /** A room that is called once, behind a NAT: it has no address, and {@link #comes}. */
    static TestRoom behindNat(boolean tunnelling) {
        TestRoom room = new TestRoom(tunnelling, false, 2);
        room.traversal = Optional.of(new MediaTraversal(MediaTraversal.Role.CLIENT, false));
        return room;
    }

    /** Comes for a call from an address. */
    void comes(InetAddress from, IncomingCall call) throws IOException {
        signal(new Socket(
                call.callSignalAddress().getAddress(), call.callSignalAddress().getPort(), from, 0));
        comesFor = Optional.of(call.callIdentifier());
        sends(SignallingMessage.ofBody(
                        CallReference.ofOriginator(0),
                        SignallingBody.Facility.coming(call.callIdentifier()),
                        Optional.of(true))
                .toMessage()
                .encode());
    }

    /** The same of one that encrypts if it is asked to, without fast start. */
    static TestRoom encrypting() throws IOException {
        return encrypting(Control.Settings.GATEWAY.terminalType());
    }

    /** @param terminalType as H.245 has it (H.323, table 16): the gateway is master over 50, and slave of 190 */
    static TestRoom encrypting(int terminalType) throws IOException {
        TestRoom room = new TestRoom(
                true,
                false,
                new Control.Settings(
                        terminalType, Control.Settings.GATEWAY.patience(), Control.Settings.GATEWAY.conflicts()),
                2);
        room.address = room.accept(room::signal);
        room.encrypts = true;
        return room;
    }

    /** A room that is called once, and says that it can have SRTP, without fast start. */
    static TestRoom offeringSrtp() throws IOException {
        TestRoom room = waiting(true, false);
        room.offersSrtp();
        return room;
    }

    /** The same of one that calls. */
    static TestRoom callOfferingSrtp(int port, String dialled) throws IOException {
        TestRoom room = new TestRoom(true, false, 1);
        room.offersSrtp();
        room.signal(new Socket(HERE, port, HERE, 0));
        room.begun = Optional.of(Call.place(5, setup(CALL, dialled, List.of()), room.settings()));
        room.does(room.call().begin(Optional.empty(), Instant.now()));
        return room;
    }

    private void offersSrtp() {
        bySrtp = true;
        encryption = Optional.of(MediaEncryption.of(MediaEncryption.Policy.PREFERRED, Optional.empty()));
    }

    /** What it says of the keys of its own sound cannot be read. */
    void spoilsItsKeys() {
        spoilsKeys = true;
    }

    /** How its sound goes by SRTP. */
    Optional<MediaEncryption.Verdict.Srtp> soundPackets() {
        return soundPackets;
    }

    /** How the gateway's does. */
    Optional<MediaEncryption.Verdict.Srtp> heardPackets() {
        return heardPackets;
    }

    /** Where it takes sound that is encrypted. */
    void hearsAt(int port) {
        secretSound = ports(port);
    }

    /** It does not answer where it is told of a key of its own sound, and sends under it. */
    void answersForWhatItHearsAlone() {
        answersForOwn = false;
    }

    /** It takes no other keys than the first, as many do. */
    void keepsItsKeys() {
        keepsKeys = true;
    }

    /** The key of the sound that the gateway sends. */
    Optional<ChannelKey> heardKey() {
        return heardKey;
    }

    /** The key of the sound that it sends. */
    Optional<ChannelKey> soundKey() {
        return soundKey;
    }

    /** Where the gateway takes its sound. */
    Optional<InetSocketAddress> soundTo() {
        return soundTo;
    }

    /** Makes other keys, or asks for them if the gateway is master. */
    void wantsOtherKeys() {
        steps(encryption.orElseThrow().renew(control.master().orElse(false)));
    }

    /** Where a room that waits is called. */
    public InetSocketAddress address() {
        return address;
    }

    /** Of the call, as its Setup has it. */
    int reference() {
        return reference;
    }

    /** Beside what its call says. */
    public void says(SignallingBody body) {
        sends(SignallingMessage.ofBody(CallReference.ofOriginator(5), body, Optional.of(true))
                .toMessage()
                .encode());
    }

    /** Of a supplementary service, of which it says nothing else. */
    void wants(SupplementaryService.Interpretation interpretation, int operation) {
        sends(new SignallingMessage(
                        CallReference.ofOriginator(5),
                        new SignallingBody.Empty(),
                        Optional.of(true),
                        List.of(),
                        List.of(service(interpretation, operation)),
                        List.of())
                .toMessage()
                .encode());
    }

    private static Octets service(SupplementaryService.Interpretation interpretation, int operation) {
        return new SupplementaryService(
                        interpretation,
                        List.of(new RemoteOperation.Invoke(
                                operation, Optional.empty(), OperationCode.local(operation), Optional.empty())))
                .encode();
    }

    /** The operations of supplementary services that the gateway says, in order. */
    List<RemoteOperation> services() {
        return seen(SupplementaryService.class).stream()
                .flatMap(service -> service.operations().stream())
                .toList();
    }

    /** Calls, and insists on a supplementary service. */
    static TestRoom callWanting(int port, String dialled, int operation) throws IOException {
        return callWanting(port, setup(CALL, dialled, List.of()), operation);
    }

    /** The same without wanting a call. */
    static TestRoom wanting(int port, String dialled, int operation) throws IOException {
        SignallingBody.Setup call = setup(CALL, dialled, List.of());
        return callWanting(
                port,
                new SignallingBody.Setup(
                        call.identity(),
                        call.parties(),
                        call.early(),
                        call.bandwidth(),
                        call.admitted(),
                        call.features(),
                        true),
                operation);
    }

    private static TestRoom callWanting(int port, SignallingBody.Setup setup, int operation) throws IOException {
        TestRoom room = new TestRoom(true, false, 1);
        room.signal(new Socket(HERE, port, HERE, 0));
        room.begun = Optional.of(Call.place(5, setup, room.settings()));
        room.sends(new SignallingMessage(
                        CallReference.ofOriginator(5),
                        room.call().setup(),
                        Optional.of(true),
                        List.of(),
                        List.of(service(SupplementaryService.Interpretation.CLEAR_CALL, operation)),
                        List.of())
                .toMessage()
                .encode());
        return room;
    }

    /** @param contents of a packet */
    public void sends(byte[] contents) {
        tunnel.ifPresentOrElse(
                connection -> connection.sends(contents), () -> send(signalling.orElseThrow(), contents));
    }

    public void rings() {
        does(call().alert());
    }

    public void picksUp() {
        does(call().connect(Instant.now()));
    }

    public void refuses(ReleaseReason reason) {
        does(call().release(reason));
    }

    void sendsOnTo(InetSocketAddress elsewhere) {
        does(call().redirect(elsewhere));
    }

    /** Has the gatekeeper at an address route the call. */
    void routesTo(InetSocketAddress gatekeeper) {
        does(call().routeTo(gatekeeper));
    }

    /** Goes on until it holds, at most a minute. */
    public void await(BooleanSupplier condition) throws InterruptedException {
        await(condition, this);
    }

    /** All of them go on until it holds, at most a minute. */
    public static void await(BooleanSupplier condition, TestRoom... rooms) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            for (TestRoom room : rooms) {
                Runnable event = room.events.poll(50 / rooms.length, TimeUnit.MILLISECONDS);
                if (event != null) {
                    event.run();
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen; seen so far: "
                        + Stream.of(rooms)
                                .map(room -> room.seen.stream()
                                        .map(one -> one.getClass().getSimpleName())
                                        .toList())
                                .toList());
            }
        }
    }

    public void awaitSeen(Class<?> kind) throws InterruptedException {
        await(() -> seen.stream().anyMatch(kind::isInstance));
    }

    public <T> List<T> seen(Class<T> kind) {
        return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Says something, and goes on until the gateway has heard it: whatever it waits for it looks at then. */
    void isAnswered() throws InterruptedException {
        int before = seen(ControlAction.DelayMeasured.class).size();
        controls(control.measureDelay(Instant.now()));
        await(() -> seen(ControlAction.DelayMeasured.class).size() > before);
    }

    public void press(UserInputIndication keys) {
        controls(control.press(keys));
    }

    void wantsKeyframe(int channel) {
        controls(control.command(channel, new MiscellaneousCommand.FastUpdatePicture()));
    }

    /** @param channel of the gateway's @param maxBitRate in 100 bit/s */
    public void limits(Optional<Integer> channel, Optional<Integer> maxBitRate) {
        controls(control.limit(channel, maxBitRate));
    }

    /** Limits pictures, before it takes the channel that they are to come on. @param maxBitRate in 100 bit/s */
    public void limitsPicturesFirst(int maxBitRate) {
        pictureLimit = Optional.of(maxBitRate);
    }

    /** Knows nothing of who presents. Before it is in a call. @param secondStream whether it has a second stream of pictures */
    void hasNoToken(boolean secondStream) {
        capabilities = without(
                capabilities,
                capability -> capability instanceof Capability.H239Control
                        || !secondStream
                                && capability instanceof Capability.Video(var direction, var video)
                                && video instanceof VideoCapability.Extended);
    }

    /** Takes sound and these codings of pictures, the most preferred first. Before it is in a call. */
    void takesPictures(VideoCapability... codings) {
        capabilities = Capabilities.of(
                new H2250Capability(200, List.of()),
                Codings.ours().table().values().stream()
                        .filter(Capability.Audio.class::isInstance)
                        .toList(),
                Stream.of(codings)
                        .map(coding -> new Capability.Video(Direction.RECEIVE_AND_TRANSMIT, coding))
                        .toList());
    }

    /** Says in mid-call that it does not take something any more. */
    void takesNoMore(Predicate<Capability> which) {
        repeat(
                new TerminalCapabilitySet(
                        99,
                        TerminalCapabilitySet.PROTOCOL,
                        Optional.empty(),
                        capabilities.table().entrySet().stream()
                                .filter(entry -> which.test(entry.getValue()))
                                .map(entry -> new TerminalCapabilitySet.Entry(entry.getKey(), Optional.empty()))
                                .toList(),
                        List.of()),
                1);
    }

    void takesAllAgain() {
        controls(control.offer(capabilities, Instant.now()));
    }

    /** Has a camera that is moved by H.224, in one way of putting that in packets. Before it is in a call. */
    void hasCamera(DataCapability.Framing framing, FastStart.Ports at) {
        capabilities = without(
                Codings.ours(),
                capability -> capability instanceof Capability.Data data
                        && data.capability().framing() != framing);
        camera = at;
    }

    private static Capabilities without(Capabilities all, Predicate<Capability> which) {
        return Capabilities.NONE.with(new TerminalCapabilitySet(
                1,
                TerminalCapabilitySet.PROTOCOL,
                all.multiplex(),
                all.table().entrySet().stream()
                        .filter(entry -> !which.test(entry.getValue()))
                        .map(entry -> new TerminalCapabilitySet.Entry(entry.getKey(), Optional.of(entry.getValue())))
                        .toList(),
                List.of()));
    }

    /** Either side may be. */
    boolean isMaster() {
        return control.master().orElseThrow();
    }

    /** Lets nobody present. */
    void keepsToken() {
        givesToken = false;
    }

    /** Lets us present, and takes no channel for it. */
    void takesNoContent() {
        takesContent = false;
    }

    /** Asks for the token. @return number of the channel that it would send on */
    int wantsToPresent() {
        int number = control.freeChannel();
        controls(control.wantToken(number, Instant.now()));
        return number;
    }

    /** Opens a second channel, as a slave does. */
    void opensContent(int number) {
        controls(control.open(
                ChannelChoice.presentation(capabilities, control.theirs())
                        .orElseThrow()
                        .in(0)
                        .toRequest(number, CONTENT.mediaControl(), 99),
                Instant.now()));
    }

    /** Opens one more channel of sound. @return its number */
    int opensSound(AudioCoding coding) {
        return opensSound(coding, H2250Parameters.of(ChannelChoice.SOUND, SOUND.mediaControl()));
    }

    /** The same by another payload type than the coding's own. */
    int opensSound(AudioCoding coding, int payloadType) {
        return opensSound(
                coding,
                H2250Parameters.of(ChannelChoice.SOUND, SOUND.mediaControl())
                        .withPayloadType(payloadType, Optional.empty()));
    }

    private int opensSound(AudioCoding coding, H2250Parameters parameters) {
        int number = control.freeChannel();
        controls(control.open(
                OpenLogicalChannel.forward(
                        number, new DataType.Audio(new AudioCapability.Frames(coding, 20)), parameters),
                Instant.now()));
        return number;
    }

    void closes(int channel) {
        controls(control.close(channel, Instant.now()));
    }

    /** Has us end a channel of ours. */
    void requestsClose(int channel) {
        controls(control.requestClose(channel, ChannelMessage.Reason.UNKNOWN, Instant.now()));
    }

    void presentsNoMore() {
        controls(control.leaveToken());
    }

    /** Would send more than it was told. */
    void wantsMore(int channel) {
        controls(control.askFlowRelease(channel, 5_000));
    }

    /** On which we present. */
    Optional<Integer> contentFromUs() {
        return seen(ControlAction.OpenRequested.class).stream()
                .map(ControlAction.OpenRequested::channel)
                .filter(channel -> channel.forward().isPresentation())
                .map(OpenLogicalChannel::forwardNumber)
                .reduce((_, last) -> last);
    }

    /** Says the same again and again. */
    void repeat(ControlMessage message, int times) {
        for (int i = 0; i < times; i++) {
            does(call().control(List.of(message.encode())));
        }
    }

    /** Would be sent G.711. */
    void asksForMode() {
        controls(control.requestMode(
                List.of(List.of(new ModeMessage.Element(new Mode.Audio(AudioCoding.G711_ALAW_64K), Optional.empty()))),
                Instant.now()));
    }

    /** @param message a MultimediaSystemControlMessage, whatever its own H.245 thinks of it */
    void saysControl(Octets message) {
        does(call().control(List.of(message)));
    }

    public void hangUp() {
        does(call().release(ReleaseReason.NORMAL));
    }

    private interface Taker {
        void take(byte[] contents);
    }

    private void read(Socket socket, Taker taker) {
        Thread.ofVirtual().start(() -> {
            TpktDecoder decoder = new TpktDecoder(TpktDecoder.MAX_CONTENTS);
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = socket.getInputStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    decoder.take(buffer, 0, count, contents -> events.add(() -> taker.take(contents)));
                }
            } catch (IOException e) {
                events.add(() -> seen.add(e));
            }
            events.add(() -> over.add(socket));
        });
    }

    /** Whether the gateway has closed the connection of call signalling. */
    boolean isCutOff() {
        return signalling.filter(over::contains).isPresent();
    }

    private void send(Socket socket, byte[] contents) {
        byte[] packet = new byte[4 + contents.length];
        packet[0] = 3;
        packet[2] = (byte) (packet.length >> 8);
        packet[3] = (byte) packet.length;
        System.arraycopy(contents, 0, packet, 4, contents.length);
        try {
            socket.getOutputStream().write(packet);
        } catch (IOException e) {
            seen.add(e); // the gateway has closed it, as it may at any time
        }
    }

    private void signalled(byte[] contents) {
        SignallingMessage message = SignallingMessage.of(Q931Message.decode(contents));
        seen.add(message.body());
        message.services().stream().map(SupplementaryService::decode).forEach(seen::add);
        if (begun.isEmpty() && message.body() instanceof SignallingBody.Setup setup) {
            called(message, setup);
        } else {
            does(call().receive(message, Instant.now()));
        }
    }

    private void called(SignallingMessage message, SignallingBody.Setup setup) {
        reference = message.reference().value();
        Call answering = Call.answering(message, setup, settings());
        begun = Optional.of(answering);
        if (encrypts) {
            KeyAgreement.answer(setup.admitted().details().tokens(), List.of(DhGroup.DH1024))
                    .ifPresent(answer -> {
                        encryption = Optional.of(
                                MediaEncryption.of(MediaEncryption.Policy.PREFERRED, Optional.of(answer.secret())));
                        answering.tokens(answer.tokens());
                    });
        }
        does(answering.begin(Optional.of(message), Instant.now()));
        List<OpenLogicalChannel> proposals = setup.early().fastStart().stream()
                .map(OpenLogicalChannel::ofFastStart)
                .toList();
        FastStart answer = FastStart.answer(proposals, Codings.ours(), fastStart ? PORTS : Map.of());
        answer.outgoing().forEach(control::adoptOutgoing);
        answer.incoming().forEach(control::adoptIncoming);
        answering.fastStart(
                answer.elements().stream().map(OpenLogicalChannel::toFastStart).toList());
        does(answering.proceed());
    }

    private void does(List<CallAction> actions) {
        for (CallAction action : actions) {
            seen.add(action);
            switch (action) {
                case CallAction.Send send -> sends(send.message().toMessage().encode());
                case CallAction.ControlOpen _ ->
                    controls(control.start(
                            bySrtp
                                    ? capabilities.encrypted(SrtpSuite.identifiers())
                                    : encryption
                                            .map(secret -> secret.offered(capabilities))
                                            .orElse(capabilities),
                            Instant.now()));
                case CallAction.ControlReceived received -> received.messages().forEach(this::controlled);
                case CallAction.ConnectControl connect -> {
                    if (connectsLate) {
                        controlAt = Optional.of(connect.address());
                    } else {
                        connect(connect.address());
                    }
                }
                case CallAction.ListenForControl _ -> listen();
                case CallAction.SendControl send ->
                    send.messages().forEach(one -> send(connection.orElseThrow(), one.toArray()));
                default -> {
                    // Nothing to do.
                }
            }
        }
    }

    /** It connects for H.245 by {@link #connectsNow} alone. */
    void connectsLate() {
        connectsLate = true;
    }

    void connectsNow() {
        connect(controlAt.orElseThrow());
    }

    private void connect(InetSocketAddress address) {
        try {
            Socket made = new Socket(address.getAddress(), address.getPort());
            closing.add(made);
            connection = Optional.of(made);
            traversal.ifPresent(_ -> send(
                    made,
                    new ComingControl(comesFor.orElse(CALL), true).encode().toArray()));
            read(made, contents -> controlled(Octets.of(contents)));
            does(call().controlConnected(false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try {
            InetSocketAddress own = accept(made -> {
                closing.add(made);
                connection = Optional.of(made);
                read(made, contents -> controlled(Octets.of(contents)));
                does(call().controlConnected(true));
            });
            does(call().listening(own));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes one connection. @return where */
    private InetSocketAddress accept(Consumer<Socket> taker) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, HERE);
        closing.add(server);
        Thread.ofVirtual().start(() -> {
            try {
                Socket made = server.accept();
                events.add(() -> taker.accept(made));
            } catch (IOException e) {
                events.add(() -> seen.add(e));
            }
        });
        return new InetSocketAddress(HERE, server.getLocalPort());
    }

    private void controlled(Octets message) {
        ControlMessage decoded = ControlMessage.decode(message);
        seen.add(decoded);
        controls(control.receive(decoded, Instant.now()));
    }

    private void steps(List<MediaEncryption.Step> steps) {
        for (MediaEncryption.Step step : steps) {
            switch (step) {
                case MediaEncryption.Step.Say(int _, MiscellaneousCommand.NewKeyTaken taken)
                when !answersForOwn
                        && taken.direction()
                                .filter(MiscellaneousCommand.MediaDirection.SLAVE_TO_MASTER::equals)
                                .isPresent() -> {}
                case MediaEncryption.Step.Say say -> controls(control.updateKey(say.channel(), say.update()));
                case MediaEncryption.Step.Send send
                when send.channel() == soundChannel -> soundKey = Optional.of(send.key());
                case MediaEncryption.Step.Receive receive
                when receive.channel() == heardChannel -> heardKey = Optional.of(receive.key());
                case MediaEncryption.Step.Send _, MediaEncryption.Step.Receive _ -> seen.add(step);
            }
        }
    }

    private static OpenLogicalChannel spoiled(OpenLogicalChannel channel) {
        return new OpenLogicalChannel(
                channel.forwardNumber(),
                channel.forward(),
                channel.forwardParameters(),
                channel.reverse(),
                Optional.of(new EncryptionSync(0, Octets.ofHex("0100"))),
                channel.genericInformation());
    }

    /** @return whether it is a matter of encryption */
    private boolean secretly(ControlAction action) {
        MediaEncryption secret = encryption.orElseThrow();
        boolean master = control.master().orElse(false);
        switch (action) {
            case ControlAction.OpenRequested wanted -> {
                FastStart.Ports own =
                        wanted.channel().forward().media() instanceof DataType.Audio ? secretSound : PICTURES;
                boolean isSound = wanted.channel().forward().media() instanceof DataType.Audio;
                Optional<EncryptionSync> said = switch (secret.requested(wanted.channel(), master)) {
                    case MediaEncryption.Verdict.Encrypted verdict -> {
                        if (isSound) {
                            heardChannel = wanted.channel().forwardNumber();
                            heardKey = Optional.of(verdict.key());
                        }
                        yield verdict.said();
                    }
                    case MediaEncryption.Verdict.Srtp verdict -> {
                        if (isSound) {
                            heardPackets = Optional.of(verdict);
                        }
                        yield Optional.empty();
                    }
                    case MediaEncryption.Verdict.Clear _, MediaEncryption.Verdict.Refused _ ->
                        throw new AssertionError("a channel in the clear");
                };
                controls(control.accept(
                        wanted.channel().forwardNumber(), own.media(), own.mediaControl(), said, List.of()));
            }
            case ControlAction.Ready _ ->
                secret.choices(capabilities, control.theirs()).stream()
                        .filter(choice -> choice.sessionId() == ChannelChoice.SOUND)
                        .map(choice -> secret.opening(
                                choice.toRequest(control.freeChannel(), SOUND.mediaControl(), 100), master))
                        .forEach(channel -> {
                            soundChannel = channel.forwardNumber();
                            requested = Optional.of(channel);
                            controls(control.open(spoilsKeys ? spoiled(channel) : channel, Instant.now()));
                        });
            case ControlAction.Opened opened -> {
                soundTo = opened.media();
                switch (secret.opened(requested.orElseThrow(), opened.encryptionSync())) {
                    case MediaEncryption.Verdict.Encrypted verdict -> soundKey = Optional.of(verdict.key());
                    case MediaEncryption.Verdict.Srtp verdict -> soundPackets = Optional.of(verdict);
                    case MediaEncryption.Verdict.Clear _, MediaEncryption.Verdict.Refused _ ->
                        throw new AssertionError("a channel in the clear");
                }
            }
            case ControlAction.Commanded commanded
            when commanded.command() instanceof MiscellaneousCommand.KeyUpdate update -> {
                if (!keepsKeys) {
                    steps(secret.heard(commanded.channel(), update, master));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void controls(List<ControlAction> actions) {
        for (ControlAction action : actions) {
            seen.add(action);
            if (encryption.isPresent() && secretly(action)) {
                continue;
            }
            switch (action) {
                case ControlAction.Send send ->
                    does(call().control(List.of(send.message().encode())));
                case ControlAction.TokenAsked _ -> controls(control.answerToken(givesToken, Instant.now()));
                case ControlAction.OpenRequested wanted
                when wanted.channel().forward().isPresentation() -> {
                    int number = wanted.channel().forwardNumber();
                    controls(
                            takesContent
                                    ? control.accept(number, CONTENT.media(), CONTENT.mediaControl())
                                    : control.reject(number, ChannelMessage.RejectCause.DATA_TYPE_NOT_AVAILABLE));
                }
                case ControlAction.OpenRequested wanted
                when wanted.channel().forward() instanceof DataType.Data ->
                    controls(control.accept(wanted.channel().forwardNumber(), camera.media(), camera.mediaControl()));
                case ControlAction.OpenRequested wanted -> {
                    boolean isSound = wanted.channel().forward() instanceof DataType.Audio;
                    FastStart.Ports own = isSound ? SOUND : PICTURES;
                    pictureLimit
                            .filter(_ -> !isSound)
                            .ifPresent(_ -> limits(Optional.of(wanted.channel().forwardNumber()), pictureLimit));
                    controls(control.accept(
                            wanted.channel().forwardNumber(),
                            own.media(),
                            own.mediaControl(),
                            traversal
                                    .map(how -> how.answer(wanted.channel().genericInformation()))
                                    .orElse(List.of())));
                }
                case ControlAction.Ready _ -> {
                    if (!fastStart) {
                        ChannelChoice.between(capabilities, control.theirs())
                                .forEach(choice -> controls(control.open(
                                        choice.toRequest(control.freeChannel(), SOUND.mediaControl(), 100),
                                        Instant.now())));
                    }
                }
                default -> {
                    // Nothing to do.
                }
            }
        }
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : closing) {
            one.close();
        }
    }
}
