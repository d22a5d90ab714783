package org.courtbridge.gateway.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/** Has the pool let a connection go whose embedded database has closed itself: H2 says so by codes that the pool does not know. */
final class ClosedDatabase implements SQLExceptionOverride {

    /** Closed; closed as the process ends; object closed; general error, after which H2 closes itself; I/O errors. */
    private static final Set<Integer> CODES = Set.of(90098, 90121, 90007, 50000, 90028, 90031);

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        return CODES.contains(failure.getErrorCode())
                ? SQLExceptionOverride.Override.MUST_EVICT
                : SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
}
