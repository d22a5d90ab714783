package org.courtbridge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
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
        SHARES.forEach((family, share) -> hosts(count, family)
                .forEach(host -> members.add(new Member(family, host + ":" + ports.getOrDefault(family, 0L)))));
        return members;
    }

    /** Addresses of the devices of a family. */
    private static List<String> hosts(int count, String family) {
        int number = 1;
        for (Map.Entry<String, Integer> share : SHARES.entrySet()) {
            int members = count * share.getValue() / 100;
            if (share.getKey().equals(family)) {
                return IntStream.range(number, number + members)
                        .mapToObj(SimulatedFleet::host)
                        .toList();
            }
            number += members;
        }
        throw new IllegalArgumentException("family: " + family);
    }

    private static String host(int number) {
        return "127.%d.%d.%d".formatted(1 + number / 65_536, number / 256 % 256, number % 256);
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

    /** @param arguments how many devices, at least a hundred */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0);
        URI stream = URI.create("rtsp://192.0.2.1/main");
        InstantSource clock = InstantSource.system();
        Map<String, Simulator> simulators = Map.of(
                "pjlink", new PjlinkSimulator(anywhere, 2, Optional.of(ADMIN.password())),
                "visca", cameras(count),
                "cisco-ce", CiscoSimulator.overHttps(anywhere, ADMIN),
                "poly-rest", PolyRestSimulator.withOwnCertificate(anywhere, ADMIN),
                "onvif", new OnvifSimulator(anywhere, ADMIN, stream, clock, OnvifSimulator.Turning.TURNS),
                "poly-group-telnet", PolyGroupSimulator.overTelnet(anywhere, Optional.of(ADMIN.password())),
                "poly-group", PolyGroupSimulator.overSsh(anywhere, ADMIN),
                "lifesize", LifesizeSimulator.icon(anywhere, ADMIN));
        StringBuilder line = new StringBuilder("fleet=" + simulators.size());
        simulators.forEach((family, simulator) -> line.append(String.format(
                Locale.ROOT, " %s=%d", figure(family), simulator.address().port())));
        System.out.println(line);
        new CountDownLatch(1).await();
    }

    /** By UDP, where one socket for all addresses would answer from another one than was asked. */
    private static ViscaSimulator cameras(int count) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String host : hosts(count, "visca")) {
            addresses.add(InetAddress.getByName(host));
        }
        return new ViscaSimulator(
                new InetSocketAddress(addresses.getFirst(), 0), addresses.subList(1, addresses.size()), ViscaRange.SRG);
    }
}
