package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.courtbridge.court.access.AdminToken;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of every command that talks to a gateway, and the talking. */
final class GatewayClient {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Option(names = "--url", description = "Where the gateway is; without it, what the gateway left in its data.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--token-file",
            description = "File with a token; without it the one that the gateway on this machine keeps in its data.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--data",
            defaultValue = "${env:COURTBRIDGE_DATA:-data}",
            description = "Data folder of the gateway (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--json", description = "Print JSON, as the API gives it.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    JsonNode get(String path) {
        return send("GET", path, "", PATIENCE);
    }

    JsonNode post(String path, Map<String, ?> body) {
        return post(path, body, PATIENCE);
    }

    /** @param patience until the answer */
    JsonNode post(String path, Map<String, ?> body, Duration patience) {
        try {
            return send("POST", path, MAPPER.writeValueAsString(body), patience);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode delete(String path) {
        return send("DELETE", path, "", PATIENCE);
    }

    private JsonNode send(String method, String path, String body, Duration patience) {
        String gateway = url.orElseGet(() -> LocalGateway.url(data));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(address(gateway, path))
                    .timeout(patience)
                    .header("Authorization", "Bearer " + token())
                    .header("Content-Type", "application/json")
                    .header("Accept-Language", "en")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 401) {
                throw new CommandFailedException(
                        "the gateway at %s does not accept the token in %s: it is of another gateway or an earlier start"
                                .formatted(gateway, tokenFile()));
            }
            JsonNode answer = MAPPER.readTree(response.body().isEmpty() ? "{}" : response.body());
            if (response.statusCode() >= 300) {
                throw new CommandFailedException(
                        answer.path("detail").asText("the gateway answered " + response.statusCode()));
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new CommandFailedException("what answers at %s is not a gateway".formatted(gateway));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "no gateway answers at %s; start it with ./courtbridge run".formatted(gateway));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted");
        }
    }

    private static URI address(String gateway, String path) {
        try {
            URI address = new URI(gateway + "/api/v1" + path);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw new CommandFailedException("--url: %s (expected: such as http://127.0.0.1:8080)".formatted(gateway));
    }

    private Path tokenFile() {
        return tokenFile.orElseGet(() -> AdminToken.file(data));
    }

    private String token() {
        Path file = tokenFile();
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new CommandFailedException(
                    "there is no %s: is the gateway running, and is this its folder (--data)?".formatted(file));
        } catch (IOException e) {
            throw new CommandFailedException("cannot read the token in %s: %s".formatted(file, e.getMessage()));
        }
    }

    /**
     * Finds one of several elements by its id, or by the name that a person calls it.
     *
     * @param id field that has the id
     * @param name field that has the name
     * @return the id
     */
    String find(JsonNode all, String wanted, String id, String name) {
        for (JsonNode one : all) {
            if (one.path(id).asText().equals(wanted)) {
                return wanted;
            }
        }
        List<String> found = new ArrayList<>();
        for (JsonNode one : all) {
            if (one.path(name).asText().equalsIgnoreCase(wanted)) {
                found.add(one.path(id).asText());
            }
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new CommandFailedException(
                found.isEmpty()
                        ? "there is no %s".formatted(wanted)
                        : "%s is the name of %d; say which: %s".formatted(wanted, found.size(), found));
    }

    /** Prints fields of an answer or of each of its elements, or all of it as JSON. */
    int print(JsonNode answer, String... fields) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(answer.toPrettyString());
        } else if (answer.isArray()) {
            columns(out, answer, fields);
        } else if (fields.length == 0) {
            out.println("done");
        } else {
            for (String field : fields) {
                out.println(field + ": " + text(answer.path(field)));
            }
        }
        out.flush();
        return 0;
    }

    /** Prints what is no answer, such as progress; nothing where answers are printed as JSON. */
    void remark(String text) {
        if (!json) {
            PrintWriter out = command.commandLine().getOut();
            out.println(text);
            out.flush();
        }
    }

    /** Whether answers are printed as the API gives them. */
    boolean printsJson() {
        return json;
    }

    /** Prints what JSON has printed already. */
    int printMore(JsonNode elements, String... fields) {
        return json ? 0 : print(elements, fields);
    }

    private static void columns(PrintWriter out, JsonNode rows, String... fields) {
        int[] widths = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
            widths[i] = fields[i].length();
            for (JsonNode row : rows) {
                widths[i] = Math.max(widths[i], text(row.path(fields[i])).length());
            }
        }
        out.println(line(widths, i -> fields[i]));
        for (JsonNode row : rows) {
            out.println(line(widths, i -> text(row.path(fields[i]))));
        }
    }

    private static String line(int[] widths, IntFunction<String> cell) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = cell.apply(i);
            line.append(text).append(" ".repeat(widths[i] - text.length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(text(element)));
            return String.join(",", elements);
        }
        return value.isMissingNode() || value.isNull() ? "-" : value.isValueNode() ? value.asText() : value.toString();
    }

    /** A part of a path. */
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
