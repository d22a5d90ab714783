package org.courtbridge.media.transport;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpReceiver;
import org.courtbridge.codecs.srtp.SrtpSender;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.media.transport.dtls.TestHandshake;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.courtbridge.media.transport.ice.StunMessage;
import org.courtbridge.media.transport.ice.StunWriter;
import org.jspecify.annotations.Nullable;

/** As much of a browser as the port sees: checks, a DTLS handshake, SRTP; over UDP or framed TCP. */
public final class TestBrowser implements AutoCloseable {

    /** In place of a response: none comes any more over TCP. */
    private static final byte[] CLOSED = {};

    private final Socket tcp = new Socket();
    private final boolean overTcp;
    private final InetSocketAddress gateway;
    private final LinkedBlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<byte[]> responses = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<byte[]> dtls = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<byte[]> media = new LinkedBlockingQueue<>();
    public final DtlsCertificate certificate;
    public final IceCredentials credentials;
    int sendLimit = 1200;
    /** Which of the DTLS datagrams that we send, counted from 0, are lost. */
    IntPredicate lost = n -> false;
    /** What goes out instead of a datagram of DTLS. */
    private Function<byte[], List<byte[]>> instead = List::of;

    private int dtlsSent;
    private long givesUpAt;
    private volatile CountDownLatch reading = new CountDownLatch(0);
    private DatagramSocket udp;
    private @Nullable DTLSTransport association;
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;

    private TestBrowser(InetSocketAddress gateway, boolean overTcp) throws IOException {
        this(gateway, overTcp, DtlsCertificate.generate(), IceCredentials.random());
    }

