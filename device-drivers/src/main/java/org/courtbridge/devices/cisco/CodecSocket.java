package org.courtbridge.devices.cisco;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.devices.simulate.WebService;

/** One WebSocket to a simulated codec: xGet, xSet, xCommand, and xFeedback of what changes in the status. */
final class CodecSocket implements WebService.Conversation {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Codes of errors, as the codec's own library knows them. */
    private static final int COMMAND_ERROR = 1;

    private static final int ILLEGAL_VALUE = 2;
    private static final int INVALID_PATH = 3;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int PARSE_ERROR = -32700;

    private final CodecTree tree;
    private final CodecCommands commands;
    private final Consumer<String> say;
    private final Map<Integer, XapiPath> subscriptions = new LinkedHashMap<>();
    private int subscribed;
    private XapiNode told;

    CodecSocket(CodecTree tree, CodecCommands commands, Consumer<String> say) {
        this.tree = tree;
        this.commands = commands;
        this.say = say;
        this.told = tree.status();
    }

    @Override
    public void hear(String message) {
        JsonNode request;
        try {
            request = JSON.readTree(message);
        } catch (JsonProcessingException e) {
            say.accept(error(JSON.getNodeFactory().nullNode(), PARSE_ERROR, "Parse error"));
            return;
        }
        JsonNode id = request.path("id");
        JsonNode params = request.path("params");
        String method = request.path("method").asText();
        say.accept(
                switch (method) {
                    case "xGet" -> get(id, params);
                    case "xSet" -> set(id, params);
                    case "xFeedback/Subscribe" -> subscribe(id, params);
                    case "xFeedback/Unsubscribe" -> unsubscribe(id, params);
                    default ->
                        method.startsWith("xCommand/")
                                ? command(id, method.substring("xCommand/".length()), params)
                                : error(id, METHOD_NOT_FOUND, "Method not found");
                });
    }

    private static Optional<XapiPath> path(JsonNode steps) {
        List<String> names = new ArrayList<>();
        for (JsonNode step : steps) {
            if (step.isInt() && !names.isEmpty()) {
                names.set(names.size() - 1, names.getLast() + "[" + step.asInt() + "]");
            } else {
                names.add(step.asText());
            }
        }
        return XapiPath.parse(String.join("/", names));
    }

    private String get(JsonNode id, JsonNode params) {
        return path(params.path("Path"))
                .flatMap(path -> value(path))
                .map(value -> result(id, value))
                .orElseGet(() -> error(id, INVALID_PATH, "No match on Path argument"));
    }

    /** Value at the path's end: an array where there are several, and the path does not say which. */
    private Optional<JsonNode> value(XapiPath path) {
        List<XapiPath.Step> steps = path.steps();
        List<XapiNode> ends = List.of(XapiNode.branch("", tree.status(), tree.configuration()));
        for (XapiPath.Step step : steps) {
            ends = ends.stream()
                    .flatMap(node -> node.children().stream())
                    .filter(step::fits)
                    .toList();
        }
        if (ends.isEmpty()) {
            return Optional.empty();
        }
        boolean several = steps.getLast().item() == 0 && ends.getFirst().item() > 0;
        return Optional.of(
                several
                        ? XapiJson.write(XapiNode.branch("", ends))
                                .path(ends.getFirst().name())
                        : XapiJson.write(ends.getFirst()));
    }

    private String set(JsonNode id, JsonNode params) {
        Optional<String> setting = path(params.path("Path"))
                .filter(path -> path.steps().size() > 1
                        && path.steps().getFirst().name().equalsIgnoreCase("Configuration"))
                .map(path -> new XapiPath(path.steps().subList(1, path.steps().size())))
                .flatMap(CodecTree::setting);
        if (setting.isEmpty()) {
            return error(id, INVALID_PATH, "No match on Path argument");
        }
        return tree.set(setting.orElseThrow(), params.path("Value").asText())
                ? result(id, JSON.getNodeFactory().booleanNode(true))
                : error(id, ILLEGAL_VALUE, "Illegal value");
    }

    private String command(JsonNode id, String command, JsonNode params) {
        Map<String, String> arguments = new LinkedHashMap<>();
        params.properties()
                .forEach(argument ->
                        arguments.put(argument.getKey(), argument.getValue().asText()));
        Optional<CodecCommands.Outcome> outcome = commands.run(command, arguments);
        if (outcome.isEmpty()) {
            return error(id, INVALID_PATH, "Unknown command");
        }
        CodecCommands.Outcome known = outcome.orElseThrow();
        if (known.reason().isPresent()) {
            return error(id, COMMAND_ERROR, known.reason().orElseThrow());
        }
        ObjectNode result = known.result().isEmpty()
                ? JSON.createObjectNode()
                : (ObjectNode) XapiJson.write(XapiNode.branch("", known.result()));
        return result(id, result.put(XapiXml.STATUS, "OK"));
    }

    private String subscribe(JsonNode id, JsonNode params) {
        Optional<XapiPath> path = path(params.path("Query"));
        if (path.isEmpty()) {
            return error(id, INVALID_PATH, "No match on Query argument");
        }
        int number = subscribed++;
        subscriptions.put(number, path.orElseThrow());
        return result(id, JSON.createObjectNode().put("Id", number));
    }

    private String unsubscribe(JsonNode id, JsonNode params) {
        boolean known = subscriptions.remove(params.path("Id").asInt(-1)) != null;
        return known
                ? result(id, JSON.getNodeFactory().booleanNode(true))
                : error(id, COMMAND_ERROR, "No such subscription");
    }

    @Override
    public void tick() {
        if (subscriptions.isEmpty()) {
            return;
        }
        XapiNode now = tree.status();
        Optional<XapiNode> changed = now.since(Optional.of(told));
        told = now;
        changed.ifPresent(news -> subscriptions.forEach((number, path) ->
                XapiNode.branch("", news).only(path.steps()).ifPresent(wanted -> say.accept(event(number, wanted)))));
    }

    private static String event(int number, XapiNode news) {
        ObjectNode params = (ObjectNode) XapiJson.write(news);
        params.put("Id", number);
        ObjectNode event = JSON.createObjectNode().put("jsonrpc", "2.0").put("method", "xFeedback/Event");
        event.set("params", params);
        return event.toString();
    }

    private static String result(JsonNode id, JsonNode result) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.set("result", result);
        return answer.toString();
    }

    private static String error(JsonNode id, int code, String message) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.set("error", JSON.createObjectNode().put("code", code).put("message", message));
        return answer.toString();
    }
}
