package org.courtbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statuses, media types and headers of answers, as the gateway describes them, whatever they have in them. */
final class DescribedAnswers {

    private final JsonNode description;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    DescribedAnswers(JsonNode description) {
        this.description = description;
    }

    static DescribedAnswers parse(String description) {
        try {
            return new DescribedAnswers(new ObjectMapper().readTree(description));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Fails if an answer to a described operation is of another kind than those that the description has of it. */
    void check(String method, String path, HttpResponse<?> response) {
        operation(method.equals("HEAD") ? "GET" : method, path)
                .ifPresent(operation -> check(method + " " + path + " " + response.statusCode(), operation, response));
    }

    private void check(String what, JsonNode operation, HttpResponse<?> response) {
        JsonNode responses = operation.path("responses");
        JsonNode described = resolved(responses.path(responses.has(status(response)) ? status(response) : "default"));
        assertThat(described.isMissingNode()).as(what + " is not described").isFalse();
        described.path("headers").fields().forEachRemaining(header -> {
            if (resolved(header.getValue()).path("required").asBoolean()) {
                assertThat(response.headers().firstValue(header.getKey()))
                        .as(what + ": " + header.getKey())
                        .isPresent();
            }
        });
        if (!String.valueOf(response.body()).isEmpty()) {
            assertThat(type(response.headers().firstValue("Content-Type")))
                    .as(what)
                    .isIn(names(described.path("content")));
        }
        JsonNode bodies = resolved(operation.path("requestBody")).path("content");
        Optional<String> sent = response.request().headers().firstValue("Content-Type");
        if (response.statusCode() < 300 && !bodies.isEmpty() && sent.isPresent()) {
            assertThat(type(sent)).as(what + ": of the request").isIn(names(bodies));
        }
    }

    private static String status(HttpResponse<?> response) {
        return String.valueOf(response.statusCode());
    }

    /** Without its parameters, which descriptions leave out. */
    private static String type(Optional<String> header) {
        return header.orElse("").replaceAll(";.*", "").strip();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Every operation, such as {@code GET /api/v1/hearings/{hearing}}. */
    Stream<String> operations() {
        JsonNode paths = description.path("paths");
        return names(paths).stream()
                .flatMap(path -> names(paths.path(path)).stream()
                        .filter(name -> !name.equals("parameters"))
                        .map(name -> name.toUpperCase(Locale.ROOT) + " " + path));
    }

    /** What is described of the path with the fewest parameters that is such a path. */
    private Optional<JsonNode> operation(String method, String path) {
        JsonNode paths = description.path("paths");
        return names(paths).stream()
                .filter(template -> patterns.computeIfAbsent(template, DescribedAnswers::pattern)
                        .matcher(path)
                        .matches())
                .filter(template -> paths.path(template).has(method.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparing(
                        template -> template.chars().filter(c -> c == '{').count()))
                .map(template -> paths.path(template).path(method.toLowerCase(Locale.ROOT)));
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(Stream.of(template.split("/", -1))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .collect(Collectors.joining("/")));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.path("$ref").asText().substring(1)) : node;
    }
}
