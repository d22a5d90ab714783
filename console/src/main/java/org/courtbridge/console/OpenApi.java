package org.courtbridge.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.console.events.EventSocket;
import org.courtbridge.console.hearings.HearingViews;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Json;
import org.courtbridge.console.http.Problem;
import org.courtbridge.console.tests.TestViews;

/**
 * Describes whatever programs ask of the gateway over HTTP (OpenAPI 3.1): the API, from its endpoints and the records that they
 * take and give, and what others have standardised, as openapi.json beside this class says.
 */
final class OpenApi {

    private static final String STANDARDS = "openapi.json";

    private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");
    private static final Set<Class<?>> INTEGERS = Set.of(int.class, long.class, Integer.class, Long.class);
    private static final String SCHEMAS = "#/components/schemas/";

    private final Map<String, Object> schemas = new TreeMap<>();
    private final Map<String, Map<String, Object>> paths;

    private OpenApi(Map<String, Map<String, Object>> paths) {
        this.paths = paths;
    }

    /** A whole description, but for the schemas that it refers to. */
    private record Standards(
            String openapi,
            Map<String, Object> info,
            List<Object> security,
            Map<String, Map<String, Object>> paths,
            Map<String, Object> components) {

        static Standards read() {
            try (InputStream in = OpenApi.class.getResourceAsStream(STANDARDS)) {
                if (in == null) {
                    throw new IllegalStateException("not in the class path: " + STANDARDS);
                }
                return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), Standards.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Map<String, Object> describe(List<Endpoint> endpoints) {
        Standards standards = Standards.read();
        OpenApi api = new OpenApi(standards.paths);
        endpoints.forEach(endpoint -> endpoint.document().ifPresent(document -> api.add(endpoint, document)));
        api.addEvents();
        api.addJoining();
        standards.components.put("schemas", api.schemas);
        return object(
                "openapi",
                standards.openapi,
                "info",
                standards.info,
                "security",
                standards.security,
                "paths",
                api.paths,
                "components",
                standards.components);
    }

    private void add(Endpoint endpoint, Endpoint.Document document) {
        Map<String, Object> operation = object(
                "summary",
                document.summary(),
                "operationId",
                operationId(endpoint),
                "parameters",
                parameters(endpoint),
                "responses",
                responses(document));
        document.body()
                .ifPresent(body -> operation.put(
                        "requestBody",
                        object("required", true, "content", content("application/json", reference(body)))));
        if (endpoint.allowed() instanceof Allowed.Anybody) {
            operation.put("security", List.of());
        }
        if (endpoint.allowed() instanceof Allowed.Roles some) {
            operation.put("x-roles", some.roles());
        }
        Object other = paths.computeIfAbsent(endpoint.path(), _ -> new LinkedHashMap<>())
                .putIfAbsent(endpoint.method().name().toLowerCase(Locale.ROOT), operation);
        if (other != null) {
            throw new IllegalStateException("%s %s: declared twice".formatted(endpoint.method(), endpoint.path()));
        }
    }

    private void addEvents() {
        paths.put(
                EventSocket.PATH,
                object(
                        "get",
                        object(
                                "summary",
                                "WebSocket (RFC 6455): each event as one JSON text message",
                                "description",
                                "Closed with 1013 if the listener is too slow or the past cannot be read now: come"
                                        + " again with the number of the last event received. Closed with 4401 when"
                                        + " the session ends.",
                                "operationId",
                                "events",
                                "parameters",
                                List.of(
                                        query(
                                                "of",
                                                "hearings (as without it), or tests: what becomes of test calls,"
                                                        + " instead",
                                                "string"),
                                        query("hearing", "only events of this hearing", "string"),
                                        query(
                                                "after",
                                                "first what has happened in the hearing after this event",
                                                "integer")),
                                "responses",
                                responses(
                                        101,
                                        "Messages follow",
                                        Optional.of(object(
                                                "oneOf",
                                                List.of(
                                                        reference(HearingViews.HearingChange.class),
                                                        reference(TestViews.TestChange.class))))))));
    }

    private void addJoining() {
        Map<String, Object> joining = object(
                "summary",
                "Exchange a participant's code word for a ticket to the hearing",
                "operationId",
                "join",
                "parameters",
                parameters("/api/v1/join/{code}"),
                "requestBody",
                object("required", true, "content", content("application/json", reference(JoinViews.CodeWord.class))),
                "responses",
                responses(200, "Done", Optional.of(reference(JoinViews.Ticket.class))),
                "security",
                List.of());
        paths.put("/api/v1/join/{code}", object("post", joining));
        paths.put(
                "/api/v1/join/socket",
                object(
                        "get",
                        object(
                                "summary",
                                "WebSocket (RFC 6455) of a participant's page; closed with 4401 if the ticket is not"
                                        + " good",
                                "operationId",
                                "joinSocket",
                                "parameters",
                                List.of(
                                        query(
                                                "ticket",
                                                "for a new call; or a first message"
                                                        + " {\"type\":\"enter\",\"ticket\":\"…\"}",
                                                "string"),
                                        query("resume", "leg of a call whose connection broke off", "string")),
                                "responses",
                                responses(101, "Messages follow", Optional.empty()),
                                "security",
                                List.of())));
    }

    private static String operationId(Endpoint endpoint) {
        String words = endpoint.path().substring("/api/v1/".length()).replaceAll("[{}]", "");
        return endpoint.method().name().toLowerCase(Locale.ROOT) + "-" + words.replace('/', '-');
    }

    private static List<Object> parameters(Endpoint endpoint) {
        List<Object> parameters = parameters(endpoint.path());
        endpoint.query().forEach(one -> parameters.add(query(one.name(), one.description(), one.type())));
        return parameters;
    }

    private static List<Object> parameters(String path) {
        List<Object> parameters = new ArrayList<>();
        Matcher matcher = PARAMETER.matcher(path);
        while (matcher.find()) {
            parameters.add(object(
                    "name", matcher.group(1), "in", "path", "required", true, "schema", object("type", "string")));
        }
        return parameters;
    }

    private static Map<String, Object> query(String name, String description, String type) {
        return object("name", name, "in", "query", "description", description, "schema", object("type", type));
    }

    private Map<String, Object> responses(Endpoint.Document document) {
        Optional<Map<String, Object>> schema = document.answer().map(answer -> {
            Map<String, Object> one = reference(answer);
            return document.list() ? object("type", "array", "items", one) : one;
        });
        Map<String, Object> responses = responses(document.status(), "Done", schema);
        // Nothing is said of what is in a file but its type (OpenAPI 3.1, section 4.8.14.3).
        document.file()
                .ifPresent(type -> responses.put(
                        String.valueOf(document.status()),
                        object("description", "The file", "content", object(type, object()))));
        document.conflict()
                .ifPresent(type -> responses.put(
                        "409",
                        object(
                                "description",
                                "Not done, as something stands against it (RFC 9457)",
                                "content",
                                content("application/problem+json", reference(type)))));
        if (document.cached()) {
            responses.put(
                    "304", object("description", "As it was: If-None-Match names its tag (RFC 9110, section 13.1.2)"));
        }
        return responses;
    }

    private Map<String, Object> responses(int status, String description, Optional<Map<String, Object>> schema) {
        Map<String, Object> success = object("description", description);
        schema.ifPresent(answer -> success.put("content", content("application/json", answer)));
        return object(
                String.valueOf(status),
                success,
                "default",
                object(
                        "description",
                        "Not done, and why (RFC 9457)",
                        "content",
                        content("application/problem+json", reference(Problem.class))));
    }

    private static Map<String, Object> content(String type, Object schema) {
        return object(type, object("schema", schema));
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = type.getSimpleName();
        if (!schemas.containsKey(name)) {
            schemas.put(name, Map.of());
            schemas.put(name, schemaOf(type));
        }
        return object("$ref", SCHEMAS + name);
    }

    private Map<String, Object> schemaOf(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> raw = component.getType();
            if (raw != Optional.class && raw != OptionalDouble.class) {
                required.add(component.getName());
            }
            properties.put(component.getName(), schema(component.getGenericType()));
        }
        Map<String, Object> schema = object("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private Map<String, Object> schema(Type type) {
        return switch (type) {
            case ParameterizedType list
            when Collection.class.isAssignableFrom((Class<?>) list.getRawType()) ->
                object("type", "array", "items", schema(list.getActualTypeArguments()[0]));
            case ParameterizedType optional -> schema(optional.getActualTypeArguments()[0]);
            case Class<?> simple when simple == String.class -> object("type", "string");
            case Class<?> simple when simple == Instant.class -> object("type", "string", "format", "date-time");
            case Class<?> simple when INTEGERS.contains(simple) -> object("type", "integer");
            case Class<?> simple
            when simple == double.class || simple == OptionalDouble.class -> object("type", "number");
            case Class<?> simple when simple == boolean.class || simple == Boolean.class -> object("type", "boolean");
            case Class<?> simple
            when simple.isEnum() ->
                object(
                        "type",
                        "string",
                        "enum",
                        Arrays.stream(simple.getEnumConstants())
                                .map(Object::toString)
                                .toList());
            case Class<?> simple when simple.isRecord() -> reference(simple);
            default -> object("type", "object");
        };
    }

    private static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }
}
