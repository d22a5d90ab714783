package org.courtbridge.gateway.store.certificates;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.certificates.CertificateChecks;
import org.courtbridge.provisioning.certificates.InstitutionAuthority;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.jdbi.v3.core.Handle;

/** The authorities that are believed: our own, and each institution's about its devices. */
final class TrustAnchors {

    private final Database database;
    private final StoredDevices devices;
    private final Inventory inventory;
    private final StoredAudit audit;
    private final StoredAuthority own;
    private final InstitutionAuthorities institutions;
    private volatile List<X509Certificate> issuers = List.of();

    TrustAnchors(
            Database database,
            StoredDevices devices,
            Inventory inventory,
            StoredAudit audit,
            StoredAuthority own,
            InstitutionAuthorities institutions) {
        this.database = database;
        this.devices = devices;
        this.inventory = inventory;
        this.audit = audit;
        this.own = own;
        this.institutions = institutions;
    }

    private Institution institution(String id) {
        return inventory.institution(id).orElseThrow(() -> new IllegalArgumentException("no institution " + id));
    }

    InstitutionAuthority trust(String institutionId, X509Certificate certificate, Instant now, String actor) {
        Institution institution = institution(institutionId);
        CertificateChecks.checkAuthority(certificate, now);
        InstitutionAuthority authority = new InstitutionAuthority(institutionId, certificate, now, actor);
        database.jdbi().useTransaction(handle -> {
            if (institutions.add(handle, authority)) {
                note(handle, actor, "authority.add", institution, authority.fingerprint());
            }
        });
        refresh();
        return authority;
    }

    void distrust(String institutionId, String fingerprint, String actor) {
        Institution institution = institution(institutionId);
        database.jdbi().useTransaction(handle -> {
            if (!institutions.remove(handle, institutionId, fingerprint)) {
                throw new IllegalArgumentException("no authority " + fingerprint);
            }
            note(handle, actor, "authority.remove", institution, fingerprint);
        });
        refresh();
        // Their registrations were made on its word.
        inventory.placements().stream()
                .filter(one -> one.institution().filter(institution::equals).isPresent())
                .forEach(one -> devices.lapsed(one.device()));
    }

    private void note(Handle handle, String actor, String action, Institution institution, String fingerprint) {
        audit.add(
                handle,
                actor,
                action,
                new Subject("institution", institution.id(), institution.name()),
                List.of(new Change("fingerprint", "", fingerprint)));
    }

    /** Never waits for the database. */
    List<X509Certificate> issuers() {
        return issuers;
    }

    /** Reads from the database what {@link #issuers} gives. */
    void refresh() {
        Set<X509Certificate> all = new LinkedHashSet<>();
        all.add(own.get().certificate());
        all.addAll(InstitutionAuthorities.certificates(institutions.all()));
        issuers = List.copyOf(all);
    }
}
