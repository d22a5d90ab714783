package org.courtbridge.signalling.bfcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.signalling.bfcp.Primitive.Known;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rooms on sockets of their own. */
@Timeout(300)
class BfcpServerTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final BfcpAttribute OUR_FLOOR = BfcpAttribute.id(BfcpAttribute.FLOOR_ID, ContentFloor.FLOOR);

    /** The certificate of one side, and how a session description names it. */
    private record Identity(KeyManager[] keys, CertificateFingerprint fingerprint) {

        static Identity make() throws Exception {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=room");
            Instant now = Instant.now();
            Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    name,
                                    BigInteger.ONE,
                                    Date.from(now.minus(Duration.ofHours(1))),
                                    Date.from(now.plus(Duration.ofDays(1))),
                                    name,
                                    pair.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", pair.getPrivate(), new char[0], new Certificate[] {certificate});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            String digest = HexFormat.ofDelimiter(":")
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
            return new Identity(factory.getKeyManagers(), CertificateFingerprint.parse("sha-256 " + digest));
        }
    }

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Identity ours = Identity.make();
    private final BfcpServer server = new BfcpServer(
            LOOPBACK, new PortRange(20_000, 39_999), Optional.of(BfcpTls.context(ours.keys())), InstantSource.system());
    private final HearingFloor floor = server.open(FloorPolicy.LAST_WINS, new FloorListener() {
        @Override
        public void floorAsked(int user) {
            events.add("asked " + user);
        }

        @Override
        public void floorWithdrawn(int user) {
            events.add("withdrawn " + user);
        }

        @Override
        public void floorTaken(int user) {
            events.add("taken " + user);
        }

        @Override
        public void floorFreed() {
            events.add("freed");
        }
    });

    BfcpServerTest() throws Exception {}

    @AfterEach
    void close() {
        server.close();
    }

    private String event() throws InterruptedException {
        String event = events.poll(60, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }

    private static BfcpMessage message(
            RoomAccess room, int version, Primitive primitive, int transaction, BfcpAttribute... attributes) {
        return new BfcpMessage(
                version, false, primitive, room.conference(), transaction, room.user(), List.of(attributes));
    }

    private static byte[] bytes(BfcpMessage message) {
        ByteBuf out = Unpooled.buffer();
        message.write(out);
        return ByteBufUtil.getBytes(out);
    }

    private static int status(BfcpMessage message) {
        BfcpAttribute.Group information =
                (BfcpAttribute.Group) message.attributes().getFirst();
        BfcpAttribute.Group overall =
                (BfcpAttribute.Group) information.members().getFirst();
        return ((BfcpAttribute.Status) overall.members().getFirst()).status();
    }

    private static int request(BfcpMessage message) {
        return ((BfcpAttribute.Group) message.attributes().getFirst()).id();
    }

    private static int error(BfcpMessage message) {
        assertThat(message.primitive()).isEqualTo(Known.ERROR);
        return ((BfcpAttribute.ErrorCodeAttribute) message.attributes().getFirst()).code();
    }

    /** A room that speaks over UDP. */
    private final class UdpRoom implements AutoCloseable {

        private final DatagramSocket socket;

        UdpRoom() throws IOException {
            this(LOOPBACK);
        }

        UdpRoom(InetAddress own) throws IOException {
            socket = new DatagramSocket(new InetSocketAddress(own, 0));
            socket.setSoTimeout(60_000);
            socket.connect(LOOPBACK, server.port(BfcpTransport.UDP).orElseThrow());
        }

        void send(byte[] bytes) throws IOException {
            socket.send(new DatagramPacket(bytes, bytes.length));
        }

        BfcpMessage ask(BfcpMessage message) throws IOException {
            send(bytes(message));
            return next();
        }

        BfcpMessage next() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
            socket.receive(packet);
            return BfcpMessage.parse(Unpooled.wrappedBuffer(packet.getData(), 0, packet.getLength()));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** A room that speaks over a connection. */
    private record TcpRoom(Socket socket, DataInputStream in) implements AutoCloseable {

        static TcpRoom on(Socket socket) throws IOException {
            socket.setSoTimeout(60_000);
            return new TcpRoom(socket, new DataInputStream(socket.getInputStream()));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        BfcpMessage ask(BfcpMessage message) throws IOException {
            send(bytes(message));
            return next();
        }

        BfcpMessage next() throws IOException {
            byte[] header = in.readNBytes(BfcpHeader.SIZE);
            if (header.length < BfcpHeader.SIZE) {
                throw new EOFException();
            }
            byte[] payload = in.readNBytes(4 * Unpooled.wrappedBuffer(header).getUnsignedShort(2));
            return BfcpMessage.parse(Unpooled.wrappedBuffer(header, payload));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private TcpRoom connect(BfcpTransport way) throws IOException {
        return TcpRoom.on(new Socket(LOOPBACK, server.port(way).orElseThrow()));
    }

    @Test
    void aRoomOverUdpAndAnotherOverTcpTakeTurns() throws Exception {
        RoomAccess first = floor.enter("First", BfcpTransport.UDP, Optional.empty());
        RoomAccess second = floor.enter("Second", BfcpTransport.TCP, Optional.empty());
        try (UdpRoom udp = new UdpRoom();
                TcpRoom tcp = connect(BfcpTransport.TCP)) {
            assertThat(udp.ask(message(first, 2, Known.HELLO, 1)).primitive()).isEqualTo(Known.HELLO_ACK);
            BfcpMessage granted = udp.ask(message(first, 2, Known.FLOOR_REQUEST, 2, OUR_FLOOR));
            assertThat(status(granted)).isEqualTo(RequestStatus.GRANTED.code());
            assertThat(granted.response()).isTrue();
            assertThat(event()).isEqualTo("taken " + first.user());

            BfcpMessage other = tcp.ask(message(second, 1, Known.FLOOR_REQUEST, 9, OUR_FLOOR));
            assertThat(status(other)).isEqualTo(RequestStatus.GRANTED.code());
            assertThat(other.version()).isEqualTo(1);
            assertThat(other.transaction()).isEqualTo(9);
            assertThat(event()).isEqualTo("taken " + second.user());

            BfcpMessage revoked = udp.next();
            assertThat(status(revoked)).isEqualTo(RequestStatus.REVOKED.code());
            assertThat(request(revoked)).isEqualTo(request(granted));
            assertThat(revoked.response()).isFalse();
            assertThat(revoked.transaction()).isPositive();
            // Not acknowledged, it comes again.
            assertThat(udp.next()).isEqualTo(revoked);
            udp.send(bytes(message(first, 2, Known.FLOOR_REQUEST_STATUS_ACK, revoked.transaction())));
            // That has been heard when this is answered; until then it may come once more.
            udp.send(bytes(message(first, 2, Known.HELLO, 3)));
            BfcpMessage next = udp.next();
            while (next.equals(revoked)) {
                next = udp.next();
            }
            assertThat(next.primitive()).isEqualTo(Known.HELLO_ACK);

            BfcpMessage released = tcp.ask(message(
                    second,
                    1,
                    Known.FLOOR_RELEASE,
                    10,
                    BfcpAttribute.id(BfcpAttribute.FLOOR_REQUEST_ID, request(other))));
            assertThat(status(released)).isEqualTo(RequestStatus.RELEASED.code());
            assertThat(event()).isEqualTo("freed");
            assertThat(server.figures()).isEqualTo(new BfcpFigures(6, 0, 0, 0, 0));
        }
    }

    @Test
    void aConnectionThatEndsFreesTheFloor() throws Exception {
        RoomAccess room = floor.enter("Room", BfcpTransport.TCP, Optional.empty());
        try (TcpRoom tcp = connect(BfcpTransport.TCP)) {
            tcp.ask(message(room, 1, Known.FLOOR_REQUEST, 1, OUR_FLOOR));
            assertThat(event()).isEqualTo("taken " + room.user());
        }
        assertThat(event()).isEqualTo("freed");
        assertThat(server.figures().lost()).isEqualTo(1);
    }

    /** T1 three times doubled: 7.5 s. */
    @Test
    void aRoomThatAcknowledgesNothingLosesTheFloor() throws Exception {
        RoomAccess room = floor.enter("Room", BfcpTransport.UDP, Optional.empty());
        try (UdpRoom udp = new UdpRoom()) {
            udp.ask(message(room, 2, Known.FLOOR_QUERY, 1, OUR_FLOOR));
            udp.ask(message(room, 2, Known.FLOOR_REQUEST, 2, OUR_FLOOR));
            assertThat(event()).isEqualTo("taken " + room.user());
            assertThat(event()).isEqualTo("freed");
        }
    }

    @Test
    void aBrowserPresentsAndTheClerkStopsIt() throws Exception {
        RoomAccess room = floor.enter("Room", BfcpTransport.TCP, Optional.empty());
        int browser = floor.enter("Browser");
        try (TcpRoom tcp = connect(BfcpTransport.TCP)) {
            tcp.ask(message(room, 1, Known.FLOOR_REQUEST, 1, OUR_FLOOR));
            floor.grant(browser);
            BfcpMessage revoked = tcp.next();
            assertThat(status(revoked)).isEqualTo(RequestStatus.REVOKED.code());
            assertThat(revoked.transaction()).isZero();
            floor.lock();
            // Waits, and wishes happen in their order.
            floor.enter("Last", BfcpTransport.TCP, Optional.empty());
            assertThat(status(tcp.ask(message(room, 1, Known.FLOOR_REQUEST, 2, OUR_FLOOR))))
                    .isEqualTo(RequestStatus.DENIED.code());
            floor.leave(browser);
            floor.grant(browser);
            assertThat(List.of(event(), event(), event()))
                    .containsExactly("taken " + room.user(), "taken " + browser, "freed");
            floor.revoke();
            floor.leave(room.user());
            assertThat(tcp.in().read()).isEqualTo(-1);
            assertThat(events).isEmpty();
        }
    }

    @Test
    void whoIsNotOfOursIsToldSo() throws Exception {
        RoomAccess room = floor.enter("Room", BfcpTransport.UDP, Optional.empty());
        RoomAccess secure = floor.enter("Secure", BfcpTransport.TLS, Optional.empty());
        try (UdpRoom udp = new UdpRoom();
                TcpRoom tcp = connect(BfcpTransport.TCP)) {
            assertThat(error(udp.ask(message(
                            new RoomAccess(room.conference() ^ 1, room.user()), 2, Known.FLOOR_REQUEST, 1, OUR_FLOOR))))
                    .isEqualTo(ErrorCode.CONFERENCE_DOES_NOT_EXIST.code());
            assertThat(error(udp.ask(message(
                            new RoomAccess(room.conference(), room.user() + 1), 2, Known.FLOOR_REQUEST, 2, OUR_FLOOR))))
                    .isEqualTo(ErrorCode.USER_DOES_NOT_EXIST.code());
            assertThat(error(tcp.ask(message(secure, 1, Known.FLOOR_REQUEST, 3, OUR_FLOOR))))
                    .isEqualTo(ErrorCode.USE_TLS.code());
            assertThat(error(tcp.ask(message(room, 1, Known.FLOOR_REQUEST, 4, OUR_FLOOR))))
                    .isEqualTo(ErrorCode.UNAUTHORIZED_OPERATION.code());
            udp.send(new byte[11]);
            assertThat(udp.ask(message(room, 2, Known.HELLO, 5)).primitive()).isEqualTo(Known.HELLO_ACK);
            assertThat(server.figures()).isEqualTo(new BfcpFigures(1, 1, 4, 0, 0));
            assertThat(events).isEmpty();
        }
    }

    @Test
    void aRoomKeepsItsAddressButNotItsPort() throws Exception {
        RoomAccess room = floor.enter("Room", BfcpTransport.UDP, Optional.empty());
        try (UdpRoom first = new UdpRoom();
                UdpRoom sameAddress = new UdpRoom();
                UdpRoom elsewhere = new UdpRoom(InetAddress.getByName("127.0.0.2"))) {
            assertThat(first.ask(message(room, 2, Known.HELLO, 1)).primitive()).isEqualTo(Known.HELLO_ACK);
            assertThat(error(elsewhere.ask(message(room, 2, Known.FLOOR_REQUEST, 2, OUR_FLOOR))))
                    .isEqualTo(ErrorCode.UNAUTHORIZED_OPERATION.code());
            assertThat(status(sameAddress.ask(message(room, 2, Known.FLOOR_REQUEST, 3, OUR_FLOOR))))
                    .isEqualTo(RequestStatus.GRANTED.code());
            floor.revoke();
            assertThat(status(sameAddress.next())).isEqualTo(RequestStatus.REVOKED.code());
        }
    }

    @Test
    void overTlsARoomShowsTheCertificateThatItsDescriptionPromised() throws Exception {
        Identity theirs = Identity.make();
        RoomAccess promised = floor.enter("Promised", BfcpTransport.TLS, Optional.of(theirs.fingerprint()));
        RoomAccess other = floor.enter("Other", BfcpTransport.TLS, Optional.of(ours.fingerprint()));
        int port = server.port(BfcpTransport.TLS).orElseThrow();
        try (TcpRoom tls =
                TcpRoom.on(BfcpTls.context(theirs.keys()).getSocketFactory().createSocket(LOOPBACK, port))) {
            assertThat(tls.ask(message(promised, 1, Known.HELLO, 1)).primitive())
                    .isEqualTo(Known.HELLO_ACK);
            assertThat(error(tls.ask(message(other, 1, Known.HELLO, 1))))
                    .isEqualTo(ErrorCode.UNAUTHORIZED_OPERATION.code());
        }
        try (TcpRoom tls = TcpRoom.on(BfcpTls.context().getSocketFactory().createSocket(LOOPBACK, port))) {
            assertThat(error(tls.ask(message(promised, 1, Known.HELLO, 1))))
                    .isEqualTo(ErrorCode.UNAUTHORIZED_OPERATION.code());
        }
    }

    @Test
    void aFloodIsDroppedAndOthersAreServed() throws Exception {
        RoomAccess room = floor.enter("Room", BfcpTransport.TCP, Optional.empty());
        RoomAccess other = floor.enter("Other", BfcpTransport.TCP, Optional.empty());
        try (TcpRoom flood = connect(BfcpTransport.TCP);
                TcpRoom tcp = connect(BfcpTransport.TCP)) {
            ByteBuf many = Unpooled.buffer();
            IntStream.range(0, 5_000)
                    .forEach(i -> message(room, 1, Known.HELLO, i).write(many));
            flood.send(ByteBufUtil.getBytes(many));
            assertThat(tcp.ask(message(other, 1, Known.HELLO, 1)).primitive()).isEqualTo(Known.HELLO_ACK);
            flood.socket().shutdownOutput();
            int answers = flood.in().readAllBytes().length / bytesOfHelloAck();
            assertThat(answers).isBetween(100, 1_000);
            assertThat(server.figures().dropped()).isEqualTo(5_000 - answers);
        }
    }

    private static int bytesOfHelloAck() {
        return BfcpHeader.SIZE + 20 + 20;
    }

    @Test
    void whatIsNoMessageEndsTheConnection() throws Exception {
        try (TcpRoom tcp = connect(BfcpTransport.TCP)) {
            tcp.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(tcp.in().read()).isEqualTo(-1);
        }
        assertThat(server.figures().malformed()).isEqualTo(1);
    }
}
