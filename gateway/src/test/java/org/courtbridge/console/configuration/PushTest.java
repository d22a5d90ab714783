package org.courtbridge.console.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.courtbridge.console.Commands;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.devices.huawei.HuaweiSimulator;
import org.courtbridge.devices.lifesize.LifesizeSimulator;
import org.courtbridge.devices.polyrest.PolyRestSimulator;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.gateway.cli.DeviceCommand;
import org.courtbridge.operations.fleet.CommandOutcome;
import org.courtbridge.operations.fleet.DeviceSettings;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that are told their settings, one and many. */
class PushTest {

    private static final Credentials LOGIN = new Credentials("auto", "codec-login-1");

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Sessions.Opened technician;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private Device device(String username, String make, String model, String driver, String address) {
        return device(username, make, model, driver, address, List.of());
    }

    private Device device(
            String username, String make, String model, String driver, String address, List<String> h323Aliases) {
        Device device = running.services.devices().add("Зал " + username, username, "first-password");
        running.services
                .inventory()
                .describe(
                        device.id(),
                        new DeviceDescription(
                                Optional.empty(),
                                make,
                                model,
                                "",
                                "",
                                "",
                                List.of(address),
                                h323Aliases.isEmpty() ? "" : "sip:%s@court.example".formatted(username),
                                h323Aliases,
                                driver,
                                List.of(),
                                ""));
        if (!driver.isEmpty()) {
            running.keepLogin(device, LOGIN);
        }
        return device;
    }

    private String password(Device device) {
        return running.services.devices().password(device.id()).orElseThrow();
    }

    private String trail(Device device) {
        return running.services.audit().of(device.id()).toString();
    }

    private HttpResponse<String> push(Device device, String form) throws Exception {
        return running.submit(technician, "/devices/" + device.id() + "/configuration/push", form);
    }

    @Test
    void tellsAStudioXItsAccountsOfSipAndOfH323() throws Exception {
        try (PolyRestSimulator codec = PolyRestSimulator.withOwnCertificate(anywhere(), LOGIN)) {
            Device device = device(
                    "zal1", "Poly", "Studio X30", "poly-rest", codec.address().toString(), List.of("77013"));
            assertThat(push(device, "").body()).contains("Устройство приняло настройки.");
            String password = password(device);
            assertThat(password).isNotEqualTo("first-password");
            assertThat(codec.room().configuration("voIpProt.SIP.auth.password")).contains(password);
            assertThat(codec.room().configuration("voIpProt.SIP.auth.userId")).contains("zal1");
            assertThat(codec.room().configuration("voIpProt.SIP.registrarServer"))
                    .contains("court.example");
            assertThat(codec.room().configuration("voIpProt.H323.gk.ipAddress")).contains("court.example");
            assertThat(codec.room().configuration("voIpProt.H323.gk.auth.password"))
                    .contains(password);
            assertThat(codec.room().configuration("voIpProt.H323.e164")).contains("77013");
            assertThat(codec.room().configuration("device.local.roomName")).contains("Зал zal1");
            assertThat(trail(device))
                    .contains("device.command", "voIpProt.SIP.auth.password")
                    .doesNotContain(password);
        }
    }

    /** Its H.323 is not described in public: that is said, and nothing pretended. */
    @Test
    void tellsALifeSizeItsAccountOfSipAndSaysWhatIsLeft() throws Exception {
        try (LifesizeSimulator codec = LifesizeSimulator.icon(anywhere(), LOGIN)) {
            Device device = device(
                    "zal2", "LifeSize", "Icon 600", "lifesize", codec.address().toString(), List.of("77014"));
            assertThat(running.page(technician, "/devices/" + device.id() + "/configuration")
                            .body())
                    .contains("гейткипер H.323, имена H.323, пароль H.323");
            assertThat(push(device, "").body())
                    .contains("Вручную остаётся задать: гейткипер H.323, имена H.323, пароль H.323");
            assertThat(codec.room().configuration("sip authorization")).contains("zal2 " + password(device));
            assertThat(codec.room().configuration("sip registrar")).contains("enabled court.example 5060");
            assertThat(codec.room().configuration("h323 gatekeeper")).isEmpty();
        }
    }

