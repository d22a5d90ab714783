package org.courtbridge.devices.polyrest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceJson;
import org.courtbridge.devices.Readback;

/**
 * Settings of a codec: {@code POST config}, which the REST API's guide does not have. As an independent program that manages
 * Studio X30s sends it (Mividas Core, {@code PolyStudioXProviderAPI}), {@code {"vars":[{"name","value"}]}} sets and {@code
 * {"names":[]}} asks, and the answer has for each name a {@code value} and as {@code result} {@code NOERROR}. The names are those
 * of Poly's "Configuration Parameters Reference Guide, Video Mode", as an X30 exports them too: {@code voIpProt.SIP.enable}, {@code
 * .serverType}, {@code .registrarServerType}, {@code .registrarServer}, {@code .proxyServer}, {@code .transport}, {@code
 * .userName}, {@code .auth.useLoginCredentials}, {@code .auth.userId}, {@code .auth.password}; {@code voIpProt.H323.enable},
 * {@code .name}, {@code .e164}, {@code .gk.mode}, {@code .gk.ipAddress}, {@code .gk.auth.enable}, {@code .gk.auth.userId}, {@code
 * .gk.auth.password}; {@code device.local.roomName}.
 */
final class PolyRestConfiguration {

    private static final String RESOURCE = "config";
    private static final String DONE = "NOERROR";
    private static final String SECRET = "password";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]+(?:\\.[A-Za-z0-9]+){1,9}");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final PolyRestSession session;
    private final Duration readback;

    PolyRestConfiguration(PolyRestSession session, Duration readback) {
        this.session = session;
        this.readback = readback;
    }

    /** All in one request, so that a codec registers once, with all of it. */
    CompletableFuture<Void> set(Map<String, String> settings, DeviceCommand command) {
        ObjectNode body = JSON.objectNode();
        ArrayNode all = body.putArray("vars");
        new TreeMap<>(settings).forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw new DeviceException(
                        DeviceFault.REFUSED, "no setting: %s".formatted(DeviceException.printable(name)));
            }
            all.addObject().put("name", name).put("value", value);
        });
        return session.exchange(RESOURCE, body)
                .thenAccept(answer -> answer.ifPresent(told -> requireTaken(told, settings.keySet())))
                .thenCompose(_ -> seen(settings, command));
    }

    /** A password is not shown when it is asked for. */
    static boolean isSecret(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(SECRET);
    }

    private CompletableFuture<Void> seen(Map<String, String> settings, DeviceCommand command) {
        ObjectNode asked = JSON.objectNode();
        ArrayNode names = asked.putArray("names");
        new TreeMap<>(settings)
                .keySet().stream().filter(name -> !isSecret(name)).forEach(names::add);
        return names.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : Readback.until(
                        () -> session.exchange(RESOURCE, asked).thenApply(answer -> isSo(answer, settings)),
                        readback,
                        command);
    }

    private static boolean isSo(Optional<JsonNode> answer, Map<String, String> settings) {
        Map<String, String> now = new HashMap<>();
        answer.ifPresent(told -> {
            check(told, settings.keySet());
            variables(told).forEach(one -> now.put(name(one), one.path("value").asText()));
        });
        List<String> unknown = settings.keySet().stream()
                .filter(name -> !isSecret(name) && !now.containsKey(name))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw unknown(unknown);
        }
        // It writes True where it was told true.
        return settings.entrySet().stream()
                .allMatch(wanted ->
                        isSecret(wanted.getKey()) || wanted.getValue().equalsIgnoreCase(now.get(wanted.getKey())));
    }

    /**
     * Requires that the codec says of every setting that it was taken, as secret ones are not shown when they are asked for.
     */
    private static void requireTaken(JsonNode answer, Set<String> names) {
        check(answer, names);
        Set<String> taken = variables(answer).stream()
                .filter(one ->
                        DeviceJson.text(one, "result").filter(DONE::equals).isPresent())
                .map(PolyRestConfiguration::name)
                .collect(Collectors.toSet());
        List<String> left =
                names.stream().filter(name -> !taken.contains(name)).sorted().toList();
        if (!left.isEmpty()) {
            throw unknown(left);
        }
    }

    private static void check(JsonNode answer, Set<String> asked) {
        List<String> unknown = variables(answer).stream()
                .filter(one -> DeviceJson.text(one, "result")
                        .filter(result -> !result.equals(DONE))
                        .isPresent())
                .map(PolyRestConfiguration::name)
                .toList();
        if (!asked.containsAll(unknown)) {
            throw DeviceException.malformed(String.join(", ", unknown), "settings that it was asked about");
        }
        if (!unknown.isEmpty()) {
            throw unknown(unknown);
        }
    }

    private static DeviceException unknown(List<String> names) {
        return new DeviceException(
                DeviceFault.REFUSED,
                "the codec does not take %s".formatted(DeviceException.printable(String.join(", ", names))));
    }

    private static List<JsonNode> variables(JsonNode answer) {
        List<JsonNode> all = new ArrayList<>();
        answer.path("vars").forEach(all::add);
        return all;
    }

    private static String name(JsonNode variable) {
        return DeviceJson.text(variable, "name").orElse("");
    }
}
