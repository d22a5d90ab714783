package org.courtbridge.gateway.store;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.provisioning.certificates.CertificateAuthority.Revoked;
import org.courtbridge.provisioning.certificates.CertificateText;
import org.courtbridge.provisioning.certificates.IssuedCertificate;
import org.courtbridge.provisioning.certificates.IssuedCertificate.Origin;
import org.courtbridge.provisioning.certificates.IssuedCertificate.Revocation;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of the certificates of devices. */
public final class CertificateRows {

    private CertificateRows() {}

    public static void insert(Handle handle, IssuedCertificate one) {
        handle.execute(
                "insert into device_certificates (fingerprint, serial, device_id, subject, origin, not_before, not_after,"
                        + " recorded_at, recorded_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                one.fingerprint(),
                one.serial(),
                one.deviceId(),
                one.subject(),
                one.origin().name(),
                one.notBefore(),
                one.notAfter(),
                one.at(),
                one.by());
    }

    public static Optional<IssuedCertificate> one(Handle handle, String fingerprint) {
        return handle.select("select * from device_certificates where fingerprint = ?", fingerprint)
                .map(CertificateRows::read)
                .findOne();
    }

    /** Whether it is one that was revoked, however its signature is written. */
    public static boolean isRevoked(Handle handle, X509Certificate one) {
        return handle.select(
                                "select count(*) from device_certificates"
                                        + " where serial = ? and subject = ? and revoked_at is not null",
                                CertificateText.serial(one),
                                one.getSubjectX500Principal().getName())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    public static List<IssuedCertificate> of(Handle handle, String deviceId) {
        return handle.select(
                        "select * from device_certificates where device_id = ? order by recorded_at desc, fingerprint",
                        deviceId)
                .map(CertificateRows::read)
                .list();
    }

    /** Number of a device's certificates that are neither revoked nor over. */
    public static int good(Handle handle, String deviceId, Instant now) {
        return handle.select(
                        "select count(*) from device_certificates"
                                + " where device_id = ? and revoked_at is null and not_after >= ?",
                        deviceId,
                        now)
                .mapTo(Integer.class)
                .one();
    }

    /** @return whether it was not revoked before */
    public static boolean revoke(Handle handle, String fingerprint, Instant at, String by) {
        return handle.execute(
                        "update device_certificates set revoked_at = ?, revoked_by = ?"
                                + " where fingerprint = ? and revoked_at is null",
                        at,
                        by,
                        fingerprint)
                > 0;
    }

    /** @return how many there were that were not revoked before */
    static int revokeAll(Handle handle, String deviceId, Instant at, String by) {
        return handle.execute(
                "update device_certificates set revoked_at = ?, revoked_by = ?"
                        + " where device_id = ? and revoked_at is null",
                at,
                by,
                deviceId);
    }

    /** Ours that are revoked, by their numbers. @param since those that ended before are left out */
    public static List<Revoked> revoked(Handle handle, Instant since) {
        return handle.select(
                        "select serial, revoked_at from device_certificates"
                                + " where origin = ? and revoked_at is not null and not_after > ? order by serial",
                        Origin.OWN.name(),
                        since)
                .map((row, _) -> new Revoked(
                        new BigInteger(row.getString("serial"), 16),
                        row.getTimestamp("revoked_at").toInstant()))
                .list();
    }

    private static IssuedCertificate read(ResultSet row, StatementContext context) throws SQLException {
        Timestamp revokedAt = row.getTimestamp("revoked_at");
        return new IssuedCertificate(
                row.getString("fingerprint"),
                row.getString("serial"),
                row.getString("device_id"),
                row.getString("subject"),
                Origin.valueOf(row.getString("origin")),
                row.getTimestamp("not_before").toInstant(),
                row.getTimestamp("not_after").toInstant(),
                row.getTimestamp("recorded_at").toInstant(),
                row.getString("recorded_by"),
                revokedAt == null
                        ? Optional.empty()
                        : Optional.of(new Revocation(revokedAt.toInstant(), row.getString("revoked_by"))));
    }
}
