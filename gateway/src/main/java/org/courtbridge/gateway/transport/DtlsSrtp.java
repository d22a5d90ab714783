package org.courtbridge.gateway.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;

/** What both sides of a DTLS-SRTP handshake (RFC 5764) have in common: suites, profiles, certificates and keys. */
final class DtlsSrtp {

    /** In order of preference; GCM costs half of what HMAC does here. */
    static final List<SrtpProfile> PROFILES =
            List.of(SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AEAD_AES_256_GCM, SrtpProfile.AES_CM_128_HMAC_SHA1_80);

    /** Signed with ECDSA, as our certificate is; all with forward secrecy. */
    static final int[] SERVER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
    };

    /** As above, and for servers with an RSA certificate. */
    static final int[] CLIENT_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
    };

    static final int HANDSHAKE_MILLIS = 20_000;
    static final int RESEND_MILLIS = 500;

    private DtlsSrtp() {}

    /** The keys of both directions, seen from our side. */
    record Keys(SrtpKey local, SrtpKey remote) {}

    static int[] profileIds() {
        return PROFILES.stream().mapToInt(DtlsSrtp::id).toArray();
    }

    static int id(SrtpProfile profile) {
        return profile.dtlsId().orElseThrow();
    }

    /** Our first choice among what the client offers. */
    static SrtpProfile choose(int[] offered) throws TlsFatalAlert {
        for (SrtpProfile profile : PROFILES) {
            if (Arrays.stream(offered).anyMatch(id -> id == id(profile))) {
                return profile;
            }
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile in common");
    }

    /** The certificate proves the key, the fingerprint from the session description proves the certificate. */
    static void verify(Certificate shown, CertificateFingerprint expected) throws IOException {
        if (shown.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "no certificate");
        }
        if (!expected.matches(shown.getCertificateAt(0).getEncoded())) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "certificate does not match its fingerprint");
        }
    }

    static TlsCredentialedSigner signer(TlsContext context, BcTlsCrypto crypto, DtlsCertificate certificate)
            throws IOException {
        TlsCertificate shown = crypto.createCertificate(certificate.encoded());
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                certificate.key(),
                new Certificate(new TlsCertificate[] {shown}),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    /** Client key, server key, client salt, server salt (RFC 5764, section 4.2). */
    static Keys export(TlsContext context, SrtpProfile profile) {
        int key = profile.keyLength();
        int salt = profile.saltLength();
        byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
        SrtpKey client = SrtpKey.of(
                profile, Arrays.copyOf(material, key), Arrays.copyOfRange(material, 2 * key, 2 * key + salt));
        SrtpKey server = SrtpKey.of(
                profile,
                Arrays.copyOfRange(material, key, 2 * key),
                Arrays.copyOfRange(material, 2 * key + salt, 2 * (key + salt)));
        Arrays.fill(material, (byte) 0);
        return context.isServer() ? new Keys(server, client) : new Keys(client, server);
    }
}
