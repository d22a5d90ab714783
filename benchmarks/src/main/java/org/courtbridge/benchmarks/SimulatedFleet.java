package org.courtbridge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.devices.lifesize.LifesizeSimulator;
import org.courtbridge.devices.onvif.OnvifSimulator;
import org.courtbridge.devices.pjlink.PjlinkSimulator;
import org.courtbridge.devices.polygroup.PolyGroupSimulator;
import org.courtbridge.devices.polyrest.PolyRestSimulator;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.visca.ViscaRange;
import org.courtbridge.devices.visca.ViscaSimulator;

/**
 * Ten thousand devices, as the gateway finds them: one simulator a family stands for all its devices, which differ by their
 * address in 127.0.0.0/8, so that each has a connection, and a certificate, of its own. A program: it says the port of each
 * family, as {@code NAME=PORT}, and stands until it is ended.
 */
final class SimulatedFleet {

    static final Credentials ADMIN = new Credentials("admin", "Sesam");

    /** Of a hundred devices: the families' names are those of the inventory, with underscores. */
    private static final SequencedMap<String, Integer> SHARES = shares();

    private SimulatedFleet() {}

    private static SequencedMap<String, Integer> shares() {
        SequencedMap<String, Integer> shares = new LinkedHashMap<>();
        shares.put("pjlink", 40);
        shares.put("visca", 20);
        shares.put("cisco-ce", 10);
        shares.put("poly-rest", 10);
        shares.put("onvif", 10);
        shares.put("poly-group-telnet", 8);
        shares.put("poly-group", 1);
        shares.put("lifesize", 1);
        return shares;
    }

    /** One of them. @param family as the inventory names it */
    record Member(String family, String address) {}

    /** @param count at least a hundred */
    static List<Member> members(int count, Map<String, Long> ports) {
        List<Member> members = new ArrayList<>();
        SHARES.forEach((family, share) -> {
            for (int i = 0; i < count * share / 100; i++) {
                int number = members.size() + 1;
                members.add(new Member(
                        family,
                        "127.%d.%d.%d:%d"
                                .formatted(
                                        1 + number / 65_536,
                                        number / 256 % 256,
                                        number % 256,
                                        ports.getOrDefault(family, 0L))));
            }
        });
        return members;
    }

    /** Reads what a process of this program says first. */
    static Map<String, Long> ports(LoadProcess process) throws IOException {
        Map<String, Long> ports = new LinkedHashMap<>();
        process.await("fleet");
        SHARES.keySet().forEach(family -> ports.put(family, process.value(figure(family))));
        return ports;
    }

    private static String figure(String family) {
        return family.replace('-', '_');
    }

    /** @param arguments none */
    public static void main(String[] arguments) throws Exception {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0);
        URI stream = URI.create("rtsp://192.0.2.1/main");
        InstantSource clock = InstantSource.system();
        Map<String, Simulator> simulators = Map.of(
                "pjlink", new PjlinkSimulator(anywhere, 2, Optional.of(ADMIN.password())),
                "visca", new ViscaSimulator(anywhere, ViscaRange.SRG),
                "cisco-ce", new CiscoSimulator(anywhere, ADMIN),
                "poly-rest", new PolyRestSimulator(anywhere, ADMIN),
                "onvif", new OnvifSimulator(anywhere, ADMIN, stream, clock, OnvifSimulator.Turning.TURNS),
                "poly-group-telnet", PolyGroupSimulator.overTelnet(anywhere, Optional.of(ADMIN.password())),
                "poly-group", PolyGroupSimulator.overSsh(anywhere, ADMIN),
                "lifesize", new LifesizeSimulator(anywhere, ADMIN));
        StringBuilder line = new StringBuilder("fleet=" + simulators.size());
        simulators.forEach((family, simulator) -> line.append(String.format(
                Locale.ROOT, " %s=%d", figure(family), simulator.address().port())));
        System.out.println(line);
        new CountDownLatch(1).await();
    }
}
