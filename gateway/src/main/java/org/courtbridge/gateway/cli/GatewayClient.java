package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.gateway.access.AdminToken;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command that talks to a gateway, and the talking. */
final class GatewayClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the gateway is (default: ${DEFAULT-VALUE}).")
    private String url = "";

    @Option(
            names = "--token-file",
            description = "File with a token; without it the one that the gateway on this machine keeps in its data.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(names = "--data", defaultValue = "data", description = "Data folder (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--json", description = "Print JSON, as the API gives it.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    JsonNode get(String path) {
        return send("GET", path, "");
    }

    JsonNode post(String path, Map<String, ?> body) {
        try {
            return send("POST", path, MAPPER.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode delete(String path) {
        return send("DELETE", path, "");
    }

    private JsonNode send(String method, String path, String body) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + token())
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = MAPPER.readTree(response.body().isEmpty() ? "{}" : response.body());
            if (response.statusCode() >= 300) {
                throw new CommandFailedException(
                        answer.path("detail").asText("the gateway answered " + response.statusCode()));
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new CommandFailedException("no gateway answers at " + url);
        } catch (IOException e) {
            throw new CommandFailedException("cannot reach the gateway at %s; is it running?".formatted(url));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }

    private String token() {
        Path file = tokenFile.orElseGet(() -> AdminToken.file(data));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailedException("cannot read the token in " + file);
        }
    }

    /** Prints fields of an answer or of each of its elements, or all of it as JSON. */
    int print(JsonNode answer, String... fields) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(answer.toPrettyString());
        } else if (answer.isArray()) {
            answer.forEach(element -> out.println(line(element, fields)));
        } else {
            out.println(line(answer, fields));
        }
        out.flush();
        return 0;
    }

    private static String line(JsonNode element, String... fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            JsonNode value = element.path(field);
            line.append(line.isEmpty() ? "" : "  ").append(value.isValueNode() ? value.asText() : value.toString());
        }
        return line.toString();
    }

    /** A part of a path. */
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
