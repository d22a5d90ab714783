package org.courtbridge.gateway.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The {@code secrets} command. */
@Command(
        name = "secrets",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "How the database's secrets are encrypted.")
public final class SecretsCommand {

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Encrypt all secrets anew, with a new key; passwords stay as they are.")
    int rotate(@Mixin GatewayClient gateway) {
        return gateway.print(gateway.post("/secrets/rotation", Map.of()), "secrets");
    }
}
