package org.courtbridge.gateway.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A network that lets no datagram through to a port, as some offices and hospitals have it; TCP passes. */
final class UdpBlockade implements AutoCloseable {

    private static final String TABLE = "courtbridge_test";

    private final Path folder;

    private UdpBlockade(Path folder) {
        this.folder = folder;
    }

    /** In the test's own network namespace. */
    static UdpBlockade of(Path folder, int port) throws Exception {
        UdpBlockade blockade = new UdpBlockade(folder);
        blockade.nft("add", "table", "inet", TABLE);
        blockade.nft("add", "chain", "inet", TABLE, "in", "{ type filter hook input priority 0 ; }");
        blockade.nft("add", "rule", "inet", TABLE, "in", "udp", "dport", Integer.toString(port), "counter", "drop");
        return blockade;
    }

    private void nft(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("nft"));
        command.addAll(List.of(words));
        ChildProcess.run(folder, "nft", command);
    }

    @Override
    public void close() throws Exception {
        nft("delete", "table", "inet", TABLE);
    }
}
