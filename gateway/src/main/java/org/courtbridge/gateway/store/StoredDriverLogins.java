package org.courtbridge.gateway.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.courtbridge.devices.Credentials;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.inventory.DriverLogin;
import org.courtbridge.provisioning.inventory.DriverLogins;
import org.courtbridge.provisioning.inventory.DriverTarget;
import org.jdbi.v3.core.Handle;

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
    public Map<String, DriverLogin> all() {
        Map<String, DriverLogin> all = new HashMap<>();
        database.jdbi()
                .useHandle(handle -> handle.select("select * from driver_logins")
                        .map((row, _) -> Map.entry(
                                row.getString("subject_id"),
                                new DriverLogin(
                                        new DriverTarget(row.getString("driver"), row.getString("address")),
                                        new Credentials(
                                                row.getString("username"),
                                                box.decrypt(
                                                        row.getString("secret"),
                                                        SealedTable.DRIVER_LOGINS.context(
                                                                row.getString("subject_id")))))))
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
    public void set(Subject subject, DriverTarget target, Credentials login) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("delete from driver_logins where subject_id = ?", subject.id());
            handle.execute(
                    "insert into driver_logins (subject_id, driver, address, username, secret) values (?, ?, ?, ?, ?)",
                    subject.id(),
                    target.driver(),
                    target.address(),
                    login.user(),
                    box.encrypt(login.password(), SealedTable.DRIVER_LOGINS.context(subject.id())));
            audit.add(
                    handle,
                    actor,
                    "login.set",
                    subject,
                    List.of(
                            new Change("user", "", login.user()),
                            new Change("address", "", target.address()),
                            new Change("driver", "", target.driver())));
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

    /** A login of something, with the name that the audit trail has for it. */
    private record Kept(Subject subject, DriverTarget target) {}

    @Override
    public void dropAt(Predicate<DriverTarget> place, String why) {
        database.jdbi().useTransaction(handle -> {
            for (Kept kept : kept(handle)) {
                if (place.test(kept.target)) {
                    handle.execute("delete from driver_logins where subject_id = ?", kept.subject.id());
                    audit.add(
                            handle,
                            actor,
                            "login.drop",
                            kept.subject,
                            List.of(new Change("address", kept.target.address(), ""), new Change("why", "", why)));
                }
            }
        });
    }

    private static List<Kept> kept(Handle handle) {
        return handle.select("select l.subject_id, l.driver, l.address, coalesce(d.name, p.name, '') as name,"
                        + " case when d.id is null then 'peripheral' else 'device' end as kind"
                        + " from driver_logins l left join devices d on d.id = l.subject_id"
                        + " left join peripherals p on p.id = l.subject_id order by l.subject_id")
                .map((row, _) -> new Kept(
                        new Subject(row.getString("kind"), row.getString("subject_id"), row.getString("name")),
                        new DriverTarget(row.getString("driver"), row.getString("address"))))
                .list();
    }
}
