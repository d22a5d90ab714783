package org.courtbridge.gateway.store;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.certificates.Bearer;
import org.courtbridge.provisioning.certificates.Bearer.Reason;
import org.courtbridge.provisioning.certificates.CertificateAuthority.Revoked;
import org.courtbridge.provisioning.certificates.CertificateChecks;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.DeviceCertificates;
import org.courtbridge.provisioning.certificates.DeviceNames;
import org.courtbridge.provisioning.certificates.InstitutionAuthority;
import org.courtbridge.provisioning.certificates.IssuedCertificate;
import org.courtbridge.provisioning.certificates.IssuedCertificate.Origin;
import org.courtbridge.provisioning.certificates.RefusedRequestException;
import org.courtbridge.provisioning.certificates.SigningRequest;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Devices' certificates in the database, and the authority that issues them. */
public final class StoredCertificates implements DeviceCertificates {

    /** A list is good for so long; who fetched it then has to fetch another. */
    private static final Duration LIST_VALIDITY = Duration.ofDays(7);

    /** A list is signed anew when so much time has gone, even if nothing has changed. */
    private static final Duration LIST_AGE = Duration.ofHours(12);

    private final Shared shared;
    private final String actor;

    /**
     * @param validity of the certificates that are issued
     * @param revocations where the list of the revoked is fetched; asked for with every certificate
     */
    public record Settings(Duration validity, Supplier<Optional<String>> revocations) {}

