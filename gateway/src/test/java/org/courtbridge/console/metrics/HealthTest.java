package org.courtbridge.console.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.Commands;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.console.http.Principal;
import org.courtbridge.court.access.Membership;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.Role;
import org.courtbridge.gateway.cli.DoctorCommand;
import org.courtbridge.media.health.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of readiness and metrics as supervisors and Prometheus get them of the gateway itself. */
class HealthTest {

    @Test
    void faultsAreCountedAndToldToWhoeverWatchesTheGateway(@TempDir Path folder) throws Exception {
        try (RunningConsole running = new RunningConsole(folder)) {
            IllegalStateException fault = new IllegalStateException("a fault, as a test wants it");
            running.errors.report(Part.SOUND, "leg 7 is ended", fault);
            running.setAside.set(2);
            HttpResponse<String> ready = running.send("GET", "/readyz", "");
            assertThat(ready.statusCode()).as("for all others").isEqualTo(200);
            assertThat(ready.body().lines())
                    .startsWith("ready")
                    .anyMatch(line -> line.startsWith("sound: ") && line.endsWith("leg 7 is ended"))
                    .anyMatch(line -> line.startsWith("entries of the journal that the database refused: 2, in "));
            assertThat(running.send("GET", "/metrics", "").body().lines())
                    .contains(
                            "courtbridge_internal_errors_total{part=\"sound\"} 1.0",
                            "courtbridge_internal_errors_total{part=\"journal\"} 0.0",
                            "courtbridge_disk_free_bytes 5.36870912E9",
                            "courtbridge_disk_wanted_bytes 1.073741824E9",
                            "courtbridge_journal_waiting 6.0",
                            "courtbridge_journal_refused 2.0");

            running.databaseUp = false;
            assertThat(running.send("GET", "/readyz", "").statusCode()).isEqualTo(503);
            running.databaseUp = true;
            running.errors.stopped(Part.JOURNAL, "no hearing event can be stored any more", fault);
            HttpResponse<String> stopped = running.send("GET", "/readyz", "");
            assertThat(stopped.statusCode()).isEqualTo(503);
            assertThat(stopped.body())
                    .startsWith("not ready\njournal: no hearing event can be stored any more; restart");
        }
    }

    @Test
    void theDoctorSaysWhatTheGatewaySays(@TempDir Path folder) throws Exception {
        try (RunningConsole running = new RunningConsole(folder)) {
            running.errors.stopped(
                    Part.JOURNAL,
                    "no hearing event can be stored any more",
                    new IllegalStateException("a fault, as a test wants it"));
            DoctorCommand doctor = new DoctorCommand(_ -> new DoctorCommand.Setup(
                    folder,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    new DoctorCommand.Storage(1, true, false, _ -> Optional.empty())));
            assertThat(new Commands(folder, running).illFated(doctor))
                    .contains("says that it is not ready: journal: no hearing event can be stored any more; restart");
        }
    }

    @Test
    void strangersLearnOnlyWhetherItIsReady(@TempDir Path folder) throws Exception {
        try (RunningConsole running = new RunningConsole(folder)) {
            running.errors.report(
                    Part.SOUND, "leg 7 is ended", new IllegalStateException("a fault, as a test wants it"));
            HealthRoutes routes = new HealthRoutes(running.services.readiness(), () -> "courtbridge_legs 4.0\n");

            assertThat(routes.readiness(false).body().toString()).isEqualTo("ready\n");
            assertThat(routes.readiness(true).body().toString()).contains("leg 7 is ended");
            running.databaseUp = false;
            assertThat(routes.readiness(false).body().toString()).isEqualTo("not ready\n");
            assertThat(routes.readiness(false).status()).isEqualTo(503);
            assertThat(routes.metrics(false).status()).isEqualTo(401);
            assertThat(routes.metrics(false).body().toString()).doesNotContain("courtbridge_legs");
            assertThat(routes.metrics(true).body().toString()).isEqualTo("courtbridge_legs 4.0\n");
        }
    }

    @Test
    void figuresOfAllCourtsAreForThoseWhoseRoleHoldsInAll() {
        assertThat(HealthRoutes.isOneOfUs("192.0.2.7", Optional.empty())).isFalse();
        assertThat(HealthRoutes.isOneOfUs("127.0.0.1", Optional.empty())).isTrue();
        assertThat(HealthRoutes.isOneOfUs("192.0.2.7", who(Membership.in("court", Role.ADMINISTRATOR))))
                .isFalse();
        assertThat(HealthRoutes.isOneOfUs("192.0.2.7", who(Membership.everywhere(Role.CLERK))))
                .isTrue();
    }

    private static Optional<Principal> who(Membership membership) {
        return Optional.of(new Principal(
                "user:x", new Memberships(Set.of(membership), Set.of()), Optional.empty(), Optional.empty(), false));
    }

    @Test
    void onlyLoopbackIsThisMachine() {
        assertThat(List.of("127.0.0.1", "127.1.2.3", "0:0:0:0:0:0:0:1", "::1", "0:0:0:0:0:0:0:1%lo"))
                .allMatch(HealthRoutes::isThisMachine);
        assertThat(List.of("", "10.127.0.1", "192.0.2.7", "0:0:0:0:0:0:0:1234", "::10", "fe80::1%eth0"))
                .noneMatch(HealthRoutes::isThisMachine);
    }
}
