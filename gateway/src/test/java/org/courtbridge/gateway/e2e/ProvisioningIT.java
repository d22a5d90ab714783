package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A device that nobody has typed anything into fetches its configuration by a one-time token, and registers with what is in it. */
class ProvisioningIT {

    private static final String MAC = "805ec079c37f";

    private static Court court;
    private static AdminClient admin;

    /** Of what a device had before with what it fetches; two rooms register twice in it. */
    private static final Duration OVERLAP = Duration.ofSeconds(45);

    private static final Duration TO_REGISTER = Duration.ofSeconds(60);
    private static final int REPORTS = 4;

    @BeforeAll
    static void open() throws Exception {
        court = Court.open(
                "ProvisioningIT",
                Scratch.ADDRESS,
                "provisioning: {window: 1s, overlap: %ds}\n".formatted(OVERLAP.toSeconds()));
        admin = new AdminClient(court.gateway().data());
    }

    @AfterAll
    static void close() throws Exception {
        court.close();
    }

    @Test
    @Tag("fast")
    void aStrangerEnrolsAndRegisters() throws Exception {
        BaresipPeer.Account before = court.account(1);
        JsonNode device = device(before.user());
        JsonNode issued = issue(device, Map.of("hardware", MAC));
        Fetched file = curl(issued.path("url").asText() + MAC + ".cfg");
        assertThat(file.status()).isEqualTo(200);
        Map<String, String> settings = settings(file.body());
        assertThat(settings.getOrDefault("username", "")).isEqualTo(before.user());
        assertThat(settings.getOrDefault("password", "")).isNotEqualTo(before.password());

        BaresipPeer.Account fetched = new BaresipPeer.Account(
                1,
                settings.getOrDefault("username", ""),
                settings.getOrDefault("password", ""),
                settings.getOrDefault("sip.server", "") + ":" + settings.getOrDefault("sip.port", ""),
                true);
        try (BaresipPeer room = BaresipPeer.start(court.folder(), fetched)) {
            room.awaitRegistered();
        }
        // What it had before works until the overlap ends: nobody is cut off.
        try (BaresipPeer room = BaresipPeer.start(court.folder(), before)) {
            room.awaitRegistered();
        }
        // Longer ago than its window: whoever finds the token later has nothing of it.
        assertThat(curl(issued.path("url").asText() + MAC + ".cfg").status()).isEqualTo(404);
    }

    @Test
    @Tag("fast")
    void aYealinkEnrolsByThePasswordOfItsServer() throws Exception {
        BaresipPeer.Account before = court.account(2);
        JsonNode device = device(before.user());
        admin.post(
                "/devices/" + device.path("id").asText() + "/description", Map.of("make", "Yealink", "model", "VC500"));
        String token = issue(device, Map.of()).path("token").asText();
        String folder = "https://" + Scratch.ADDRESS + ":" + GatewayProcess.HTTPS_PORT + "/provision/";
        assertThat(curl(folder + MAC + ".cfg").status()).isEqualTo(401);
        Fetched file = curl(folder + MAC + ".cfg", "--user", "device:" + token);
        assertThat(file.status()).isEqualTo(200);
        Map<String, String> settings = settings(file.body());
        BaresipPeer.Account fetched = new BaresipPeer.Account(
                2,
                settings.getOrDefault("account.1.user_name", ""),
                settings.getOrDefault("account.1.password", ""),
                settings.getOrDefault("account.1.sip_server.1.address", "") + ":"
                        + settings.getOrDefault("account.1.sip_server.1.port", ""),
                true);
        try (BaresipPeer room = BaresipPeer.start(court.folder(), fetched)) {
            room.awaitRegistered();
        }
    }

    @Test
    void aFormerPasswordWorksUntilTheOverlapEndsBySipAndByH323() throws Exception {
        BaresipPeer.Account before = court.account(3);
        String url = issue(device(before.user()), Map.of()).path("url").asText();
        String password = settings(curl(url + "room3.cfg").body()).getOrDefault("password", "");
        long rotated = System.nanoTime();
        BaresipPeer.Account since = new BaresipPeer.Account(3, before.user(), password, Court.SERVER, true);
        for (BaresipPeer.Account account : List.of(before, since)) {
            try (BaresipPeer room = BaresipPeer.start(court.folder(), account);
                    DemoRoomPeer other = h323(account)) {
                room.awaitRegistered();
                awaitRegistered(other);
            }
        }
        Duration passed = Duration.ofNanos(System.nanoTime() - rotated);
        assertThat(passed).as("what was shown lies within the overlap").isLessThan(OVERLAP);
        Await.elapsed(OVERLAP.minus(passed));

        try (BaresipPeer room = BaresipPeer.start(court.folder(), since);
                DemoRoomPeer other = h323(since)) {
            room.awaitRegistered();
            awaitRegistered(other);
        }
        // Last, as whoever is refused so often has to wait, whatever comes next.
        try (BaresipPeer room = BaresipPeer.start(court.folder(), before);
                DemoRoomPeer other = h323(before)) {
            room.awaitRefused();
            Await.until("reports", TO_REGISTER, () -> other.reports().size() >= REPORTS);
            assertThat(other.reports())
                    .noneMatch(report -> report.path("state").asText().equals("registered"));
        }
    }

    private static DemoRoomPeer h323(BaresipPeer.Account account) throws Exception {
        Path folder = Files.createDirectories(court.folder().resolve("h323-room"));
        return DemoRoomPeer.start(
                folder,
                List.of(
                        "--protocol",
                        "H323",
                        "--server",
                        Scratch.ADDRESS + ":1719",
                        "--user",
                        account.user(),
                        "--password",
                        account.password()));
    }

    private static void awaitRegistered(DemoRoomPeer room) {
        Await.until(
                "registration by H.323",
                TO_REGISTER,
                () -> room.report()
                        .filter(report -> report.path("state").asText().equals("registered"))
                        .isPresent());
    }

    private static JsonNode device(String username) throws Exception {
        for (JsonNode device : admin.get("/devices")) {
            if (device.path("username").asText().equals(username)) {
                return device;
            }
        }
        throw new AssertionError("no device " + username);
    }

    private static JsonNode issue(JsonNode device, Map<String, ?> wish) throws Exception {
        return admin.post("/devices/" + device.path("id").asText() + "/enrolment", wish);
    }

    private record Fetched(int status, String body) {}

    /** As a device does: it trusts the gateway's certificate, and nothing else. */
    private static Fetched curl(String url, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "--silent",
                "--max-time",
                "20",
                "--cacert",
                court.gateway().certificate().toString(),
                "--write-out",
                "\n%{http_code}"));
        command.addAll(List.of(options));
        command.add(url);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        int end = output.lastIndexOf('\n');
        return new Fetched(Integer.parseInt(output.substring(end + 1)), output.substring(0, end));
    }

    private static Map<String, String> settings(String file) {
        Map<String, String> settings = new HashMap<>();
        file.lines()
                .filter(line -> line.contains(" = "))
                .forEach(line ->
                        settings.put(line.substring(0, line.indexOf(" = ")), line.substring(line.indexOf(" = ") + 3)));
        return settings;
    }
}
