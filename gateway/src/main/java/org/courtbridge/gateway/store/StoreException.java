package org.courtbridge.gateway.store;

import java.sql.SQLException;

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
     * Whether the database refused what it was given and will always refuse it, as against not being able to take anything now:
     * classes 22 and 23 of SQL states are about data and constraints. What failed before SQL came into it fails again, too.
     */
    public static boolean isRefusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = String.valueOf(sql.getSQLState());
                return state.startsWith("22") || state.startsWith("23");
            }
        }
        return true;
    }
}
