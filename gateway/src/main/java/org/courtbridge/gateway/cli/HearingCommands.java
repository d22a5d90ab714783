package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The {@code hearing} command. */
@Command(
        name = "hearing",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Hearings: list, show, create, invite, and every step of them.")
public final class HearingCommands {

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All hearings.")
    int list(@Mixin GatewayClient gateway) {
        return gateway.print(gateway.get("/hearings"), "id", "number", "phase", "connected", "waiting", "title");
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "A hearing's seats.")
    int show(@Mixin GatewayClient gateway, @Parameters(paramLabel = "HEARING") String hearing) {
        return gateway.print(gateway.get(path(hearing)), "id", "number", "phase", "title", "seats");
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Create a hearing.")
    int create(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "NUMBER", description = "What rooms dial.") String number,
            @Parameters(paramLabel = "TITLE") String title) {
        return gateway.print(
                gateway.post("/hearings", Map.of("number", number, "title", title)), "id", "number", "title");
    }

    @Command(name = "invite-device", mixinStandardHelpOptions = true, description = "Give a device a seat.")
    int inviteDevice(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "HEARING") String hearing,
            @Parameters(paramLabel = "DEVICE") String device) {
        return seats(gateway, gateway.post(path(hearing) + "/devices", Map.of("device", device)));
    }

    @Command(name = "invite", mixinStandardHelpOptions = true, description = "Invite a participant; prints the link.")
    int invite(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "HEARING") String hearing,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "CODE_WORD") String codeWord) {
        return gateway.print(
                gateway.post(path(hearing) + "/participants", Map.of("name", name, "codeWord", codeWord)),
                "party",
                "name",
                "link");
    }

    @Command(
            name = "do",
            mixinStandardHelpOptions = true,
            description = "A step of the hearing: start, adjourn, resume, close-session, reopen-session, end.")
    int step(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "HEARING") String hearing,
            @Parameters(paramLabel = "STEP") String step) {
        return seats(gateway, gateway.post(path(hearing) + "/" + GatewayClient.part(step), Map.of()));
    }

    @Command(
            name = "party",
            mixinStandardHelpOptions = true,
            description = "A step with a party: admit, dismiss, remove, mute, unmute, dial.")
    int party(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "HEARING") String hearing,
            @Parameters(paramLabel = "PARTY") String party,
            @Parameters(paramLabel = "STEP") String step) {
        return seats(
                gateway,
                gateway.post(
                        path(hearing) + "/parties/" + GatewayClient.part(party) + "/" + GatewayClient.part(step),
                        Map.of()));
    }

    private static int seats(GatewayClient gateway, JsonNode hearing) {
        return gateway.print(hearing, "number", "phase", "seats");
    }

    private static String path(String hearing) {
        return "/hearings/" + GatewayClient.part(hearing);
    }
}
