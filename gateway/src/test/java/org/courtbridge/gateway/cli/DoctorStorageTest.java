package org.courtbridge.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.courtbridge.media.transport.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The doctor's findings about the data folder and the database, where no gateway runs. */
class DoctorStorageTest {

    @TempDir
    Path folder;

    private String doctor(DoctorCommand.Storage storage) {
        StringWriter out = new StringWriter();
        new CommandLine(new DoctorCommand(_ ->
                        new DoctorCommand.Setup(folder, Optional.empty(), List.of(), List.of(), List.of(), storage)))
                .setOut(new PrintWriter(out, true))
                .execute("--url", "http://127.0.0.1:" + FreePort.any());
        return out.toString();
    }

    private static DoctorCommand.Storage storage(boolean embedded, boolean keyElsewhere) {
        return new DoctorCommand.Storage(1, embedded, keyElsewhere, _ -> Optional.empty());
    }

    @Test
    void warnsWhileTheMasterKeyLiesBesideTheDatabase() throws Exception {
        assertThat(doctor(storage(true, false))).contains("good  master key: none made as yet");
        Files.write(folder.resolve("secrets.key"), new byte[32]);
        assertThat(doctor(storage(true, false)))
                .containsPattern("warn {2}master key: .*secrets\\.key lies beside the database that it protects");
        assertThat(doctor(storage(true, true)))
                .containsPattern("warn {2}master key: .*secrets\\.key is a former one; delete it");
        assertThat(doctor(storage(false, false))).contains("good  master key: ");
        Files.delete(folder.resolve("secrets.key"));
        assertThat(doctor(storage(true, true))).contains("good  master key: it is not in the data folder");
    }

    @Test
    void saysThatOthersCanGetAtTheDataFolder() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThat(doctor(storage(true, false))).contains("good  permissions: ");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(doctor(storage(true, false)))
                .contains("BAD   permissions: others can get at " + folder)
                .contains("chmod -R go= " + folder);
    }

    @Test
    void saysWhatIsWrongWithTheDatabase() {
        assertThat(doctor(storage(true, false))).contains("good  database: ");
        assertThat(doctor(new DoctorCommand.Storage(
                        1, true, false, data -> Optional.of("database in %s is damaged".formatted(data)))))
                .contains("BAD   database: database in " + folder + " is damaged");
    }

    @Test
    void wantsTheSpaceThatIsConfigured() {
        assertThat(doctor(storage(true, false))).containsPattern("good {2}disk: \\d+ MiB free \\(needed: 0\\)");
        assertThat(doctor(new DoctorCommand.Storage(Long.MAX_VALUE, true, false, _ -> Optional.empty())))
                .containsPattern("BAD {3}disk: \\d+ MiB free \\(needed: \\d+\\)");
    }
}
