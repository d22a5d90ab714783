package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.Location;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.events.EventSocket;
import org.courtbridge.console.http.WebServer;
import org.courtbridge.console.join.JoinRoutes;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.WebRtcPort;
import org.courtbridge.media.transport.WebRtcPortConfig;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.signalling.bfcp.BfcpTls;
import org.courtbridge.signalling.webrtc.BrowserConfig;
import org.courtbridge.signalling.webrtc.BrowserEndpoint;
import org.courtbridge.signalling.webrtc.EchoingConferences;
import org.courtbridge.signalling.webrtc.EchoingTests;
import org.courtbridge.signalling.webrtc.TurnServers;
import org.courtbridge.signalling.webrtc.WhipEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the router has, the description has, and the other way round. What is for people with browsers alone is known by what it
 * answers: a page, the way to one, or a file that pages refer to. That nobody else has routes a rule holds of BordersTest.
 */
class DescribedRoutesTest {

    /** Those that a route without any takes. */
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private static final String PAGE = "text/html";

    /** Of what pages are made of besides text. */
    private static final Pattern PART = Pattern.compile("text/css|text/javascript|image/.*|font/.*");

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"(/[^\"#?]*)");

    private static final Set<String> SOCKETS = Set.of(EventSocket.PATH, "/api/v1/join/socket");

    @TempDir
    private static Path folder;

    private static final MediaLoops LOOPS = MediaLoops.start(1);
    private static final WebRtcPort PORT = WebRtcPort.open(
            new WebRtcPortConfig(new InetSocketAddress("127.0.0.1", 0), List.of()),
            LOOPS,
            DtlsCertificate.generate(),
            new InternalErrors(InstantSource.system()));
    private static final EchoingConferences CONFERENCES = new EchoingConferences();
    private static final BrowserEndpoint BROWSERS =
            new BrowserEndpoint(CONFERENCES, new EchoingTests(), PORT, BrowserConfig.defaults());

    private static RunningConsole running;

    /** @param path with parameters as {@code {name}}, or what the path begins with */
    private record Routed(String method, String path, boolean whole, boolean anyMethod) {

        /** Whether such a described operation comes here. */
        boolean takes(String operation) {
            String described = operation.substring(operation.indexOf(' ') + 1);
            return operation.startsWith(method + " ")
                    && (whole ? anonymous(described).equals(anonymous(path)) : described.startsWith(path));
        }

        /** As nothing is called. */
        String example() {
            return whole ? path.replaceAll("\\{[A-Za-z]+}", "none") : path + "none";
        }

        private static String anonymous(String template) {
            return template.replaceAll("\\{[A-Za-z]+}", "{}");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        running = new RunningConsole(folder, Set.of(), Optional.empty(), 0, DescribedRoutesTest::mountJoining);
    }

    private static void mountJoining(WebServer server, Services services) {
        new JoinRoutes(
                        server.vertx(),
                        services.hearings().participants(),
                        services.hearings().guesses(),
                        BROWSERS,
                        new WhipEndpoint(CONFERENCES, PORT),
                        TurnServers.NONE,
                        Set.of())
                .mount(server.router());
    }

    @AfterAll
    static void stop() throws Exception {
        running.close();
        BROWSERS.close();
        PORT.close();
        LOOPS.close();
    }

    private static List<Routed> routes() {
        return routes(running.server.router(), "").toList();
    }

    private static Stream<Routed> routes(Router router, String before) {
        return router.getRoutes().stream().flatMap(route -> {
            if (route.getSubRouter() != null) {
                return routes(route.getSubRouter(), before + route.getPath());
            }
            // What every request goes through has no path.
            return route.getPath() == null ? Stream.empty() : routed(route, before);
        });
    }

    private static Stream<Routed> routed(Route route, String before) {
        boolean whole = route.isExactPath();
        String path = before + route.getPath().replaceAll(":([A-Za-z]+)", "{$1}");
        Set<String> methods = route.methods() == null
                ? METHODS
                : route.methods().stream().map(HttpMethod::name).collect(Collectors.toSet());
        return methods.stream()
                // As GET, without the body (RFC 9110, section 9.3.2).
                .filter(method -> !method.equals("HEAD") || !methods.contains("GET"))
                .map(method -> new Routed(
                        method, whole || path.endsWith("/") ? path : path + "/", whole, route.methods() == null));
    }

    private static HttpResponse<String> sent(Routed route) throws Exception {
        return running.send(route.method, route.example(), "");
    }

    private static String type(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    }

    /** A page, or where one is. */
    private static boolean isForPeople(HttpResponse<String> response) {
        return type(response).equals(PAGE)
                || response.statusCode() / 100 == 3
                        && response.headers().firstValue("Location").isPresent();
    }

    /** Those of anybody's pages, and of the front page of whoever may do everything. */
    private static Set<String> references(List<HttpResponse<String>> answers) throws Exception {
        Sessions.Opened somebody = running.userWith(EnumSet.allOf(Role.class));
        Set<String> references = new HashSet<>();
        Stream.concat(answers.stream(), Stream.of(running.page(somebody, "/hearings")))
                .filter(answer -> type(answer).equals(PAGE))
                .forEach(page ->
                        REFERENCE.matcher(page.body()).results().forEach(found -> references.add(found.group(1))));
        return references;
    }

    private static boolean isPartOfAPage(Routed route, Set<String> references) throws Exception {
        Pattern path = Pattern.compile(Stream.of(route.path.split("/", -1))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining("/")));
        List<String> files = references.stream().filter(path.asMatchPredicate()).toList();
        for (String file : files) {
            if (!PART.matcher(type(running.send("GET", file, ""))).matches()) {
                return false;
            }
        }
        return route.method.equals("GET") && !files.isEmpty();
    }

    @Test
    void whatIsRoutedIsDescribedUnlessABrowserShowsIt() throws Exception {
        List<String> described = running.described.answers().operations().toList();
        List<Routed> others = new ArrayList<>();
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Routed route : routes()) {
            if (described.stream().anyMatch(route::takes)) {
                continue;
            }
            HttpResponse<String> answer = sent(route);
            boolean nothing = route.anyMethod && Set.of(404, 405).contains(answer.statusCode());
            if (isForPeople(answer)) {
                answers.add(answer);
            } else if (!nothing) {
                others.add(route);
            }
        }
        assertThat(answers).as("pages").hasSizeGreaterThan(100);
        Set<String> references = references(answers);
        Set<String> unknown = new TreeSet<>();
        for (Routed route : others) {
            if (!isPartOfAPage(route, references)) {
                unknown.add(route.method + " " + route.path);
            }
        }
        assertThat(unknown).as("neither described nor for browsers").isEmpty();
    }

    @Test
    void whatIsDescribedIsRouted() {
        List<Routed> routes = routes();
        assertThat(running.described.answers().operations())
                .hasSizeGreaterThan(100)
                .allSatisfy(operation -> assertThat(routes).as(operation).anyMatch(route -> route.takes(operation)));
    }

    /** An operation and one of its parameters. */
    private record Asked(String method, String path, String parameter) {}

    private static List<Asked> queries() {
        return running.described.operations().stream()
                // WebSockets read theirs in a handshake.
                .filter(operation -> !SOCKETS.contains(operation.getOpenAPIPath()))
                .flatMap(operation -> operation.getParameters().stream()
                        .filter(parameter -> parameter.getIn() == Location.QUERY)
                        .map(parameter -> new Asked(
                                operation.getHttpMethod().name(), operation.getOpenAPIPath(), parameter.getName())))
                .toList();
    }

    /** A parameter that is read is refused if it has a character that no text has; one that is not described is never read ({@code Call}). */
    @Test
    void whatIsDescribedOfAQueryIsRead() throws Exception {
        List<Asked> queries = queries();
        assertThat(queries).hasSizeGreaterThan(20);
        for (Asked asked : queries) {
            String path = asked.path.replaceAll("\\{[a-z]+}", "none");
            HttpResponse<String> answer = running.send(
                    asked.method,
                    path + "?" + asked.parameter + "=%00",
                    "{}",
                    "Authorization",
                    "Bearer " + running.adminToken);
            assertThat(answer.statusCode()).as("%s", asked).isEqualTo(400);
            if (answer.headers().firstValue("Content-Type").orElse("").startsWith(PAGE)) {
                // A page says in its reader's words that something is wrong, and of no parameter.
                assertThat(running.send(asked.method, path, "").statusCode())
                        .as("%s without it", asked)
                        .isEqualTo(200);
            } else {
                assertThat(answer.body()).as("%s", asked).contains(asked.parameter + ": U+0000");
            }
        }
    }

    @Test
    void everyPortHasTheSame() throws Exception {
        String here = running.send("GET", "/openapi.json", "").body();
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(BfcpTls.context()).build()) {
            for (int port : List.of(running.server.httpsPort(), running.server.devicePort())) {
                URI there = URI.create("https://127.0.0.1:%d/openapi.json".formatted(port));
                assertThat(client.send(HttpRequest.newBuilder(there).build(), BodyHandlers.ofString())
                                .body())
                        .isEqualTo(here);
            }
        }
    }
}
