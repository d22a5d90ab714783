package org.courtbridge.operations.invitations;

import org.courtbridge.court.access.LetterAddress;
import org.courtbridge.court.access.User;
import org.courtbridge.media.language.Language;

/**
 * Somebody who is told of a hearing by mail.
 *
 * @param party who it is, such as {@code participant:ID} or {@code user:ID}; up to 64 characters
 * @param name as the letter addresses the person
 * @param email one address, without a name
 */
public record Invitee(String party, String name, String email, Language language) {

    private static final String USER = "user:";

    /** One of the court's people, who is booked. */
    static Invitee booked(User user, LetterAddress letters, Language court) {
        return new Invitee(
                USER + user.id(),
                user.name(),
                letters.email(),
                letters.language().orElse(court));
    }

    /** Whether it is one of the court's people, and no participant. */
    boolean isBooked() {
        return party.startsWith(USER);
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "Invitee[" + party + "]";
    }
}