    private TestBrowser(
            InetSocketAddress gateway, boolean overTcp, DtlsCertificate certificate, IceCredentials credentials)
            throws IOException {
        this.certificate = certificate;
        this.credentials = credentials;
        this.gateway = gateway;
        this.overTcp = overTcp;
        this.udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    static TestBrowser udp(WebRtcPort port) throws IOException {
        return udp(port.localAddress());
    }

    /** @param gateway on this machine */
    public static TestBrowser udp(InetSocketAddress gateway) throws IOException {
        TestBrowser browser = new TestBrowser(gateway, false);
        browser.readUdp(browser.udp);
        return browser;
    }

    /** Another that shows the same certificate and has the same credentials, towards another port of the gateway. */
    public TestBrowser at(InetSocketAddress port) throws IOException {
        TestBrowser browser = new TestBrowser(port, false, certificate, credentials);
        browser.readUdp(browser.udp);
        return browser;
    }

    static TestBrowser tcp(WebRtcPort port) throws IOException {
        TestBrowser browser = new TestBrowser(port.localAddress(), true);
        browser.tcp.connect(port.localAddress());
        browser.tcp.setTcpNoDelay(true);
        Thread.ofVirtual().start(browser::readTcp);
        return browser;
    }

    /** The browser's NAT gives it another port. */
    public void move() throws IOException {
        udp.close();
        udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        readUdp(udp);
    }

    private void readUdp(DatagramSocket socket) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                    socket.receive(packet);
                    sort(Arrays.copyOf(packet.getData(), packet.getLength()));
                }
            } catch (IOException e) {
                assertThat(socket.isClosed()).isTrue();
            }
        });
    }

    private void readTcp() {
        try {
            InputStream in = tcp.getInputStream();
            while (true) {
                reading.await();
                byte[] header = in.readNBytes(2);
                if (header.length < 2) {
                    responses.add(CLOSED);
                    return;
                }
                sort(in.readNBytes((header[0] & 0xFF) << 8 | header[1] & 0xFF));
            }
        } catch (IOException | InterruptedException e) {
            media.clear(); // The gateway or the test has closed the connection.
            responses.add(CLOSED);
        }
    }

    private void sort(byte[] bytes) {
        int first = bytes[0] & 0xFF;
        (first < 4 ? isRequest(bytes) ? requests : responses : first < 64 ? dtls : media).add(bytes);
    }

    /** RFC 8489, section 5: both bits of its class are 0. */
    private static boolean isRequest(byte[] stun) {
        return (stun[0] & 0x01) == 0 && (stun[1] & 0x10) == 0;
    }

    public void sendRaw(byte[] bytes) throws IOException {
        if (overTcp) {
            byte[] framed = new byte[bytes.length + 2];
            framed[0] = (byte) (bytes.length >> 8);
            framed[1] = (byte) bytes.length;
            System.arraycopy(bytes, 0, framed, 2, bytes.length);
            tcp.getOutputStream().write(framed);
        } else {
            udp.send(new DatagramPacket(bytes, bytes.length, gateway));
        }
    }

    /** Leaves what comes over TCP in the socket, but for one frame. */
    void stopReading() {
        reading = new CountDownLatch(1);
    }

    void resumeReading() {
        reading.countDown();
    }

    Socket tcpSocket() {
        return tcp;
    }

    /** The gateway's own check, as soon as it comes. */
    StunMessage nextCheck() throws InterruptedException {
        byte[] request = requests.poll(60, TimeUnit.SECONDS);
        assertThat(request).as("a check").isNotNull();
        return StunMessage.parse(request, 0, request.length);
    }

    /** Whether a check or a response has come that was not looked at. */
    boolean hasBeenAsked() {
        return !requests.isEmpty() || !responses.isEmpty();
    }

    /** Answers a check of the gateway with a password. */
    void answer(StunMessage request, String password) throws IOException {
        sendRaw(new StunWriter(StunMessage.BINDING_SUCCESS, request.transaction())
                .xorMappedAddress(gateway)
                .integrity(password.getBytes(StandardCharsets.UTF_8))
                .fingerprint());
    }

    /** A nominating check. */
    public static byte[] checkBytes(IceCredentials credentials) {
        byte[] transaction = new byte[16];
        new SecureRandom().nextBytes(transaction);
        System.arraycopy(new byte[] {0x21, 0x12, (byte) 0xA4, 0x42}, 0, transaction, 0, 4);
        return new StunWriter(StunMessage.BINDING_REQUEST, transaction)
                .attribute(StunMessage.USERNAME, (credentials.ufrag() + ":me").getBytes(StandardCharsets.UTF_8))
                .attribute(StunMessage.USE_CANDIDATE, new byte[0])
                .integrity(credentials.password().getBytes(StandardCharsets.UTF_8))
                .fingerprint();
    }

    /** Sends a nominating check and returns the type of the response to it; the gateway's own checks may come between. */
    public int check(IceCredentials credentials) throws Exception {
        byte[] check = checkBytes(credentials);
        sendRaw(check);
        byte[] transaction = StunMessage.parse(check, 0, check.length).transaction();
        StunMessage response;
        do {
            byte[] bytes = responses.poll(60, TimeUnit.SECONDS);
            assertThat(bytes).as("a response to the check").isNotNull().isNotSameAs(CLOSED);
            response = StunMessage.parse(bytes, 0, bytes.length);
        } while (!Arrays.equals(response.transaction(), transaction));
        return response.type();
    }

    void handshakeAsClient(CertificateFingerprint expected) throws IOException {
        handshakeAsClient(expected, Duration.ofMinutes(1));
    }

    /**
     * @param patience until it gives up
     * @throws IOException if it comes to nothing
     */
    public void handshakeAsClient(CertificateFingerprint expected, Duration patience) throws IOException {
        givesUpAt = System.nanoTime() + patience.toNanos();
        shaken(TestHandshake.asClient(certificate, expected, new Datagrams()));
    }

    void handshakeAsServer(CertificateFingerprint expected) throws IOException {
        givesUpAt = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        shaken(TestHandshake.asServer(certificate, expected, new Datagrams()));
    }

    /** From now on so many and such datagrams go out for each one of DTLS. */
    public void insteadOfDtls(Function<byte[], List<byte[]>> datagrams) {
        instead = datagrams;
    }

    private void shaken(TestHandshake made) {
        association = made.association();
        sender = SrtpSender.forKey(made.keys().local());
        receiver = SrtpReceiver.forKey(made.keys().remote());
    }

    void goodbye() throws IOException {
        requireNonNull(association).close();
    }

    /** Whether the gateway has said goodbye: its alert is an encrypted record of type 21. */
    boolean heardGoodbye() throws InterruptedException {
        for (byte[] record = dtls.poll(60, TimeUnit.SECONDS);
                record != null;
                record = dtls.poll(60, TimeUnit.SECONDS)) {
            if (record[0] == 21) {
                return true;
            }
        }
        return false;
    }

    void sendRtp(String hex) throws IOException {
        sendRaw(protectedRtp(hex));
    }

    byte[] protectedRtp(String hex) {
        return protectedRtp(HexFormat.of().parseHex(hex)).orElseThrow();
    }

    /**
     * As much of a packet as a key needs to be used must be right.
     *
     * @return empty if its sequence number is older than the first of its SSRC
     */
    public Optional<byte[]> protectedRtp(byte[] plain) {
        byte[] bytes = Arrays.copyOf(plain, plain.length + SrtpSender.OVERHEAD);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, plain.length);
        return requireNonNull(sender).protect(packet)
                ? Optional.of(Arrays.copyOf(packet.getBuffer(), packet.getLength()))
                : Optional.empty();
    }

    void sendRtcp(String hex) throws IOException {
        sendRaw(protectedRtcp(HexFormat.of().parseHex(hex)));
    }

    /** @param plain at least 8 bytes */
    public byte[] protectedRtcp(byte[] plain) {
        byte[] bytes = Arrays.copyOf(plain, plain.length + SrtpSender.OVERHEAD);
        return Arrays.copyOf(bytes, requireNonNull(sender).protectRtcp(bytes, 0, plain.length));
    }

    /** The next packet, decrypted. */
    String nextMedia() throws InterruptedException {
        byte[] bytes = media.poll(60, TimeUnit.SECONDS);
        assertThat(bytes).as("a packet").isNotNull();
        if (RtpKind.of(bytes, 0, bytes.length) == RtpKind.RTCP) {
            int length = requireNonNull(receiver).unprotectRtcp(bytes, 0, bytes.length);
            return "rtcp " + HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.max(0, length)));
        }
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        assertThat(requireNonNull(receiver).unprotect(packet)).isTrue();
        return "rtp " + HexFormat.of().formatHex(Arrays.copyOf(packet.getBuffer(), packet.getLength()));
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Datagrams implements DatagramTransport {

        @Override
        public int getReceiveLimit() {
            return 2048;
        }

        @Override
        public int getSendLimit() {
            return sendLimit;
        }

        @Override
        public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
            try {
                long left = TimeUnit.NANOSECONDS.toMillis(givesUpAt - System.nanoTime());
                if (left <= 0) {
                    throw new IOException("no end of the handshake");
                }
                byte[] datagram = dtls.poll(Math.min(waitMillis, left), TimeUnit.MILLISECONDS);
                if (datagram == null) {
                    return -1;
                }
                System.arraycopy(datagram, 0, buffer, offset, datagram.length);
                return datagram.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void send(byte[] buffer, int offset, int length) throws IOException {
            if (!lost.test(dtlsSent++)) {
                for (byte[] datagram : instead.apply(Arrays.copyOfRange(buffer, offset, offset + length))) {
                    sendRaw(datagram);
                }
            }
        }

        @Override
        public void close() {
            // The socket is closed by the browser.
        }
    }
}
