package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The {@code backup} command. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Copy all that the running gateway keeps into one file, while hearings go on; without the master key.")
public final class BackupCommand implements Callable<Integer> {

    /** A nation's database is some gigabytes. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    @Mixin
    private GatewayClient gateway = new GatewayClient();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description =
                    "Where the backup goes, and must not be there yet; without it, to the folder backups of the data.")
    private Optional<Path> target = Optional.empty();

    @Override
    public Integer call() {
        if (target.filter(Files::exists).isPresent()) {
            throw new CommandFailedException("%s is there already; name another file".formatted(target.get()));
        }
        JsonNode made = gateway.post("/backups", Map.of(), PATIENCE);
        Path file = Path.of(made.path("file").asText());
        Path last = target.map(wanted -> moved(file, wanted)).orElse(file);
        return gateway.print(JsonNodeFactory.instance.objectNode().put("file", last.toString()), "file");
    }

    /** Moves it, also to another disk. @throws CommandFailedException if it cannot be; then there is nothing at the target */
    static Path moved(Path file, Path target) {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(
                        target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            copy(in, out, target);
        } catch (FileAlreadyExistsException _) {
            throw new CommandFailedException("%s is there already; the backup is in %s".formatted(target, file));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "the backup cannot be moved to %s (%s); it is in %s on the gateway's machine"
                            .formatted(target, e, file));
        }
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "%s is copied to %s and cannot be deleted (%s)".formatted(file, target, e));
        }
        return target;
    }

    /** A part of a backup is none, and would be in the way of the next. */
    private static void copy(FileChannel in, FileChannel out, Path target) throws IOException {
        try {
            long copied = 0;
            while (copied < in.size()) {
                copied += in.transferTo(copied, in.size() - copied, out);
            }
            out.force(true);
        } catch (IOException e) {
            Files.delete(target);
            throw e;
        }
    }
}
