package org.courtbridge.signalling.sip.media;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.signalling.bfcp.BfcpFigures;
import org.courtbridge.signalling.bfcp.BfcpServer;
import org.courtbridge.signalling.bfcp.BfcpTls;
import org.courtbridge.signalling.sip.stack.TlsIdentity;

/**
 * By what rooms ask to present.
 *
 * @param certificate that the server shows over TLS; empty if it has none
 */
public record FloorControl(BfcpServer server, Optional<CertificateFingerprint> certificate) implements AutoCloseable {

    /**
     * Opens a port of each kind within the range.
     *
     * @param identity that rooms are shown over TLS
     */
    public static FloorControl open(InetAddress bind, PortRange ports, TlsIdentity identity, InstantSource clock)
            throws GeneralSecurityException {
        return new FloorControl(
                new BfcpServer(bind, ports, Optional.of(BfcpTls.context(identity.keyManagers())), clock),
                Optional.of(identity.fingerprint()));
    }

    /** Messages and connections that were not taken, since the start. */
    public long refused() {
        BfcpFigures figures = server.figures();
        return figures.malformed() + figures.strangers() + figures.dropped();
    }

    @Override
    public void close() {
        server.close();
    }
}
