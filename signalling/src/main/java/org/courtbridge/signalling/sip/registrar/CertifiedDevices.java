package org.courtbridge.signalling.sip.registrar;

import gov.nist.javax.sip.message.SIPRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.sip.message.Request;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.provisioning.certificates.CertificateHolder;
import org.courtbridge.provisioning.certificates.DeviceCertificates;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.sip.stack.SipMessages;
import org.courtbridge.signalling.sip.stack.TlsChannel;

/**
 * Finds the device that sent a request, where it came over a connection on which a device has shown its certificate. Asked
 * anew with each request: a certificate may be revoked while its connection stands.
 */
public final class CertifiedDevices {

    private static final Logger log = LogManager.getLogger(CertifiedDevices.class);

    private final Optional<DeviceCertificates> certificates;

    /** @param certificates empty if nobody is asked for one */
    public CertifiedDevices(Optional<DeviceCertificates> certificates) {
        this.certificates = certificates;
    }

    /** Reads the inventory if a certificate was shown, so not for the stack's threads. */
    Optional<Device> deviceOf(Request request) {
        List<X509Certificate> shown = shown(request);
        if (certificates.isEmpty() || shown.isEmpty()) {
            return Optional.empty();
        }
        return switch (certificates.get().bearerOf(shown)) {
            case CertificateHolder.Known known -> Optional.of(known.device());
            case CertificateHolder.Nobody nobody -> {
                log.debug(
                        "a certificate shown by {} proves nothing: {}", SipMessages.sourceOf(request), nobody.reason());
                yield Optional.empty();
            }
        };
    }

    private static List<X509Certificate> shown(Request request) {
        return request instanceof SIPRequest received && received.getMessageChannel() instanceof TlsChannel connection
                ? connection.shownByClient()
                : List.of();
    }
}
