package org.courtbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.SecretBox;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.StoredDevices;
import org.courtbridge.gateway.store.backup.Backup;
import org.courtbridge.gateway.store.journal.StoredHearings;
import org.courtbridge.media.health.InternalErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RestoreCommandTest {

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int restore(Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return new CommandLine(new RestoreCommand())
                .setOut(new PrintWriter(out, true))
                .setExecutionExceptionHandler((e, _, _) -> {
                    err.append(e.getMessage());
                    return 1;
                })
                .execute(texts);
    }

    private Path backup(Path data) {
        try (Database database = EmptyDatabase.in(data);
                StoredHearings hearings =
                        StoredHearings.open(database, data.resolve("journal"), new InternalErrors(CLOCK))) {
            SecretBox box = SecretBox.open(database, MasterKey.keptIn(data));
            new StoredDevices(database, "court", box, CLOCK).add("Зал", "room", "құпия-сөз-12345");
            return new Backup(database, hearings, new StoredAudit(database, CLOCK), data, CLOCK).make("user:test");
        }
    }

    @Test
    void aNewFolderHasTheKeyAndOpensThePasswords() throws Exception {
        Path data = folder.resolve("data");
        Path again = folder.resolve("again");
        Path file = backup(data);
        assertThat(restore(file, "--data", again)).isEqualTo(1);
        assertThat(err.toString())
                .contains("a backup has no master key: name the file of the one")
                .contains("--master-key-file");
        assertThat(again).doesNotExist();

        Path key = data.resolve("secrets.key");
        assertThat(restore(file, "--data", again, "--master-key-file", key))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains(again + " has what the gateway kept at ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(again.resolve("secrets.key"))))
                .isEqualTo("rw-------");
        try (Database database = Database.embedded(again)) {
            SecretBox box = SecretBox.open(database, MasterKey.foundIn(again).orElseThrow());
            StoredDevices devices = new StoredDevices(database, "court", box, CLOCK);
            assertThat(devices.password(devices.all().getFirst().id())).contains("құпия-сөз-12345");
        }
    }

    @Test
    void aKeyFileThatIsNoneIsNamed() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "geheim");
        assertThat(restore(folder.resolve("none.zip"), "--data", folder.resolve("again"), "--master-key-file", wrong))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("master key " + wrong).doesNotContain("geheim");
    }

    @Test
    void aBackupThatIsNotThereIsNamed() throws Exception {
        Path key = Files.write(folder.resolve("key"), new byte[32]);
        assertThat(restore(folder.resolve("none.zip"), "--data", folder.resolve("again"), "--master-key-file", key))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("backup " + folder.resolve("none.zip") + " cannot be read");
    }
}
