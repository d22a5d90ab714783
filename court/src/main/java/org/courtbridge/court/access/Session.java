package org.courtbridge.court.access;

import java.time.Instant;

/**
 * A user who is signed in.
 *
 * @param csrf what the user's own pages know and foreign ones do not
 * @param expires at the latest, however busy the session is
 */
public record Session(String userId, String csrf, Instant expires) {

    @Override
    public String toString() {
        return "Session[" + userId + ", " + expires + "]";
    }
}
