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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;

/** Certificates as files and messages hold them. */
public final class CertificateText {

    private static final int LONGEST_CHAIN = 8;

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

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
        List<X509Certificate> chain = readChain(pem);
        if (chain.size() > 1) {
            throw new RefusedRequestException("certificate: %d (expected: one, PEM)".formatted(chain.size()));
        }
        return chain.getFirst();
    }

    /**
     * @param pem certificates, each of which is followed by that of its issuer; text around them is passed over
     * @throws RefusedRequestException if there is none, or more than {@value #LONGEST_CHAIN}
     */
    public static List<X509Certificate> readChain(String pem) {
        List<X509Certificate> chain = new ArrayList<>();
        int begin = pem.indexOf(BEGIN);
        while (begin >= 0) {
            int end = pem.indexOf(END, begin);
            if (end < 0 || chain.size() == LONGEST_CHAIN) {
                throw new RefusedRequestException(
                        "certificate: cut off, or too many (expected: at most %d, PEM)".formatted(LONGEST_CHAIN));
            }
            chain.add(one(pem.substring(begin, end) + END + "\n"));
            begin = pem.indexOf(BEGIN, end);
        }
        if (chain.isEmpty()) {
            throw new RefusedRequestException("certificate: none (expected: one, PEM)");
        }
        return chain;
    }

    private static X509Certificate one(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
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
