package org.courtbridge.gateway.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Passwords of devices, encrypted in the database: to H.235's proofs (its procedures by HMAC, by password hash and by access
 * token) a digest of ours is of no use.
 */
final class DevicePasswords {

    private final Database database;
    private final SecretBox box;

    DevicePasswords(Database database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    /** Empty for a device that is disabled, or whose password nobody has set since they are kept. */
    Optional<String> of(String deviceId) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select secret from device_passwords where device_id = ?"
                                        + " and exists (select 1 from devices where id = ? and enabled)",
                                deviceId,
                                deviceId)
                        .mapTo(String.class)
                        .findOne())
                .map(encrypted -> box.decrypt(encrypted, SealedTable.PASSWORDS.context(deviceId)));
    }

    /** The same in one query. @param usernameKey of the device */
    Optional<String> ofUser(String usernameKey) {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select id, secret from device_passwords join devices on id = device_id"
                                        + " where username_key = ? and enabled",
                                usernameKey)
                        .map((row, _) -> box.decrypt(
                                row.getString("secret"), SealedTable.PASSWORDS.context(row.getString("id"))))
                        .findOne());
    }

    /** As part of a transaction; whether the device is disabled or not. */
    Optional<String> current(Handle handle, String deviceId) {
        return handle.select("select secret from device_passwords where device_id = ?", deviceId)
                .mapTo(String.class)
                .findOne()
                .map(encrypted -> box.decrypt(encrypted, SealedTable.PASSWORDS.context(deviceId)));
    }

    void forget(Handle handle, String deviceId) {
        handle.execute("delete from device_passwords where device_id = ?", deviceId);
    }

    /** In place of any before. */
    void set(Handle handle, String deviceId, String password) {
        handle.execute("delete from device_passwords where device_id = ?", deviceId);
        handle.execute(
                "insert into device_passwords (device_id, secret) values (?, ?)",
                deviceId,
                box.encrypt(password, SealedTable.PASSWORDS.context(deviceId)));
    }
}
