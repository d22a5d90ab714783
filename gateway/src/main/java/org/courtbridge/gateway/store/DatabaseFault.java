package org.courtbridge.gateway.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;

/** Tells a person why a database cannot be opened, and what to do. */
final class DatabaseFault {

    /** H2: the database is open elsewhere. */
    private static final int IN_USE = 90020;

    /** H2: a page that cannot be read, a file of another version or of something else, an error of reading. */
    private static final Set<Integer> DAMAGED = Set.of(90028, 90030, 90031, 90048, 50000);

    /** SQL states by which H2 and PostgreSQL say that what a migration makes is there already, or that what it changes is not. */
    private static final Set<String> OUT_OF_STEP =
            Set.of("42S01", "42S02", "42S11", "42S21", "42S22", "42P07", "42P01", "42701", "42703", "42710");

    private DatabaseFault() {}

    /** @param place of the database, without a password */
    static String of(String place, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(place, sql);
            }
        }
        return failure instanceof FlywayException && firstLine(failure).contains("no schema history table")
                ? damaged(place, "it has lost its record of migrations")
                : plain(place, failure);
    }

    private static String of(String place, SQLException sql) {
        if (sql.getErrorCode() == IN_USE) {
            return "database %s: another process uses it; is a gateway running there already?".formatted(place);
        }
        if (DAMAGED.contains(sql.getErrorCode())) {
            return damaged(place, firstLine(root(sql)));
        }
        if (sql.getSQLState() != null && OUT_OF_STEP.contains(sql.getSQLState().toUpperCase(Locale.ROOT))) {
            return damaged(
                    place,
                    "its tables are not those that its record of migrations names (%s)".formatted(firstLine(sql)));
        }
        return plain(place, sql);
    }

    /** @param why in a few words */
    static String damaged(String place, String why) {
        return ("database %s is damaged: %s. Keep a copy of the data folder as it is, and restore the last backup into a new one:"
                        + " ./courtbridge restore (docs/backup.md)")
                .formatted(place, why);
    }

    private static String plain(String place, Throwable failure) {
        return "database %s: %s".formatted(place, firstLine(root(failure)));
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
