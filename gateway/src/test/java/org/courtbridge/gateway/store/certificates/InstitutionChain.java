package org.courtbridge.gateway.store.certificates;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.courtbridge.gateway.store.DeviceKey;
import org.courtbridge.provisioning.certificates.CertificateAuthority;
import org.courtbridge.provisioning.certificates.DeviceNames;

/**
 * The certificate chain of an institution that does not sign its devices' certificates with its root.
 *
 * @param between the intermediate authority's
 * @param device the device's, which the intermediate authority has signed
 */
record InstitutionChain(X509Certificate root, X509Certificate between, X509Certificate device) {

    static InstitutionChain of(String deviceName, Instant now) throws Exception {
        KeyPair rootKey = DeviceKey.make().pair();
        KeyPair betweenKey = DeviceKey.make().pair();
        X509Certificate root = authority("CN=Root", "CN=Root", 1, rootKey, rootKey, now);
        X509Certificate between = authority("CN=Root", "CN=Between", 0, rootKey, betweenKey, now);
        X509Certificate device = CertificateAuthority.of(between, betweenKey.getPrivate())
                .issue(
                        new DeviceNames("unknown", List.of(deviceName)),
                        DeviceKey.make().request(""),
                        now,
                        Duration.ofDays(30),
                        Optional.empty());
        return new InstitutionChain(root, between, device);
    }

    private static X509Certificate authority(
            String issuer, String subject, int below, KeyPair by, KeyPair key, Instant now) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                new X500Name(issuer),
                                BigInteger.valueOf(below + 1L),
                                Date.from(now.minusSeconds(60)),
                                Date.from(now.plus(Duration.ofDays(60))),
                                new X500Name(subject),
                                key.getPublic())
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(below))
                        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
    }
}
