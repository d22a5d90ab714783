package org.courtbridge.court.access;

import java.util.Optional;
import java.util.Set;

/**
 * Somebody who signs in to the console.
 *
 * @param memberships roles, and where they hold
 * @param language BCP 47 tag of the language that the user chose
 * @param oneTimePassword whether the password was made by somebody else, and must be changed before anything else
 * @param secondFactor whether a code is needed besides the password
 * @param enabled whether the user may sign in, and stays signed in
 * @param external whether it is another provider that proves who the user is, and says in which roles; there is no password
 * @param letters where the user gets letters, in the chosen language; empty for nowhere
 */
public record User(
        String id,
        String login,
        String name,
        Memberships memberships,
        Optional<String> language,
        boolean oneTimePassword,
        boolean secondFactor,
        boolean enabled,
        boolean external,
        Optional<LetterAddress> letters) {

    /** One who may sign in by password alone, with roles in the whole installation. */
    public static User withPasswordAlone(
            String id, String login, String name, Set<Role> roles, Optional<String> language, boolean oneTimePassword) {
        return new User(
                id,
                login,
                name,
                Memberships.everywhere(roles),
                language,
                oneTimePassword,
                false,
                true,
                false,
                Optional.empty());
    }

    /** The address for letters; empty for none. */
    public String email() {
        return letters.map(LetterAddress::email).orElse("");
    }

    /** Every role that the user has anywhere. */
    public Set<Role> roles() {
        return memberships.roles();
    }
}
