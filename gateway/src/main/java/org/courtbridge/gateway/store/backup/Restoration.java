package org.courtbridge.gateway.store.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.gateway.store.OwnerOnly;
import org.courtbridge.gateway.store.SecretKeys;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.gateway.store.Tables;

/**
 * Makes the data folder of a gateway from a backup, and fills its database. All is checked before anything is written, and the folder
 * appears when it is whole.
 */
public final class Restoration {

    private final Path file;
    private final MasterKey key;

    /** @param key by which the gateway sealed the keys of its secrets */
    public Restoration(Path file, MasterKey key) {
        this.file = file;
        this.key = key;
    }

    /** Result of a restoration. @param made the time of the backup */
    public record Restored(String made, int tables) {}

    /**
     * Into the embedded database of a new data folder.
     *
     * @throws StoreException if the folder holds anything, the backup is broken or of a newer version, or the key is another; the
     *     message says what to do
     */
    public Restored into(Path data) {
        return into(data, Database::emptyEmbedded);
    }

    /** As {@link #into(Path)}, and into a database of PostgreSQL that has no tables. */
    public Restored into(Path data, String url, Optional<String> user, Optional<String> password) {
        return into(data, _ -> Database.empty(url, user, password));
    }

    private Restored into(Path data, Function<Path, Database> opening) {
        Path target = data.toAbsolutePath();
        Path making = target.resolveSibling(target.getFileName() + ".restoring");
        try (BackupReader backup = BackupReader.open(file)) {
            checkKey(backup);
            checkEmpty(target);
            delete(making);
            try {
                OwnerOnly.folder(making);
                copyFiles(backup, making);
                fill(backup, making, opening);
                Files.deleteIfExists(target);
                Files.move(making, target);
            } catch (IOException | SQLException | RuntimeException e) {
                deleteAfter(making, e);
                throw e;
            }
            return new Restored(backup.made(), backup.tables().size());
        } catch (IOException | SQLException e) {
            throw new StoreException("%s cannot be restored: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void checkKey(BackupReader backup) throws IOException {
        Optional<String> sealed = backup.sealedKeys();
        if (sealed.isPresent() && SecretKeys.unsealed(sealed.get(), key).isEmpty()) {
            throw new StoreException(
                    "the master key is not that of the backup %s: give the one that the gateway had when it was made"
                                    .formatted(file)
                            + " (--master-key-file, or secrets.master-key)");
        }
    }

    private static void checkEmpty(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        try (Stream<Path> inside = Files.list(target)) {
            if (inside.findAny().isPresent()) {
                throw new StoreException(
                        "%s is not empty: move it away, or restore into another folder (--data); nothing was changed"
                                .formatted(target));
            }
        }
    }

    private static void copyFiles(BackupReader backup, Path folder) throws IOException {
        OwnerOnly.folder(folder.resolve("journal"));
        for (String name : backup.names()) {
            if (!name.startsWith(BackupReader.TABLES)) {
                Path copy = folder.resolve(name).normalize();
                if (!copy.startsWith(folder)) {
                    throw new StoreException(
                            "the backup has a file of the name %s, which is no name of ours".formatted(name));
                }
                OwnerOnly.write(copy, backup.content(name));
            }
        }
    }

    private void fill(BackupReader backup, Path folder, Function<Path, Database> opening)
            throws IOException, SQLException {
        try (Database database = opening.apply(folder)) {
            database.migrateTo(backup.schema(), file);
            try (Connection connection = database.source().getConnection()) {
                connection.setAutoCommit(false);
                List<String> tables = Tables.inOrder(connection);
                if (!new TreeSet<>(tables).equals(new TreeSet<>(backup.tables()))) {
                    throw new StoreException("backup %s has the tables %s, and its version has %s"
                            .formatted(file, new TreeSet<>(backup.tables()), new TreeSet<>(tables)));
                }
                TableRows rows = new TableRows(connection);
                rows.clear(tables);
                for (String table : tables) {
                    try (BufferedReader lines = backup.rows(table)) {
                        rows.read(table, lines);
                    }
                }
                connection.commit();
            }
            database.readFromDisk();
        }
    }

    private static void deleteAfter(Path folder, Exception why) {
        try {
            delete(folder);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> inside = Files.walk(folder)) {
            all = inside.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
