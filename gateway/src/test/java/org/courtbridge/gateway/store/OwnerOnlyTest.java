package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.courtbridge.gateway.store.backup.Backup;
import org.courtbridge.gateway.store.journal.StoredHearings;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.media.health.InternalErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {

    @TempDir
    Path folder;

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whatOthersCouldReadIsShut() throws IOException {
        Path data = folder.resolve("data");
        Path inside = Files.createDirectories(data.resolve("journal"));
        Path file = Files.writeString(inside.resolve("refused.jsonl"), "x");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "x");
        Files.createSymbolicLink(data.resolve("link"), elsewhere);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-r--r--"));
        OwnerOnly.shut(data);
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(inside)).isEqualTo("rwx------");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(elsewhere)).as("not ours to change").isEqualTo("rw-r--r--");
    }

    /** A process with the umask 0 writes all that the store writes. */
    @Test
    @Timeout(120)
    void whatTheStoreWritesIsItsOwnersOnlyWhateverTheUmask() throws Exception {
        Path log = folder.resolve("log");
        Path data = folder.resolve("data");
        Process child = new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 0 && exec \"$@\"",
                        "sh",
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).as("has ended").isTrue();
        } finally {
            child.toHandle().destroyForcibly();
        }
        assertThat(child.exitValue()).as(Files.readString(log)).isZero();
        Map<String, String> others = new TreeMap<>();
        List<Path> all;
        try (Stream<Path> inside = Files.walk(data)) {
            all = inside.toList();
        }
        for (Path path : all) {
            if (!permissions(path).equals(Files.isDirectory(path) ? "rwx------" : "rw-------")) {
                others.put(path.toString(), permissions(path));
            }
        }
        assertThat(others).isEmpty();
        assertThat(all)
                .extracting(path -> data.relativize(path).toString())
                .contains("courtbridge.mv.db", "secrets.key", "journal/lock", "backups");
    }

    /** Stores something of every kind. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            Path data = Path.of(arguments[0]);
            InstantSource clock = InstantSource.system();
            MasterKey.keptIn(data);
            try (Database database = Database.embedded(data);
                    StoredHearings hearings =
                            StoredHearings.open(database, data.resolve("journal"), new InternalErrors(clock))) {
                hearings.append(
                        "h", Hearing.record(HearingState.initial("h"), Hearing.create("7", "t"), "x", Instant.EPOCH));
                new Backup(database, hearings, new StoredAudit(database, clock), data, clock).make("test");
            }
        }
    }
}
