package org.courtbridge.provisioning.certificates;

import java.time.Instant;
import java.util.Optional;

/**
 * A certificate that a device was given, or that a technician made known as one of its own.
 *
 * @param fingerprint SHA-256 of its DER, in lower-case hexadecimal: what it is told apart by
 * @param serial number that its issuer gave it, in upper-case hexadecimal
 * @param subject as RFC 2253 writes it
 * @param by whom it was issued or made known, as audit trails name them
 * @param revoked empty as long as it is not
 */
public record IssuedCertificate(
        String fingerprint,
        String serial,
        String deviceId,
        String subject,
        Origin origin,
        Instant notBefore,
        Instant notAfter,
        Instant at,
        String by,
        Optional<Revocation> revoked) {

    /** The authority that has signed it. */
    public enum Origin {
        /** Ours. */
        OWN,
        /** The institution's whose the device is. */
        INSTITUTION
    }

    /** @param by as audit trails name them */
    public record Revocation(Instant at, String by) {}

    public boolean isGood(Instant now) {
        return revoked.isEmpty() && !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }
}
