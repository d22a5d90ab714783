package org.courtbridge.gateway.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code device certificate} command. */
@Command(
        name = "certificate",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Certificates by which devices prove over TLS who they are, and whose authorities are believed.")
final class CertificateCommand {

    private static final String CERTIFICATES = "/certificates";

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All that a device has and had.")
    int list(@Mixin GatewayClient gateway, @Mixin DeviceParameter device) {
        return gateway.print(
                gateway.get(device.path(gateway, CERTIFICATES)), "serial", "subject", "origin", "notAfter", "revoked");
    }

    @Command(
            name = "issue",
            mixinStandardHelpOptions = true,
            description =
                    "Sign a device's request, or make a key for it as a PKCS #12 file and print its password once.")
    int issue(
            @Mixin GatewayClient gateway,
            @Option(
                            names = "--request",
                            description = "File with its request (PKCS #10, PEM); without it a key is made.")
                    Optional<Path> request,
            @Option(names = "--out", required = true, description = "File that is written; none may be there.")
                    Path out,
            @Mixin DeviceParameter device) {
        SheetOption.mustBeNew(out);
        String path = device.path(gateway, CERTIFICATES);
        if (request.isPresent()) {
            JsonNode signed = gateway.post(path, Map.of("request", read(request.get())));
            SheetOption.write(out, signed.path("certificate").asText().getBytes(US_ASCII));
            return gateway.print(signed, "serial", "notAfter");
        }
        JsonNode made = gateway.post(path + "/key", Map.of());
        SheetOption.write(out, Base64.getDecoder().decode(made.path("pkcs12").asText()));
        return gateway.print(made, "serial", "notAfter", "password");
    }

    @Command(
            name = "know",
            mixinStandardHelpOptions = true,
            description = "Tell of a certificate that a device has from its institution's authority.")
    int know(
            @Mixin GatewayClient gateway,
            @Mixin DeviceParameter device,
            @Parameters(
                            index = "1",
                            paramLabel = "FILE",
                            description = "The certificate, PEM; those between it and the authority after it.")
                    Path file) {
        return gateway.print(
                gateway.post(device.path(gateway, CERTIFICATES + "/known"), Map.of("certificate", read(file))),
                "serial",
                "subject",
                "notAfter");
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Take a certificate at once; the device's registrations end.")
    int revoke(
            @Mixin GatewayClient gateway,
            @Mixin DeviceParameter device,
            @Parameters(index = "1", paramLabel = "SERIAL", description = "Serial number, or fingerprint.")
                    String certificate) {
        String path = device.path(gateway, CERTIFICATES);
        String fingerprint = gateway.find(gateway.get(path), certificate, "fingerprint", "serial");
        return gateway.print(
                gateway.post(path + "/" + GatewayClient.part(fingerprint) + "/revocation", Map.of()),
                "serial",
                "revoked");
    }

    @Command(
            name = "enrol",
            mixinStandardHelpOptions = true,
            description = "Make a secret by which the device gets a certificate by EST, once; prints it once.")
    int enrol(@Mixin GatewayClient gateway, @Mixin DeviceParameter device) {
        return gateway.print(
                gateway.post(device.path(gateway, CERTIFICATES + "/enrolment"), Map.of()),
                "username",
                "secret",
                "until");
    }

    @Command(
            name = "authorities",
            mixinStandardHelpOptions = true,
            description = "The authorities that are believed about an institution's devices.")
    int authorities(
            @Mixin GatewayClient gateway,
            @Parameters(paramLabel = "INSTITUTION", description = "Its name or id.") String institution) {
        return gateway.print(gateway.get(authoritiesOf(gateway, institution)), "fingerprint", "subject", "notAfter");
    }

    @Command(
            name = "trust",
            mixinStandardHelpOptions = true,
            description = "Believe an authority about an institution's devices.")
    int trust(
            @Mixin GatewayClient gateway,
            @Parameters(index = "0", paramLabel = "INSTITUTION", description = "Its name or id.") String institution,
            @Parameters(index = "1", paramLabel = "FILE", description = "The authority's certificate, PEM.")
                    Path file) {
        return gateway.print(
                gateway.post(authoritiesOf(gateway, institution), Map.of("certificate", read(file))),
                "fingerprint",
                "subject",
                "notAfter");
    }

    @Command(
            name = "distrust",
            mixinStandardHelpOptions = true,
            description = "Believe an authority no longer; registrations of the institution's devices end.")
    int distrust(
            @Mixin GatewayClient gateway,
            @Parameters(index = "0", paramLabel = "INSTITUTION", description = "Its name or id.") String institution,
            @Parameters(index = "1", paramLabel = "FINGERPRINT", description = "Of the authority.")
                    String fingerprint) {
        return gateway.print(
                gateway.delete(authoritiesOf(gateway, institution) + "/" + GatewayClient.part(fingerprint)));
    }

    private static String authoritiesOf(GatewayClient gateway, String institution) {
        String id = gateway.find(gateway.get("/institutions"), institution, "id", "name");
        return "/institutions/" + GatewayClient.part(id) + "/authorities";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailedException("cannot read %s: %s".formatted(file, e.getMessage()));
        }
    }
}
