package org.courtbridge.hearings.applications;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One sending of an application to all its addressees.
 *
 * @param revision counts from 1; each sending of a changed application is one more
 * @param on day of the sending
 */
public record Dispatch(int revision, LocalDate on, List<Letter> letters) {

    public Dispatch {
        letters = List.copyOf(letters);
    }

    /** The letter to an addressee; empty if none was sent. */
    public Optional<Letter> letter(Addressee addressee) {
        for (Letter letter : letters) {
            if (letter.addressee() == addressee) {
                return Optional.of(letter);
            }
        }
        return Optional.empty();
    }
}
