package org.courtbridge.operations.invitations;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A hearing as a calendar has it. Times are whole seconds, as RFC 5545 has no parts of them.
 *
 * @param ends after {@code begins}
 * @param title of the hearing
 * @param place the court, with its address if that is known; may be empty
 */
public record CalendarEntry(Instant begins, Instant ends, String title, String place) {

    public CalendarEntry {
        begins = begins.truncatedTo(ChronoUnit.SECONDS);
        ends = ends.truncatedTo(ChronoUnit.SECONDS);
        if (!ends.isAfter(begins)) {
            throw new IllegalArgumentException("ends: %s (expected: after %s)".formatted(ends, begins));
        }
    }

    /** Whether whoever has the other one would come at another time or to another place. */
    boolean asksForMore(CalendarEntry other) {
        return !begins.equals(other.begins) || !ends.equals(other.ends) || !place.equals(other.place);
    }

    /** Whether the title says something else, apart from capitals, blanks and signs. */
    boolean isNamedOtherwise(CalendarEntry other) {
        return !plain(title).equals(plain(other.title));
    }

    private static String plain(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
