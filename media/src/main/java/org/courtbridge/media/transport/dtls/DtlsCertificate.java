package org.courtbridge.media.transport.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/**
 * The certificate that we present in DTLS: self-signed, ECDSA P-256, which every browser and aiortc take, made anew at each
 * start. Whom it belongs to is said by the fingerprint in the session description, not by its name.
 */
public final class DtlsCertificate {

    private static final Duration LIFETIME = Duration.ofDays(365);

    private final byte[] encoded;
    private final AsymmetricKeyParameter key;

    private DtlsCertificate(byte[] encoded, AsymmetricKeyParameter key) {
        this.encoded = encoded;
        this.key = key;
    }

    /** Makes a key and a certificate, valid from a day ago for a year. */
    public static DtlsCertificate generate() {
        SecureRandom random = new SecureRandom();
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(
                new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, NISTNamedCurves.getByName("P-256")),
                random));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=courtbridge");
        Instant now = Instant.now();
        try {
            AlgorithmIdentifier signature = new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");
            AlgorithmIdentifier digest = new DefaultDigestAlgorithmIdentifierFinder().find(signature);
            X509CertificateHolder certificate = new X509v3CertificateBuilder(
                            name,
                            new BigInteger(64, random).setBit(0),
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(LIFETIME)),
                            name,
                            SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()))
                    .build(new BcECContentSignerBuilder(signature, digest).build(pair.getPrivate()));
            return new DtlsCertificate(certificate.getEncoded(), pair.getPrivate());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    /** The value of our {@code a=fingerprint}. */
    public CertificateFingerprint fingerprint() {
        return CertificateFingerprint.of(encoded);
    }

    /** DER. */
    byte[] encoded() {
        return encoded.clone();
    }

    AsymmetricKeyParameter key() {
        return key;
    }
}
