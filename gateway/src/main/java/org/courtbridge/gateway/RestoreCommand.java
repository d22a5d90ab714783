package org.courtbridge.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.OwnerOnly;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.gateway.store.backup.Restoration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a new data folder from a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Make a new data folder, and fill its database, from a backup; no gateway may be running with it.")
final class RestoreCommand implements Callable<Integer> {

    @Mixin
    private RunCommand.Settings settings = new RunCommand.Settings();

    @Option(names = "--data", description = "The new data folder, empty or not there; else the configured one.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--master-key-file",
            paramLabel = "FILE",
            description = "The master key of the gateway when the backup was made, such as its secrets.key; else the"
                    + " configured one. It is put into the new folder unless the configuration has it.")
    private Optional<Path> keyFile = Optional.empty();

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of(".");

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        GatewayConfig config = settings.read();
        Path data = folder.orElse(config.data());
        GatewayConfig.Database database = config.database();
        Restoration restoration = new Restoration(file, key(config));
        Restoration.Restored restored = database.url()
                .map(url -> restoration.into(data, url, database.user(), database.password()))
                .orElseGet(() -> restoration.into(data));
        if (config.secrets().masterKey().isEmpty()) {
            OwnerOnly.write(data.resolve("secrets.key"), Files.readAllBytes(keyFile.orElseThrow()));
        }
        command.commandLine()
                .getOut()
                .printf("%s has what the gateway kept at %s (%d tables)%n", data, restored.made(), restored.tables());
        return 0;
    }

    private MasterKey key(GatewayConfig config) {
        Optional<MasterKey> given = keyFile.map(RestoreCommand::read);
        return given.or(config.secrets()::masterKey)
                .orElseThrow(
                        () -> new StoreException("a backup has no master key: name the file of the one that the gateway"
                                + " had, such as a copy of its secrets.key (--master-key-file)"));
    }

    private static MasterKey read(Path file) {
        try {
            return MasterKey.read(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException("master key %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
