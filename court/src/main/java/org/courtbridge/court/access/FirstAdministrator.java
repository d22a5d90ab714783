package org.courtbridge.court.access;

import java.util.EnumSet;
import java.util.Optional;

/** The account that a new gateway begins with. */
public final class FirstAdministrator {

    public static final String LOGIN = "admin";

    private FirstAdministrator() {}

    /**
     * Makes the first user if there is none. It has the clerk's and the technician's roles too, so that one person can
     * try everything.
     *
     * @return the one-time password, to be printed and then forgotten
     */
    public static Optional<String> createIn(Users users) {
        if (!users.all().isEmpty()) {
            return Optional.empty();
        }
        String password = Passwords.generate();
        users.add(LOGIN, "Administrator", EnumSet.of(Role.ADMINISTRATOR, Role.CLERK, Role.TECHNICIAN), password);
        return Optional.of(password);
    }
}
