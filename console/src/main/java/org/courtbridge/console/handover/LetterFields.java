package org.courtbridge.console.handover;

import java.util.Optional;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.Mailer;

/** The fields of a form or of a document that say where somebody gets letters. */
public final class LetterFields {

    private LetterFields() {}

    /**
     * @param email blank for nowhere
     * @param language as BCP 47 has it; empty for the court's
     * @throws RequestException if it is no address of one person without a name, or no language that we have; without either
     */
    public static Optional<LetterAddress> of(String email, String language) {
        if (email.isBlank()) {
            return Optional.empty();
        }
        Optional<Language> known = Language.ofTag(language);
        if (known.isEmpty() && !language.isEmpty()) {
            throw new RequestException(400, "language: unknown (expected: kk, ru or en)");
        }
        String address = email.strip();
        if (!Mailer.isAddress(address)) {
            throw noAddress("email: no address (expected: one, such as name@court.example)");
        }
        try {
            return Optional.of(new LetterAddress(address, known));
        } catch (IllegalArgumentException e) {
            throw noAddress(String.valueOf(e.getMessage()));
        }
    }

    /** @param email blank for nowhere @throws RequestException as {@link #of(String, String)} */
    public static Optional<LetterAddress> of(String email) {
        return of(email, "");
    }

    private static RequestException noAddress(String detail) {
        return new RequestException(400, detail, "error.letters");
    }
}
