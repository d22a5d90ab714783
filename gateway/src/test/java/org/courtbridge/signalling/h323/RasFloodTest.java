package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.signalling.h323.transport.H323Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call while the gatekeeper beside it is flooded. */
class RasFloodTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final PortRange PORTS = new PortRange(43_300, 43_399);

    private static final long MANY = 30_000;

    /** Looked at of each kind: what comes faster than it can be looked at is dropped, more of it on a slower machine. */
    private static final long SOME = MANY / 10;

    /** By then there were some. */
    private static final long MOST = 20 * MANY;

    /**
     * A key pressed, or a packet sent: until it is there, so many datagrams of the flood may go out at the most. It is what goes out in two
     * seconds if the machine has time for all of it, and in more where it has not.
     */
    private static final long IN_TIME = 2 * RasFlood.MOST_A_SECOND;

    /** A room that asks for registration has asked three times by then (H.225.0, clause 7.16: 9 s), and would give up. */
    private static final long BEFORE_IT_GIVES_UP = 9 * RasFlood.MOST_A_SECOND;

    private static final int PACKETS_OF_SOUND = 250;
    private static final int PAYLOAD_OF_20_MS = 160;
    private static final int G722 = 9;

    @TempDir
    private Path folder;

    /** Sends what comes back to where it came from. */
    private record Echo(RtpTransport transport) implements RtpListener {

        @Override
        public void rtp(RtpPacket packet, long arrival) {
            transport.send(packet);
        }

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {}

        @Override
        public void lost(String reason) {}
    }

    /** All else that is said: the flood shows each of its messages once. */
    private static final class WithoutFlood implements H323Trace {

        @Override
        public void datagram(
                String subject,
                Direction direction,
                InetSocketAddress local,
                InetSocketAddress remote,
                byte[] message) {
            if (remote.getAddress().equals(HERE)) {
                SentMessages.trace().datagram(subject, direction, local, remote, message);
            }
        }

        @Override
        public Connection connection(InetSocketAddress local, InetSocketAddress remote) {
            return SentMessages.trace().connection(local, remote);
        }
    }

    /**
     * Speaks for five seconds, and until there was enough of a flood, a packet each 20 ms.
     *
     * @return datagrams of the flood that went out while one was on its way, at the most
     */
    private static long speak(DatagramSocket room, InetSocketAddress to, RasFlood flood, BooleanSupplier enough)
            throws IOException {
        room.setSoTimeout(60_000);
        long worst = 0;
        long began = System.nanoTime();
        DatagramPacket back = new DatagramPacket(new byte[1_500], 1_500);
        for (int i = 0; i < PACKETS_OF_SOUND || !enough.getAsBoolean(); i++) {
            long due = began + Duration.ofMillis(20L * i).toNanos();
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            byte[] packet = ByteBuffer.allocate(RtpPacket.FIXED_HEADER + PAYLOAD_OF_20_MS)
                    .put((byte) 0x80)
                    .put((byte) G722)
                    .putShort((short) i)
                    .putInt(PAYLOAD_OF_20_MS * i)
                    .putInt(323)
                    .array();
            long before = flood.datagrams();
            room.send(new DatagramPacket(packet, packet.length, to));
            do {
                room.receive(back);
            } while (ByteBuffer.wrap(back.getData()).getShort(2) != (short) i);
            worst = Math.max(worst, flood.datagrams() - before);
        }
        return worst;
    }

    /** @return datagrams of the flood that went out meanwhile */
    private static long during(RasFlood flood, Step step) throws Exception {
        long before = flood.datagrams();
        step.run();
        return flood.datagrams() - before;
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void registers(Rig rig, String name) throws Exception {
        TestRegistration.made(rig.endpoint, name, "secret-" + name, new InetSocketAddress(HERE, 17_998))
                .close();
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void leavesCallsAndRegistrationsOfOthersAlone() throws Exception {
        try (Rig rig = new Rig(folder, PORTS, new WithoutFlood());
                DatagramSocket sound = new DatagramSocket(TestRoom.SOUND.media());
                TestRoom room = TestRoom.call(rig.endpoint.port(), "100**" + RememberingConferences.PIN, true, true)) {
            rig.devices.add("Зал 1", "room1", "secret-room1");
            rig.devices.add("Зал 2", "room2", "secret-room2");
            room.awaitSeen(CallAction.Connected.class);
            room.await(() -> rig.conferences
                            .media()
                            .receivedAudio()
                            .flatMap(audio -> audio.transport().ends(false))
                            .isPresent()
                    && rig.conferences.media().sentAudio().isPresent());
            RtpTransport transport =
                    rig.conferences.media().receivedAudio().orElseThrow().transport();
            transport.listener(new Echo(transport));
            InetSocketAddress gateway = transport.ends(false).orElseThrow().local();
            registers(rig, "room1");
            long before = usedMemory();

            long octets;
            CompletableFuture<Long> worst;
            try (RasFlood flood = new RasFlood(new InetSocketAddress(HERE, rig.endpoint.rasPort()), "room2")) {
                BooleanSupplier enough = () ->
                        flood.datagrams() >= MANY && rig.endpoint.malformed() > SOME && rig.endpoint.denied() > SOME;
                worst = CompletableFuture.supplyAsync(() -> {
                    try {
                        return speak(sound, gateway, flood, enough);
                    } catch (IOException e) {
                        throw new AssertionError("sound does not come back", e);
                    }
                });
                char key = '0';
                while (!worst.isDone() || !enough.getAsBoolean()) {
                    assertThat(flood.datagrams())
                            .as(
                                    "datagrams, of which %d were none, and %d guesses",
                                    rig.endpoint.malformed(), rig.endpoint.denied())
                            .isLessThan(MOST);
                    char pressed = key == '9' ? '0' : ++key;
                    key = pressed;
                    int already = digits(rig, pressed);
                    assertThat(during(flood, () -> {
                                room.press(new UserInputIndication.Alphanumeric(String.valueOf(pressed)));
                                room.await(() -> digits(rig, pressed) > already);
                            }))
                            .as("key pressed")
                            .isLessThan(IN_TIME);
                    assertThat(during(flood, () -> registers(rig, "room2")))
                            .as("registration")
                            .isLessThan(BEFORE_IT_GIVES_UP);
                }
                octets = flood.octets();
            }
            assertThat(worst.get()).as("sound").isLessThan(IN_TIME);
            registers(rig, "room1");
            assertThat(usedMemory() - before).as("memory that is kept").isLessThan(octets / 2);
            assertThat(rig.endpoint.calls()).isEqualTo(1);
        }
    }

    private static int digits(Rig rig, char digit) {
        return (int) rig.conferences.story().stream()
                .filter(("digit " + digit)::equals)
                .count();
    }
}
