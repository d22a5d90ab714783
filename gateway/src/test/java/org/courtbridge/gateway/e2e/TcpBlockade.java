package org.courtbridge.gateway.e2e;

import java.nio.file.Path;
import java.util.List;

/** A network that breaks every connection to a port, at both ends, and lets none be made anew. */
final class TcpBlockade implements AutoCloseable {

    private final NfTable table;

    private TcpBlockade(NfTable table) {
        this.table = table;
    }

    /** In the test's own network namespace. */
    static TcpBlockade of(Path folder, int port) throws Exception {
        TcpBlockade blockade = new TcpBlockade(
                NfTable.add(folder, "courtbridge_tcp").rule("tcp dport " + port + " reject with tcp reset"));
        ChildProcess.run(folder, "ss", List.of("ss", "--kill", "--tcp", "state", "established", "sport = :" + port));
        return blockade;
    }

    @Override
    public void close() throws Exception {
        table.close();
    }
}
