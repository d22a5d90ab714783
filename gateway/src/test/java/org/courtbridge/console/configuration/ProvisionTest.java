package org.courtbridge.console.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.courtbridge.console.Commands;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.devices.polygroup.PolyGroupSimulator;
import org.courtbridge.gateway.cli.DeviceCommand;
import org.courtbridge.gateway.measuring.Measurement;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that fetch their configuration, guessers who try to, and technicians who send it. */
@Tag("slow")
class ProvisionTest {

    private static final String MAC = "805ec079c37f";

    @TempDir
    Path folder;

    private RunningConsole console;
    private Device device;

    @BeforeEach
    void start() throws Exception {
        console = new RunningConsole(folder);
        device = console.services.devices().add("Зал № 3", "zal3", "first-password");
        describe("Yealink", "VC500", List.of(), "");
    }

    @AfterEach
    void stop() throws Exception {
        console.close();
    }

    private void describe(String make, String model, List<String> addresses, String driver) {
        describe(device, make, model, "", "", addresses, driver);
    }

    private void known(Device device, String serial, String mac) {
        describe(device, "Yealink", "VC500", serial, mac, List.of(), "");
    }

    private void describe(
            Device device,
            String make,
            String model,
            String serial,
            String mac,
            List<String> addresses,
            String driver) {
        console.services
                .inventory()
                .describe(
                        device.id(),
                        new DeviceDescription(
                                Optional.empty(),
                                make,
                                model,
                                "",
                                serial,
                                mac,
                                addresses,
                                "",
                                List.of(),
                                driver,
                                List.of(),
                                ""));
    }

    private JsonNode issue(String body) throws Exception {
        HttpResponse<String> response = console.api("POST", "/devices/" + device.id() + "/enrolment", body);
        assertThat(response.statusCode()).isEqualTo(200);
        return RunningConsole.json(response);
    }

    private HttpResponse<String> fetch(String path, String... headers) throws Exception {
        return console.send("GET", "/provision/" + path, "", headers);
    }

    private static String basic(String token) {
        return "Basic " + Base64.getEncoder().encodeToString(("anything:" + token).getBytes(StandardCharsets.UTF_8));
    }

    /** Status, headers and body. */
    private static String all(HttpResponse<String> response) {
        return response.statusCode() + " " + response.headers().map() + " " + response.body();
    }

    @Test
    void givesADeviceItsFileByTheTokenInThePath() throws Exception {
        JsonNode issued = issue("{}");
        String token = issued.path("token").asText();
        assertThat(issued.path("url").asText()).isEqualTo("https://court.example:8443/provision/" + token + "/");
        assertThat(fetch(token + "/y000000000076.cfg").body()).isEqualTo("#!version:1.0.0.1\n");
        assertThat(console.services.devices().password(device.id())).contains("first-password");
        HttpResponse<String> file = fetch(token + "/" + MAC + ".cfg");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Cache-Control")).contains("no-store");
        String password = console.services.devices().password(device.id()).orElseThrow();
        assertThat(password).isNotEqualTo("first-password");
        assertThat(file.body())
                .contains(
                        "account.1.user_name = zal3\n",
                        "account.1.display_name = Зал № 3\n",
                        "account.1.password = " + password + "\n",
                        "account.1.sip_server.1.address = court.example\n");
        assertThat(console.services.devices().formerPasswords(device.id())).containsExactly("first-password");
        // It tries again; another one does not get it.
        assertThat(fetch(token + "/" + MAC + ".cfg").body()).isEqualTo(file.body());
        assertThat(fetch(token + "/000b820102ab.cfg").statusCode()).isEqualTo(404);
    }

    @Test
    void givesADeviceItsFileByBasicAuthentication() throws Exception {
        String token = issue("{\"hours\": 1, \"hardware\": \"80:5E:C0:79:C3:7F\"}")
                .path("token")
                .asText();
        HttpResponse<String> challenge = fetch(MAC + ".cfg");
        assertThat(challenge.statusCode()).isEqualTo(401);
        assertThat(challenge.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(all(fetch("nobody.cfg"))).isEqualTo(all(challenge));
        assertThat(fetch("000b820102ab.cfg", "Authorization", basic(token)).statusCode())
                .isEqualTo(404);
        HttpResponse<String> file = fetch(MAC + ".cfg", "Authorization", basic(token));
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).contains("account.1.enable = 1");
    }

