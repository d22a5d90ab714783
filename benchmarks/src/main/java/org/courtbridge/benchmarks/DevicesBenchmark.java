package org.courtbridge.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.courtbridge.benchmarks.SimulatedFleet.Member;
import org.courtbridge.benchmarks.nightly.Figure;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;
import org.courtbridge.gateway.Main;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.StoredDriverLogins;
import org.courtbridge.gateway.store.StoredInventory;
import org.courtbridge.gateway.store.StoredSessions;
import org.courtbridge.gateway.store.StoredUsers;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.inventory.DeviceFile;
import org.courtbridge.provisioning.inventory.DriverTarget;
import org.courtbridge.provisioning.inventory.Placement;

/**
 * A whole gateway that looks after 10,000 devices of eight families, which a process of their own stands for: how long a round
 * of asking all for their status takes, the gateway's CPU time and heap for it, round after round, and how long the pages of
 * the fleet take meanwhile, from the first octet of the request to the last of the answer.
 */
public final class DevicesBenchmark {

    private static final int DEVICES = 10_000;
    private static final int INSTITUTIONS = 40;
    private static final int ROUNDS = 4;
    private static final int LOADS = 40;
    private static final String TECHNICIAN = "technician";
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** The whole, one state, one court, one device. */
    private static final List<String> PAGES =
            List.of("/fleet", "/fleet?state=REGISTERED", "/fleet?q=court+7", "/fleet?q=device-9999");

    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();
    private String base = "";
    private String session = "";

    private DevicesBenchmark(Path data) {
        this.data = data;
    }

