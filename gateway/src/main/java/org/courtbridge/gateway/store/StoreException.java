package org.courtbridge.gateway.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Something could not be stored or read back; the message says what a person can do about it. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Whether something failed because the database could not be reached. Class 08 of SQL states is about connections, and
     * 57P is how PostgreSQL says that it is going down.
     */
    public static boolean databaseIsDown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P");
            }
        }
        return false;
    }
}
