package org.courtbridge.gateway.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Passwords of devices that were rotated and still work for a while, encrypted in the database. */
final class FormerPasswords {

    private final Database database;
    private final SecretBox box;
    private final InstantSource clock;

    FormerPasswords(Database database, SecretBox box, InstantSource clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    /** Those whose time is not over, the latest first; none of a device that is disabled. */
    List<String> of(String deviceId) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select id, secret from device_former_passwords where device_id = ? and good_until > ?"
                                        + " and exists (select 1 from devices where id = ? and enabled)"
                                        + " order by good_until desc, id",
                                deviceId,
                                clock.instant(),
                                deviceId)
                        .map((row, _) -> box.decrypt(
                                row.getString("secret"),
                                SealedTable.FORMER_PASSWORDS.context(deviceId, row.getString("id"))))
                        .list());
    }

    /** One more; those whose time is over are forgotten. */
    void add(Handle handle, String deviceId, String password, Instant goodUntil) {
        handle.execute(
                "delete from device_former_passwords where device_id = ? and good_until <= ?",
                deviceId,
                clock.instant());
        String id = UUID.randomUUID().toString();
        handle.execute(
                "insert into device_former_passwords (id, device_id, secret, good_until) values (?, ?, ?, ?)",
                id,
                deviceId,
                box.encrypt(password, SealedTable.FORMER_PASSWORDS.context(deviceId, id)),
                goodUntil);
    }

    /** The device needs none of them any more. */
    void supersede(String deviceId) {
        database.jdbi()
                .useHandle(handle -> handle.execute(
                        "update device_former_passwords set superseded = true where device_id = ? and not superseded",
                        deviceId));
    }

    /** @return whether nobody did so since the last was added */
    boolean warn(String deviceId) {
        return database.jdbi()
                .withHandle(handle -> handle.execute(
                                "update device_former_passwords set warned = true"
                                        + " where device_id = ? and not warned and not superseded",
                                deviceId)
                        > 0);
    }

    void forget(Handle handle, String deviceId) {
        handle.execute("delete from device_former_passwords where device_id = ?", deviceId);
    }
}