    /** It can be told where the gateway is, and keeps the account that somebody entered: its password stays. */
    @Test
    void tellsATerminalWhereTheGatewayIsAndLeavesItsPassword() throws Exception {
        try (HuaweiSimulator terminal =
                HuaweiSimulator.withOwnCertificate(anywhere(), LOGIN, HuaweiSimulator.Identifiers.NONE)) {
            Device device = device(
                    "zal3", "Huawei", "TE40", "huawei", terminal.address().toString());
            assertThat(push(device, "").body())
                    .contains("имя пользователя и пароль SIP, порт и транспорт SIP, все настройки H.323");
            assertThat(terminal.room().configuration("string sipserv_addr")).contains("court.example");
            assertThat(terminal.room().configuration("string proxy_addr")).contains("court.example");
            assertThat(password(device)).isEqualTo("first-password");
            assertThat(trail(device)).doesNotContain("credential.rotate");
            Device byH323 = device(
                    "zal4", "Huawei", "TE30", "huawei", terminal.address().toString());
            running.services
                    .inventory()
                    .describe(
                            byH323.id(),
                            new DeviceDescription(
                                    Optional.empty(),
                                    "Huawei",
                                    "TE30",
                                    "",
                                    "",
                                    "",
                                    List.of(terminal.address().toString()),
                                    "",
                                    List.of("77015"),
                                    "huawei",
                                    List.of(),
                                    ""));
            assertThat(push(byH323, "").statusCode()).isEqualTo(409);
        }
    }

    /** Whoever knows by what names his device keeps its account has them in a template of his own. */
    private void template(String kind, String body) throws Exception {
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(folder.resolve("templates/mine.txt.mustache"), """
                %s
                firmware: *
                protocols: sip
                role: account
                serves: {id}.txt
                type: text/plain; charset=utf-8
                hands: h323
                source: this test
                ---
                %s""".formatted(kind, body));
    }

    private void terminalTemplate(String body) throws Exception {
        template("make: Huawei\nmodel: TE40\nformat: items\ndriver: huawei", body);
    }

    @Test
    void tellsAnIconItsGatekeeperByATechniciansTemplate() throws Exception {
        template("make: LifeSize\nmodel: Icon*\nformat: commands\ndriver: lifesize", """
                set sip username "{{username}}"
                set h323 gatekeeper "{{host}}" "{{rasPort}}"
                set h323 password "{{password}}"
                """);
        try (LifesizeSimulator codec =
                LifesizeSimulator.icon(anywhere(), LOGIN, Set.of("h323 gatekeeper", "h323 password"))) {
            Device device = device(
                    "zal2", "LifeSize", "Icon 600", "lifesize", codec.address().toString());
            assertThat(push(device, "").body()).contains("Устройство приняло настройки.");
            assertThat(codec.room().configuration("h323 gatekeeper")).contains("court.example 1719");
            assertThat(codec.room().configuration("h323 password")).contains(password(device));
        }
    }

    @Test
    void tellsATerminalItsAccountByATechniciansTemplate() throws Exception {
        terminalTemplate("""
                string sipserv_addr = {{host}}
                string x_user = {{username}}
                string x_secret = {{password}}
                int x_port = {{sipPort}}
                """);
        HuaweiSimulator.Identifiers more =
                new HuaweiSimulator.Identifiers(Set.of("x_user", "x_port"), Set.of("x_secret"));
        try (HuaweiSimulator terminal = HuaweiSimulator.withOwnCertificate(anywhere(), LOGIN, more)) {
            Device device = device(
                    "zal3", "Huawei", "TE40", "huawei", terminal.address().toString());
            assertThat(running.page(technician, "/devices/" + device.id() + "/configuration")
                            .body())
                    .contains("string x_secret = ********", "mine.txt.mustache")
                    .doesNotContain("first-password");
            assertThat(push(device, "").body()).contains("Вручную остаётся задать: все настройки H.323");
            String password = password(device);
            assertThat(password).isNotEqualTo("first-password");
            assertThat(terminal.room().configuration("string x_secret")).contains(password);
            assertThat(terminal.room().configuration("string x_user")).contains("zal3");
            assertThat(terminal.room().configuration("int x_port")).contains("5060");
            assertThat(trail(device)).contains("string x_secret").doesNotContain(password);

            terminalTemplate("""
                    string sipserv_addr = {{host}}
                    string x_usr = {{username}}
                    string x_secret = {{password}}
                    """);
            HttpResponse<String> partly = push(device, "");
            assertThat(partly.statusCode()).isEqualTo(502);
            assertThat(partly.body())
                    .contains("Оно приняло не все настройки.", "string x_usr: код 4", "принято: string sipserv_addr")
                    .doesNotContain(password, password(device));
            assertThat(terminal.room().configuration("string x_secret")).contains(password(device));
            // The registration shows whether the terminal took it: both work until the overlap ends.
            assertThat(running.services.devices().formerPasswords(device.id())).contains(password);
            assertThat(trail(device)).contains("PARTLY_CARRIED_OUT");

            terminalTemplate("string sipserv_addr {{host}}\n");
            HttpResponse<String> broken = push(device, "");
            assertThat(broken.statusCode()).isEqualTo(409);
            assertThat(broken.body()).contains("mine.txt.mustache: line 13: no setting");
        }
    }

