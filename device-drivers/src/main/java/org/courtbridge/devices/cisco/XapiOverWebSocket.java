package org.courtbridge.devices.cisco;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceHttp;
import org.courtbridge.devices.DeviceNetwork;
import org.jspecify.annotations.Nullable;

/** "xAPI over WebSocket": JSON-RPC 2.0 at {@code /ws}, one request at a time, on a connection that stays while it is used. */
final class XapiOverWebSocket implements Xapi {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Nothing is there now, as no call is. */
    private static final int NO_SUCH_PATH = 3;

    private static final int LONGEST_MESSAGE = 2 << 20;

    private final DeviceNetwork network;
    private final DeviceAddress address;
    private final String authorization;
    private final AtomicLong numbers = new AtomicLong();
    private volatile @Nullable Connection connection;

    XapiOverWebSocket(DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        this.network = network;
        this.address = address;
        this.authorization = DeviceHttp.basic(credentials);
    }

    @Override
    public CompletableFuture<XapiNode> get(XapiPath path) {
        ObjectNode params = JSON.createObjectNode();
        params.set("Path", XapiJson.path(path));
        return call("xGet", params).thenApply(answer -> placed(path, answer));
    }

    /** The result of xGet begins at the path's end; over HTTP it begins at the root. */
    private static XapiNode placed(XapiPath path, Answer answer) {
        XapiPath.Step last = path.steps().getLast();
        String root = path.steps().getFirst().name();
        if (answer.error().filter(error -> error.code() == NO_SUCH_PATH).isPresent()) {
            return XapiNode.branch(root);
        }
        JsonNode result = accepted(path, answer);
        XapiNode found = result.isArray()
                ? XapiJson.read("", JSON.createObjectNode().set(last.name(), result))
                : XapiNode.branch("", XapiJson.read(last.name(), result).at(last.item()));
        for (XapiPath.Step step :
                path.steps().subList(0, path.steps().size() - 1).reversed()) {
            found = XapiNode.branch("", new XapiNode(step.name(), step.item(), "", found.children()));
        }
        return found.children().isEmpty()
                ? XapiNode.branch(root)
                : found.children().getFirst();
    }

    @Override
    public CompletableFuture<XapiNode> command(XapiPath command, Map<String, String> arguments) {
        ObjectNode params = JSON.createObjectNode();
        arguments.forEach((name, value) -> params.set(name, number(value)));
        return call("xCommand/" + command, params)
                .thenApply(answer -> XapiJson.read("Result", accepted(command, answer)));
    }

    private static JsonNode number(String value) {
        return value.matches("-?[0-9]{1,9}")
                ? JSON.getNodeFactory().numberNode(Integer.parseInt(value))
                : JSON.getNodeFactory().textNode(value);
    }

    @Override
    public CompletableFuture<Void> set(XapiPath path, String value) {
        ObjectNode params = JSON.createObjectNode();
        params.set("Path", XapiJson.path(path.under("Configuration")));
        params.put("Value", value);
        return call("xSet", params).thenAccept(answer -> accepted(path, answer));
    }

    /**
     * Result of a request; of a refusal only the code is told, as the value may be in the device's own words, which may be a
     * password.
     */
    private static JsonNode accepted(XapiPath path, Answer answer) {
        answer.error().ifPresent(error -> {
            throw new DeviceException(
                    DeviceFault.REFUSED, "%s: the device refuses, code %d".formatted(path, error.code()));
        });
        return answer.result();
    }

