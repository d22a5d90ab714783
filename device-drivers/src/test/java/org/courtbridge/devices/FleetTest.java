package org.courtbridge.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.courtbridge.devices.FleetPoll.Finding;
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
                DeviceNetwork network = new DeviceNetwork(DriverLimits.USUAL, CertificatePins.inMemory())) {
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

    @Test
    void asksSoManyAtOnceAndNoMore() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<RoomDevice> fleet = IntStream.range(0, 50)
                .<RoomDevice>mapToObj(
                        number -> new DrivenDevice(new Counted(open, most, number % 10 == 0), DriverLimits.USUAL))
                .toList();
        Map<RoomDevice, Finding> found = new ConcurrentHashMap<>();
        new FleetPoll(7).ask(fleet, found::put).join();
        assertThat(found).hasSize(50);
        assertThat(found.values()).filteredOn(Finding.Failed.class::isInstance).hasSize(5);
        assertThat(most.get()).isBetween(2, 7);
    }

    /** Counts how many are asked at the same time. */
    private record Counted(AtomicInteger open, AtomicInteger most, boolean broken) implements Driver {

        @Override
        public CompletableFuture<DeviceStatus> status() {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(
                    () -> {
                        open.decrementAndGet();
                        if (broken) {
                            throw new DeviceException(DeviceFault.REFUSED, "broken");
                        }
                        return DeviceStatus.builder().build();
                    },
                    CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
        }

        @Override
        public CompletableFuture<Set<Capability>> capabilities() {
            return CompletableFuture.completedFuture(Set.of());
        }

        @Override
        public CompletableFuture<DeviceIdentity> identify() {
            throw new AssertionError("not asked");
        }

        @Override
        public CompletableFuture<Void> perform(DeviceCommand command) {
            throw new AssertionError("not asked");
        }

        @Override
        public CompletableFuture<List<StreamStatistics>> callStatistics() {
            throw new AssertionError("not asked");
        }

        @Override
        public void disconnect() {}
    }
}
