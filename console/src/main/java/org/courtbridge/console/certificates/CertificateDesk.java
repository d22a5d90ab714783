package org.courtbridge.console.certificates;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.Passwords;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.DeviceCertificates;
import org.courtbridge.provisioning.certificates.InstitutionAuthority;
import org.courtbridge.provisioning.certificates.IssuedCertificate;
import org.courtbridge.provisioning.certificates.PortableIdentity;
import org.courtbridge.provisioning.certificates.SigningRequest;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Institution;

/** Issues, registers, lists and revokes devices' certificates, and keeps institutions' authorities, for the API and the pages. */
public final class CertificateDesk {

    /** Validity of a secret for a device's first certificate: until somebody gets to the room. */
    private static final Duration ENROLMENT = Duration.ofDays(7);

    private final DeviceCertificates certificates;
    private final InstantSource clock;

    public CertificateDesk(DeviceCertificates certificates, InstantSource clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    /** The same desk, for somebody whom the audit trail names. */
    CertificateDesk by(Call call) {
        return new CertificateDesk(certificates.by(call.actor()), clock);
    }

    List<IssuedCertificate> of(Device device) {
        return certificates.of(device.id());
    }

    Instant now() {
        return clock.instant();
    }

    /** @param request PKCS #10, PEM */
    X509Certificate sign(Device device, String request) {
        return certificates.issue(device.id(), SigningRequest.parseText(request));
    }

    /** A key with its certificate, as a file. @param password that opens it, shown once */
    record Identity(PortableIdentity file, String password) {

        @Override
        public String toString() {
            return "Identity[" + file + "]";
        }
    }

    Identity make(Device device) {
        String password = Passwords.generate();
        return new Identity(
                PortableIdentity.make(
                        request -> certificates.issue(device.id(), request), certificates.authority(), password),
                password);
    }

    /** @param chain PEM: the certificate, and those between it and the institution's authority after it */
    IssuedCertificate know(Device device, String chain) {
        return certificates.know(device.id(), CertificateText.readChain(chain));
    }

    IssuedCertificate revoke(Device device, String fingerprint) {
        if (certificates.of(device.id()).stream()
                .noneMatch(one -> one.fingerprint().equals(fingerprint))) {
            throw RequestException.notFound("No such certificate.");
        }
        return certificates.revoke(device.id(), fingerprint);
    }

    /** @param secret shown once */
    record Enrolment(Device device, String secret, Instant until) {

        @Override
        public String toString() {
            return "Enrolment[" + device.id() + "]";
        }
    }

    Enrolment enrol(Device device) {
        Instant until = clock.instant().plus(ENROLMENT);
        return new Enrolment(device, certificates.newEnrolmentSecret(device.id(), until), until);
    }

    List<InstitutionAuthority> authorities(Institution institution) {
        return certificates.authoritiesOf(institution.id());
    }

    /** @param certificate PEM */
    InstitutionAuthority trust(Institution institution, String certificate) {
        return certificates.trust(institution.id(), CertificateText.read(certificate));
    }

    void distrust(Institution institution, String fingerprint) {
        if (certificates.authoritiesOf(institution.id()).stream()
                .noneMatch(one -> one.fingerprint().equals(fingerprint))) {
            throw RequestException.notFound("No such authority.");
        }
        certificates.distrust(institution.id(), fingerprint);
    }
}
