package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A network behind a NAT, with one party in it: two network namespaces of its own, the party's and the router's, which
 * end with their processes. The router hides the party behind its outer address (masquerade), and may be given another one, as
 * by a provider overnight; then it forgets every connection that it knew.
 */
final class HomeNetwork implements AutoCloseable {

    private final Path folder;
    private final int number;
    private final ChildProcess router;
    private final ChildProcess room;
    private final VethPair.Namespace inRouter;
    private final VethPair.Namespace inRoom;
    private final Deque<VethPair> links = new ArrayDeque<>();
    private int address = 2;

    private HomeNetwork(Path folder, int number, ChildProcess router, ChildProcess room) {
        this.folder = folder;
        this.number = number;
        this.router = router;
        this.room = room;
        this.inRouter = VethPair.Namespace.of(router);
        this.inRoom = VethPair.Namespace.of(room);
    }

    /** @param number 1 to 99, another one for each network */
    static HomeNetwork open(Path folder, int number) throws Exception {
        HomeNetwork home = new HomeNetwork(
                folder, number, namespace(folder, "router" + number), namespace(folder, "home" + number));
        try {
            home.connect();
            return home;
        } catch (Exception | AssertionError e) {
            home.close();
            throw e;
        }
    }

    /** A process that holds a network namespace of its own, without any link. */
    static ChildProcess namespace(Path folder, String name) throws IOException {
        ChildProcess holder = ChildProcess.start(folder, name, Map.of(), List.of("unshare", "--net", "sleep", "600"));
        Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        Await.until(
                "a network namespace",
                Court.PATIENCE,
                () -> !Files.readSymbolicLink(Path.of("/proc", Long.toString(holder.pid()), "ns", "net"))
                        .equals(own));
        return holder;
    }

    private void connect() throws Exception {
        in(inRouter, "ip link set lo up");
        link("home", "10.79.%d.1".formatted(number), inRouter, "out", outerAddress());
        in(inRouter, "ip route add default via 10.79.%d.1", number);
        in(inRouter, "ip link add in type veth peer name lan netns %d", room.pid());
        in(inRouter, "ip addr add 192.168.%d.1/24 dev in", 100 + number);
        in(inRouter, "ip link set in up");
        in(inRouter, "sysctl -q -w net.ipv4.ip_forward=1");
        in(inRouter, "nft add table ip nat");
        in(inRouter, "nft add chain ip nat out { type nat hook postrouting priority 100 ; }");
        in(inRouter, "nft add rule ip nat out oifname out masquerade");

        in(inRoom, "ip link set lo up");
        in(inRoom, "ip addr add 192.168.%d.2/24 dev lan", 100 + number);
        // No address comes later by itself, which a browser inside would take for a change of network.
        in(inRoom, "ip link set lan addrgenmode none");
        in(inRoom, "ip link set lan up");
        in(inRoom, "ip route add default via 192.168.%d.1", 100 + number);
        link("control", "10.80.%d.1".formatted(number), inRoom, "control", control());
    }

    private void link(String near, String address, VethPair.Namespace there, String far, String farAddress)
            throws Exception {
        links.push(VethPair.open(folder, near + number, address, there, far, farAddress));
    }

    private String control() {
        return "10.80.%d.2".formatted(number);
    }

    /** By which the gateway sees the room. */
    String outerAddress() {
        return "10.79.%d.%d".formatted(number, address);
    }

    /** From now on the gateway sees the room by another address, and nothing that goes to the one before arrives. */
    void move() throws Exception {
        in(inRouter, "ip addr del %s/24 dev out", outerAddress());
        address++;
        in(inRouter, "ip addr add %s/24 dev out", outerAddress());
        in(inRouter, "ip route add default via 10.79.%d.1", number);
    }

    /** Inside. */
    BaresipPeer.Place place() {
        return new BaresipPeer.Place(inRoom.enter(), control());
    }

    /** A program that starts another one inside. */
    Path launcher(Path program) throws IOException {
        List<String> command = new ArrayList<>(inRoom.enter());
        command.add(program.toString());
        return Launcher.of(folder, "home" + number, command);
    }

    /** What a room has to be told that is inside. */
    String settings() {
        return "sip_listen 192.168.%d.2:5060\nnet_interface lan\n".formatted(100 + number);
    }

    private void in(VethPair.Namespace namespace, String command, Object... arguments) throws Exception {
        namespace.run(folder, command.formatted(arguments));
    }

    @Override
    public void close() throws Exception {
        try (ChildProcess first = router;
                ChildProcess second = room) {
            while (!links.isEmpty()) {
                links.pop().close();
            }
        }
    }
}
