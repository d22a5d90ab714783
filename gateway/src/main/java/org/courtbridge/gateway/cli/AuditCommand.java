package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code audit} command. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Who did what to which device or credential.")
public final class AuditCommand {

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All entries, the first first.")
    int list(
            @Mixin GatewayClient gateway,
            @Option(names = "--after", defaultValue = "0", description = "Only those with higher numbers.")
                    long after) {
        return gateway.print(entries(gateway, after), "number", "at", "actor", "action", "name");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Whether the trail is what was written; names the first entry that is not.")
    int verify(
            @Mixin GatewayClient gateway,
            @Option(
                            names = "--expect",
                            paramLabel = "NUMBER:HASH",
                            description = "What an earlier verification printed, and was noted where the database's"
                                    + " administrator cannot write.")
                    Optional<String> expected) {
        JsonNode found = gateway.get("/audit/verification");
        if (!found.path("whole").asBoolean()) {
            JsonNode broken = found.path("broken");
            throw new CommandFailedException("entry %s: %s"
                    .formatted(
                            broken.path("number").asText(), broken.path("why").asText()));
        }
        expected.ifPresent(noted -> compare(gateway, noted));
        return gateway.print(found, "number", "hash");
    }

    private static void compare(GatewayClient gateway, String noted) {
        if (!noted.matches("[1-9][0-9]{0,17}:[0-9a-f]{64}")) {
            throw new CommandFailedException("--expect: %s (expected: NUMBER:HASH)".formatted(noted));
        }
        long number = Long.parseLong(noted.substring(0, noted.indexOf(':')));
        String hash = noted.substring(noted.indexOf(':') + 1);
        JsonNode entry = gateway.get("/audit/events?after=" + (number - 1)).path(0);
        if (entry.path("number").asLong() != number
                || !entry.path("hash").asText().equals(hash)) {
            throw new CommandFailedException(
                    "entry %d: it is not what was noted; the trail was written anew up to here, or before"
                            .formatted(number));
        }
    }

    private static ArrayNode entries(GatewayClient gateway, long after) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        long last = after;
        while (true) {
            JsonNode more = gateway.get("/audit/events?after=" + last);
            if (more.isEmpty()) {
                return all;
            }
            all.addAll((ArrayNode) more);
            last = more.get(more.size() - 1).path("number").asLong();
        }
    }
}
