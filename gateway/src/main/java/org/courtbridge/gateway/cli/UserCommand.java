package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
        description = "Users of the console: list, add, say what they are where, give a one-time password, remove.")
public final class UserCommand {

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All users.")
    int list(@Mixin GatewayClient gateway) {
        JsonNode users = gateway.get("/users");
        if (!gateway.printsJson()) {
            JsonNode institutions = gateway.get("/institutions");
            users.forEach(user -> sayMemberships(user, institutions));
        }
        return gateway.print(users, "login", "name", "roles", "memberships", "id");
    }

    /** Has the field say them in words: {@code Әуезов соты: JUDGE CLERK}. */
    private static void sayMemberships(JsonNode user, JsonNode institutions) {
        Map<String, String> names = new HashMap<>();
        institutions.forEach(
                one -> names.put(one.path("id").asText(), one.path("name").asText()));
        List<String> words = new ArrayList<>();
        for (JsonNode membership : user.path("memberships")) {
            List<String> roles = new ArrayList<>();
            membership.path("roles").forEach(role -> roles.add(role.asText()));
            String id = membership.path("institution").asText();
            words.add(names.getOrDefault(id, id) + ": " + String.join(" ", roles));
        }
        ((ObjectNode) user).put("memberships", words.isEmpty() ? "-" : String.join("; ", words));
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Add a user; prints a one-time password.")
    int add(
            @Mixin GatewayClient gateway,
            @Option(names = "--login", required = true, description = "What the user signs in with.") String login,
            @Option(names = "--name", required = true, description = "As the others know the user.") String name,
            @Option(names = "--role", required = true, split = ",", description = "One of: ${COMPLETION-CANDIDATES}.")
                    Set<Role> roles,
            @Option(
                            names = "--institution",
                            defaultValue = "",
                            description =
                                    "The name or id of the court or institution in which they hold; without it the whole installation.")
                    String institution) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("login", login, "name", name, "roles", roles));
        if (!institution.isEmpty()) {
            wanted.put("institution", institutionId(gateway, institution));
        }
        return gateway.print(gateway.post("/users", wanted), "id", "login", "password");
    }

    @Command(
            name = "roles",
            mixinStandardHelpOptions = true,
            description = "Replace a user's roles in the whole installation.")
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

    @Command(
            name = "join",
            mixinStandardHelpOptions = true,
            description = "Replace a user's roles in one court, department or institution.")
    int join(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "USER", description = "The login or id.") String user,
            @Parameters(paramLabel = "INSTITUTION", description = "The name or id.") String institution,
            @Option(names = "--role", required = true, split = ",", description = "One of: ${COMPLETION-CANDIDATES}.")
                    Set<Role> roles) {
        return changeMembership(gateway, user, institution, roles);
    }

    @Command(
            name = "leave",
            mixinStandardHelpOptions = true,
            description = "Take a user's roles in one court, department or institution away.")
    int leave(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "USER", description = "The login or id.") String user,
            @Parameters(paramLabel = "INSTITUTION", description = "The name or id.") String institution) {
        return changeMembership(gateway, user, institution, Set.of());
    }

    private static int changeMembership(GatewayClient gateway, String user, String institution, Set<Role> roles) {
        JsonNode changed = gateway.post(
                "/users/" + GatewayClient.part(id(gateway, user)) + "/memberships",
                Map.of("institution", institutionId(gateway, institution), "roles", roles));
        if (!gateway.printsJson()) {
            sayMemberships(changed, gateway.get("/institutions"));
        }
        return gateway.print(changed, "id", "login", "roles", "memberships");
    }

    private static String institutionId(GatewayClient gateway, String institution) {
        return gateway.find(gateway.get("/institutions"), institution, "id", "name");
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
