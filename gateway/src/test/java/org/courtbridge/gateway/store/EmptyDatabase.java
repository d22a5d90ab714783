package org.courtbridge.gateway.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Embedded databases with all tables and nothing in them. They are made once by migration, which takes a second, and copied from then on,
 * which takes a twentieth of that.
 */
public final class EmptyDatabase {

    private static final String FILE = "courtbridge.mv.db";

    private static final byte[] MIGRATED = migrated();

    private EmptyDatabase() {}

    private static byte[] migrated() {
        try {
            Path folder = Files.createTempDirectory("courtbridge-migrated");
            Path file = folder.resolve(FILE);
            Database.embedded(folder).close();
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            Files.delete(folder);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For those outside of this package, who have no other way to the tables. */
    public static void execute(Database database, String statement) {
        database.execute(statement);
    }

    /** Opens the one in a folder, which is made if there is none. */
    public static Database in(Path folder) {
        try {
            Path file = folder.resolve(FILE);
            if (Files.notExists(file)) {
                Files.createDirectories(folder);
                Files.write(file, MIGRATED);
            }
            return Database.embedded(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
