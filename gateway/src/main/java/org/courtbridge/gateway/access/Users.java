package org.courtbridge.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may sign in. Passwords are kept as slow hashes only. */
public interface Users {

    List<User> all();

    Optional<User> byId(String id);

    /** @param login compared without regard to case */
    Optional<User> byLogin(String login);

    /**
     * Adds a user whose password must be changed at the first sign-in.
     *
     * @throws IllegalArgumentException if the login is taken or is not 1 to 64 Latin letters, digits or _ . -
     */
    User add(String login, String name, Set<Role> roles, String oneTimePassword);

    void rename(String userId, String name);

    void changeRoles(String userId, Set<Role> roles);

    void changeLanguage(String userId, String language);

    /** The user's own choice: need not be changed any more. */
    void changePassword(String userId, String password);

    /** Must be changed at the next sign-in. */
    void resetPassword(String userId, String oneTimePassword);

    /** Slow by design, and as slow where there is no such login: not for an event loop. */
    Optional<User> signIn(String login, String password);

    void remove(String userId);
}
