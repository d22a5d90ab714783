package org.courtbridge.gateway.store.certificates;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.gateway.store.CertificateRows;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.certificates.CertificateChecks;
import org.courtbridge.provisioning.certificates.CertificateHolder;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.DeviceCertificates;
import org.courtbridge.provisioning.certificates.DeviceNames;
import org.courtbridge.provisioning.certificates.InstitutionAuthority;
import org.courtbridge.provisioning.certificates.IssuedCertificate;
import org.courtbridge.provisioning.certificates.IssuedCertificate.Origin;
import org.courtbridge.provisioning.certificates.RefusedRequestException;
import org.courtbridge.provisioning.certificates.SigningRequest;
import org.courtbridge.provisioning.certificates.TooManyCertificatesException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;
import org.jdbi.v3.core.Handle;

/** Devices' certificates in the database, and the authority that issues them. */
public final class StoredCertificates implements DeviceCertificates {

    private final Shared shared;
    private final String actor;

    /**
     * @param validity of the certificates that are issued
     * @param revocations where the list of the revoked is fetched; asked for with every certificate
     * @param enrolWithInstitutions whether a device may have one of ours for one of its institution's authority
     */
    public record Settings(Duration validity, Supplier<Optional<String>> revocations, boolean enrolWithInstitutions) {}

    /** The parts that are the same whoever makes changes. */
    private static final class Shared {

        final Database database;
        final StoredDevices devices;
        final Inventory inventory;
        final StoredAudit audit;
        final Settings settings;
        final InstantSource clock;
        final StoredAuthority authority;
        final InstitutionAuthorities institutions;
        final EnrolmentSecrets enrolments = new EnrolmentSecrets();
        final TrustAnchors believed;
        final CertificateBearers bearers;
        final SignedRevocations revocations;

        Shared(
                Database database,
                SecretBox box,
                StoredDevices devices,
                Inventory inventory,
                StoredAudit audit,
                Settings settings,
                InstantSource clock) {
            this.database = database;
            this.devices = devices;
            this.inventory = inventory;
            this.audit = audit;
            this.settings = settings;
            this.clock = clock;
            this.authority = new StoredAuthority(database, box, clock);
            this.institutions = new InstitutionAuthorities(database);
            this.believed = new TrustAnchors(database, devices, inventory, audit, authority, institutions);
            this.bearers = new CertificateBearers(database, devices, inventory, authority, institutions);
            this.revocations = new SignedRevocations(database, authority);
        }
    }

    public StoredCertificates(
            Database database,
            SecretBox box,
            StoredDevices devices,
            Inventory inventory,
            StoredAudit audit,
            Settings settings,
            InstantSource clock) {
        this.shared = new Shared(database, box, devices, inventory, audit, settings, clock);
        this.actor = StoredDevices.SYSTEM;
    }

    private StoredCertificates(Shared shared, String actor) {
        this.shared = shared;
        this.actor = actor;
    }

    @Override
    public StoredCertificates by(String actor) {
        return new StoredCertificates(shared, actor);
    }

