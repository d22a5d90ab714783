package org.courtbridge.gateway.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two virtual Ethernet devices (veth(4)) that are the ends of one cable: the near one here, the far one in another network namespace.
 *
 * <p>Nothing happens to the near one but what a test says: browsers take each address and each device that comes or goes for a change of
 * network, and give up what they load. So IPv6 makes no addresses for them, which come a second or two later, and the near one is gone as
 * soon as it is closed, where the end of the other namespace would take it away some time later, beside the next test.
 */
final class VethPair implements AutoCloseable {

    private final Path folder;
    private final String near;

    private VethPair(Path folder, String near) {
        this.folder = folder;
        this.near = near;
    }

    /** @param address of the near one, without the length of its prefix, which is 24 bits; the other one's likewise */
    static VethPair open(Path folder, String near, String address, Namespace there, String far, String farAddress)
            throws Exception {
        VethPair pair = new VethPair(folder, near);
        Namespace.HERE.run(folder, "ip link add %s type veth peer name %s netns %s".formatted(near, far, there.name));
        try {
            pair.begin(Namespace.HERE, near, address);
            pair.begin(there, far, farAddress);
            return pair;
        } catch (Exception | AssertionError e) {
            pair.close();
            throw e;
        }
    }

    private void begin(Namespace where, String device, String address) throws Exception {
        where.run(folder, "ip link set %s addrgenmode none".formatted(device));
        where.run(folder, "ip addr add %s/24 dev %s".formatted(address, device));
        where.run(folder, "ip link set %s up".formatted(device));
    }

    /** Both are gone. */
    @Override
    public void close() throws Exception {
        Namespace.HERE.run(folder, "ip link del " + near);
    }

    /**
     * A network namespace.
     *
     * @param name what ip-link(8) takes for it: a name of ip-netns(8), or the number of a process in it; also of its log
     * @param enter what stands before a command to run it there
     */
    record Namespace(String name, List<String> enter) {

        private static final Namespace HERE = new Namespace("here", List.of());

        static Namespace named(String name) {
            return new Namespace(name, List.of("ip", "netns", "exec", name));
        }

        static Namespace of(ChildProcess inside) {
            String pid = Long.toString(inside.pid());
            return new Namespace(pid, List.of("nsenter", "--target", pid, "--net"));
        }

        /** @param command whose words have no spaces within them */
        void run(Path folder, String command) throws Exception {
            List<String> words = new ArrayList<>(enter);
            words.addAll(List.of(command.split(" ")));
            ChildProcess.run(folder, "namespace-" + name, words);
        }
    }
}
