package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.courtbridge.console.events.EventSocket;
import org.courtbridge.console.http.AccountPaths;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;
import org.courtbridge.operations.openid.OpenIdProvider;
import org.courtbridge.operations.openid.OpenIdSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what the program declares, and what its server does, against the table of roles on {@code docs/roles.md}. */
class RolesTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ANYBODY = "ANYBODY";
    private static final String SIGNED_IN = "SIGNED_IN";

    /** What the event socket is asked for before it is opened: it is no {@link Endpoint}. */
    private static final Set<String> EVENTS =
            Set.of("GET " + EventSocket.PATH, "GET " + EventSocket.PATH + "?of=tests");

    @TempDir
    private static Path folder;

    private static RunningConsole running;
    private static RolesPage page;

    @BeforeAll
    static void start() throws Exception {
        page = RolesPage.read();
        running = new RunningConsole(folder, Set.of(), Optional.of(provider()));
    }

    /** One that nobody reaches: it is there for its routes. */
    private static OpenIdProvider provider() {
        return new OpenIdProvider(
                new OpenIdSettings(
                        URI.create("http://127.0.0.1:9"),
                        "courtbridge",
                        Optional.empty(),
                        "Ministry",
                        Optional.empty(),
                        List.of(),
                        "groups",
                        Map.of(),
                        List.of()),
                InstantSource.system());
    }

    @AfterAll
    static void stop() throws Exception {
        running.close();
    }

    @Test
    void everyActionIsForTheRolesOnThePage() throws Exception {
        assertThat(declared()).isEqualTo(page.actions());
    }

    @Test
    void actionsAreLimitedByInstitutionAsThePageSays() throws Exception {
        Set<String> limited = new TreeSet<>();
        for (var field : Allowed.class.getFields()) {
            if (field.get(null) instanceof Allowed.Roles(var _, var extent) && extent == Allowed.Extent.INSTITUTION) {
                limited.add(field.getName());
            }
        }
        assertThat(limited).isEqualTo(page.limited());
    }

    /** Roles by the names of the constants; whoever has any role is signed in. */
    private static Map<String, Set<Role>> declared() throws IllegalAccessException {
        Map<String, Set<Role>> declared = new TreeMap<>();
        for (var field : Allowed.class.getFields()) {
            Allowed allowed = (Allowed) field.get(null);
            declared.put(
                    field.getName(),
                    switch (allowed) {
                        case Allowed.Anybody _, Allowed.SignedIn _ -> EnumSet.allOf(Role.class);
                        case Allowed.Roles some -> some.roles();
                    });
        }
        return declared;
    }

    @Test
    void everyRouteIsOnThePage() {
        Set<String> served = new TreeSet<>(EVENTS);
        running.console.endpoints().forEach(endpoint -> served.add(endpoint.method() + " " + endpoint.path()));
        assertThat(page.routes().keySet()).isEqualTo(served);
        assertThat(page.actions().keySet()).containsAll(page.routes().values());
    }

    @Test
    void everyRouteLetsInWhomThePageSaysAndNobodyElse() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Role role : Role.values()) {
            User user = userWith(EnumSet.of(role));
            for (String route : asked()) {
                int status = ask(route, opened(user));
                if ((status == 403) == page.of(route).contains(role)) {
                    wrong.add(role + " " + route + ": " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Whoever is a judge and an auditor does what judges and what auditors do, and no more. */
    @Test
    void severalRolesAddUp() throws Exception {
        Set<Role> both = EnumSet.of(Role.JUDGE, Role.AUDITOR);
        User user = userWith(both);
        List<String> wrong = new ArrayList<>();
        for (String route : asked()) {
            int status = ask(route, opened(user));
            if ((status == 403) == page.of(route).stream().anyMatch(both::contains)) {
                wrong.add(route + ": " + status);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobodyGetsInWithoutSigningInButWhereAnybodyMay() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String route : page.routes().keySet()) {
            String[] parts = named(route).split(" ", 2);
            HttpResponse<String> response = running.send(parts[0], parts[1], "");
            String form = parts[0].equals("GET") ? AccountPaths.signIn(parts[1]) : "/login";
            boolean sentToSignIn = response.body().contains("Sign in first.")
                    || response.headers().firstValue("Location").equals(Optional.of(form));
            if (sentToSignIn == page.action(route).equals(ANYBODY)) {
                wrong.add(route + ": " + response.statusCode());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aOneTimePasswordOpensNothingButWhatEverybodyWhoIsSignedInMay() throws Exception {
        User user =
                running.services.access().users().add("newcomer", "Жаңа", EnumSet.allOf(Role.class), "once-only-2345");
        List<String> wrong = new ArrayList<>();
        for (String route : asked()) {
            int status = ask(route, opened(user));
            int refusal = route.contains(" /api/") ? 403 : 303;
            if (!page.action(route).equals(SIGNED_IN) && status != refusal) {
                wrong.add(route + ": " + status);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** As when another node has disabled the user, which ends no session here. */
    @Test
    void whoIsDisabledIsNotSignedIn() throws Exception {
        User user = userWith(EnumSet.allOf(Role.class));
        Sessions.Opened session = opened(user);
        assertThat(ask("GET /api/v1/hearings", session)).isEqualTo(200);
        running.services.access().users().setEnabled(user.id(), false);
        assertThat(ask("GET /api/v1/hearings", session)).isEqualTo(401);
        assertThat(ask("GET /hearings", session)).isEqualTo(303);
    }

    private static User userWith(Set<Role> roles) {
        Sessions.Opened session = running.userWith(roles);
        return running.services
                .access()
                .users()
                .byId(session.session().userId())
                .orElseThrow();
    }

    private static Sessions.Opened opened(User user) {
        return running.services
                .access()
                .sessions()
                .open(user, running.services.clock().instant());
    }

    /** Routes that ask who somebody is: what is for anybody may refuse for reasons of its own. */
    private static List<String> asked() {
        return page.routes().keySet().stream()
                .filter(route -> !page.action(route).equals(ANYBODY))
                .toList();
    }

    /** As a page of ours, for things that there are not. */
    private static int ask(String route, Sessions.Opened session) throws Exception {
        String[] parts = named(route).split(" ", 2);
        boolean form = parts[0].equals("POST") && !parts[1].startsWith("/api/");
        return running.send(
                        parts[0],
                        parts[1],
                        "",
                        "Content-Type",
                        form ? FORM : "application/json",
                        "Cookie",
                        "session=" + session.token(),
                        "X-CSRF-Token",
                        session.session().csrf())
                .statusCode();
    }

    private static String named(String route) {
        return route.replaceAll("\\{[a-z]+}", "none");
    }
}
