package org.courtbridge.console.certificates;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.InstitutionAuthority;
import org.courtbridge.provisioning.certificates.IssuedCertificate;
import org.courtbridge.provisioning.certificates.IssuedCertificate.Revocation;

/** The API's documents about certificates. Their components are its field names. */
final class CertificateViews {

    private CertificateViews() {}

    /** @param fingerprint what it is told apart by */
    record CertificateView(
            String fingerprint,
            String serial,
            String subject,
            IssuedCertificate.Origin origin,
            Instant notBefore,
            Instant notAfter,
            String issuedBy,
            Optional<Instant> revoked,
            Optional<String> revokedBy) {

        static CertificateView of(IssuedCertificate one) {
            return new CertificateView(
                    one.fingerprint(),
                    one.serial(),
                    one.subject(),
                    one.origin(),
                    one.notBefore(),
                    one.notAfter(),
                    one.by(),
                    one.revoked().map(Revocation::at),
                    one.revoked().map(Revocation::by));
        }
    }

    /** @param request PKCS #10, PEM */
    record Wish(
            @JsonDeserialize(using = StringDeserializer.class)
            String request) {}

    /** @param certificate X.509, PEM */
    record Pem(
            @JsonDeserialize(using = StringDeserializer.class)
            String certificate) {}

    /** @param certificate PEM */
    record Signed(String fingerprint, String serial, Instant notAfter, String certificate) {

        static Signed of(X509Certificate certificate) {
            return new Signed(
                    CertificateText.fingerprint(certificate),
                    CertificateText.serial(certificate),
                    certificate.getNotAfter().toInstant(),
                    CertificateText.pem(certificate));
        }
    }

    /**
     * @param pkcs12 base64 of the file
     * @param password that opens it; shown this once
     */
    record Made(String fingerprint, String serial, Instant notAfter, String password, String pkcs12) {

        static Made of(CertificateDesk.Identity identity) {
            Signed signed = Signed.of(identity.file().certificate());
            return new Made(
                    signed.fingerprint,
                    signed.serial,
                    signed.notAfter,
                    identity.password(),
                    Base64.getEncoder().encodeToString(identity.file().pkcs12()));
        }

        @Override
        public String toString() {
            return "Made[" + serial + "]";
        }
    }

    /** @param secret shown this once */
    record EnrolmentSecretView(String username, String secret, Instant until) {

        @Override
        public String toString() {
            return "EnrolmentSecretView[" + username + "]";
        }
    }

    record AuthorityView(String fingerprint, String subject, Instant notAfter, Instant added, String addedBy) {

        static AuthorityView of(InstitutionAuthority one) {
            return new AuthorityView(
                    one.fingerprint(),
                    one.certificate().getSubjectX500Principal().getName(),
                    one.certificate().getNotAfter().toInstant(),
                    one.at(),
                    one.by());
        }
    }
}
