package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h245.RoundTripDelayMessage;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;
import org.courtbridge.h323.ras.RasPath;
import org.courtbridge.h323.ras.UnregistrationMessage;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.signalling.h323.gatekeeper.ArrivalReceiver;
import org.courtbridge.signalling.h323.gatekeeper.Arrivals;
import org.courtbridge.signalling.h323.gatekeeper.EndpointTunnel;
import org.courtbridge.signalling.h323.gatekeeper.EndpointTunnels;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.courtbridge.signalling.h323.transport.SignallingReceiver;
import org.courtbridge.signalling.h323.transport.TpktConnection;
import org.courtbridge.signalling.h323.transport.TpktPorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of hostile input at the ports: it makes no more than a bounded state, and calls of others go on. */
class HostileInputTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final PortRange PORTS = new PortRange(44_000, 44_999);
    private static final String WITH_PIN = "100**" + RememberingConferences.PIN;
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final int PATIENCE_MILLIS = 60_000;

    private static final byte[] NO_TPKT = {0, 0, 0, 0};

    @TempDir
    private Path folder;

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(HERE, port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Nothing, a packet whose end never comes, and half a header. */
    @ParameterizedTest
    @ValueSource(strings = {"", "0300700008", "0300"})
    void closesAConnectionWithoutASetup(String octets) throws IOException {
        Arrivals arrivals = new Arrivals(MOMENT);
        List<SignallingBody.Setup> setups = new ArrayList<>();
        try (TpktPorts ports = new TpktPorts(HERE, H323Trace.NONE)) {
            TpktPorts.Listening listening = listening(ports, arrivals, setups);
            try (Socket socket = connect(listening.port())) {
                socket.getOutputStream().write(HexFormat.of().parseHex(octets));
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
        assertThat(setups).isEmpty();
        assertThat(arrivals.turnedAway()).isEqualTo(1);
    }

    @Test
    void leavesAConnectionWithASetupAlone() throws IOException {
        Arrivals arrivals = new Arrivals(MOMENT);
        try (TpktPorts ports = new TpktPorts(HERE, SentMessages.trace())) {
            List<SignallingBody.Setup> setups = new ArrayList<>();
            TpktPorts.Listening listening = listening(ports, arrivals, setups);
            try (Socket socket = connect(listening.port());
                    Socket silent = connect(listening.port())) {
                socket.getOutputStream().write(TestRoom.setupPacket("100"));
                assertThat(silent.getInputStream().read()).isEqualTo(-1);
                assertThat(setups).hasSize(1);
                assertThat(arrivals.turnedAway()).isEqualTo(1);
            }
        }
    }

    /** An address has only so many connections that say nothing; those that have ended make room. */
    @Test
    void takesOnlySoManyConnectionsThatSayNothing() throws IOException {
        Arrivals arrivals = new Arrivals(Duration.ofMinutes(1));
        List<Socket> silent = new ArrayList<>();
        try (TpktPorts ports = new TpktPorts(HERE, SentMessages.trace())) {
            List<SignallingBody.Setup> setups = new ArrayList<>();
            int port = listening(ports, arrivals, setups).port();
            for (int i = 0; i < 100; i++) {
                silent.add(connect(port));
            }
            try (Socket eldest = silent.removeFirst();
                    Socket speaks = connect(port)) {
                assertThat(eldest.getInputStream().read()).isEqualTo(-1);
                speaks.getOutputStream().write(TestRoom.setupPacket("100"));
                speaks.getOutputStream().write(NO_TPKT);
                assertThat(speaks.getInputStream().read()).isEqualTo(-1);
                assertThat(setups).as("behind the same address").hasSize(1);
            }
            try (Socket elsewhere = new Socket(HERE, port, InetAddress.ofLiteral("127.0.0.2"), 0)) {
                elsewhere.setSoTimeout(PATIENCE_MILLIS);
                elsewhere.getOutputStream().write(TestRoom.setupPacket("100"));
                elsewhere.getOutputStream().write(NO_TPKT);
                assertThat(elsewhere.getInputStream().read()).isEqualTo(-1);
                assertThat(setups).hasSize(2);
            }
            silent.getFirst().getOutputStream().write(NO_TPKT);
            assertThat(silent.getFirst().getInputStream().read()).isEqualTo(-1);
            try (Socket again = connect(port)) {
                again.getOutputStream().write(TestRoom.setupPacket("100"));
                again.getOutputStream().write(NO_TPKT);
                assertThat(again.getInputStream().read()).isEqualTo(-1);
                assertThat(setups).hasSize(3);
            }
        } finally {
            for (Socket one : silent) {
                one.close();
            }
        }
        assertThat(arrivals.turnedAway()).isEqualTo(1);
    }

    private static TpktPorts.Listening listening(TpktPorts ports, Arrivals arrivals, List<SignallingBody.Setup> setups)
            throws IOException {
        TpktPorts.Listening listening = ports.listen(
                0,
                () -> new ArrivalReceiver(new LongAdder(), (_, _, _, setup) -> {
                    setups.add(setup);
                    return new SignallingReceiver(new CallMailbox(), new LongAdder());
                }),
                arrivals::accepted);
        listening.begin();
        return listening;
    }

    /** Nobody keeps for the other end what it does not read. */
    @Test
    void knowsWhenAConnectionIsFull() throws Exception {
        try (TpktPorts ports = new TpktPorts(HERE, H323Trace.NONE);
                ServerSocket deaf = new ServerSocket(0, 1, HERE)) {
            CompletableFuture<TpktConnection> made = new CompletableFuture<>();
            ports.connect(
                    new InetSocketAddress(HERE, deaf.getLocalPort()),
                    new SignallingReceiver(new CallMailbox(), new LongAdder()),
                    connection -> made.complete(connection.orElseThrow()));
            TpktConnection connection = made.get();
            assertThat(connection.isFull()).isFalse();
            for (int packets = 0; packets < 4_000 && !connection.isFull(); packets++) {
                connection.send(new byte[8_000]);
            }
            assertThat(connection.isFull()).isTrue();
            connection.close();
        }
    }

    /** A length that is beyond what anybody sends, or within its own header. */
    @ParameterizedTest
    @ValueSource(strings = {"0300ffff", "03000003", "03000000"})
    void closesAConnectionWithALyingLength(String octets) throws Exception {
        try (Rig rig = new Rig(folder, PORTS, Rig.MINUTE);
                TestRoom room = TestRoom.call(rig.endpoint.port(), WITH_PIN, true, false);
                Socket socket = connect(rig.endpoint.port())) {
            socket.getOutputStream().write(HexFormat.of().parseHex(octets));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);

            room.awaitSeen(CallAction.Connected.class);
            assertThat(rig.endpoint.malformed()).isEqualTo(1);
        }
    }

    /** Each octet is read by itself, which TCP does not promise to whoever sends them so. */
    @Test
    void hearsWhoSendsOneOctetAtATime() {
        List<SignallingBody.Setup> setups = new ArrayList<>();
        EmbeddedChannel channel = new EmbeddedChannel();
        ArrivalReceiver receiver = new ArrivalReceiver(new LongAdder(), (_, _, _, setup) -> {
            setups.add(setup);
            return new SignallingReceiver(new CallMailbox(), new LongAdder());
        });
        TpktConnection.on(channel, receiver, () -> {}, H323Trace.NONE);
        byte[] packet = TestRoom.setupPacket(WITH_PIN);

        for (int i = 0; i < packet.length; i++) {
            assertThat(setups)
                    .as("Setups after %d of %d octets", i, packet.length)
                    .isEmpty();
            channel.writeInbound(Unpooled.wrappedBuffer(packet, i, 1));
        }

        assertThat(setups)
                .singleElement()
                .satisfies(setup ->
                        assertThat(setup.parties().called()).containsExactly(new AliasAddress.H323Id(WITH_PIN)));
        assertThat(channel.isActive()).isTrue();
        channel.finishAndReleaseAll();
    }

    /** A room that is connected and then says nothing more holds its place for a moment only. */
    @Test
    void endsACallInWhichNoChannelIsOpened() throws Exception {
        try (Rig rig = Rig.impatient(folder, PORTS, MOMENT);
                Socket socket = connect(rig.endpoint.port())) {
            socket.getOutputStream().write(TestRoom.setupPacket(WITH_PIN));

            SignallingBody.Release end = await(socket, SignallingBody.Release.class);
            assertThat(end.reason().cause()).contains(102);
            rig.conferences.await(() -> rig.conferences.story().contains("left MEDIA_LOST"));
            rig.conferences.await(() -> rig.endpoint.calls() == 0);
        }
    }

    private static <T extends SignallingBody> T await(Socket socket, Class<T> kind) throws IOException {
        TpktDecoder decoder = new TpktDecoder(TpktDecoder.MAX_CONTENTS);
        List<T> found = new ArrayList<>();
        byte[] buffer = new byte[4_096];
        InputStream in = socket.getInputStream();
        while (found.isEmpty()) {
            int count = in.read(buffer);
            assertThat(count).as("octets before the end").isPositive();
            decoder.take(buffer, 0, count, contents -> {
                SignallingBody body =
                        SignallingMessage.of(Q931Message.decode(contents)).body();
                if (kind.isInstance(body)) {
                    found.add(kind.cast(body));
                }
            });
        }
        return found.getFirst();
    }

    @Test
    void endsACallWhoseControlLoops() throws Exception {
        try (Rig rig = new Rig(folder, PORTS, Rig.MINUTE);
                TestRoom other = TestRoom.call(rig.endpoint.port(), "", true, false);
                TestRoom room = TestRoom.call(rig.endpoint.port(), WITH_PIN, true, false)) {
            other.awaitSeen(CallAction.Connected.class);
            room.awaitSeen(CallAction.ControlOpen.class);
            room.repeat(new RoundTripDelayMessage.Request(7), 20_000);
            room.awaitSeen(SignallingBody.Release.class);

            // Temporary failure or congestion, as the call's mailbox is full or its allowance used up first.
            assertThat(room.seen(SignallingBody.Release.class)
                            .getFirst()
                            .reason()
                            .cause()
                            .orElseThrow())
                    .isIn(41, 42);
            other.hangUp();
            rig.conferences.await(() -> rig.endpoint.calls() == 0);
            assertThat(other.seen(SignallingBody.Release.class)).isEmpty();
        }
    }

    /** Whatever is changed in what endpoints say on their connections, a neighbour's call goes on, and nothing is left of it. */
    @Test
    void survivesWhateverIsSaidOnConnectionsOfEndpoints() throws Exception {
        Random random = new Random(17);
        byte[] ras = SignallingMessage.ofRas(Octets.of(new UnregistrationMessage.Confirm(1).encode()))
                .toMessage()
                .encode();
        byte[] setup = Arrays.copyOfRange(TestRoom.setupPacket(WITH_PIN), 4, TestRoom.setupPacket(WITH_PIN).length);
        try (Rig rig = new Rig(folder, PORTS, H323Trace.NONE);
                TestTunnel good = new TestTunnel(rig.endpoint.port())) {
            rig.devices.add("Зал 1", "room1", "secret-1");
            rig.devices.add("Зал 2", "room2", "secret-2");
            TestRegistration registration = TestRegistration.on(good, rig::now, rig.endpoint, "room1", "secret-1");
            registration.register();
            registration.calls(TestRoom.CALL, "100");
            try (TestRoom room = TestRoom.call(good, 5, TestRoom.CALL, "100")) {
                room.awaitSeen(CallAction.Connected.class);
                for (int i = 0; i < 20; i++) {
                    try (TestTunnel bad = new TestTunnel(rig.endpoint.port())) {
                        TestRegistration.on(bad, rig::now, rig.endpoint, "room2", "secret-2")
                                .register();
                        assertThat(rig.endpoint.tunnels()).isEqualTo(2);
                        for (int j = 0; j < 50; j++) {
                            bad.sends(changed(j % 2 == 0 ? ras : setup, random));
                        }
                    }
                }
                room.press(new UserInputIndication.Alphanumeric("9"));
                rig.conferences.await(() -> rig.conferences.story().contains("digit 9"));
                assertThat(rig.endpoint.malformed()).isPositive();
                rig.conferences.await(() -> rig.endpoint.tunnels() == 1 && rig.endpoint.calls() == 1);
                assertThat(room.seen(SignallingBody.Release.class)).isEmpty();
                room.hangUp();
                rig.conferences.await(() -> rig.endpoint.calls() == 0);
                assertThat(good.isCutOff()).isFalse();
            }
        }
    }

    private static byte[] changed(byte[] contents, Random random) {
        byte[] changed = contents.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    /** Neither a call, nor a registration: whoever is turned away is done with, though what he says still comes. */
    @Test
    void takesNothingOfWhoWasTurnedAway() {
        Arrivals arrivals = new Arrivals(MOMENT);
        List<TestChannel> channels = new ArrayList<>();
        LongAdder taken = new LongAdder();
        LongAdder lost = new LongAdder();
        ArrivalReceiver.Taker taker = counting(taken, lost);
        for (int i = 0; i <= Arrivals.MOST_OF_ONE; i++) {
            channels.add(arrives(arrivals, taker));
        }
        assertThat(arrivals.turnedAway()).isEqualTo(1);
        says(channels.getFirst());
        assertThat(taken.sum()).isZero();

        says(channels.getLast());
        assertThat(taken.sum()).isEqualTo(1);
        channels.getLast().advanceTimeBy(MOMENT.toMillis() + 1, TimeUnit.MILLISECONDS);
        channels.getLast().runScheduledPendingTasks();
        assertThat(arrivals.turnedAway()).isEqualTo(2);
        assertThat(lost.sum()).as("at once").isEqualTo(1);
        assertThat(channels.getLast().isActive()).isTrue();
        says(channels.getLast());
        assertThat(taken.sum()).isEqualTo(1);
        channels.forEach(TestChannel::finishAndReleaseAll);
    }

    /** One host of version 6 has no more than any other by its many addresses, and gives way where there are too many in all. */
    @Test
    void turnsAwayTheEldestOfTheNetworkThatHasMost() {
        Arrivals arrivals = new Arrivals(Duration.ofMinutes(1));
        List<TestChannel> host = new ArrayList<>();
        List<TestChannel> others = new ArrayList<>();
        LongAdder taken = new LongAdder();
        ArrivalReceiver.Taker taker = counting(taken, new LongAdder());
        for (int i = 0; i <= Arrivals.MOST_OF_ONE; i++) {
            host.add(arrives(arrivals, taker, "2001:db8:0:1::" + Integer.toHexString(i)));
        }
        assertThat(arrivals.turnedAway()).as("of one network").isEqualTo(1);
        for (int i = 0; i < 1_000 - Arrivals.MOST_OF_ONE; i++) {
            others.add(arrives(arrivals, taker, "198.18.%d.%d".formatted(i / 250, i % 250)));
        }
        assertThat(arrivals.turnedAway()).isEqualTo(1);
        others.add(arrives(arrivals, taker, "203.0.113.1"));
        assertThat(arrivals.turnedAway()).as("of all").isEqualTo(2);
        says(host.get(1));
        assertThat(taken.sum()).isZero();
        says(host.get(2));
        says(others.getFirst());
        says(others.getLast());
        assertThat(taken.sum()).isEqualTo(3);
        host.forEach(TestChannel::finishAndReleaseAll);
        others.forEach(TestChannel::finishAndReleaseAll);
    }

    private static TestChannel arrives(Arrivals arrivals, ArrivalReceiver.Taker taker) {
        return arrives(arrivals, taker, "192.0.2.7");
    }

    private static TestChannel arrives(Arrivals arrivals, ArrivalReceiver.Taker taker, String from) {
        TestChannel channel = new TestChannel(new InetSocketAddress(from, 40_000));
        ArrivalReceiver receiver = new ArrivalReceiver(new LongAdder(), taker);
        arrivals.accepted(TpktConnection.on(channel, receiver, () -> {}, H323Trace.NONE), receiver);
        return channel;
    }

    private static void says(TestChannel channel) {
        byte[] ras = SignallingMessage.ofRas(Octets.of(new UnregistrationMessage.Confirm(1).encode()))
                .toMessage()
                .encode();
        channel.writeInbound(Unpooled.wrappedBuffer(TpktDecoder.packet(ras)));
    }

    private static ArrivalReceiver.Taker counting(LongAdder taken, LongAdder lost) {
        return new ArrivalReceiver.Taker() {
            @Override
            public TpktConnection.Receiver take(
                    CallConnection from, Q931Message said, SignallingMessage message, SignallingBody.Setup setup) {
                throw new AssertionError("a Setup");
            }

            @Override
            public Optional<TpktConnection.Receiver> tunnel(TpktConnection from, Runnable whenRegistered) {
                taken.increment();
                return Optional.of(new TpktConnection.Receiver() {
                    @Override
                    public void packet(TpktConnection by, byte[] contents) {}

                    @Override
                    public void closed(TpktConnection connection) {
                        lost.increment();
                    }
                });
            }
        };
    }

    /** However many were registered before: those of who has gone count, too. */
    @Test
    void takesOnlySoManyConnectionsOfOneAddressWithoutARegistration() {
        EndpointTunnels tunnels = new EndpointTunnels();
        InetSocketAddress here = new InetSocketAddress("192.0.2.7", 40_000);
        List<EndpointTunnel> begun = new ArrayList<>();
        for (int i = 0; i < EndpointTunnels.MOST_UNREGISTERED; i++) {
            begun.add(tunnels.begin(here, HostileInputTest::tunnel).orElseThrow());
        }
        assertThat(tunnels.begin(here, HostileInputTest::tunnel)).isEmpty();
        assertThat(tunnels.begin(new InetSocketAddress("192.0.2.8", 40_000), HostileInputTest::tunnel))
                .isPresent();
        begun.getFirst().registered("endpoint");
        assertThat(tunnels.begin(here, HostileInputTest::tunnel)).isPresent();
        begun.getFirst().unregistered();
        assertThat(tunnels.begin(here, HostileInputTest::tunnel)).isEmpty();
        tunnels.lost(begun.getFirst());
        assertThat(tunnels.begin(here, HostileInputTest::tunnel)).isEmpty();
        tunnels.lost(begun.get(1));
        assertThat(tunnels.begin(here, HostileInputTest::tunnel)).isPresent();
    }

    /** By its many addresses, one host of version 6 has no more of them. */
    @Test
    void takesOnlySoManyConnectionsOfOneNetworkWithoutARegistration() {
        EndpointTunnels tunnels = new EndpointTunnels();
        for (int i = 0; i < EndpointTunnels.MOST_UNREGISTERED; i++) {
            String host = "2001:db8:0:1::" + Integer.toHexString(i + 1);
            assertThat(tunnels.begin(new InetSocketAddress(host, 40_000), HostileInputTest::tunnel))
                    .isPresent();
        }
        assertThat(tunnels.begin(new InetSocketAddress("2001:db8:0:1::ffff", 40_000), HostileInputTest::tunnel))
                .isEmpty();
        assertThat(tunnels.begin(new InetSocketAddress("2001:db8:0:2::1", 40_000), HostileInputTest::tunnel))
                .isPresent();
    }

    private static EndpointTunnel tunnel(RasPath.Tunnel path) {
        TpktConnection connection = TpktConnection.on(
                new TestChannel(path.address()),
                new SignallingReceiver(new CallMailbox(), new LongAdder()),
                () -> {},
                H323Trace.NONE);
        return new EndpointTunnel(connection, path, NOBODY, new LongAdder(), () -> {});
    }

    private static final EndpointTunnel.Owner NOBODY = new EndpointTunnel.Owner() {
        @Override
        public void said(RasPath.Tunnel by, Octets message) {}

        @Override
        public TpktConnection.Receiver take(
                CallConnection from, Q931Message said, SignallingMessage message, SignallingBody.Setup setup) {
            throw new AssertionError("a Setup");
        }

        @Override
        public void lost(EndpointTunnel tunnel) {}
    };

    /** Whoever never registers on his connection has it no longer than others without a Setup. */
    @Test
    void closesAConnectionWithoutARegistration() throws IOException {
        Arrivals arrivals = new Arrivals(MOMENT);
        byte[] ras = SignallingMessage.ofRas(Octets.of(new UnregistrationMessage.Confirm(1).encode()))
                .toMessage()
                .encode();
        List<Runnable> waiting = new ArrayList<>();
        ArrivalReceiver.Taker taker = new ArrivalReceiver.Taker() {
            @Override
            public TpktConnection.Receiver take(
                    CallConnection from, Q931Message said, SignallingMessage message, SignallingBody.Setup setup) {
                throw new AssertionError("a Setup");
            }

            @Override
            public Optional<TpktConnection.Receiver> tunnel(TpktConnection from, Runnable whenRegistered) {
                waiting.add(whenRegistered);
                return Optional.of(new SignallingReceiver(new CallMailbox(), new LongAdder()));
            }
        };
        try (TpktPorts ports = new TpktPorts(HERE, SentMessages.trace())) {
            TpktPorts.Listening listening =
                    ports.listen(0, () -> new ArrivalReceiver(new LongAdder(), taker), arrivals::accepted);
            listening.begin();
            try (Socket socket = connect(listening.port())) {
                socket.getOutputStream().write(TpktDecoder.packet(ras));
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
        assertThat(waiting).hasSize(1);
        assertThat(arrivals.turnedAway()).isEqualTo(1);
    }

    @Test
    void countsAndSlowsThoseWhoGuessPasswords() throws Exception {
        try (Rig rig = new Rig(folder, PORTS, Rig.MINUTE)) {
            rig.devices.add("Зал 1", "room1", "secret-1");
            for (int i = 0; i < 4; i++) {
                try (TestRegistration guess = TestRegistration.of(rig.endpoint, "room1", "guess-" + i)) {
                    assertThat(guess.refusal()).isEqualTo("securityDenial");
                }
            }
            assertThat(rig.endpoint.denied()).isGreaterThanOrEqualTo(4);
            // After these, even the right one waits.
            try (TestRegistration right = TestRegistration.of(rig.endpoint, "room1", "secret-1")) {
                assertThat(right.refusal()).isEqualTo("securityDenial");
            }
        }
    }
}
