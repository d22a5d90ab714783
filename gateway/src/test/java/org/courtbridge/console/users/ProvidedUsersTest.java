package org.courtbridge.console.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Membership;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.operations.openid.OpenIdProvider;
import org.courtbridge.operations.openid.OpenIdSettings;
import org.courtbridge.operations.openid.OpenIdSettings.Grant;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
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

    @Test
    void theTrailSaysInWhichPlaceAProviderGaveRoles() {
        running.found("court", InstitutionKind.COURT, Optional.empty());
        Institution court = running.services.inventory().institution("court").orElseThrow();
        OpenIdProvider.Person person =
                new OpenIdProvider.Person("https://id.example|7", "aigul", "Айгүл", Set.of(), List.of());
        User user = desk.ofProvider("Ministry", person, Map.of(court, Set.of(Role.CLERK)));
        assertThat(user.memberships().own()).containsExactly(Membership.in("court", Role.CLERK));
        desk.ofProvider("Ministry", person, Map.of(court, Set.of()));
        assertThat(running.services.audit().of(user.id()))
                .extracting(AuditEntry::changes)
                .containsExactly(
                        List.of(new Change("roles: court", "CLERK", "")),
                        List.of(new Change("name", "", "Айгүл"), new Change("roles: court", "", "CLERK")));
    }

    /** By id or name. */
    @Test
    void placesAreFoundAndTheOthersNamed() {
        running.found("court", InstitutionKind.COURT, Optional.empty());
        running.found("hospital", InstitutionKind.HOSPITAL, Optional.empty());
        List<Grant> grants = List.of(
                new Grant(Role.CLERK, "a", "court"),
                new Grant(Role.JUDGE, "a", "COURT"),
                new Grant(Role.OFFICIAL, "b", "hospital"),
                new Grant(Role.CLERK, "c", "gone"));
        OpenIdProvider provider = new OpenIdProvider(
                new OpenIdSettings(
                        URI.create("http://127.0.0.1:9"),
                        "x",
                        Optional.empty(),
                        "Ministry",
                        Optional.empty(),
                        List.of(),
                        "groups",
                        Map.of(),
                        grants),
                running.services.clock());
        GrantedPlaces places = new GrantedPlaces(provider, running.services.inventory());
        assertThat(places.unknown()).containsExactly("gone");
        GrantedPlaces.Found found = places.of(new OpenIdProvider.Person(
                "s", "l", "n", Set.of(), List.of(grants.get(0), grants.get(1), grants.get(3))));
        assertThat(found.unknown()).containsExactly("gone");
        assertThat(found.isNothing()).isFalse();
        Map<String, Set<Role>> there = new HashMap<>();
        found.there().forEach((place, roles) -> there.put(place.id(), roles));
        assertThat(there)
                .isEqualTo(Map.of("court", EnumSet.of(Role.CLERK, Role.JUDGE), "hospital", EnumSet.noneOf(Role.class)));
        assertThat(places.of(new OpenIdProvider.Person("s", "l", "n", Set.of(), List.of(grants.get(3))))
                        .isNothing())
                .isTrue();
    }

    private User arrived(String name, Set<Role> roles) {
        return desk.ofProvider(
                "Ministry",
                new OpenIdProvider.Person("https://id.example|7", "aigul", name, roles, List.of()),
                Map.of());
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
