package org.courtbridge.hearings;

import java.util.Optional;

/**
 * The entry of a hearing in the list of its court.
 *
 * @param number what rooms dial, digits only
 * @param court id of the court whose hearing it is; empty if nobody has said
 */
public record Docket(String number, String title, Optional<String> court) {

    static final Docket EMPTY = new Docket("", "", Optional.empty());

    Docket named(String newNumber, String newTitle) {
        return new Docket(newNumber, newTitle, court);
    }

    Docket of(String newCourt) {
        return new Docket(number, title, Optional.of(newCourt));
    }
}
