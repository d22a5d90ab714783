package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code test-call} command. */
@Command(
        name = "test-call",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Test calls: whether a room, or all rooms of a hearing, can be heard and seen.",
        footer = {
            "",
            "With --wait the exit code is 0 if everything passed, 1 if something failed (or could not be tested),",
            "2 if nothing failed and something could not be told."
        })
public final class TestCallCommand {

    private static final String TESTS = "/test-calls";
    private static final int FAILED = 1;
    private static final int COULD_NOT_TELL = 2;

    /** Each request waits so long for the end. */
    private static final int WAIT_SECONDS = 5;

    private static final Set<String> OVER = Set.of("ENDED", "GIVEN_UP");

    private static final String WAIT = "Wait for the result, and print it.";

    @Command(name = "device", mixinStandardHelpOptions = true, description = "Test a room.")
    int device(
            @Mixin GatewayClient gateway,
            @Mixin DeviceParameter device,
            @Option(names = "--wait", description = WAIT) boolean wait) {
        return test(gateway, Map.of("device", device.id(gateway)), wait);
    }

    @Command(name = "hearing", mixinStandardHelpOptions = true, description = "Test all rooms of a hearing.")
    int hearing(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "HEARING", description = "Its number or id.") String hearing,
            @Option(names = "--wait", description = WAIT) boolean wait) {
        return test(gateway, Map.of("hearing", HearingCommand.id(gateway, hearing)), wait);
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "A test, and what it found.")
    int show(@Mixin GatewayClient gateway, @Parameters(paramLabel = "TEST", description = "Its id.") String test) {
        JsonNode found = gateway.get(path(test));
        if (gateway.printsJson()) {
            return gateway.print(found);
        }
        print(gateway, found);
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "The last 30 tests of a room.")
    int list(@Mixin GatewayClient gateway, @Mixin DeviceParameter device) {
        return gateway.print(
                gateway.get(device.path(gateway, TESTS)), "ended", "outcome", "asked", "attempt", "hearing", "id");
    }

    @Command(
            name = "readiness",
            mixinStandardHelpOptions = true,
            description = "How ready the rooms and participants of a hearing are.")
    int readiness(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "HEARING", description = "Its number or id.") String hearing) {
        JsonNode found =
                gateway.get("/hearings/" + GatewayClient.part(HearingCommand.id(gateway, hearing)) + "/readiness");
        gateway.print(found, "number", "title", "ready", "all");
        ArrayNode places = JsonNodeFactory.instance.arrayNode();
        for (JsonNode place : found.path("places")) {
            places.addObject()
                    .put("name", place.path("place").path("name").asText())
                    .put("state", place.path("state").asText())
                    .put("tested", place.path("ended").asText("-"))
                    .put(
                            "finding",
                            place.path("findings").path(0).path("technician").asText("-"));
        }
        return gateway.printMore(places, "name", "state", "tested", "finding");
    }

    private static String path(String test) {
        return TESTS + "/" + GatewayClient.part(test);
    }

    private static int test(GatewayClient gateway, Map<String, String> wish, boolean wait) {
        JsonNode begun = gateway.post(TESTS, wish);
        if (!wait) {
            if (gateway.printsJson()) {
                return gateway.print(begun);
            }
            gateway.print(rows(begun.path("accepted")), "place", "state", "id");
            refusals(gateway, begun);
            return 0;
        }
        ArrayNode ended = JsonNodeFactory.instance.arrayNode();
        for (JsonNode test : begun.path("accepted")) {
            ended.add(awaited(gateway, test));
        }
        if (gateway.printsJson()) {
            gateway.print(ended);
        } else {
            ended.forEach(test -> print(gateway, test));
        }
        refusals(gateway, begun);
        return exitCode(ended, !begun.path("refused").isEmpty() || ended.isEmpty());
    }

    private static JsonNode awaited(GatewayClient gateway, JsonNode begun) {
        JsonNode test = begun;
        while (!OVER.contains(test.path("state").asText())) {
            test = gateway.get(path(begun.path("id").asText()) + "?wait=" + WAIT_SECONDS);
        }
        return test;
    }

    private static void refusals(GatewayClient gateway, JsonNode begun) {
        for (JsonNode refused : begun.path("refused")) {
            gateway.remark("%s: not tested (%s)"
                    .formatted(
                            refused.path("name").asText(),
                            refused.path("reason").asText()));
        }
    }

    private static JsonNode rows(JsonNode tests) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (JsonNode test : tests) {
            rows.addObject()
                    .put("place", test.path("place").path("name").asText())
                    .put("state", test.path("state").asText())
                    .put("id", test.path("id").asText());
        }
        return rows;
    }

    private static void print(GatewayClient gateway, JsonNode test) {
        gateway.remark("%s: %s (%s)"
                .formatted(
                        test.path("place").path("name").asText(),
                        test.path("outcome")
                                .asText("not tested: " + test.path("reason").asText()),
                        test.path("id").asText()));
        for (JsonNode verdict : test.path("verdicts")) {
            if (!verdict.path("outcome").asText().equals("PASS")) {
                gateway.remark("  %s: %s"
                        .formatted(
                                verdict.path("outcome").asText(),
                                verdict.path("technician").asText()));
            }
        }
    }

    private static int exitCode(JsonNode tests, boolean incomplete) {
        int code = incomplete ? FAILED : 0;
        for (JsonNode test : tests) {
            code = switch (test.path("outcome").asText()) {
                case "PASS" -> code;
                case "COULD_NOT_TELL" -> code == 0 ? COULD_NOT_TELL : code;
                default -> FAILED; // or given up
            };
        }
        return code;
    }
}
