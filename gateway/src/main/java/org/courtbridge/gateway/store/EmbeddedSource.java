package org.courtbridge.gateway.store;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.logging.log4j.LogManager;

/**
 * Connections to the database embedded in this process. A database that has closed itself, or of which a write failed, is opened
 * anew from its file by whoever asks for the next connection.
 */
final class EmbeddedSource implements DataSource, AutoCloseable {

    private static final org.apache.logging.log4j.Logger LOG = LogManager.getLogger();

    private static final String USER = "courtbridge";

    /**
     * Without {@code WRITE_DELAY=0} a killed process loses rows that it had committed. A trace would hold statements with what is
     * in them, in clear.
     */
    private static final String SETTINGS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE" + ";TRACE_LEVEL_FILE=0";

    private static final int LOGIN_TIMEOUT_SECONDS = 5;

    private final Path folder;
    private volatile Runnable onFailure = () -> {};

    /** Of the present opening. Guarded by this. */
    private Optional<DatabaseFiles> files = Optional.empty();

    /** Of the opening before it, of which connections may still be being closed. Guarded by this. */
    private Optional<DatabaseFiles> former = Optional.empty();

    /** Guarded by this. */
    private boolean closed;

    private volatile long openings;

    /** @param folder where the files are */
    EmbeddedSource(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Sets who is told, on any thread and to return at once, that connections made before are of no use any more. */
    void onFailure(Runnable told) {
        onFailure = told;
    }

    /** Number of times that the database was opened: rows that were seen in one opening need not be there in the next one. */
    long openings() {
        return openings;
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (closed) {
            throw new SQLException("the database is closed", "08003");
        }
        if (files.filter(DatabaseFiles::areWhole).isPresent()) {
            try {
                return connect(files.get());
            } catch (SQLException e) {
                LOG.warn("the database has closed itself and is opened anew", e);
            }
        }
        return openAnew();
    }

    private Connection openAnew() throws SQLException {
        abandon();
        DatabaseFiles fresh = new DatabaseFiles(() -> onFailure.run());
        try {
            Connection connection = connect(fresh);
            files = Optional.of(fresh);
            openings++;
            return connection;
        } catch (SQLException | RuntimeException e) {
            fresh.close();
            fresh.forget();
            throw e;
        }
    }

    private Connection connect(DatabaseFiles opening) throws SQLException {
        try {
            OwnerOnly.folder(folder);
        } catch (IOException e) {
            throw new SQLException("%s: %s".formatted(folder, e), e);
        }
        String url = "jdbc:h2:%s:%s%s".formatted(opening.scheme(), folder.resolve("courtbridge"), SETTINGS);
        return DriverManager.getConnection(url, USER, "");
    }

    /**
     * Makes all that was committed durable and ends this opening without writing anything else: the next connection finds what
     * is in the file. Nobody may be using a connection.
     *
     * @throws SQLException if it could not be made durable
     */
    synchronized void sync() throws SQLException {
        try (Connection connection = getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint sync");
        }
        try (Connection connection = getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            LOG.debug("the database ended with its connection, as it was to", e);
        } finally {
            abandon();
        }
    }

    private void abandon() {
        files.ifPresent(opening -> {
            opening.close();
            former.ifPresent(DatabaseFiles::forget);
            former = files;
        });
        files = Optional.empty();
    }

    /** Nobody may be using a connection; the last of them has closed the database. */
    @Override
    public synchronized void close() {
        closed = true;
        abandon();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the embedded database has one user");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("no log writer");
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("no log writer");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("no login timeout");
    }

    /** Time in which a connection that is being made when all closes has been made. */
    @Override
    public int getLoginTimeout() {
        return LOGIN_TIMEOUT_SECONDS;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no parent logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("it wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
