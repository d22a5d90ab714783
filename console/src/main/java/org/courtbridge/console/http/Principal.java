package org.courtbridge.console.http;

import java.util.Optional;
import java.util.Set;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Session;
import org.courtbridge.court.access.User;

/**
 * The user, or the command of this machine, that makes a request.
 *
 * @param actor as audit trails name it
 * @param memberships roles, and where they hold
 * @param user empty for the commands of this machine
 * @param mustEnrol whether nothing but setting up a second factor is allowed
 */
public record Principal(
        String actor, Memberships memberships, Optional<User> user, Optional<Session> session, boolean mustEnrol) {

    private static final String USER = "user:";

    static final Principal MACHINE =
            new Principal("system", Memberships.EVERYTHING, Optional.empty(), Optional.empty(), false);

    /** @param mustEnrol whether the user needs a second factor and has none */
    static Principal of(User user, Session session, boolean mustEnrol) {
        return new Principal(
                USER + user.login(), user.memberships(), Optional.of(user), Optional.of(session), mustEnrol);
    }

    /** The login of whoever an audit trail names; empty if that is no user. */
    public static Optional<String> login(String actor) {
        return actor.startsWith(USER) ? Optional.of(actor.substring(USER.length())) : Optional.empty();
    }

    /** Every role that holds anywhere. */
    public Set<Role> roles() {
        return memberships.roles();
    }

    /** Whether nothing but a change of password is allowed. */
    public boolean mustChangePassword() {
        return user.map(User::oneTimePassword).orElse(false);
    }
}
