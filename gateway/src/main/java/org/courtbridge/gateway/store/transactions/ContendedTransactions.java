package org.courtbridge.gateway.store.transactions;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.StoreException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Short transactions on rows that others may be changing at the same moment: one that lost to another one is made again, and none waits for
 * a lock for long.
 */
public final class ContendedTransactions {

    /** Of a change: each of them waits for {@link #LOCK_TIMEOUT} for another transaction at most. */
    private static final int ATTEMPTS = 5;

    /** H2 has the same of its own. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);

    private static final int STATEMENT_TIMEOUT_SECONDS = 5;

    /**
     * SQL states after which a transaction may succeed if it is made again: a key that another one has added meanwhile, serialisation
     * failure, deadlock (PostgreSQL), no lock in time (PostgreSQL, H2), and a row that another one is changing (H2).
     */
    private static final Set<String> WORTH_ANOTHER_ATTEMPT =
            Set.of("23505", "40001", "40P01", "55P03", "HYT00", "90131");

    private final Database database;
    private final String subject;

    /** @param subject in the complaint that it is being changed by others all the time, such as "the schedule" */
    public ContendedTransactions(Database database, String subject) {
        this.database = database;
        this.subject = subject;
    }

    /**
     * Runs some work in a transaction, or in several one after another until one succeeds; what the work does outside of them happens as
     * often.
     *
     * @throws StoreException if none has succeeded
     */
    public <T> T run(Function<Handle, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.jdbi().inTransaction(handle -> {
                    limit(handle);
                    return work.apply(handle);
                });
            } catch (RuntimeException e) {
                if (!isWorthAnotherAttempt(e)) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    throw new StoreException(subject + " is being changed by others all the time: try again", e);
                }
            }
        }
    }

    private void limit(Handle handle) {
        handle.getConfig(SqlStatements.class).setQueryTimeout(STATEMENT_TIMEOUT_SECONDS);
        if (database.isPostgres()) {
            handle.select("select set_config('lock_timeout', ?, true)", Long.toString(LOCK_TIMEOUT.toMillis()))
                    .mapTo(String.class)
                    .one();
        }
    }

    private static boolean isWorthAnotherAttempt(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return WORTH_ANOTHER_ATTEMPT.contains(String.valueOf(sql.getSQLState()));
            }
        }
        return false;
    }
}
