package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A room whose sound is one steady tone in G.711, packet by packet, so that the smallest gap in what another one hears is
 * seen. sipp sets up its call; it has no picture.
 */
final class SteadyRoom implements AutoCloseable {

    static final long PACKET_NANOS = 20_000_000;

    private static final int SAMPLES = 160;
    private static final int PCMA = 8;

    /** A thousand times a second, in samples as G.711 has them. */
    private static final int[] WAVE = {0, 5_632, 8_064, 5_632, 0, -5_632, -8_064, -5_632};

    /** Root mean square of the tone. */
    static final double LEVEL = 5_731;

    private final DatagramSocket socket;
    private final ChildProcess sipp;
    private final List<Packet> packets = new ArrayList<>();
    private final List<Long> sent = new ArrayList<>();
    private volatile InetSocketAddress gateway = new InetSocketAddress(0);

    /**
     * One that arrived.
     *
     * @param at by {@link System#nanoTime}
     * @param level root mean square of its samples, where a full square wave has 32,768
     */
    record Packet(long at, int sequence, double level) {}

    private SteadyRoom(DatagramSocket socket, ChildProcess sipp) {
        this.socket = socket;
        this.sipp = sipp;
    }

    /** Calls; its sound flows once it hears the other side. */
    static SteadyRoom call(Court court, int party) throws Exception {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(Scratch.ADDRESS, 45_000 + 10 * party));
        Path user = Files.writeString(
                court.folder().resolve("user" + party + ".csv"),
                "SEQUENTIAL\n" + credentials("room" + party, court.addDevice(party)));
        List<String> arguments = List.of(
                "-inf",
                user.toString(),
                "-key",
                "number",
                Court.NUMBER,
                "-key",
                "sound",
                Integer.toString(socket.getLocalPort()),
                "-m",
                "1");
        SteadyRoom room = new SteadyRoom(socket, sipp(court.folder(), "stays", "room" + party, arguments));
        Thread.ofPlatform().daemon().name("ears-" + party).start(room::listen);
        Thread.ofPlatform().daemon().name("mouth-" + party).start(room::speak);
        return room;
    }

    /** A line of what sipp calls an injection file. */
    static String credentials(String user, String password) {
        return "%1$s;[authentication username=%1$s password=%2$s];\n".formatted(user, password);
    }

    /**
     * Starts sipp against the gateway.
     *
     * @param name of its output
     */
    static ChildProcess sipp(Path folder, String scenario, String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sipp",
                Scratch.ADDRESS + ":" + GatewayProcess.SIP_PORT,
                "-sf",
                Path.of("src/test/resources/sipp", scenario + ".xml")
                        .toAbsolutePath()
                        .toString(),
                "-nostdin",
                "-trace_err"));
        command.addAll(arguments);
        if (!command.contains("-i")) {
            command.addAll(List.of("-i", Scratch.ADDRESS));
        }
        return ChildProcess.start(folder, "sipp-" + name, Map.of(), command);
    }

    /** Waits until it hears anything at all. */
    void awaitSound() {
        Await.until("sound for a steady room", Court.PATIENCE, () -> {
            assertThat(sipp.isAlive()).as(sipp.log()).isTrue();
            return packetsSince(0).size() > 10;
        });
    }

    List<Packet> packetsSince(long nanoTime) {
        synchronized (packets) {
            return packets.stream().filter(packet -> packet.at >= nanoTime).toList();
        }
    }

    /** The longest time between two packets that it sent itself since then, in milliseconds. */
    double longestPauseSince(long nanoTime) {
        synchronized (sent) {
            double longest = 0;
            for (int i = 1; i < sent.size(); i++) {
                if (sent.get(i - 1) >= nanoTime) {
                    longest = Math.max(longest, (sent.get(i) - sent.get(i - 1)) / 1e6);
                }
            }
            return longest;
        }
    }

    private void listen() {
        byte[] bytes = new byte[2_048];
        DatagramPacket datagram = new DatagramPacket(bytes, bytes.length);
        try {
            while (true) {
                datagram.setLength(bytes.length);
                socket.receive(datagram);
                long at = System.nanoTime();
                gateway = (InetSocketAddress) datagram.getSocketAddress();
                if (datagram.getLength() == 12 + SAMPLES && (bytes[1] & 0x7F) == PCMA) {
                    int sequence = ByteBuffer.wrap(bytes).getShort(2) & 0xFFFF;
                    synchronized (packets) {
                        packets.add(new Packet(at, sequence, level(bytes)));
                    }
                }
            }
        } catch (SocketException closed) {
            // The room has left.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static double level(byte[] packet) {
        double sum = 0;
        for (int i = 12; i < 12 + SAMPLES; i++) {
            double sample = linear(packet[i]);
            sum += sample * sample;
        }
        return Math.sqrt(sum / SAMPLES);
    }

    /** ITU-T G.711, table 1a. */
    private static int linear(byte code) {
        int bits = code ^ 0x55;
        int segment = (bits >> 4) & 7;
        int step = ((bits & 0xF) << 4) | 8;
        int magnitude = segment == 0 ? step : (step + 0x100) << (segment - 1);
        return (bits & 0x80) == 0 ? -magnitude : magnitude;
    }

    private static byte alaw(int sample) {
        int magnitude = Math.min(Math.abs(sample), 32_255);
        int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
        int step = (magnitude >> Math.max(4, segment + 3)) & 0xF;
        return (byte) ((sample >= 0 ? 0x80 : 0) ^ 0x55 ^ ((segment << 4) | step));
    }

    private void speak() {
        byte[] packet = new byte[12 + SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            packet[12 + i] = alaw(WAVE[i % WAVE.length]);
        }
        ByteBuffer header = ByteBuffer.wrap(packet).put(0, (byte) 0x80).put(1, (byte) PCMA);
        header.putInt(8, socket.getLocalPort());
        long due = System.nanoTime();
        for (int n = 0; !socket.isClosed(); n++) {
            header.putShort(2, (short) n).putInt(4, n * SAMPLES);
            try {
                if (gateway.getPort() != 0) {
                    socket.send(new DatagramPacket(packet, packet.length, gateway));
                    synchronized (sent) {
                        sent.add(System.nanoTime());
                    }
                }
            } catch (SocketException closed) {
                return;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            due += PACKET_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    @Override
    public void close() {
        socket.close();
        sipp.close();
    }
}
