package org.courtbridge.gateway;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.courtbridge.gateway.store.OwnerOnly;

/**
 * The certificate that the gateway makes for HTTPS and SIP over TLS when it is given none: ECDSA on P-256, signed by
 * itself, kept in the data folder so that devices and browsers which trusted it once find it again.
 */
final class OwnCertificate {

    /** Browsers refuse longer ones (CA/Browser Forum baseline requirements, 6.3.2). */
    private static final Duration VALIDITY = Duration.ofDays(397);

    private static final Duration RENEWAL = Duration.ofDays(30);

    private OwnCertificate() {}

    /** The kept certificate if it is good for another month, or a new one. */
    static GatewayConfig.Tls in(Path folder, Iterable<InetAddress> addresses, Instant now) {
        Path certificate = folder.resolve("tls-certificate.pem");
        Path key = folder.resolve("tls-key.pem");
        try {
            if (!Files.exists(certificate) || !Files.exists(key) || expiresBefore(certificate, now.plus(RENEWAL))) {
                OwnerOnly.folder(folder);
                make(certificate, key, addresses, now);
            }
            return new GatewayConfig.Tls(certificate, key);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a certificate in " + folder, e);
        }
    }

    private static boolean expiresBefore(Path certificate, Instant time) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(certificate)) {
            var parsed =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return parsed.getNotAfter().toInstant().isBefore(time);
        }
    }

    private static void make(Path certificate, Path key, Iterable<InetAddress> addresses, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X509CertificateHolder holder = sign(pair, addresses, now);

        write(key, pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
        write(certificate, pem(holder));
    }

    private static X509CertificateHolder sign(KeyPair pair, Iterable<InetAddress> addresses, Instant now)
            throws OperatorCreationException, CertIOException {
        X500Name name = new X500Name("CN=courtbridge");
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        for (InetAddress address : addresses) {
            names.add(new GeneralName(
                    GeneralName.iPAddress, address.getHostAddress().replaceAll("%.*", "")));
        }
        return new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(VALIDITY)),
                        name,
                        pair.getPublic())
                .addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        OwnerOnly.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }
}
