package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Of commands that issue credentials: {@code --sheet FILE}. */
final class SheetOption {

    @Option(
            names = "--sheet",
            paramLabel = "FILE",
            description = "Write it to a new PDF for paper as well, which only you can read; a page for each.")
    private Optional<Path> file = Optional.empty();

    /** Prints what was issued, and then writes the sheet, so that nothing is lost if that fails. */
    int print(GatewayClient gateway, JsonNode issued, String... fields) {
        int status = gateway.print(issued, fields);
        file.ifPresent(path -> {
            List<String> handovers = new ArrayList<>();
            (issued.isArray() ? issued : List.of(issued))
                    .forEach(one -> handovers.add(one.path("handover").asText()));
            JsonNode sheet = gateway.post("/credentials/sheet", Map.of("handovers", handovers));
            write(path, Base64.getDecoder().decode(sheet.path("pdf").asText()));
        });
        return status;
    }

    /** For whoever would lose what is to be written there. */
    static void mustBeNew(Path path) {
        if (Files.exists(path)) {
            throw new CommandFailedException("%s exists already".formatted(path));
        }
    }

    /** A new file that only its owner can read. */
    static void write(Path path, byte[] content) {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer octets = ByteBuffer.wrap(content);
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailedException("%s exists already".formatted(path));
        } catch (IOException e) {
            throw new CommandFailedException("%s cannot be written: %s".formatted(path, e.getMessage()));
        }
    }
}
