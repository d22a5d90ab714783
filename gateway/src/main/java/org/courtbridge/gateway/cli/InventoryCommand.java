package org.courtbridge.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code inventory} command. */
@Command(
        name = "inventory",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "What stands where: institutions, rooms, devices.")
public final class InventoryCommand {

    @Command(
            name = "search",
            mixinStandardHelpOptions = true,
            description = "Devices that have each of the words, in any script and case; without words all.")
    int search(@Mixin GatewayClient gateway, @Parameters(paramLabel = "WORD", arity = "0..*") List<String> words) {
        String query = String.join(" ", words);
        JsonNode found = gateway.get("/inventory" + (query.isEmpty() ? "" : "?q=" + GatewayClient.part(query)));
        if (gateway.printsJson()) {
            return gateway.print(found);
        }
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        found.forEach(one -> rows.add(row(one)));
        return gateway.print(rows, "username", "name", "region", "institution", "room", "make", "model");
    }

    private static ObjectNode row(JsonNode placement) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (String field : new String[] {"username", "name"}) {
            row.set(field, placement.path("device").path(field));
        }
        row.put("region", placement.path("institution").path("region").asText());
        row.put("institution", placement.path("institution").path("name").asText());
        row.put("room", placement.path("room").path("name").asText());
        row.set("make", placement.path("description").path("make"));
        row.set("model", placement.path("description").path("model"));
        return row;
    }

    @Command(name = "institutions", mixinStandardHelpOptions = true, description = "All institutions.")
    int institutions(@Mixin GatewayClient gateway) {
        return gateway.print(gateway.get("/institutions"), "name", "kind", "region", "id");
    }

    @Command(name = "add-institution", mixinStandardHelpOptions = true, description = "Add an institution.")
    int addInstitution(
            @Mixin GatewayClient gateway,
            @Option(names = "--name", required = true) String name,
            @Option(
                            names = "--kind",
                            required = true,
                            description = "court, department, hospital, social_facility or detention_facility.")
                    String kind,
            @Option(names = "--region", defaultValue = "", description = "As people write it.") String region,
            @Mixin InstitutionOptions more) {
        Map<String, Object> fields = new LinkedHashMap<>(more.fields(gateway));
        fields.put("name", name);
        fields.put("kind", kind.toUpperCase(Locale.ROOT));
        fields.put("region", region);
        return gateway.print(gateway.post("/institutions", fields), "id", "name");
    }

    @Command(name = "rooms", mixinStandardHelpOptions = true, description = "All rooms.")
    int rooms(@Mixin GatewayClient gateway) {
        return gateway.print(gateway.get("/rooms"), "name", "institution", "id");
    }

    @Command(name = "add-room", mixinStandardHelpOptions = true, description = "Add a room of an institution.")
    int addRoom(
            @Mixin GatewayClient gateway,
            @Option(names = "--institution", required = true, description = "Its name or id.") String institution,
            @Option(names = "--name", required = true) String name) {
        String owner = gateway.find(gateway.get("/institutions"), institution, "id", "name");
        return gateway.print(gateway.post("/rooms", Map.of("institution", owner, "name", name)), "id", "name");
    }

    @Command(
            name = "place",
            mixinStandardHelpOptions = true,
            description = "Say in which room a device stands; what else is known of it stays.")
    int place(
            @Mixin GatewayClient gateway,
            @Parameters(index = "0", paramLabel = "DEVICE", description = "Its user name or id.") String device,
            @Parameters(index = "1", paramLabel = "ROOM", description = "Its name or id.") String room) {
        String id = DeviceParameter.id(gateway, device);
        Map<String, Object> description = new LinkedHashMap<>();
        for (JsonNode one : gateway.get("/inventory")) {
            if (one.path("device").path("id").asText().equals(id)) {
                one.path("description")
                        .properties()
                        .forEach(field -> description.put(field.getKey(), field.getValue()));
            }
        }
        description.put("room", gateway.find(gateway.get("/rooms"), room, "id", "name"));
        gateway.post("/devices/" + GatewayClient.part(id) + "/description", description);
        return gateway.print(JsonNodeFactory.instance.objectNode());
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description =
                    "Add all devices of a CSV or JSON file, or none and say what is wrong; prints their passwords once.")
    int importFile(
            @Mixin GatewayClient gateway,
            @Option(names = "--dry-run", description = "Add nothing, only say what is wrong.") boolean dryRun,
            @Parameters(paramLabel = "FILE", description = "UTF-8; JSON if its name ends so, else CSV.") Path file) {
        JsonNode report =
                gateway.post("/inventory/import", Map.of("format", format(file), "text", text(file), "dryRun", dryRun));
        JsonNode bad = report.path("bad");
        if (!bad.isEmpty()) {
            gateway.print(bad, "row", "column", "reason");
            throw new CommandFailedException(
                    "%s: nothing was added, as %d things are wrong".formatted(file, bad.size()));
        }
        if (gateway.printsJson()) {
            return gateway.print(report);
        }
        return dryRun
                ? gateway.print(report, "rows")
                : gateway.print(report.path("credentials"), "username", "password");
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "All devices as a file that import takes.")
    int export(
            @Mixin GatewayClient gateway,
            @Option(names = "--with-passwords", description = "The audit trail tells of it.") boolean secrets,
            @Parameters(paramLabel = "FILE", description = "Must not be there yet; JSON if its name ends so, else CSV.")
                    Path file) {
        JsonNode exported = gateway.post("/inventory/export", Map.of("format", format(file), "secrets", secrets));
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            channel.write(ByteBuffer.wrap(exported.path("text").asText().getBytes(UTF_8)));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "%s: cannot be written (%s)".formatted(file, e.getClass().getSimpleName()));
        }
        return 0;
    }

    private static String format(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? "JSON" : "CSV";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new CommandFailedException("%s: is not UTF-8; save it as \"CSV UTF-8\"".formatted(file));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "%s: cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
        }
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "Who did what to a device, or to anything else by its id; the latest first.")
    int history(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "DEVICE", description = "User name of a device, or any id.") String subject) {
        String id = subject.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? subject
                : DeviceParameter.id(gateway, subject);
        return gateway.print(gateway.get("/history/" + GatewayClient.part(id)), "at", "actor", "action", "changes");
    }
}
