package org.courtbridge.devices.cisco;

import static org.courtbridge.devices.cisco.XapiNode.branch;
import static org.courtbridge.devices.cisco.XapiNode.leaf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceHttp;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.courtbridge.devices.simulate.WebService;

/** The HTTP side of a simulated codec: {@code /getxml}, {@code /putxml}, {@code /status.xml}, {@code /configuration.xml}, {@code /ws}. */
final class CodecWeb implements WebService {

    private static final String XML = "text/xml";
    private static final String SUBPROTOCOL = "auth-";

    private final CodecTree tree;
    private final CodecCommands commands;
    private final String basic;
    private final String subprotocol;

    CodecWeb(SimulatedRoom room, Credentials credentials) {
        this.tree = new CodecTree(room);
        this.commands = new CodecCommands(room);
        this.basic = DeviceHttp.basic(credentials);
        byte[] both = (credentials.user() + ":" + credentials.password()).getBytes(StandardCharsets.UTF_8);
        this.subprotocol = SUBPROTOCOL + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    /** By a header, or from a browser, which can send none with a WebSocket, by the subprotocol. */
    private boolean isKnown(Request request) {
        return request.header("authorization")
                        .filter(given -> same(given, basic))
                        .isPresent()
                || request.header("sec-websocket-protocol")
                        .filter(given -> same(given, subprotocol))
                        .isPresent();
    }

    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Conversation> converse(Request request, Consumer<String> say) {
        return request.path().equals("/ws") && isKnown(request)
                ? Optional.of(new CodecSocket(tree, commands, say))
                : Optional.empty();
    }

    @Override
    public Answer answer(Request request) {
        if (!isKnown(request)) {
            return new Answer(401, "text/html", "", Map.of("WWW-Authenticate", "Basic realm=\"xAPI\""));
        }
        return switch (request.path()) {
            case "/getxml" -> get(request);
            case "/putxml" -> request.method().equals("POST") ? put(request) : Answer.of(405, XML, "");
            case "/status.xml" -> document(tree.status());
            case "/configuration.xml" -> document(tree.configuration());
            default -> Answer.of(404, "text/html", "");
        };
    }

    private static Answer document(XapiNode root) {
        return Answer.of(200, XML, XapiXml.write(root));
    }

    private Answer get(Request request) {
        Optional<XapiPath> path = request.parameter("location").flatMap(XapiPath::parse);
        if (path.isEmpty()) {
            return Answer.of(400, XML, "");
        }
        return document(branch("", tree.status(), tree.configuration())
                .only(path.orElseThrow().steps())
                .map(found -> found.children().getFirst())
                .orElse(branch("EmptyResult")));
    }

    private Answer put(Request request) {
        XapiNode root;
        try {
            root = XapiXml.read(request.body());
        } catch (DeviceException e) {
            return Answer.of(400, XML, "");
        }
        return switch (root.name()) {
            case "Command" -> command(root);
            case "Configuration" -> document(tree.apply(root));
            default -> Answer.of(400, XML, "");
        };
    }

    /** Names lead down to the command; what is below it are its arguments. */
    private Answer command(XapiNode root) {
        List<String> names = new ArrayList<>();
        XapiNode node = root;
        while (!node.children().isEmpty()) {
            node = node.children().getFirst();
            names.add(node.name());
            Map<String, String> arguments = new LinkedHashMap<>();
            node.children().forEach(argument -> arguments.put(argument.name(), argument.text()));
            Optional<CodecCommands.Outcome> outcome = commands.run(String.join("/", names), arguments);
            if (outcome.isPresent()) {
                return document(branch("Command", result(String.join("", names), outcome.orElseThrow())));
            }
        }
        return unknown();
    }

    private static Answer unknown() {
        return Answer.of(
                200,
                XML,
                "<?xml version=\"1.0\"?>\n<Command><Result status=\"Error\"><Reason>Unknown command</Reason></Result></Command>");
    }

    private static XapiNode result(String name, CodecCommands.Outcome outcome) {
        List<XapiNode> children = new ArrayList<>();
        children.add(leaf(XapiXml.STATUS, outcome.reason().isEmpty() ? "OK" : "Error"));
        outcome.reason().ifPresent(reason -> children.add(leaf("Cause", reason)));
        children.addAll(outcome.result());
        return branch(name + "Result", children).at(1);
    }
}
