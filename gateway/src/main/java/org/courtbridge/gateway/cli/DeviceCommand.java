package org.courtbridge.gateway.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The {@code device} command. */
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Devices: list, add, give a new password, remove.")
public final class DeviceCommand {

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All devices.")
    int list(@Mixin GatewayClient gateway) {
        return gateway.print(gateway.get("/devices"), "id", "username", "name");
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Add a device; prints its password once.")
    int add(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "USERNAME", description = "What it signs in with.") String username,
            @Parameters(paramLabel = "NAME", description = "As people know the room.") String name) {
        return gateway.print(
                gateway.post("/devices", Map.of("username", username, "name", name)), "id", "username", "password");
    }

    @Command(name = "password", mixinStandardHelpOptions = true, description = "Make a new password; prints it once.")
    int password(@Mixin GatewayClient gateway, @Parameters(paramLabel = "ID") String id) {
        return gateway.print(
                gateway.post("/devices/" + GatewayClient.part(id) + "/password", Map.of()),
                "id",
                "username",
                "password");
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Remove a device.")
    int remove(@Mixin GatewayClient gateway, @Parameters(paramLabel = "ID") String id) {
        return gateway.print(gateway.delete("/devices/" + GatewayClient.part(id)));
    }
}
