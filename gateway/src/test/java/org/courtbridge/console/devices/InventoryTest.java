package org.courtbridge.console.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.courtbridge.console.Commands;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.gateway.cli.AuditCommand;
import org.courtbridge.gateway.cli.DeviceCommand;
import org.courtbridge.gateway.cli.InventoryCommand;
import org.courtbridge.gateway.cli.SecretsCommand;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Institutions, rooms and what stands in them: over the API, on the pages and by the commands. */
class InventoryTest {

    private static final String COURT =
            "{\"name\":\"Әуезов аудандық соты\",\"kind\":\"COURT\",\"region\":\"Алматы қаласы\"}";

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

    private JsonNode well(String method, String path, String body) throws Exception {
        HttpResponse<String> response = running.api(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
        return response.body().isEmpty()
                ? RunningConsole.json(running.api("GET", "/rooms", ""))
                : RunningConsole.json(response);
    }

    private String room() throws Exception {
        String court = well("POST", "/institutions", COURT).path("id").asText();
        return well("POST", "/rooms", "{\"institution\":\"" + court + "\",\"name\":\"Зал № 3\"}")
                .path("id")
                .asText();
    }

    private String device() throws Exception {
        return well("POST", "/devices", "{\"name\":\"Әуезов, 3-зал\",\"username\":\"auezov3\"}")
                .path("id")
                .asText();
    }

    @Test
    void theApiKeepsWhatStandsWhere() throws Exception {
        String room = room();
        String device = device();
        JsonNode placed = well(
                "POST",
                "/devices/" + device + "/description",
                "{\"room\":\"" + room
                        + "\",\"make\":\"Poly\",\"addresses\":[\"10.0.0.7\"],\"h323Aliases\":[\"7703\"]}");
        assertThat(placed.path("institution").path("region").asText()).isEqualTo("Алматы қаласы");
        assertThat(well("GET", "/inventory?q=" + "%D3%98%D0%A3%D0%95%D0%97%D0%9E%D0%92%20poly", ""))
                .as("ӘУЕЗОВ poly")
                .hasSize(1);
        assertThat(well("GET", "/inventory?q=cisco", "")).isEmpty();
        JsonNode camera = well(
                "POST",
                "/peripherals",
                "{\"room\":\"" + room + "\",\"kind\":\"CAMERA\",\"name\":\"Судья\",\"address\":\"10.0.0.8\"}");
        assertThat(well("GET", "/peripherals", "")).containsExactly(camera);
        assertThat(running.api("DELETE", "/rooms/" + room, "").statusCode()).isEqualTo(400);
        well("DELETE", "/peripherals/" + camera.path("id").asText(), "");
        well("POST", "/devices/" + device + "/description", "{}");
        well("DELETE", "/rooms/" + room, "");
        assertThat(well("GET", "/rooms", "")).isEmpty();
        JsonNode history = well("GET", "/history/" + device, "");
        assertThat(history.path(0).path("action").asText()).isEqualTo("device.change");
        assertThat(history.path(0).path("changes").path(0).toString())
                .isEqualTo("{\"field\":\"room\",\"before\":\"Әуезов аудандық соты, Зал № 3\",\"after\":\"\"}");
    }

    @Test
    void theApiKeepsWhereAnInstitutionIs() throws Exception {
        String department = well("POST", "/institutions", "{\"name\":\"Департамент\",\"kind\":\"DEPARTMENT\"}")
                .path("id")
                .asText();
        String fields = "{\"name\":\"Сот\",\"kind\":\"COURT\",\"department\":\"" + department
                + "\",\"address\":\"Төле би 93\",\"phone\":\"+7 727 271-00-00\",\"email\":\"sot@sud.example\","
                + "\"hours\":\"09:00-18:30\"}";
        JsonNode court = well("POST", "/institutions", fields);
        assertThat(court.path("department").asText()).isEqualTo(department);
        assertThat(court.path("address").asText()).isEqualTo("Төле би 93");
        assertThat(court.path("email").asText()).isEqualTo("sot@sud.example");
        assertThat(court.path("hours").asText()).isEqualTo("09:00-18:30");
        assertThat(well("GET", "/institutions", "")).contains(court);
        for (String wrong : List.of(
                fields.replace("09:00", "9"),
                fields.replace(department, court.path("id").asText()),
                fields.replace("sot@sud.example", "sot"))) {
            assertThat(running.api("POST", "/institutions/" + court.path("id").asText(), wrong)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(running.api("DELETE", "/institutions/" + department, "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void theApiSaysWhatIsWrong() throws Exception {
        String device = device();
        for (String[] wrong : new String[][] {
            {"/institutions", "{\"name\":\"x\",\"kind\":\"SCHOOL\"}", "expected: one of"},
            {"/institutions", "{\"name\":\" \",\"kind\":\"COURT\"}", "name: missing"},
            {"/rooms", "{\"institution\":\"x\",\"name\":\"y\"}", "no institution x"},
            {"/devices/" + device + "/description", "{\"addresses\":[\"a b\"]}", "addresses: a b (expected:"},
            {"/devices/" + device + "/description", "{\"room\":\"x\"}", "no room x"},
            {"/peripherals", "{\"room\":\"x\",\"kind\":\"CAMERA\",\"name\":\"y\"}", "no room x"}
        }) {
            HttpResponse<String> refused = running.api("POST", wrong[0], wrong[1]);
            assertThat(refused.statusCode()).as(wrong[1]).isEqualTo(400);
            assertThat(refused.body()).contains(wrong[2]);
        }
        assertThat(running.api("POST", "/devices/nobody/description", "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theTrailNamesWhoeverIsSignedIn() throws Exception {
        Sessions.Opened technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
        running.send(
                "POST",
                "/devices",
                "name=Зал&username=room&csrf=" + technician.session().csrf(),
                "Cookie",
                "session=" + technician.token(),
                "Content-Type",
                "application/x-www-form-urlencoded");
        JsonNode entries = well("GET", "/audit/events", "");
        assertThat(entries)
                .extracting(entry -> entry.path("action").asText())
                .containsExactly("device.add", "credential.issue");
        assertThat(entries).extracting(entry -> entry.path("actor").asText()).containsOnly("user:user0");
        assertThat(well("GET", "/audit/events?after=1", "")).hasSize(1);
        assertThat(running.send("GET", "/api/v1/audit/events", "", "Cookie", "session=" + technician.token())
                        .statusCode())
                .as("whoever is audited does not read the audit")
                .isEqualTo(403);
    }

    @Test
    void commandsAddPlaceFindAndTell() throws Exception {
        Commands commands = new Commands(folder, running);
        InventoryCommand inventory = new InventoryCommand();
        commands.well(
                inventory,
                "add-institution",
                "--name",
                "Түзеу мекемесі",
                "--kind",
                "detention_facility",
                "--region",
                "Қарағанды облысы");
        commands.well(inventory, "add-room", "--institution", "түзеу мекемесі", "--name", "№ 1 бөлме");
        device();
        commands.well(inventory, "place", "auezov3", "№ 1 бөлме");
        assertThat(commands.well(inventory, "search", "ҚАРАҒАНДЫ", "auezov"))
                .containsPattern("auezov3 .*Түзеу мекемесі");
        assertThat(commands.well(inventory, "search", "Алматы")).doesNotContain("auezov3");
        assertThat(commands.well(inventory, "institutions")).contains("DETENTION_FACILITY");
        assertThat(commands.well(inventory, "rooms")).contains("№ 1 бөлме");
        assertThat(commands.well(inventory, "history", "auezov3"))
                .contains("device.change")
                .contains("№ 1 бөлме");
    }

    @Test
    void theCommandVerifiesTheTrailAndKnowsAnEarlierEnd() throws Exception {
        Commands commands = new Commands(folder, running);
        AuditCommand audit = new AuditCommand();
        device();
        String verified = commands.well(audit, "verify");
        assertThat(verified).contains("number: 2").containsPattern("hash: [0-9a-f]{64}");
        String hash = verified.replaceAll("(?s).*hash: (\\S+).*", "$1");
        room();
        commands.well(audit, "verify", "--expect", "2:" + hash);
        assertThat(commands.failure(audit, "verify", "--expect", "1:" + hash))
                .contains("entry 1: it is not what was noted");
        assertThat(commands.failure(audit, "verify", "--expect", "9:" + hash)).contains("entry 9");
        assertThat(commands.failure(audit, "verify", "--expect", "x")).contains("expected: NUMBER:HASH");
        assertThat(commands.well(audit, "list")).contains("institution.add").contains("Зал № 3");
        running.sql("update audit_entries set actor = 'user:nobody' where number = 2");
        assertThat(commands.failure(audit, "verify")).contains("entry 2: it, or its hash, is not what was written");
    }

    private static String file(String format, String text, boolean dryRun) throws Exception {
        return new ObjectMapper().writeValueAsString(Map.of("format", format, "text", text, "dryRun", dryRun));
    }

    private static String threeHundred() {
        StringBuilder csv = new StringBuilder("\uFEFFinstitution;kind;region;room;name;username;addresses\r\n");
        for (int i = 0; i < 300; i++) {
            csv.append("Аудандық сот № ")
                    .append(i / 4)
                    .append(";court;Алматы қаласы;Зал ")
                    .append(i % 4);
            csv.append(";Аудандық соттың мәжіліс залы ")
                    .append(i)
                    .append(";room")
                    .append(i)
                    .append(";10.0.0.1\r\n");
        }
        return csv.toString();
    }

    @Test
    void threeHundredDevicesComeInAtOnceOrNotAtAll() throws Exception {
        JsonNode dry = well("POST", "/inventory/import", file("CSV", threeHundred(), true));
        assertThat(dry.path("bad")).isEmpty();
        assertThat(dry.path("rows").asInt()).isEqualTo(300);
        assertThat(well("GET", "/institutions", "")).isEmpty();

        JsonNode bad =
                well("POST", "/inventory/import", file("CSV", threeHundred() + "Сот;court;;Зал;Зал;ROOM7;\r\n", false));
        assertThat(bad.path("taken").asBoolean()).isFalse();
        assertThat(bad.path("bad"))
                .hasToString("[{\"row\":302,\"column\":\"username\",\"reason\":\"ROOM7 (is in row 9 already)\","
                        + "\"fault\":\"IN_ROW\",\"arguments\":[\"ROOM7\",\"9\"]}]");
        assertThat(running.services.devices().all()).isEmpty();

        JsonNode taken = well("POST", "/inventory/import", file("CSV", threeHundred(), false));
        assertThat(taken.path("taken").asBoolean()).isTrue();
        assertThat(taken.path("credentials")).hasSize(300);
        assertThat(well("GET", "/institutions", "")).hasSize(75);
        assertThat(well("GET", "/inventory?q=room299", ""))
                .extracting(one -> one.path("room").path("name").asText())
                .containsExactly("Зал 3");
        JsonNode issued = taken.path("credentials").path(7);
        assertThat(running.services
                        .devices()
                        .password(running.services
                                .devices()
                                .byUsername(issued.path("username").asText())
                                .orElseThrow()
                                .id()))
                .contains(issued.path("password").asText());
        assertThat(well("GET", "/audit/verification", "").path("whole").asBoolean())
                .isTrue();
        assertThat(well("POST", "/inventory/import", file("CSV", threeHundred(), false))
                        .path("bad"))
                .hasSize(300);
    }

    @Test
    void aCodecWhoseFamilyCanEncryptHasToOnceItComesIn() throws Exception {
        String rows = "name;username;driver\r\nA;codec;cisco-ce\r\nB;camera;visca\r\nC;other;\r\n";
        assertThat(well("POST", "/inventory/import", file("CSV", rows, false))
                        .path("taken")
                        .asBoolean())
                .isTrue();
        assertThat(running.services.devices().all())
                .extracting(Device::username, Device::encryption)
                .containsExactly(
                        tuple("codec", Encryption.REQUIRED),
                        tuple("camera", Encryption.PREFERRED),
                        tuple("other", Encryption.PREFERRED));
    }

    @Test
    void aLongFileIsReadFromNobody() throws Exception {
        assertThat(running.send("POST", "/api/v1/inventory/import", " ".repeat(100_000))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void anExportComesBackAndHoldsNoPasswordUnlessAsked() throws Exception {
        well("POST", "/inventory/import", file("CSV", threeHundred(), false));
        for (String format : List.of("CSV", "JSON")) {
            String plain = well("POST", "/inventory/export", "{\"format\":\"" + format + "\"}")
                    .path("text")
                    .asText();
            String whole = well("POST", "/inventory/export", "{\"format\":\"" + format + "\",\"secrets\":true}")
                    .path("text")
                    .asText();
            for (var device : running.services.devices().all()) {
                String password =
                        running.services.devices().password(device.id()).orElseThrow();
                assertThat(plain.contains(password)).as(device.username()).isFalse();
                assertThat(whole.contains(password)).as(device.username()).isTrue();
            }
            try (RunningConsole other = new RunningConsole(folder.resolve("other" + format))) {
                HttpResponse<String> taken = other.api("POST", "/inventory/import", file(format, whole, false));
                assertThat(RunningConsole.json(taken).path("taken").asBoolean())
                        .as(taken.body())
                        .isTrue();
                assertThat(RunningConsole.json(
                                other.api("POST", "/inventory/export", "{\"format\":\"CSV\",\"secrets\":true}")))
                        .isEqualTo(well("POST", "/inventory/export", "{\"format\":\"CSV\",\"secrets\":true}"));
            }
        }
        assertThat(well("GET", "/history/inventory", ""))
                .extracting(entry -> entry.path("action").asText())
                .containsOnly("secrets.export");
    }

    @Test
    void namesWhatIsWrongInJson() throws Exception {
        assertThat(well(
                                "POST",
                                "/inventory/import",
                                file("JSON", "[{\"name\":1,\"x\":\"\",\"addresses\":\"a\"},2]", false))
                        .path("bad"))
                .extracting(one ->
                        one.path("row").asInt() + " " + one.path("column").asText() + ": "
                                + one.path("reason").asText())
                .containsExactly(
                        "1 name: not a text",
                        "1 x: no such column",
                        "1 addresses: not a list of texts",
                        "1 name: missing",
                        "1 username: missing",
                        "2 : not an object");
        assertThat(well("POST", "/inventory/import", file("JSON", "{}", false))
                        .path("bad")
                        .toString())
                .contains("the file is not a list");
        assertThat(well("POST", "/inventory/import", file("JSON", "[", false))
                        .path("bad")
                        .toString())
                .contains("the file is not JSON");
    }

    @Test
    void commandsImportAndExport() throws Exception {
        Commands commands = new Commands(folder, running);
        InventoryCommand inventory = new InventoryCommand();
        Path csv = Files.writeString(folder.resolve("rooms.csv"), "name;username\r\nЗал 1;room1\r\nЗал 2;room1\r\n");
        assertThat(commands.failure(inventory, "import", csv.toString()))
                .contains("nothing was added, as 1 things are wrong");
        Files.writeString(csv, "name;username\r\nЗал 1;room1\r\nЗал 2;room2\r\n");
        assertThat(commands.well(inventory, "import", "--dry-run", csv.toString()))
                .contains("rows: 2");
        assertThat(running.services.devices().all()).isEmpty();
        assertThat(commands.well(inventory, "import", csv.toString())).containsPattern("room2 +[a-z2-9]{4}-");
        Path json = folder.resolve("out.json");
        commands.well(inventory, "export", json.toString());
        assertThat(json).content().contains("\"username\" : \"room2\"").doesNotContain("password");
        assertThat(commands.failure(inventory, "export", json.toString())).contains("cannot be written");
        Files.write(csv, "name;username\nЗал;room3\n".getBytes(Charset.forName("windows-1251")));
        assertThat(commands.failure(inventory, "import", csv.toString())).contains("is not UTF-8");
    }

    @Test
    void aRegionIsRotatedByOneCommandAndOneDeviceRevoked() throws Exception {
        well(
                "POST",
                "/inventory/import",
                file(
                        "CSV",
                        "name,username,institution,kind,region,room,password\nA,a,Сот,court,АСТАНА,1,old-a\n"
                                + "B,b,Сот,court,Астана,2,old-b\nC,c,Ауруханa,hospital,Алматы,1,old-c\n",
                        false));
        Commands commands = new Commands(folder, running);
        String printed = commands.well(new DeviceCommand(), "rotate-region", "астана", "--overlap-hours", "2");
        var devices = running.services.devices();
        for (String username : List.of("a", "b")) {
            String id = devices.byUsername(username).orElseThrow().id();
            assertThat(printed).contains(devices.password(id).orElseThrow());
            assertThat(devices.formerPasswords(id)).containsExactly("old-" + username);
        }
        String other = devices.byUsername("c").orElseThrow().id();
        assertThat(devices.password(other)).contains("old-c");
        commands.well(new DeviceCommand(), "rotate", "c");
        assertThat(devices.formerPasswords(other)).containsExactly("old-c");
        commands.well(new DeviceCommand(), "revoke", "c");
        assertThat(devices.secrets(other)).isEmpty();
        assertThat(devices.formerPasswords(other)).isEmpty();
        assertThat(commands.failure(new DeviceCommand(), "rotate-region", "Ақтау"))
                .contains("No device in the region");
        assertThat(commands.failure(new DeviceCommand(), "rotate", "a", "--overlap-hours", "721"))
                .contains("expected: 1 to 720");
        assertThat(well("GET", "/history/" + other, ""))
                .extracting(entry -> entry.path("action").asText())
                .startsWith("credential.revoke", "credential.rotate");
    }

    @Test
    void secretsAreEncryptedAnewByOneCommand() throws Exception {
        var devices = running.services.devices();
        String id = devices.add("Зал", "room", "first").id();
        assertThat(new Commands(folder, running).well(new SecretsCommand(), "rotate"))
                .as("the password, its two digests, and the key of our certificate authority")
                .contains("4");
        assertThat(devices.password(id)).contains("first");
        assertThat(well("GET", "/history/secrets", "").path(0).path("action").asText())
                .isEqualTo("keys.rotate");
        var technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
        HttpResponse<String> refused = running.send(
                "POST",
                "/api/v1/secrets/rotation",
                "",
                "Cookie",
                "session=" + technician.token(),
                "X-CSRF-Token",
                technician.session().csrf());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Your role does not allow this.");
    }
}
