package org.courtbridge.gateway.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that the gateway has an interface in, and nothing else in common with: whoever is in it reaches the gateway's address
 * there, and no other. A network namespace of its own, which ends with its process.
 */
final class AttachedNetwork implements AutoCloseable {

    private final Path folder;
    private final int number;
    private final ChildProcess holder;

    private AttachedNetwork(Path folder, int number, ChildProcess holder) {
        this.folder = folder;
        this.number = number;
        this.holder = holder;
    }

    /** @param number 1 to 99, another one for each network */
    static AttachedNetwork open(Path folder, int number) throws Exception {
        AttachedNetwork network =
                new AttachedNetwork(folder, number, HomeNetwork.namespace(folder, "attached" + number));
        try {
            network.connect();
            return network;
        } catch (Exception | AssertionError e) {
            network.close();
            throw e;
        }
    }

    private void connect() throws Exception {
        in("ip link set lo up");
        in(
                "ip link add lan type veth peer name net%d netns %d",
                number, ProcessHandle.current().pid());
        in("ip addr add %s/24 dev lan", room());
        in("ip link set lan addrgenmode none");
        in("ip link set lan up");
        here("ip link set net%d addrgenmode none", number);
        here("ip addr add %s/24 dev net%d", gateway(), number);
        here("ip link set net%d up", number);
    }

    /** The gateway's address in it. */
    String gateway() {
        return "10.91.%d.1".formatted(number);
    }

    /** The address of whoever is in it. */
    String room() {
        return "10.91.%d.2".formatted(number);
    }

    /** Where a room starts that is in it. */
    BaresipPeer.Place place() {
        return new BaresipPeer.Place(enter(), room());
    }

    /** What a room has to be told that is in it. */
    String settings() {
        return "sip_listen %s:5060\nnet_interface lan\n".formatted(room());
    }

    private List<String> enter() {
        return List.of("nsenter", "--target", Long.toString(holder.pid()), "--net");
    }

    private void in(String command, Object... arguments) throws Exception {
        List<String> words = new ArrayList<>(enter());
        words.addAll(List.of(command.formatted(arguments).split(" ")));
        ChildProcess.run(folder, "attached-network" + number, words);
    }

    private void here(String command, Object... arguments) throws Exception {
        ChildProcess.run(
                folder,
                "attached-network" + number,
                List.of(command.formatted(arguments).split(" ")));
    }

    @Override
    public void close() {
        holder.close();
    }
}
