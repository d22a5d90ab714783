package org.courtbridge.console.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.TotpCodes;
import org.courtbridge.court.access.User;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with a code besides the password, as a browser does it. */
class SecondFactorTest {

    private static final Pattern SECRET = Pattern.compile("<output class=\"secret\">([A-Z2-7 ]+)</output>");
    private static final Pattern RECOVERY = Pattern.compile("<li><code>([a-z0-9-]+)</code></li>");
    private static final Pattern PENDING = Pattern.compile("name=\"pending\" value=\"([A-Za-z0-9_-]+)\"");

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Sessions.Opened technician;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder, Set.of(Role.ADMINISTRATOR), Optional.empty());
        technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private static String found(Pattern pattern, String page) {
        Matcher matcher = pattern.matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }

    private String secret(Sessions.Opened by) throws Exception {
        return found(SECRET, running.page(by, "/account/second-factor").body()).replace(" ", "");
    }

    /** @return recovery codes */
    private List<String> enrol(Sessions.Opened by, String secret) throws Exception {
        HttpResponse<String> done =
                running.submit(by, "/account/second-factor", "code=" + TotpCodes.at(secret, Instant.now()));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        return RECOVERY.matcher(done.body()).results().map(one -> one.group(1)).toList();
    }

    private String login(Sessions.Opened who) {
        return user(who).login();
    }

    private User user(Sessions.Opened who) {
        return running.services.access().users().byId(who.session().userId()).orElseThrow();
    }

    private HttpResponse<String> posted(String path, String form) throws Exception {
        return running.send(
                "POST", path, form, "Content-Type", "application/x-www-form-urlencoded", "Cookie", "language=ru");
    }

    private String pending() throws Exception {
        HttpResponse<String> password = posted(
                "/login",
                "login=" + login(technician) + "&to=/fleet&password="
                        + URLEncoder.encode(RunningConsole.PASSWORD, StandardCharsets.UTF_8));
        assertThat(password.statusCode()).isEqualTo(200);
        assertThat(password.headers().firstValue("Set-Cookie")).isEmpty();
        return found(PENDING, password.body());
    }

    private HttpResponse<String> code(String pending, String code) throws Exception {
        return posted("/login/code", "to=/fleet&pending=" + pending + "&code=" + code);
    }

    @Test
    void whoHasSetItUpNeedsACodeAndNoneTwice() throws Exception {
        String secret = secret(technician);
        assertThat(secret(technician)).as("whoever loads the page again").isEqualTo(secret);
        assertThat(running.submit(technician, "/account/second-factor", "code=000000")
                        .statusCode())
                .isEqualTo(400);
        List<String> recovery = enrol(technician, secret);
        assertThat(recovery).hasSize(10);
        assertThat(running.page(technician, "/account/second-factor").body())
                .as("the secret is shown no more")
                .doesNotContain("class=\"secret\"");

        String code = TotpCodes.at(secret, Instant.now().plusSeconds(30));
        HttpResponse<String> in = code(pending(), code);
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.headers().firstValue("Location")).contains("/fleet");
        assertThat(in.headers().firstValue("Set-Cookie")).isPresent();
        HttpResponse<String> again = code(pending(), code);
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.headers().firstValue("Set-Cookie")).isEmpty();
        String pending = pending();
        assertThat(code(pending, recovery.getFirst()).statusCode()).isEqualTo(303);
        assertThat(code(pending, recovery.get(1)).statusCode())
                .as("the password was given for one sign-in")
                .isEqualTo(401);
        assertThat(code(pending(), recovery.getFirst()).statusCode()).isEqualTo(401);
    }

    @Test
    void codesAreSlowedAsPasswordsAre() throws Exception {
        List<String> recovery = enrol(technician, secret(technician));
        String pending = pending();
        int status = 0;
        for (int i = 0; i < 5 && status != 429; i++) {
            status = code(pending, "00000" + i).statusCode();
        }
        assertThat(status).isEqualTo(429);
        assertThat(code(pending, recovery.getFirst()).statusCode())
                .as("also the right one, while it waits")
                .isEqualTo(429);
    }

    @Test
    void aPasswordThatWasGivenOpensNothingOnceItIsAnother() throws Exception {
        List<String> recovery = enrol(technician, secret(technician));
        String user = "/users/" + technician.session().userId();
        String before = pending();
        assertThat(running.api("POST", user + "/password", "").statusCode()).isEqualTo(200);
        HttpResponse<String> late = code(before, recovery.getFirst());
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(late.headers().firstValue("Set-Cookie")).isEmpty();

        running.services.access().users().changePassword(user(technician).id(), RunningConsole.PASSWORD);
        assertThat(code(before, recovery.getFirst()).statusCode())
                .as("the same password, set anew")
                .isEqualTo(401);
        String disabled = pending();
        assertThat(running.api("POST", user + "/disable", "").statusCode()).isEqualTo(200);
        assertThat(code(disabled, recovery.getFirst()).statusCode()).isEqualTo(401);
        assertThat(running.api("POST", user + "/enable", "").statusCode()).isEqualTo(200);
        assertThat(code(disabled, recovery.getFirst()).statusCode())
                .as("begun before")
                .isEqualTo(401);
        assertThat(code(pending(), recovery.getFirst()).statusCode())
                .as("no code was used up")
                .isEqualTo(303);
    }

    @Test
    void whatWasBegunBeforeAResetOfTheFactorOpensNothingByTheNextOne() throws Exception {
        enrol(technician, secret(technician));
        String before = pending();
        Sessions.Opened administrator = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        enrol(administrator, secret(administrator));
        String user = "/users/" + technician.session().userId();
        assertThat(running.submit(administrator, user + "/second-factor/reset", "x=")
                        .statusCode())
                .isEqualTo(303);
        technician = running.services.access().sessions().open(user(technician), Instant.now());
        List<String> recovery = enrol(technician, secret(technician));
        assertThat(code(before, recovery.getFirst()).statusCode()).isEqualTo(401);
        assertThat(code(pending(), recovery.getFirst()).statusCode()).isEqualTo(303);
    }

    @Test
    void theApiTakesACode() throws Exception {
        String secret = secret(technician);
        enrol(technician, secret);
        String body = "{\"login\":\"%s\",\"password\":\"%s\"".formatted(login(technician), RunningConsole.PASSWORD);
        HttpResponse<String> without = running.send("POST", "/api/v1/sessions", body + "}");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.body()).contains("A code of the second factor is needed.");
        String with = body + ",\"code\":\"" + TotpCodes.at(secret, Instant.now().plusSeconds(30)) + "\"}";
        assertThat(running.send("POST", "/api/v1/sessions", with).statusCode()).isEqualTo(201);
        assertThat(running.send("POST", "/api/v1/sessions", with).statusCode()).isEqualTo(401);
    }

    @Test
    void whoseRoleNeedsOneDoesNothingBefore() throws Exception {
        Sessions.Opened administrator = running.userWith(EnumSet.of(Role.ADMINISTRATOR, Role.CLERK));
        for (String path : List.of("/users", "/hearings", "/fleet")) {
            assertThat(running.page(administrator, path).headers().firstValue("Location"))
                    .as(path)
                    .contains("/account/second-factor");
        }
        HttpResponse<String> api =
                running.send("GET", "/api/v1/users", "", "Authorization", "Bearer " + administrator.token());
        assertThat(api.statusCode()).isEqualTo(403);
        assertThat(running.page(technician, "/fleet").statusCode())
                .as("another role")
                .isEqualTo(200);
        enrol(administrator, secret(administrator));
        assertThat(running.page(administrator, "/users").statusCode()).isEqualTo(200);
    }

    @Test
    void anAdministratorResetsItAndTheTrailSaysSo() throws Exception {
        enrol(technician, secret(technician));
        Sessions.Opened administrator = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        enrol(administrator, secret(administrator));
        String user = "/users/" + technician.session().userId();
        assertThat(running.page(administrator, user).body()).contains("второй фактор");
        assertThat(running.submit(administrator, user + "/second-factor/reset", "x=")
                        .statusCode())
                .isEqualTo(303);
        assertThat(user(technician).secondFactor()).isFalse();
        assertThat(running.page(technician, "/fleet").headers().firstValue("Location"))
                .as("signed out")
                .contains("/login?to=/fleet");
        assertThat(running.services.audit().of(technician.session().userId()))
                .extracting(AuditEntry::action)
                .startsWith("factor.reset", "factor.set");
    }

    @Test
    void oneRemovesItWithACodeOnly() throws Exception {
        List<String> recovery = enrol(technician, secret(technician));
        assertThat(running.submit(technician, "/account/second-factor/remove", "code=000000")
                        .statusCode())
                .isEqualTo(400);
        assertThat(user(technician).secondFactor()).isTrue();
        assertThat(running.submit(technician, "/account/second-factor/remove", "code=" + recovery.get(4))
                        .statusCode())
                .isEqualTo(303);
        assertThat(user(technician).secondFactor()).isFalse();
    }

    @Test
    void whoIsDisabledIsOutAtOnce() throws Exception {
        String user = "/users/" + technician.session().userId();
        assertThat(running.api("POST", user + "/disable", "").statusCode()).isEqualTo(200);
        assertThat(running.page(technician, "/fleet").statusCode()).isEqualTo(303);
        assertThat(posted("/login", "login=" + login(technician) + "&password=a+long+enough+password")
                        .statusCode())
                .isEqualTo(401);
        assertThat(running.api("POST", user + "/enable", "").statusCode()).isEqualTo(200);
        assertThat(posted("/login", "login=" + login(technician) + "&password=a+long+enough+password")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void theLastAdministratorIsNotDisabled() throws Exception {
        Sessions.Opened administrator = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        String user = "/users/" + administrator.session().userId();
        assertThat(running.api("POST", user + "/disable", "").statusCode()).isEqualTo(409);
        Sessions.Opened other = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        assertThat(running.api("POST", user + "/disable", "").statusCode()).isEqualTo(200);
        assertThat(running.api("DELETE", "/users/" + other.session().userId(), "")
                        .statusCode())
                .as("the other one is disabled")
                .isEqualTo(409);
    }
}
