package org.courtbridge.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.courtbridge.provisioning.inventory.Encryption;
import org.jdbi.v3.core.statement.StatementContext;

/** The inventory in the database; passwords, and digests of them, are encrypted. */
public final class StoredDevices implements Devices {

    /** The unreserved user part of RFC 3261, section 25.1, less what people mistake: no escapes, quotes or brackets. */
    private static final String USERNAME = "[A-Za-z0-9_.+-]{1,64}";

    private final Database database;
    private final DeviceDigests digests;
    private final DevicePasswords passwords;
    private final InstantSource clock;

    /** @param realm of digest authentication: digests are made for it, so that a change of realm needs new passwords */
    public StoredDevices(Database database, String realm, SecretBox box, InstantSource clock) {
        this.database = database;
        this.digests = new DeviceDigests(database, realm, box);
        this.passwords = new DevicePasswords(database, box);
        this.clock = clock;
    }

    @Override
    public List<Device> all() {
        return database.jdbi()
                .withHandle(handle -> handle.select("select * from devices order by name, id")
                        .map(StoredDevices::device)
                        .list());
    }

    @Override
    public Optional<Device> byId(String id) {
        return one("id", id);
    }

    @Override
    public Optional<Device> byUsername(String username) {
        return one("username_key", key(username));
    }

    private Optional<Device> one(String column, String value) {
        return database.jdbi()
                .withHandle(handle -> handle.select("select * from devices where " + column + " = ?", value)
                        .map(StoredDevices::device)
                        .findOne());
    }

    @Override
    public Optional<DigestSecrets> secrets(String deviceId) {
        return digests.of(deviceId);
    }

    @Override
    public Optional<String> password(String deviceId) {
        return passwords.of(deviceId);
    }

    @Override
    public Device add(String name, String username, String password) {
        if (!username.matches(USERNAME)) {
            throw new IllegalArgumentException(
                    "username: %s (expected: 1 to 64 letters, digits or _ . + -)".formatted(username));
        }
        checkName(name);
        checkPassword(password);
        Device device = new Device(
                UUID.randomUUID().toString(), name, username, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        try {
            database.jdbi().useTransaction(handle -> {
                handle.execute(
                        "insert into devices (id, name, username, username_key, created) values (?, ?, ?, ?, ?)",
                        device.id(),
                        name,
                        username,
                        key(username),
                        device.created());
                digests.insert(handle, device, password);
                passwords.set(handle, device.id(), password);
            });
        } catch (RuntimeException e) {
            if (byUsername(username).isPresent()) {
                throw new IllegalArgumentException("username: %s (is taken)".formatted(username), e);
            }
            throw e;
        }
        return device;
    }

    @Override
    public void changePassword(String deviceId, String password) {
        checkPassword(password);
        Device device = byId(deviceId).orElseThrow(() -> new IllegalArgumentException("no device " + deviceId));
        database.jdbi().useTransaction(handle -> {
            handle.execute("delete from device_digests where device_id = ?", deviceId);
            digests.insert(handle, device, password);
            passwords.set(handle, deviceId, password);
        });
    }

    @Override
    public void rename(String deviceId, String name) {
        checkName(name);
        update(deviceId, "name = ?", name);
    }

    @Override
    public void setEnabled(String deviceId, boolean enabled) {
        update(deviceId, "enabled = ?", enabled);
    }

    @Override
    public void setEncryption(String deviceId, Encryption encryption) {
        update(deviceId, "encryption = ?", encryption.name());
    }

    @Override
    public void setLanguage(String deviceId, Optional<Locale> language) {
        language.ifPresentOrElse(
                chosen -> update(deviceId, "language = ?", chosen.toLanguageTag()),
                () -> update(deviceId, "language = null"));
    }

    private void update(String deviceId, String change, Object... values) {
        List<Object> arguments = new ArrayList<>(List.of(values));
        arguments.add(deviceId);
        if (database.execute("update devices set " + change + " where id = ?", arguments.toArray()) == 0) {
            throw new IllegalArgumentException("no device " + deviceId);
        }
    }

    @Override
    public void remove(String deviceId) {
        database.execute("delete from devices where id = ?", deviceId);
    }

    private static void checkName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: blank");
        }
    }

    private static void checkPassword(String password) {
        if (password.isBlank()) {
            throw new IllegalArgumentException("password: blank");
        }
    }

    private static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    private static Device device(ResultSet row, StatementContext context) throws SQLException {
        return new Device(
                row.getString("id"),
                row.getString("name"),
                row.getString("username"),
                row.getTimestamp("created").toInstant(),
                row.getBoolean("enabled"),
                Encryption.valueOf(row.getString("encryption")),
                Optional.ofNullable(row.getString("language")).map(Locale::forLanguageTag));
    }
}
