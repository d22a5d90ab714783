package org.courtbridge.gateway.store.certificates;

import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.InstitutionAuthority;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The authorities that institutions have themselves, in the database. */
final class InstitutionAuthorities {

    private final Database database;

    InstitutionAuthorities(Database database) {
        this.database = database;
    }

    List<InstitutionAuthority> all() {
        return database.jdbi()
                .withHandle(handle -> handle.select("select * from institution_authorities order by recorded_at")
                        .map(InstitutionAuthorities::authority)
                        .list());
    }

    List<InstitutionAuthority> of(String institutionId) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select * from institution_authorities where institution_id = ? order by recorded_at",
                                institutionId)
                        .map(InstitutionAuthorities::authority)
                        .list());
    }

    /** @return whether it was not there before */
    boolean add(Handle handle, InstitutionAuthority authority) {
        return handle.execute(
                        "insert into institution_authorities"
                                + " (institution_id, fingerprint, certificate, recorded_at, recorded_by)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing",
                        authority.institutionId(),
                        authority.fingerprint(),
                        CertificateText.pem(authority.certificate()),
                        authority.at(),
                        authority.by())
                > 0;
    }

    /** @return whether it was there */
    boolean remove(Handle handle, String institutionId, String fingerprint) {
        return handle.execute(
                        "delete from institution_authorities where institution_id = ? and fingerprint = ?",
                        institutionId,
                        fingerprint)
                > 0;
    }

    static Set<X509Certificate> certificates(List<InstitutionAuthority> authorities) {
        Set<X509Certificate> certificates = new HashSet<>();
        authorities.forEach(one -> certificates.add(one.certificate()));
        return certificates;
    }

    private static InstitutionAuthority authority(ResultSet row, StatementContext context) throws SQLException {
        return new InstitutionAuthority(
                row.getString("institution_id"),
                CertificateText.read(row.getString("certificate")),
                row.getTimestamp("recorded_at").toInstant(),
                row.getString("recorded_by"));
    }
}
