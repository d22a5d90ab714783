package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.courtbridge.court.access.Membership;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who look after users and devices, on pages and over the API. */
class UsersAndDevicesTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    private Path folder;

    private RunningConsole running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private HttpResponse<String> post(Sessions.Opened by, String path, String form) throws Exception {
        return running.send(
                "POST",
                path,
                form + "&csrf=" + by.session().csrf(),
                "Content-Type",
                FORM,
                "Cookie",
                "session=" + by.token() + "; language=ru");
    }

    private String get(Sessions.Opened by, String path) throws Exception {
        return running.send("GET", path, "", "Cookie", "session=" + by.token() + "; language=ru")
                .body();
    }

    private Set<Role> roles(String id) {
        return running.services.access().users().byId(id).map(User::roles).orElse(Set.of());
    }

    @Test
    void theLastAdministratorStays() throws Exception {
        String only = running.userWith(EnumSet.of(Role.ADMINISTRATOR)).session().userId();
        assertThat(running.api("POST", "/users/" + only + "/roles", "{\"roles\":[\"CLERK\"]}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(running.api("DELETE", "/users/" + only, "").statusCode()).isEqualTo(409);
        assertThat(roles(only)).containsExactly(Role.ADMINISTRATOR);

        running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        assertThat(running.api("POST", "/users/" + only + "/roles", "{\"roles\":[\"CLERK\"]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(running.api("POST", "/users/" + only + "/roles", "{\"roles\":[]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(roles(only)).containsExactly(Role.CLERK);
    }

    @Test
    void nobodyLocksThemselvesOut() throws Exception {
        Sessions.Opened admin = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        String self = admin.session().userId();
        HttpResponse<String> refused = post(admin, "/users/" + self, "name=x&role=CLERK");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("нельзя снять с самого себя");
        assertThat(post(admin, "/users/" + self + "/delete", "").body()).contains("Свою учётную запись удалить нельзя");
        assertThat(roles(self)).containsExactly(Role.ADMINISTRATOR);
        assertThat(post(admin, "/users/" + self, "name=x&role=CLERK&role=ADMINISTRATOR")
                        .statusCode())
                .isEqualTo(303);
        assertThat(roles(self)).containsExactlyInAnyOrder(Role.CLERK, Role.ADMINISTRATOR);
    }

    @Test
    void rolesAndNamesAreChangedOnAPage() throws Exception {
        Sessions.Opened admin = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        String clerk = running.userWith(EnumSet.of(Role.CLERK)).session().userId();
        assertThat(get(admin, "/users/" + clerk))
                .containsPattern("value=\"CLERK\"\\s+checked")
                .doesNotContainPattern("value=\"JUDGE\"\\s+checked");
        HttpResponse<String> changed = post(admin, "/users/" + clerk, "name=%D3%98%D1%81%D0%B5%D0%BB&role=JUDGE");
        String location = changed.headers().firstValue("Location").orElse("");
        assertThat(get(admin, location)).contains("Сохранено.").contains("Әсел").contains("Судья");
        assertThat(roles(clerk)).containsExactly(Role.JUDGE);
        assertThat(post(admin, "/users/" + clerk, "name=x").body()).contains("хотя бы одна роль");
    }

    @Test
    void aUserBelongsToCourtsAndInstitutions() throws Exception {
        running.found("court", InstitutionKind.COURT, Optional.empty());
        Sessions.Opened admin = running.userWith(EnumSet.of(Role.ADMINISTRATOR));
        String clerk = running.userWith(EnumSet.of(Role.CLERK)).session().userId();
        assertThat(post(admin, "/users/" + clerk + "/memberships", "institution=court&role=JUDGE&role=CLERK")
                        .statusCode())
                .isEqualTo(303);
        assertThat(get(admin, "/users/" + clerk)).contains("<strong>court</strong>", "Судья, Секретарь");
        assertThat(get(admin, "/users")).contains("court: Судья, Секретарь");
        assertThat(post(admin, "/users/" + clerk, "name=x").statusCode())
                .as("no role elsewhere")
                .isEqualTo(303);
        assertThat(post(admin, "/users/" + clerk + "/memberships", "institution=court")
                        .body())
                .contains("хотя бы одна роль");
        assertThat(post(admin, "/users/" + clerk + "/memberships", "institution=none&role=JUDGE")
                        .body())
                .contains("Выберите суд или учреждение.");
        JsonNode user = RunningConsole.json(running.api(
                "POST", "/users/" + clerk + "/memberships", "{\"institution\":\"court\",\"roles\":[\"TECHNICIAN\"]}"));
        assertThat(user.path("roles")).isEmpty();
        assertThat(user.path("memberships").toString())
                .isEqualTo("[{\"institution\":\"court\",\"roles\":[\"TECHNICIAN\"]}]");
        assertThat(running.services.audit().of(clerk).getFirst().changes())
                .containsExactly(new Change("roles: court", "JUDGE CLERK", "TECHNICIAN"));
        assertThat(running.api("DELETE", "/institutions/court", "").body()).contains("(has users)");
        String added = RunningConsole.json(running.api(
                        "POST",
                        "/users",
                        "{\"login\":\"new\",\"name\":\"x\",\"roles\":[\"JUDGE\"],\"institution\":\"court\"}"))
                .path("id")
                .asText();
        assertThat(running.services
                        .access()
                        .users()
                        .byId(added)
                        .orElseThrow()
                        .memberships()
                        .own())
                .containsExactly(Membership.in("court", Role.JUDGE));
    }

    /** Whoever is an administrator of one court is none of the installation. */
    @Test
    void anAdministratorOfACourtKeepsNoInstallation() throws Exception {
        running.found("court", InstitutionKind.COURT, Optional.empty());
        String only = running.userWith(EnumSet.of(Role.ADMINISTRATOR)).session().userId();
        Sessions.Opened local = running.memberOf("court", EnumSet.of(Role.ADMINISTRATOR));
        assertThat(running.apiOf(local, "GET", "/users", "").statusCode()).isEqualTo(403);
        assertThat(running.apiOf(local, "POST", "/backups", "").statusCode()).isEqualTo(403);
        assertThat(running.api("DELETE", "/users/" + only, "").statusCode()).isEqualTo(409);
    }

    @Test
    void namesAreInAlphabeticalOrderAndFound() throws Exception {
        Sessions.Opened admin = running.userWith(EnumSet.of(Role.ADMINISTRATOR, Role.TECHNICIAN));
        List<String> names = List.of("Айгүл", "Әсел", "Болат", "Ғани", "Қанат", "Өмір", "Ұлан", "Хасен", "Яков");
        for (String name : names.reversed()) {
            String username = "room" + names.indexOf(name);
            running.services.devices().add(name, username, "x");
        }
        assertThat(Pattern.compile("<strong><a [^>]+>([^<]+)</a></strong>")
                        .matcher(get(admin, "/devices"))
                        .results()
                        .map((MatchResult found) -> found.group(1)))
                .containsExactlyElementsOf(names);
        assertThat(get(admin, "/devices?q=%D3%99%D0%A1%D0%95%D0%9B"))
                .contains("Әсел")
                .doesNotContain("Болат");
        assertThat(get(admin, "/devices?q=zzz")).contains("Ничего не найдено.");
    }

    @Test
    void aDisabledDeviceNeitherRegistersNorIsCalled() throws Exception {
        Sessions.Opened technician = running.userWith(EnumSet.of(Role.TECHNICIAN, Role.CLERK));
        Device device = running.services.devices().add("Зал", "room", "x");
        String hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"1\",\"title\":\"Іс\"}"))
                .path("id")
                .asText();
        running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + device.id() + "\"}");
        HttpResponse<String> disabled = post(technician, "/devices/" + device.id() + "/disable", "");
        assertThat(get(technician, disabled.headers().firstValue("Location").orElse("")))
                .contains("Устройство отключено.");
        assertThat(running.services.devices().secrets(device.id())).isEmpty();
        String dial = "/hearings/" + hearing + "/parties/device:" + device.id() + "/dial";
        assertThat(running.api("POST", dial, "").statusCode()).isEqualTo(409);
        assertThat(running.dialled).isEmpty();

        post(technician, "/devices/" + device.id() + "/enable", "");
        assertThat(running.services.devices().secrets(device.id())).isPresent();
        assertThat(running.api("POST", dial, "").statusCode()).isEqualTo(204);
    }

    @Test
    void whetherADeviceEncryptsIsItsTechniciansChoice() throws Exception {
        Sessions.Opened technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
        Device device = running.services.devices().add("Зал", "room", "x");
        String page = "/devices/" + device.id();
        assertThat(get(technician, page)).containsPattern("value=\"PREFERRED\" selected");
        assertThat(post(technician, page, "name=Зал&encryption=REQUIRED").statusCode())
                .isEqualTo(303);
        assertThat(get(technician, page)).containsPattern("value=\"REQUIRED\" selected");
        post(technician, page, "name=Зал 2");
        String api = "/devices/" + device.id();
        assertThat(RunningConsole.json(running.api("GET", api, ""))
                        .path("encryption")
                        .asText())
                .as("a form without the choice keeps it")
                .isEqualTo("REQUIRED");
        assertThat(running.api("POST", api + "/encryption", "{\"encryption\":\"OFF\"}")
                        .body())
                .contains("\"encryption\":\"OFF\"");
        assertThat(running.api("POST", api + "/encryption", "{\"encryption\":\"MAYBE\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whetherADeviceIsBehindANatThatChangesIsItsTechniciansChoice() throws Exception {
        Sessions.Opened technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
        Device device = running.services.devices().add("Зал", "room", "x");
        String page = "/devices/" + device.id();
        assertThat(get(technician, page)).containsPattern("value=\"same\" selected");
        post(technician, page, "name=Зал&nat=changes");
        assertThat(get(technician, page)).containsPattern("value=\"changes\" selected");
        post(technician, page, "name=Зал 2&nat=perhaps");
        post(technician, page, "name=Зал 2");
        String api = "/devices/" + device.id();
        assertThat(RunningConsole.json(running.api("GET", api, ""))
                        .path("behindChangingNat")
                        .asBoolean())
                .as("a form without the choice keeps it")
                .isTrue();
        assertThat(running.api("POST", api + "/nat", "{\"behindChangingNat\":false}")
                        .body())
                .contains("\"behindChangingNat\":false");
        assertThat(running.api("POST", api + "/nat", "{}").statusCode()).isEqualTo(400);
        assertThat(running.api("POST", api + "/nat", "{\"behindChangingNat\":\"perhaps\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void dialectOfADeviceIsItsTechniciansChoice() throws Exception {
        Sessions.Opened technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
        Device device = running.services.devices().add("Зал", "room", "x");
        String page = "/devices/" + device.id();
        assertThat(get(technician, page))
                .containsPattern("value=\"BOTH\" selected")
                .containsPattern("value=\"AUTOMATIC\" selected");
        post(technician, page, "name=Зал&challenge=MD5_FIRST&picture=P1080");
        assertThat(get(technician, page))
                .containsPattern("value=\"MD5_FIRST\" selected")
                .containsPattern("value=\"P1080\" selected");
        post(technician, page, "name=Зал 2&challenge=SHA_1");
        String api = "/devices/" + device.id();
        assertThat(running.api("GET", api, "").body())
                .as("a form without the choice keeps it")
                .contains("\"digestChallenge\":\"MD5_FIRST\"")
                .contains("\"largestPicture\":\"P1080\"");
        assertThat(running.api("POST", api + "/dialect", "{\"digestChallenge\":\"MD5_ONLY\"}")
                        .body())
                .contains("\"digestChallenge\":\"MD5_ONLY\"")
                .contains("\"largestPicture\":\"P1080\"");
        assertThat(running.api("POST", api + "/dialect", "{\"largestPicture\":\"P4320\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void languageOfARoomIsItsTechniciansChoice() throws Exception {
        Sessions.Opened technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
        Device device = running.services.devices().add("Зал", "room", "x");
        String page = "/devices/" + device.id();
        assertThat(get(technician, page)).containsPattern("value=\"court\" selected");
        post(technician, page, "name=Зал&language=en");
        assertThat(get(technician, page)).containsPattern("value=\"en\"[^>]* selected");
        post(technician, page, "name=Зал 2");
        String api = "/devices/" + device.id();
        assertThat(RunningConsole.json(running.api("GET", api, ""))
                        .path("language")
                        .asText())
                .as("a form without the choice keeps it")
                .isEqualTo("en");
        assertThat(running.api("POST", api + "/language", "{\"language\":\"ru\"}")
                        .body())
                .contains("\"language\":\"ru\"");
        HttpResponse<String> refused = running.api("POST", api + "/language", "{\"language\":\"de\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("expected: kk, ru or en");
        assertThat(running.api("POST", api + "/language", "{}").body()).doesNotContain("language");
        post(technician, page, "name=Зал&language=kk");
        post(technician, page, "name=Зал&language=court");
        assertThat(running.services.devices().byId(device.id()).orElseThrow().language())
                .isEmpty();
    }

    @Test
    void secretsAreShownOnce() throws Exception {
        Sessions.Opened technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
        HttpResponse<String> added = post(technician, "/devices", "name=Room&username=room");
        assertThat(added.headers().firstValue("Cache-Control")).contains("no-store");
        String password = added.body().replaceAll("(?s).*<output class=\"secret\">([^<]+)<.*", "$1");
        assertThat(password).matches("[a-z2-9]{4}(-[a-z2-9]{4}){3}");
        String id = running.services.devices().byUsername("room").orElseThrow().id();
        assertThat(get(technician, "/devices/" + id)).doesNotContain(password);
        assertThat(post(technician, "/devices/" + id + "/password", "").body())
                .contains("<output class=\"secret\">")
                .doesNotContain(password);
        assertThat(post(technician, "/devices", "name=Other&username=ROOM").body())
                .contains("уже занято");
    }
}
