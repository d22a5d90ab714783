package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.audit.AuditTrail.Broken;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.inventory.CredentialListener;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.DigestSecrets;
import org.courtbridge.provisioning.inventory.DriverLogin;
import org.courtbridge.provisioning.inventory.DriverTarget;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.OpeningHours;
import org.courtbridge.provisioning.inventory.PendingRotations;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the inventory and its audit trail, for each database. */
abstract class EquipmentContract {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00.123Z");
    private static final Institution COURT =
            Institution.of("Алматы қаласының Әуезов аудандық соты", InstitutionKind.COURT, "Алматы қаласы");

    @TempDir
    Path folder;

    private Database database;
    private StoredDevices devices;
    private StoredInventory inventory;
    private StoredAudit audit;
    private StoredDriverLogins logins;

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
        SecretBox box = SecretBox.open(database, MasterKey.keptIn(folder));
        devices = new StoredDevices(database, "court", box, () -> NOW);
        audit = new StoredAudit(database, () -> NOW);
        logins = new StoredDriverLogins(database, box, audit);
        inventory = new StoredInventory(database, devices, audit);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static DeviceDescription codec(Optional<String> room) {
        return new DeviceDescription(
                room,
                "Cisco",
                "Room Kit",
                "ce9.15.3",
                "FOC2231NABC",
                "00-50-60-A1-B2-C3",
                List.of("10.20.30.40", "[2001:db8::4]:443"),
                "sip:zal3@court.kz",
                List.of("Зал № 3", "77013"),
                "cisco-ce",
                List.of("camera-presets", "far-mute"),
                "Кілт күзетте.\nКабель HDMI алмастырылды.");
    }

    private static DeviceDescription withMac(String mac) {
        return new DeviceDescription(
                Optional.empty(), "", "", "", "", mac, List.of(), "", List.of(), "", List.of(), "");
    }

