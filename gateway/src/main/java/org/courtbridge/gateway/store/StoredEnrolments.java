package org.courtbridge.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.operations.enrolment.Enrolments;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.inventory.Device;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Enrolments in the database. */
public final class StoredEnrolments implements Enrolments {

    private static final String COLUMNS =
            "select device_id, hardware, good_until, bound_to, bound_at from device_enrolments";

    private final Database database;
    private final SecretBox box;
    private final StoredDevices devices;
    private final StoredAudit audit;

    public StoredEnrolments(Database database, SecretBox box, StoredDevices devices, StoredAudit audit) {
        this.database = database;
        this.box = box;
        this.devices = devices;
        this.audit = audit;
    }

    @Override
    public void issue(Device device, String hash, String hardware, Instant goodUntil, String actor) {
        database.jdbi().useTransaction(handle -> {
            forget(handle, device.id());
            handle.execute(
                    "insert into device_enrolments (device_id, token_hash, hardware, good_until) values (?, ?, ?, ?)",
                    device.id(),
                    hash,
                    hardware,
                    goodUntil.truncatedTo(ChronoUnit.MILLIS));
            audit.add(
                    handle,
                    actor,
                    "enrolment.issue",
                    StoredDevices.subject(device),
                    List.of(new Change("hardware", "", hardware), new Change("goodUntil", "", goodUntil.toString())));
        });
    }

    /** As part of a transaction. */
    static void forget(Handle handle, String deviceId) {
        handle.execute("delete from device_enrolments where device_id = ?", deviceId);
    }

    @Override
    public Optional<Enrolment> find(String hash) {
        return database.jdbi()
                .withHandle(handle -> handle.select(COLUMNS + " where token_hash = ?", hash)
                        .map(StoredEnrolments::enrolment)
                        .findOne());
    }

    @Override
    public boolean redeem(Use use, Supplier<String> password, Instant formerUntil) {
        return database.jdbi().inTransaction(handle -> {
            Optional<Enrolment> enrolment = handle.select(COLUMNS + " where token_hash = ? for update", use.hash())
                    .map(StoredEnrolments::enrolment)
                    .findOne()
                    .filter(one -> one.admits(use.id(), use.now(), use.window()));
            if (enrolment.isEmpty()) {
                return false;
            }
            if (enrolment.get().boundTo().isEmpty()) {
                handle.execute(
                        "update device_enrolments set bound_to = ?, bound_at = ? where token_hash = ?",
                        use.id(),
                        use.now().truncatedTo(ChronoUnit.MILLIS),
                        use.hash());
                Device device = devices.rotate(handle, enrolment.get().deviceId(), password.get(), formerUntil);
                audit.add(
                        handle,
                        StoredDevices.SYSTEM,
                        "enrolment.use",
                        StoredDevices.subject(device),
                        List.of(new Change("hardware", "", use.id()), new Change("source", "", use.source())));
            }
            return true;
        });
    }

    @Override
    public Optional<String> told(String deviceId) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.select("select secret from told_configurations where device_id = ?", deviceId)
                                .mapTo(String.class)
                                .findOne())
                .map(encrypted -> box.decrypt(encrypted, SealedTable.TOLD_CONFIGURATIONS.context(deviceId)));
    }

    @Override
    public void tell(String deviceId, String digest) {
        String encrypted = box.encrypt(digest, SealedTable.TOLD_CONFIGURATIONS.context(deviceId));
        database.jdbi().useTransaction(handle -> {
            handle.execute("delete from told_configurations where device_id = ?", deviceId);
            handle.execute(
                    "insert into told_configurations (device_id, secret) values (?, ?) on conflict do nothing",
                    deviceId,
                    encrypted);
        });
    }

    private static Enrolment enrolment(ResultSet row, StatementContext context) throws SQLException {
        return new Enrolment(
                row.getString("device_id"),
                row.getString("hardware"),
                row.getTimestamp("good_until").toInstant(),
                Optional.ofNullable(row.getString("bound_to")),
                Optional.ofNullable(row.getTimestamp("bound_at")).map(Timestamp::toInstant));
    }
}
