package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.hearings.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code hearing} command. A hearing is named by its number or id, a party by its name or id. */
@Command(
        name = "hearing",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Hearings: list, show, create, invite, and every step of them.")
public final class HearingCommand {

    private static final String HEARING = "HEARING";
    private static final String PARTY = "PARTY";
    private static final String WHICH = "Its number or id.";
    private static final String BEGINS = "When it is to begin, such as 2026-11-27T09:30+05:00.";
    private static final String COURT = "The name or id of the court whose hearing it is.";
    private static final String WHO = "Name or id of a party.";

    /** In place of a layout, for a party. */
    private static final String AS_THE_HEARING = "hearing";

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All hearings.")
    int list(@Mixin GatewayClient gateway) {
        return gateway.print(
                gateway.get("/hearings"), "number", "phase", "begins", "connected", "waiting", "title", "id");
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "A hearing and who is in it.")
    int show(@Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        return seats(gateway, gateway.get(path(gateway, hearing)));
    }

    @Command(name = "events", mixinStandardHelpOptions = true, description = "What has happened in a hearing.")
    int events(@Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        return gateway.print(
                gateway.get(path(gateway, hearing) + "/events"), "number", "at", "type", "actor", "details");
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Create a hearing.")
    int create(
            @Mixin GatewayClient gateway,
            @Option(names = "--number", required = true, description = "What rooms dial: 1 to 20 digits.")
                    String number,
            @Option(names = "--title", required = true, description = "The case, as people know it.") String title,
            @Option(names = "--begins", description = BEGINS) Optional<String> begins,
            @Option(names = "--court", description = COURT) Optional<String> court) {
        Map<String, Object> wanted = new HashMap<>(Map.of("number", number, "title", title));
        court.ifPresent(name -> wanted.put("court", court(gateway, name)));
        begins.ifPresent(text -> wanted.put("begins", instant(text)));
        return gateway.print(gateway.post("/hearings", wanted), "id", "number", "title", "begins");
    }

    private static String court(GatewayClient gateway, String name) {
        return gateway.find(gateway.get("/institutions"), name, "id", "name");
    }

    @Command(name = "court", mixinStandardHelpOptions = true, description = "Say whose court's hearing it is.")
    int court(
            @Mixin GatewayClient gateway,
            @Parameters(index = "0", paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(index = "1", paramLabel = "COURT", description = COURT) String court) {
        return gateway.print(
                gateway.post(path(gateway, hearing) + "/court", Map.of("court", court(gateway, court))),
                "id",
                "number",
                "title",
                "court");
    }

    @Command(
            name = "begins",
            mixinStandardHelpOptions = true,
            description = "Say when a hearing is to begin; without a time, that it is not known any more.")
    int begins(
            @Mixin GatewayClient gateway,
            @Parameters(index = "0", paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(index = "1", arity = "0..1", paramLabel = "TIME", description = BEGINS)
                    Optional<String> begins) {
        Map<String, Object> wanted = new HashMap<>();
        begins.ifPresent(text -> wanted.put("begins", instant(text)));
        return gateway.print(
                gateway.post(path(gateway, hearing) + "/begins", wanted), "id", "number", "title", "begins");
    }

    /** The gateway has it by no clock but UTC's; people say it by one of theirs. */
    private static String instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeParseException e) {
            throw new CommandFailedException(
                    "begins: %s (expected: a time such as 2026-11-27T09:30+05:00)".formatted(text));
        }
    }

    @Command(name = "invite", mixinStandardHelpOptions = true, description = "Invite a participant; prints the link.")
    int invite(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Option(names = "--name", required = true, description = "As the others know the participant.") String name,
            @Option(
                            names = "--code-word",
                            description = "What the participant must give; without it, one is made and printed once.")
                    Optional<String> codeWord,
            @Mixin SheetOption sheet) {
        Map<String, Object> wanted = new HashMap<>(Map.of("name", name));
        codeWord.ifPresent(word -> wanted.put("codeWord", word));
        return sheet.print(
                gateway,
                gateway.post(path(gateway, hearing) + "/participants", wanted),
                "party",
                "name",
                "link",
                "codeWord");
    }

    @Command(
            name = "participants",
            mixinStandardHelpOptions = true,
            description = "Those who were invited, and their links.")
    int participants(
            @Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        return gateway.print(gateway.get(path(gateway, hearing) + "/participants"), "name", "link", "party");
    }

    @Command(
            name = "pin",
            mixinStandardHelpOptions = true,
            description = "Replace the PIN by which callers without an account get into the lobby.")
    int pin(@Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        return gateway.print(gateway.post(path(gateway, hearing) + "/pin", Map.of()), "number", "title", "pin");
    }

    @Command(name = "invite-device", mixinStandardHelpOptions = true, description = "Give a device a seat.")
    int inviteDevice(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(paramLabel = "DEVICE", description = "Its user name or id.") String device,
            @Option(names = "--lobby", description = "It must wait to be admitted.") boolean lobby) {
        return seats(
                gateway,
                gateway.post(
                        path(gateway, hearing) + "/devices",
                        Map.of("device", DeviceParameter.id(gateway, device), "lobby", lobby)));
    }

    @Command(name = "uninvite", mixinStandardHelpOptions = true, description = "Take a party's seat away.")
    int uninvite(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(paramLabel = PARTY, description = WHO) String party) {
        return seats(gateway, gateway.delete(party(gateway, hearing, party)));
    }

    @Command(name = "start", mixinStandardHelpOptions = true, description = "Those admitted hear and see each other.")
    int start(@Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        return step(gateway, hearing, "start", Map.of());
    }

    @Command(name = "adjourn", mixinStandardHelpOptions = true, description = "A break: nobody hears anybody.")
    int adjourn(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Option(names = "--reason", defaultValue = "", description = "For the record.") String reason) {
        return step(gateway, hearing, "adjourn", Map.of("reason", reason));
    }

    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Go on after a break.")
    int resume(@Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        return step(gateway, hearing, "resume", Map.of());
    }

    @Command(
            name = "close-session",
            mixinStandardHelpOptions = true,
            description = "Go into closed session: nobody is heard or seen by video, and calls wait for its end.")
    int closeSession(
            @Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        return step(gateway, hearing, "close-session", Map.of());
    }

    @Command(name = "reopen-session", mixinStandardHelpOptions = true, description = "Back to open session.")
    int reopenSession(
            @Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        return step(gateway, hearing, "reopen-session", Map.of());
    }

    @Command(
            name = "allow-steering",
            mixinStandardHelpOptions = true,
            description = "Rooms may move the cameras of those whom they see.")
    int allowSteering(
            @Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        return step(gateway, hearing, "allow-steering", Map.of());
    }

    @Command(
            name = "forbid-steering",
            mixinStandardHelpOptions = true,
            description = "Only the clerk may move cameras.")
    int forbidSteering(
            @Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        return step(gateway, hearing, "forbid-steering", Map.of());
    }

    @Command(name = "end", mixinStandardHelpOptions = true, description = "End the hearing for good.")
    int end(@Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        return step(gateway, hearing, "end", Map.of());
    }

    @Command(name = "admit", mixinStandardHelpOptions = true, description = "Let a party in from the lobby.")
    int admit(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(paramLabel = PARTY, description = WHO) String party) {
        return step(gateway, hearing, party, "admit");
    }

    @Command(name = "dismiss", mixinStandardHelpOptions = true, description = "Send a party back to the lobby.")
    int dismiss(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(paramLabel = PARTY, description = WHO) String party) {
        return step(gateway, hearing, party, "dismiss");
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "End a party's call; the seat stays.")
    int remove(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(paramLabel = PARTY, description = WHO) String party) {
        return step(gateway, hearing, party, "remove");
    }

    @Command(name = "mute", mixinStandardHelpOptions = true, description = "Nobody hears a party.")
    int mute(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(paramLabel = PARTY, description = WHO) String party) {
        return step(gateway, hearing, party, "mute");
    }

    @Command(name = "unmute", mixinStandardHelpOptions = true, description = "A party is heard again.")
    int unmute(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(paramLabel = PARTY, description = WHO) String party) {
        return step(gateway, hearing, party, "unmute");
    }

    @Command(
            name = "give-floor",
            mixinStandardHelpOptions = true,
            description = "A party that asks to speak may do so now.")
    int giveFloor(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(paramLabel = PARTY, description = WHO) String party) {
        return step(gateway, hearing, party, "give-floor");
    }

    @Command(
            name = "lower-hand",
            mixinStandardHelpOptions = true,
            description = "A party neither asks to speak nor has the floor any more.")
    int lowerHand(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(paramLabel = PARTY, description = WHO) String party) {
        return step(gateway, hearing, party, "lower-hand");
    }

    @Command(
            name = "stop-sharing",
            mixinStandardHelpOptions = true,
            description = "A party's screen is not shown any more.")
    int stopSharing(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(paramLabel = PARTY, description = WHO) String party) {
        return step(gateway, hearing, party, "stop-sharing");
    }

    @Command(
            name = "layout",
            mixinStandardHelpOptions = true,
            description = "Choose how rooms see the parties, or how one room does.")
    int layout(
            @Mixin GatewayClient gateway,
            @Parameters(index = "0", paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(
                            index = "1",
                            paramLabel = "LAYOUT",
                            description =
                                    "automatic, court, grid, one-and-five, one-and-seven, speaker or side-by-side;"
                                            + " with --party also hearing, for the hearing's again.")
                    String layout,
            @Option(names = "--party", description = "Name or id of the one party for which it is.")
                    Optional<String> party) {
        if (party.isPresent() && layout.equals(AS_THE_HEARING)) {
            return seats(gateway, gateway.post(party(gateway, hearing, party.get()) + "/layout", Map.of()));
        }
        Layout chosen = Layout.ofWord(layout)
                .orElseThrow(() -> new CommandFailedException(
                        "layout: %s (expected: one of %s)".formatted(layout, Layout.words())));
        String path = party.map(one -> party(gateway, hearing, one)).orElseGet(() -> path(gateway, hearing));
        return seats(gateway, gateway.post(path + "/layout", Map.of("layout", chosen)));
    }

    @Command(
            name = "rehearse",
            mixinStandardHelpOptions = true,
            description = "Look on for eight seconds, in which each party says something, and say who hears and sees"
                    + " whom. The exit code is 0 if all do, 1 if somebody does not, 2 if it could not be told.")
    int rehearse(@Mixin GatewayClient gateway, @Parameters(paramLabel = HEARING, description = WHICH) String hearing) {
        JsonNode rehearsed = gateway.post(path(gateway, hearing) + "/rehearsal", Map.of());
        gateway.print(rehearsed, "outcome");
        gateway.printMore(rehearsed.path("answers"), "toName", "sense", "fromName", "outcome", "because", "sentence");
        return switch (rehearsed.path("outcome").asText()) {
            case "PASS" -> 0;
            case "FAIL" -> 1;
            default -> 2;
        };
    }

    @Command(name = "dial", mixinStandardHelpOptions = true, description = "Call a device that has a seat.")
    int dial(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = HEARING, description = WHICH) String hearing,
            @Parameters(paramLabel = PARTY, description = WHO) String party) {
        return gateway.print(gateway.post(party(gateway, hearing, party) + "/dial", Map.of()));
    }

    private static int step(GatewayClient gateway, String hearing, String step, Map<String, String> body) {
        return seats(gateway, gateway.post(path(gateway, hearing) + "/" + step, body));
    }

    private static int step(GatewayClient gateway, String hearing, String party, String step) {
        return seats(gateway, gateway.post(party(gateway, hearing, party) + "/" + step, Map.of()));
    }

    private static int seats(GatewayClient gateway, JsonNode hearing) {
        gateway.print(hearing, "id", "number", "title", "begins", "phase", "layout", "steering", "pin");
        return gateway.printMore(withFloor(hearing), "name", "admitted", "muting", "floor", "layout", "leg", "party");
    }

    /** Each seat with what the hearing's floor says of its party: nothing of most. */
    private static JsonNode withFloor(JsonNode hearing) {
        JsonNode floor = hearing.path("floor");
        ArrayNode seats = JsonNodeFactory.instance.arrayNode();
        for (JsonNode seat : hearing.path("seats")) {
            String party = seat.path("party").asText();
            List<String> said = new ArrayList<>();
            if (party.equals(floor.path("speaker").asText())) {
                said.add("speaks");
            }
            for (JsonNode asking : floor.path("asking")) {
                if (party.equals(asking.path("party").asText())) {
                    said.add("asks");
                }
            }
            if (party.equals(floor.path("presenter").asText())) {
                said.add("shows");
            }
            seats.add(((ObjectNode) seat.deepCopy()).put("floor", String.join(", ", said)));
        }
        return seats;
    }

    private static String path(GatewayClient gateway, String hearing) {
        return "/hearings/" + GatewayClient.part(id(gateway, hearing));
    }

    /** A number may be of several hearings if all but one have ended. @param hearing its number or id */
    static String id(GatewayClient gateway, String hearing) {
        String id = hearing;
        for (JsonNode one : gateway.get("/hearings")) {
            if (one.path("number").asText().equals(hearing)) {
                id = one.path("id").asText();
                if (!one.path("phase").asText().equals("ENDED")) {
                    break;
                }
            }
        }
        return id;
    }

    private static String party(GatewayClient gateway, String hearing, String party) {
        String path = path(gateway, hearing);
        return path + "/parties/"
                + GatewayClient.part(gateway.find(gateway.get(path).path("seats"), party, "party", "name"));
    }
}
