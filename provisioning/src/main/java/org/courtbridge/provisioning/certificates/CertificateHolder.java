package org.courtbridge.provisioning.certificates;

import org.courtbridge.provisioning.certificates.IssuedCertificate.Origin;
import org.courtbridge.provisioning.inventory.Device;

/** The holder of a certificate: a device that is known, or nobody. */
public sealed interface CertificateHolder {

    /**
     * @param certificate its fingerprint
     * @param origin whose authority says so
     */
    record Known(Device device, String certificate, Origin origin) implements CertificateHolder {}

    /** It proves nothing about anybody. */
    record Nobody(Reason reason) implements CertificateHolder {}

    /** Reason that a certificate proves nothing. */
    enum Reason {
        /** None was shown. */
        NONE,
        /** Signed by nobody whom we believe, or about a device that is not the signer's. */
        FOREIGN,
        /** Not valid yet, or not any more. */
        OUT_OF_DATE,
        REVOKED,
        /** Made for something else than to prove who a client is. */
        WRONG_USE,
        /** Of a device that is disabled or removed. */
        DISABLED
    }
}
