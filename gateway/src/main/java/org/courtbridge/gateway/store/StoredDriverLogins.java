package org.courtbridge.gateway.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.devices.Credentials;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.inventory.DriverLogins;

/** Logins of drivers in the database, their passwords encrypted. */
public final class StoredDriverLogins implements DriverLogins {

    private final Database database;
    private final SecretBox box;
    private final StoredAudit audit;
    private final String actor;

    public StoredDriverLogins(Database database, SecretBox box, StoredAudit audit) {
        this.database = database;
        this.box = box;
        this.audit = audit;
        this.actor = StoredDevices.SYSTEM;
    }

    private StoredDriverLogins(StoredDriverLogins same, String actor) {
        this.database = same.database;
        this.box = same.box;
        this.audit = same.audit;
        this.actor = actor;
    }

    @Override
    public DriverLogins by(String actor) {
        return new StoredDriverLogins(this, actor);
    }

    @Override
    public Map<String, Credentials> all() {
        Map<String, Credentials> all = new HashMap<>();
        database.jdbi()
                .useHandle(handle -> handle.select("select * from driver_logins")
                        .map((row, _) -> Map.entry(
                                row.getString("subject_id"),
                                new Credentials(
                                        row.getString("username"),
                                        box.decrypt(
                                                row.getString("secret"),
                                                SealedTable.DRIVER_LOGINS.context(row.getString("subject_id"))))))
                        .forEach(one -> all.put(one.getKey(), one.getValue())));
        return all;
    }

    @Override
    public Optional<String> user(String subjectId) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.select("select username from driver_logins where subject_id = ?", subjectId)
                                .mapTo(String.class)
                                .findOne());
    }

    @Override
    public void set(Subject subject, Credentials login) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("delete from driver_logins where subject_id = ?", subject.id());
            handle.execute(
                    "insert into driver_logins (subject_id, username, secret) values (?, ?, ?)",
                    subject.id(),
                    login.user(),
                    box.encrypt(login.password(), SealedTable.DRIVER_LOGINS.context(subject.id())));
            audit.add(handle, actor, "login.set", subject, List.of(new Change("user", "", login.user())));
        });
    }

    @Override
    public void forget(Subject subject) {
        database.jdbi().useTransaction(handle -> {
            if (handle.execute("delete from driver_logins where subject_id = ?", subject.id()) > 0) {
                audit.add(handle, actor, "login.forget", subject, List.of());
            }
        });
    }
}
