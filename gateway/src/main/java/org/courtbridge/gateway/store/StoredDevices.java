package org.courtbridge.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.inventory.CredentialListener;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;
import org.courtbridge.provisioning.inventory.Dialect;
import org.courtbridge.provisioning.inventory.DigestChallenge;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.provisioning.inventory.LargestPicture;
import org.courtbridge.provisioning.inventory.PendingRotations;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The inventory in the database; passwords, and digests of them, are encrypted. */
public final class StoredDevices implements Devices, PendingRotations {

    /** The unreserved user part of RFC 3261, section 25.1, less what people mistake: no escapes, quotes or brackets. */
    private static final String USERNAME = "[A-Za-z0-9_.+-]{1,64}";

    /** Actor of changes as long as nobody else is named. */
    public static final String SYSTEM = "system";

    private final Database database;
    private final Secrets secrets;
    private final StoredAudit audit;
    private final InstantSource clock;
    private final String actor;
    private final List<CredentialListener> listeners;

    /** Whatever opens a line to a device, encrypted. */
    private record Secrets(DeviceDigests digests, DevicePasswords passwords, FormerPasswords former) {}

    /** @param realm of digest authentication: digests are made for it, so that a change of realm needs new passwords */
    public StoredDevices(Database database, String realm, SecretBox box, InstantSource clock) {
        this.database = database;
        this.secrets = new Secrets(
                new DeviceDigests(database, realm, box),
                new DevicePasswords(database, box),
                new FormerPasswords(database, box, clock));
        this.audit = new StoredAudit(database, clock);
        this.clock = clock;
        this.actor = SYSTEM;
        this.listeners = new CopyOnWriteArrayList<>();
    }

    private StoredDevices(StoredDevices same, String actor) {
        this.database = same.database;
        this.secrets = same.secrets;
        this.audit = same.audit;
        this.clock = same.clock;
        this.actor = actor;
        this.listeners = same.listeners;
    }

    @Override
    public StoredDevices by(String actor) {
        return new StoredDevices(this, actor);
    }

    /** Whoever makes a change: the listener hears of all. */
    public void listen(CredentialListener listener) {
        listeners.add(listener);
    }