    private CompletableFuture<Answer> call(String method, ObjectNode params) {
        String id = String.valueOf(numbers.incrementAndGet());
        ObjectNode request = JSON.createObjectNode();
        request.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params);
        return connection().thenCompose(open -> open.ask(id, request.toString()));
    }

    private CompletableFuture<Connection> connection() {
        Connection current = connection;
        if (current != null && current.isOpen()) {
            return CompletableFuture.completedFuture(current);
        }
        Connection opening = new Connection();
        return network.destination(address)
                .thenCompose(to -> network.http()
                        .newWebSocketBuilder()
                        .header("Authorization", authorization)
                        .connectTimeout(network.limits().connect())
                        .buildAsync(DeviceHttp.uri("wss", to, "/ws"), opening)
                        .copy())
                .orTimeout(network.limits().answer().toMillis(), TimeUnit.MILLISECONDS)
                .handle((socket, failure) -> {
                    if (failure != null) {
                        throw refused(failure);
                    }
                    opening.opened(socket);
                    connection = opening;
                    return opening;
                });
    }

    private static DeviceException refused(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            return status == 401 || status == 403
                    ? new DeviceException(
                            DeviceFault.UNAUTHORIZED, "the device does not take the name and the password")
                    : new DeviceException(
                            DeviceFault.MALFORMED_ANSWER, "no WebSocket, but status %d".formatted(status));
        }
        return DeviceHttp.failureOf(failure);
    }

    @Override
    public void disconnect() {
        Connection current = connection;
        if (current != null) {
            current.fail(new DeviceException(DeviceFault.CLOSED, "the connection was given up"));
        }
    }

    private record Answer(JsonNode result, Optional<Refusal> error) {}

    private record Refusal(int code) {}

    private record Waiting(String id, CompletableFuture<Answer> answer) {}

    private final class Connection implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();
        private @Nullable WebSocket socket;
        private @Nullable Waiting waiting;
        private long used;

        synchronized void opened(WebSocket opened) {
            socket = opened;
        }

        synchronized boolean isOpen() {
            return socket != null && !socket.isInputClosed() && !socket.isOutputClosed();
        }

        CompletableFuture<Answer> ask(String id, String request) {
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            WebSocket open;
            synchronized (this) {
                open = socket;
                waiting = new Waiting(id, answer);
                used++;
            }
            if (open == null) {
                return CompletableFuture.failedFuture(lost());
            }
            open.sendText(request, true).whenComplete((_, failure) -> {
                if (failure != null) {
                    fail(lost());
                }
            });
            network.loops()
                    .schedule(() -> late(answer), network.limits().answer().toMillis(), TimeUnit.MILLISECONDS);
            return answer.whenComplete((_, _) -> closeWhenIdle());
        }

        private void late(CompletableFuture<Answer> answer) {
            if (!answer.isDone()) {
                fail(new DeviceException(DeviceFault.TIMED_OUT, "no answer in time"));
            }
        }

        private void closeWhenIdle() {
            long now;
            synchronized (this) {
                now = used;
            }
            network.loops()
                    .schedule(
                            () -> closeUnlessUsed(now), network.limits().idle().toMillis(), TimeUnit.MILLISECONDS);
        }

        private void closeUnlessUsed(long before) {
            boolean idle;
            synchronized (this) {
                idle = used == before;
            }
            if (idle) {
                fail(new DeviceException(DeviceFault.CLOSED, "the connection was idle"));
            }
        }

        void fail(DeviceException why) {
            Waiting left;
            WebSocket open;
            synchronized (this) {
                left = waiting;
                open = socket;
                waiting = null;
                socket = null;
            }
            if (open != null) {
                open.abort();
            }
            if (left != null) {
                left.answer().completeExceptionally(why);
            }
        }

        private DeviceException lost() {
            return new DeviceException(DeviceFault.UNREACHABLE, "the device closed the connection");
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (message.length() > LONGEST_MESSAGE) {
                fail(new DeviceException(
                        DeviceFault.MALFORMED_ANSWER,
                        "a message of more than %d characters".formatted(LONGEST_MESSAGE)));
            } else if (last) {
                received(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void received(String text) {
            JsonNode answer;
            try {
                answer = JSON.readTree(text);
            } catch (JsonProcessingException e) {
                fail(DeviceException.malformed(text, "a JSON-RPC answer"));
                return;
            }
            Waiting asked;
            synchronized (this) {
                asked = waiting;
                if (asked == null || !asked.id().equals(answer.path("id").asText())) {
                    return;
                }
                waiting = null;
            }
            if (answer.has("result") || answer.has("error")) {
                asked.answer().complete(new Answer(answer.path("result"), error(answer.path("error"))));
            } else {
                asked.answer().completeExceptionally(DeviceException.malformed(text, "result or error"));
            }
        }

        private static Optional<Refusal> error(JsonNode error) {
            return error.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(new Refusal(error.path("code").asInt()));
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            fail(lost());
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            fail(lost());
        }
    }
}
