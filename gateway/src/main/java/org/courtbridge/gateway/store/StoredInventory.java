package org.courtbridge.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.courtbridge.operations.fleet.DriverFamilies;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.inventory.BadRow;
import org.courtbridge.provisioning.inventory.Column;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.DeviceFile;
import org.courtbridge.provisioning.inventory.DeviceImport;
import org.courtbridge.provisioning.inventory.DeviceRow;
import org.courtbridge.provisioning.inventory.DriverTarget;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.MacAddress;
import org.courtbridge.provisioning.inventory.OpeningHours;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.provisioning.inventory.SearchText;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Institutions, rooms and what stands in them, in the database. */
public final class StoredInventory implements Inventory {

    private final Database database;
    private final StoredDevices devices;
    private final StoredAudit audit;
    private final String actor;

    public StoredInventory(Database database, StoredDevices devices, StoredAudit audit) {
        this.database = database;
        this.devices = devices;
        this.audit = audit;
        this.actor = StoredDevices.SYSTEM;
    }

    private StoredInventory(StoredInventory same, String actor) {
        this.database = same.database;
        this.devices = same.devices;
        this.audit = same.audit;
        this.actor = actor;
    }

    @Override
    public Inventory by(String actor) {
        return new StoredInventory(this, actor);
    }

    @Override
    public List<Institution> institutions() {
        return all("select * from institutions order by name, id", StoredInventory::institution);
    }

    @Override
    public Optional<Institution> institution(String id) {
        return one("select * from institutions where id = ?", id, StoredInventory::institution);
    }

    @Override
    public void save(Institution institution) {
        database.jdbi().useTransaction(handle -> save(handle, institution));
    }

