package org.courtbridge.gateway.enrolment;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Says which device it is that proved itself by a certificate. */
@FunctionalInterface
public interface ProvisioningClient {

    /** Knows no certificates. */
    ProvisioningClient NONE = _ -> Optional.empty();

    /**
     * @param chain that the client presented in TLS, its own certificate first, and whose private key it has; never empty
     * @return the device's id; empty if no certificate of a device that is let in
     */
    Optional<String> device(List<X509Certificate> chain);
}
