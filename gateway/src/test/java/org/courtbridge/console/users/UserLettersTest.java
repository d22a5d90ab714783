package org.courtbridge.console.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of where users get letters: entered by an administrator or by themselves. */
class UserLettersTest {

    private static final String ERLAN = "erlan@court.example";

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Sessions.Opened clerk;
    private Sessions.Opened admin;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        clerk = running.userWith(EnumSet.of(Role.CLERK));
        admin = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private User user() {
        return running.services.access().users().byId(clerk.session().userId()).orElseThrow();
    }

    private String page() {
        return "/users/" + user().id();
    }

    @Test
    void anAdministratorSaysWhereSomebodyGetsLetters() throws Exception {
        String form = "name=Erlan&role=CLERK&email=";
        assertThat(running.submit(admin, page(), form + "erlan%40court.example").statusCode())
                .isEqualTo(303);
        assertThat(user().email()).isEqualTo(ERLAN);
        assertThat(running.page(admin, page()).body()).contains("value=\"" + ERLAN + "\"");
        HttpResponse<String> refused = running.submit(admin, page(), form + "nowhere");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Укажите адрес", "value=\"nowhere\"");
        assertThat(user().email()).isEqualTo(ERLAN);
        assertThat(running.submit(admin, page(), form).statusCode()).isEqualTo(303);
        assertThat(user().email()).isEmpty();
        assertThat(running.submit(clerk, page(), form + "x%40y.example").statusCode())
                .isEqualTo(403);
    }

    @Test
    void everybodyChangesTheirOwn() throws Exception {
        assertThat(running.submit(clerk, "/account/email", "email=%20erlan%40court.example%20")
                        .statusCode())
                .isEqualTo(303);
        assertThat(user().email()).isEqualTo(ERLAN);
        assertThat(running.page(clerk, "/account").body()).contains("value=\"" + ERLAN + "\"");
        HttpResponse<String> refused = running.submit(clerk, "/account/email", "email=a%40b.example,c%40d.example");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Укажите адрес", "value=\"a@b.example,c@d.example\"");
        assertThat(user().email()).isEqualTo(ERLAN);
    }

    @Test
    void programsDoTheSameAndTheTrailNamesNoAddress() throws Exception {
        String path = "/users/" + user().id() + "/email";
        HttpResponse<String> changed = running.api("POST", path, "{\"email\":\"" + ERLAN + "\"}");
        assertThat(RunningConsole.json(changed).path("email").asText()).isEqualTo(ERLAN);
        assertThat(running.api("POST", path, "{\"email\":\"" + ERLAN + "\"}").statusCode())
                .as("the same again is no change")
                .isEqualTo(200);
        assertThat(running.api("GET", "/users", "").body()).contains(ERLAN);
        assertThat(running.api("POST", path, "{\"email\":\"nobody\"}").statusCode())
                .isEqualTo(400);
        assertThat(running.services.audit().after(0, 100))
                .filteredOn(entry -> entry.action().equals("user.letters"))
                .singleElement()
                .extracting(AuditEntry::toString)
                .asString()
                .doesNotContain("court.example");
        assertThat(RunningConsole.json(running.api("POST", path, "{}")).has("email"))
                .isFalse();
        assertThat(user().letters()).isEmpty();
    }
}
