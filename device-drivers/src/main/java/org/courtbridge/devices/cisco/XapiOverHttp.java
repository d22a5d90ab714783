package org.courtbridge.devices.cisco;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceHttp;
import org.courtbridge.devices.DeviceNetwork;

/** "Using HTTP": {@code GET /getxml?location=PATH}, {@code POST /putxml}, with HTTP basic authentication. */
final class XapiOverHttp implements Xapi {

    private static final String OK = "OK";

    private final DeviceHttp http;
    private final String authorization;

    XapiOverHttp(DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        this.http = new DeviceHttp(network, "https", address);
        this.authorization = DeviceHttp.basic(credentials);
    }

    @Override
    public CompletableFuture<XapiNode> get(XapiPath path) {
        String location = URLEncoder.encode("/" + path, StandardCharsets.UTF_8);
        return send("/getxml?location=" + location, request().GET())
                .thenApply(root -> root.name().equals("EmptyResult")
                        ? XapiNode.branch(path.steps().getFirst().name())
                        : root);
    }

    @Override
    public CompletableFuture<XapiNode> command(XapiPath command, Map<String, String> arguments) {
        XapiNode call = XapiNode.branch(
                command.steps().getLast().name(),
                arguments.entrySet().stream()
                        .map(argument -> XapiNode.leaf(argument.getKey(), argument.getValue()))
                        .toList());
        XapiNode inner = call;
        for (XapiPath.Step step :
                command.steps().reversed().subList(1, command.steps().size())) {
            inner = XapiNode.branch(step.name(), inner);
        }
        String body = XapiXml.write(XapiNode.branch("Command", inner), node -> node == call ? " command=\"True\"" : "");
        return put(body).thenApply(root -> result(command, root));
    }

    /** {@code <Command><DialResult status="OK">}: any other status is a refusal, and its text the reason. */
    private static XapiNode result(XapiPath command, XapiNode root) {
        if (!root.name().equals("Command") || root.children().size() != 1) {
            throw DeviceException.malformed(root.name(), "one result of a command");
        }
        XapiNode result = root.children().getFirst();
        String status = result.textAt(XapiXml.STATUS).orElse("none");
        if (!status.equals(OK)) {
            throw DeviceException.refused(DeviceFault.REFUSED, command.toString(), reasons(result));
        }
        return result;
    }

    private static String reasons(XapiNode result) {
        List<String> texts = result.children().stream()
                .map(XapiNode::text)
                .filter(text -> !text.isEmpty())
                .toList();
        return String.join(", ", texts);
    }

    @Override
    public CompletableFuture<Void> set(XapiPath path, String value) {
        return put(XapiXml.write(XapiNode.branch("Configuration", path.holding(value))))
                .thenAccept(root -> {
                    if (root.find("Success").isEmpty()) {
                        throw new DeviceException(
                                DeviceFault.REFUSED, "%s: the device does not take the value".formatted(path));
                    }
                });
    }

    private CompletableFuture<XapiNode> put(String body) {
        return send("/putxml", request().header("Content-Type", "text/xml").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder().header("Authorization", authorization);
    }

    private CompletableFuture<XapiNode> send(String path, HttpRequest.Builder request) {
        return http.send(path, request).thenApply(XapiOverHttp::document);
    }

    private static XapiNode document(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new DeviceException(
                    DeviceFault.REFUSED, "the device answered with status %d".formatted(response.statusCode()));
        }
        return XapiXml.read(response.body());
    }

    @Override
    public void disconnect() {
        http.disconnect();
    }
}
