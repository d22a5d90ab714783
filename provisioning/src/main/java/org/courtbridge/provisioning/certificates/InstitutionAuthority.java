package org.courtbridge.provisioning.certificates;

import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * An authority of an institution's own, which we believe about that institution's devices and about nobody else.
 *
 * @param by who said so, as audit trails name them
 */
public record InstitutionAuthority(String institutionId, X509Certificate certificate, Instant at, String by) {

    public String fingerprint() {
        return CertificateText.fingerprint(certificate);
    }
}
