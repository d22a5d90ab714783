package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.transport.dtls.DtlsRole;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.courtbridge.media.transport.ice.StunMessage;
import org.courtbridge.media.transport.ice.StunWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ICE on the ports of a room, with a peer that checks as a browser does. */
class LineIceTest {

    private static final String RTP = "8000000100000050" + "0badcafe" + "d5d5d5d5";
    private static final String CHECK = "0001";
    private static final String RTCP = "80c90001" + "0badcafe";

    private final MediaLoops loops = MediaLoops.start(1);
    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final Ear ear = new Ear();
    private final AtomicLong clock = new AtomicLong();
    private final IceCredentials ours = IceCredentials.random();
    private UdpRtpTransport transport;
    private DatagramSocket room;
    private DatagramSocket named;
    private TestBrowser full;

    @BeforeEach
    void open() throws IOException {
        transport = UdpPorts.byClock(loops, new PortRange(19_000, 19_999), loopback, clock::get)
                .open();
        transport.listener(ear);
        room = new DatagramSocket(0, loopback);
        room.setSoTimeout(60_000);
        named = new DatagramSocket(0, loopback);
        full = TestBrowser.udp(new InetSocketAddress(loopback, transport.rtpPort()));
    }

    @AfterEach
    void close() {
        full.close();
        transport.close();
        room.close();
        named.close();
        loops.close();
    }

    /** As the room's description would have it: media to a place from which no check comes. */
    private void agree(boolean mux) throws Exception {
        transport.ice(ours, full.credentials, mux);
        InetSocketAddress place = (InetSocketAddress) named.getLocalSocketAddress();
        transport.remote(place, place, mux);
        onLoop(() -> true);
    }

    private <T> T onLoop(Callable<T> question) throws Exception {
        return transport.loop().submit(question).get();
    }

