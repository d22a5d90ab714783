package org.courtbridge.gateway.e2e;

import java.nio.file.Path;

/**
 * A network that the gateway has an interface in, and nothing else in common with: whoever is in it reaches the gateway's address
 * there, and no other. A network namespace of its own, which ends with its process.
 */
final class AttachedNetwork implements AutoCloseable {

    private final int number;
    private final ChildProcess holder;
    private final VethPair.Namespace inside;
    private final VethPair link;

    private AttachedNetwork(int number, ChildProcess holder, VethPair.Namespace inside, VethPair link) {
        this.number = number;
        this.holder = holder;
        this.inside = inside;
        this.link = link;
    }

    /** @param number 1 to 99, another one for each network */
    static AttachedNetwork open(Path folder, int number) throws Exception {
        ChildProcess holder = HomeNetwork.namespace(folder, "attached" + number);
        VethPair.Namespace inside = VethPair.Namespace.of(holder);
        try {
            inside.run(folder, "ip link set lo up");
            return new AttachedNetwork(
                    number,
                    holder,
                    inside,
                    VethPair.open(folder, "net" + number, gateway(number), inside, "lan", room(number)));
        } catch (Exception | AssertionError e) {
            holder.close();
            throw e;
        }
    }

    /** The gateway's address in it. */
    String gateway() {
        return gateway(number);
    }

    private static String gateway(int number) {
        return "10.91.%d.1".formatted(number);
    }

    /** The address of whoever is in it. */
    String room() {
        return room(number);
    }

    private static String room(int number) {
        return "10.91.%d.2".formatted(number);
    }

    /** Where a room starts that is in it. */
    BaresipPeer.Place place() {
        return new BaresipPeer.Place(inside.enter(), room());
    }

    /** What a room has to be told that is in it. */
    String settings() {
        return "sip_listen %s:5060\nnet_interface lan\n".formatted(room());
    }

    @Override
    public void close() throws Exception {
        try (ChildProcess last = holder) {
            link.close();
        }
    }
}