    private void save(Handle handle, Institution institution) {
        String key = SearchText.folded(institution.name());
        Optional<Institution> before =
                find(handle, "select * from institutions where id = ?", institution.id(), StoredInventory::institution);
        refuse(
                handle,
                "select count(*) from institutions where name_key = ? and id <> ?",
                "name: %s (is taken)".formatted(institution.name()),
                key,
                institution.id());
        checkDepartment(handle, institution);
        Optional<Map<String, String>> fieldsBefore = before.map(then -> fields(handle, then));
        if (before.isEmpty()) {
            handle.execute(
                    "insert into institutions"
                            + " (name, name_key, kind, region, department_id, address, phone, email, opening_hours, id)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    columns(institution, key));
        } else {
            handle.execute(
                    "update institutions set name = ?, name_key = ?, kind = ?, region = ?, department_id = ?, address = ?,"
                            + " phone = ?, email = ?, opening_hours = ? where id = ?",
                    columns(institution, key));
        }
        record(handle, subject(institution), fieldsBefore, fields(handle, institution));
    }

    private static @Nullable Object[] columns(Institution institution, String key) {
        return new @Nullable Object[] {
            institution.name(),
            key,
            institution.kind().name(),
            institution.region(),
            institution.department().orElse(null),
            institution.contact().address(),
            institution.contact().phone(),
            institution.contact().email(),
            institution.hours().map(OpeningHours::toString).orElse(""),
            institution.id()
        };
    }

    private static void checkDepartment(Handle handle, Institution institution) {
        institution.department().ifPresent(department -> {
            if (handle.select(
                                    "select count(*) from institutions where id = ? and kind = ?",
                                    department,
                                    InstitutionKind.DEPARTMENT.name())
                            .mapTo(Long.class)
                            .one()
                    == 0) {
                throw new IllegalArgumentException(
                        "department: %s (expected: an institution of the kind DEPARTMENT)".formatted(department));
            }
        });
        if (institution.kind() != InstitutionKind.DEPARTMENT) {
            refuseDepartment(handle, institution);
        }
    }

    private static void refuseDepartment(Handle handle, Institution institution) {
        refuse(
                handle,
                "select count(*) from institutions where department_id = ?",
                "institution: %s (is the department of others)".formatted(institution.name()),
                institution.id());
    }

    private static Map<String, String> fields(Handle handle, Institution institution) {
        String department = institution
                .department()
                .flatMap(
                        id -> find(handle, "select * from institutions where id = ?", id, StoredInventory::institution))
                .map(Institution::name)
                .orElse("");
        return InventoryFields.of(institution, department);
    }

    @Override
    public void remove(Institution institution) {
        database.jdbi().useTransaction(handle -> {
            refuse(
                    handle,
                    "select count(*) from rooms where institution_id = ?",
                    "institution: %s (has rooms)".formatted(institution.name()),
                    institution.id());
            refuse(
                    handle,
                    "select count(*) from institution_roles where institution_id = ?",
                    "institution: %s (has users)".formatted(institution.name()),
                    institution.id());
            refuseDepartment(handle, institution);
            removed(handle, "delete from institutions where id = ?", subject(institution));
        });
    }

    @Override
    public List<Room> rooms() {
        return all("select * from rooms order by name, id", StoredInventory::room);
    }

    @Override
    public Optional<Room> room(String id) {
        return one("select * from rooms where id = ?", id, StoredInventory::room);
    }

    @Override
    public void save(Room room) {
        database.jdbi().useTransaction(handle -> save(handle, room));
    }

    private void save(Handle handle, Room room) {
        String key = SearchText.folded(room.name());
        Optional<Room> before = find(handle, "select * from rooms where id = ?", room.id(), StoredInventory::room);
        Institution owner = find(
                        handle,
                        "select * from institutions where id = ?",
                        room.institution(),
                        StoredInventory::institution)
                .orElseThrow(() -> new IllegalArgumentException("no institution " + room.institution()));
        refuse(
                handle,
                "select count(*) from rooms where institution_id = ? and name_key = ? and id <> ?",
                "name: %s (is taken)".formatted(room.name()),
                room.institution(),
                key,
                room.id());
        if (before.isEmpty()) {
            handle.execute(
                    "insert into rooms (id, institution_id, name, name_key) values (?, ?, ?, ?)",
                    room.id(),
                    room.institution(),
                    room.name(),
                    key);
        } else {
            handle.execute(
                    "update rooms set institution_id = ?, name = ?, name_key = ? where id = ?",
                    room.institution(),
                    room.name(),
                    key,
                    room.id());
        }
        Optional<Map<String, String>> fieldsBefore = before.map(then -> InventoryFields.of(
                then,
                find(
                                handle,
                                "select * from institutions where id = ?",
                                then.institution(),
                                StoredInventory::institution)
                        .orElse(owner)));
        record(handle, subject(room), fieldsBefore, InventoryFields.of(room, owner));
    }

    @Override
    public void remove(Room room) {
        database.jdbi().useTransaction(handle -> {
            refuse(
                    handle,
                    "select (select count(*) from device_descriptions where room_id = ?)"
                            + " + (select count(*) from peripherals where room_id = ?)",
                    "room: %s (something stands in it)".formatted(room.name()),
                    room.id(),
                    room.id());
            removed(handle, "delete from rooms where id = ?", subject(room));
        });
    }

    @Override
    public List<Peripheral> peripherals() {
        return all("select * from peripherals order by name, id", StoredInventory::peripheral);
    }

    @Override
    public Optional<Peripheral> peripheral(String id) {
        return one("select * from peripherals where id = ?", id, StoredInventory::peripheral);
    }

    @Override
    public boolean save(Peripheral peripheral) {
        return database.jdbi().inTransaction(handle -> {
            String room = roomName(handle, Optional.of(peripheral.room()));
            Optional<Peripheral> before = find(
                    handle, "select * from peripherals where id = ?", peripheral.id(), StoredInventory::peripheral);
            Optional<Map<String, String>> fieldsBefore =
                    before.map(then -> InventoryFields.of(then, roomName(handle, Optional.of(then.room()))));
            handle.execute("delete from peripherals where id = ?", peripheral.id());
            handle.execute(
                    "insert into peripherals (id, room_id, kind, name, make, model, address, driver, notes)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    peripheral.id(),
                    peripheral.room(),
                    peripheral.kind().name(),
                    peripheral.name(),
                    peripheral.make(),
                    peripheral.model(),
                    peripheral.address(),
                    peripheral.driver(),
                    peripheral.notes());
            record(handle, subject(peripheral), fieldsBefore, InventoryFields.of(peripheral, room));
            return dropLogin(handle, subject(peripheral), DriverTarget.of(peripheral));
        });
    }

    /**
     * Drops a login that was kept for another address or driver, in the transaction that changes these: it is never there beside an
     * address that it does not belong to.
     *
     * @return whether there was one
     */
    private boolean dropLogin(Handle handle, Subject subject, Optional<DriverTarget> now) {
        int dropped = handle.execute(
                "delete from driver_logins where subject_id = ? and not (driver = ? and address = ?)",
                subject.id(),
                now.map(DriverTarget::driver).orElse(""),
                now.map(DriverTarget::address).orElse(""));
        if (dropped > 0) {
            audit.add(
                    handle,
                    actor,
                    "login.drop",
                    subject,
                    List.of(
                            new Change(
                                    "address",
                                    "",
                                    now.map(DriverTarget::address).orElse("")),
                            new Change(
                                    "driver", "", now.map(DriverTarget::driver).orElse(""))));
        }
        return dropped > 0;
    }

    @Override
    public void remove(Peripheral peripheral) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("delete from driver_logins where subject_id = ?", peripheral.id());
            removed(handle, "delete from peripherals where id = ?", subject(peripheral));
        });
    }

    @Override
    public List<Placement> placements() {
        Map<String, Institution> institutions =
                institutions().stream().collect(Collectors.toMap(Institution::id, Function.identity()));
        Map<String, Room> rooms = rooms().stream().collect(Collectors.toMap(Room::id, Function.identity()));
        Map<String, DeviceDescription> descriptions = new LinkedHashMap<>();
        database.jdbi()
                .useHandle(handle -> handle.select("select * from device_descriptions")
                        .map((row, context) -> Map.entry(row.getString("device_id"), description(row, context)))
                        .forEach(one -> descriptions.put(one.getKey(), one.getValue())));
        return devices.all().stream()
                .map(device -> placement(
                        device,
                        descriptions.getOrDefault(device.id(), DeviceDescription.UNKNOWN),
                        id -> Optional.ofNullable(rooms.get(id)),
                        id -> Optional.ofNullable(institutions.get(id))))
                .toList();
    }

    @Override
    public Optional<Placement> placement(String deviceId) {
        return devices.byId(deviceId)
                .map(device -> placement(
                        device,
                        one(
                                        "select * from device_descriptions where device_id = ?",
                                        deviceId,
                                        StoredInventory::description)
                                .orElse(DeviceDescription.UNKNOWN),
                        this::room,
                        this::institution));
    }

    private static Placement placement(
            Device device,
            DeviceDescription description,
            Function<String, Optional<Room>> rooms,
            Function<String, Optional<Institution>> institutions) {
        Optional<Room> room = description.room().flatMap(rooms);
        return new Placement(
                device, description, room, room.map(Room::institution).flatMap(institutions));
    }

    @Override
    public boolean describe(String deviceId, DeviceDescription description) {
        Device device = devices.byId(deviceId).orElseThrow(() -> new IllegalArgumentException("no device " + deviceId));
        try {
            return database.jdbi().inTransaction(handle -> describe(handle, device, description));
        } catch (RuntimeException e) {
            if (deviceOfMac(description.mac())
                    .filter(owner -> !owner.equals(deviceId))
                    .isPresent()) {
                throw new IllegalArgumentException("mac: %s (is another device's)".formatted(description.mac()), e);
            }
            throw e;
        }
    }

    @Override
    public Optional<String> deviceOfMac(String mac) {
        return MacAddress.find(mac)
                .flatMap(kept -> database.jdbi()
                        .withHandle(
                                handle -> handle.select("select device_id from device_descriptions where mac = ?", kept)
                                        .mapTo(String.class)
                                        .findOne()));
    }

    /** As part of a transaction that may have added the device. */
    private boolean describe(Handle handle, Device device, DeviceDescription description) {
        String room = roomName(handle, description.room());
        DeviceDescription before = find(
                        handle,
                        "select * from device_descriptions where device_id = ?",
                        device.id(),
                        StoredInventory::description)
                .orElse(DeviceDescription.UNKNOWN);
        description.h323Aliases().stream()
                .filter(alias -> before.h323Aliases().stream().noneMatch(alias::equalsIgnoreCase))
                .forEach(alias -> refuseAnothers(handle, device, alias));
        handle.execute("delete from device_descriptions where device_id = ?", device.id());
        handle.execute(
                "insert into device_descriptions (device_id, room_id, make, model, firmware, serial, mac, addresses,"
                        + " sip_uri, h323_aliases, driver, capabilities, notes)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                device.id(),
                description.room().orElse(null),
                description.make(),
                description.model(),
                description.firmware(),
                description.serial(),
                description.mac().isEmpty() ? null : description.mac(),
                String.join("\n", description.addresses()),
                description.sipUri(),
                String.join("\n", description.h323Aliases()),
                description.driver(),
                String.join("\n", description.capabilities()),
                description.notes());
        record(
                handle,
                StoredDevices.subject(device),
                Optional.of(InventoryFields.of(before, roomName(handle, before.room()))),
                InventoryFields.of(description, room));
        return dropLogin(handle, StoredDevices.subject(device), DriverTarget.of(description));
    }

    /** Two devices with one number could not both register with it. */
    private static void refuseAnothers(Handle handle, Device device, String alias) {
        if (StoredDevices.calledInH323(handle, alias).stream()
                .anyMatch(owner -> !owner.id().equals(device.id()))) {
            throw new IllegalArgumentException("h323Aliases: %s (is another device's)".formatted(alias));
        }
    }

    @Override
    public SequencedMap<String, String> addAll(DeviceFile file, Supplier<String> passwords) {
        List<BadRow> bad = DeviceImport.check(file, placements(), institutions());
        if (!bad.isEmpty()) {
            throw new IllegalArgumentException("row %d, %s: %s (the first of %d bad rows)"
                    .formatted(
                            bad.getFirst().row(),
                            bad.getFirst().column(),
                            bad.getFirst().reason(),
                            bad.size()));
        }
        return database.jdbi().inTransaction(handle -> {
            SequencedMap<String, String> issued = new LinkedHashMap<>();
            for (DeviceRow row : file.rows()) {
                Optional<String> room = place(handle, row).map(Room::id);
                String given = row.cell(Column.PASSWORD);
                String password = given.isEmpty() ? passwords.get() : given;
                Device device = devices.by(actor)
                        .add(
                                handle,
                                row.cell(Column.NAME),
                                row.cell(Column.USERNAME),
                                password,
                                DriverFamilies.encryption(row.cell(Column.DRIVER)));
                describe(handle, device, row.description(room));
                issued.put(device.username(), password);
            }
            return issued;
        });
    }

    /** The room that a row names, added with its institution where they are new. */
    private Optional<Room> place(Handle handle, DeviceRow row) {
        String name = row.cell(Column.INSTITUTION);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Institution institution = find(
                        handle,
                        "select * from institutions where name_key = ?",
                        SearchText.folded(name),
                        StoredInventory::institution)
                .orElseGet(() -> {
                    Institution added = Institution.of(
                            name, DeviceImport.kind(row.cell(Column.KIND)).orElseThrow(), row.cell(Column.REGION));
                    save(handle, added);
                    return added;
                });
        String room = row.cell(Column.ROOM);
        return Optional.of(handle.select(
                        "select * from rooms where institution_id = ? and name_key = ?",
                        institution.id(),
                        SearchText.folded(room))
                .map(StoredInventory::room)
                .findOne()
                .orElseGet(() -> {
                    Room added = Room.of(institution.id(), room);
                    save(handle, added);
                    return added;
                }));
    }

    @Override
    public void tellCommanded(Subject device, String command, String outcome) {
        database.jdbi()
                .useTransaction(handle ->
                        audit.add(handle, actor, "device.command", device, List.of(new Change(command, "", outcome))));
    }

    @Override
    public void tellExported(String what) {
        database.jdbi()
                .useTransaction(handle -> audit.add(
                        handle, actor, "secrets.export", new Subject("inventory", "inventory", what), List.of()));
    }

    /** Nothing is recorded where nothing changed. @param before empty for what is new */
    private void record(
            Handle handle, Subject subject, Optional<Map<String, String>> before, Map<String, String> after) {
        List<Change> changes = Change.between(before.orElse(Map.of()), after);
        if (before.isEmpty() || !changes.isEmpty()) {
            audit.add(handle, actor, subject.kind() + (before.isEmpty() ? ".add" : ".change"), subject, changes);
        }
    }

    private void removed(Handle handle, String sql, Subject subject) {
        if (handle.execute(sql, subject.id()) > 0) {
            audit.add(handle, actor, subject.kind() + ".remove", subject, List.of());
        }
    }

    private static void refuse(Handle handle, String count, String complaint, Object... arguments) {
        if (handle.select(count, arguments).mapTo(Long.class).one() > 0) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** With its institution's, as people tell rooms apart. */
    private static String roomName(Handle handle, Optional<String> id) {
        return id.map(known -> find(
                                handle,
                                "select i.name || ', ' || r.name as name from rooms r"
                                        + " join institutions i on i.id = r.institution_id where r.id = ?",
                                known,
                                (row, _) -> row.getString("name"))
                        .orElseThrow(() -> new IllegalArgumentException("no room " + known)))
                .orElse("");
    }

    private static Subject subject(Institution institution) {
        return new Subject("institution", institution.id(), institution.name());
    }

    private static Subject subject(Room room) {
        return new Subject("room", room.id(), room.name());
    }

    private static Subject subject(Peripheral peripheral) {
        return new Subject("peripheral", peripheral.id(), peripheral.name());
    }

    private <T> List<T> all(String sql, RowMapper<T> mapper) {
        return database.jdbi()
                .withHandle(handle -> handle.select(sql).map(mapper).list());
    }

    private <T> Optional<T> one(String sql, String id, RowMapper<T> mapper) {
        return database.jdbi().withHandle(handle -> find(handle, sql, id, mapper));
    }

    private static <T> Optional<T> find(Handle handle, String sql, String id, RowMapper<T> mapper) {
        return handle.select(sql, id).map(mapper).findOne();
    }

    private static Institution institution(ResultSet row, StatementContext context) throws SQLException {
        return new Institution(
                row.getString("id"),
                row.getString("name"),
                InstitutionKind.valueOf(row.getString("kind")),
                row.getString("region"),
                Optional.ofNullable(row.getString("department_id")),
                new InstitutionContact(row.getString("address"), row.getString("phone"), row.getString("email")),
                OpeningHours.parse(row.getString("opening_hours")));
    }

    private static Room room(ResultSet row, StatementContext context) throws SQLException {
        return new Room(row.getString("id"), row.getString("institution_id"), row.getString("name"));
    }

    private static Peripheral peripheral(ResultSet row, StatementContext context) throws SQLException {
        return new Peripheral(
                row.getString("id"),
                row.getString("room_id"),
                Peripheral.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("make"),
                row.getString("model"),
                row.getString("address"),
                row.getString("driver"),
                row.getString("notes"));
    }

    private static DeviceDescription description(ResultSet row, StatementContext context) throws SQLException {
        return new DeviceDescription(
                Optional.ofNullable(row.getString("room_id")),
                row.getString("make"),
                row.getString("model"),
                row.getString("firmware"),
                row.getString("serial"),
                Optional.ofNullable(row.getString("mac")).orElse(""),
                lines(row.getString("addresses")),
                row.getString("sip_uri"),
                lines(row.getString("h323_aliases")),
                row.getString("driver"),
                lines(row.getString("capabilities")),
                row.getString("notes"));
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
