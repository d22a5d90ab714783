package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.TransportStats;
import org.courtbridge.media.transport.UdpRtpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain RTP of an H.323 call that comes from elsewhere than its logical channel says. */
class MediaFromElsewhereTest {

    private static final String RTP = "8009000100000050" + "0badcafe" + "d5d5d5d5";
    private static final String WITH_PIN = "100**" + RememberingConferences.PIN;

    private Rig rig;
    private RememberingConferences conferences;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        rig = new Rig(folder, new PortRange(42_000, 42_999), Rig.MINUTE);
        conferences = rig.conferences;
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private UdpRtpTransport sound() {
        return (UdpRtpTransport)
                conferences.media().receivedAudio().orElseThrow().transport();
    }

    private static InetSocketAddress destination(UdpRtpTransport sound) throws Exception {
        return sound.loop()
                .submit(() -> sound.ends(false))
                .get()
                .map(RtpTransport.Ends::party)
                .orElseThrow();
    }

    private static long arrivals(UdpRtpTransport sound) throws Exception {
        TransportStats stats = sound.loop().submit(sound::stats).get();
        return stats.packetsReceived() + stats.dropped();
    }

    /** Whether media go to whoever sends a packet from an address, by a port that nobody knows. */
    private static boolean draws(UdpRtpTransport sound, String from) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(from))) {
            InetSocketAddress before = destination(sound);
            long arrived = arrivals(sound);
            byte[] bytes = HexFormat.of().parseHex(RTP);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), sound.rtpPort()));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (arrivals(sound) == arrived && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(destination(sound)).isIn(before, socket.getLocalSocketAddress());
            return destination(sound).equals(socket.getLocalSocketAddress());
        }
    }

    private boolean flowsBothWays() {
        return conferences.media().receivedAudio().isPresent()
                && conferences.media().sentAudio().isPresent();
    }

    @Test
    void aStrangerDrawsNothingAndTheMachineThatCallsIsFollowed() throws Exception {
        try (TestRoom room = TestRoom.call(rig.endpoint.port(), WITH_PIN, true, false)) {
            room.await(this::flowsBothWays);
            assertThat(draws(sound(), "127.0.0.3")).isFalse();
            assertThat(draws(sound(), "127.0.0.1")).isTrue();
            room.hangUp();
            conferences.await(() -> conferences.story().contains("left LEFT"));
        }
    }

    /** And the hearing is told. */
    @Test
    void aDeviceBehindANatThatChangesIsHeardFromElsewhere() throws Exception {
        String id = rig.devices.add("Зал 1", "room1", "secret-1").id();
        rig.devices.setBehindChangingNat(id, true);
        try (TestRegistration registration = TestRegistration.of(rig.endpoint, "room1", "secret-1")) {
            int port = registration.admitted(TestRoom.CALL, "100").getPort();
            try (TestRoom room = TestRoom.call(port, "100", true, false)) {
                room.await(this::flowsBothWays);
                assertThat(draws(sound(), "127.0.0.3")).isTrue();
                room.await(() -> conferences.story().contains("media followed to 127.0.0.3"));
                room.hangUp();
            }
        }
    }
}
