package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UdpRtpTransportTest {

    private static final String RTP = "8000000100000050" + "0badcafe" + "d5d5d5d5";
    private static final String RTCP = "80c90001" + "0badcafe";

    private static MediaLoops loops;

    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final Ear ear = new Ear();
    private final AtomicLong clock = new AtomicLong();
    private UdpRtpTransport transport;
    private DatagramSocket room;
    private DatagramSocket roomRtcp;

    @BeforeAll
    static void start() {
        loops = MediaLoops.start(1);
    }

    @AfterAll
    static void stop() {
        loops.close();
    }

    @BeforeEach
    void open() throws Exception {
        transport = ports().open();
        transport.listener(ear);
        room = socket();
        roomRtcp = socket();
    }

    @AfterEach
    void close() {
        transport.close();
        room.close();
        roomRtcp.close();
    }

    private UdpPorts ports() {
        return UdpPorts.byClock(loops, new PortRange(18_000, 18_999), loopback, clock::get);
    }

    /** Once all that has come belongs to the time before. */
    private void elapse(Duration time) throws Exception {
        onLoop(() -> true);
        clock.addAndGet(time.toNanos());
    }

    private DatagramSocket socket() throws IOException {
        return socket("127.0.0.1");
    }

    private static DatagramSocket socket(String address) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(address));
        socket.setSoTimeout(60_000);
        return socket;
    }

    @Test
    void opensAnEvenPortAndTheNext() {
        assertThat(transport.rtpPort()).isEven().isBetween(18_000, 18_998);
        assertThat(transport.rtcpPort()).isEqualTo(transport.rtpPort() + 1);
    }

    @Test
    void carriesRtpAndRtcpBothWaysOnTheirPorts() throws Exception {
        remote(false);
        sendRtp();
        assertThat(receive(room)).isEqualTo(RTP);
        sendRtcp();
        assertThat(receive(roomRtcp)).isEqualTo(RTCP);

        send(room, transport.rtpPort(), RTP);
        assertThat(ear.next()).isEqualTo("rtp " + RTP);
        send(roomRtcp, transport.rtcpPort(), RTCP);
        assertThat(ear.next()).isEqualTo("rtcp " + RTCP);

        TransportStats stats = onLoop(transport::stats);
        assertThat(stats).isEqualTo(new TransportStats(2, 24, 2, 24, 0, 0));
    }

    @Test
    void knowsWhereTheRoomIsBeforeAnybodyListens() throws Exception {
        transport.close();
        transport = ports().open();
        remote(false);
        try (DatagramSocket behindNat = socket()) {
            send(behindNat, transport.rtpPort(), RTP);
            await(() -> onLoop(transport::stats).packetsReceived() == 1);
            sendRtp();
            assertThat(receive(behindNat)).isEqualTo(RTP);
        }
    }

    /** As L16 at 48 kHz comes where nobody minds fragments of IP: 20 ms, and 80. */
    @Test
    void carriesWhatIsLongerThanAFrameOfEthernet() throws Exception {
        remote(false);
        String sound = RTP + "5a".repeat(1_920);
        String longSound = RTP + "5a".repeat(7_680);
        send(room, transport.rtpPort(), sound);
        assertThat(ear.next()).isEqualTo("rtp " + sound);
        send(room, transport.rtpPort(), longSound);
        awaitDropped(1);

        transport.takeLongPackets();
        onLoop(() -> true);
        for (int i = 0; i < 6; i++) {
            send(room, transport.rtpPort(), longSound);
        }
        send(room, transport.rtpPort(), RTP + "5a".repeat(9_000));
        for (int i = 0; i < 6; i++) {
            assertThat(ear.next()).isEqualTo("rtp " + longSound);
        }
        awaitDropped(2);
    }

    @Test
    void muxesRtcpOnTheRtpPort() throws Exception {
        remote(true);
        sendRtcp();
        assertThat(receive(room)).isEqualTo(RTCP);
        send(room, transport.rtpPort(), RTCP);
        assertThat(ear.next()).isEqualTo("rtcp " + RTCP);
    }

    @Test
    void answersToWherePacketsComeFrom() throws Exception {
        DatagramSocket behindNat = socket();
        DatagramSocket stranger = socket();
        try (behindNat;
                stranger) {
            remote(false);
            send(behindNat, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            sendRtp();
            assertThat(receive(behindNat)).isEqualTo(RTP);

            send(stranger, transport.rtpPort(), RTP);
            awaitDropped(1);
            assertThat(ear.heardNothingMore()).isTrue();

            send(room, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            sendRtp();
            assertThat(receive(room)).isEqualTo(RTP);
        }
    }

    @Test
    void junkNeitherLatchesNorIsHeard() throws Exception {
        DatagramSocket stranger = socket();
        try (stranger) {
            remote(false);
            for (String junk : new String[] {
                "",
                "00",
                "80",
                "800000",
                "4000000100000050" + "0badcafe",
                "9f00" + "00".repeat(20),
                "ff".repeat(3000),
                // Padding of more than there is, and of nothing.
                "a009000100000050" + "0badcafe" + "00c8",
                "a009000100000050" + "0badcafe" + "0000",
                // RTCP that is longer or shorter than it says.
                "80c900020badcafe",
                "80c900010badcafe" + "00000000"
            }) {
                send(stranger, transport.rtpPort(), junk);
            }
            send(stranger, transport.rtcpPort(), RTP);
            send(stranger, transport.rtcpPort(), "80c900020badcafe");
            awaitDropped(13);
            sendRtp();
            assertThat(receive(room)).isEqualTo(RTP);
            assertThat(ear.heardNothingMore()).isTrue();
        }
    }

    @Test
    void rtcpOfAnotherMachineThanRtpIsAStrangers() throws Exception {
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
            remote(false);
            send(room, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            send(stranger, transport.rtcpPort(), RTCP);
            awaitDropped(1);
            sendRtcp();
            assertThat(receive(roomRtcp)).isEqualTo(RTCP);
        }
    }

    /** As when a NAT gives another address: its reports would else be a stranger's for half a minute. */
    @Test
    void rtcpIsAwaitedWhereRtpHasMovedTo() throws Exception {
        InetAddress before = InetAddress.getByName("127.0.0.2");
        try (DatagramSocket rtpBefore = new DatagramSocket(0, before);
                DatagramSocket rtcpBefore = new DatagramSocket(0, before);
                DatagramSocket rtcpAfter = socket()) {
            transport.signalledFrom(before);
            remote(false);
            send(rtpBefore, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            send(rtcpBefore, transport.rtcpPort(), RTCP);
            assertThat(ear.next()).isEqualTo("rtcp " + RTCP);

            send(room, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            send(rtcpAfter, transport.rtcpPort(), RTCP);
            assertThat(ear.next()).isEqualTo("rtcp " + RTCP);
            sendRtcp();
            assertThat(receive(rtcpAfter)).isEqualTo(RTCP);
        }
    }

    /**
     * As of whoever knows which ports a gateway has, and asks each for what its room is sent: from another machine, as another device
     * or anybody; from the machine that the signalling comes from, as somebody else behind the room's NAT.
     */
    @Test
    void aSweepOfThePortsDrawsNothingFromARoomThatSendsNothing() throws Exception {
        try (DatagramSocket stranger = socket("127.0.0.3");
                DatagramSocket neighbour = socket("127.0.0.2")) {
            transport.signalledFrom(InetAddress.getByName("127.0.0.2"));
            remote(true);
            sweep(stranger);
            for (Duration silence : List.of(Duration.ofSeconds(3), Duration.ofSeconds(27))) {
                elapse(silence);
                sweep(stranger);
                drawsNothing(stranger, room);
            }
            sweep(neighbour);
            drawsNothing(neighbour, room);
        }
    }

    /** Sound as well as pictures: the stream is there, and pauses. */
    @Test
    void aSweepOfThePortsDrawsNothingFromARoomThatPauses() throws Exception {
        try (DatagramSocket stranger = socket("127.0.0.3");
                DatagramSocket neighbour = socket("127.0.0.2");
                DatagramSocket nat = socket("127.0.0.2")) {
            transport.signalledFrom(InetAddress.getByName("127.0.0.2"));
            remote(true);
            send(nat, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            for (Duration silence : List.of(Duration.ofSeconds(3), Duration.ofSeconds(27))) {
                elapse(silence);
                sweep(stranger);
                drawsNothing(stranger, nat);
            }
            sweep(neighbour);
            drawsNothing(neighbour, nat);
        }
    }

    @Test
    void aSweepOfThePortsDrawsNothingFromARoomThatIsWhereItSays() throws Exception {
        try (DatagramSocket sameMachine = socket()) {
            transport.signalledFrom(loopback);
            remote(true);
            send(room, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            elapse(Duration.ofSeconds(11)); // RTCP may have another port for so long
            sweep(sameMachine);
            drawsNothing(sameMachine, room);
        }
    }

    /** Its reports only; but who has them is half way to the rest. */
    @Test
    void aSweepOfThePortsDrawsNoReports() throws Exception {
        try (DatagramSocket stranger = socket("127.0.0.3");
                DatagramSocket neighbour = socket("127.0.0.2")) {
            transport.signalledFrom(InetAddress.getByName("127.0.0.2"));
            remote(false);
            elapse(Duration.ofSeconds(31));
            sweep(stranger);
            sweep(neighbour);
            sendRtcp();
            assertThat(receive(roomRtcp)).isEqualTo(RTCP);
            assertThat(ear.heardNothingMore()).isTrue();
        }
    }

    /** Any valid packets, RTP and RTCP, at every port of the range; the stranger cannot know the party's SSRC. */
    private void sweep(DatagramSocket from) throws Exception {
        long before = onLoop(transport::stats).dropped();
        for (String packet : List.of(RTP, RTCP)) {
            String guessed = packet.replace("0badcafe", "5eed5eed");
            for (int port = 18_000; port < 19_000; port++) {
                if (port != transport.rtpPort() && port != transport.rtcpPort()) {
                    send(from, port, guessed);
                }
            }
            send(from, transport.rtpPort(), guessed);
            send(from, transport.rtcpPort(), guessed);
        }
        awaitDropped(before + 4);
    }

    private void drawsNothing(DatagramSocket thief, DatagramSocket party) throws Exception {
        assertThat(ear.heardNothingMore()).isTrue();
        sendRtp();
        assertThat(receive(party)).isEqualTo(RTP);
        sendRtcp();
        assertThat(receive(party)).isEqualTo(RTCP);
        thief.setSoTimeout(1);
        assertThatThrownBy(() -> receive(thief)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void followsARoomToTheNewPortOfItsNat() throws Exception {
        try (DatagramSocket nat = socket("127.0.0.2");
                DatagramSocket newPort = socket("127.0.0.2")) {
            transport.signalledFrom(InetAddress.getByName("127.0.0.2"));
            remote(false);
            send(nat, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            elapse(Duration.ofSeconds(60));
            send(newPort, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            sendRtp();
            assertThat(receive(newPort)).isEqualTo(RTP);
        }
    }

    @Test
    void followsARoomElsewhereOnlyWhereThatIsAllowedAndSaysSo() throws Exception {
        try (DatagramSocket elsewhere = socket("127.0.0.3")) {
            BlockingQueue<String> followed = new LinkedBlockingQueue<>();
            transport.followElsewhere(machine -> followed.add(machine.getHostAddress()));
            remote(false);
            send(room, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            elapse(Duration.ofSeconds(3));
            send(elsewhere, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            send(elsewhere, transport.rtpPort(), RTP);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            sendRtp();
            assertThat(receive(elsewhere)).isEqualTo(RTP);
            onLoop(() -> true);
            assertThat(followed).containsExactly("127.0.0.3");
        }
    }

    @Test
    void underKeysWhoeverProvesToBeThePartyIsFollowedAtOnce() throws Exception {
        SrtpKey key = SrtpKey.of(
                SrtpProfile.AEAD_AES_128_GCM,
                new byte[SrtpProfile.AEAD_AES_128_GCM.keyLength()],
                new byte[SrtpProfile.AEAD_AES_128_GCM.saltLength()]);
        try (DatagramSocket moved = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"));
                MediaPath party = MediaPath.plain(new Scratch(), new LongAdder(), 0)) {
            party.keys(key, key);
            transport.keys(key, List.of(key));
            remote(false);
            send(room, transport.rtpPort(), sealed(party));
            assertThat(ear.next()).startsWith("rtp ");
            String second = sealed(party);
            send(moved, transport.rtpPort(), second);
            assertThat(ear.next()).startsWith("rtp ");
            sendRtp();
            DatagramPacket followed = new DatagramPacket(new byte[2_048], 2_048);
            moved.setSoTimeout(60_000);
            moved.receive(followed);

            try (DatagramSocket stranger = socket()) {
                send(stranger, transport.rtpPort(), second);
                send(stranger, transport.rtpPort(), RTP + "00".repeat(16));
                awaitDropped(2);
            }
            sendRtp();
            moved.receive(followed);
        }
    }

    private int sealed;

    /** The next packet that a party with keys sends. */
    private String sealed(MediaPath party) {
        byte[] bytes = HexFormat.of().parseHex(RTP);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.sequenceNumber(++sealed);
        ByteBuf outgoing = Objects.requireNonNull(party.outgoing(packet, UnpooledByteBufAllocator.DEFAULT));
        String hex = ByteBufUtil.hexDump(outgoing);
        outgoing.release();
        return hex;
    }

    @Test
    void countsAsDroppedWhatTheListenerRefuses() throws Exception {
        remote(false);
        send(room, transport.rtpPort(), RTP);
        assertThat(ear.next()).isEqualTo("rtp " + RTP);
        transport.loop().submit(transport::refused).get();
        awaitDropped(1);
    }

    @Test
    void countsWhatHasNoWayYet() throws Exception {
        sendRtp();
        sendRtcp();
        assertThat(onLoop(transport::stats)).isEqualTo(new TransportStats(0, 0, 0, 0, 0, 2));
    }

    @Test
    void reportsSilenceOnceUnlessOnHold() throws Exception {
        transport.mediaTimeout(Duration.ofMillis(1));
        transport.mediaTimeout(Duration.ZERO);
        transport.mediaTimeout(Duration.ofSeconds(1));
        onLoop(() -> true);
        elapse(Duration.ofSeconds(1));
        assertThat(ear.next()).isEqualTo("lost no media for 1 s");
        onLoop(() -> true);
        assertThat(ear.heardNothingMore()).isTrue();
    }

    @Test
    void skipsTakenPortsAndSaysWhenNoneIsLeft() {
        UdpPorts ports = UdpPorts.withOwnCertificate(loops, new PortRange(17_001, 17_005), loopback);
        try (UdpRtpTransport one = ports.open();
                UdpRtpTransport two = ports.open()) {
            assertThat(new int[] {one.rtpPort(), two.rtpPort()}).containsExactlyInAnyOrder(17_002, 17_004);
            assertThatThrownBy(ports::open)
                    .isInstanceOf(PortsExhaustedException.class)
                    .hasMessage("all 2 pairs of UDP ports 17001-17005 on 127.0.0.1 are taken");
        }
    }

    @Test
    void worksOverIpv6AndOnNio() throws Exception {
        InetAddress six = InetAddress.getByName("::1");
        try (MediaLoops nio = MediaLoops.startNio(1);
                UdpRtpTransport plain = UdpPorts.withOwnCertificate(nio, new PortRange(43_000, 43_099), six)
                        .open();
                DatagramSocket peer = new DatagramSocket(0, six)) {
            plain.listener(ear);
            plain.remote(address(peer), address(peer), true);
            plain.loop().submit(() -> {}).get();
            byte[] bytes = HexFormat.of().parseHex(RTP);
            peer.send(new DatagramPacket(bytes, bytes.length, six, plain.rtpPort()));
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
        }
    }

    private void remote(boolean mux) throws Exception {
        transport.remote(address(room), address(roomRtcp), mux);
        onLoop(() -> true);
    }

    private void sendRtp() {
        byte[] bytes = HexFormat.of().parseHex(RTP);
        transport.loop().execute(() -> transport.send(new RtpPacket().wrap(bytes, 0, bytes.length)));
    }

    private void sendRtcp() {
        byte[] bytes = HexFormat.of().parseHex(RTCP);
        transport.loop().execute(() -> transport.sendRtcp(bytes, 0, bytes.length));
    }

    private void send(DatagramSocket from, int port, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        from.send(new DatagramPacket(bytes, bytes.length, loopback, port));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        return HexFormat.of().formatHex(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    private static InetSocketAddress address(DatagramSocket socket) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void awaitDropped(long count) throws Exception {
        await(() -> onLoop(transport::stats).dropped() == count);
        assertThat(onLoop(transport::stats).dropped()).isEqualTo(count);
    }

    /** Until it is so, or too late. */
    private static void await(Callable<Boolean> what) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!what.call() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private <T> T onLoop(Callable<T> question) throws Exception {
        return transport.loop().submit(question).get();
    }
}
