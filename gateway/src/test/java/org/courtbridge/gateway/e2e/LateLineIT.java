package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.courtbridge.gateway.e2e.Lateness.Weather;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The late line of the tests themselves: real packets to the far end and back take as long as was said. */
@Tag("measures")
class LateLineIT {

    private static final int PARTY = 15;
    private static final int PACKETS = 150;
    private static final InetSocketAddress ECHO = new InetSocketAddress("10.79.15.2", 7_007);

    @Test
    void packetsAreAsLateBothWaysAsTheWeatherHasIt() throws Exception {
        Path folder = Scratch.folder("LateLineIT");
        try (PhoneLine line = PhoneLine.openLate(folder, PARTY);
                ChildProcess echo = ChildProcess.start(
                        folder,
                        "echo",
                        Map.of(),
                        List.of(
                                line.launcher(Path.of("/usr/bin/socat")).toString(),
                                "UDP-LISTEN:" + ECHO.getPort(),
                                "PIPE"));
                DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(2);
            Await.until(
                    "an echo",
                    Duration.ofSeconds(60),
                    () -> roundTrips(socket, 1).size() == 1);

            line.weather(new Weather(Duration.ofMillis(50), Duration.ofMillis(30), 0));
            Proof.holds(() -> complaints(roundTrips(socket, PACKETS)));
            assertThat(echo.isAlive()).isTrue();
        }
    }

    private static List<String> complaints(List<Double> trips) {
        double shortest = trips.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double mean = trips.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        boolean good = trips.size() == PACKETS && shortest >= 100 && shortest <= 125 && mean >= 120 && mean <= 165;
        return good
                ? List.of()
                : List.of("%d of %d came back, after %.0f ms at least and %.0f ms in the mean"
                        .formatted(trips.size(), PACKETS, shortest, mean));
    }

    /** Of packets every 20 ms, in milliseconds, in the order in which they came back. */
    private static List<Double> roundTrips(DatagramSocket socket, int count) throws Exception {
        List<Double> trips = new ArrayList<>();
        DatagramPacket received = new DatagramPacket(new byte[1_000], 1_000);
        InetAddress to = ECHO.getAddress();
        long end = System.nanoTime() + Duration.ofMillis(20L * count + 1_500).toNanos();
        long next = System.nanoTime();
        int sent = 0;
        while (trips.size() < count && System.nanoTime() < end) {
            if (sent < count && System.nanoTime() >= next) {
                byte[] time = ByteBuffer.allocate(8).putLong(System.nanoTime()).array();
                socket.send(new DatagramPacket(time, time.length, to, ECHO.getPort()));
                sent++;
                next += 20_000_000;
            }
            try {
                socket.receive(received);
                // A pipe may put two of them together.
                ByteBuffer times = ByteBuffer.wrap(received.getData(), 0, received.getLength());
                while (times.hasRemaining()) {
                    trips.add((System.nanoTime() - times.getLong()) / 1e6);
                }
            } catch (SocketTimeoutException e) {
                // Nothing yet: the next one is due.
                assertThat(sent).isPositive();
            }
        }
        return trips;
    }
}
