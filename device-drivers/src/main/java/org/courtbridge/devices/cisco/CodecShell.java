package org.courtbridge.devices.cisco;

import static org.courtbridge.devices.cisco.XapiNode.branch;
import static org.courtbridge.devices.cisco.XapiNode.leaf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.devices.simulate.LineService;
import org.courtbridge.devices.simulate.SimulatedRoom;

/** The command line of a simulated codec: xStatus, xConfiguration and xCommand, with answers in JSON only. */
final class CodecShell implements LineService.Conversation {

    private static final String OK = "\nOK\n";
    private static final String RESULT_ID = "ResultId";
    private static final String RESPONSE = "CommandResponse";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TAGGED =
            Pattern.compile("(.*?)\\s*\\|\\s*resultId=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern ARGUMENT = Pattern.compile("(\\S+):\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|\\S+)");
    private static final Pattern NAMES = Pattern.compile("[A-Za-z][A-Za-z0-9/]*(?: +[A-Za-z0-9/]+)*");

    private final CodecTree tree;
    private final CodecCommands commands;
    private final LineService.Mouth mouth;

    CodecShell(SimulatedRoom room, LineService.Mouth mouth) {
        this.tree = new CodecTree(room);
        this.commands = new CodecCommands(room);
        this.mouth = mouth;
        mouth.say("\nWelcome to Courtroom\nCisco Codec Release ce9.15.3.simulated\n*r Login successful\n" + OK);
    }

    @Override
    public void hear(String line) {
        Matcher tagged = TAGGED.matcher(line);
        String said = tagged.matches() ? tagged.group(1) : line;
        ObjectNode answer = JSON.createObjectNode();
        if (tagged.matches()) {
            answer.put(RESULT_ID, tagged.group(2));
        }
        String verb = said.split(" ", 2)[0].toLowerCase(Locale.ROOT);
        String rest =
                said.length() > verb.length() ? said.substring(verb.length()).strip() : "";
        switch (verb) {
            case "echo" -> mouth.say(OK);
            case "xpreferences" -> {}
            case "xstatus" -> tell(answer, "Status", tree.status(), rest);
            case "xconfiguration" -> configuration(answer, rest);
            case "xcommand" -> command(answer, rest);
            default -> refuse(answer, "Result", "Unknown command");
        }
    }

    private void say(ObjectNode answer) {
        try {
            mouth.say("\n" + JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON can be written", e);
        }
    }

    private void refuse(ObjectNode answer, String result, String reason) {
        ObjectNode refusal = answer.putObject(RESPONSE).putObject(result).put(XapiXml.STATUS, "Error");
        refusal.putObject("Reason").put("Value", reason);
        say(answer);
    }

    /** Names, each with its number after it, where there are several. */
    private static Optional<XapiPath> path(String words) {
        if (!NAMES.matcher(words).matches()) {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>();
        for (String word : words.replace('/', ' ').split(" +")) {
            if (word.matches("[0-9]+") && !steps.isEmpty()) {
                steps.set(steps.size() - 1, steps.getLast() + "[" + word + "]");
            } else {
                steps.add(word);
            }
        }
        return XapiPath.parse(String.join("/", steps));
    }

    private void tell(ObjectNode answer, String root, XapiNode whole, String words) {
        Optional<XapiPath> path = words.isEmpty() ? Optional.empty() : path(words);
        if (path.isEmpty() && !words.isEmpty()) {
            refuse(answer, root, "No match on address expression");
            return;
        }
        path.map(known -> whole.only(known.steps()))
                .orElse(Optional.of(whole))
                .ifPresent(found -> answer.set(root, XapiTerminalJson.write(found)));
        say(answer);
    }

    private void configuration(ObjectNode answer, String rest) {
        Matcher value =
                Pattern.compile("(.+?):\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|\\S*)").matcher(rest);
        if (!value.matches()) {
            tell(answer, "Configuration", tree.configuration(), rest);
            return;
        }
        Optional<XapiPath> path = path(value.group(1));
        Optional<String> setting = path.flatMap(CodecTree::setting);
        if (setting.isEmpty()) {
            refuse(answer, "Configuration", "No match on address expression");
        } else if (tree.set(setting.orElseThrow(), unquoted(value.group(2)))) {
            say(answer);
        } else {
            ObjectNode marked = answer.putObject("Configuration");
            for (XapiPath.Step step : path.orElseThrow().steps()) {
                marked = marked.putObject(step.name());
            }
            marked.put("Value", unquoted(value.group(2))).put("error", "True");
            say(answer);
        }
    }

    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        try {
            return JSON.readTree(value).asText();
        } catch (JsonProcessingException e) {
            return value.substring(1, value.length() - 1);
        }
    }

    private void command(ObjectNode answer, String rest) {
        Matcher each = ARGUMENT.matcher(rest);
        Map<String, String> arguments = new LinkedHashMap<>();
        int names = rest.length();
        while (each.find()) {
            names = Math.min(names, each.start());
            arguments.put(each.group(1), unquoted(each.group(2)));
        }
        String[] words = rest.substring(0, names).strip().split("[ /]+");
        Optional<CodecCommands.Outcome> outcome = commands.run(String.join("/", words), arguments);
        if (outcome.isEmpty()) {
            refuse(answer, "Result", "Unknown command");
            return;
        }
        CodecCommands.Outcome known = outcome.orElseThrow();
        List<XapiNode> result = new ArrayList<>();
        result.add(leaf(XapiXml.STATUS, known.reason().isEmpty() ? "OK" : "Error"));
        known.reason().ifPresent(reason -> result.add(leaf("Reason", reason)));
        result.addAll(known.result());
        answer.putObject(RESPONSE).set(String.join("", words) + "Result", XapiTerminalJson.write(branch("", result)));
        say(answer);
    }
}
