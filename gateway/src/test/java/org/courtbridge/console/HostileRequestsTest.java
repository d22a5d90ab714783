package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Peripheral;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.Tested;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of every route's answers to hostile and mistaken requests. */
class HostileRequestsTest {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static RunningConsole running;
    private static Sessions.Opened user;
    private static JsonNode description;
    private static Map<String, String> known;

    /** Ids of which there is none: nobody has been tested. */
    private static final Map<String, String> UNKNOWN = Map.of("test", "none", "addressee", "none", "responder", "none");

    private record Operation(String method, String path) {

        String at(String id) {
            return path.replaceAll("\\{[a-z]+}", id);
        }

        String atKnown() {
            String at = path;
            for (Map<String, String> ids : List.of(known, UNKNOWN)) {
                for (Map.Entry<String, String> one : ids.entrySet()) {
                    at = at.replace("{" + one.getKey() + "}", one.getValue());
                }
            }
            return at;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        running = new RunningConsole(folder);
        user = running.userWith(EnumSet.allOf(Role.class));
        description = RunningConsole.json(running.send("GET", "/openapi.json", ""));
        String device = RunningConsole.json(running.api("POST", "/devices", "{\"name\":\"Зал\",\"username\":\"room\"}"))
                .path("id")
                .asText();
        String hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"1\",\"title\":\"Іс\"}"))
                .path("id")
                .asText();
        running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + device + "\"}");
        Institution court = Institution.of("Сот", InstitutionKind.COURT, "");
        Room room = Room.of(court.id(), "Зал");
        Peripheral camera = Peripheral.of(room.id(), Peripheral.Kind.CAMERA, "Судья", "", "", "", "", "");
        running.services.inventory().save(court);
        running.services.inventory().save(room);
        running.services.inventory().save(camera);
        Instant begins = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.HOURS);
        String booking = RunningConsole.json(running.api(
                        "POST",
                        "/hearings/" + hearing + "/bookings",
                        "{\"from\":\"%s\",\"to\":\"%s\",\"rooms\":[\"%s\"]}"
                                .formatted(begins, begins.plus(Duration.ofHours(1)), room.id())))
                .path("id")
                .asText();
        String run = RunningConsole.json(
                        running.api("POST", "/configurations/push", "{\"devices\":[\"" + device + "\"]}"))
                .path("id")
                .asText();
        running.faults.keep(new Fault(
                "fault",
                new Tested.Place.Room(device, "Зал"),
                Optional.empty(),
                Set.of(Check.HUM),
                Set.of(Check.HUM),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Optional.empty(),
                Optional.empty()));
        known = new HashMap<>(Map.of(
                "run",
                run,
                "hearing",
                hearing,
                "party",
                "device:" + device,
                "device",
                device,
                "user",
                user.session().userId(),
                "institution",
                court.id(),
                "room",
                room.id(),
                "peripheral",
                camera.id(),
                "subject",
                device,
                "item",
                camera.id()));
        known.put("fault", "fault");
        known.put("booking", booking);
        known.put("code", link(hearing));
        known.put("application", application(court));
    }

    /** @return the code in a participant's link */
    private static String link(String hearing) throws Exception {
        HttpResponse<String> made = running.api(
                "POST", "/hearings/" + hearing + "/participants", "{\"name\":\"Ли\",\"codeWord\":\"сова\"}");
        return RunningConsole.json(made).path("link").asText().replaceAll(".*/", "");
    }

    /** @return id of a draft */
    private static String application(Institution court) throws Exception {
        String contact = "{'name':'Әлия','telephone':'+7 7172 71-00-00','email':'a@sud.example'}";
        String form =
                "{'caseNumber':'1','action':'допрос','participants':[{'name':'Ұлан','status':'куәгер','means':'PERSONAL'}],"
                        + "'at':'" + LocalDate.now().plusDays(60) + "T10:00','clerk':" + contact + ",'organiser':"
                        + contact + ",'presidingJudge':'Төраға'}";
        String draft = "{'court':'" + court.id() + "','form':" + form + "}";
        HttpResponse<String> response = running.api("POST", "/applications", draft.replace('\'', '"'));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return RunningConsole.json(response).path("id").asText();
    }

    @AfterAll
    static void stop() throws Exception {
        running.close();
    }

    static Stream<Operation> operations() {
        return running.described.operations().stream()
                .map(operation -> new Operation(operation.getHttpMethod().name(), operation.getOpenAPIPath()))
                .filter(operation -> operation.path.startsWith("/api/") && isHere(operation));
    }

    /** Others are mounted beside the console, which is alone here. */
    private static boolean isHere(Operation operation) {
        return running.server.router().getRoutes().stream()
                .anyMatch(route ->
                        operation.path.replaceAll("\\{([a-z]+)}", ":$1").equals(route.getPath()));
    }

    static Stream<Operation> withIds() {
        return operations().filter(operation -> operation.path.contains("{"));
    }

    static Stream<Operation> withBody() {
        return operations().filter(operation -> !schema(operation).isMissingNode());
    }

    static Stream<Operation> pages() {
        return running.console.endpoints().stream()
                .filter(endpoint -> !endpoint.isApi())
                .map(endpoint -> new Operation(endpoint.method().name(), endpoint.path()));
    }

    private static HttpResponse<String> send(Operation operation, String path, byte[] body, String type)
            throws Exception {
        return running.send(
                operation.method, path, body, "Content-Type", type, "Authorization", "Bearer " + user.token());
    }

    private static JsonNode schema(Operation operation) {
        JsonNode reference = description
                .path("paths")
                .path(operation.path)
                .path(operation.method.toLowerCase(Locale.ROOT))
                .path("requestBody")
                .path("content")
                .path(JSON)
                .path("schema");
        return reference.isMissingNode() ? reference : resolved(reference);
    }

    private static JsonNode resolved(JsonNode reference) {
        return description
                .path("components")
                .path("schemas")
                .path(reference.path("$ref").asText().replaceAll(".*/", ""));
    }

    /** A document of the described form, with a text wherever it has one. */
    private static byte[] sample(Operation operation, String text) throws Exception {
        ObjectNode sample = MAPPER.createObjectNode();
        schema(operation).path("properties").fields().forEachRemaining(property -> {
            JsonNode schema = property.getValue();
            switch (schema.path("type").asText()) {
                case "boolean" -> sample.put(property.getKey(), true);
                case "array" ->
                    sample.set(
                            property.getKey(),
                            new ArrayNode(MAPPER.getNodeFactory())
                                    .add(schema.path("items")
                                            .path("enum")
                                            .path(0)
                                            .asText()));
                default -> sample.put(property.getKey(), text);
            }
        });
        return MAPPER.writeValueAsBytes(sample);
    }

    @ParameterizedTest
    @MethodSource("withIds")
    void whatIsNotThereIsNotFound(Operation operation) throws Exception {
        assertThat(send(operation, operation.at("none"), sample(operation, "x"), JSON)
                        .statusCode())
                .as("%s", operation)
                .isEqualTo(404);
        if (operation.path.contains("{party}")) {
            String path = operation.path.replace("{hearing}", known.getOrDefault("hearing", ""));
            assertThat(send(operation, path.replace("{party}", "device:none"), new byte[0], JSON)
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @MethodSource("withIds")
    void idsThatCannotBeAreRefused(Operation operation) throws Exception {
        for (String id : List.of(
                "..%2F..%2Fetc%2Fpasswd", "%2E%2E", "%00", "%FF%FE", "%E2%80%AE", "a".repeat(3_000), "%7B%7B", "'--")) {
            assertThat(send(operation, operation.at(id), sample(operation, "x"), JSON)
                            .statusCode())
                    .as(id)
                    .isIn(400, 404, 405);
        }
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void brokenBodiesAreRefused(Operation operation) throws Exception {
        String path = operation.atKnown();
        byte[] good = sample(operation, "x");
        assertThat(send(operation, path, good, "text/plain").statusCode()).isEqualTo(415);
        assertThat(send(operation, path, good, FORM).statusCode()).isEqualTo(415);
        assertThat(send(operation, path, good, "multipart/form-data").statusCode())
                .isIn(400, 415);
        int tooLong = path.equals("/api/v1/inventory/import") ? 5_000_000 : 100_000;
        assertThat(send(operation, path, ("\"" + "x".repeat(tooLong) + "\"").getBytes(StandardCharsets.UTF_8), JSON)
                        .statusCode())
                .isEqualTo(413);
        for (String body :
                List.of("{", "[]", "null", "7", "\"x\"", "{\"colour\":1}", "{\"colour\":" + "[".repeat(5000))) {
            assertThat(send(operation, path, body.getBytes(StandardCharsets.UTF_8), JSON)
                            .statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        String accented = new String(sample(operation, "é"), StandardCharsets.UTF_8);
        if (!accented.contains("é")) {
            return;
        }
        byte[] latin = accented.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(send(operation, path, latin, JSON).statusCode())
                .as("Latin 1")
                .isEqualTo(400);
        for (String text : List.of("a\0b", "a\nb", "\u202Eabc", "x".repeat(2_000))) {
            assertThat(send(operation, path, sample(operation, text), JSON).statusCode())
                    .as(text)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void otherMethodsAreNotAllowed(Operation operation) throws Exception {
        JsonNode methods = description.path("paths").path(operation.path);
        String path = operation.at("none");
        for (String method : METHODS) {
            if (!methods.has(method.toLowerCase(Locale.ROOT))) {
                HttpResponse<String> response =
                        running.send(method, path, "", "Authorization", "Bearer " + user.token());
                assertThat(response.statusCode()).as(method).isEqualTo(405);
                assertThat(response.headers().firstValue("Allow").orElse("").split(", "))
                        .contains(operation.method)
                        .doesNotContain(method);
            }
        }
        HttpResponse<String> options = running.send("OPTIONS", path, "");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow").orElse("")).contains(operation.method);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void foreignPagesAreRefused(Operation operation) throws Exception {
        if (operation.method.equals("GET")) {
            return;
        }
        String cookie = "session=" + user.token();
        assertThat(running.send(operation.method, operation.at("none"), "{}", "Cookie", cookie)
                        .statusCode())
                .isEqualTo(403);
        assertThat(running.send(
                                operation.method,
                                operation.at("none"),
                                "{}",
                                "Cookie",
                                cookie,
                                "X-CSRF-Token",
                                user.session().csrf(),
                                "Origin",
                                "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void readingIgnoresWhatIsSentAlong(Operation operation) throws Exception {
        if (!operation.method.equals("GET")) {
            return;
        }
        String path = operation.atKnown();
        int plain = send(operation, path, new byte[0], JSON).statusCode();
        assertThat(plain).isIn(path.endsWith("/none") ? List.of(404) : List.of(200, 400));
        for (String type : List.of(FORM, "multipart/form-data", "multipart/form-data; boundary=x", "nonsense")) {
            assertThat(send(operation, path, "a=b".getBytes(StandardCharsets.UTF_8), type)
                            .statusCode())
                    .as(type)
                    .isEqualTo(plain);
        }
        if (plain == 200) {
            assertThat(heads(path)).contains("HTTP/1.1 200").endsWith("\r\n\r\n");
        }
    }

    /** All that comes back for HEAD, to the end of the connection. */
    private static String heads(String path) throws Exception {
        URI base = URI.create(running.base);
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            String request = "HEAD %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                    .formatted(path, base.getAuthority(), user.token());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pagesStandItToo(Operation page) throws Exception {
        List<String> wrong = new ArrayList<>();
        String cookie = "session=" + user.token();
        String csrf = user.session().csrf();
        int plain = running.send(page.method, page.at("none"), "", "Cookie", cookie, "X-CSRF-Token", csrf)
                .statusCode();
        for (String type : List.of(FORM, "multipart/form-data", "multipart/form-data; boundary=x", JSON)) {
            for (String body : List.of("name=%FF", "login=%00&name=%00&number=%00", "name=\u202Ex", "{", "--x\r\n")) {
                int status = running.send(
                                page.method,
                                page.at("none"),
                                body,
                                "Content-Type",
                                type,
                                "Cookie",
                                cookie,
                                "X-CSRF-Token",
                                csrf)
                        .statusCode();
                if (page.method.equals("GET") ? status != plain : status >= 500) {
                    wrong.add(type + " " + body + ": " + status);
                }
            }
        }
        for (String id : List.of("%00", "%FF", "..%2F..", "'--")) {
            int status = running.send(page.method, page.at(id), "", "Cookie", cookie, "X-CSRF-Token", csrf)
                    .statusCode();
            if (status >= 500) {
                wrong.add(id + ": " + status);
            }
        }
        assertThat(wrong).isEmpty();
        if (page.path.equals("/logout")) {
            user = running.userWith(EnumSet.allOf(Role.class));
        }
    }

    @Test
    void aWishForAnotherProtocolInClearIsPassedOver() throws Exception {
        HttpRequest wish = HttpRequest.newBuilder(URI.create(running.base + "/healthz"))
                .version(HttpClient.Version.HTTP_2)
                .build();
        HttpResponse<String> answer = running.client.send(wish, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void pathsLeadNowhereElse() throws Exception {
        for (String path : List.of(
                "/assets/..%2F..%2Fetc/passwd",
                "/assets/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..;/style.css",
                "//etc/passwd",
                "/assets/style.css%00.js")) {
            assertThat(running.send("GET", path, "").statusCode()).as(path).isIn(400, 404);
        }
        assertThat(running.send("DELETE", "/assets/style.css", "").headers().firstValue("Allow"))
                .contains("GET, HEAD, OPTIONS");
        assertThat(running.send("DELETE", "/nothing", "").statusCode()).isEqualTo(404);
        assertThat(running.send(HttpMethod.OPTIONS.name(), "/nothing", "").statusCode())
                .isEqualTo(404);
    }
}
