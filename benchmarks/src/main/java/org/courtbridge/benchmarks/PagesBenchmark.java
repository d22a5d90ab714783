package org.courtbridge.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.benchmarks.nightly.Figure;
import org.courtbridge.court.access.Role;
import org.courtbridge.gateway.Main;

/**
 * A whole gateway with 5,000 applications, 2,000 hearings, and 500 rooms with a device each, which a reader of each role asks for every
 * page of the console: how long it takes from the request to the last octet of the answer, and how large it is, of the role for which it
 * takes longest. Ends with 1 if a page takes more than 150 ms at the 95th percentile, or has more than 200 kB.
 */
public final class PagesBenchmark {

    private static final int APPLICATIONS = 5_000;
    private static final int HEARINGS = 2_000;
    private static final int ROOMS = 500;
    private static final int REQUESTS = 100;
    /** So that no page is measured while its code is interpreted: a gateway runs for months. */
    private static final int WARM_UP = 30;

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Path TABLE = Path.of("docs/roles.md");

    /** Of pages that show more with a query than without. */
    private static final List<String> WITH_QUERY = List.of(
            "/schedule",
            "/schedule?view=week",
            "/schedule?view=week&of=DEVICE",
            "/schedule?view=week&of=PERSON",
            "/schedule?page=20",
            "/our-rooms?page=20&sort=-room",
            "/hearings?page=20&sort=-title",
            "/hearings?q=77",
            "/applications?q=77",
            "/devices?page=5",
            "/devices?sort=-name",
            "/readiness?page=5",
            "/search?q=77",
            "/audit?page=20");

    private final Path data;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<PageFigures> measured = new ArrayList<>();

    /** Routes, and why they were not measured. */
    private final List<String> leftOut = new ArrayList<>();

    private String base = "";

    private PagesBenchmark(Path data) {
        this.data = data;
    }

    /** @param arguments how many requests of each page for each role, at least 20; without, 100. Then how many applications, hearings and rooms */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int requests = number(arguments, 0, REQUESTS);
        BusyCourt.Size size = new BusyCourt.Size(
                number(arguments, 1, APPLICATIONS), number(arguments, 2, HEARINGS), number(arguments, 3, ROOMS));
        Path data = Files.createTempDirectory("courtbridge-pages");
        boolean kept;
        try {
            kept = new PagesBenchmark(data).run(size, requests);
        } finally {
            CallLoad.delete(data);
        }
        System.exit(kept ? 0 : 1);
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    /** As the name of a user, and in what is printed. */
    static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private boolean run(BusyCourt.Size size, int requests) throws IOException, InterruptedException {
        BusyCourt.Filled filled = BusyCourt.fill(data, size);
        try (LoadProcess gateway =
                LoadProcess.start(Main.class, "run", "--config", configuration().toString())) {
            gateway.await("rasPort");
            gateway.drain();
            base = address();
            List<String> paths = paths(filled.ids());
            Map<String, List<Role>> readers = new HashMap<>();
            for (String path : paths) {
                readers.put(path, readers(path, filled.sessions()));
            }
            for (String path : paths) {
                measure(path, readers.getOrDefault(path, List.of()), filled.sessions(), requests);
            }
            return summary(size, requests, gateway.warnings());
        } finally {
            client.close();
        }
    }

    private Path configuration() throws IOException {
        return Files.writeString(data.resolve("courtbridge.yaml"), """
                data: %s
                network: {bind: 127.0.0.1}
                sip: {port: 0, tls-port: 0}
                h323: {port: 0, ras-port: 0}
                webrtc: {port: 0}
                web: {https-port: 0, device-port: 0, http-port: 0, zone: Asia/Almaty}
                public-list: {enabled: true}
                test-calls: {enabled: false}
                """.formatted(data));
    }

    /** URL of the gateway; waits until the gateway has written it down. */
    private String address() throws IOException, InterruptedException {
        Path file = data.resolve("http-address");
        while (!Files.exists(file) || Files.size(file) == 0) {
            Thread.sleep(LOOK);
        }
        return Files.readString(file).strip();
    }

