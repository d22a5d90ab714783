package org.courtbridge.gateway.transport;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/** Our questions in a DTLS 1.2 handshake that we begin. For one handshake. */
final class DtlsClientSide extends DefaultTlsClient {

    private final BcTlsCrypto crypto;
    private final DtlsCertificate certificate;
    private final CertificateFingerprint expected;
    private final Runnable closed;
    private @Nullable SrtpProfile profile;
    private DtlsSrtp.@Nullable Keys keys;

    /** @param closed run when the party says goodbye (close_notify) */
    DtlsClientSide(BcTlsCrypto crypto, DtlsCertificate certificate, CertificateFingerprint expected, Runnable closed) {
        super(crypto);
        this.crypto = crypto;
        this.certificate = certificate;
        this.expected = expected;
        this.closed = closed;
    }

    /** What the handshake has agreed; null before its end. */
    DtlsSrtp.@Nullable Keys keys() {
        return keys;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(crypto, DtlsSrtp.CLIENT_SUITES);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(DtlsSrtp.profileIds(), TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        UseSRTPData chosen = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (chosen == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "no use_srtp chosen");
        }
        profile = DtlsSrtp.choose(chosen.getProtectionProfiles());
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
                DtlsSrtp.verify(shown.getCertificate(), expected);
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                return DtlsSrtp.signer(context, crypto, certificate);
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        if (profile != null) {
            keys = DtlsSrtp.export(context, profile);
        }
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        if (description == AlertDescription.close_notify) {
            closed.run();
        }
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return DtlsSrtp.HANDSHAKE_MILLIS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return DtlsSrtp.RESEND_MILLIS;
    }
}
