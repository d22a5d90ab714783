package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code device push} command: begins, shows how far it is, and says in the end what came of each device. */
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description =
                "Tell many devices their settings through their drivers, with a new password for each; the one of now"
                        + " works as well for a day. A device in a call is left alone. Fails if one of them was not told.")
final class PushCommand implements Callable<Integer> {

    private static final String RUNS = "/configurations/push";

    /** Each request waits so long for the end. */
    private static final int WAIT_SECONDS = 5;

    /** The choice of devices. */
    static final class Chosen {

        @Option(names = "--search", paramLabel = "TEXT", required = true, description = "All that are found so.")
        private String search = "";

        @Parameters(paramLabel = "DEVICE", arity = "1..*", description = "Their user names or ids.")
        private List<String> devices = List.of();
    }

    @Mixin
    private GatewayClient gateway = new GatewayClient();

    @ArgGroup(multiplicity = "1")
    private Chosen chosen = new Chosen();

    @Option(names = "--disturb", description = "Tell those in a call, too.")
    private boolean disturb;

    @Override
    public Integer call() {
        Map<String, Object> wish = new HashMap<>();
        wish.put("disturb", disturb);
        if (chosen.devices.isEmpty()) {
            wish.put("q", chosen.search);
        } else {
            JsonNode all = gateway.get("/devices");
            wish.put(
                    "devices",
                    chosen.devices.stream()
                            .map(device -> gateway.find(all, device, "id", "username"))
                            .toList());
        }
        JsonNode run = gateway.post(RUNS, wish);
        String path = RUNS + "/" + GatewayClient.part(run.path("id").asText()) + "?wait=" + WAIT_SECONDS;
        while (!run.path("over").asBoolean()) {
            run = gateway.get(path);
            gateway.remark("%d of %d"
                    .formatted(run.path("ended").asInt(), run.path("all").asInt()));
        }
        if (gateway.printsJson()) {
            gateway.print(run);
        } else {
            gateway.print(results(run), "username", "name", "result", "detail");
        }
        return run.path("done").asInt() == run.path("all").asInt() ? 0 : 1;
    }

    private static JsonNode results(JsonNode run) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (JsonNode device : run.path("devices")) {
            JsonNode result = device.path("result");
            rows.addObject()
                    .put("username", device.path("username").asText())
                    .put("name", device.path("name").asText())
                    .put(
                            "result",
                            result.path("done").asBoolean()
                                    ? "done"
                                    : result.path("fault").asText("not known"))
                    .put("detail", result.path("detail").asText());
        }
        return rows;
    }
}