    @Test
    void leavesADeviceInACallAloneUnlessItMayBeDisturbed() throws Exception {
        try (PolyRestSimulator codec = PolyRestSimulator.withOwnCertificate(anywhere(), LOGIN)) {
            Device device = device(
                    "zal1", "Poly", "Studio X30", "poly-rest", codec.address().toString());
            codec.room().dial("4711@court.example");
            HttpResponse<String> left = push(device, "");
            assertThat(left.statusCode()).isEqualTo(502);
            assertThat(left.body()).contains("Оно уже на связи");
            assertThat(codec.room().configuration("voIpProt.SIP.enable")).isEmpty();
            assertThat(password(device)).isEqualTo("first-password");
            assertThat(trail(device)).contains("ALREADY_IN_CALL").doesNotContain("credential.rotate");
            assertThat(push(device, "disturb=on").statusCode()).isEqualTo(200);
            assertThat(codec.room().configuration("voIpProt.SIP.auth.password")).contains(password(device));
        }
    }

    /** It may be a stolen one. */
    @Test
    void givesNoNewPasswordToADeviceThatWasRevokedOrDisabled() throws Exception {
        try (PolyRestSimulator codec = PolyRestSimulator.withOwnCertificate(anywhere(), LOGIN)) {
            Device revoked = device(
                    "zal1", "Poly", "Studio X30", "poly-rest", codec.address().toString());
            Device disabled = device(
                    "zal2", "Poly", "Studio X30", "poly-rest", codec.address().toString());
            running.services.devices().revoke(revoked.id());
            running.services.devices().setEnabled(disabled.id(), false);
            for (Device each : List.of(revoked, disabled)) {
                assertThat(push(each, "").statusCode()).isEqualTo(502);
                assertThat(trail(each)).contains("REFUSED").doesNotContain("credential.rotate");
            }
            assertThat(running.services.devices().password(revoked.id())).isEmpty();
            assertThat(codec.room().configuration("voIpProt.SIP.auth.password")).isEmpty();
        }
    }

