package org.courtbridge.console.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.operations.openid.OpenIdProvider;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.audit.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that changes of our users by another provider are in the audit trail, as those by administrators are. */
class ProvidedUsersTest {

    @TempDir
    private Path folder;

    private RunningConsole running;
    private UserDesk desk;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        desk = new UserDesk(
                running.services.access(),
                running.services.audit(),
                new SignIns(running.services.access(), running.services.clock()),
                running.services.inventory());
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private User arrived(String name, Set<Role> roles) {
        return desk.ofProvider("Ministry", new OpenIdProvider.Person("https://id.example|7", "aigul", name, roles));
    }

    @Test
    void theTrailSaysWhomAProviderAddedAndWhatItChanged() throws Exception {
        User user = arrived("Айгүл Б.", EnumSet.of(Role.JUDGE));
        arrived("Айгүл Б.", EnumSet.of(Role.JUDGE));
        assertThat(running.services.audit().of(user.id())).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("provider:Ministry");
            assertThat(entry.action()).isEqualTo("user.add");
            assertThat(entry.subject().name()).isEqualTo("aigul");
            assertThat(entry.changes())
                    .containsExactly(new Change("name", "", "Айгүл Б."), new Change("roles", "", "JUDGE"));
        });

        arrived("Айгүл С.", EnumSet.of(Role.JUDGE, Role.ADMINISTRATOR));
        arrived("Айгүл С.", EnumSet.of(Role.CLERK));
        assertThat(running.services.audit().of(user.id()))
                .extracting(AuditEntry::action)
                .containsExactly("user.change", "user.change", "user.add");
        assertThat(running.services.audit().of(user.id()).get(1).changes())
                .containsExactlyInAnyOrder(
                        new Change("name", "Айгүл Б.", "Айгүл С."),
                        new Change("roles", "JUDGE", "JUDGE ADMINISTRATOR"));
        assertThat(running.services.audit().of(user.id()).getFirst().changes())
                .containsExactly(new Change("roles", "JUDGE ADMINISTRATOR", "CLERK"));
        assertThat(running.page(running.userWith(EnumSet.of(Role.ADMINISTRATOR)), "/audit")
                        .body())
                .contains("Ministry");
    }
}
