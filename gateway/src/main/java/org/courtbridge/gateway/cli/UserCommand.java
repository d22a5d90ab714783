package org.courtbridge.gateway.cli;

import java.util.Map;
import java.util.Set;
import org.courtbridge.court.access.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code user} command. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Users of the console: list, add, give a one-time password, remove.")
public final class UserCommand {

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All users.")
    int list(@Mixin GatewayClient gateway) {
        return gateway.print(gateway.get("/users"), "login", "name", "roles", "id");
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Add a user; prints a one-time password.")
    int add(
            @Mixin GatewayClient gateway,
            @Option(names = "--login", required = true, description = "What the user signs in with.") String login,
            @Option(names = "--name", required = true, description = "As the others know the user.") String name,
            @Option(names = "--role", required = true, split = ",", description = "One of: ${COMPLETION-CANDIDATES}.")
                    Set<Role> roles) {
        return gateway.print(
                gateway.post("/users", Map.of("login", login, "name", name, "roles", roles)),
                "id",
                "login",
                "password");
    }

    @Command(name = "roles", mixinStandardHelpOptions = true, description = "Replace a user's roles.")
    int roles(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "USER", description = "The login or id.") String user,
            @Option(names = "--role", required = true, split = ",", description = "One of: ${COMPLETION-CANDIDATES}.")
                    Set<Role> roles) {
        return gateway.print(
                gateway.post("/users/" + GatewayClient.part(id(gateway, user)) + "/roles", Map.of("roles", roles)),
                "id",
                "login",
                "roles");
    }

    @Command(name = "password", mixinStandardHelpOptions = true, description = "Make a new one-time password.")
    int password(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "USER", description = "The login or id.") String user) {
        return gateway.print(
                gateway.post("/users/" + GatewayClient.part(id(gateway, user)) + "/password", Map.of()),
                "id",
                "login",
                "password");
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Remove a user.")
    int remove(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "USER", description = "The login or id.") String user) {
        return gateway.print(gateway.delete("/users/" + GatewayClient.part(id(gateway, user))));
    }

    private static String id(GatewayClient gateway, String user) {
        return gateway.find(gateway.get("/users"), user, "id", "login");
    }
}
