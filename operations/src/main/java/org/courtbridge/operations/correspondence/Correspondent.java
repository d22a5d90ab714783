package org.courtbridge.operations.correspondence;

import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.User;
import org.courtbridge.media.language.Language;

/**
 * Somebody who gets mail about applications.
 *
 * @param email one address, without a name
 * @param name of the person or office, as pages call it
 * @param reader whether it is a user, who reads the application in the console
 */
public record Correspondent(String email, String name, Language language, boolean reader) {

    static Correspondent user(User user, LetterAddress letters, Language court) {
        return new Correspondent(
                letters.email(), user.name(), letters.language().orElse(court), true);
    }

    /** Somebody who has no part in the console. */
    static Correspondent outside(String email, String name, Language court) {
        return new Correspondent(email, name, court, false);
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "Correspondent[" + name + "]";
    }
}
