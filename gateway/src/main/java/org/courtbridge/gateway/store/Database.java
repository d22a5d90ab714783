package org.courtbridge.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The database, migrated to this version: H2 inside this process, or PostgreSQL 15 and later, with the same tables and
 * the same SQL.
 */
public final class Database implements AutoCloseable {

    /** Longer than this nobody waits for a connection: a call is being answered meanwhile. */
    private static final int CONNECTION_TIMEOUT_MS = 2_000;

    /** Of one that begins while the embedded database is to be opened anew. */
    private static final Duration LONGEST_WORK = Duration.ofSeconds(1);

    private static final Duration SHORT = Duration.ofMillis(2);

    private final HikariDataSource pool;
    private final FluentConfiguration migrations;
    private final Optional<EmbeddedSource> embedded;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool, FluentConfiguration migrations, Optional<EmbeddedSource> embedded) {
        this.pool = pool;
        this.migrations = migrations;
        this.embedded = embedded;
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Opens the database embedded in this process, and creates it if there is none.
     *
     * @param folder where its files are
     * @throws StoreException if another process has it open, or it cannot be read
     */
    public static Database embedded(Path folder) {
        return embedded(folder, Flyway::migrate);
    }

    /** Makes the embedded database of a folder without any table. */
    public static Database emptyEmbedded(Path folder) {
        return embedded(folder, _ -> {});
    }

    /**
     * Opens a database that has no table.
     *
     * @throws StoreException if it cannot be reached, or has any
     */
    public static Database empty(String url, Optional<String> user, Optional<String> password) {
        Database database = open(url, user, password, _ -> {});
        if (!database.tables().isEmpty()) {
            database.close();
            throw new StoreException("database %s is not empty: make a new one, and name it in the configuration"
                    .formatted(withoutQuery(url)));
        }
        return database;
    }

    /**
     * Makes the tables as they are in a version, in a database that has none.
     *
     * @param backup that is of this version, for the complaint
     * @throws StoreException if the program does not know this version as yet
     */
    public void migrateTo(String version, Path backup) {
        Flyway flyway =
                Flyway.configure().configuration(migrations).target(version).load();
        boolean known = Arrays.stream(migrations.load().info().all())
                .anyMatch(migration -> MigrationVersion.fromVersion(version).equals(migration.getVersion()));
        if (!known) {
            throw new StoreException(("backup %s was made by a newer version of the program, with tables of version %s;"
                            + " restore it with that version or a later one")
                    .formatted(backup, version));
        }
        flyway.migrate();
    }

    private static Database embedded(Path folder, Consumer<Flyway> migration) {
        Path file = folder.resolve("courtbridge" + DatabaseFiles.SUFFIX);
        if (Files.exists(file) && file.toFile().length() == 0) {
            // A database would be begun anew in its place, and nobody would know what is gone.
            throw new StoreException(DatabaseFault.damaged(file.toString(), "it is empty"));
        }
        EmbeddedSource source = new EmbeddedSource(folder);
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setAllowPoolSuspension(true);
        // H2's own check says of connections that they are good when their database has long closed itself.
        config.setConnectionTestQuery("select 1");
        config.setExceptionOverride(new ClosedDatabase());
        try {
            Database database = open(
                    config, Flyway.configure().dataSource(source), Optional.of(source), file.toString(), migration);
            source.onFailure(database.pool.getHikariPoolMXBean()::softEvictConnections);
            return database;
        } catch (StoreException e) {
            source.close();
            throw e;
        }
    }

    /**
     * Connects and migrates.
     *
     * @param url JDBC URL, such as {@code jdbc:postgresql://host/courtbridge}
     * @throws StoreException if the database cannot be reached or migrated
     */
    public static Database open(String url, Optional<String> user, Optional<String> password) {
        return open(url, user, password, Flyway::migrate);
    }

    private static Database open(
            String url, Optional<String> user, Optional<String> password, Consumer<Flyway> migration) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        user.ifPresent(config::setUsername);
        password.ifPresent(config::setPassword);
        FluentConfiguration migrations = Flyway.configure().dataSource(url, user.orElse(null), password.orElse(null));
        return open(config, migrations, Optional.empty(), withoutQuery(url), migration);
    }

    /** @param migrations by connections that are not of the pool: a start may take as long as a busy machine needs for it */
    private static Database open(
            HikariConfig config,
            FluentConfiguration migrations,
            Optional<EmbeddedSource> embedded,
            String place,
            Consumer<Flyway> migration) {
        config.setPoolName("database");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        try {
            HikariDataSource pool = new HikariDataSource(config);
            try {
                migration.accept(migrations.load());
                return new Database(pool, migrations, embedded);
            } catch (RuntimeException e) {
                pool.close();
                throw e;
            }
        } catch (RuntimeException e) {
            throw new StoreException(DatabaseFault.of(place, e), e);
        }
    }

    /**
     * Runs one statement in a transaction of its own.
     *
     * @param arguments for each {@code ?} in it
     * @return how many rows it changed
     */
    public int execute(String sql, Object... arguments) {
        return jdbi.withHandle(handle -> handle.execute(sql, arguments));
    }

    /**
     * The fault of the embedded database of a data folder, and what to do about it; empty if it can be read, or there is none. It is
     * left as it is: nothing is migrated.
     */
    public static Optional<String> embeddedFault(Path folder) {
        return Files.exists(folder.resolve("courtbridge" + DatabaseFiles.SUFFIX))
                ? fault(() -> embedded(folder, _ -> {}))
                : Optional.empty();
    }

    /** The fault of a database, and what to do about it; empty if it can be read. */
    public static Optional<String> fault(String url, Optional<String> user, Optional<String> password) {
        return fault(() -> open(url, user, password, _ -> {}));
    }

    private static Optional<String> fault(Supplier<Database> opening) {
        try (Database database = opening.get()) {
            return database.unreadableTable();
        } catch (StoreException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private List<String> tables() {
        return jdbi.withHandle(handle -> {
            try {
                return Tables.inOrder(handle.getConnection());
            } catch (SQLException e) {
                throw new StoreException("the database's tables cannot be listed: " + e.getMessage(), e);
            }
        });
    }

    /** Reads every row. A database without tables is one that no gateway has used as yet. */
    private Optional<String> unreadableTable() {
        List<String> tables = new ArrayList<>(tables());
        if (!tables.isEmpty()) {
            tables.add(Tables.MIGRATIONS);
        }
        for (String table : tables) {
            try {
                jdbi.useHandle(handle ->
                        handle.createQuery("select * from " + table).mapToMap().forEach(_ -> {}));
            } catch (RuntimeException e) {
                return Optional.of(DatabaseFault.damaged("table " + table, firstLine(e)));
            }
        }
        return Optional.empty();
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Leaves out what may hold a password. */
    private static String withoutQuery(String url) {
        return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
    }

    public DataSource source() {
        return pool;
    }

    public boolean isPostgres() {
        return embedded.isEmpty();
    }

    /** The commit of this transaction waits for the disk, even of a server that is set up to answer before. */
    public void commitToDisk(Handle handle) {
        if (isPostgres()) {
            handle.select("select set_config('synchronous_commit', 'on', true)"
                            + " where current_setting('synchronous_commit') = 'off'")
                    .mapTo(String.class)
                    .findOne();
        }
    }

    /**
     * Number of times that the embedded database was opened, as it was closed meanwhile: what was committed before need not be in it.
     * PostgreSQL keeps what it has committed, and this is always the same.
     */
    public long openings() {
        return embedded.map(EmbeddedSource::openings).orElse(1L);
    }

    /**
     * Sees to it that what is read from now on is what is on the disk. The embedded database is synchronised with its file and
     * opened anew, between two pieces of work of others; what PostgreSQL has committed is there.
     *
     * @throws StoreException if something could not be written, or others never paused for long enough
     */
    public void readFromDisk() {
        embedded.ifPresent(this::openAnew);
    }

    private void openAnew(EmbeddedSource source) {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        connections.suspendPool();
        try {
            awaitIdle(connections);
            source.sync();
        } catch (SQLException e) {
            throw new StoreException("the database cannot be synchronised with its file: " + e.getMessage(), e);
        } finally {
            connections.softEvictConnections();
            connections.resumePool();
        }
    }

    private static void awaitIdle(HikariPoolMXBean connections) {
        long end = System.nanoTime() + LONGEST_WORK.toNanos();
        while (connections.getActiveConnections() > 0) {
            if (System.nanoTime() - end > 0) {
                throw new StoreException("the database is in use all the time");
            }
            LockSupport.parkNanos(SHORT.toNanos());
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Whether the database answers now; for the readiness of the gateway. */
    public boolean isUp() {
        try {
            return jdbi.withHandle(handle ->
                    handle.createQuery("select 1").mapTo(Integer.class).one() == 1);
        } catch (RuntimeException _) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
        embedded.ifPresent(EmbeddedSource::close);
    }
}
