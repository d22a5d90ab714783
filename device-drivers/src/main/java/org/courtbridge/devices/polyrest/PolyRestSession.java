package org.courtbridge.devices.polyrest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceHttp;
import org.courtbridge.devices.DeviceJson;
import org.courtbridge.devices.DeviceLogin;
import org.courtbridge.devices.DeviceNetwork;

/**
 * Requests of one who logged in ("Session"). A codec knows him by a cookie, and newer ones want a second one again as a header,
 * against requests that other pages forge. A session that the codec has forgotten is opened anew, once.
 */
final class PolyRestSession {

    private static final String SESSION = "session";
    private static final String SESSION_COOKIE = "session_id";
    private static final String FORGERY_COOKIE = "XSRF-TOKEN";
    private static final String FORGERY_HEADER = "X-XSRF-TOKEN";

    /** Some versions have everything below the second. */
    private static final List<String> ROOTS = List.of("/rest/", "/rest/current/");

    private final DeviceHttp http;
    private final Credentials credentials;
    private final DeviceLogin<State> login = new DeviceLogin<>(() -> enter(0));

    /** @param root below which its resources are */
    private record State(String root, Map<String, String> cookies) {}

    PolyRestSession(DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        this.http = new DeviceHttp(network, "https", address);
        this.credentials = credentials;
    }

    CompletableFuture<JsonNode> get(String resource) {
        return call("GET", resource, "").thenApply(response -> DeviceJson.read(response.body()));
    }

    /** Whether the codec answers anything but a status is up to it. */
    CompletableFuture<Void> post(String resource, JsonNode body) {
        return call("POST", resource, body.toString()).thenApply(_ -> null);
    }

    /**
     * Posts to a resource and returns the codec's answer; empty if that is nothing but a status. It may have the secrets that
     * the codec was sent, so nothing of it is in a complaint.
     */
    CompletableFuture<Optional<JsonNode>> exchange(String resource, JsonNode body) {
        return call("POST", resource, body.toString()).thenApply(response -> {
            if (response.body().isBlank()) {
                return Optional.empty();
            }
            try {
                return Optional.of(DeviceJson.read(response.body()));
            } catch (DeviceException malformed) {
                throw new DeviceException(malformed.fault(), "the answer to %s is no JSON".formatted(resource));
            }
        });
    }

    CompletableFuture<Void> delete(String resource) {
        return call("DELETE", resource, "").thenApply(_ -> null);
    }

    private CompletableFuture<HttpResponse<String>> call(String method, String resource, String body) {
        return login.with(entered -> send(entered, method, resource, body))
                .thenApply(response -> accepted(method, resource, response));
    }

    private static HttpResponse<String> accepted(String method, String resource, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new DeviceException(
                    DeviceFault.REFUSED, "%s %s: status %d".formatted(method, resource, response.statusCode()));
        }
        return response;
    }

    /** @param place of the root that is tried */
    private CompletableFuture<State> enter(int place) {
        State outside = new State(ROOTS.get(place), Map.of());
        JsonNode body = JsonNodeFactory.instance
                .objectNode()
                .put("user", credentials.user())
                .put("password", credentials.password());
        return send(outside, "POST", SESSION, body.toString()).thenCompose(response -> {
            if (response.statusCode() == 404 && place + 1 < ROOTS.size()) {
                return enter(place + 1);
            }
            return CompletableFuture.completedFuture(entered(outside.root(), response));
        });
    }

    private State entered(String root, HttpResponse<String> response) {
        JsonNode answer = DeviceJson.read(accepted("POST", SESSION, response).body());
        if (!DeviceJson.flag(answer, "success").orElse(false)) {
            throw new DeviceException(DeviceFault.UNAUTHORIZED, "the codec does not take the name and the password");
        }
        Map<String, String> cookies = new TreeMap<>();
        DeviceJson.text(answer.path("session"), "sessionId").ifPresent(id -> cookies.put(SESSION_COOKIE, id));
        cookies.putAll(DeviceHttp.cookies(response));
        return new State(root, Map.copyOf(cookies));
    }

    private CompletableFuture<HttpResponse<String>> send(State as, String method, String resource, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!as.cookies().isEmpty()) {
            request.header("Cookie", DeviceHttp.cookieHeader(as.cookies()));
        }
        String token = as.cookies().get(FORGERY_COOKIE);
        if (token != null) {
            request.header(FORGERY_HEADER, token);
        }
        return http.send(as.root() + resource, request);
    }

    void disconnect() {
        http.disconnect();
    }
}
