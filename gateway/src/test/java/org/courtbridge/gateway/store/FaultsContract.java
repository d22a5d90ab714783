package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.Alert.Occasion;
import org.courtbridge.provisioning.testcall.Alert.Role;
import org.courtbridge.provisioning.testcall.Alert.Severity;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.PlannedHearing;
import org.courtbridge.provisioning.testcall.Tested.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the book of faults, for each database. */
abstract class FaultsContract {

    private static final Place ROOM = new Place.Room("d1", "Зал № 3");
    private static final Place PHONE = new Place.Phone("d1", "Әсел");
    private static final Instant NOW = Instant.parse("2026-11-27T04:30:00.123Z");

    @TempDir
    Path folder;

    private Database database;
    private StoredFaults faults;

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
        faults = new StoredFaults(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Fault fault(String id, Place place, Instant opened) {
        Set<Check> checks = EnumSet.of(Check.HUM, Check.LOSS);
        return new Fault(id, place, Optional.of("h1"), checks, checks, opened, Optional.empty(), Optional.empty());
    }

    private static Alert alert(Fault fault, Role to, String step) {
        return new Alert(
                new Alert.Key(fault.id(), to, step),
                fault,
                Occasion.FOUND,
                Severity.WARNING,
                Optional.of(new PlannedHearing(
                        "h1", NOW, List.of(new PlannedHearing.Seat(ROOM, ZoneId.of("Asia/Almaty"))))));
    }

    @Test
    void keepsAFaultFromItsBeginningToItsEnd() {
        Fault found = fault("t1", ROOM, NOW);
        faults.keep(found);
        faults.keep(fault("t2", PHONE, NOW.plusSeconds(1)));
        assertThat(faults.fault("t1")).contains(found);
        assertThat(faults.open(ROOM)).containsExactly(found);
        assertThat(faults.open()).extracting(Fault::id).containsExactly("t2", "t1");
        assertThat(faults.faults(Set.of("t1", "t3"))).containsExactly(found);
        assertThat(faults.faults(Set.of())).isEmpty();

        Fault expected = found.expecting(new Fault.Expectation(NOW.plusSeconds(3600), "user:aigul", NOW));
        assertThat(faults.expect("t1", expected.expectation().orElseThrow())).isTrue();
        assertThat(faults.fault("t1")).contains(expected);
        faults.keep(found);
        assertThat(faults.fault("t1"))
                .as("a test that was judged meanwhile takes nothing back that was said")
                .contains(expected);

        Fault restored = new Fault(
                "t1",
                ROOM,
                Optional.of("h1"),
                found.checks(),
                Set.of(),
                NOW,
                expected.expectation(),
                Optional.of(new Fault.Restored(NOW.plusSeconds(1800), "t9")));
        faults.keep(restored);
        assertThat(faults.open(ROOM)).isEmpty();
        assertThat(faults.latest(10)).extracting(Fault::id).containsExactly("t2", "t1");
        assertThat(faults.latest(1)).extracting(Fault::id).containsExactly("t2");
        assertThat(faults.fault("t1")).contains(restored);
        assertThat(faults.fault("t3")).isEmpty();
        assertThat(faults.expect("t1", new Fault.Expectation(NOW.plusSeconds(7200), "user:bolat", NOW)))
                .as("it is restored")
                .isFalse();
        assertThat(faults.fault("t1")).contains(restored);

        Instant end = NOW.plusSeconds(1800);
        assertThat(faults.since(ROOM, end)).containsExactly(restored);
        assertThat(faults.since(ROOM, end.plusMillis(1))).isEmpty();
        assertThat(faults.since(end)).extracting(Fault::id).containsExactly("t2", "t1");
        assertThat(faults.since(end.plusMillis(1))).extracting(Fault::id).containsExactly("t2");
    }

    @Test
    void thoseThatAreOpenComeFirst() {
        Fault old = fault("t1", ROOM, NOW);
        faults.keep(old);
        Fault later = fault("t2", PHONE, NOW.plusSeconds(60));
        faults.keep(later);
        faults.keep(restored(later, NOW.plusSeconds(120)));
        assertThat(faults.latest(10)).extracting(Fault::id).containsExactly("t1", "t2");
        assertThat(faults.latest(1)).containsExactly(old);
    }

    @Test
    void skipsWhatANewerVersionAloneKnows() {
        Fault known = fault("t1", ROOM, NOW);
        faults.keep(known);
        faults.keep(fault("t2", ROOM, NOW));
        database.jdbi().useHandle(handle -> {
            handle.execute("update faults set checks = 'HUM,SMELL,LOSS', lasting = 'SMELL,HUM,LOSS' where id = 't1'");
            handle.execute("update faults set checks = 'SMELL', lasting = 'SMELL' where id = 't2'");
        });
        assertThat(faults.open()).containsExactly(known);
        assertThat(faults.fault("t2")).isEmpty();
    }

    private static Fault restored(Fault fault, Instant at) {
        return new Fault(
                fault.id(),
                fault.place(),
                fault.hearing(),
                fault.checks(),
                Set.of(),
                fault.opened(),
                fault.expectation(),
                Optional.of(new Fault.Restored(at, "t9")));
    }

    @Test
    void anAlertIsClaimedOnceHoweverManyTry() throws Exception {
        Fault fault = fault("t1", ROOM, NOW);
        faults.keep(fault);
        List<Callable<Boolean>> nodes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            nodes.add(() -> faults.claim(alert(fault, Role.CLERK, "FOUND"), NOW));
        }
        int claimed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> node : threads.invokeAll(nodes)) {
                claimed += node.get() ? 1 : 0;
            }
        }
        assertThat(claimed).isEqualTo(1);
        assertThat(faults.claim(alert(fault, Role.TECHNICIAN, "FOUND"), NOW)).isTrue();
        assertThat(faults.told("t1"))
                .containsExactlyInAnyOrder(
                        new Alert.Key("t1", Role.CLERK, "FOUND"), new Alert.Key("t1", Role.TECHNICIAN, "FOUND"));
        assertThat(faults.alerts("t1").getFirst().hearing()).contains("h1");
        assertThat(faults.alerts("t1").getFirst().severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void eachUserHasSeenWhatTheyHaveSeen() {
        Fault fault = fault("t1", ROOM, NOW);
        faults.keep(fault);
        faults.claim(alert(fault, Role.CLERK, "FOUND"), NOW);
        faults.claim(alert(fault, Role.TECHNICIAN, "FOUND"), NOW);
        faults.claim(alert(fault, Role.CLERK, "LASTS PT4H"), NOW.plusSeconds(60));
        assertThat(faults.unread("u1")).isEqualTo(2);

        faults.read("u1", NOW);
        assertThat(faults.unread("u1")).isEqualTo(1);
        faults.read("u1", NOW.plusSeconds(60));
        faults.read("u1", NOW);
        assertThat(faults.unread("u1")).isZero();
        assertThat(faults.unread("u2")).isEqualTo(2);
        assertThat(faults.latestAlerts(1).getFirst().key().occasion()).isEqualTo("LASTS PT4H");
    }
}
