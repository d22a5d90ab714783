package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.operations.enrolment.EnrolmentToken;
import org.courtbridge.operations.enrolment.Enrolments;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the store of one-time tokens, for each database. */
abstract class EnrolmentsContract {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Instant UNTIL = NOW.plus(Duration.ofHours(24));
    private static final String TOKEN = "abcd-efgh-jkmn-pqrs";
    private static final String HASH = EnrolmentToken.hash(TOKEN);
    private static final String MAC = "805EC079C37F";

    @TempDir
    Path folder;

    private Database database;
    private SecretBox box;
    private StoredDevices devices;
    private StoredAudit audit;
    private Enrolments enrolments;
    private Device device;

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
        box = SecretBox.open(database, MasterKey.keptIn(folder));
        devices = new StoredDevices(database, "court", box, () -> NOW);
        audit = new StoredAudit(database, () -> NOW);
        enrolments = new StoredEnrolments(database, box, devices, audit);
        device = devices.add("Зал 3", "zal3", "first-password");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void issue(String hardware) {
        enrolments.issue(device, HASH, hardware, UNTIL, "user:aigul");
    }

    private boolean redeem(String id, Instant at, String password) {
        return enrolments.redeem(
                new Enrolments.Use(HASH, id, "192.0.2.7", at, WINDOW), () -> password, at.plus(Duration.ofHours(24)));
    }

    @Test
    void givesANewPasswordWithTheFirstUse() {
        issue("");
        assertThat(enrolments.find(HASH)).map(Enrolments.Enrolment::deviceId).contains(device.id());
        assertThat(enrolments.find(EnrolmentToken.hash("other"))).isEmpty();
        assertThat(redeem(MAC, NOW, "second-password")).isTrue();
        assertThat(devices.password(device.id())).contains("second-password");
        assertThat(devices.formerPasswords(device.id())).containsExactly("first-password");
    }

    @Test
    void goesOnForAWhileForWhoeverUsedIt() {
        issue("");
        assertThat(redeem(MAC, NOW, "second-password")).isTrue();
        assertThat(redeem(MAC, NOW.plus(WINDOW).minusSeconds(1), "third-password"))
                .isTrue();
        assertThat(devices.password(device.id())).contains("second-password");
        assertThat(redeem("000B820102AB", NOW, "third-password")).isFalse();
        assertThat(redeem(MAC, NOW.plus(WINDOW), "third-password")).isFalse();
        assertThat(devices.password(device.id())).contains("second-password");
    }

    @Test
    void isOfTheDeviceThatWasNamedAndOfItsTime() {
        issue(MAC);
        assertThat(redeem("000B820102AB", NOW, "second-password")).isFalse();
        assertThat(redeem(MAC, UNTIL, "second-password")).isFalse();
        assertThat(devices.password(device.id())).contains("first-password");
        assertThat(redeem(MAC, UNTIL.minusSeconds(1), "second-password")).isTrue();
    }

    @Test
    void isReplacedByTheNext() {
        issue("");
        enrolments.issue(device, EnrolmentToken.hash("next"), "", UNTIL, "user:aigul");
        assertThat(redeem(MAC, NOW, "second-password")).isFalse();
        assertThat(enrolments.find(EnrolmentToken.hash("next"))).isPresent();
    }

    @Test
    void endsWithARevocationAndWithTheDevice() {
        issue("");
        devices.revoke(device.id());
        assertThat(redeem(MAC, NOW, "second-password")).isFalse();
        assertThat(devices.password(device.id())).isEmpty();
        issue("");
        devices.remove(device.id());
        assertThat(enrolments.find(HASH)).isEmpty();
    }

    @Test
    void enrolsADeviceAnewThatWasRevoked() {
        devices.revoke(device.id());
        issue("");
        assertThat(redeem(MAC, NOW, "second-password")).isTrue();
        assertThat(devices.password(device.id())).contains("second-password");
        assertThat(devices.formerPasswords(device.id())).isEmpty();
    }

    @Test
    void isUsedOnceByManyAtOnce() throws Exception {
        issue("");
        AtomicInteger made = new AtomicInteger();
        List<Future<Boolean>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                String id = "ABCD000" + i;
                all.add(threads.submit(() -> enrolments.redeem(
                        new Enrolments.Use(HASH, id, "192.0.2.7", NOW, WINDOW),
                        () -> "password-" + made.incrementAndGet(),
                        UNTIL)));
            }
        }
        int admitted = 0;
        for (Future<Boolean> one : all) {
            admitted += one.get() ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(1);
        assertThat(made).hasValue(1);
    }

    @Test
    void remembersWhatADeviceWasTold() {
        assertThat(enrolments.told(device.id())).isEmpty();
        enrolments.tell(device.id(), "digest-1");
        enrolments.tell(device.id(), "digest-2");
        assertThat(enrolments.told(device.id())).contains("digest-2");
        box.rotate(audit, "system");
        assertThat(enrolments.told(device.id())).contains("digest-2");
        devices.remove(device.id());
        assertThat(enrolments.told(device.id())).isEmpty();
    }

    @Test
    void isInTheTrailWithoutTheToken() {
        issue(MAC);
        redeem(MAC, NOW, "second-password");
        assertThat(audit.of(device.id()))
                .extracting(AuditEntry::action)
                .containsExactly(
                        "enrolment.use", "credential.rotate", "enrolment.issue", "credential.issue", "device.add");
        assertThat(audit.of(device.id()).toString())
                .contains(MAC, "192.0.2.7", "user:aigul")
                .doesNotContain(TOKEN, HASH, "second-password");
        assertThat(audit.verify().broken()).isEmpty();
    }
}
