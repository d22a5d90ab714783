package org.courtbridge.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.courtbridge.devices.pjlink.PjlinkDisplay;
import org.courtbridge.devices.pjlink.PjlinkSimulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many devices at once, by no more threads than a few. */
@Timeout(120)
class FleetTest {

    private static final int DEVICES = 300;

    @Test
    void asksManyDevicesByTheThreadsOfOne() {
        try (PjlinkSimulator display = new PjlinkSimulator(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2, Optional.empty());
                DeviceNetwork network = DeviceNetwork.withFixedLimits(
                        PatientLimits.PATIENT, CertificatePins.inMemory(), SimulatorPlaces.LOOPBACK)) {
            PjlinkDisplay.at(network, display.address(), Optional.empty())
                    .status()
                    .join();
            int threads = platformThreads();
            List<RoomDevice> fleet = IntStream.range(0, DEVICES)
                    .mapToObj(_ -> PjlinkDisplay.at(network, display.address(), Optional.empty()))
                    .toList();
            List<CompletableFuture<DeviceStatus>> asked =
                    fleet.stream().map(RoomDevice::status).toList();
            assertThat(asked)
                    .allSatisfy(status -> assertThat(status.join().power()).contains(Power.ON));
            assertThat(platformThreads()).isLessThanOrEqualTo(threads + 4);
            fleet.forEach(RoomDevice::close);
        }
    }

    private static int platformThreads() {
        return Thread.getAllStackTraces().size();
    }
}
