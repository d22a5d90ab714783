package org.courtbridge.gateway.store.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.OwnerOnly;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.Tables;
import org.courtbridge.gateway.store.journal.StoredHearings;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;

/**
 * Copies all that a gateway keeps into one file, while hearings run: the journal, and the database as it is at one moment after it.
 *
 * <p>The order matters. What the journal held at its moment and the database had not yet is in the copy of the journal; what is
 * younger may be in the database. So every hearing is in the backup up to one of its events, without a gap, and up to the moment at
 * which the backup began at least. No segment of the journal that goes meanwhile is missed: its events are in the database before.
 *
 * <p>The master key is not in it: by a backup alone nobody has the secrets.
 */
public final class Backup {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final List<String> CERTIFICATE = List.of("tls-certificate.pem", "tls-key.pem");

    /** H2's isolation level of that name, which JDBC does not know. PostgreSQL's repeatable read is the same. */
    private static final int SNAPSHOT = 6;

    private final Database database;
    private final StoredHearings hearings;
    private final StoredAudit audit;
    private final Path data;
    private final InstantSource clock;

    /** @param data folder of the gateway */
    public Backup(Database database, StoredHearings hearings, StoredAudit audit, Path data, InstantSource clock) {
        this.database = database;
        this.hearings = hearings;
        this.audit = audit;
        this.data = data;
        this.clock = clock;
    }

    /**
     * Makes a backup in the folder {@code backups} of the data folder. One at a time.
     *
     * @param actor whom the audit trail names
     * @return the file, which is its owner's only
     * @throws StoreException if it cannot be made; then there is no file
     */
    public synchronized Path make(String actor) {
        database.jdbi()
                .useTransaction(handle -> audit.add(
                        handle, actor, "backup.make", new Subject("backup", "backups", "backups"), List.of()));
        Instant now = clock.instant();
        Path file = data.resolve("backups").resolve("courtbridge-%s.zip".formatted(STAMP.format(now)));
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            OwnerOnly.folder(data.resolve("backups"));
            Files.deleteIfExists(unfinished);
            try (FileChannel channel =
                    OwnerOnly.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(Channels.newOutputStream(channel), now);
                channel.force(true);
            }
            Files.move(unfinished, file);
            return file;
        } catch (IOException | SQLException | RuntimeException e) {
            discard(unfinished, e);
            throw new StoreException("the backup %s cannot be made: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void discard(Path unfinished, Exception why) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private void write(OutputStream out, Instant now) throws IOException, SQLException {
        BackupWriter archive = new BackupWriter(out);
        hearings.copyJournal((file, content) -> archive.add(BackupReader.JOURNAL + file, content));
        for (String name : CERTIFICATE) {
            Path file = data.resolve(name);
            if (Files.exists(file)) {
                archive.add(name, Files.readAllBytes(file));
            }
        }
        try (Connection connection = database.source().getConnection()) {
            connection.setTransactionIsolation(
                    database.isPostgres() ? Connection.TRANSACTION_REPEATABLE_READ : SNAPSHOT);
            connection.setAutoCommit(false);
            try {
                TableRows rows = new TableRows(connection);
                String schema = rows.schemaVersion();
                for (String table : Tables.inOrder(connection)) {
                    archive.add(BackupReader.TABLES + table + BackupReader.ROWS, sink -> rows.write(table, sink));
                }
                archive.finish(schema, now);
            } finally {
                connection.rollback();
            }
        }
    }
}
