package org.courtbridge.media.health;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells a failure for want of the database from any other. */
public final class DatabaseOutage {

    private DatabaseOutage() {}

    /**
     * Returns whether something failed because the database could not be reached. Class 08 of SQL states is about connections, and
     * 57P is how PostgreSQL says that it is going down.
     */
    public static boolean isCauseOf(Throwable failure) {
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
