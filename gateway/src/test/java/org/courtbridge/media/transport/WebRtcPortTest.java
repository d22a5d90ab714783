package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.media.transport.dtls.DtlsRole;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.courtbridge.media.transport.ice.StunMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebRtcPortTest {

    private static final String RTP = "806f04d20001e2400badcafe" + "0011223344556677";
    private static final String SECOND_RTP = "806f04d30001e6000badcafe" + "8899aabbccddeeff";
    private static final String THIRD_RTP = "806f04d40001e9c00badcafe" + "0011223344556677";
    private static final String RTCP = "80c900010badcafe";

    /** In a ClientHello without a session, behind the headers of its record and of its message (RFC 6347). */
    private static final int COOKIE_LENGTH = 13 + 12 + 2 + 32 + 1;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static MediaLoops loops;
    private static DtlsCertificate certificate;

    private final AtomicLong clock = new AtomicLong();
    private final Ear ear = new Ear();
    private final InternalErrors errors = new InternalErrors(InstantSource.system());
    private WebRtcPort port;
    private IceSession session;

    @BeforeAll
    static void start() {
        loops = MediaLoops.start(1);
        certificate = DtlsCertificate.generate();
    }

    @AfterAll
    static void stop() {
        loops.close();
    }

    @BeforeEach
    void open() {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port = WebRtcPort.open(new WebRtcPortConfig(local, List.of()), loops, certificate, errors, clock::get);
        session = port.session();
        session.listener(ear);
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void namesWhereItListens() {
        int number = port.localAddress().getPort();
        assertThat(session.candidates())
                .containsExactly(
                        "candidate:1 1 udp 2130706431 127.0.0.1 " + number + " typ host",
                        "candidate:2 1 tcp 1520435199 127.0.0.1 " + number + " typ host tcptype passive");
    }

    @Test
    void carriesMediaBothWays() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            exchange(browser);
            TransportStats stats = onLoop(session::stats);
            assertThat(ear.timesReady()).isEqualTo(1);
            assertThat(stats.packetsReceived()).isEqualTo(2);
            assertThat(stats.packetsSent()).isEqualTo(2);
        }
    }

    @Test
    void carriesMediaOverTcp() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.tcp(port))) {
            exchange(browser);
            browser.tcpSocket().close();
            await(() -> session.selectedAddress() == null);
        }
    }

    @Test
    void takesFramesThatAreSplitOrJoined() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.tcp(port))) {
            byte[] one = framed(browser.protectedRtp(RTP));
            byte[] two = framed(browser.protectedRtp(SECOND_RTP));
            OutputStream out = browser.tcpSocket().getOutputStream();
            for (int i = 0; i < one.length - 1; i++) {
                out.write(one, i, 1);
            }
            byte[] rest = Arrays.copyOf(two, two.length + 1);
            System.arraycopy(two, 0, rest, 1, two.length);
            rest[0] = one[one.length - 1];
            out.write(rest);
            assertThat(ear.next()).isEqualTo("rtp " + RTP);
            assertThat(ear.next()).isEqualTo("rtp " + SECOND_RTP);
        }
    }

    @Test
    void closesATcpConnectionWithAnOversizedFrame() throws Exception {
        try (TestBrowser browser = TestBrowser.tcp(port)) {
            browser.tcpSocket().getOutputStream().write(new byte[] {(byte) 0xFF, (byte) 0xFF});
            browser.tcpSocket().getOutputStream().write(new byte[4000]);
            await(() -> closedByPeer(browser));
        }
    }

    @Test
    void shakesHandsAsTheClient() throws Exception {
        try (TestBrowser browser = TestBrowser.udp(port)) {
            session.remote(browser.certificate.fingerprint(), browser.credentials, DtlsRole.CLIENT);
            assertThat(browser.check(session.local())).isEqualTo(StunMessage.BINDING_SUCCESS);
            browser.handshakeAsServer(session.fingerprint());
            await(session::hasKeys);
            exchange(browser);
        }
    }

    @Test
    void takesAClientHelloInSmallPieces() throws Exception {
        try (TestBrowser browser = TestBrowser.udp(port)) {
            browser.sendLimit = 200;
            connected(browser);
            exchange(browser);
        }
    }

    @Test
    void repeatsWhatWasLostOfTheHandshake() throws Exception {
        try (TestBrowser browser = TestBrowser.udp(port)) {
            browser.lost = n -> n == 0 || n == 3;
            connected(browser);
            exchange(browser);
        }
    }

    @Test
    void completesAHandshakeInSmallPiecesOfWhichManyAreLost() throws Exception {
        try (TestBrowser browser = TestBrowser.udp(port)) {
            boolean[] losses = new boolean[40];
            Random random = new Random(5);
            for (int i = 0; i < losses.length; i++) {
                losses[i] = random.nextInt(4) == 0;
            }
            browser.sendLimit = 200;
            browser.lost = n -> n < losses.length && losses[n];
            connected(browser);
            exchange(browser);
        }
    }

    @Test
    void dropsWhatASlowReaderOverTcpDoesNotTake() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.tcp(port))) {
            browser.stopReading();
            byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(RTP), 1200);
            RtpPacket packet = new RtpPacket();
            // More than any socket buffers hold; the gateway keeps little beyond them.
            await(() -> {
                for (int i = 0; i < 100; i++) {
                    session.send(packet.wrap(bytes, 0, bytes.length));
                }
                return session.stats().unsent() > 0;
            });
            browser.resumeReading();
            await(() -> {
                long unsent = session.stats().unsent();
                session.send(packet.wrap(bytes, 0, bytes.length));
                return session.stats().unsent() == unsent;
            });
        }
    }

    @Test
    void limitsTheTcpConnectionsOfAnAddressThatProvesNothing() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            InetSocketAddress address = port.localAddress();
            for (int i = 0; i < TcpAdmission.MAX_UNPROVEN_OF_ADDRESS; i++) {
                idle.add(new Socket(address.getAddress(), address.getPort()));
            }
            try (Socket oneTooMany = new Socket(address.getAddress(), address.getPort())) {
                oneTooMany.setSoTimeout(60_000);
                assertThat(oneTooMany.getInputStream().read()).isEqualTo(-1);
            }
            idle.removeLast().close();
            int proven = 0;
            for (int i = 0; i < 20 && proven < 2; i++) {
                // The gateway may still be about to notice. Whoever proves himself makes room for the next.
                try {
                    TestBrowser browser = TestBrowser.tcp(port);
                    idle.add(browser.tcpSocket());
                    if (browser.check(session.local()) == StunMessage.BINDING_SUCCESS) {
                        proven++;
                    }
                } catch (AssertionError | IOException closedAtOnce) {
                    assertThat(idle).isNotEmpty();
                }
            }
            assertThat(proven).isEqualTo(2);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void closesATcpConnectionThatIsHalfClosed() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.tcp(port))) {
            browser.tcpSocket().shutdownOutput();
            await(() -> session.selectedAddress() == null);
        }
    }

    @Test
    void refusesACertificateThatDoesNotMatchItsFingerprint() throws Exception {
        try (TestBrowser browser = TestBrowser.udp(port)) {
            session.remote(DtlsCertificate.generate().fingerprint(), browser.credentials, DtlsRole.SERVER);
            browser.check(session.local());
            assertThatThrownBy(() -> browser.handshakeAsClient(session.fingerprint()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bad_certificate");
            assertThat(ear.next())
                    .isEqualTo(
                            "lost DTLS handshake failed: bad_certificate(42); certificate does not match its fingerprint");
        }
    }

    @Test
    void saysThatAMessageOfTheHandshakeIsTooShort() throws Exception {
        try (TestBrowser browser = TestBrowser.udp(port)) {
            session.remote(browser.certificate.fingerprint(), browser.credentials, DtlsRole.SERVER);
            browser.check(session.local());
            browser.insteadOfDtls(clientHello -> {
                clientHello[COOKIE_LENGTH] = (byte) 0xFF;
                return List.of(clientHello);
            });
            assertThatThrownBy(() -> browser.handshakeAsClient(session.fingerprint(), Duration.ofSeconds(1)))
                    .isInstanceOf(IOException.class);
            assertThat(ear.next()).isEqualTo("lost DTLS handshake failed: a message ends before its contents do");
        }
    }

    @Test
    void movesWithAnAuthenticatedCheck() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            int moved = ear.timesMoved();
            browser.check(session.local());
            assertThat(ear.timesMoved()).isEqualTo(moved);
            browser.move();
            browser.check(session.local());
            assertThat(ear.timesMoved()).isEqualTo(moved + 1);
            exchange(browser);
        }
    }

    @Test
    void asksWhetherTheBrowserIsWhereItsMediaComesFrom() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            exchange(browser);
            browser.move();
            browser.sendRtp(SECOND_RTP);
            assertThat(ear.next()).isEqualTo("rtp " + SECOND_RTP);
            StunMessage check = browser.nextCheck();
            assertThat(check.type()).isEqualTo(StunMessage.BINDING_REQUEST);
            assertThat(check.username())
                    .contains(
                            browser.credentials.ufrag() + ":" + session.local().ufrag());
            assertThat(check.isIntact(browser.credentials.password().getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
            assertThat(check.hasFingerprint()).isTrue();
            assertThat(check.controlled()).isTrue();
            InetSocketAddress before = onLoop(session::selectedAddress);

            long dropped = port.dropped();
            int moved = ear.timesMoved();
            browser.answer(check, session.local().password());
            await(() -> port.dropped() == dropped + 1);
            assertThat(onLoop(session::selectedAddress)).isEqualTo(before);

            browser.answer(check, browser.credentials.password());
            await(() -> !before.equals(session.selectedAddress()));
            assertThat(ear.timesMoved()).isEqualTo(moved + 1);
            send(SECOND_RTP);
            assertThat(browser.nextMedia()).isEqualTo("rtp " + SECOND_RTP);
            browser.sendRtp(THIRD_RTP);
            assertThat(ear.next()).isEqualTo("rtp " + THIRD_RTP);
        }
    }

    /** Whoever overhears the browser can neither repeat its packets nor draw our media to himself. */
    @Test
    void mediaFromElsewhereMovesNothingByItself() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port));
                TestBrowser eavesdropper = TestBrowser.udp(port)) {
            exchange(browser);
            byte[] packet = browser.protectedRtp(SECOND_RTP);
            InetSocketAddress before = onLoop(session::selectedAddress);
            eavesdropper.sendRaw(packet);
            assertThat(ear.next()).isEqualTo("rtp " + SECOND_RTP);
            StunMessage check = eavesdropper.nextCheck();
            long dropped = port.dropped();
            eavesdropper.sendRaw(packet);
            eavesdropper.sendRaw(packet);
            eavesdropper.answer(check, eavesdropper.credentials.password());
            // Nor is the answer good where the check was not sent.
            browser.answer(check, browser.credentials.password());
            await(() -> port.dropped() == dropped + 4);
            assertThat(onLoop(session::selectedAddress)).isEqualTo(before);
            send(SECOND_RTP);
            assertThat(browser.nextMedia()).isEqualTo("rtp " + SECOND_RTP);
        }
    }

    @Test
    void asksTheSameQuestionNoMoreThanTwiceASecond() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            exchange(browser);
            browser.move();
            browser.sendRtp(SECOND_RTP);
            byte[] first = browser.nextCheck().transaction();
            clock.addAndGet(SECOND / 2 - 1);
            browser.sendRtp(THIRD_RTP);
            assertThat(ear.next()).isEqualTo("rtp " + SECOND_RTP);
            assertThat(ear.next()).isEqualTo("rtp " + THIRD_RTP);
            assertThat(browser.hasBeenAsked()).isFalse();
            clock.addAndGet(1);
            browser.sendRtcp(RTCP);
            assertThat(browser.nextCheck().transaction()).isEqualTo(first);
        }
    }

    @Test
    void restartsIceWithoutLosingKeys() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            IceCredentials old = session.local();
            IceCredentials fresh = session.restart();
            assertThat(fresh.ufrag()).isNotEqualTo(old.ufrag());
            session.remote(browser.certificate.fingerprint(), browser.credentials, DtlsRole.SERVER);
            assertThat(browser.check(old)).isEqualTo(StunMessage.BINDING_SUCCESS);
            assertThat(browser.check(fresh)).isEqualTo(StunMessage.BINDING_SUCCESS);
            assertThat(browser.check(old)).isEqualTo(StunMessage.BINDING_ERROR);
            exchange(browser);
        }
    }

    @Test
    void endsWhenConsentIsNotRenewed() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            clock.set(29 * SECOND);
            browser.check(session.local());
            clock.set(58 * SECOND);
            exchange(browser);
            clock.set(59 * SECOND);
            assertThat(ear.next()).isEqualTo("lost consent expired");
            long unsent = onLoop(session::stats).unsent();
            send(RTP);
            assertThat(onLoop(session::stats).unsent()).isEqualTo(unsent + 1);
        }
    }

    /** As a full agent that checks nothing while media flow: it consents by answering our checks (RFC 7675, section 5.1). */
    @Test
    void asksForConsentThatIsNotGivenUnasked() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            exchange(browser);
            assertThat(browser.hasBeenAsked()).isFalse();
            long time = 0;
            while (time <= Consent.SECONDS * SECOND) {
                time += Consent.LONGEST_INTERVAL;
                clock.set(time);
                StunMessage check = browser.nextCheck();
                assertThat(check.type()).isEqualTo(StunMessage.BINDING_REQUEST);
                assertThat(check.username())
                        .contains(browser.credentials.ufrag() + ":"
                                + session.local().ufrag());
                assertThat(check.isIntact(browser.credentials.password().getBytes(StandardCharsets.UTF_8)))
                        .isTrue();
                assertThat(check.controlled()).isTrue();
                browser.answer(check, browser.credentials.password());
                // Behind the answer, by the same way.
                long dropped = port.dropped();
                browser.sendRaw(new byte[] {(byte) 0xFF});
                await(junkCounted(dropped + 1));
            }
            send(SECOND_RTP);
            assertThat(browser.nextMedia()).isEqualTo("rtp " + SECOND_RTP);
        }
    }

    @Test
    void endsWhenItsQuestionsAreNotAnsweredThoughMediaFlow() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            clock.set(10 * SECOND);
            StunMessage check = browser.nextCheck();
            long dropped = port.dropped();
            browser.answer(check, session.local().password());
            await(() -> port.dropped() == dropped + 1);
            clock.set(20 * SECOND);
            assertThat(browser.nextCheck().transaction()).isNotEqualTo(check.transaction());
            browser.answer(check, browser.credentials.password());
            await(() -> port.dropped() == dropped + 2);
            clock.set(29 * SECOND);
            exchange(browser);
            clock.set(30 * SECOND);
            assertThat(ear.next()).isEqualTo("lost consent expired");
        }
    }

    @Test
    void aFaultInOneSessionEndsItAndAllOthersGoOn() throws Exception {
        session.listener(new Faulty());
        clock.set(30 * SECOND);
        await(() -> errors.count(Part.BROWSER_PORT) == 1);

        List<Ear> ears = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ears.add(new Ear());
            port.session().listener(ears.getLast());
        }
        clock.set(60 * SECOND);
        for (Ear other : ears) {
            assertThat(other.next()).isEqualTo("lost consent expired");
        }
        assertThat(errors.count(Part.BROWSER_PORT)).as("of the one alone").isEqualTo(1);
    }

    /** Cannot bear to be told. */
    private static final class Faulty implements RtpListener {

        @Override
        public void rtp(RtpPacket packet, long arrival) {}

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {}

        @Override
        public void lost(String reason) {
            throw new IllegalStateException("a fault, as a test wants it");
        }
    }

    @Test
    void endsWhenTheBrowserSaysGoodbye() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            browser.goodbye();
            assertThat(ear.next()).isEqualTo("lost DTLS closed by the party");
        }
    }

    @Test
    void saysGoodbyeWhenClosed() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            session.close();
            assertThat(browser.heardGoodbye()).isTrue();
            assertThat(browser.check(session.local())).isEqualTo(StunMessage.BINDING_ERROR);
            assertThat(ear.heardNothingMore()).isTrue();
        }
    }

    @Test
    void junkIsCountedAndTheSessionGoesOn() throws Exception {
        Random random = new Random(5);
        try (TestBrowser browser = connected(TestBrowser.udp(port));
                TestBrowser stranger = TestBrowser.udp(port)) {
            byte[] check = TestBrowser.checkBytes(session.local());
            long counted = port.dropped();
            int junk = 0;
            for (TestBrowser source : List.of(browser, stranger)) {
                for (int i = 0; i < 100; i++) {
                    byte[] bytes = new byte[1 + random.nextInt(300)];
                    random.nextBytes(bytes);
                    bytes[0] = (byte) (i % 2 == 0 ? 0x80 : 0x40);
                    source.sendRaw(bytes);
                    source.sendRaw(Arrays.copyOf(check, random.nextInt(check.length - 1) + 1));
                    junk += 2;
                }
                await(junkCounted(counted + junk));
            }
            // Garbage that looks like DTLS: an alert in clear text, a cut record, a forged handshake.
            for (String record : List.of("15fefd00000000000000990002" + "0200", "16fefd", "16fefd" + "00".repeat(60))) {
                browser.sendRaw(HexFormat.of().parseHex(record));
                stranger.sendRaw(HexFormat.of().parseHex(record));
            }
            await(() -> port.dropped() >= counted - 100 + 3);
            exchange(browser);
        }
    }

    /** Anybody in the browser's network can send them; to end the association, or to have us end it, takes its keys. */
    @Test
    void recordsThatAreForgedEndNothing() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            for (String record : List.of(
                    // Goodbye and failure, and a hello, in clear text.
                    "15fefd" + "0000" + "000000000099" + "0002" + "0100",
                    "15fefd" + "0000" + "00000000009a" + "0002" + "0228",
                    "16fefd" + "0000" + "00000000009b" + "000c" + "010000000000000000000000",
                    // Undecipherable: of a good length, shorter than any tag, and empty.
                    "15fefd" + "0001" + "000000000099" + "001a" + "5a".repeat(26),
                    "15fefd" + "0001" + "00000000009a" + "0002" + "0228",
                    "16fefd" + "0001" + "00000000009b" + "0000",
                    "17fefd" + "0001" + "00000000009c" + "000f" + "5a".repeat(15),
                    // Of versions that there are not.
                    "15fefe" + "0001" + "00000000009d" + "0002" + "0228",
                    "15ffff" + "0001" + "00000000009e" + "0002" + "0228",
                    // Behind a whole one.
                    "15fefd" + "0001" + "00000000009f" + "0002" + "0228" + "16fefe" + "00".repeat(30))) {
                browser.sendRaw(HexFormat.of().parseHex(record));
            }
            browser.goodbye();
            assertThat(ear.next()).isEqualTo("lost DTLS closed by the party");
        }
    }

    /** An answer may go to whom the source address belongs, who never asked. */
    @Test
    void refusesAloudAHundredTimesInATickAndAgainInTheNext() throws Exception {
        byte[] wrong = TestBrowser.checkBytes(IceCredentials.random());
        byte[] right = TestBrowser.checkBytes(session.local());
        Elsewhere stranger = new Elsewhere();
        // All in one task of the loop, so that no tick is in between.
        onLoop(() -> {
            for (int i = 0; i < 250; i++) {
                stranger.send(wrong);
            }
            assertThat(stranger.answers()).isEqualTo(100);
            stranger.send(right);
            assertThat(stranger.answers())
                    .as("of those who may come in there are few")
                    .isEqualTo(101);
            return true;
        });
        await(() -> {
            int before = stranger.answers();
            stranger.send(wrong);
            return stranger.answers() == before + 1;
        });
    }

    /** Each is compared with all sessions: junk must not keep the loop from everybody's media. */
    @Test
    void looksAtFiveHundredStraysInATickAndAtMoreInTheNext() throws Exception {
        try (TestBrowser browser = connected(TestBrowser.udp(port))) {
            exchange(browser);
            byte[] moved = browser.protectedRtp(SECOND_RTP);
            byte[] later = browser.protectedRtp(THIRD_RTP);
            byte[] junk = HexFormat.of().parseHex(RTP.replace("0badcafe", "0badbeef"));
            Elsewhere stranger = new Elsewhere();
            onLoop(() -> {
                for (int i = 0; i < 499; i++) {
                    stranger.send(junk);
                }
                long dropped = port.dropped();
                stranger.send(moved);
                assertThat(port.dropped()).as("the last one that is looked at").isEqualTo(dropped);
                stranger.send(later);
                assertThat(port.dropped()).as("one too many").isEqualTo(dropped + 1);
                return true;
            });
            assertThat(ear.next()).isEqualTo("rtp " + SECOND_RTP);
            await(() -> {
                stranger.send(later);
                return !ear.heardNothingMore();
            });
            assertThat(ear.next()).isEqualTo("rtp " + THIRD_RTP);
        }
    }

    /** Each costs milliseconds of a processor: the 65th waits until one is over, however that ends. */
    @Test
    void shakesHandsWithSixtyFourAtATime() throws Exception {
        onLoop(() -> {
            for (int i = 0; i < 64; i++) {
                assertThat(port.beginHandshake()).as("handshake %d", i).isTrue();
            }
            assertThat(port.beginHandshake()).isFalse();
            port.endHandshake();
            return true;
        });
        try (TestBrowser first = connected(TestBrowser.udp(port))) {
            exchange(first);
            await(() -> {
                boolean over = port.beginHandshake();
                if (over) {
                    port.endHandshake();
                }
                return over;
            });
            assertThat(onLoop(port::beginHandshake)).isTrue();
            assertThat(onLoop(port::beginHandshake)).isFalse();
        }
    }

    /** Whoever sends through a socket that shows what is answered; only on the loop. */
    private final class Elsewhere {

        private final EmbeddedChannel socket = new EmbeddedChannel();
        private final IcePath way = new IcePath.Udp(new WriteBatch(socket), new InetSocketAddress("192.0.2.1", 9));

        void send(byte[] bytes) {
            port.arrived(Unpooled.wrappedBuffer(bytes), way, null);
        }

        int answers() {
            socket.runPendingTasks();
            return socket.outboundMessages().size();
        }
    }

    private Callable<Boolean> junkCounted(long expected) {
        return () -> port.dropped() == expected;
    }

    private TestBrowser connected(TestBrowser browser) throws Exception {
        session.remote(browser.certificate.fingerprint(), browser.credentials, DtlsRole.SERVER);
        assertThat(browser.check(session.local())).isEqualTo(StunMessage.BINDING_SUCCESS);
        browser.handshakeAsClient(session.fingerprint());
        await(session::hasKeys);
        return browser;
    }

    private void exchange(TestBrowser browser) throws Exception {
        browser.sendRtp(RTP);
        assertThat(ear.next()).isEqualTo("rtp " + RTP);
        browser.sendRtcp(RTCP);
        assertThat(ear.next()).isEqualTo("rtcp " + RTCP);
        send(RTP);
        assertThat(browser.nextMedia()).isEqualTo("rtp " + RTP);
        byte[] compound = HexFormat.of().parseHex(RTCP);
        session.loop().execute(() -> session.sendRtcp(compound, 0, compound.length));
        assertThat(browser.nextMedia()).isEqualTo("rtcp " + RTCP);
    }

    private void send(String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex);
        session.loop()
                .submit(() -> session.send(new RtpPacket().wrap(bytes, 0, bytes.length)))
                .get();
    }

    private static byte[] framed(byte[] bytes) {
        byte[] framed = new byte[bytes.length + 2];
        framed[0] = (byte) (bytes.length >> 8);
        framed[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, framed, 2, bytes.length);
        return framed;
    }

    private static boolean closedByPeer(TestBrowser browser) {
        try {
            browser.tcpSocket().getOutputStream().write(0);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + 60 * SECOND;
        while (!onLoop(condition) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(onLoop(condition)).isTrue();
    }

    private <T> T onLoop(Callable<T> question) throws Exception {
        return session.loop().submit(question).get();
    }
}
