package org.courtbridge.gateway.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.gateway.conference.RememberingConferences;
import org.courtbridge.gateway.measuring.Measurement;
import org.courtbridge.gateway.transport.PortRange;
import org.courtbridge.gateway.transport.RtpListener;
import org.courtbridge.gateway.transport.RtpTransport;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.h245.UserInputIndication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call while the gatekeeper beside it is flooded. */
class RasFloodTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final PortRange PORTS = new PortRange(43_300, 43_399);

    private static final long MANY = 30_000;

    /** A key pressed, or a packet sent: until it is there. */
    private static final Duration IN_TIME = Duration.ofSeconds(2);

    /** A room that asks for registration has asked three times by then (H.225.0, clause 7.16), and would give up. */
    private static final Duration BEFORE_IT_GIVES_UP = Duration.ofSeconds(9);

    /** Whatever has not come back by then. */
    private static final Duration LOST = Duration.ofSeconds(20);

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

    /** Speaks for five seconds, a packet each 20 ms. @return the longest that one took to come back */
    private static Duration speak(DatagramSocket room, InetSocketAddress to) throws IOException {
        room.setSoTimeout((int) LOST.toMillis());
        long worst = 0;
        long began = System.nanoTime();
        DatagramPacket back = new DatagramPacket(new byte[1_500], 1_500);
        for (int i = 0; i < PACKETS_OF_SOUND; i++) {
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
            long sent = System.nanoTime();
            room.send(new DatagramPacket(packet, packet.length, to));
            do {
                room.receive(back);
            } while (ByteBuffer.wrap(back.getData()).getShort(2) != (short) i);
            worst = Math.max(worst, System.nanoTime() - sent);
        }
        return Duration.ofNanos(worst);
    }

    private static Duration took(Step step) throws Exception {
        long began = System.nanoTime();
        step.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static Duration registers(Rig rig, String name) throws Exception {
        return took(
                () -> TestRegistration.made(rig.endpoint, name, "secret-" + name, new InetSocketAddress(HERE, 17_998))
                        .close());
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** What others waited for at most while the flood came. */
    private record Waits(Duration key, Duration registration, Duration sound) {

        List<String> complaints() {
            boolean good = key.compareTo(IN_TIME) < 0
                    && registration.compareTo(BEFORE_IT_GIVES_UP) < 0
                    && sound.compareTo(IN_TIME) < 0;
            return good ? List.of() : List.of(toString());
        }
    }

    @Test
    void leavesCallsAndRegistrationsOfOthersAlone() throws Exception {
        System.out.println(flood());
    }

    @Test
    @Tag("measures")
    void keepsOthersWaitingForNothing() throws Exception {
        Measurement.holds(() -> flood().complaints());
    }

    private Waits flood() throws Exception {
        try (Rig rig = new Rig(folder, PORTS, new WithoutFlood());
                DatagramSocket sound = new DatagramSocket(TestRoom.SOUND.media());
                TestRoom room = TestRoom.call(rig.endpoint.port(), "100**" + RememberingConferences.PIN, true, true)) {
            rig.devices.add("Зал 1", "room1", "secret-room1");
            rig.devices.add("Зал 2", "room2", "secret-room2");
            room.awaitSeen(CallAction.Connected.class);
            room.await(() -> rig.conferences.media().receivedAudio().isPresent()
                    && rig.conferences.media().sentAudio().isPresent());
            RtpTransport transport =
                    rig.conferences.media().receivedAudio().orElseThrow().transport();
            transport.listener(new Echo(transport));
            InetSocketAddress gateway = transport.ends(false).orElseThrow().local();
            registers(rig, "room1");
            long before = usedMemory();

            long octets;
            Waits waits;
            CompletableFuture<Duration> worst;
            try (RasFlood flood = new RasFlood(new InetSocketAddress(HERE, rig.endpoint.rasPort()), "room2")) {
                worst = CompletableFuture.supplyAsync(() -> {
                    try {
                        return speak(sound, gateway);
                    } catch (IOException e) {
                        throw new AssertionError("sound does not come back", e);
                    }
                });
                Duration longestKey = Duration.ZERO;
                Duration longestRegistration = Duration.ZERO;
                char key = '0';
                while (!worst.isDone() || flood.datagrams() < MANY) {
                    char pressed = key == '9' ? '0' : ++key;
                    key = pressed;
                    int already = digits(rig, pressed);
                    longestKey = longer(longestKey, took(() -> {
                        room.press(new UserInputIndication.Alphanumeric(String.valueOf(pressed)));
                        room.await(() -> digits(rig, pressed) > already);
                    }));
                    longestRegistration = longer(longestRegistration, registers(rig, "room2"));
                }
                octets = flood.octets();
                waits = new Waits(longestKey, longestRegistration, worst.get());
            }
            registers(rig, "room1");
            assertThat(usedMemory() - before).as("memory that is kept").isLessThan(octets / 2);
            assertThat(rig.endpoint.malformed()).as("datagrams that are none").isGreaterThan(MANY / 10);
            assertThat(rig.endpoint.denied()).as("guesses").isGreaterThan(MANY / 10);
            assertThat(rig.endpoint.calls()).isEqualTo(1);
            return waits;
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static int digits(Rig rig, char digit) {
        return (int) rig.conferences.story().stream()
                .filter(("digit " + digit)::equals)
                .count();
    }
}
