package org.courtbridge.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.courtbridge.benchmarks.nightly.Figure;
import org.courtbridge.court.access.AdminToken;
import org.courtbridge.gateway.Main;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredInventory;
import org.courtbridge.provisioning.inventory.DeviceFile;

/**
 * A whole gateway that tries 1,000 rooms by test calls, which a process of their own stands for, while two more are in a hearing:
 * how long that takes, what comes of it, the gateway's CPU time and heap, and what the rooms in the hearing hear meanwhile.
 */
public final class TestcallsBenchmark {

    private static final int ROOMS = 1_000;
    private static final int IN_HEARING = 2;
    private static final String PASSWORD = "not-guessed-by-anybody-1";
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> devices = new TreeMap<>();

    /** Number of tests by what did not pass in them. */
    private final Map<String, Integer> findings = new TreeMap<>();

    private String base = "";
    private String token = "";

    private TestcallsBenchmark(Path data) {
        this.data = data;
    }

    /** @param arguments how many rooms; without, 1,000. Then how many at once, and for how many seconds each */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rooms = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROOMS;
        int atOnce = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 32;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 12;
        Path data = Files.createTempDirectory("courtbridge-testcalls");
        try {
            new TestcallsBenchmark(data).run(rooms, atOnce, seconds);
        } finally {
            CallLoad.delete(data);
        }
    }

    private void run(int count, int atOnce, int seconds) throws IOException, InterruptedException {
        enrol(count + IN_HEARING);
        int sip = freePort();
        try (LoadProcess gateway = LoadProcess.start(
                Main.class,
                "run",
                "--config",
                configuration(sip, atOnce, seconds).toString())) {
            gateway.await("rasPort");
            gateway.drain();
            base = address();
            token = Files.readString(AdminToken.file(data)).strip();
            try (LoadProcess rooms = rooms(sip, 0, count);
                    LoadProcess hearing = rooms(sip, count, IN_HEARING)) {
                rooms.await("registered");
                rooms.drain();
                hearing.await("registered");
                String id = hearing(count);
                Thread.sleep(CALM);
                double before = gateway.cpuSeconds();
                long begun = System.nanoTime();
                List<String> tests = begin(count);
                Map<String, Integer> outcomes = awaitAll(tests);
                double took = (System.nanoTime() - begun) / 1e9;
                double spent = gateway.cpuSeconds() - before;
                post("/api/v1/hearings/" + id + "/end", "");
                System.out.printf(
                        Locale.ROOT,
                        "testcalls=%d at_once=%d seconds_each=%d took_s=%.0f outcomes=%s gateway_cpu_s=%.0f cores=%.2f warnings=%d%n",
                        tests.size(),
                        atOnce,
                        seconds,
                        took,
                        outcomes,
                        spent,
                        spent / took,
                        gateway.warnings());
                System.out.println("not passed: " + findings);
                Figure.print("took", took, "s");
                Figure.print("cpu", spent / tests.size(), "s/test");
                Figure.print("warnings", gateway.warnings(), "lines");
                outcomes.forEach((outcome, number) ->
                        Figure.print("outcome." + outcome.toLowerCase(Locale.ROOT), number, "tests"));
                for (int room = 0; room < IN_HEARING; room++) {
                    long heard = hearing.await("heard");
                    System.out.printf(
                            Locale.ROOT,
                            "hearing room=%d packets=%d lost=%d longest_gap_ms=%d after_ms=%d%n",
                            room,
                            heard,
                            hearing.value("lost"),
                            hearing.value("gap"),
                            hearing.value("at"));
                    Figure.print("hearing.%d.gap".formatted(room), hearing.value("gap"), "ms");
                    Figure.print("hearing.%d.lost".formatted(room), hearing.value("lost"), "packets");
                }
            }
        } finally {
            client.close();
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            return socket.getLocalPort();
        }
    }

    private static LoadProcess rooms(int sip, int first, int count) throws IOException {
        return LoadProcess.start(
                ReplayingRooms.class,
                Integer.toString(sip),
                PASSWORD,
                Integer.toString(first),
                Integer.toString(count));
    }

    private void enrol(int count) throws IOException {
        StringBuilder rows = new StringBuilder("institution,kind,region,room,name,username\n");
        for (int room = 0; room < count; room++) {
            rows.append("court,COURT,region,room %d,%s,%s%n"
                    .formatted(room, ReplayingRooms.name(room), ReplayingRooms.name(room)));
        }
        InstantSource clock = InstantSource.system();
        try (Database database = Database.embedded(data)) {
            SecretBox box = SecretBox.open(database, MasterKey.keptIn(data));
            StoredDevices stored = new StoredDevices(database, "courtbridge", box, clock);
            new StoredInventory(database, stored, new StoredAudit(database, clock))
                    .addAll(DeviceFile.ofCsv(rows.toString()), () -> PASSWORD);
            stored.all().forEach(device -> devices.put(device.username(), device.id()));
        }
    }

    private Path configuration(int sip, int atOnce, int seconds) throws IOException {
        return Files.writeString(data.resolve("courtbridge.yaml"), """
                data: %s
                network: {bind: 127.0.0.1}
                sip: {port: %d, tls-port: 0}
                h323: {port: 0, ras-port: 0}
                webrtc: {port: 0}
                web: {https-port: 0, device-port: 0, http-port: 0}
                test-calls: {enabled: false, at-once: %d, length: %ds}
                """.formatted(data, sip, atOnce, seconds));
    }

    /** URL of the gateway; waits until the gateway has written it down. */
    private String address() throws IOException, InterruptedException {
        Path file = data.resolve("http-address");
        while (!Files.exists(file) || Files.size(file) == 0) {
            Thread.sleep(LOOK);
        }
        return Files.readString(file).strip();
    }

    /** A hearing in session, with the last rooms in it. @return its id */
    private String hearing(int first) throws IOException, InterruptedException {
        String id = post("/api/v1/hearings", "{\"number\":\"1001\",\"title\":\"In session\"}")
                .path("id")
                .asText();
        post("/api/v1/hearings/" + id + "/start", "");
        for (int room = first; room < first + IN_HEARING; room++) {
            String device = devices.getOrDefault(ReplayingRooms.name(room), "");
            post("/api/v1/hearings/" + id + "/devices", "{\"device\":\"%s\"}".formatted(device));
            post("/api/v1/hearings/" + id + "/parties/device:" + device + "/dial", "");
        }
        return id;
    }

    private List<String> begin(int count) throws IOException, InterruptedException {
        List<String> tests = new ArrayList<>();
        for (int room = 0; room < count; room++) {
            String device = devices.getOrDefault(ReplayingRooms.name(room), "");
            JsonNode begun = post("/api/v1/test-calls", "{\"device\":\"%s\"}".formatted(device));
            tests.add(begun.path("accepted").path(0).path("id").asText());
        }
        return tests;
    }

    /** @return how many tests came to what */
    private Map<String, Integer> awaitAll(List<String> tests) throws IOException, InterruptedException {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (String test : tests) {
            JsonNode now = get("/api/v1/test-calls/" + test + "?wait=20");
            while (!now.path("state").asText().equals("ENDED")) {
                now = get("/api/v1/test-calls/" + test + "?wait=20");
            }
            outcomes.merge(now.path("outcome").asText(), 1, Integer::sum);
            now.path("verdicts").forEach(verdict -> {
                if (!verdict.path("outcome").asText().equals("PASS")) {
                    findings.merge(
                            verdict.path("check").asText() + " "
                                    + verdict.path("outcome").asText(),
                            1,
                            Integer::sum);
                }
            });
        }
        return outcomes;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path)));
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                request.header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(
                    "%s: status %d: %s".formatted(response.request().uri(), response.statusCode(), response.body()));
        }
        return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    }
}
