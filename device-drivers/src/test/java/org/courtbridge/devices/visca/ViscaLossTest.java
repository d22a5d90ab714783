package org.courtbridge.devices.visca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DriverLimits;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.SimulatorPlaces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A line between camera and driver that loses what it is told to lose. */
@Timeout(300)
class ViscaLossTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final CameraPosition ASIDE = new CameraPosition(0.5, 0.5, 0.5);
    private static final DriverLimits LIMITS = new DriverLimits(
            Duration.ofSeconds(60),
            Duration.ofMillis(1_800),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMillis(20));

    @Test
    void whatIsLostOnTheWayIsSaidAgain() throws Exception {
        moves(number -> number % 2 == 1, _ -> false);
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgain() throws Exception {
        moves(_ -> false, number -> number % 3 == 1);
    }

    private static void moves(IntPredicate lostThere, IntPredicate lostBack) throws Exception {
        try (ViscaSimulator camera = ViscaSimulator.oneCamera(new InetSocketAddress(HERE, 0), ViscaRange.SRG);
                Line line = new Line(camera.address(), lostThere, lostBack);
                DeviceNetwork network =
                        DeviceNetwork.withFixedLimits(LIMITS, CertificatePins.inMemory(), SimulatorPlaces.LOOPBACK);
                RoomDevice device = ViscaCamera.at(network, line.address(), ViscaRange.SRG)) {
            device.perform(new DeviceCommand.MoveCamera(ASIDE)).join();
            assertThat(camera.room().camera().isNear(ASIDE, 0.001)).isTrue();
            assertThat(line.lost.get()).isPositive();
        }
    }

    private static final class Line implements AutoCloseable {

        final AtomicInteger lost = new AtomicInteger();
        private final DatagramSocket driverSide = new DatagramSocket(new InetSocketAddress(HERE, 0));
        private final DatagramSocket cameraSide = new DatagramSocket(new InetSocketAddress(HERE, 0));
        private volatile InetSocketAddress driver = new InetSocketAddress(HERE, 9);

        Line(DeviceAddress camera, IntPredicate lostThere, IntPredicate lostBack) throws SocketException {
            InetSocketAddress there = new InetSocketAddress(camera.host(), camera.port());
            Thread.ofVirtual()
                    .start(() -> carry(driverSide, cameraSide, lostThere, from -> {
                        driver = from;
                        return there;
                    }));
            Thread.ofVirtual().start(() -> carry(cameraSide, driverSide, lostBack, _ -> driver));
        }

        DeviceAddress address() {
            return new DeviceAddress(HERE.getHostAddress(), driverSide.getLocalPort());
        }

        private void carry(
                DatagramSocket in, DatagramSocket out, IntPredicate loses, UnaryOperator<InetSocketAddress> to) {
            int number = 0;
            while (!in.isClosed()) {
                DatagramPacket packet = new DatagramPacket(new byte[64], 64);
                try {
                    in.receive(packet);
                    InetSocketAddress next = to.apply((InetSocketAddress) packet.getSocketAddress());
                    if (loses.test(++number)) {
                        lost.incrementAndGet();
                    } else {
                        packet.setSocketAddress(next);
                        out.send(packet);
                    }
                } catch (IOException e) {
                    return;
                }
            }
        }

        @Override
        public void close() {
            driverSide.close();
            cameraSide.close();
        }
    }
}
