package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
import java.util.stream.Collectors;
import org.courtbridge.hearings.Layout;

/** Somebody at the machine itself, who may do everything, at the REST API. */
final class AdminClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path dataFolder;

    AdminClient(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    JsonNode get(String path) throws Exception {
        return send(path, "GET", HttpRequest.BodyPublishers.noBody());
    }

    JsonNode post(String path, Map<String, ?> body) throws Exception {
        return send(path, "POST", HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    /** Fills in a page's form. @param path of the page */
    void fillIn(String path, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(GatewayProcess.LOCAL_ORIGIN + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 303) {
            throw new AssertionError("POST " + path + ": " + response.statusCode() + " " + response.body());
        }
    }

    /**
     * @param path of a hearing, or of a party in it
     * @param layout empty for a party's that is to be as the hearing's
     */
    void chooseLayout(String path, Optional<Layout> layout) throws Exception {
        post(
                path + "/layout",
                layout.<Map<String, ?>>map(one -> Map.of("layout", one.name())).orElse(Map.of()));
    }

    /** Another one after each start of the gateway. */
    private String token() throws IOException {
        return Files.readString(dataFolder.resolve("admin-token")).strip();
    }

    private JsonNode send(String path, String method, HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(GatewayProcess.LOCAL_ORIGIN + "/api/v1" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        String text = new String(response.body(), StandardCharsets.UTF_8);
        if (response.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + response.statusCode() + " " + text);
        }
        return text.isBlank() ? JSON.nullNode() : JSON.readTree(text);
    }
}
