package org.courtbridge.console.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DigestChallenge;
import org.courtbridge.provisioning.inventory.DriverLogin;
import org.courtbridge.provisioning.inventory.DriverTarget;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Placement;
import org.courtbridge.provisioning.inventory.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adding a device step by step, as a browser without scripts does it. */
class DeviceWizardTest {

    private static final Credentials LOGIN = new Credentials("admin", "Sesam");

    @TempDir
    private Path folder;

    private Instant now = Instant.now();
    private RunningConsole running;
    private Sessions.Opened technician;
    private final CiscoSimulator codec =
            CiscoSimulator.overHttps(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LOGIN);

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
        codec.close();
    }

    private static String form(String... fields) {
        StringBuilder form = new StringBuilder("x=");
        for (int i = 0; i < fields.length; i += 2) {
            form.append('&')
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    /** @return where it leads */
    private String submitted(String path, String... fields) throws Exception {
        HttpResponse<String> response = running.submit(technician, path, form(fields));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
        return response.headers().firstValue("Location").orElseThrow();
    }

    private String refused(int status, String path, String... fields) throws Exception {
        HttpResponse<String> response = running.submit(technician, path, form(fields));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains("role=\"alert\"");
        return response.body();
    }

    private String page(String path) throws Exception {
        HttpResponse<String> response = running.page(technician, path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    private List<Placement> placements() {
        return running.services.inventory().placements();
    }

    @Test
    void aDeviceThatAnswersIsAddedWithWhatItSaidInANewInstitution() throws Exception {
        String address = submitted("/devices/add", "make", "CISCO");
        String base = address.replace("/address", "");
        assertThat(submitted(
                        address,
                        "do",
                        "ask",
                        "address",
                        codec.address().toString(),
                        "user",
                        LOGIN.user(),
                        "password",
                        LOGIN.password()))
                .isEqualTo(address);
        String found = page(address);
        assertThat(found)
                .contains("Устройство ответило")
                .contains(running.services
                        .fleet()
                        .fleet()
                        .introduce("cisco-ce", codec.address().toString(), Optional.of(LOGIN))
                        .fingerprint()
                        .orElseThrow())
                .doesNotContain(LOGIN.password());
        assertThat(submitted(address, "do", "next", "address", codec.address().toString(), "user", LOGIN.user()))
                .isEqualTo(base + "/room");
        assertThat(submitted(
                        base + "/room",
                        "where",
                        "institution",
                        "founded",
                        "Әуезов аудандық соты",
                        "kind",
                        "COURT",
                        "region",
                        "Алматы",
                        "first",
                        "№ 3 зал"))
                .isEqualTo(base + "/account");
        assertThat(placements()).as("nothing before the last step").isEmpty();
        assertThat(running.services.inventory().institutions()).isEmpty();
        assertThat(page(base + "/account"))
                .contains("value=\"Әуезов аудандық соты, № 3 зал\"")
                .contains("value=\"auezov-audandyq-soty-3-zal\"");

        HttpResponse<String> added = running.submit(
                technician, base + "/account", form("name", "Әуезов соты, 3-зал", "username", "auezov-3"));
        assertThat(added.statusCode()).isEqualTo(200);
        assertThat(added.body()).contains("class=\"qr\"").contains("/sheet\"");
        Placement placement = placements().getFirst();
        assertThat(placement.device().username()).isEqualTo("auezov-3");
        assertThat(placement.room()).map(Room::name).contains("№ 3 зал");
        assertThat(placement.institution()).map(Institution::region).contains("Алматы");
        assertThat(placement.description().driver()).isEqualTo("cisco-ce");
        assertThat(placement.device().encryption()).as("its family can").isEqualTo(Encryption.REQUIRED);
        assertThat(placement.description().make()).isEqualTo("Cisco");
        assertThat(placement.description().model()).isNotEmpty();
        assertThat(placement.description().firmware()).isNotEmpty();
        assertThat(placement.description().addresses())
                .containsExactly(codec.address().toString());
        String id = placement.device().id();
        assertThat(running.services.fleet().logins().all().get(id))
                .isEqualTo(new DriverLogin(
                        new DriverTarget("cisco-ce", codec.address().toString()), LOGIN));
        assertThat(added.body())
                .contains(running.services.devices().password(id).orElseThrow())
                .contains("/devices/" + id + "/next");

        String next = "/devices/" + id + "/next";
        assertThat(page(next)).contains("ещё нет");
        running.registered.add("auezov-3");
        running.fleet.ask(running.fleet.item(id).orElseThrow()).get();
        assertThat(page(next)).doesNotContain("ещё нет");

        HttpResponse<String> back = running.page(technician, base + "/account");
        assertThat(back.headers().firstValue("Location")).contains(next);
        assertThat(submitted(base + "/account", "name", "x", "username", "y")).isEqualTo(next);
        assertThat(placements()).hasSize(1);
    }

    @Test
    void aDoubleClickAddsOneDeviceAndShowsItsPassword() throws Exception {
        running.clock = () -> now;
        String base = submitted("/devices/add", "make", "OTHER").replace("/address", "");
        submitted(base + "/room", "where", "institution", "founded", "Соты", "kind", "COURT", "first", "Зал");
        String form = form("name", "Зал", "username", "room1");
        List<String> answers;
        try (ExecutorService clicks = Executors.newFixedThreadPool(4)) {
            answers = clicks
                    .invokeAll(Collections.<Callable<String>>nCopies(
                            4,
                            () -> running.submit(technician, base + "/account", form)
                                    .body()))
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
        assertThat(placements()).hasSize(1);
        assertThat(placements().getFirst().device().encryption())
                .as("nobody knows whether it can")
                .isEqualTo(Encryption.PREFERRED);
        String id = placements().getFirst().device().id();
        String password = running.services.devices().password(id).orElseThrow();
        assertThat(answers).allMatch(answer -> answer.contains(password));
        assertThat(running.services.inventory().rooms()).hasSize(1);

        now = now.plus(DeviceAddition.CLICK).minusMillis(1);
        assertThat(running.submit(technician, base + "/account", form).body()).contains(password);
        now = now.plusMillis(1);
        assertThat(submitted(base + "/account", "name", "Зал", "username", "room1"))
                .as("no click is so slow")
                .isEqualTo("/devices/" + id + "/next");

        now = now.plus(Duration.ofMinutes(59));
        assertThat(running.page(technician, base + "/account").headers().firstValue("Location"))
                .contains("/devices/" + id + "/next");
        now = now.plus(Duration.ofMinutes(1));
        assertThat(running.page(technician, base + "/account").headers().firstValue("Location"))
                .as("a visit to what was added is no step")
                .contains("/devices/add?done=wizard.gone");
    }

    @Test
    void whatWasTypedIsForgottenOnceTheDeviceIsThere() {
        DeviceAddition addition =
                new DeviceAddition(DeviceDraft.of(DeviceMake.CISCO).reached("10.0.0.1", Optional.of(LOGIN)));
        Device device = running.services.devices().add("Зал", "room1", "secret");
        addition.added(device, "7", now);
        assertThat(addition.draft().login()).isEmpty();
        assertThat(addition.again("Зал", "room1", now)).contains("7");
    }

    @Test
    void anAdditionIsForgottenAnHourAfterItsLastStep() throws Exception {
        running.clock = () -> now;
        String address = submitted("/devices/add", "make", "OTHER");
        now = now.plus(Duration.ofMinutes(59));
        assertThat(running.page(technician, address).statusCode()).isEqualTo(200);
        now = now.plus(Duration.ofMinutes(59));
        assertThat(running.page(technician, address).statusCode()).isEqualTo(200);
        now = now.plus(Duration.ofMinutes(60));
        technician = running.services
                .access()
                .sessions()
                .open(
                        running.services
                                .access()
                                .users()
                                .byId(technician.session().userId())
                                .orElseThrow(),
                        now);
        assertThat(running.page(technician, address).headers().firstValue("Location"))
                .contains("/devices/add?done=wizard.gone");
    }

    @Test
    void nothingIsPretendedOfADeviceThatDoesNotAnswer() throws Exception {
        String address = submitted("/devices/add", "make", "CISCO");
        submitted(address, "do", "ask", "address", codec.address().toString(), "user", "admin", "password", "wrong");
        assertThat(page(address)).contains("Имя или пароль неверны").doesNotContain("Устройство ответило");
        submitted(address, "do", "ask", "address", codec.address().toString(), "user", "admin", "password", "Sesam");
        assertThat(page(address)).contains("Устройство ответило");
        submitted(address, "do", "next", "address", "10.1.2.3", "user", "admin");
        assertThat(page(address)).as("another address has not answered").doesNotContain("Устройство ответило");

        String base = address.replace("/address", "");
        submitted(base + "/room", "where", "none");
        assertThat(running.submit(
                                technician,
                                base + "/account",
                                form("name", "Көшпелі", "username", "mobile", "challenge", "MD5_FIRST"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(running.services
                        .devices()
                        .byUsername("mobile")
                        .orElseThrow()
                        .dialect()
                        .digestChallenge())
                .isEqualTo(DigestChallenge.MD5_FIRST);
        assertThat(placements().getFirst().description().model()).isEmpty();
        assertThat(placements().getFirst().description().serial()).isEmpty();
        assertThat(placements().getFirst().room()).isEmpty();
    }

    @Test
    void aPasswordThatWasTypedIsNotKeptForAnotherAddressOrMake() {
        DeviceDraft typed = DeviceDraft.of(DeviceMake.CISCO).reached("10.0.0.1", Optional.of(LOGIN));
        assertThat(typed.with(DeviceMake.CISCO).login()).contains(LOGIN);
        assertThat(typed.with(DeviceMake.POLY_GROUP).login()).isEmpty();
    }

    @Test
    void whoFindsTheStepOpenCannotHaveThePasswordSentElsewhere() throws Exception {
        String address = submitted("/devices/add", "make", "CISCO");
        submitted(address, "do", "ask", "address", codec.address().toString(), "user", "admin", "password", "Sesam");
        try (CiscoSimulator other =
                CiscoSimulator.overHttps(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LOGIN)) {
            submitted(address, "do", "ask", "address", other.address().toString(), "user", "admin", "password", "");
            assertThat(page(address))
                    .as("the same password would have opened it")
                    .contains("Имя или пароль неверны")
                    .doesNotContain("Устройство ответило");
        }
        submitted(address, "do", "ask", "address", codec.address().toString(), "user", "admin", "password", "");
        assertThat(page(address)).as("it is gone").contains("Имя или пароль неверны");
    }

    @Test
    void whatIsWrongIsSaidWhereItWasTypedAndKept() throws Exception {
        running.services.inventory().save(Institution.of("Соты", InstitutionKind.COURT, ""));
        running.services.devices().add("Зал", "taken", "x");
        refused(400, "/devices/add", "make", "TOASTER");
        String address = submitted("/devices/add", "make", "HUAWEI");
        String base = address.replace("/address", "");
        refused(400, address, "do", "ask", "address", "");
        assertThat(refused(400, address, "do", "ask", "address", "no address!")).contains("value=\"no address!\"");
        refused(400, address, "do", "ask", "address", "10.1.2.3:99999");
        submitted(address, "do", "next", "address", "10.1.2.3");
        refused(400, base + "/room", "where", "room", "room", "nowhere");
        refused(400, base + "/room", "where", "new", "institution", "nobody", "name", "Зал");
        refused(409, base + "/room", "where", "institution", "founded", "соты", "kind", "COURT", "first", "Зал");
        assertThat(refused(400, base + "/room", "where", "institution", "founded", "Басқа сот", "kind", "COURT"))
                .contains("value=\"Басқа сот\"");
        submitted(base + "/room", "where", "none");
        assertThat(refused(409, base + "/account", "name", "Зал", "username", "TAKEN"))
                .contains("value=\"TAKEN\"");
        refused(400, base + "/account", "name", "", "username", "free");
        assertThat(placements()).hasSize(1);
    }

    @Test
    void aRoomThatSomebodyElseMadeMeanwhileLeavesNothingHalfDone() throws Exception {
        Institution court = Institution.of("Соты", InstitutionKind.COURT, "");
        running.services.inventory().save(court);
        String address = submitted("/devices/add", "make", "OTHER");
        String base = address.replace("/address", "");
        submitted(address, "do", "next", "address", "");
        submitted(base + "/room", "where", "new", "institution", court.id(), "name", "Зал 1");
        running.services.inventory().save(Room.of(court.id(), "ЗАЛ 1"));
        refused(400, base + "/account", "name", "Зал", "username", "room1");
        assertThat(placements()).isEmpty();
        assertThat(running.services.inventory().rooms()).hasSize(1);
    }

    @Test
    void isForThoseWhoMayAndForEachTheirOwn() throws Exception {
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        assertThat(running.page(clerk, "/devices/add").statusCode()).isEqualTo(403);
        String address = submitted("/devices/add", "make", "CISCO");
        Sessions.Opened other = running.userWith(EnumSet.of(Role.TECHNICIAN));
        assertThat(running.page(other, address).headers().firstValue("Location"))
                .contains("/devices/add?done=wizard.gone");
    }

    @Test
    void userNamesAreMadeOfNamesInEveryAlphabet() {
        assertThat(UsernameSuggestion.of("Қызылорда, № 12 мәжіліс залы", _ -> false))
                .isEqualTo("qyzylorda-12-mazhilis-zaly");
        assertThat(UsernameSuggestion.of("Щучинск", "shchuchinsk"::equals)).isEqualTo("shchuchinsk-2");
        assertThat(UsernameSuggestion.of("Courtroom 3", _ -> false)).isEqualTo("courtroom-3");
        assertThat(UsernameSuggestion.of("№ №", _ -> true)).isEmpty();
    }
}
