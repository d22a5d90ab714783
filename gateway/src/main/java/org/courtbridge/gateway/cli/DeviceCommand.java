package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code device} command. */
@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CertificateCommand.class, PushCommand.class},
        description =
                "Devices: list, add, configure one or many, give a new password, rotate and revoke it, remove; their certificates.")
public final class DeviceCommand {

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All devices.")
    int list(@Mixin GatewayClient gateway) {
        return gateway.print(gateway.get("/devices"), "username", "name", "id");
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Add a device; prints its password once.")
    int add(
            @Mixin GatewayClient gateway,
            @Option(names = "--name", required = true, description = "As people know the room.") String name,
            @Option(names = "--username", required = true, description = "What it registers with.") String username,
            @Mixin SheetOption sheet) {
        return sheet.print(
                gateway,
                gateway.post("/devices", Map.of("username", username, "name", name)),
                "id",
                "username",
                "password");
    }

    @Command(name = "password", mixinStandardHelpOptions = true, description = "Make a new password; prints it once.")
    int password(@Mixin GatewayClient gateway, @Mixin DeviceParameter device, @Mixin SheetOption sheet) {
        return sheet.print(
                gateway, gateway.post(device.path(gateway, "/password"), Map.of()), "id", "username", "password");
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Make a new password; the one of now works as well until the overlap ends.")
    int rotate(
            @Mixin GatewayClient gateway,
            @Option(
                            names = "--overlap-hours",
                            defaultValue = "24",
                            description = "1 to 720 (default: ${DEFAULT-VALUE}).")
                    int hours,
            @Mixin DeviceParameter device,
            @Mixin SheetOption sheet) {
        return sheet.print(
                gateway,
                gateway.post(device.path(gateway, "/rotation"), Map.of("overlapHours", hours)),
                "username",
                "password");
    }

    @Command(
            name = "rotate-region",
            mixinStandardHelpOptions = true,
            description = "The same for all devices of a region; prints their new passwords once.")
    int rotateRegion(
            @Mixin GatewayClient gateway,
            @Option(
                            names = "--overlap-hours",
                            defaultValue = "24",
                            description = "1 to 720 (default: ${DEFAULT-VALUE}).")
                    int hours,
            @Parameters(paramLabel = "REGION", description = "As its institutions have it.") String region,
            @Mixin SheetOption sheet) {
        return sheet.print(
                gateway,
                gateway.post("/credentials/rotation", Map.of("region", region, "overlapHours", hours)),
                "username",
                "password");
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description =
                    "Take a device's password at once, and cut its calls; it cannot authenticate until it gets another.")
    int revoke(@Mixin GatewayClient gateway, @Mixin DeviceParameter device) {
        return gateway.print(gateway.post(device.path(gateway, "/revocation"), Map.of()));
    }

    @Command(
            name = "encryption",
            mixinStandardHelpOptions = true,
            description = "Say whether a device's media is encrypted, from its next call on.")
    int encryption(
            @Mixin GatewayClient gateway,
            @Mixin DeviceParameter device,
            @Parameters(index = "1", paramLabel = "WHETHER", description = "required, preferred or off.")
                    String whether) {
        return gateway.print(
                gateway.post(
                        device.path(gateway, "/encryption"), Map.of("encryption", whether.toUpperCase(Locale.ROOT))),
                "username",
                "encryption");
    }

    @Command(
            name = "nat",
            mixinStandardHelpOptions = true,
            description =
                    "Say whether a device is behind a NAT that changes its address, from its next call on: media in the clear are"
                            + " then followed to other addresses than the call comes from.")
    int nat(
            @Mixin GatewayClient gateway,
            @Mixin DeviceParameter device,
            @Parameters(index = "1", paramLabel = "WHICH", description = "same or changes.") String which) {
        if (!which.equals("same") && !which.equals("changes")) {
            throw new CommandFailedException("nat: %s (expected: same or changes)".formatted(which));
        }
        return gateway.print(
                gateway.post(device.path(gateway, "/nat"), Map.of("behindChangingNat", which.equals("changes"))),
                "username",
                "behindChangingNat");
    }

    @Command(
            name = "dialect",
            mixinStandardHelpOptions = true,
            description =
                    "Say how a device differs from others; what is left out stays as it is. Challenges hold from its next request on,"
                            + " pictures from its next call on.")
    int dialect(
            @Mixin GatewayClient gateway,
            @Mixin DeviceParameter device,
            @Option(
                            names = "--challenge",
                            defaultValue = "",
                            description = "Of digest authentication: both, md5-first or md5-only.")
                    String challenge,
            @Option(
                            names = "--largest-picture",
                            defaultValue = "",
                            description = "That the device is told we take: automatic, p720 or p1080.")
                    String picture) {
        Map<String, Object> choice = new LinkedHashMap<>();
        put(choice, "digestChallenge", challenge);
        put(choice, "largestPicture", picture);
        if (choice.isEmpty()) {
            throw new CommandFailedException("dialect: nothing (expected: --challenge or --largest-picture)");
        }
        return gateway.print(
                gateway.post(device.path(gateway, "/dialect"), choice),
                "username",
                "digestChallenge",
                "largestPicture");
    }

    private static void put(Map<String, Object> choice, String name, String said) {
        if (!said.isEmpty()) {
            choice.put(name, said.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    @Command(
            name = "language",
            mixinStandardHelpOptions = true,
            description = "Say in which language a device's people read and hear us, from its next call on.")
    int language(
            @Mixin GatewayClient gateway,
            @Mixin DeviceParameter device,
            @Parameters(index = "1", paramLabel = "LANGUAGE", description = "kk, ru, en or court, for the court's.")
                    String language) {
        return gateway.print(
                gateway.post(
                        device.path(gateway, "/language"),
                        language.equals("court") ? Map.of() : Map.of("language", language)),
                "username",
                "language");
    }

    @Command(
            name = "configure",
            mixinStandardHelpOptions = true,
            description =
                    "Print what a device's configuration will say, without its password; or write it to a file, or tell"
                            + " the device. These have a new password; the one of now works as well for a day.")
    int configure(
            @Mixin GatewayClient gateway, @Mixin DeviceParameter device, @ArgGroup @Nullable ConfigurationWay way) {
        String path = device.path(gateway, "/configuration");
        return Optional.ofNullable(way).orElseGet(ConfigurationWay::new).go(gateway, path);
    }

    @Command(
            name = "enrol",
            mixinStandardHelpOptions = true,
            description = "Issue a one-time token by which a device fetches its configuration; prints it once.")
    int enrol(
            @Mixin GatewayClient gateway,
            @Option(
                            names = "--hours",
                            defaultValue = "24",
                            description = "That it is good, 1 to 168 (default: ${DEFAULT-VALUE}).")
                    int hours,
            @Option(
                            names = "--hardware",
                            defaultValue = "",
                            description =
                                    "MAC address or serial number that may use it; without it, the first that comes.")
                    String hardware,
            @Mixin DeviceParameter device) {
        JsonNode issued =
                gateway.post(device.path(gateway, "/enrolment"), Map.of("hours", hours, "hardware", hardware));
        int done = gateway.print(issued, "url", "file", "token", "goodUntil");
        issued.path("commands").forEach(command -> gateway.remark(command.asText()));
        return done;
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Remove a device.")
    int remove(@Mixin GatewayClient gateway, @Mixin DeviceParameter device) {
        return gateway.print(gateway.delete(device.path(gateway, "")));
    }
}
