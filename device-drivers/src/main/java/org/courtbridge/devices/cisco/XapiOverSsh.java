package org.courtbridge.devices.cisco;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceJson;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.LineFraming;
import org.courtbridge.devices.LineLink;
import org.courtbridge.devices.SshLines;
import org.jspecify.annotations.Nullable;

/** "Using SSH": the command line, with answers in JSON, each with the {@code resultId} of its command. */
final class XapiOverSsh implements Xapi {

    private static final String END = "\n";
    private static final String READY = "OK";
    private static final String RESULT_ID = "ResultId";
    private static final String RESPONSE = "CommandResponse";

    private final DeviceNetwork network;
    private final DeviceAddress address;
    private final Credentials credentials;
    private volatile @Nullable LineLink link;
    private int commands;

    XapiOverSsh(DeviceNetwork network, DeviceAddress address, Credentials credentials) {
        this.network = network;
        this.address = address;
        this.credentials = credentials;
    }

    /** Without a terminal, as Cisco's own library. */
    private CompletableFuture<LineLink> link() {
        LineLink current = link;
        if (current != null && current.isOpen()) {
            return CompletableFuture.completedFuture(current);
        }
        return SshLines.open(network, address, credentials, SshLines.Terminal.NONE, new LineFraming(Set.of()))
                .thenCompose(opened -> opened.until(READY::equals)
                        .thenCompose(_ -> opened.askUntil("echo off" + END, READY::equals))
                        .handle((_, failure) -> {
                            if (failure != null) {
                                opened.close();
                                throw DeviceException.of(failure);
                            }
                            link = opened;
                            return opened;
                        }));
    }

    /** The mode is said each time: it costs a line, and nobody else can have changed it. */
    private CompletableFuture<JsonNode> ask(String command) {
        String id = String.valueOf(++commands);
        WholeJson answer = new WholeJson();
        return link().thenCompose(open -> open.askUntil(
                        "xPreferences OutputMode JSON%s%s | resultId=\"%s\"%s".formatted(END, command, id, END), answer)
                .thenApply(_ -> {
                    JsonNode told = DeviceJson.read(answer.text());
                    if (!told.path(RESULT_ID).asText().equals(id)) {
                        open.close();
                        throw DeviceException.malformed(answer.text(), "ResultId " + id);
                    }
                    return told;
                }));
    }

    /** Names and numbers with blanks between them. */
    private static String words(XapiPath path) {
        return path.steps().stream()
                .map(step -> step.item() == 0 ? step.name() : step.name() + " " + step.item())
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String value) {
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            throw new DeviceException(DeviceFault.REFUSED, "a control character in a value");
        }
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + "\"";
    }

    @Override
    public CompletableFuture<XapiNode> get(XapiPath path) {
        String root = path.steps().getFirst().name();
        return ask("x" + words(path)).thenApply(told -> {
            JsonNode tree = told.path(root);
            if (isError(tree) || error(told.path(RESPONSE)).isPresent() || tree.isMissingNode()) {
                return XapiNode.branch(root);
            }
            return XapiTerminalJson.read(root, tree);
        });
    }

    @Override
    public CompletableFuture<XapiNode> command(XapiPath command, Map<String, String> arguments) {
        String given = arguments.entrySet().stream()
                .map(one -> " " + one.getKey() + ": " + quoted(one.getValue()))
                .collect(Collectors.joining());
        return ask("xCommand " + words(command) + given).thenApply(told -> {
            JsonNode response = told.path(RESPONSE);
            if (response.size() != 1) {
                throw DeviceException.malformed(told.toString(), RESPONSE + " with one result");
            }
            JsonNode result = response.elements().next();
            if (!result.path(XapiXml.STATUS).asText().equals(READY)) {
                throw refused(command);
            }
            return XapiTerminalJson.read("Result", result);
        });
    }

    /** Exception for a refusal, without the device's own words: the value may be in them, which may be a password. */
    private static DeviceException refused(XapiPath path) {
        return new DeviceException(DeviceFault.REFUSED, "%s: the device refuses".formatted(path));
    }

    @Override
    public CompletableFuture<Void> set(XapiPath path, String value) {
        return ask("xConfiguration " + words(path) + ": " + quoted(value)).thenAccept(told -> {
            if (error(told.path(RESPONSE)).isPresent() || isError(told.path("Configuration"))) {
                throw refused(path);
            }
        });
    }

    /** Anywhere below: a value that is not taken is marked where it would be. */
    private static boolean isError(JsonNode tree) {
        return tree.path(XapiXml.STATUS).asText().equals("Error")
                || tree.findValues("error").stream()
                        .anyMatch(mark -> mark.asText().equals("True"));
    }

    private static Optional<JsonNode> error(JsonNode response) {
        for (JsonNode one : response) {
            if (isError(one)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    @Override
    public void disconnect() {
        LineLink current = link;
        if (current != null) {
            current.close();
        }
    }
}
