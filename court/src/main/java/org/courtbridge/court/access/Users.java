package org.courtbridge.court.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The users who may sign in. Passwords are kept as slow hashes only. */
public interface Users {

    /**
     * Somebody gave the right password.
     *
     * @param stamp of that password, which another one has not, nor the same one when it is set anew
     */
    record Proof(User user, String stamp) {

        @Override
        public String toString() {
            return "Proof[" + user.login() + "]";
        }
    }

    /** A user of another provider's. @param before as we knew them until now; empty if we did not */
    record Provided(Optional<User> before, User now) {}

    List<User> all();

    Optional<User> byId(String id);

    /** @param login compared without regard to case */
    Optional<User> byLogin(String login);

    /**
     * Adds a user whose password must be changed at the first sign-in.
     *
     * @param roles in the whole installation
     * @throws IllegalArgumentException if the login is taken or is not 1 to 64 Latin letters, digits or _ . -
     */
    User add(String login, String name, Set<Role> roles, String oneTimePassword);

    /**
     * As {@link #add}, with roles in one institution.
     *
     * @param institution its id
     * @throws IllegalArgumentException also if there is no such institution
     */
    User addTo(String institution, String login, String name, Set<Role> roles, String oneTimePassword);

    void rename(String userId, String name);

    /** Replaces the roles in the whole installation; those in institutions stay. */
    void changeRoles(String userId, Set<Role> roles);

    /**
     * Replaces the roles in one institution; all others stay.
     *
     * @param institution its id
     * @param roles none if the user does not belong to it any more
     * @throws IllegalArgumentException if there is no such institution
     */
    void changeRolesIn(String userId, String institution, Set<Role> roles);

    void changeLanguage(String userId, String language);

    /**
     * Changes where the user gets letters.
     *
     * @param email empty for nowhere
     * @throws IllegalArgumentException if it is no address, as {@link LetterAddress} has it
     */
    void changeEmail(String userId, Optional<String> email);

    /** The user's own choice: need not be changed any more. */
    void changePassword(String userId, String password);

    /** Must be changed at the next sign-in. */
    void resetPassword(String userId, String oneTimePassword);

    /**
     * Compares a password. Slow by design, and as slow where there is no such login: not for an event loop.
     *
     * @param source IP address of whoever gives it
     * @throws SourceTurns.BusyException if too many passwords and code words wait to be compared
     */
    Optional<Proof> prove(String login, String password, String source);

    default Optional<User> signIn(String login, String password, String source) {
        return prove(login, password, source).map(Proof::user);
    }

    /** Whether the password that was proved is still the user's, who may still sign in. */
    boolean holds(Proof proof);

    /** Enables or disables a user. One who is disabled cannot sign in, and is signed out. */
    void setEnabled(String userId, boolean enabled);

    void remove(String userId);

    /**
     * Whom another provider names so, with the name and roles that it says now; added if nobody was before. Roles in institutions of which it says
     * nothing stay.
     *
     * @param subject for ever the same, and nobody else's at any provider
     * @param login that is wished for; another is made of it if it is taken, or no login
     * @param roles in the whole installation
     * @param there by id of each institution of which it says something, the roles there; none of them for no role any more
     */
    Provided ofProvider(String subject, String login, String name, Set<Role> roles, Map<String, Set<Role>> there);
}
