package org.courtbridge.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * The database, migrated to this version: H2 inside this process, or PostgreSQL 15 and later, with the same tables and
 * the same SQL.
 */
public final class Database implements AutoCloseable {

    /** Longer than this nobody waits for a connection: a call is being answered meanwhile. */
    private static final int CONNECTION_TIMEOUT_MS = 2_000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Opens the database embedded in this process, and creates it if there is none.
     *
     * @param folder where its files are
     * @throws StoreException if another process has it open, or it cannot be read
     */
    public static Database embedded(Path folder) {
        // Without WRITE_DELAY=0 a killed process loses rows that it had committed.
        String url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve("courtbridge")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        return open(url, Optional.of("courtbridge"), Optional.of(""));
    }

    /**
     * Connects and migrates.
     *
     * @param url JDBC URL, such as {@code jdbc:postgresql://host/courtbridge}
     * @throws StoreException if the database cannot be reached or migrated
     */
    public static Database open(String url, Optional<String> user, Optional<String> password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        user.ifPresent(config::setUsername);
        password.ifPresent(config::setPassword);
        config.setPoolName("database");
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        try {
            HikariDataSource pool = new HikariDataSource(config);
            try {
                Flyway.configure().dataSource(pool).load().migrate();
                return new Database(pool);
            } catch (RuntimeException e) {
                pool.close();
                throw e;
            }
        } catch (RuntimeException e) {
            throw new StoreException("database %s: %s".formatted(withoutQuery(url), rootMessage(e)), e);
        }
    }

    /**
     * Runs one statement in a transaction of its own.
     *
     * @param arguments for each {@code ?} in it
     * @return how many rows it changed
     */
    int execute(String sql, Object... arguments) {
        return jdbi.withHandle(handle -> handle.execute(sql, arguments));
    }

    /** Leaves out what may hold a password. */
    private static String withoutQuery(String url) {
        return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }

    DataSource source() {
        return pool;
    }

    boolean isPostgres() {
        return pool.getJdbcUrl().startsWith("jdbc:postgresql:");
    }

    Jdbi jdbi() {
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
    }
}