    private List<String> paths(Map<String, String> ids) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String route : PageRoutes.read(TABLE)) {
            Optional<String> path = PageRoutes.filled(route, ids);
            path.ifPresentOrElse(paths::add, () -> leftOut.add(route + " (no such id)"));
        }
        return Stream.concat(paths.stream(), WITH_QUERY.stream()).distinct().toList();
    }

    /** Those for whom it is a page. Each asks a few times, so that the gateway is warm when it is measured. */
    private List<Role> readers(String path, Map<Role, String> sessions) throws IOException, InterruptedException {
        List<Role> readers = new ArrayList<>();
        String otherwise = "";
        for (Role role : Role.values()) {
            HttpResponse<byte[]> answer = get(path, sessions.getOrDefault(role, ""));
            if (isPage(answer)) {
                readers.add(role);
                for (int i = 0; i < WARM_UP; i++) {
                    get(path, sessions.getOrDefault(role, ""));
                }
            } else if (answer.statusCode() != 403) {
                otherwise = answer.statusCode() + " "
                        + answer.headers().firstValue("Content-Type").orElse("");
            }
        }
        if (readers.isEmpty()) {
            leftOut.add("%s (%s)".formatted(path, otherwise.strip()));
        }
        return readers;
    }

    private static boolean isPage(HttpResponse<byte[]> answer) {
        return answer.statusCode() == 200
                && answer.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.startsWith("text/html"))
                        .isPresent();
    }

    private void measure(String path, List<Role> readers, Map<Role, String> sessions, int requests)
            throws IOException, InterruptedException {
        List<PageFigures> ofRoles = new ArrayList<>();
        for (Role role : readers) {
            double[] millis = new double[requests];
            int octets = 0;
            for (int i = 0; i < requests; i++) {
                long before = System.nanoTime();
                HttpResponse<byte[]> answer = get(path, sessions.getOrDefault(role, ""));
                millis[i] = (System.nanoTime() - before) / 1e6;
                if (!isPage(answer)) {
                    throw new IOException("%s: status %d".formatted(path, answer.statusCode()));
                }
                octets = Math.max(octets, answer.body().length);
            }
            ofRoles.add(PageFigures.of(path, name(role), millis, octets));
        }
        PageFigures.worst(ofRoles).ifPresent(worst -> {
            measured.add(worst);
            System.out.println(worst);
        });
    }

    /** Prints it. @return whether all pages are quick and small enough */
    private boolean summary(BusyCourt.Size size, int requests, long warnings) {
        List<PageFigures> bad = measured.stream()
                .filter(page -> page.isSlow() || page.isLarge())
                .toList();
        leftOut.forEach(one -> System.out.println("left out: " + one));
        System.out.printf(
                Locale.ROOT,
                "pages=%d left_out=%d requests_each=%d applications=%d hearings=%d rooms=%d processors=%d warnings=%d%n",
                measured.size(),
                leftOut.size(),
                requests,
                size.applications(),
                size.hearings(),
                size.rooms(),
                Runtime.getRuntime().availableProcessors(),
                warnings);
        bad.forEach(page -> System.out.println("above the limits: " + page));
        Figure.print("pages", measured.size(), "pages");
        Figure.print("left-out", leftOut.size(), "routes");
        Figure.print("above", bad.size(), "pages");
        measured.stream()
                .max(Comparator.comparingDouble(PageFigures::slowMillis))
                .ifPresent(slowest -> Figure.print("slowest.p95", slowest.slowMillis(), "ms"));
        measured.stream()
                .max(Comparator.comparingInt(PageFigures::octets))
                .ifPresent(largest -> Figure.print("largest", largest.octets() / 1000.0, "kB"));
        double[] medians = measured.stream()
                .mapToDouble(PageFigures::medianMillis)
                .sorted()
                .toArray();
        Figure.print("usual.p50", medians[medians.length / 2], "ms");
        return bad.isEmpty() && !measured.isEmpty();
    }

    private HttpResponse<byte[]> get(String path, String session) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Cookie", "session=" + session)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
