package org.courtbridge.media.transport.dtls;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A handshake of the other side, with the gateway's own parameters. */
public record TestHandshake(DTLSTransport association, DtlsKeys keys) {

    /** @throws IOException if it comes to nothing */
    public static TestHandshake asClient(
            DtlsCertificate certificate, CertificateFingerprint expected, DatagramTransport datagrams)
            throws IOException {
        DtlsSrtp srtp = srtp(certificate, expected);
        DTLSTransport association = new DTLSClientProtocol().connect(new DtlsClientSide(srtp), datagrams);
        return new TestHandshake(association, requireNonNull(srtp.keys(), "keys"));
    }

    /** @throws IOException if it comes to nothing */
    public static TestHandshake asServer(
            DtlsCertificate certificate, CertificateFingerprint expected, DatagramTransport datagrams)
            throws IOException {
        DtlsSrtp srtp = srtp(certificate, expected);
        DTLSTransport association = new DTLSServerProtocol().accept(new DtlsServerSide(srtp), datagrams);
        return new TestHandshake(association, requireNonNull(srtp.keys(), "keys"));
    }

    private static DtlsSrtp srtp(DtlsCertificate certificate, CertificateFingerprint expected) {
        return new DtlsSrtp(new BcTlsCrypto(new SecureRandom()), certificate, expected, () -> {});
    }
}
