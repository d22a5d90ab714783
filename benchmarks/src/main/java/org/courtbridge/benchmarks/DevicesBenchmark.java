package org.courtbridge.benchmarks;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DriverLimits;
import org.courtbridge.devices.FleetPoll;
import org.courtbridge.devices.FleetPoll.Finding;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.cisco.CiscoCameraRange;
import org.courtbridge.devices.cisco.CiscoCodec;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.devices.lifesize.LifesizeCodec;
import org.courtbridge.devices.lifesize.LifesizeSimulator;
import org.courtbridge.devices.onvif.OnvifCamera;
import org.courtbridge.devices.onvif.OnvifSimulator;
import org.courtbridge.devices.pjlink.PjlinkDisplay;
import org.courtbridge.devices.pjlink.PjlinkSimulator;
import org.courtbridge.devices.polygroup.PolyGroupCodec;
import org.courtbridge.devices.polygroup.PolyGroupSimulator;
import org.courtbridge.devices.polyrest.PolyRestCodec;
import org.courtbridge.devices.polyrest.PolyRestSimulator;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.visca.ViscaCamera;
import org.courtbridge.devices.visca.ViscaRange;
import org.courtbridge.devices.visca.ViscaSimulator;

/**
 * What it costs to ask 10,000 devices of all families how they are, some rounds one after the other: seconds, threads, and
 * what is on the heap after it. One simulator a family stands for all its devices, which differ by their address in 127.0.0.0/8,
 * so that each has a connection and a certificate of its own. Both ends are in this process, so the figures are of both.
 */
public final class DevicesBenchmark {

    private static final int DEVICES = 10_000;
    private static final int AT_ONCE = 256;
    private static final int ROUNDS = 3;
    private static final Credentials ADMIN = new Credentials("admin", "Sesam");

    private final List<RoomDevice> fleet = new ArrayList<>();
    private final DeviceNetwork network = new DeviceNetwork(DriverLimits.USUAL, CertificatePins.inMemory());

    private DevicesBenchmark() {}

    /** @param arguments how many devices; without, 10,000 */
    public static void main(String[] arguments) throws UnknownHostException {
        new DevicesBenchmark().run(arguments.length == 0 ? DEVICES : Integer.parseInt(arguments[0]));
    }

    private void run(int devices) throws UnknownHostException {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0);
        URI stream = URI.create("rtsp://192.0.2.1/main");
        InstantSource clock = InstantSource.system();
        try (Simulator pjlink = new PjlinkSimulator(anywhere, 2, Optional.of(ADMIN.password()));
                Simulator visca = new ViscaSimulator(anywhere, ViscaRange.SRG);
                Simulator cisco = new CiscoSimulator(anywhere, ADMIN);
                Simulator polyRest = new PolyRestSimulator(anywhere, ADMIN);
                Simulator onvif = new OnvifSimulator(anywhere, ADMIN, stream, clock, OnvifSimulator.Turning.TURNS);
                Simulator telnet = PolyGroupSimulator.overTelnet(anywhere, Optional.of(ADMIN.password()));
                Simulator ssh = PolyGroupSimulator.overSsh(anywhere, ADMIN);
                Simulator lifesize = new LifesizeSimulator(anywhere, ADMIN)) {
            add(devices * 40 / 100, pjlink, at -> PjlinkDisplay.at(network, at, Optional.of(ADMIN.password())));
            add(devices * 20 / 100, visca, at -> ViscaCamera.at(network, at, ViscaRange.SRG));
            add(devices / 10, cisco, at -> CiscoCodec.overHttp(network, at, ADMIN, CiscoCameraRange.PRECISION_HD));
            add(devices / 10, polyRest, at -> PolyRestCodec.at(network, at, ADMIN));
            add(devices / 10, onvif, at -> OnvifCamera.at(network, at, ADMIN, clock));
            add(devices * 8 / 100, telnet, at -> PolyGroupCodec.overTelnet(network, at, ADMIN));
            add(devices / 100, ssh, at -> PolyGroupCodec.overSsh(network, at, ADMIN));
            add(devices - fleet.size(), lifesize, at -> LifesizeCodec.at(network, at, ADMIN));
            for (int round = 1; round <= ROUNDS; round++) {
                poll(round);
            }
        } finally {
            fleet.forEach(RoomDevice::close);
            network.close();
        }
    }

    private void add(int count, Simulator simulator, Function<DeviceAddress, RoomDevice> device) {
        int port = simulator.address().port();
        for (int i = 0; i < count; i++) {
            int number = fleet.size() + 1;
            String host = "127.%d.%d.%d".formatted(1 + number / 65_536, number / 256 % 256, number % 256);
            fleet.add(device.apply(new DeviceAddress(host, port)));
        }
    }

    private void poll(int round) {
        AtomicInteger told = new AtomicInteger();
        Map<String, Integer> failures = new ConcurrentHashMap<>();
        long before = System.nanoTime();
        new FleetPoll(AT_ONCE)
                .ask(fleet, (_, finding) -> {
                    switch (finding) {
                        case Finding.Told _ -> told.incrementAndGet();
                        case Finding.Failed failed ->
                            failures.merge(String.valueOf(failed.why().getMessage()), 1, Integer::sum);
                    }
                })
                .join();
        double seconds = (System.nanoTime() - before) / 1e9;
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "round=%d devices=%d told=%d seconds=%.1f heap_mb=%d threads=%d failures=%s%n",
                round,
                fleet.size(),
                told.get(),
                seconds,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                failures);
    }
}