    /** What is the same whoever makes changes. */
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
        volatile List<X509Certificate> issuers = List.of();
        volatile @Nullable SignedList list;

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
        }
    }

    /** A list as it was signed. */
    private static final class SignedList {

        final List<Revoked> revoked;
        final Instant at;
        final byte[] der;

        SignedList(List<Revoked> revoked, Instant at, byte[] der) {
            this.revoked = revoked;
            this.at = at;
            this.der = der;
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
        this(new Shared(database, box, devices, inventory, audit, settings, clock), StoredDevices.SYSTEM);
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
    public String newEnrolmentSecret(String deviceId, Instant until) {
        Device device = placement(deviceId).device();
        return inTransaction(handle -> {
            String secret = shared.enrolments.make(handle, deviceId, until);
            shared.audit.add(
                    handle,
                    actor,
                    "enrolment.issue",
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
    public IssuedCertificate know(String deviceId, X509Certificate certificate) {
        Placement placement = placement(deviceId);
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
                        List.of(certificate),
                        InstitutionAuthorities.certificates(shared.institutions.of(one.id())),
                        now()))
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
        Instant now = now();
        // One that has ended is in one more list at least (RFC 5280, section 3.3).
        List<Revoked> revoked = shared.database
                .jdbi()
                .withHandle(handle -> CertificateRows.revoked(handle, now.minus(LIST_VALIDITY.multipliedBy(2))));
        SignedList before = shared.list;
        if (before != null
                && before.revoked.equals(revoked)
                && now.isBefore(before.at.plus(LIST_AGE))
                && !now.isBefore(before.at)) {
            return before.der.clone();
        }
        // The number is taken first: whoever has seen a later one has signed what was revoked at least until now.
        shared.authority.get();
        SignedList signed = inTransaction(handle -> {
            var number = shared.authority.nextListNumber(handle);
            List<Revoked> current = CertificateRows.revoked(handle, now.minus(LIST_VALIDITY.multipliedBy(2)));
            return new SignedList(
                    current, now, shared.authority.get().revocationList(number, now, LIST_VALIDITY, current));
        });
        shared.list = signed;
        return signed.der.clone();
    }

    @Override
    public List<InstitutionAuthority> authoritiesOf(String institutionId) {
        return shared.institutions.of(institutionId);
    }

    private Institution institution(String id) {
        return shared.inventory.institution(id).orElseThrow(() -> new IllegalArgumentException("no institution " + id));
    }

    @Override
    public InstitutionAuthority trust(String institutionId, X509Certificate certificate) {
        Institution institution = institution(institutionId);
        CertificateChecks.checkAuthority(certificate, now());
        InstitutionAuthority authority = new InstitutionAuthority(institutionId, certificate, now(), actor);
        shared.database.jdbi().useTransaction(handle -> {
            if (shared.institutions.add(handle, authority)) {
                noteAuthority(handle, "authority.add", institution, authority.fingerprint());
            }
        });
        refreshIssuers();
        return authority;
    }

    @Override
    public void distrust(String institutionId, String fingerprint) {
        Institution institution = institution(institutionId);
        shared.database.jdbi().useTransaction(handle -> {
            if (!shared.institutions.remove(handle, institutionId, fingerprint)) {
                throw new IllegalArgumentException("no authority " + fingerprint);
            }
            noteAuthority(handle, "authority.remove", institution, fingerprint);
        });
        refreshIssuers();
        // Their registrations were made on its word.
        shared.inventory.placements().stream()
                .filter(one -> one.institution().filter(institution::equals).isPresent())
                .forEach(one -> shared.devices.lapsed(one.device()));
    }

    private void noteAuthority(Handle handle, String action, Institution institution, String fingerprint) {
        shared.audit.add(
                handle,
                actor,
                action,
                new Subject("institution", institution.id(), institution.name()),
                List.of(new Change("fingerprint", "", fingerprint)));
    }

    @Override
    public List<X509Certificate> issuers() {
        return shared.issuers;
    }

    /** Reads from the database what {@link #issuers} gives: once at the start, and then as other nodes may have changed it. */
    public void refreshIssuers() {
        Set<X509Certificate> issuers = new LinkedHashSet<>();
        issuers.add(authority());
        issuers.addAll(InstitutionAuthorities.certificates(shared.institutions.all()));
        shared.issuers = List.copyOf(issuers);
    }

    @Override
    public Bearer bearerOf(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return new Bearer.Nobody(Reason.NONE);
        }
        X509Certificate shown = chain.getFirst();
        Instant now = now();
        if (!CertificateChecks.isWithin(shown, now)) {
            return new Bearer.Nobody(Reason.OUT_OF_DATE);
        }
        if (!CertificateChecks.isForClients(shown)) {
            return new Bearer.Nobody(Reason.WRONG_USE);
        }
        String fingerprint = CertificateText.fingerprint(shown);
        Optional<IssuedCertificate> recorded =
                shared.database.jdbi().withHandle(handle -> CertificateRows.one(handle, fingerprint));
        if (recorded.isPresent()) {
            return recorded(recorded.get(), chain, now);
        }
        // Whatever else our own authority may seem to have signed, it did not.
        Optional<Device> named = believed(chain, now).map(Placement::device);
        if (named.isEmpty()) {
            return new Bearer.Nobody(Reason.FOREIGN);
        }
        // One signature can be written in several ways, and the fingerprint with it; what is signed cannot.
        if (shared.database.jdbi().withHandle(handle -> CertificateRows.isRevoked(handle, shown))) {
            return new Bearer.Nobody(Reason.REVOKED);
        }
        return known(named.filter(this::hasPassword), fingerprint);
    }

    /** Who has none was revoked, and is not believed by its name alone until it gets another. */
    private boolean hasPassword(Device device) {
        return shared.devices.secrets(device.id()).isPresent()
                || shared.devices.password(device.id()).isPresent();
    }

    private Bearer recorded(IssuedCertificate recorded, List<X509Certificate> chain, Instant now) {
        if (recorded.revoked().isPresent()) {
            return new Bearer.Nobody(Reason.REVOKED);
        }
        boolean signed = switch (recorded.origin()) {
            case OWN -> shared.authority.get().signed(chain.getFirst());
            case INSTITUTION ->
                shared.inventory
                        .placement(recorded.deviceId())
                        .flatMap(Placement::institution)
                        .flatMap(owner -> CertificateChecks.anchorOf(
                                chain, InstitutionAuthorities.certificates(shared.institutions.of(owner.id())), now))
                        .isPresent();
        };
        return signed
                ? known(shared.devices.byId(recorded.deviceId()), recorded.fingerprint())
                : new Bearer.Nobody(Reason.FOREIGN);
    }

    private static Bearer known(Optional<Device> device, String fingerprint) {
        return device.filter(Device::enabled)
                .<Bearer>map(one -> new Bearer.Known(one, fingerprint))
                .orElseGet(() -> new Bearer.Nobody(Reason.DISABLED));
    }

    /** By an authority of an institution, which speaks for no device but its own. */
    private Optional<Placement> believed(List<X509Certificate> chain, Instant now) {
        // Each institution is asked alone: several may believe the same chain, each by an authority of its own in it.
        Set<String> owners = new HashSet<>();
        shared.institutions.all().stream()
                .collect(Collectors.groupingBy(InstitutionAuthority::institutionId))
                .forEach((owner, theirs) -> CertificateChecks.anchorOf(
                                chain, InstitutionAuthorities.certificates(theirs), now)
                        .ifPresent(_ -> owners.add(owner)));
        if (owners.isEmpty()) {
            return Optional.empty();
        }
        List<Placement> theirs = shared.inventory.placements().stream()
                .filter(one -> one.institution()
                        .filter(owner -> owners.contains(owner.id()))
                        .isPresent())
                .toList();
        return CertificateChecks.named(chain.getFirst(), theirs);
    }
}
