package org.courtbridge.media.transport.dtls;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
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
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/**
 * The part of a DTLS-SRTP handshake (RFC 5764) that client and server have in common: cipher suites, SRTP profiles,
 * certificates, keys and timers. For one handshake.
 */
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

    /** As long as consent lasts (RFC 7675): who has not come to an agreement by then, comes again. */
    static final int HANDSHAKE_MILLIS = 30_000;

    /**
     * Before a flight is sent for the second time; doubled each time, by the library, and again when the other side
     * repeats. RFC 6347, section 4.2.4.1, names 1 s but allows less where time counts: with 100 ms a flight has eight
     * chances in the time of a handshake and seven in the first 13 s, with 500 ms it had five.
     */
    static final int RESEND_MILLIS = 100;

    private final BcTlsCrypto crypto;
    private final DtlsCertificate certificate;
    private final CertificateFingerprint expected;
    private final Runnable closed;
    private @Nullable SrtpProfile profile;
    private @Nullable DtlsKeys keys;

    /** @param closed run when the party says goodbye (close_notify) */
    DtlsSrtp(BcTlsCrypto crypto, DtlsCertificate certificate, CertificateFingerprint expected, Runnable closed) {
        this.crypto = crypto;
        this.certificate = certificate;
        this.expected = expected;
        this.closed = closed;
    }

    BcTlsCrypto crypto() {
        return crypto;
    }

    /** The SRTP keys that the handshake has agreed on; null before its end. */
    @Nullable
    DtlsKeys keys() {
        return keys;
    }

    /** The use_srtp extension that a client offers (RFC 5764, section 4.1.1). */
    UseSRTPData offer() {
        return new UseSRTPData(PROFILES.stream().mapToInt(DtlsSrtp::id).toArray(), TlsUtils.EMPTY_BYTES);
    }

    /** Takes our first choice among what the other side offers, or has chosen of what we offered. */
    @SuppressWarnings("rawtypes")
    void choose(@Nullable Hashtable extensions) throws IOException {
        UseSRTPData offered = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (offered == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "no use_srtp");
        }
        int[] ids = offered.getProtectionProfiles();
        profile = PROFILES.stream()
                .filter(ours -> Arrays.stream(ids).anyMatch(id -> id == id(ours)))
                .findFirst()
                .orElseThrow(() -> new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile in common"));
    }

    /** The use_srtp extension that a server answers, once it has {@linkplain #choose chosen} a profile. */
    UseSRTPData answer() {
        return new UseSRTPData(new int[] {id(requireNonNull(profile, "profile"))}, TlsUtils.EMPTY_BYTES);
    }

    private static int id(SrtpProfile profile) {
        return profile.dtlsId().orElseThrow();
    }

    /** The certificate proves the key, the fingerprint from the session description proves the certificate. */
    void verify(Certificate shown) throws IOException {
        if (shown.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "no certificate");
        }
        if (!expected.matches(shown.getCertificateAt(0).getEncoded())) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "certificate does not match its fingerprint");
        }
    }

    TlsCredentialedSigner signer(TlsContext context) throws IOException {
        TlsCertificate shown = crypto.createCertificate(certificate.encoded());
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                certificate.key(),
                new Certificate(new TlsCertificate[] {shown}),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    /** Makes the keys: client key, server key, client salt, server salt (RFC 5764, section 4.2). */
    void complete(TlsContext context) {
        SrtpProfile agreed = requireNonNull(profile, "profile");
        int key = agreed.keyLength();
        int salt = agreed.saltLength();
        byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
        SrtpKey client =
                SrtpKey.of(agreed, Arrays.copyOf(material, key), Arrays.copyOfRange(material, 2 * key, 2 * key + salt));
        SrtpKey server = SrtpKey.of(
                agreed,
                Arrays.copyOfRange(material, key, 2 * key),
                Arrays.copyOfRange(material, 2 * key + salt, 2 * (key + salt)));
        Arrays.fill(material, (byte) 0);
        keys = context.isServer() ? new DtlsKeys(server, client) : new DtlsKeys(client, server);
    }

    void alert(short description) {
        if (description == AlertDescription.close_notify) {
            closed.run();
        }
    }
}