    /** Nobody has to type what the inventory has. */
    @Test
    void knowsADeviceByTheMacAddressOfTheInventory() throws Exception {
        known(device, "", "80-5E-C0-79-C3-7F");
        assertThat(issue("{}").path("file").asText()).isEqualTo("805EC079C37F.cfg");
        String token = issue("{}").path("token").asText();
        HttpResponse<String> wrong = fetch("aaaa-bbbb-cccc-dddd/" + MAC + ".cfg");
        assertThat(all(fetch(token + "/000b820102ab.cfg"))).isEqualTo(all(wrong));
        assertThat(all(fetch(token + "/ffffffffffff.cfg"))).isEqualTo(all(wrong));
        assertThat(console.services.devices().password(device.id())).contains("first-password");
        assertThat(fetch(token + "/" + MAC + ".cfg").statusCode()).isEqualTo(200);
    }

    /** Of one whose address nobody knows, the token is for whoever comes first, but for no other device of the inventory. */
    @Test
    void givesNothingToAnotherDeviceOfTheInventory() throws Exception {
        Device other = console.services.devices().add("Зал № 4", "zal4", "x");
        known(other, "", MAC);
        known(device, "SN-0001", "");
        String token = issue("{}").path("token").asText();
        HttpResponse<String> wrong = fetch("aaaa-bbbb-cccc-dddd/000b820102ab.cfg");
        assertThat(all(fetch(token + "/" + MAC + ".cfg"))).isEqualTo(all(wrong));
        assertThat(fetch(token + "/000b820102ab.cfg").statusCode()).isEqualTo(200);
        known(other, "SN-0002", "");
        known(device, "", MAC);
        String bySerial = issue("{}").path("token").asText();
        assertThat(all(fetch(bySerial + "/SN0002.cfg"))).isEqualTo(all(wrong));
        assertThat(fetch(bySerial + "/SN0003.cfg").statusCode()).isEqualTo(200);
        known(device, "", "");
        known(other, "", MAC);
        // Whoever issues it for a device by hand knows better.
        String byHand = issue("{\"hardware\": \"" + MAC + "\"}").path("token").asText();
        assertThat(fetch(byHand + "/" + MAC + ".cfg").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsAGuesserNothingAndThenMakesHimWait() throws Exception {
        String token = issue("{\"hardware\": \"" + MAC + "\"}").path("token").asText();
        console.services.devices().setEnabled(device.id(), false);
        Set<String> answers = new HashSet<>();
        List<Duration> times = new ArrayList<>();
        List<String> paths = List.of(
                "aaaa-bbbb-cccc-dddd/" + MAC + ".cfg", // wrong token
                token + "/" + MAC + ".cfg", // disabled device
                "aaaa-bbbb-cccc-dddd/000000000001.cfg", // unknown device
                token + "/a/b/c",
                "x/y");
        for (String path : paths) {
            long start = System.nanoTime();
            answers.add(all(fetch(path)));
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
        console.services.devices().setEnabled(device.id(), true);
        answers.add(all(fetch(token + "/000000000001.cfg"))); // of another device
        answers.add(all(console.send("POST", "/provision/" + token + "/" + MAC + ".cfg", "")));
        console.sql("update device_enrolments set good_until = timestamp with time zone '2020-01-01 00:00:00Z'");
        answers.add(all(fetch(token + "/" + MAC + ".cfg"))); // too late
        console.services.devices().revoke(device.id());
        answers.add(all(fetch("aaaa-bbbb-cccc-dddd/" + MAC + ".cfg", "Authorization", "Basic !")));
        assertThat(answers).hasSize(1).first().asString().startsWith("404 ");
        assertThat(times).allMatch(time -> time.toMillis() >= 990);

        int status = 404;
        for (int i = 0; i < 30 && status == 404; i++) {
            status = fetch("aaaa-bbbb-cccc-dddd/zal3.cfg").statusCode();
        }
        assertThat(status).isEqualTo(429);
        assertThat(fetch("aaaa-bbbb-cccc-dddd/zal3.cfg").headers().firstValue("Retry-After"))
                .isPresent();
        assertThat(console.services.audit().after(0, 100))
                .filteredOn(entry -> entry.action().equals("enrolment.refuse"))
                .isNotEmpty()
                .extracting(AuditEntry::toString)
                .allMatch(entry -> entry.contains("127.0.0.1") && !entry.contains(token) && !entry.contains("aaaa-"));
        assertThat(console.send("GET", "/metrics", "").body())
                .contains("courtbridge_provisioning_requests_total{outcome=\"served\"} 0.0")
                .containsPattern("requests_total\\{outcome=\"refused\"} [1-9]")
                .containsPattern("requests_total\\{outcome=\"slowed\"} [1-9]");
    }

    @Test
    @Tag("measures")
    void aGuesserWaitsASecondAndNoLonger() throws Exception {
        Measurement.holds(() -> {
            long start = System.nanoTime();
            fetch("aaaa-bbbb-cccc-dddd/" + MAC + ".cfg");
            long millis = (System.nanoTime() - start) / 1_000_000;
            return millis >= 990 && millis < 2_500 ? List.of() : List.of("answered after " + millis + " ms");
        });
    }

    /** Whoever forgets the slash has the token where the file's name is. */
    @Test
    void keepsATokenOutOfTheTrailThatIsTakenForAFile() throws Exception {
        String token = issue("{}").path("token").asText();
        assertThat(fetch(token, "Authorization", basic("nothing")).statusCode()).isEqualTo(404);
        assertThat(console.services.audit().after(0, 100))
                .filteredOn(entry -> entry.action().equals("enrolment.refuse"))
                .isNotEmpty()
                .extracting(AuditEntry::toString)
                .allMatch(entry -> !entry.contains(token));
    }

    @Test
    void hasNothingInTheFolderItself() throws Exception {
        assertThat(console.send("GET", "/provision", "").statusCode()).isIn(401, 404);
        assertThat(console.send("GET", "/provision/", "").statusCode()).isIn(401, 404);
    }

    @Test
    void showsWhatTheFileWillSay() throws Exception {
        JsonNode preview = RunningConsole.json(console.api("GET", "/devices/" + device.id() + "/configuration", ""));
        assertThat(preview.path("text").asText())
                .contains("account.1.password = ********\n")
                .doesNotContain("first-password");
        assertThat(preview.path("push").asBoolean()).isFalse();
        assertThat(console.services.devices().password(device.id())).contains("first-password");
        JsonNode file = RunningConsole.json(console.api("POST", "/devices/" + device.id() + "/configuration/file", ""));
        assertThat(file.path("text").asText())
                .contains("account.1.password = "
                        + console.services.devices().password(device.id()).orElseThrow());
        assertThat(console.services.audit().of(device.id()))
                .extracting(AuditEntry::action)
                .contains("configuration.download", "credential.rotate");
        HttpResponse<String> push = console.api("POST", "/devices/" + device.id() + "/configuration/push", "");
        assertThat(push.statusCode()).isEqualTo(409);
    }

    @Test
    void issuesATokenAndAFileOnAPage() throws Exception {
        Sessions.Opened technician = console.userWith(Set.of(Role.TECHNICIAN));
        String path = "/devices/" + device.id() + "/configuration";
        assertThat(console.page(technician, "/devices/" + device.id()).body()).contains(path);
        assertThat(console.page(technician, path).body())
                .contains("account.1.password = ********", "yealink.cfg.mustache", "Выдать код")
                .doesNotContain("Передать устройству");
        HttpResponse<String> issued =
                console.submit(technician, path + "/enrolment", "hours=2&hardware=80-5e-c0-79-c3-7f");
        assertThat(issued.body()).contains("<svg", "/805EC079C37F.cfg");
        Matcher url = Pattern.compile("https://court.example:8443/provision/([a-z0-9-]+)/")
                .matcher(issued.body());
        assertThat(url.find()).isTrue();
        assertThat(fetch(url.group(1) + "/" + MAC + ".cfg").statusCode()).isEqualTo(200);
        assertThat(console.submit(technician, path + "/enrolment", "hours=2&hardware=x")
                        .statusCode())
                .isEqualTo(400);
        assertThat(console.submit(technician, path + "/enrolment", "hours=0").statusCode())
                .isEqualTo(400);
        HttpResponse<String> file = console.submit(technician, path + "/file", "");
        assertThat(file.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"zal3.cfg\"");
        assertThat(file.body())
                .contains(console.services.devices().password(device.id()).orElseThrow());
        Sessions.Opened clerk = console.userWith(Set.of(Role.CLERK));
        assertThat(console.page(clerk, path).statusCode()).isEqualTo(403);
    }

    @Test
    void printsASheetForEachProtocolInEachLanguage() throws Exception {
        for (Map.Entry<String, List<String>> language : Map.of(
                        "kk", List.of("Залды SIP бойынша баптау", "Залды H.323 бойынша баптау", "Гейткипер порты"),
                        "ru", List.of("Настройка зала по SIP", "Настройка зала по H.323", "Порт гейткипера"),
                        "en",
                                List.of(
                                        "Setting up a room by SIP",
                                        "Setting up a room by H.323",
                                        "Port of the gatekeeper"))
                .entrySet()) {
            HttpResponse<String> made = console.send(
                    "POST",
                    "/api/v1/devices/" + device.id() + "/configuration/sheet",
                    "",
                    "Authorization",
                    "Bearer " + console.adminToken,
                    "Accept-Language",
                    language.getKey());
            byte[] pdf = Base64.getDecoder()
                    .decode(RunningConsole.json(made).path("pdf").asText());
            try (PDDocument document = Loader.loadPDF(pdf)) {
                assertThat(document.getNumberOfPages()).isEqualTo(2);
                assertThat(new PDFTextStripper().getText(document))
                        .contains(language.getValue())
                        .contains("Зал № 3", "sip:zal3@court.example", "UDP 5060", "UDP 1719", "G.722", "H.261")
                        .doesNotContain("first-password");
            }
        }
    }

    @Test
    void obeysTheCommandLine() throws Exception {
        Commands commands = new Commands(folder, console);
        assertThat(commands.well(new DeviceCommand(), "configure", "zal3"))
                .contains("template: yealink.cfg.mustache", "account.1.password = ********");
        Path file = folder.resolve("zal3.cfg");
        commands.well(new DeviceCommand(), "configure", "zal3", "--file", file.toString());
        assertThat(file)
                .content()
                .contains("account.1.password = "
                        + console.services.devices().password(device.id()).orElseThrow());
        Path sheet = folder.resolve("zal3.pdf");
        commands.well(new DeviceCommand(), "configure", "zal3", "--sheet", sheet.toString());
        assertThat(sheet).content(StandardCharsets.ISO_8859_1).startsWith("%PDF");
        assertThat(commands.failure(new DeviceCommand(), "configure", "zal3", "--push"))
                .contains("no driver");
        assertThat(commands.failure(new DeviceCommand(), "configure", "zal3", "--push", "--file", "x"))
                .contains("mutually exclusive");
        assertThat(commands.well(new DeviceCommand(), "enrol", "zal3", "--hardware", MAC, "--hours", "1"))
                .contains("url: https://court.example:8443/provision/", "file: 805EC079C37F.cfg", "goodUntil: ");
    }

    @Test
    void tellsACiscoCodec() throws Exception {
        Credentials login = new Credentials("admin", "codec-login-1");
        try (CiscoSimulator codec = CiscoSimulator.overHttps(anywhere(), login)) {
            describe("Cisco", "Room Kit", List.of(codec.address().toString()), "cisco-ce");
            push(login);
            String password = console.services.devices().password(device.id()).orElseThrow();
            assertThat(codec.room().configuration("SIP/Authentication/Password"))
                    .contains(password);
            assertThat(codec.room().configuration("SIP/Authentication/UserName"))
                    .contains("zal3");
            assertThat(codec.room().configuration("SIP/Proxy[1]/Address")).contains("court.example");
            assertThat(codec.room().configuration("SystemUnit/Name")).contains("Зал № 3");
            assertThat(codec.room().configuration("NetworkServices/H323/Mode")).contains("Off");
        }
    }

    @Test
    void tellsACodecOfTheGroupSeries() throws Exception {
        Credentials login = new Credentials("admin", "codec-login-1");
        try (PolyGroupSimulator codec = PolyGroupSimulator.overSsh(anywhere(), login)) {
            describe(
                    "Polycom", "RealPresence Group 500", List.of(codec.address().toString()), "poly-group");
            push(login);
            String password = console.services.devices().password(device.id()).orElseThrow();
            assertThat(codec.room().configuration("sippassword")).contains(password);
            assertThat(codec.room().configuration("sipusername")).contains("zal3");
            assertThat(codec.room().configuration("sipproxyserver")).contains("court.example");
            assertThat(codec.room().configuration("systemname")).contains("Зал № 3");
        }
    }

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void push(Credentials login) throws Exception {
        Sessions.Opened technician = console.userWith(Set.of(Role.TECHNICIAN));
        console.keepLogin(device, login);
        HttpResponse<String> page = console.submit(technician, "/devices/" + device.id() + "/configuration/push", "");
        assertThat(page.body()).contains("Устройство приняло настройки.");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(console.services.audit().of(device.id()).toString())
                .contains("device.command")
                .doesNotContain(console.services.devices().password(device.id()).orElseThrow());
    }
}