    /** Of two passwords that are made at once, the device might be told the older one last. */
    @Test
    void tellsADeviceOnceAtATimeAndKeepsNoPassword() throws Exception {
        try (PolyRestSimulator codec = PolyRestSimulator.withOwnCertificate(anywhere(), LOGIN)) {
            Device device = device(
                    "zal1", "Poly", "Studio X30", "poly-rest", codec.address().toString());
            FleetItem item = running.fleet.item(device.id()).orElseThrow();
            CountDownLatch making = new CountDownLatch(1);
            CompletableFuture<DeviceSettings> made = new CompletableFuture<>();
            CompletableFuture<CommandOutcome> first = running.fleet.configure(
                    item,
                    DeviceSettings.InCall.LEFT_ALONE,
                    _ -> {
                        making.countDown();
                        return made.join();
                    },
                    "x");
            assertThat(making.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(push(device, "").statusCode()).isEqualTo(502);
            assertThat(trail(device)).contains("BUSY").doesNotContain("credential.rotate");

            made.complete(new DeviceSettings(Map.of("voIpProt.SIP.auth.password", "Geheim-1"), Set.of(), ""));
            assertThat(first.get(60, TimeUnit.SECONDS).fault()).isEmpty();
            assertThat(running.fleet.latestCommands(device.id()))
                    .extracting(CommandOutcome::command)
                    .contains(org.courtbridge.devices.DeviceCommand.Configure.allReadable(
                            Map.of("voIpProt.SIP.auth.password", "")));
            assertThat(push(device, "").statusCode()).isEqualTo(200);
        }
    }

    /** Whoever cannot be told keeps the password that it has. */
    @Test
    void givesNoNewPasswordToADeviceThatDoesNotAnswer() throws Exception {
        Device device = device("zal1", "Poly", "Studio X30", "poly-rest", "127.0.0.1:1");
        HttpResponse<String> outcome = push(device, "");
        assertThat(outcome.statusCode()).isEqualTo(502);
        assertThat(outcome.body()).contains("Оно недоступно");
        assertThat(password(device)).isEqualTo("first-password");
    }

    private static String outcome(JsonNode run, String username) {
        for (JsonNode one : run.path("devices")) {
            if (one.path("username").asText().equals(username)) {
                JsonNode result = one.path("result");
                return result.path("done").asBoolean()
                        ? "DONE"
                        : result.path("fault").asText("waits");
            }
        }
        return "not there";
    }

    private JsonNode awaited(JsonNode begun) throws Exception {
        JsonNode run = begun;
        while (!run.path("over").asBoolean()) {
            run = RunningConsole.json(running.api(
                    "GET", "/configurations/push/" + begun.path("id").asText() + "?wait=20", ""));
        }
        return run;
    }

    @Test
    void tellsManyAndSaysOfEachWhatCameOfIt() throws Exception {
        try (PolyRestSimulator studio = PolyRestSimulator.withOwnCertificate(anywhere(), LOGIN);
                PolyRestSimulator calling = PolyRestSimulator.withOwnCertificate(anywhere(), LOGIN);
                CiscoSimulator liar = CiscoSimulator.overHttps(anywhere(), LOGIN);
                HuaweiSimulator terminal =
                        HuaweiSimulator.withOwnCertificate(anywhere(), LOGIN, HuaweiSimulator.Identifiers.NONE)) {
            Device good = device(
                    "good", "Poly", "Studio X30", "poly-rest", studio.address().toString());
            Device busy = device(
                    "busy", "Poly", "Studio X30", "poly-rest", calling.address().toString());
            Device lying =
                    device("lying", "Cisco", "SX80", "cisco-ce", liar.address().toString());
            Device far =
                    device("far", "Huawei", "TE40", "huawei", terminal.address().toString());
            Device gone = device("gone", "LifeSize", "Icon", "lifesize", "127.0.0.1:1");
            Device undriven = device("undriven", "Yealink", "VC500", "", "127.0.0.1");
            Device unfit = device(
                    "unfit", "Yealink", "VC500", "poly-rest", studio.address().toString());
            calling.room().dial("4711@court.example");
            liar.room().stick();
            HttpResponse<String> begun = running.api("POST", "/configurations/push", "{\"q\":\"\"}");
            assertThat(begun.statusCode()).isEqualTo(202);
            JsonNode run = awaited(RunningConsole.json(begun));
            assertThat(outcome(run, "good")).isEqualTo("DONE");
            assertThat(outcome(run, "busy")).isEqualTo("ALREADY_IN_CALL");
            assertThat(outcome(run, "lying")).isEqualTo("NOT_CARRIED_OUT");
            assertThat(outcome(run, "far")).isEqualTo("DONE");
            assertThat(outcome(run, "gone")).isEqualTo("UNREACHABLE");
            assertThat(outcome(run, "undriven")).isEqualTo("NOT_SUPPORTED");
            assertThat(outcome(run, "unfit")).isEqualTo("NOT_SUPPORTED");
            assertThat(run.path("all").asInt()).isEqualTo(7);
            assertThat(run.path("ended").asInt()).isEqualTo(7);
            assertThat(run.path("done").asInt()).isEqualTo(2);
            // Each has its own.
            assertThat(studio.room().configuration("voIpProt.SIP.auth.password"))
                    .contains(password(good));
            assertThat(studio.room().configuration("voIpProt.SIP.userName")).contains("good@court.example");
            for (Device kept : List.of(busy, far, gone, undriven, unfit)) {
                assertThat(password(kept)).as(kept.username()).isEqualTo("first-password");
            }
            // It had been told a new one when it lied: both work.
            assertThat(running.services.devices().formerPasswords(lying.id())).containsExactly("first-password");
            for (Device each : List.of(good, busy, lying, far, gone, undriven, unfit)) {
                assertThat(trail(each)).as(each.username()).contains("device.command");
                assertThat(run.toString()).doesNotContain(password(each));
            }
            assertThat(running.services.audit().of("fleet"))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.action()).isEqualTo("configuration.push"));
        }
    }

    @Test
    void tellsThoseThatTheFleetPageShowsAndShowsHowFarItIs() throws Exception {
        Institution court = Institution.of("Сот", InstitutionKind.COURT, "Алматы");
        Room room = Room.of(court.id(), "Зал");
        running.services.inventory().save(court);
        running.services.inventory().save(room);
        try (PolyRestSimulator one = PolyRestSimulator.withOwnCertificate(anywhere(), LOGIN);
                PolyRestSimulator other = PolyRestSimulator.withOwnCertificate(anywhere(), LOGIN)) {
            Device unplaced = device(
                    "one", "Poly", "Studio X30", "poly-rest", one.address().toString());
            Device placed = device(
                    "other", "Poly", "Studio X30", "poly-rest", other.address().toString());
            running.services
                    .inventory()
                    .describe(
                            placed.id(),
                            running.services
                                    .inventory()
                                    .placement(placed.id())
                                    .orElseThrow()
                                    .description()
                                    .inRoom(Optional.of(room.id())));
            String page = running.page(technician, "/fleet?place=none").body();
            assertThat(page).contains("Передать настройки (устройств: 1)", "name=\"place\" value=\"none\"");
            assertThat(running.page(technician, "/fleet/bulk?do=configure&place=none")
                            .body())
                    .contains("и во время вызова", "name=\"place\" value=\"none\"", "name=\"sure\" value=\"1\"");
            String run = running.submit(technician, "/fleet/bulk", "do=configure&q=&state=&place=none&sure=1")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            running.fleet
                    .bulkRun(run.substring(run.lastIndexOf('/') + 1))
                    .orElseThrow()
                    .done()
                    .get(60, TimeUnit.SECONDS);
            assertThat(running.page(technician, run).body())
                    .contains("Настройки", "1 из 1, из них выполнено: 1", "Зал one")
                    .doesNotContain("Зал other", password(unplaced));
            assertThat(one.room().configuration("voIpProt.SIP.auth.userId")).contains("one");
            assertThat(other.room().configuration("voIpProt.SIP.auth.userId")).isEmpty();
            assertThat(password(placed)).isEqualTo("first-password");
        }
    }

    @Test
    void refusesARunOfNobodyKnowsWhom() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"q\":\"\",\"devices\":[]}",
                "{\"q\":\"\",\"state\":\"SLEEPY\"}",
                "{\"q\":\"\",\"state\":\"muted\"}",
                "{\"devices\":[],\"state\":\"MUTED\"}",
                "{\"devices\":[\"x\",\"%s\"]}".formatted(URLEncoder.encode("зал", StandardCharsets.UTF_8)))) {
            assertThat(running.api("POST", "/configurations/push", body).statusCode())
                    .as(body)
                    .isIn(400, 404);
        }
        assertThat(running.api("GET", "/configurations/push/none", "").statusCode())
                .isEqualTo(404);
        for (String form : List.of("do=configure&q=&state=SLEEPY", "do=wake&q=&state=&place=elsewhere")) {
            assertThat(running.submit(technician, "/fleet/bulk", form).statusCode())
                    .as(form)
                    .isEqualTo(400);
        }
        assertThat(running.page(technician, "/fleet?state=SLEEPY").statusCode()).isEqualTo(400);
        Sessions.Opened auditor = running.userWith(EnumSet.of(Role.AUDITOR));
        assertThat(running.submit(auditor, "/fleet/bulk", "do=configure&q=&state=")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void tellsThemFromTheCommandLine() throws Exception {
        try (Simulator codec = LifesizeSimulator.icon(anywhere(), LOGIN);
                Simulator calling = LifesizeSimulator.icon(anywhere(), LOGIN)) {
            device("zal1", "LifeSize", "Icon 600", "lifesize", codec.address().toString());
            device("zal2", "LifeSize", "Icon 600", "lifesize", calling.address().toString());
            calling.room().dial("4711@court.example");
            Commands commands = new Commands(folder, running);
            assertThat(commands.well(new DeviceCommand(), "push", "zal1"))
                    .containsPattern("zal1 .*done .*h323-gatekeeper h323-names h323-password");
            String both = commands.illFated(new DeviceCommand(), "push", "--search", "Зал");
            assertThat(both).containsPattern("zal1 .*done").containsPattern("zal2 .*ALREADY_IN_CALL");
            assertThat(commands.well(new DeviceCommand(), "push", "--disturb", "zal1", "zal2"))
                    .containsPattern("zal2 .*done");
            assertThat(commands.well(new DeviceCommand(), "configure", "zal2", "--push-in-call"))
                    .contains("done: true");
            assertThat(commands.failure(new DeviceCommand(), "push")).contains("--search");
        }
    }
}
