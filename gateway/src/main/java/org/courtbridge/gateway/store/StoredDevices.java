package org.courtbridge.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.statement.StatementContext;

/** The inventory in the database; digests of passwords are encrypted. */
public final class StoredDevices implements Devices {

    private static final String MD5 = "MD5";
    private static final String SHA_256 = "SHA-256";

    /** The unreserved user part of RFC 3261, section 25.1, less what people mistake: no escapes, quotes or brackets. */
    private static final String USERNAME = "[A-Za-z0-9_.+-]{1,64}";

    private final Database database;
    private final String realm;
    private final SecretBox box;
    private final InstantSource clock;

    /** @param realm of digest authentication: digests are made for it, so that a change of realm needs new passwords */
    public StoredDevices(Database database, String realm, SecretBox box, InstantSource clock) {
        this.database = database;
        this.realm = realm;
        this.box = box;
        this.clock = clock;
    }

    @Override
    public List<Device> all() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select * from devices order by name, id")
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
                .withHandle(handle -> handle.createQuery("select * from devices where " + column + " = :value")
                        .bind("value", value)
                        .map(StoredDevices::device)
                        .findOne());
    }

    @Override
    public Optional<DigestSecrets> secrets(String deviceId) {
        Map<String, String> sealed = database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select algorithm, secret from device_digests where device_id = :id and realm = :realm"
                                        + " and exists (select 1 from devices where id = :id and enabled)")
                        .bind("id", deviceId)
                        .bind("realm", realm)
                        .setMapKeyColumn("algorithm")
                        .setMapValueColumn("secret")
                        .collectInto(new GenericType<Map<String, String>>() {}));
        String md5 = sealed.get(MD5);
        String sha256 = sealed.get(SHA_256);
        if (md5 == null || sha256 == null) {
            return Optional.empty();
        }
        return Optional.of(new DigestSecrets(
                realm, box.decrypt(md5, context(deviceId, MD5)), box.decrypt(sha256, context(deviceId, SHA_256))));
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
                handle.createUpdate("insert into devices (id, name, username, username_key, created)"
                                + " values (:id, :name, :username, :key, :created)")
                        .bind("id", device.id())
                        .bind("name", name)
                        .bind("username", username)
                        .bind("key", key(username))
                        .bind("created", device.created())
                        .execute();
                insertDigests(handle, device, password);
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
            handle.createUpdate("delete from device_digests where device_id = :id")
                    .bind("id", deviceId)
                    .execute();
            insertDigests(handle, device, password);
        });
    }

    @Override
    public void rename(String deviceId, String name) {
        checkName(name);
        update(deviceId, "name", name);
    }

    @Override
    public void setEnabled(String deviceId, boolean enabled) {
        update(deviceId, "enabled", enabled);
    }

    private void update(String deviceId, String column, Object value) {
        int changed = database.jdbi()
                .withHandle(handle -> handle.createUpdate("update devices set " + column + " = :value where id = :id")
                        .bind("id", deviceId)
                        .bind("value", value)
                        .execute());
        if (changed == 0) {
            throw new IllegalArgumentException("no device " + deviceId);
        }
    }

    @Override
    public void remove(String deviceId) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("delete from devices where id = :id")
                        .bind("id", deviceId)
                        .execute());
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

    private void insertDigests(Handle handle, Device device, String password) {
        for (String algorithm : List.of(MD5, SHA_256)) {
            String digest = digest(algorithm, device.username() + ":" + realm + ":" + password);
            handle.createUpdate("insert into device_digests (device_id, realm, algorithm, secret)"
                            + " values (:id, :realm, :algorithm, :secret)")
                    .bind("id", device.id())
                    .bind("realm", realm)
                    .bind("algorithm", algorithm)
                    .bind("secret", box.encrypt(digest, context(device.id(), algorithm)))
                    .execute();
        }
    }

    private static String digest(String algorithm, String text) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A secret that was copied to another row does not open. */
    private static String context(String deviceId, String algorithm) {
        return "device_digests/" + deviceId + "/" + algorithm;
    }

    private static String key(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    private static Device device(ResultSet row, StatementContext context) throws SQLException {
        Instant created = row.getTimestamp("created").toInstant();
        return new Device(
                row.getString("id"),
                row.getString("name"),
                row.getString("username"),
                created,
                row.getBoolean("enabled"));
    }
}
