package org.courtbridge.devices.huawei;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceHttp;
import org.courtbridge.devices.DeviceJson;
import org.courtbridge.devices.DeviceLogin;
import org.courtbridge.devices.DeviceNetwork;

/** Actions of one who logged in: a cookie first, then for name and password a token, which every action has in its body. */
final class ActionSession {

    private static final String TOKEN = "acCSRFToken";

    private final DeviceHttp http;
    private final Credentials credentials;
    private final DeviceLogin<Entry> login = new DeviceLogin<>(this::enter);

    private record Entry(Map<String, String> cookies, String token) {}

    ActionSession(DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        this.http = new DeviceHttp(network, "https", address);
        this.credentials = credentials;
    }

    private CompletableFuture<Entry> enter() {
        ObjectNode who = JsonNodeFactory.instance
                .objectNode()
                .put("user", credentials.user())
                .put("password", credentials.password());
        return send("WEB_RequestSessionIDAPI", Map.of(), JsonNodeFactory.instance.objectNode())
                .thenCompose(first -> {
                    data(first, "WEB_RequestSessionIDAPI");
                    Map<String, String> cookies = DeviceHttp.cookies(first);
                    return send("WEB_RequestCertificateAPI", cookies, who).thenApply(second -> {
                        if (!isDone(DeviceJson.read(second.body()))) {
                            throw new DeviceException(
                                    DeviceFault.UNAUTHORIZED, "the terminal does not take the name and the password");
                        }
                        String token = DeviceJson.text(data(second, "WEB_RequestCertificateAPI"), TOKEN)
                                .orElseThrow(() -> DeviceException.malformed("no token", TOKEN));
                        return new Entry(cookies, token);
                    });
                });
    }

    /** @return what the terminal answers besides that it succeeded */
    CompletableFuture<JsonNode> act(String action, ObjectNode body) {
        return login.with(entry -> send(action, entry.cookies(), body.deepCopy().put(TOKEN, entry.token())))
                .thenApply(response -> data(response, action));
    }

    CompletableFuture<JsonNode> act(String action) {
        return act(action, JsonNodeFactory.instance.objectNode());
    }

    private static boolean isDone(JsonNode answer) {
        JsonNode success = answer.path("success");
        if (!success.isNumber()) {
            throw DeviceException.malformed(answer.toString(), "success: 0 or 1");
        }
        return success.asInt() == 1;
    }

    /** Some versions have what they answer as a text that is JSON itself. */
    private static JsonNode data(HttpResponse<String> response, String action) {
        if (response.statusCode() != 200) {
            throw new DeviceException(DeviceFault.REFUSED, "%s: status %d".formatted(action, response.statusCode()));
        }
        JsonNode answer = DeviceJson.read(response.body());
        if (!isDone(answer)) {
            throw new DeviceException(
                    DeviceFault.REFUSED, "%s: the terminal refuses (error %s)".formatted(action, code(answer)));
        }
        JsonNode data = answer.path("data");
        return data.isTextual() && !data.asText().isEmpty() ? DeviceJson.read(data.asText()) : data;
    }

    /** A number: any other text is not shown. */
    private static String code(JsonNode answer) {
        return DeviceJson.text(answer.path("error"), "id")
                .filter(code -> code.matches("-?[0-9]{1,10}"))
                .orElse("unknown");
    }

    private CompletableFuture<HttpResponse<String>> send(String action, Map<String, String> cookies, JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        if (!cookies.isEmpty()) {
            request.header("Cookie", DeviceHttp.cookieHeader(cookies));
        }
        return http.send("/action.cgi?ActionID=" + action, request);
    }

    void disconnect() {
        http.disconnect();
    }
}
