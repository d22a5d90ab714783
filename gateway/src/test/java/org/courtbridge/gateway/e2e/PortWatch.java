package org.courtbridge.gateway.e2e;

import java.nio.file.Path;

/** Counts what comes to a UDP port of the test's own network namespace, told apart by its first octet (RFC 7983). */
final class PortWatch implements AutoCloseable {

    private final NfTable table;

    private PortWatch(NfTable table) {
        this.table = table;
    }

    static PortWatch of(Path folder, int port) throws Exception {
        NfTable table =
                NfTable.add(folder, "courtbridge_watch").counter("handshake").counter("stun");
        return new PortWatch(table.rule("udp dport %d @th,64,8 22 counter name handshake".formatted(port))
                .rule("udp dport %d @th,64,8 < 4 counter name stun".formatted(port)));
    }

    /** Handshake records of DTLS in the clear, of which every handshake has some (RFC 6347, section 4.1). */
    long handshakeRecords() throws Exception {
        return table.packets("handshake");
    }

    long stunMessages() throws Exception {
        return table.packets("stun");
    }

    @Override
    public void close() throws Exception {
        table.close();
    }
}
