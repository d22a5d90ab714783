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
        pair.run("ip link add %s type veth peer name %s netns %s".formatted(near, far, there.name));
        try {
            pair.begin(List.of(), near, address);
            pair.begin(there.enter, far, farAddress);
            return pair;
        } catch (Exception | AssertionError e) {
            pair.close();
            throw e;
        }
    }

    private void begin(List<String> enter, String device, String address) throws Exception {
        run(enter, "ip link set %s addrgenmode none".formatted(device));
        run(enter, "ip addr add %s/24 dev %s".formatted(address, device));
        run(enter, "ip link set %s up".formatted(device));
    }

    private void run(String command) throws Exception {
        run(List.of(), command);
    }

    private void run(List<String> enter, String command) throws Exception {
        List<String> words = new ArrayList<>(enter);
        words.addAll(List.of(command.split(" ")));
        ChildProcess.run(folder, near, words);
    }

    /** Both are gone. */
    @Override
    public void close() throws Exception {
        run("ip link del " + near);
    }

    /**
     * Another network namespace.
     *
     * @param name what ip-link(8) takes for it: a name of ip-netns(8), or the number of a process in it
     * @param enter what stands before a command to run it there
     */
    record Namespace(String name, List<String> enter) {

        static Namespace named(String name) {
            return new Namespace(name, List.of("ip", "netns", "exec", name));
        }

        static Namespace of(ChildProcess inside) {
            String pid = Long.toString(inside.pid());
            return new Namespace(pid, List.of("nsenter", "--target", pid, "--net"));
        }
    }
}
