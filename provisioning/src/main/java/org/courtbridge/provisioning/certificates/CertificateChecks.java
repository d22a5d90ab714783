package org.courtbridge.provisioning.certificates;

import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.courtbridge.provisioning.inventory.Placement;

/** Checks a certificate that was shown, as far as it can be done without the database. */
public final class CertificateChecks {

    /** SAN kinds of RFC 5280, section 4.2.1.6, by the JDK's numbers. */
    private static final int DNS_NAME = 2;

    private static final int URI = 6;

    private CertificateChecks() {}

    /** Whether it may prove who a client is: it says so, or does not say what for it is (RFC 5280, section 4.2.1.12). */
    public static boolean isForClients(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null
                    || purposes.contains(KeyPurposeId.id_kp_clientAuth.getId())
                    || purposes.contains(KeyPurposeId.anyExtendedKeyUsage.getId());
        } catch (CertificateParsingException _) {
            return false;
        }
    }

    public static boolean isWithin(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    /**
     * Finds the authority behind a chain, if each certificate in it is good now (RFC 5280, section 6). Revocation is not asked
     * for: the authority may be unreachable from here, and a technician revokes by the certificate.
     *
     * @param chain the client's own first; the authority itself may be in it
     */
    public static Optional<X509Certificate> anchorOf(
            List<X509Certificate> chain, Collection<X509Certificate> authorities, Instant now) {
        List<X509Certificate> path = new ArrayList<>();
        for (X509Certificate one : chain) {
            if (authorities.contains(one)) {
                break;
            }
            path.add(one);
        }
        if (path.isEmpty() || authorities.isEmpty()) {
            return Optional.empty();
        }
        try {
            Set<TrustAnchor> anchors = new HashSet<>();
            authorities.stream()
                    .filter(one -> isWithin(one, now))
                    .forEach(one -> anchors.add(new TrustAnchor(one, null)));
            if (anchors.isEmpty()) {
                return Optional.empty();
            }
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            PKIXCertPathValidatorResult result = (PKIXCertPathValidatorResult) CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return Optional.of(result.getTrustAnchor().getTrustedCert());
        } catch (CertPathValidatorException | CertificateException _) {
            return Optional.empty();
        } catch (InvalidAlgorithmParameterException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The one device of an institution whose name is in a certificate of that institution's authority: its user name, id or serial
     * number as the common name or a DNS name, or its SIP address or {@code urn:uuid:} and its id as a URI. Empty if it is
     * nobody's, or could be several devices'.
     *
     * @param devices of that institution alone
     */
    public static Optional<Placement> named(X509Certificate certificate, List<Placement> devices) {
        Set<String> names = namesIn(certificate);
        List<Placement> found =
                devices.stream().filter(one -> isNamed(one, names)).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static boolean isNamed(Placement placement, Set<String> names) {
        DeviceNames known = DeviceNames.of(placement);
        return names.contains(known.uri())
                || known.all().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .anyMatch(names::contains);
    }

    /** In lower case. */
    private static Set<String> namesIn(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        SigningRequest.commonName(X500Name.getInstance(
                        certificate.getSubjectX500Principal().getEncoded()))
                .ifPresent(names::add);
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> one : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (one.get(0) instanceof Integer kind && one.get(1) instanceof String text) {
                    if (kind == DNS_NAME) {
                        names.add(text);
                    } else if (kind == URI) {
                        names.add(text.replaceFirst("(?i)^sips?:([^@;?]+).*", "$1"));
                    }
                }
            }
        } catch (CertificateParsingException _) {
            // Names that cannot be read name nobody.
        }
        Set<String> lower = new LinkedHashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }

    /** @throws RefusedRequestException if it may not sign certificates, is too weak, or is not good now */
    public static void checkAuthority(X509Certificate certificate, Instant now) {
        boolean[] usage = certificate.getKeyUsage();
        if (certificate.getBasicConstraints() < 0 || usage != null && !usage[5]) {
            throw new RefusedRequestException(
                    "certificate: of no authority (expected: CA:TRUE, and may sign certificates)");
        }
        if (!isWithin(certificate, now)) {
            throw new RefusedRequestException("certificate: good until %s (expected: now)"
                    .formatted(certificate.getNotAfter().toInstant()));
        }
    }

    /**
     * Whether a request has the names of a certificate that it is to follow (RFC 7030, section 4.2.2). One without alternative
     * names gets those of the certificate: devices' tools leave out what we put in.
     *
     * @throws RefusedRequestException if it has others
     */
    public static void checkSameNames(SigningRequest request, X509Certificate former) {
        X500Name subject = X500Name.getInstance(former.getSubjectX500Principal().getEncoded());
        if (!request.subject().equals(subject)) {
            throw new RefusedRequestException("subject: another than of the certificate that is renewed (expected: %s)"
                    .formatted(former.getSubjectX500Principal()));
        }
        Optional<GeneralNames> wanted = request.alternativeNames();
        if (wanted.isPresent() && !wanted.equals(alternativeNames(former))) {
            throw new RefusedRequestException(
                    "subjectAltName: another than of the certificate that is renewed (expected: the same, or none)");
        }
    }

    private static Optional<GeneralNames> alternativeNames(X509Certificate certificate) {
        try {
            return Optional.ofNullable(GeneralNames.fromExtensions(
                    new JcaX509CertificateHolder(certificate).getExtensions(), Extension.subjectAlternativeName));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
