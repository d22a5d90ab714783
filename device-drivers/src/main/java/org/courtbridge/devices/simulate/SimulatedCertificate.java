package org.courtbridge.devices.simulate;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate that a device made for itself, as most in courts have. */
public final class SimulatedCertificate {

    private static final Duration VALIDITY = Duration.ofDays(3650);

    private SimulatedCertificate() {}

    /** TLS with a new key at each call. */
    public static SslContext tls(String name, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return SslContextBuilder.forServer(pair.getPrivate(), sign(pair, name, now))
                    .build();
        } catch (GeneralSecurityException | OperatorCreationException | SSLException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private static X509Certificate sign(KeyPair pair, String name, Instant now)
            throws OperatorCreationException, GeneralSecurityException {
        X500Name subject = new X500Name("CN=" + name);
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                subject,
                                new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
                                Date.from(now.minus(Duration.ofHours(1))),
                                Date.from(now.plus(VALIDITY)),
                                subject,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }
}
