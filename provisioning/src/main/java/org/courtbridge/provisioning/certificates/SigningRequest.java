package org.courtbridge.provisioning.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A request for a certificate (PKCS #10, RFC 2986) that was signed with the key it is for. An instance in hand proves that
 * the signature was checked, and that the key is one of those that we certify: RSA of 2048 to 8192 bits, the NIST curves
 * P-256, P-384 and P-521, and Ed25519.
 */
public final class SigningRequest {

    /** Bytes of DER; an RSA key of 8192 bits with its signature takes 2 KiB. */
    public static final int LIMIT = 16 * 1024;

    private static final int LEAST_RSA = 2048;

    /** Bits; a longer modulus, or exponent, makes us work for whoever sends it. */
    private static final int MOST_RSA = 8192;

    private static final int MOST_EXPONENT = 64;

    private static final Set<ASN1ObjectIdentifier> CURVES =
            Set.of(NISTNamedCurves.getOID("P-256"), NISTNamedCurves.getOID("P-384"), NISTNamedCurves.getOID("P-521"));

    private final PKCS10CertificationRequest request;

    private SigningRequest(PKCS10CertificationRequest request) {
        this.request = request;
    }

    /**
     * @param der PKCS #10
     * @throws RefusedRequestException if it is none, is longer than {@link #LIMIT}, or is not signed with its own key
     */
    public static SigningRequest parse(byte[] der) {
        if (der.length > LIMIT) {
            throw new RefusedRequestException(
                    "certificate request: %d bytes (expected: at most %d)".formatted(der.length, LIMIT));
        }
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
            SubjectPublicKeyInfo key = request.getSubjectPublicKeyInfo();
            checkKey(key);
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new RefusedRequestException("certificate request: not signed with the key that it is for");
            }
            SigningRequest parsed = new SigningRequest(request);
            // Read once here, so that what is malformed further in is found here too.
            parsed.commonName();
            parsed.alternativeNames();
            return parsed;
        } catch (RefusedRequestException e) {
            throw e;
        } catch (IOException | PKCSException | OperatorCreationException | RuntimeException e) {
            // Whatever it is that these octets are not, whoever sent them is told the same.
            throw new RefusedRequestException("certificate request: malformed (expected: PKCS #10)", e);
        }
    }

    /**
     * @param text PEM, or the base64 alone, with line breaks or without
     * @throws RefusedRequestException as of {@link #parse}, or if it is no base64
     */
    public static SigningRequest parseText(String text) {
        String base64 = text.replaceAll("-----(BEGIN|END)( NEW)? CERTIFICATE REQUEST-----", "")
                .replaceAll("\\s+", "");
        try {
            return parse(Base64.getDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (RefusedRequestException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException("certificate request: no base64", e);
        }
    }

    private static void checkKey(SubjectPublicKeyInfo key) throws IOException {
        AlgorithmIdentifier algorithm = key.getAlgorithm();
        ASN1ObjectIdentifier kind = algorithm.getAlgorithm();
        if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            RSAPublicKey rsa = RSAPublicKey.getInstance(key.parsePublicKey());
            int bits = rsa.getModulus().bitLength();
            BigInteger exponent = rsa.getPublicExponent();
            if (bits < LEAST_RSA || bits > MOST_RSA) {
                throw new RefusedRequestException(
                        "RSA key: %d bits (expected: %d to %d)".formatted(bits, LEAST_RSA, MOST_RSA));
            }
            if (exponent.bitLength() > MOST_EXPONENT || !exponent.testBit(0) || exponent.bitLength() < 2) {
                throw new RefusedRequestException("RSA key: exponent (expected: odd, 3 to 64 bits)");
            }
        } else if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            ASN1Encodable curve = algorithm.getParameters();
            if (!(curve instanceof ASN1ObjectIdentifier name) || !CURVES.contains(name)) {
                throw new RefusedRequestException("EC key: curve (expected: P-256, P-384 or P-521)");
            }
        } else if (!kind.equals(EdECObjectIdentifiers.id_Ed25519)) {
            throw new RefusedRequestException("key: %s (expected: RSA, EC or Ed25519)".formatted(kind.getId()));
        }
    }

    X500Name subject() {
        return request.getSubject();
    }

    /** The first common name of the subject; empty if it has none. */
    public Optional<String> commonName() {
        return commonName(request.getSubject());
    }

    static Optional<String> commonName(X500Name subject) {
        for (RDN name : subject.getRDNs(BCStyle.CN)) {
            for (var part : name.getTypesAndValues()) {
                if (part.getType().equals(BCStyle.CN)) {
                    // Where it is no string, as BouncyCastle writes it; a string it would write with escapes.
                    String text = part.getValue() instanceof ASN1String plain
                            ? plain.getString()
                            : IETFUtils.valueToString(part.getValue());
                    return Optional.of(text.strip()).filter(one -> !one.isEmpty());
                }
            }
        }
        return Optional.empty();
    }

    /** Subject alternative names that it asks for (RFC 5280, section 4.2.1.6). */
    Optional<GeneralNames> alternativeNames() {
        Extensions wanted = request.getRequestedExtensions();
        return Optional.ofNullable(wanted)
                .map(all -> all.getExtension(Extension.subjectAlternativeName))
                .map(one -> GeneralNames.getInstance(one.getParsedValue()));
    }

    SubjectPublicKeyInfo key() {
        return request.getSubjectPublicKeyInfo();
    }
}
