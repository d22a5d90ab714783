package org.courtbridge.provisioning.certificates;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.courtbridge.provisioning.inventory.Device;
import org.jspecify.annotations.Nullable;

/**
 * The certificates by which devices prove over TLS who they are; the gateway stores them. Every change is an entry of the
 * audit trail, made in the same transaction.
 */
public interface DeviceCertificates {

    /** Largest number of a device's good certificates, whoever issued them: one that asks on and on gets no more. */
    int MOST = 10;

    /** The same certificates, with changes to them made by somebody. @param actor as in all trails */
    DeviceCertificates by(String actor);

    /** Of our own authority, which is made when it is first needed. */
    X509Certificate authority();

    /**
     * Issues a certificate; those that the device has stay good until they end or are revoked.
     *
     * @throws RefusedRequestException if the request is for somebody else
     * @throws TooManyCertificatesException if the device has {@link #MOST} that are good
     * @throws IllegalArgumentException if there is no such device
     */
    X509Certificate issue(String deviceId, SigningRequest request);

    /**
     * Issues a certificate in place of one of ours that has the same names (RFC 7030, section 4.2.2), which stays good meanwhile.
     *
     * @param former what the device is known by now
     * @throws RefusedRequestException if the request has another subject, or the former one is not ours
     */
    X509Certificate renew(String deviceId, X509Certificate former, SigningRequest request);

    /**
     * Whether a device that shows such a certificate may have one of ours for it (RFC 7030, section 3.3.2). For one of an
     * institution's that is a setting, and not the usual one: whoever has that authority's key, or a certificate that it has
     * revoked, would have one of ours, which stays good when we no longer believe that authority.
     */
    boolean enrolsBy(CertificateHolder.Known known);

    /**
     * A secret by which a device gets its first certificate, once; in place of any before.
     *
     * @return the secret, which is stored nowhere
     */
    String newEnrolmentSecret(String deviceId, Instant until);

    /** The device whose secret it is, as long as it is good. @param username compared without regard to case */
    Optional<Device> enrolling(String username, String secret);

    /** As {@link #issue}, and the secret is used up. Empty if it was already. */
    Optional<X509Certificate> enrol(String deviceId, String secret, SigningRequest request);

    /**
     * Makes a certificate known that the device's institution has issued to it, whatever names are in it.
     *
     * @param chain the certificate, then those between it and the institution's authority, if any: these are not kept, as the
     *     device shows them, too
     * @throws RefusedRequestException if the institution's authorities do not stand behind it
     * @throws TooManyCertificatesException if the device has {@link #MOST} that are good
     */
    IssuedCertificate know(String deviceId, List<X509Certificate> chain);

    /** All that a device has and had, the latest first. */
    List<IssuedCertificate> of(String deviceId);

    /**
     * Takes a certificate at once; listeners hear.
     *
     * @throws IllegalArgumentException if the device has none with that fingerprint
     */
    IssuedCertificate revoke(String deviceId, String fingerprint);

    /** Those of ours that are revoked (RFC 5280, section 5), signed. @return DER */
    byte[] revocationList();

    List<InstitutionAuthority> authoritiesOf(String institutionId);

    /**
     * Believes an authority about an institution's devices from now on.
     *
     * @throws RefusedRequestException if the certificate is not an authority's, or has ended
     * @throws IllegalArgumentException if there is no such institution
     */
    InstitutionAuthority trust(String institutionId, X509Certificate certificate);

    /** @throws IllegalArgumentException if the institution has none with that fingerprint */
    void distrust(String institutionId, String fingerprint);

    /** Authorities whose certificates are asked for in TLS: never waits for the database. */
    List<X509Certificate> issuers();

    /** @param chain as it was shown in TLS, the client's own first; empty if it showed none */
    CertificateHolder bearerOf(List<X509Certificate> chain);

    /** Device of a connection, if a certificate proves which it is. */
    default Optional<Device> deviceOf(List<X509Certificate> chain) {
        return bearerOf(chain) instanceof CertificateHolder.Known known
                ? Optional.of(known.device())
                : Optional.empty();
    }

    /** The certificates that the peer has shown; none for a connection without TLS. */
    static List<X509Certificate> shownIn(@Nullable SSLSession session) {
        if (session == null) {
            return List.of();
        }
        try {
            return chain(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }

    /** The X.509 certificates among what a peer has shown, in order. @param shown null for none */
    static List<X509Certificate> chain(Certificate @Nullable [] shown) {
        List<X509Certificate> chain = new ArrayList<>();
        if (shown != null) {
            for (Certificate one : shown) {
                if (one instanceof X509Certificate known) {
                    chain.add(known);
                }
            }
        }
        return chain;
    }
}
