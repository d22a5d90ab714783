package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that cannot be opened says why, and what to do about it. */
class DatabaseFaultTest {

    private static final String REMEDY =
            "restore the last backup into a new one: ./courtbridge restore (docs/backup.md)";

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("courtbridge.mv.db");
    }

    private void make() {
        EmptyDatabase.in(folder).close();
    }

    private void isDamaged() {
        assertThatThrownBy(() -> Database.embedded(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("database " + file() + " is damaged: ")
                .hasMessageEndingWith(REMEDY);
        assertThat(Database.embeddedFault(folder))
                .hasValueSatisfying(fault -> assertThat(fault).contains("is damaged"));
    }

    @Test
    void aWholeOneHasNoFaultAndNoneHasNoneEither() {
        assertThat(Database.embeddedFault(folder)).isEmpty();
        make();
        assertThat(Database.embeddedFault(folder)).isEmpty();
    }

    /** A new database would take its place, and nobody would know. */
    @Test
    void anEmptyFileIsNoDatabase() throws IOException {
        Files.createFile(file());
        isDamaged();
        assertThat(file()).isEmptyFile();
    }

    @Test
    void aFileOfSomethingElseIsNamed() throws IOException {
        byte[] zeros = new byte[64 << 10];
        Files.write(file(), zeros);
        isDamaged();
        Arrays.fill(zeros, (byte) 'x');
        Files.write(file(), zeros);
        isDamaged();
    }

    /** As of a file of which only an old state could be read: a migration finds what it is to make. */
    @Test
    void tablesThatDoNotBelongToTheRecordOfMigrationsAreNamed() {
        try (Database database = EmptyDatabase.in(folder)) {
            database.execute("delete from \"flyway_schema_history\" where \"installed_rank\" > 7");
        }
        assertThatThrownBy(() -> Database.embedded(folder))
                .hasMessageContaining("is damaged: its tables are not those that its record of migrations names")
                .hasMessageEndingWith(REMEDY);
    }

    @Test
    void theDoctorSeesThatTheRecordOfMigrationsIsGone() {
        try (Database database = EmptyDatabase.in(folder)) {
            database.execute("drop table \"flyway_schema_history\"");
        }
        assertThat(Database.embeddedFault(folder))
                .hasValueSatisfying(
                        fault -> assertThat(fault).startsWith("database table flyway_schema_history is damaged"));
        assertThatThrownBy(() -> Database.embedded(folder))
                .hasMessageContaining("is damaged: it has lost its record of migrations")
                .hasMessageEndingWith(REMEDY);
    }

    @Test
    void oneThatIsInUseIsNotCalledDamaged() {
        try (Database first = EmptyDatabase.in(folder)) {
            assertThat(first.isUp()).isTrue();
            assertThatThrownBy(() -> Database.embedded(folder))
                    .hasMessage("database %s: another process uses it; is a gateway running there already?"
                            .formatted(file()));
        }
    }
}