    private Instant now() {
        return shared.clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private <T> T inTransaction(org.jdbi.v3.core.HandleCallback<T, RuntimeException> work) {
        return shared.database.jdbi().inTransaction(work);
    }

    @Override
    public X509Certificate authority() {
        return shared.authority.get().certificate();
    }

    private Placement placement(String deviceId) {
        return shared.inventory
                .placement(deviceId)
                .orElseThrow(() -> new IllegalArgumentException("no device " + deviceId));
    }

    @Override
    public X509Certificate issue(String deviceId, SigningRequest request) {
        Placement placement = placement(deviceId);
        X509Certificate certificate = signed(placement, request);
        shared.database.jdbi().useTransaction(handle -> record(handle, placement.device(), certificate, Origin.OWN));
        return certificate;
    }

    @Override
    public X509Certificate renew(String deviceId, X509Certificate former, SigningRequest request) {
        if (!shared.authority.get().signed(former)) {
            throw new RefusedRequestException(
                    "certificate: of another authority (expected: ours, as nothing else can be renewed here)");
        }
        CertificateChecks.checkSameNames(request, former);
        return issue(deviceId, request);
    }

    private X509Certificate signed(Placement placement, SigningRequest request) {
        return shared.authority
                .get()
                .issue(
                        DeviceNames.of(placement),
                        request,
                        now(),
                        shared.settings.validity(),
                        shared.settings.revocations().get());
    }

    private IssuedCertificate record(Handle handle, Device device, X509Certificate certificate, Origin origin) {
        IssuedCertificate issued = new IssuedCertificate(
                CertificateText.fingerprint(certificate),
                CertificateText.serial(certificate),
                device.id(),
                certificate.getSubjectX500Principal().getName(),
                origin,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                now(),
                actor,
                Optional.empty());
        CertificateRows.insert(handle, issued);
        note(handle, origin == Origin.OWN ? "certificate.issue" : "certificate.know", device, issued);
        // Behind the entry, for which transactions queue: of several at once, each counts those before it.
        if (CertificateRows.good(handle, device.id(), now()) > MOST) {
            throw new TooManyCertificatesException(MOST);
        }
        return issued;
    }

    private void note(Handle handle, String action, Device device, IssuedCertificate certificate) {
        shared.audit.add(
                handle,
                actor,
                action,
                StoredDevices.subject(device),
                List.of(
                        new Change("serial", "", certificate.serial()),
                        new Change("notAfter", "", certificate.notAfter().toString())));
    }

    @Override
    public boolean enrolsBy(CertificateHolder.Known known) {
        return switch (known.origin()) {
            case OWN -> true;
            case INSTITUTION -> shared.settings.enrolWithInstitutions();
        };
    }

    @Override
    public String newEnrolmentSecret(String deviceId, Instant until) {
        Device device = placement(deviceId).device();
        return inTransaction(handle -> {
            String secret = shared.enrolments.make(handle, deviceId, until);
            shared.audit.add(
                    handle,
                    actor,
                    "certificate.enrolment",
                    StoredDevices.subject(device),
                    List.of(new Change("until", "", until.toString())));
            return secret;
        });
    }

    @Override
    public Optional<Device> enrolling(String username, String secret) {
        Optional<Device> device = shared.devices.byUsername(username).filter(Device::enabled);
        // The database is asked as often for a name that there is not: time does not tell.
        String id = device.map(Device::id).orElse("nobody");
        boolean good = shared.database.jdbi().withHandle(handle -> shared.enrolments.isGood(handle, id, secret, now()));
        return device.filter(_ -> good);
    }

    @Override
    public Optional<X509Certificate> enrol(String deviceId, String secret, SigningRequest request) {
        Placement placement = placement(deviceId);
        X509Certificate certificate = signed(placement, request);
        return inTransaction(handle -> {
            if (!shared.enrolments.use(handle, deviceId, secret, now())) {
                return Optional.empty();
            }
            record(handle, placement.device(), certificate, Origin.OWN);
            return Optional.of(certificate);
        });
    }

    @Override
    public IssuedCertificate know(String deviceId, List<X509Certificate> chain) {
        Placement placement = placement(deviceId);
        X509Certificate certificate = chain.getFirst();
        if (!CertificateChecks.isForClients(certificate)) {
            throw new RefusedRequestException("certificate: for another use (expected: TLS client)");
        }
        if (!CertificateChecks.isWithin(certificate, now())) {
            throw new RefusedRequestException("certificate: good until %s (expected: now)"
                    .formatted(certificate.getNotAfter().toInstant()));
        }
        Optional<Institution> institution = placement.institution();
        boolean believed = institution
                .flatMap(one -> CertificateChecks.anchorOf(
                        chain, InstitutionAuthorities.certificates(shared.institutions.of(one.id())), now()))
                .isPresent();
        if (!believed) {
            throw new RefusedRequestException(
                    "certificate: of no authority of the device's institution (expected: one that was added there)");
        }
        return inTransaction(handle -> {
            if (CertificateRows.one(handle, CertificateText.fingerprint(certificate))
                    .isPresent()) {
                throw new RefusedRequestException(
                        "certificate: %s (is taken)".formatted(CertificateText.serial(certificate)));
            }
            return record(handle, placement.device(), certificate, Origin.INSTITUTION);
        });
    }

    @Override
    public List<IssuedCertificate> of(String deviceId) {
        return shared.database.jdbi().withHandle(handle -> CertificateRows.of(handle, deviceId));
    }

    @Override
    public IssuedCertificate revoke(String deviceId, String fingerprint) {
        Device device = placement(deviceId).device();
        IssuedCertificate revoked = inTransaction(handle -> {
            IssuedCertificate certificate = CertificateRows.one(handle, fingerprint)
                    .filter(one -> one.deviceId().equals(deviceId))
                    .orElseThrow(() -> new IllegalArgumentException("no certificate " + fingerprint));
            if (CertificateRows.revoke(handle, fingerprint, now(), actor)) {
                note(handle, "certificate.revoke", device, certificate);
            }
            return CertificateRows.one(handle, fingerprint).orElseThrow();
        });
        shared.devices.lapsed(device);
        return revoked;
    }

    @Override
    public byte[] revocationList() {
        return shared.revocations.list(now());
    }

    @Override
    public List<InstitutionAuthority> authoritiesOf(String institutionId) {
        return shared.institutions.of(institutionId);
    }

    @Override
    public InstitutionAuthority trust(String institutionId, X509Certificate certificate) {
        return shared.believed.trust(institutionId, certificate, now(), actor);
    }

    @Override
    public void distrust(String institutionId, String fingerprint) {
        shared.believed.distrust(institutionId, fingerprint, actor);
    }

    @Override
    public List<X509Certificate> issuers() {
        return shared.believed.issuers();
    }

    /** Reads from the database what {@link #issuers} gives: once at the start, and then as other nodes may have changed it. */
    public void refreshIssuers() {
        shared.believed.refresh();
    }

    @Override
    public CertificateHolder bearerOf(List<X509Certificate> chain) {
        return shared.bearers.of(chain, now());
    }
}
