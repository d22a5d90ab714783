package org.courtbridge.signalling.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.codecs.h2356.PayloadEncryptor;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.OccupiedLoop;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.UdpRtpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the packets that rooms send on channels that are protected in different ways. */
class RoomStreamTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int A_LAW = 8;

    private final MediaLoops loops = MediaLoops.start(1);
    private static final String SOUND = "d5d4d7d6d1d0d3d2dddcdfded9d8dbda";

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private UdpRtpTransport transport;
    private RoomStream stream;
    private DatagramSocket room;
    private int sequenceNumber;

    /** On the loop, when RTCP has come. */
    private volatile Runnable whenReported = () -> {};

    @BeforeEach
    void open() throws Exception {
        room = new DatagramSocket(0, HERE);
        transport = UdpPorts.withOwnCertificate(loops, new PortRange(45_200, 45_299), HERE)
                .open();
        transport.listener(new RtpListener() {
            @Override
            public void rtp(RtpPacket packet, long arrival) {
                int at = packet.payloadAt();
                heard.add(packet.payloadType() + " "
                        + HexFormat.of().formatHex(packet.getBuffer(), at, at + packet.payloadLength()));
            }

            @Override
            public void rtcp(byte[] compound, int offset, int length, long arrival) {
                whenReported.run();
            }

            @Override
            public void lost(String reason) {}
        });
        stream = new RoomStream(transport, HERE);
    }

    @AfterEach
    void close() {
        stream.close();
        room.close();
        loops.close();
    }

    private OpenLogicalChannel channel(int number) {
        return OpenLogicalChannel.forward(
                number,
                new DataType.Audio(new AudioCapability.Frames(AudioCoding.G711_ALAW_64K, 20)),
                H2250Parameters.of(1, new InetSocketAddress(HERE, room.getLocalPort())));
    }

    private static MediaKey key(int octet) {
        byte[] octets = new byte[16];
        Arrays.fill(octets, (byte) octet);
        return MediaKey.of(octets, 120 + octet);
    }

    private RtpPacket sound() {
        byte[] octets = HexFormat.of().parseHex("8008000100000050" + "0badcafe" + SOUND);
        octets[3] = (byte) ++sequenceNumber;
        return new RtpPacket().wrap(octets, 0, octets.length);
    }

    private void hears(RtpPacket packet) throws Exception {
        transport.awaitSettings();
        send(packet);
        assertHeard();
    }

    private void send(RtpPacket packet) throws IOException {
        send(packet.getBuffer(), packet.getOffset(), packet.getLength(), transport.rtpPort());
    }

    private void send(byte[] octets, int offset, int length, int port) throws IOException {
        room.send(new DatagramPacket(octets, offset, length, new InetSocketAddress(HERE, port)));
    }

    private void assertHeard() throws InterruptedException {
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("8 " + SOUND);
    }

    private RtpPacket under(MediaKey key) {
        RtpPacket packet = sound();
        new PayloadEncryptor(key).encrypt(packet);
        return packet;
    }

    @Test
    void hearsTheChannelThatIsLeftAsItIsProtected() throws Exception {
        stream.receives(channel(101), new ChannelProtection.Clear(), A_LAW);
        stream.receives(channel(102), new ChannelProtection.Payloads(key(1)), A_LAW);
        hears(under(key(1)));
        stream.incomingClosed(102);
        hears(sound());
        stream.receives(channel(103), new ChannelProtection.Packets(List.of(srtp())), A_LAW);
        stream.incomingClosed(103);
        hears(sound());
    }

    private static SrtpKey srtp() {
        return SrtpKey.random(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
    }

    /** The keys of a channel may change while a newer one is open. */
    @Test
    void hearsTheChannelThatIsLeftUnderItsNewestKey() throws Exception {
        stream.receives(channel(101), new ChannelProtection.Payloads(key(1)), A_LAW);
        stream.receives(channel(102), new ChannelProtection.Clear(), A_LAW);
        stream.receivesUnder(101, key(2));
        hears(sound());
        stream.incomingClosed(102);
        hears(under(key(2)));
        stream.incomingClosed(101);
        assertThat(stream.incoming()).isEmpty();
    }

    /**
     * The room sends under a key as soon as it has been told of it. A loop that is late reads all that has come, and only then takes
     * what it is to do: here it has a report in its hands, and a packet under the first key before it, while the call changes the key.
     */
    @Test
    void understandsTheRoomHoweverLateTheLoopIs() throws Exception {
        stream.receives(channel(101), new ChannelProtection.Payloads(key(1)), A_LAW);
        FutureTask<Void> call = new FutureTask<>(() -> {
            stream.receivesUnder(101, key(2));
            send(under(key(2)));
            return null;
        });
        whenReported =
                () -> OccupiedLoop.occupyUntilAwaitedBy(Thread.ofPlatform().start(call));
        CountDownLatch sent = new CountDownLatch(1);
        transport.loop().submit(() -> {
            sent.await();
            return null;
        });
        byte[] report = HexFormat.of().parseHex("80c90001" + "0badcafe");
        send(report, 0, report.length, transport.rtcpPort());
        send(under(key(1)));
        sent.countDown();
        assertHeard();
        call.get(60, TimeUnit.SECONDS);
        assertHeard();
    }

    @Test
    void opensAChannelBeforeTheRoomIsToldOfIt() throws Exception {
        assertThat(OccupiedLoop.isAwaitedBy(
                        () -> stream.receives(channel(101), new ChannelProtection.Payloads(key(1)), A_LAW),
                        transport.loop()))
                .isTrue();
    }
}
