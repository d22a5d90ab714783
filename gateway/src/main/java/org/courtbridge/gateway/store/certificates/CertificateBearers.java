package org.courtbridge.gateway.store.certificates;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.gateway.store.CertificateRows;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.provisioning.certificates.CertificateChecks;
import org.courtbridge.provisioning.certificates.CertificateHolder;
import org.courtbridge.provisioning.certificates.CertificateHolder.Reason;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.InstitutionAuthority;
import org.courtbridge.provisioning.certificates.IssuedCertificate;
import org.courtbridge.provisioning.certificates.IssuedCertificate.Origin;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.Placement;

/** Finds the device that a certificate proves, if any: asked at each request, so a revocation holds at once. */
final class CertificateBearers {

    private final Database database;
    private final StoredDevices devices;
    private final Inventory inventory;
    private final StoredAuthority authority;
    private final InstitutionAuthorities institutions;

    CertificateBearers(
            Database database,
            StoredDevices devices,
            Inventory inventory,
            StoredAuthority authority,
            InstitutionAuthorities institutions) {
        this.database = database;
        this.devices = devices;
        this.inventory = inventory;
        this.authority = authority;
        this.institutions = institutions;
    }

    /** @param chain as it was shown in TLS, the client's own first; empty if it showed none */
    CertificateHolder of(List<X509Certificate> chain, Instant now) {
        if (chain.isEmpty()) {
            return new CertificateHolder.Nobody(Reason.NONE);
        }
        X509Certificate shown = chain.getFirst();
        if (!CertificateChecks.isWithin(shown, now)) {
            return new CertificateHolder.Nobody(Reason.OUT_OF_DATE);
        }
        if (!CertificateChecks.isForClients(shown)) {
            return new CertificateHolder.Nobody(Reason.WRONG_USE);
        }
        String fingerprint = CertificateText.fingerprint(shown);
        Optional<IssuedCertificate> recorded =
                database.jdbi().withHandle(handle -> CertificateRows.one(handle, fingerprint));
        if (recorded.isPresent()) {
            return recorded(recorded.get(), chain, now);
        }
        // Whatever else our own authority may seem to have signed, it did not.
        Optional<Device> named = believed(chain, now).map(Placement::device);
        if (named.isEmpty()) {
            return new CertificateHolder.Nobody(Reason.FOREIGN);
        }
        // One signature can be written in several ways, and the fingerprint with it; what is signed cannot.
        if (database.jdbi().withHandle(handle -> CertificateRows.isRevoked(handle, shown))) {
            return new CertificateHolder.Nobody(Reason.REVOKED);
        }
        return known(named.filter(this::hasPassword), fingerprint, Origin.INSTITUTION);
    }

    /** True of a device with a password. One without was revoked, and is not believed by its name alone until it has one. */
    private boolean hasPassword(Device device) {
        return devices.secrets(device.id()).isPresent()
                || devices.password(device.id()).isPresent();
    }

    private CertificateHolder recorded(IssuedCertificate recorded, List<X509Certificate> chain, Instant now) {
        if (recorded.revoked().isPresent()) {
            return new CertificateHolder.Nobody(Reason.REVOKED);
        }
        boolean signed = switch (recorded.origin()) {
            case OWN -> authority.get().signed(chain.getFirst());
            case INSTITUTION ->
                inventory
                        .placement(recorded.deviceId())
                        .flatMap(Placement::institution)
                        .flatMap(owner -> CertificateChecks.anchorOf(
                                chain, InstitutionAuthorities.certificates(institutions.of(owner.id())), now))
                        .isPresent();
        };
        return signed
                ? known(devices.byId(recorded.deviceId()), recorded.fingerprint(), recorded.origin())
                : new CertificateHolder.Nobody(Reason.FOREIGN);
    }

    private static CertificateHolder known(Optional<Device> device, String fingerprint, Origin origin) {
        return device.filter(Device::enabled)
                .<CertificateHolder>map(one -> new CertificateHolder.Known(one, fingerprint, origin))
                .orElseGet(() -> new CertificateHolder.Nobody(Reason.DISABLED));
    }

    /** By an authority of an institution, which speaks for no device but its own. */
    private Optional<Placement> believed(List<X509Certificate> chain, Instant now) {
        // Each institution is asked alone: several may believe the same chain, each by an authority of its own in it.
        Set<String> owners = new HashSet<>();
        institutions.all().stream()
                .collect(Collectors.groupingBy(InstitutionAuthority::institutionId))
                .forEach((owner, theirs) -> CertificateChecks.anchorOf(
                                chain, InstitutionAuthorities.certificates(theirs), now)
                        .ifPresent(_ -> owners.add(owner)));
        if (owners.isEmpty()) {
            return Optional.empty();
        }
        List<Placement> theirs = inventory.placements().stream()
                .filter(one -> one.institution()
                        .filter(owner -> owners.contains(owner.id()))
                        .isPresent())
                .toList();
        return CertificateChecks.named(chain.getFirst(), theirs);
    }
}
