package org.courtbridge.signalling.h323.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h460.MediaTraversal;
import org.courtbridge.h323.h460.TraversalParameters;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.MultiplexPort;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.UdpRtpTransport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Media through a NAT (H.460.19): both sides, and who would like to have them. */
class StreamTraversalTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("127.0.0.2");
    private static final Octets CALL = Octets.ofHex("00112233445566778899aabbccddeeff");

    /** Where the room says it is, which nobody reaches. */
    private static final InetSocketAddress INSIDE = new InetSocketAddress("192.168.9.2", 5004);

    private static final InetSocketAddress INSIDE_RTCP = new InetSocketAddress("192.168.9.2", 5005);

    private static final byte[] SOUND = HexFormat.of().parseHex("8008000100000050" + "0badcafe" + "d5d5d5d5");

    /** As the captured endpoint has it. */
    private static final byte[] KEEP_ALIVE = HexFormat.of().parseHex("80ff00640000000000000000");

    private static MediaLoops loops;

    private UdpRtpTransport transport;
    private RoomStream stream;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() {
        loops = MediaLoops.start(1);
    }

    @AfterAll
    static void stop() {
        loops.close();
    }

    @BeforeEach
    void open() {
        transport = UdpPorts.withOwnCertificate(loops, new PortRange(43_800, 43_899), HERE)
                .open();
        listen();
        stream = new RoomStream(transport, HERE);
    }

    private void listen() {
        transport.listener(new RtpListener() {
            @Override
            public void rtp(RtpPacket packet, long arrival) {
                heard.add("rtp " + packet.payloadType());
            }

            @Override
            public void rtcp(byte[] compound, int offset, int length, long arrival) {
                heard.add("rtcp");
            }

            @Override
            public void lost(String reason) {
                heard.add(reason);
            }
        });
    }

    @AfterEach
    void close() {
        stream.close();
    }

    private void traverse(MediaTraversal.Role role) throws Exception {
        stream.traverse(CallTraversal.of(new MediaTraversal(role, false), HERE, CALL, false));
        transport.loop().submit(() -> {}).get(60, TimeUnit.SECONDS);
    }

    private static OpenLogicalChannel sound(List<Sequence> genericInformation) {
        return OpenLogicalChannel.forward(
                        101,
                        new DataType.Audio(new AudioCapability.Frames(AudioCoding.G711_ALAW_64K, 20)),
                        H2250Parameters.of(1, INSIDE_RTCP))
                .with(genericInformation);
    }

    private static DatagramSocket socket(InetAddress at) throws Exception {
        DatagramSocket socket = new DatagramSocket(0, at);
        socket.setSoTimeout(60_000);
        return socket;
    }

    private void send(DatagramSocket from, byte[] octets, int port) throws Exception {
        from.send(new DatagramPacket(octets, octets.length, new InetSocketAddress(HERE, port)));
    }

    private static byte[] receive(DatagramSocket at) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        at.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private void sendSound() {
        transport.loop().submit(() -> transport.send(new RtpPacket().wrap(SOUND.clone(), 0, SOUND.length)));
    }

    private long unsent() throws Exception {
        return transport
                .loop()
                .submit(() -> transport.stats())
                .get(60, TimeUnit.SECONDS)
                .unsent();
    }

    @Test
    void sendsToWhereTheKeepAlivesComeFrom() throws Exception {
        traverse(MediaTraversal.Role.SERVER);
        try (DatagramSocket nat = socket(HERE);
                DatagramSocket natRtcp = socket(HERE)) {
            // The room's first packet comes before its answer.
            send(nat, KEEP_ALIVE, transport.rtpPort());
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("rtp 127");
            stream.sends(
                    sound(List.of()),
                    Optional.of(INSIDE),
                    Optional.of(INSIDE_RTCP),
                    Optional.empty(),
                    List.of(),
                    new ChannelProtection.Clear());
            sendSound();

            assertThat(receive(nat)).isEqualTo(SOUND);
        }
    }

    @Test
    void sendsNowhereBeforeTheRoomIsHeard() throws Exception {
        traverse(MediaTraversal.Role.SERVER);
        stream.sends(
                sound(List.of()),
                Optional.of(INSIDE),
                Optional.of(INSIDE_RTCP),
                Optional.empty(),
                List.of(),
                new ChannelProtection.Clear());
        long before = unsent();
        sendSound();

        assertThat(transport.ends(false)).isEmpty();
        assertThat(unsent()).isEqualTo(before + 1);
    }

    /** Whoever forges a keep-alive gets nothing, and does not keep the room out. */
    @Test
    void sendsNothingToAStranger() throws Exception {
        traverse(MediaTraversal.Role.SERVER);
        stream.sends(
                sound(List.of()),
                Optional.of(INSIDE),
                Optional.of(INSIDE_RTCP),
                Optional.empty(),
                List.of(),
                new ChannelProtection.Clear());
        try (DatagramSocket stranger = socket(ELSEWHERE);
                DatagramSocket nat = socket(HERE);
                DatagramSocket second = socket(HERE)) {
            send(stranger, KEEP_ALIVE, transport.rtpPort());
            send(stranger, SOUND, transport.rtpPort());
            send(nat, KEEP_ALIVE, transport.rtpPort());
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("rtp 127");
            // Nor does another port of the same NAT take it over, while the room is heard.
            send(second, SOUND, transport.rtpPort());
            sendSound();

            assertThat(receive(nat)).isEqualTo(SOUND);
            assertThat(heard).isEmpty();
            stranger.setSoTimeout(100);
            assertThatThrownBy(() -> receive(stranger)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** What a client owes the server, as long as the call lasts. */
    @Test
    void keepsTheWayToAServerOpen() throws Exception {
        traverse(MediaTraversal.Role.CLIENT);
        try (DatagramSocket server = socket(HERE);
                DatagramSocket serverRtcp = socket(HERE)) {
            List<Sequence> said = new MediaTraversal(MediaTraversal.Role.SERVER, false)
                    .request(new InetSocketAddress(HERE, server.getLocalPort()));
            OpenLogicalChannel channel = OpenLogicalChannel.forward(
                            101,
                            new DataType.Audio(new AudioCapability.Frames(AudioCoding.G711_ALAW_64K, 20)),
                            H2250Parameters.of(1, new InetSocketAddress(HERE, serverRtcp.getLocalPort())))
                    .with(said);
            stream.receives(channel, new ChannelProtection.Clear(), 8);

            byte[] packet = receive(server);
            assertThat(packet).hasSize(12);
            assertThat(packet[1]).isEqualTo((byte) 127);
            byte[] report = receive(serverRtcp);
            assertThat(report).hasSize(8).startsWith(0x80, 201);
            assertThat(stream.answer(channel)).isNotEmpty();

            // The server answers to where they come from, and is heard.
            send(server, SOUND, transport.rtpPort());
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("rtp 8");
        }
    }

    /** Both sides have one port for all, and a number in each direction. */
    @Test
    void takesManySessionsAtOnePort() throws Exception {
        MediaTraversal server = new MediaTraversal(MediaTraversal.Role.SERVER, true);
        CallTraversal call = CallTraversal.of(server, HERE, CALL, false);
        try (MultiplexPort port = MultiplexPort.open(loops, HERE, 0);
                DatagramSocket nat = socket(HERE);
                DatagramSocket thief = socket(ELSEWHERE)) {
            stream.traverse(call);
            stream.multiplex(call, port);
            transport = stream.transport();
            listen();
            transport.loop().submit(() -> {}).get(60, TimeUnit.SECONDS);
            assertThat(stream.ports().media().getPort()).isEqualTo(port.rtpPort());
            TraversalParameters said = TraversalParameters.of(
                            stream.request(sound(List.of())).genericInformation())
                    .orElseThrow();
            assertThat(said.keepAlive().orElseThrow().getPort()).isEqualTo(port.rtpPort());
            assertThat(said.multiplexedMediaControl().orElseThrow().getPort()).isEqualTo(port.rtcpPort());
            int number = said.multiplexId().orElseThrow().intValue();

            // Nothing without a number, with another one, or with the right one from elsewhere.
            send(nat, SOUND, port.rtpPort());
            send(nat, numbered(number + 1, SOUND), port.rtpPort());
            send(nat, new byte[] {1, 2, 3}, port.rtpPort());
            send(thief, numbered(number, SOUND), port.rtpPort());
            send(nat, numbered(number, KEEP_ALIVE), port.rtpPort());
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("rtp 127");
            assertThat(heard).isEmpty();
            assertThat(port.dropped()).isEqualTo(4);

            // The room names a number of its own with its answer.
            stream.sends(
                    sound(List.of()),
                    Optional.of(INSIDE),
                    Optional.of(INSIDE_RTCP),
                    Optional.empty(),
                    new MediaTraversal(MediaTraversal.Role.CLIENT, true)
                            .answer(
                                    server.request(INSIDE),
                                    Optional.of(new MediaTraversal.Multiplexed(INSIDE, INSIDE_RTCP, 7))),
                    new ChannelProtection.Clear());
            sendSound();
            assertThat(receive(nat)).isEqualTo(numbered(7, SOUND));
            thief.setSoTimeout(100);
            assertThatThrownBy(() -> receive(thief)).isInstanceOf(SocketTimeoutException.class);

            // A session that is over takes nothing, and the port goes on for the others.
            MultiplexPort.Session other = port.open();
            assertThat(other.number()).isNotEqualTo(Integer.toUnsignedLong(number));
            stream.close();
            transport.loop().submit(() -> {}).get(60, TimeUnit.SECONDS);
            send(nat, numbered(number, SOUND), port.rtpPort());
            transport = other.transport();
            listen();
            transport.signalledFrom(HERE);
            transport.plain();
            transport.remote(new InetSocketAddress("0.0.0.0", 0), new InetSocketAddress("0.0.0.0", 0), false);
            transport.loop().submit(() -> {}).get(60, TimeUnit.SECONDS);
            send(nat, numbered((int) other.number(), SOUND), port.rtpPort());
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("rtp 8");
            assertThat(heard).isEmpty();
            other.transport().close();
        }
    }

    private static byte[] numbered(int number, byte[] packet) {
        return ByteBuffer.allocate(Integer.BYTES + packet.length)
                .putInt(number)
                .put(packet)
                .array();
    }
}