    /** @param arguments how many devices, at least a hundred; without, 10,000. Then how many rounds, at least two; without, four */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("courtbridge-devices");
        try {
            int devices = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEVICES;
            int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
            new DevicesBenchmark(data).run(devices, rounds);
        } finally {
            CallLoad.delete(data);
        }
    }

    private void run(int count, int rounds) throws IOException, InterruptedException {
        try (LoadProcess devices = LoadProcess.start(SimulatedFleet.class, Integer.toString(count))) {
            enrol(SimulatedFleet.members(count, SimulatedFleet.ports(devices)));
            devices.drain();
            try (LoadProcess gateway = LoadProcess.start(
                    Main.class, "run", "--config", configuration().toString())) {
                gateway.await("rasPort");
                gateway.drain();
                measure(gateway, count, rounds);
            }
        } finally {
            client.close();
        }
    }

    private void enrol(List<Member> members) {
        InstantSource clock = InstantSource.system();
        try (Database database = Database.embedded(data)) {
            SecretBox box = SecretBox.open(database, MasterKey.keptIn(data));
            StoredDevices devices = new StoredDevices(database, "courtbridge", box, clock);
            StoredAudit audit = new StoredAudit(database, clock);
            StoredInventory inventory = new StoredInventory(database, devices, audit);
            inventory.addAll(DeviceFile.ofCsv(csv(members)), () -> "not-used");
            StoredDriverLogins logins = new StoredDriverLogins(database, box, audit);
            for (Placement placement : inventory.placements()) {
                logins.set(
                        new Subject(
                                "device",
                                placement.device().id(),
                                placement.device().name()),
                        DriverTarget.of(placement.description()).orElseThrow(),
                        SimulatedFleet.ADMIN);
            }
            StoredUsers users = new StoredUsers(database);
            User user = users.add(TECHNICIAN, TECHNICIAN, Set.of(Role.TECHNICIAN), "once-only-2345");
            users.changePassword(user.id(), "a long enough password");
            session = Sessions.standard(new StoredSessions(database), Runnable::run)
                    .open(users.byLogin(TECHNICIAN).orElseThrow(), clock.instant())
                    .token();
        }
    }

    private static String csv(List<Member> members) {
        StringBuilder rows = new StringBuilder("institution,kind,region,room,name,username,addresses,driver\n");
        for (int i = 0; i < members.size(); i++) {
            int institution = i % INSTITUTIONS;
            rows.append("court %d,COURT,region %d,room %d,device-%d,device-%d,%s,%s\n"
                    .formatted(
                            institution,
                            institution % 5,
                            i,
                            i,
                            i,
                            members.get(i).address(),
                            members.get(i).family()));
        }
        return rows.toString();
    }

    private Path configuration() throws IOException {
        return Files.writeString(data.resolve("courtbridge.yaml"), """
                data: %s
                network: {bind: 127.0.0.1}
                sip: {port: 0, tls-port: 0}
                h323: {port: 0, ras-port: 0}
                webrtc: {port: 0}
                web: {https-port: 0, device-port: 0, http-port: 0}
                fleet: {poll-interval: %ds, allowed-networks: 127.0.0.0/8}
                """.formatted(data, INTERVAL.toSeconds()));
    }

    private void measure(LoadProcess gateway, int count, int rounds) throws IOException, InterruptedException {
        base = address();
        double spent = gateway.cpuSeconds();
        for (int round = 1; round <= rounds; round++) {
            Figures figures = afterRound((long) round * count);
            double now = gateway.cpuSeconds();
            gateway.collect();
            System.out.printf(
                    Locale.ROOT,
                    "devices=%d round=%d seconds=%.1f told=%d failed=%d%s gateway_cpu_s=%.1f heap_after_gc_mb=%.0f%n",
                    count,
                    round,
                    figures.seconds,
                    figures.told,
                    figures.failed,
                    figures.why,
                    now - spent,
                    heap());
            if (round == rounds) {
                Figure.print("round", figures.seconds, "s");
                Figure.print("round.cpu", now - spent, "s");
                Figure.print("failed", figures.failed, "answers");
                Figure.print("heap", heap(), "MiB");
            }
            if (round > 1) {
                PAGES.forEach(this::load);
            }
            spent = gateway.cpuSeconds();
        }
    }

    /** URL of the gateway; waits until the gateway has written it down. */
    private String address() throws IOException, InterruptedException {
        Path file = data.resolve("http-address");
        while (!Files.exists(file) || Files.size(file) == 0) {
            Thread.sleep(LOOK);
        }
        return Files.readString(file).strip();
    }

    /**
     * Of all rounds so far, but for the seconds, which are of the last.
     *
     * @param why those failed that did
     */
    private record Figures(double seconds, long told, long failed, String why) {}

    private Figures afterRound(long answers) throws IOException, InterruptedException {
        while (true) {
            String metrics = get("/metrics");
            long told = (long) metric(metrics, "courtbridge_fleet_answers_total{told=\"yes\"}");
            long failed = (long) metric(metrics, "courtbridge_fleet_answers_total{told=\"no\"}");
            if (told + failed >= answers) {
                return new Figures(metric(metrics, "courtbridge_fleet_round_seconds"), told, failed, why(metrics));
            }
            Thread.sleep(LOOK);
        }
    }

    private static String why(String metrics) {
        return Pattern.compile("^courtbridge_fleet_failures_total\\{fault=\"(\\w+)\"} (\\d+)\\.0$", Pattern.MULTILINE)
                .matcher(metrics)
                .results()
                .filter(line -> !line.group(2).equals("0"))
                .map(line -> " %s=%s".formatted(line.group(1), line.group(2)))
                .collect(Collectors.joining());
    }

    /** MiB in use. */
    private double heap() throws IOException, InterruptedException {
        Matcher line = Pattern.compile("^jvm_memory_used_bytes\\{area=\"heap\".*\\} (\\S+)$", Pattern.MULTILINE)
                .matcher(get("/metrics"));
        double octets = 0;
        while (line.find()) {
            octets += Double.parseDouble(line.group(1));
        }
        return octets / (1 << 20);
    }

    private static double metric(String metrics, String name) {
        Matcher line = Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics);
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    private void load(String path) {
        double[] millis =
                DoubleStream.generate(() -> timed(path)).limit(LOADS).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "page=%s p50_ms=%.0f p95_ms=%.0f most_ms=%.0f%n",
                path,
                millis[LOADS / 2],
                millis[LOADS * 95 / 100],
                Arrays.stream(millis).max().orElseThrow());
        String page = path.substring(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        Figure.print("page.%s.p50".formatted(page), millis[LOADS / 2], "ms");
    }

    private double timed(String path) {
        long before = System.nanoTime();
        try {
            get(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - before) / 1e6;
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Cookie", "session=" + session)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("%s: status %d".formatted(path, response.statusCode()));
        }
        return response.body();
    }
}
