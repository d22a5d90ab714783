package org.courtbridge.court.access;

import java.util.Optional;
import org.courtbridge.media.language.Language;

/**
 * Where a person gets letters of the court.
 *
 * @param email {@code name@host} alone (RFC 5321, section 4.1.2), of ASCII: at most {@value #MOST_CHARACTERS} characters
 * @param language of the letters; empty for the court's
 */
public record LetterAddress(String email, Optional<Language> language) {

    /** RFC 5321, section 4.5.3.1.3, without the brackets. */
    public static final int MOST_CHARACTERS = 254;

    /** @throws IllegalArgumentException if it is no address; the message does not repeat it */
    public LetterAddress {
        if (email.length() > MOST_CHARACTERS || !email.matches("[!-?A-~]+@[A-Za-z0-9.:\\[\\]-]+")) {
            throw new IllegalArgumentException("email: no address (expected: one, such as name@court.example)");
        }
    }

    /** Without the address: what is logged says of nobody where they are reached. */
    @Override
    public String toString() {
        return "LetterAddress[" + language.map(Language::tag).orElse("") + "]";
    }
}
