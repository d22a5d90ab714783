package org.courtbridge.gateway.e2e;

import java.nio.file.Path;

/** A network that lets no datagram through to a port, as some offices and hospitals have it; TCP passes. */
final class UdpBlockade implements AutoCloseable {

    private final NfTable table;

    private UdpBlockade(NfTable table) {
        this.table = table;
    }

    /** In the test's own network namespace. */
    static UdpBlockade of(Path folder, int port) throws Exception {
        return new UdpBlockade(NfTable.add(folder, "courtbridge_udp").rule("udp dport " + port + " counter drop"));
    }

    @Override
    public void close() throws Exception {
        table.close();
    }
}
