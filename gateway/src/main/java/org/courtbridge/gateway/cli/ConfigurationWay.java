package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options for the destination of a device's configuration: the screen, without its password, a file, paper, or the device. */
final class ConfigurationWay {

    @Option(
            names = "--file",
            paramLabel = "FILE",
            required = true,
            description = "Write it to a new file, which only you can read.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--sheet",
            paramLabel = "FILE",
            required = true,
            description = "Write what to enter by hand to a new PDF, without the password.")
    private Optional<Path> sheet = Optional.empty();

    @Option(names = "--push", required = true, description = "Tell the device, unless it is in a call.")
    private boolean push;

    @Option(names = "--push-in-call", required = true, description = "Tell the device, even in a call.")
    private boolean pushInCall;

    /** @param path of the configuration in the API */
    int go(GatewayClient gateway, String path) {
        if (push || pushInCall) {
            JsonNode outcome = gateway.post(path + "/push", Map.of("disturb", pushInCall));
            gateway.print(outcome, "done", "fault", "detail");
            return outcome.path("done").asBoolean() ? 0 : 1;
        }
        if (file.isPresent()) {
            // Before the device has a new password, which would be in no file.
            SheetOption.mustBeNew(file.get());
            JsonNode made = gateway.post(path + "/file", Map.of());
            SheetOption.write(file.get(), made.path("text").asText().getBytes(StandardCharsets.UTF_8));
            return gateway.print(made, "file", "type");
        }
        if (sheet.isPresent()) {
            JsonNode made = gateway.post(path + "/sheet", Map.of());
            SheetOption.write(
                    sheet.get(), Base64.getDecoder().decode(made.path("pdf").asText()));
            return 0;
        }
        return gateway.print(gateway.get(path), "template", "file", "push", "hands", "tried", "text");
    }
}
