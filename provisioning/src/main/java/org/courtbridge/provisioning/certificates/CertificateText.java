package org.courtbridge.provisioning.certificates;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;

/** Certificates as files and messages hold them. */
public final class CertificateText {

    private CertificateText() {}

    /** RFC 7468, section 5. */
    public static String pem(X509Certificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(certificate)));
    }

    /**
     * @param pem one certificate; text around it is passed over
     * @throws RefusedRequestException if there is none, or more than one
     */
    public static X509Certificate read(String pem) {
        int begin = pem.indexOf("-----BEGIN CERTIFICATE-----");
        int end = pem.indexOf("-----END CERTIFICATE-----");
        if (begin < 0 || end < begin || pem.indexOf("-----BEGIN CERTIFICATE-----", begin + 1) >= 0) {
            throw new RefusedRequestException("certificate: none, or several (expected: one, PEM)");
        }
        String one = pem.substring(begin, end) + "-----END CERTIFICATE-----\n";
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(one.getBytes(US_ASCII)));
        } catch (CertificateException e) {
            throw new RefusedRequestException("certificate: malformed (expected: X.509, PEM)", e);
        }
    }

    /** SHA-256 of the DER, in lower-case hexadecimal. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der(certificate)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code openssl} prints it: upper-case hexadecimal, whole octets. */
    public static String serial(X509Certificate certificate) {
        byte[] octets = certificate.getSerialNumber().toByteArray();
        int start = octets.length > 1 && octets[0] == 0 ? 1 : 0;
        return HexFormat.of().withUpperCase().formatHex(octets, start, octets.length);
    }

    /** A message of certificates alone, signed by nobody (RFC 5652, section 5.1; "certs-only"). @return DER */
    public static byte[] certsOnly(List<X509Certificate> certificates) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addCertificates(new JcaCertStore(certificates));
            return generator.generate(new CMSAbsentContent()).getEncoded();
        } catch (CMSException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