    private void send(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        transport.loop().execute(() -> transport.send(new RtpPacket().wrap(bytes, 0, bytes.length)));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        return HexFormat.of().formatHex(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    private void give(DatagramSocket from, int port, byte[] bytes) throws IOException {
        from.send(new DatagramPacket(bytes, bytes.length, loopback, port));
    }

    private StunMessage check(DatagramSocket from, int port, IceCredentials credentials) throws IOException {
        give(from, port, TestBrowser.checkBytes(credentials));
        byte[] answer = HexFormat.of().parseHex(receive(from));
        return StunMessage.parse(answer, 0, answer.length);
    }

    /** Checks of ours come there, and nothing else. */
    private void heardNoMedia(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(300);
        try {
            while (true) {
                assertThat(receive(socket)).as("a check").startsWith(CHECK);
            }
        } catch (SocketTimeoutException nothing) {
            socket.setSoTimeout(60_000);
        }
    }

    private void await(Callable<Boolean> what) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!what.call() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(what.call()).isTrue();
    }

    @Test
    void nothingGoesAnywhereAndNothingCountsAsSentUntilACheckHasCome() throws Exception {
        agree(true);
        send(RTP);
        TransportStats before = onLoop(transport::stats);
        assertThat(before.packetsSent()).isZero();
        assertThat(before.unsent()).isEqualTo(1);
        assertThat(onLoop(transport::ready)).isFalse();
        heardNoMedia(named);

        assertThat(check(room, transport.rtpPort(), ours).type()).isEqualTo(StunMessage.BINDING_SUCCESS);
        assertThat(onLoop(transport::ready)).isTrue();
        assertThat(ear.timesReady()).isEqualTo(1);
        send(RTP);
        assertThat(receive(room)).isEqualTo(RTP);
        assertThat(onLoop(transport::stats).packetsSent()).isEqualTo(1);
    }

    @Test
    void mediaInTheClearComeByAWayThatWasCheckedAlone() throws Exception {
        agree(true);
        check(room, transport.rtpPort(), ours);
        give(named, transport.rtpPort(), HexFormat.of().parseHex(RTP.replace("d5d5d5d5", "00000000")));
        await(() -> onLoop(transport::stats).dropped() == 1);
        give(room, transport.rtpPort(), HexFormat.of().parseHex(RTP));
        assertThat(ear.next()).isEqualTo("rtp " + RTP);
        assertThat(ear.heardNothingMore()).isTrue();
        send(RTP);
        assertThat(receive(room)).isEqualTo(RTP);
    }

    @Test
    void whoDoesNotKnowThePasswordOpensNothing() throws Exception {
        agree(true);
        passed();
        assertThat(onLoop(transport::ready)).isFalse();
    }

    @Test
    void withoutMuxEachPortIsAComponentOfItsOwn() throws Exception {
        agree(false);
        check(room, transport.rtpPort(), ours);
        byte[] report = HexFormat.of().parseHex(RTCP);
        transport.loop().execute(() -> transport.sendRtcp(report, 0, report.length));
        assertThat(onLoop(transport::stats).unsent()).isEqualTo(1);
        try (DatagramSocket second = new DatagramSocket(0, loopback)) {
            second.setSoTimeout(60_000);
            check(second, transport.rtcpPort(), ours);
            transport.loop().execute(() -> transport.sendRtcp(report, 0, report.length));
            assertThat(receive(second)).isEqualTo(RTCP);
            give(second, transport.rtcpPort(), report);
            assertThat(ear.next()).isEqualTo("rtcp " + RTCP);
        }
    }

    @Test
    void theHandshakeGoesByTheCheckedWayAndAPartyThatMovesIsAskedThere() throws Exception {
        transport.dtls(full.certificate.fingerprint(), DtlsRole.SERVER, true, 1);
        agree(true);
        assertThat(full.check(ours)).isEqualTo(StunMessage.BINDING_SUCCESS);
        full.handshakeAsClient(transport.fingerprint());
        // A client has its keys when the server's last message has come, which the server sends before it has its own.
        await(() -> onLoop(transport::ready));
        full.sendRtp(RTP);
        assertThat(ear.next()).isEqualTo("rtp " + RTP);
        send(RTP);
        assertThat(full.nextMedia()).isEqualTo("rtp " + RTP);

        full.move();
        full.sendRtp(RTP.replace("80000001", "80000002"));
        assertThat(ear.next()).isEqualTo("rtp " + RTP.replace("80000001", "80000002"));
        full.answer(full.nextCheck(), full.credentials.password());
        await(() -> ear.timesMoved() == 2);
        send(RTP.replace("80000001", "80000003"));
        assertThat(full.nextMedia()).isEqualTo("rtp " + RTP.replace("80000001", "80000003"));
    }

    @Test
    void theCredentialsOfBeforeARestartHoldUntilACheckComesWithTheNewOnes() throws Exception {
        agree(true);
        check(room, transport.rtpPort(), ours);
        IceCredentials fresh = IceCredentials.random();
        transport.ice(fresh, IceCredentials.random(), true);
        assertThat(onLoop(transport::ready)).as("goes on meanwhile").isTrue();
        assertThat(check(room, transport.rtpPort(), ours).type()).isEqualTo(StunMessage.BINDING_SUCCESS);
        assertThat(check(room, transport.rtpPort(), fresh).type()).isEqualTo(StunMessage.BINDING_SUCCESS);
        assertThat(check(room, transport.rtpPort(), ours).type()).isEqualTo(StunMessage.BINDING_ERROR);
    }

    @Test
    void whoDoesNotCheckIsAskedAndGetsNothingOnceHeDoesNotAnswer() throws Exception {
        agree(true);
        full.check(ours);
        clock.addAndGet(Duration.ofSeconds(20).toNanos());
        full.answer(full.nextCheck(), full.credentials.password());
        passed();
        clock.addAndGet(Duration.ofSeconds(20).toNanos());
        full.answer(full.nextCheck(), full.credentials.password());
        passed();
        assertThat(onLoop(transport::ready))
                .as("40 s after the last check of its own")
                .isTrue();

        clock.addAndGet(Duration.ofSeconds(Consent.SECONDS + 1).toNanos());
        await(() -> !onLoop(transport::ready));
        long unsent = onLoop(transport::stats).unsent();
        send(RTP);
        assertThat(onLoop(transport::stats).unsent()).isEqualTo(unsent + 1);
        assertThat(full.check(ours)).isEqualTo(StunMessage.BINDING_SUCCESS);
        assertThat(onLoop(transport::ready)).as("as it checks again").isTrue();
    }

    /** As FreeSWITCH: it begins in the wrong role, checks each 5 s alone, and begins no handshake before it has been checked itself. */
    @Test
    void whoHasNotCheckedIsAskedWhereTheDescriptionSays() throws Exception {
        transport.ice(ours, full.credentials, true);
        InetSocketAddress place = (InetSocketAddress) room.getLocalSocketAddress();
        transport.remote(place, place, true);
        byte[] bytes = HexFormat.of().parseHex(receive(room));
        StunMessage check = StunMessage.parse(bytes, 0, bytes.length);
        assertThat(check.type()).isEqualTo(StunMessage.BINDING_REQUEST);
        answer(check, "a".repeat(24));
        passed();
        assertThat(onLoop(transport::ready)).as("with another password").isFalse();

        answer(check, full.credentials.password());
        await(() -> onLoop(transport::ready));
        send(RTP);
        assertThat(receive(room)).isEqualTo(RTP);
    }

    private void answer(StunMessage check, String password) throws IOException {
        InetSocketAddress port = new InetSocketAddress(loopback, transport.rtpPort());
        give(
                room,
                port.getPort(),
                new StunWriter(StunMessage.BINDING_SUCCESS, check.transaction())
                        .xorMappedAddress(port)
                        .integrity(password.getBytes(StandardCharsets.UTF_8))
                        .fingerprint());
    }

    /** All that was sent to the port before has been read. */
    private void passed() throws IOException {
        IceCredentials guessed = new IceCredentials(ours.ufrag(), "a".repeat(24));
        assertThat(check(room, transport.rtpPort(), guessed).type()).isEqualTo(StunMessage.BINDING_ERROR);
    }

    @Test
    void withoutIceAllIsAsItWas() throws Exception {
        agree(true);
        transport.withoutIce();
        send(RTP);
        String heard = receive(named);
        while (heard.startsWith(CHECK)) {
            heard = receive(named);
        }
        assertThat(heard).isEqualTo(RTP);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        named.setSoTimeout(1_200);
        assertThatThrownBy(() -> receive(named)).isInstanceOf(SocketTimeoutException.class);
    }
}