    public static Subject subject(Device device) {
        return new Subject("device", device.id(), device.name());
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
    public List<Device> calledInH323(String alias) {
        return database.jdbi().withHandle(handle -> calledInH323(handle, alias));
    }

    /** As part of a transaction. */
    static List<Device> calledInH323(Handle handle, String alias) {
        List<Device> byUsername = devices(handle, "where username_key = ?", key(alias));
        if (!byUsername.isEmpty()) {
            return byUsername;
        }
        List<Device> byAlias = describedAs(handle, alias);
        if (!byAlias.isEmpty()) {
            return byAlias;
        }
        List<Device> byName = devices(handle, "where name = ?", alias);
        return byName.size() == 1 ? byName : List.of();
    }

    /** Aliases are few, and stand in lines of one text. */
    private static List<Device> describedAs(Handle handle, String alias) {
        return handle
                .select("select device_id, h323_aliases from device_descriptions where h323_aliases <> ''")
                .map((row, _) -> Map.entry(row.getString("device_id"), row.getString("h323_aliases")))
                .list()
                .stream()
                .filter(described -> described.getValue().lines().anyMatch(alias::equalsIgnoreCase))
                .flatMap(described -> devices(handle, "where id = ?", described.getKey()).stream())
                .toList();
    }

    private static List<Device> devices(Handle handle, String condition, String value) {
        return handle.select("select * from devices " + condition, value)
                .map(StoredDevices::device)
                .list();
    }

    @Override
    public Optional<DigestSecrets> secrets(String deviceId) {
        return secrets.digests().of(deviceId);
    }

    @Override
    public Optional<String> password(String deviceId) {
        return secrets.passwords().of(deviceId);
    }

    @Override
    public Optional<String> passwordOf(String username) {
        return secrets.passwords().ofUser(key(username));
    }

    @Override
    public List<DigestSecrets> formerSecrets(String deviceId) {
        List<String> former = secrets.former().of(deviceId);
        if (former.isEmpty()) {
            return List.of();
        }
        Device device = byId(deviceId).orElseThrow();
        return former.stream()
                .map(password -> secrets.digests().made(device, password))
                .toList();
    }

    @Override
    public void supersedeFormerPasswords(String deviceId) {
        secrets.former().supersede(deviceId);
    }

    @Override
    public List<Pending> pending() {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select devices.*, needed.good_until from devices join"
                                        + " (select device_id, max(good_until) as good_until"
                                        + " from device_former_passwords where not superseded and good_until > ?"
                                        + " group by device_id) needed on needed.device_id = devices.id"
                                        + " where enabled order by needed.good_until, id",
                                clock.instant())
                        .map((row, context) -> new Pending(
                                device(row, context),
                                row.getTimestamp("good_until").toInstant()))
                        .list());
    }

    @Override
    public boolean claimWarning(String deviceId) {
        return secrets.former().warn(deviceId);
    }

    @Override
    public List<String> formerPasswords(String deviceId) {
        return secrets.former().of(deviceId);
    }

    @Override
    public Device add(String name, String username, String password, Encryption encryption) {
        try {
            return database.jdbi().inTransaction(handle -> add(handle, name, username, password, encryption));
        } catch (RuntimeException e) {
            if (byUsername(username).isPresent()) {
                throw new IllegalArgumentException("username: %s (is taken)".formatted(username), e);
            }
            throw e;
        }
    }

    /** As part of a transaction. */
    Device add(Handle handle, String name, String username, String password, Encryption encryption) {
        if (!username.matches(USERNAME)) {
            throw new IllegalArgumentException(
                    "username: %s (expected: 1 to 64 letters, digits or _ . + -)".formatted(username));
        }
        checkName(name);
        checkPassword(password);
        Device device = Device.newlyAdded(
                        UUID.randomUUID().toString(),
                        name,
                        username,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .with(encryption);
        handle.execute(
                "insert into devices (id, name, username, username_key, created, encryption) values (?, ?, ?, ?, ?, ?)",
                device.id(),
                name,
                username,
                key(username),
                device.created(),
                encryption.name());
        secrets.digests().insert(handle, device, password);
        secrets.passwords().set(handle, device.id(), password);
        audit.add(handle, actor, "device.add", subject(device), Change.between(Map.of(), InventoryFields.of(device)));
        audit.add(handle, actor, "credential.issue", subject(device), List.of());
        return device;
    }

    @Override
    public void changePassword(String deviceId, String password) {
        checkPassword(password);
        Device changed = database.jdbi().inTransaction(handle -> {
            Device device = one(handle, deviceId);
            secrets.former().forget(handle, deviceId);
            replace(handle, device, password);
            audit.add(handle, actor, "credential.replace", subject(device), List.of());
            return device;
        });
        lapsed(changed);
    }

    @Override
    public void rotate(Map<String, String> newPasswords, Instant formerUntil) {
        newPasswords.values().forEach(StoredDevices::checkPassword);
        database.jdbi()
                .useTransaction(
                        handle -> newPasswords.forEach((id, password) -> rotate(handle, id, password, formerUntil)));
    }

    /** As part of a transaction. */
    Device rotate(Handle handle, String deviceId, String password, Instant formerUntil) {
        Device device = one(handle, deviceId);
        secrets.passwords()
                .current(handle, deviceId)
                .ifPresent(former -> secrets.former().add(handle, deviceId, former, formerUntil));
        replace(handle, device, password);
        audit.add(
                handle,
                actor,
                "credential.rotate",
                subject(device),
                List.of(new Change("formerUntil", "", formerUntil.toString())));
        return device;
    }

    @Override
    public void revoke(String deviceId) {
        withdrawn(database.jdbi().inTransaction(handle -> {
            Device device = one(handle, deviceId);
            secrets.former().forget(handle, deviceId);
            secrets.passwords().forget(handle, deviceId);
            secrets.digests().forget(handle, deviceId);
            StoredEnrolments.forget(handle, deviceId);
            forgetCertificates(handle, deviceId);
            audit.add(handle, actor, "credential.revoke", subject(device), List.of());
            return device;
        }));
    }

    /** Whoever was told that a device may do something is told that it has to prove itself anew. */
    public void lapsed(Device device) {
        listeners.forEach(listener -> listener.lapsed(device));
    }

    /** Whatever else it could prove itself with: its certificates, and the secret to get one. */
    private void forgetCertificates(Handle handle, String deviceId) {
        // The secret first: whoever is using it right now is waited for, and what they get is revoked then.
        handle.execute("delete from enrolment_secrets where device_id = ?", deviceId);
        CertificateRows.revokeAll(handle, deviceId, clock.instant().truncatedTo(ChronoUnit.MILLIS), actor);
    }

    private void withdrawn(Device device) {
        listeners.forEach(listener -> listener.withdrawn(device));
    }

    private void replace(Handle handle, Device device, String password) {
        secrets.digests().forget(handle, device.id());
        secrets.digests().insert(handle, device, password);
        secrets.passwords().set(handle, device.id(), password);
    }

    @Override
    public void rename(String deviceId, String name) {
        checkName(name);
        update(deviceId, "name = ?", name);
    }

    @Override
    public void setEnabled(String deviceId, boolean enabled) {
        update(deviceId, "enabled = ?", enabled);
        if (!enabled) {
            byId(deviceId).ifPresent(this::lapsed);
        }
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

    @Override
    public void setBehindChangingNat(String deviceId, boolean changing) {
        update(deviceId, "changing_nat = ?", changing);
    }

    @Override
    public void setDialect(String deviceId, Dialect dialect) {
        update(
                deviceId,
                "digest_challenge = ?, largest_picture = ?",
                dialect.digestChallenge().name(),
                dialect.largestPicture().name());
    }

    private void update(String deviceId, String change, Object... values) {
        List<Object> arguments = new ArrayList<>(List.of(values));
        arguments.add(deviceId);
        database.jdbi().useTransaction(handle -> {
            Device before = one(handle, deviceId);
            handle.execute("update devices set " + change + " where id = ?", arguments.toArray());
            Device after = one(handle, deviceId);
            List<Change> changes = Change.between(InventoryFields.of(before), InventoryFields.of(after));
            if (!changes.isEmpty()) {
                audit.add(handle, actor, "device.change", subject(after), changes);
            }
        });
    }

    private static Device one(Handle handle, String deviceId) {
        return handle.select("select * from devices where id = ?", deviceId)
                .map(StoredDevices::device)
                .findOne()
                .orElseThrow(() -> new IllegalArgumentException("no device " + deviceId));
    }

    @Override
    public void remove(String deviceId) {
        Optional<Device> device = byId(deviceId);
        database.jdbi().useTransaction(handle -> {
            handle.execute("delete from driver_logins where subject_id = ?", deviceId);
            forgetCertificates(handle, deviceId);
            if (handle.execute("delete from devices where id = ?", deviceId) > 0) {
                audit.add(handle, actor, "device.remove", subject(device.orElseThrow()), List.of());
            }
        });
        device.ifPresent(this::withdrawn);
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
                Optional.ofNullable(row.getString("language")).map(Locale::forLanguageTag),
                row.getBoolean("changing_nat"),
                new Dialect(
                        DigestChallenge.valueOf(row.getString("digest_challenge")),
                        LargestPicture.valueOf(row.getString("largest_picture"))));
    }
}