    @Test
    void knowsADeviceByItsMacAddressAndNoTwoByTheSame() {
        Device one = devices.add("Зал 1", "zal-1", "x");
        Device other = devices.add("Зал 2", "zal-2", "x");
        inventory.describe(one.id(), withMac("80:5E:C0:79:C3:7F"));
        inventory.describe(other.id(), withMac(""));
        assertThat(inventory.deviceOfMac("805ec079c37f")).contains(one.id());
        assertThat(inventory.deviceOfMac("805ec079c370")).isEmpty();
        assertThat(inventory.deviceOfMac("ffffffffffff")).isEmpty();
        assertThat(inventory.deviceOfMac("")).isEmpty();
        assertThatThrownBy(() -> inventory.describe(other.id(), withMac("80-5e-c0-79-c3-7f")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mac: 80:5e:c0:79:c3:7f (is another device's)");
        assertThat(inventory.placement(other.id()).orElseThrow().description().mac())
                .isEmpty();
        // It keeps its own, another gets what it gave up, and many have none.
        inventory.describe(one.id(), withMac("805ec079c37f"));
        inventory.describe(one.id(), withMac(""));
        inventory.describe(other.id(), withMac("805ec079c37f"));
        assertThat(inventory.deviceOfMac("80:5e:c0:79:c3:7f")).contains(other.id());
        assertThat(audit.of(other.id()))
                .filteredOn(entry -> entry.action().equals("device.change"))
                .last()
                .satisfies(entry ->
                        assertThat(entry.changes()).containsExactly(new Change("mac", "", "80:5e:c0:79:c3:7f")));
        devices.remove(other.id());
        assertThat(inventory.deviceOfMac("80:5e:c0:79:c3:7f")).isEmpty();
    }

    private static DeviceDescription calledInH323(String... aliases) {
        return new DeviceDescription(
                Optional.empty(), "", "", "", "", "", List.of(), "", List.of(aliases), "", List.of(), "");
    }

    @Test
    void knowsWhoseAnAliasOfH323Is() {
        Device one = devices.add("Зал 1", "zal-1", "x");
        Device other = devices.add("Зал 2", "zal-2", "x");
        inventory.describe(one.id(), calledInH323("7701", "Hall 1"));

        for (String alias : List.of("zal-1", "ZAL-1", "7701", "hall 1", "Зал 1")) {
            assertThat(devices.calledInH323(alias)).as(alias).containsExactly(one);
        }
        for (String alias : List.of("770", "77010", "Hall", "7701\nHall 1", "%", "", " zal-1", "зал 1")) {
            assertThat(devices.calledInH323(alias)).as(alias).isEmpty();
        }
        for (String anothers : List.of("7701", "HALL 1", "Zal-1", "Зал 1")) {
            assertThatThrownBy(() -> inventory.describe(other.id(), calledInH323("7702", anothers)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("h323Aliases: %s (is another device's)".formatted(anothers));
        }
        assertThat(devices.calledInH323("7702")).isEmpty();

        // It keeps its own, and another gets what it gave up. A name that two have is neither's.
        inventory.describe(one.id(), calledInH323("7701"));
        inventory.describe(one.id(), calledInH323());
        inventory.describe(other.id(), calledInH323("7701", "zal-2", "Зал 2"));
        assertThat(devices.calledInH323("7701")).containsExactly(other);
        devices.rename(other.id(), "Зал 1");
        assertThat(devices.calledInH323("Зал 1")).isEmpty();
        assertThat(devices.calledInH323("Зал 2")).extracting(Device::id).containsExactly(other.id());
    }

    @Test
    void keepsWhereADeviceStandsAndWhatItIs() {
        inventory.save(COURT);
        Room room = Room.of(COURT.id(), "Зал № 3");
        inventory.save(room);
        Device device = devices.add("Әуезов соты, 3-зал", "auezov-3", "x");
        assertThat(inventory.placement(device.id()))
                .contains(new Placement(device, DeviceDescription.UNKNOWN, Optional.empty(), Optional.empty()));
        inventory.describe(device.id(), codec(Optional.of(room.id())));
        Placement placed = new Placement(device, codec(Optional.of(room.id())), Optional.of(room), Optional.of(COURT));
        assertThat(inventory.placement(device.id())).contains(placed);
        assertThat(inventory.placements()).containsExactly(placed);

        devices.remove(device.id());
        assertThat(inventory.placements()).isEmpty();
        inventory.remove(room);
        inventory.remove(COURT);
        assertThat(inventory.institutions()).isEmpty();
    }

    @Test
    void keepsCamerasAndDisplays() {
        inventory.save(COURT);
        Room room = Room.of(COURT.id(), "Зал № 3");
        inventory.save(room);
        Peripheral camera = Peripheral.of(
                room.id(),
                Peripheral.Kind.CAMERA,
                "Судья",
                "Sony",
                "SRG-X400",
                "10.20.30.41:52381",
                "visca",
                "потолок");
        Peripheral display =
                Peripheral.of(room.id(), Peripheral.Kind.DISPLAY, "Экран", "Panasonic", "", "10.20.30.42", "", "");
        inventory.save(camera);
        inventory.save(display);
        assertThat(inventory.peripherals()).containsExactly(camera, display);
        assertThat(inventory.peripheral(camera.id())).contains(camera);
        inventory.remove(camera);
        assertThat(inventory.peripherals()).containsExactly(display);
        assertThatThrownBy(() -> inventory.remove(room)).hasMessage("room: Зал № 3 (something stands in it)");
    }

    @Test
    void refusesWhatDoesNotFit() {
        inventory.save(COURT);
        Room room = Room.of(COURT.id(), "Зал 1");
        inventory.save(room);
        assertThatThrownBy(() -> inventory.save(
                        Institution.of("АЛМАТЫ ҚАЛАСЫНЫҢ ӘУЕЗОВ АУДАНДЫҚ СОТЫ", InstitutionKind.COURT, "")))
                .hasMessageContaining("is taken");
        assertThatThrownBy(() -> inventory.save(Room.of(COURT.id(), "ЗАЛ 1"))).hasMessage("name: ЗАЛ 1 (is taken)");
        assertThatThrownBy(() -> inventory.save(Room.of("nobody", "Зал 1"))).hasMessage("no institution nobody");
        assertThatThrownBy(() -> inventory.remove(COURT)).hasMessageContaining("(has rooms)");
        Device device = devices.add("Зал", "room", "x");
        assertThatThrownBy(() -> inventory.describe(device.id(), codec(Optional.of("nowhere"))))
                .hasMessage("no room nowhere");
        assertThatThrownBy(() -> inventory.describe("nobody", codec(Optional.empty())))
                .hasMessage("no device nobody");
        assertThat(inventory.placement(device.id()).orElseThrow().description()).isEqualTo(DeviceDescription.UNKNOWN);
    }

    private static Institution described(String name, InstitutionKind kind, Optional<String> department) {
        return new Institution(
                "id of " + name,
                name,
                kind,
                "Алматы қаласы",
                department,
                new InstitutionContact("Алматы, Төле би 93", "+7 727 271-00-00", "sot@sud.example"),
                OpeningHours.parse("09:00-18:30"));
    }

    @Test
    void keepsWhereAnInstitutionIsAndWhichDepartmentItHas() {
        Institution department = described("Департамент", InstitutionKind.DEPARTMENT, Optional.empty());
        Institution court = described("Сот", InstitutionKind.COURT, Optional.of(department.id()));
        assertThatThrownBy(() -> inventory.save(court)).hasMessageContaining("kind DEPARTMENT");
        inventory.save(department);
        inventory.save(court);
        assertThat(inventory.institution(court.id())).contains(court);
        assertThat(inventory.institutions()).containsExactlyInAnyOrder(court, department);
        assertThat(audit.of(court.id()).getFirst().changes())
                .contains(new Change("department", "", "Департамент"), new Change("hours", "", "09:00-18:30"));
        Institution hospital = described("Аурухана", InstitutionKind.HOSPITAL, Optional.of(court.id()));
        assertThatThrownBy(() -> inventory.save(hospital)).hasMessageContaining("kind DEPARTMENT");
        assertThatThrownBy(() -> inventory.save(described("Департамент", InstitutionKind.COURT, Optional.empty())))
                .hasMessageContaining("(is the department of others)");
        assertThatThrownBy(() -> inventory.remove(department)).hasMessageContaining("(is the department of others)");
        inventory.save(described("Сот", InstitutionKind.COURT, Optional.empty()));
        inventory.remove(department);
        assertThat(inventory.institution(department.id())).isEmpty();
    }

    @Test
    void findsInAnyScriptAndCase() {
        inventory.save(COURT);
        Room room = Room.of(COURT.id(), "Зал № 3");
        inventory.save(room);
        Device described = devices.add("Әуезов соты, 3-зал", "auezov-3", "x");
        inventory.describe(described.id(), codec(Optional.of(room.id())));
        devices.add("Қызылорда", "kyzylorda", "x");
        for (String query : List.of(
                "әуезов",
                "ӘУЕЗОВ",
                "алматы cisco",
                "ROOM KIT",
                "foc2231",
                "10.20.30",
                "ZAL3@court",
                "77013",
                "far-mute",
                "КІЛТ күзетте")) {
            assertThat(inventory.search(query))
                    .as(query)
                    .extracting(found -> found.device().id())
                    .containsExactly(described.id());
        }
        assertThat(inventory.search("ҚЫЗЫЛорда")).hasSize(1);
        assertThat(inventory.search("")).hasSize(2);
        assertThat(inventory.search("алматы polycom")).isEmpty();
    }

    @Test
    void tellsWhoChangedWhatAndWhen() {
        Inventory aigul = inventory.by("user:aigul");
        aigul.save(COURT);
        Room room = Room.of(COURT.id(), "Зал № 3");
        aigul.save(room);
        Device device = devices.by("user:bolat").add("Зал", "room", "қупия сөз");
        aigul.describe(device.id(), codec(Optional.of(room.id())));
        aigul.describe(device.id(), codec(Optional.empty()));
        aigul.describe(device.id(), codec(Optional.empty()));
        devices.by("user:bolat").rename(device.id(), "Зал № 3");
        devices.by("user:bolat").rename(device.id(), "Зал № 3");
        devices.changePassword(device.id(), "басқа сөз");
        devices.by("user:aigul").remove(device.id());

        List<AuditEntry> history = audit.of(device.id());
        assertThat(history)
                .extracting(AuditEntry::action)
                .as("the latest first, and nothing where nothing changed")
                .containsExactly(
                        "device.remove",
                        "credential.replace",
                        "device.change",
                        "device.change",
                        "device.change",
                        "credential.issue",
                        "device.add");
        assertThat(history)
                .extracting(AuditEntry::actor)
                .containsExactly(
                        "user:aigul", "system", "user:bolat", "user:aigul", "user:aigul", "user:bolat", "user:bolat");
        assertThat(history.get(2).changes()).containsExactly(new Change("name", "Зал", "Зал № 3"));
        assertThat(history.get(3).changes()).containsExactly(new Change("room", COURT.name() + ", Зал № 3", ""));
        assertThat(history.get(4).changes()).contains(new Change("model", "", "Room Kit"));
        assertThat(history).allSatisfy(entry -> assertThat(entry.at()).isEqualTo(NOW));
        assertThat(audit.after(0, 100).toString()).doesNotContain("сөз");
        assertThat(audit.of(COURT.id())).hasSize(1);
    }

    @Test
    void aChangeThatFailsLeavesNoEntry() {
        devices.add("Зал", "room", "x");
        long before = audit.verify().head().number();
        assertThatThrownBy(() -> devices.add("Зал", "ROOM", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> devices.rename("nobody", "x")).isInstanceOf(IllegalArgumentException.class);
        devices.remove("nobody");
        assertThat(audit.verify().head().number()).isEqualTo(before);
    }

    @Test
    void theChainIsWholeWhenManyChangeAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<Device>> adding = IntStream.range(0, 48)
                    .mapToObj(i -> threads.submit(() -> devices.add("Зал " + i, "room" + i, "x")))
                    .toList();
            for (Future<Device> one : adding) {
                one.get();
            }
        }
        assertThat(audit.verify().broken()).isEmpty();
        assertThat(audit.verify().head().number()).isEqualTo(96);
    }

    @Test
    void namesTheFirstEntryThatIsNotWhatWasWritten() {
        for (int i = 0; i < 3; i++) {
            devices.add("Зал " + i, "room" + i, "x");
        }
        assertThat(audit.verify().broken()).isEmpty();
        for (String damage : List.of(
                "set actor = 'user:nobody'",
                "set recorded_at = timestamp with time zone '2026-11-25 06:00:00+00'",
                "set action = 'device.change'",
                "set subject_id = 'x'",
                "set subject_kind = 'x'",
                "set subject_name = 'Зал'",
                "set changes = '[]'",
                "set changes = 'not JSON'",
                "set hash = '" + "0".repeat(64) + "'")) {
            assertBroken("update audit_entries " + damage + " where number = 3", 3, damage);
        }
        assertBroken("delete from audit_entries where number = 2", 2, "removed");
        String columns = "recorded_at, actor, action, subject_kind, subject_id, subject_name, changes, hash";
        assertBroken(
                "update audit_entries set (%1$s) = (select %1$s from kept where kept.number = 7 - audit_entries.number) where number in (3, 4)"
                        .formatted(columns),
                3,
                "two in the other order");
        assertBroken("delete from audit_entries where number > 4", 5, "cut off");
        assertBroken("update audit_head set number = 5", 5, "the end moved");
        assertThat(audit.verify().broken()).isEmpty();
    }

    @Test
    void formerPasswordsWorkUntilTheirOverlapEnds() {
        Device device = devices.add("Зал", "room", "first");
        DigestSecrets first = devices.secrets(device.id()).orElseThrow();
        devices.rotate(Map.of(device.id(), "second"), NOW.plusSeconds(3600));
        devices.rotate(Map.of(device.id(), "third"), NOW.plusSeconds(7200));
        assertThat(devices.password(device.id())).contains("third");
        assertThat(devices.formerPasswords(device.id())).containsExactly("second", "first");
        assertThat(devices.formerSecrets(device.id())).hasSize(2).contains(first);

        StoredDevices later = new StoredDevices(
                database, "court", SecretBox.open(database, MasterKey.keptIn(folder)), () -> NOW.plusSeconds(3600));
        assertThat(later.formerPasswords(device.id())).containsExactly("second");
        devices.setEnabled(device.id(), false);
        assertThat(devices.formerSecrets(device.id())).isEmpty();
        devices.setEnabled(device.id(), true);
        devices.changePassword(device.id(), "fourth");
        assertThat(devices.formerPasswords(device.id())).as("replaced at once").isEmpty();
    }

    @Test
    void aDeviceNeedsItsFormerPasswordsUntilItProvesThePresentOne() {
        Device device = devices.add("Зал", "room", "first");
        Device other = devices.add("Зал 2", "room2", "first");
        assertThat(devices.pending()).isEmpty();
        devices.rotate(Map.of(device.id(), "second"), NOW.plusSeconds(7200));
        devices.rotate(Map.of(device.id(), "third", other.id(), "second"), NOW.plusSeconds(3600));
        assertThat(devices.pending())
                .containsExactly(
                        new PendingRotations.Pending(other, NOW.plusSeconds(3600)),
                        new PendingRotations.Pending(device, NOW.plusSeconds(7200)));
        assertThat(devices.claimWarning(device.id())).isTrue();
        assertThat(devices.claimWarning(device.id())).as("warned of").isFalse();

        devices.supersedeFormerPasswords(device.id());
        assertThat(devices.pending())
                .extracting(PendingRotations.Pending::device)
                .containsExactly(other);
        assertThat(devices.formerPasswords(device.id())).as("it may turn back").hasSize(2);
        devices.rotate(Map.of(device.id(), "fourth"), NOW.plusSeconds(60));
        assertThat(devices.pending())
                .extracting(PendingRotations.Pending::until)
                .containsExactly(NOW.plusSeconds(60), NOW.plusSeconds(3600));
        assertThat(devices.claimWarning(device.id())).isTrue();

        StoredDevices later = new StoredDevices(
                database, "court", SecretBox.open(database, MasterKey.keptIn(folder)), () -> NOW.plusSeconds(3600));
        assertThat(later.pending()).as("lapsed").isEmpty();
        devices.setEnabled(other.id(), false);
        assertThat(devices.pending())
                .extracting(PendingRotations.Pending::device)
                .containsExactly(device);
    }

    @Test
    void rotatesAllOrNone() {
        Device device = devices.add("Зал", "room", "first");
        assertThatThrownBy(() -> devices.rotate(
                        new TreeMap<>(Map.of(device.id(), "second", "z-nobody", "x")), NOW.plusSeconds(1)))
                .hasMessage("no device z-nobody");
        assertThat(devices.password(device.id())).contains("first");
        assertThat(devices.formerPasswords(device.id())).isEmpty();
        assertThat(audit.verify().head().number()).isEqualTo(2);
    }

    @Test
    void listenersHearOfWhatHoldsNoLongerWhenItIsStored() {
        List<String> heard = new ArrayList<>();
        devices.listen(new CredentialListener() {

            @Override
            public void lapsed(Device device) {
                heard.add(device.username() + " lapsed");
            }

            @Override
            public void withdrawn(Device device) {
                heard.add(device.username() + " withdrawn, has secrets: "
                        + devices.secrets(device.id()).isPresent());
            }
        });
        String room = devices.add("Зал", "room", "first").id();
        String other = devices.by("user:aidana").add("Зал", "other", "first").id();
        devices.rotate(Map.of(room, "second"), NOW.plusSeconds(60));
        devices.rename(room, "Зал 1");
        devices.setEnabled(room, true);
        assertThat(heard).isEmpty();

        devices.changePassword(room, "third");
        assertThat(heard).containsExactly("room lapsed");
        devices.by("user:aidana").setEnabled(other, false);
        devices.revoke(room);
        devices.remove(other);
        assertThat(heard.subList(1, 4))
                .containsExactly(
                        "other lapsed", "room withdrawn, has secrets: false", "other withdrawn, has secrets: false");
        devices.remove("nobody");
        assertThatThrownBy(() -> devices.revoke("nobody")).hasMessage("no device nobody");
        assertThat(heard).hasSize(4);
    }

    @Test
    void aRevokedDeviceHasNothingToAuthenticateWith() {
        Device device = devices.add("Зал", "room", "first");
        devices.rotate(Map.of(device.id(), "second"), NOW.plusSeconds(3600));
        devices.revoke(device.id());
        assertThat(devices.secrets(device.id())).isEmpty();
        assertThat(devices.password(device.id())).isEmpty();
        assertThat(devices.formerSecrets(device.id())).isEmpty();
        assertThat(audit.of(device.id()).getFirst().action()).isEqualTo("credential.revoke");
        devices.rotate(Map.of(device.id(), "third"), NOW.plusSeconds(3600));
        assertThat(devices.password(device.id())).contains("third");
        assertThat(devices.formerPasswords(device.id()))
                .as("the revoked ones stay so")
                .isEmpty();
    }

    /** Leaves everything as it was. */
    private void assertBroken(String sql, long number, String what) {
        List<AuditEntry> entries = audit.after(0, 100);
        AuditEntry last = entries.getLast();
        database.jdbi().useHandle(handle -> {
            handle.execute("create table kept as select * from audit_entries");
            try {
                assertThat(handle.execute(sql)).as(what).isPositive();
                assertThat(audit.verify().broken()).map(Broken::number).as(what).contains(number);
            } finally {
                handle.execute("delete from audit_entries");
                handle.execute("insert into audit_entries select * from kept");
                handle.execute("drop table kept");
                handle.execute("update audit_head set number = ?, hash = ?", last.number(), last.hash());
            }
        });
    }

    private static DeviceDescription reached(String driver, String... addresses) {
        return new DeviceDescription(
                Optional.empty(), "", "", "", "", "", List.of(addresses), "", List.of(), driver, List.of(), "");
    }

    @Test
    void dropsALoginWithTheAddressAndTheDriverThatItWasKeptFor() {
        Device device = devices.add("Зал", "zal", "x");
        AuditEntry.Subject subject = StoredDevices.subject(device);
        DriverLogin login =
                new DriverLogin(new DriverTarget("cisco-ce", "10.0.0.1"), new Credentials("admin", "Sesam"));
        for (DeviceDescription other : List.of(
                reached("cisco-ce", "10.0.0.2"),
                reached("cisco-ce", "10.0.0.1:444"),
                reached("poly-group-telnet", "10.0.0.1"),
                reached("cisco-ce", "10.0.0.2", "10.0.0.1"),
                reached("", "10.0.0.1"),
                reached("cisco-ce"))) {
            inventory.describe(device.id(), reached("cisco-ce", "10.0.0.1"));
            logins.set(subject, login.target(), login.credentials());
            assertThat(inventory.describe(device.id(), reached("cisco-ce", "10.0.0.1", "10.0.0.9")))
                    .as("the driver connects to the first")
                    .isFalse();
            assertThat(logins.all()).containsExactly(Map.entry(device.id(), login));
            assertThat(inventory.by("user:aigul").describe(device.id(), other))
                    .as("%s", other)
                    .isTrue();
            assertThat(logins.all()).isEmpty();
            assertThat(audit.of(device.id()).getFirst())
                    .satisfies(entry -> assertThat(entry.action()).isEqualTo("login.drop"))
                    .satisfies(entry -> assertThat(entry.actor()).isEqualTo("user:aigul"));
            assertThat(inventory.describe(device.id(), reached("cisco-ce", "10.0.0.1")))
                    .isFalse();
            assertThat(logins.all()).as("back again").isEmpty();
        }
    }

    @Test
    void dropsTheLoginOfACameraLikewise() {
        inventory.save(COURT);
        Room room = Room.of(COURT.id(), "Зал № 3");
        inventory.save(room);
        Peripheral camera = Peripheral.of(room.id(), Peripheral.Kind.CAMERA, "Cam", "", "", "10.0.0.5", "onvif", "");
        assertThat(inventory.save(camera)).isFalse();
        logins.set(
                new AuditEntry.Subject("peripheral", camera.id(), camera.name()),
                DriverTarget.of(camera).orElseThrow(),
                new Credentials("admin", "Sesam"));
        assertThat(inventory.save(camera)).isFalse();
        assertThat(logins.all()).hasSize(1);
        assertThat(inventory.save(
                        new Peripheral(camera.id(), room.id(), camera.kind(), "Cam", "", "", "10.0.0.6", "onvif", "")))
                .isTrue();
        assertThat(logins.all()).isEmpty();
    }

    @Test
    void bindsTheLoginsOfBeforeToTheAddressesOfNow() throws Exception {
        inventory.save(COURT);
        Room room = Room.of(COURT.id(), "Зал № 3");
        inventory.save(room);
        Device codec = devices.add("Зал 1", "zal-1", "x");
        Device undescribed = devices.add("Зал 2", "zal-2", "x");
        Peripheral camera = Peripheral.of(room.id(), Peripheral.Kind.CAMERA, "Cam", "", "", "10.0.0.5", "onvif", "");
        inventory.describe(codec.id(), reached("cisco-ce", "10.0.0.1:444", "10.0.0.2"));
        inventory.save(camera);
        DriverTarget unknown = new DriverTarget("", "");
        for (String id : List.of(codec.id(), undescribed.id(), camera.id())) {
            logins.set(new AuditEntry.Subject("device", id, ""), unknown, new Credentials("admin", "Sesam"));
        }
        String migration;
        try (var in = Database.class.getResourceAsStream("/db/migration/V26__targets_of_logins.sql")) {
            migration = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        database.jdbi()
                .useHandle(handle -> Stream.of(migration.split(";\n"))
                        .map(String::strip)
                        .filter(statement -> statement.startsWith("update"))
                        .forEach(handle::execute));
        assertThat(logins.all())
                .hasEntrySatisfying(
                        codec.id(),
                        login -> assertThat(login.target()).isEqualTo(new DriverTarget("cisco-ce", "10.0.0.1:444")))
                .hasEntrySatisfying(
                        camera.id(),
                        login -> assertThat(login.target()).isEqualTo(new DriverTarget("onvif", "10.0.0.5")))
                .hasEntrySatisfying(
                        undescribed.id(), login -> assertThat(login.target()).isEqualTo(unknown));
    }

    @Test
    void dropsTheLoginsOfAPlace() {
        DriverTarget place = new DriverTarget("cisco-ce", "10.0.0.1");
        Device one = devices.add("Зал 1", "zal-1", "x");
        Device other = devices.add("Зал 2", "zal-2", "x");
        Device elsewhere = devices.add("Зал 3", "zal-3", "x");
        logins.set(StoredDevices.subject(one), place, new Credentials("admin", "1"));
        logins.set(StoredDevices.subject(other), place, new Credentials("admin", "2"));
        DriverTarget another = new DriverTarget("cisco-ce", "10.0.0.2");
        logins.set(StoredDevices.subject(elsewhere), another, new Credentials("admin", "3"));
        logins.by("user:aigul").dropAt(place::equals, "certificate renewed");
        assertThat(logins.all()).containsOnlyKeys(elsewhere.id());
        for (Device dropped : List.of(one, other)) {
            assertThat(audit.of(dropped.id()).getFirst())
                    .satisfies(entry -> assertThat(entry.action()).isEqualTo("login.drop"))
                    .satisfies(entry -> assertThat(entry.subject()).isEqualTo(StoredDevices.subject(dropped)));
        }
    }

    @Test
    void keepsTheFirstCertificateOfADeviceUntilItIsForgotten() {
        StoredPins pins = new StoredPins(database, () -> NOW);
        DeviceAddress codec = new DeviceAddress("2001:db8::7", 443);
        String first = "a".repeat(64);
        String second = "b".repeat(64);
        assertThat(pins.pinned(codec)).isEmpty();
        assertThat(pins.pinIfAbsent(codec, first)).isEqualTo(first);
        assertThat(pins.pinIfAbsent(codec, second)).isEqualTo(first);
        assertThat(pins.pinIfAbsent(new DeviceAddress("2001:db8::7", 22), second))
                .isEqualTo(second);
        assertThat(new StoredPins(database, () -> NOW).pinned(codec)).contains(first);
        pins.forget(codec);
        assertThat(pins.pinIfAbsent(codec, second)).isEqualTo(second);
    }
}
