package org.courtbridge.hearings;

import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Arrangement of several parties in the one picture that a party is shown. Nobody is in the picture that they see themselves,
 * unless they ask.
 */
public enum Layout {
    /** Follows the number of parties, and the speaker. */
    AUTOMATIC,
    /** The court's own room large, remote parties in a strip. */
    COURT,
    /** All of the same size, up to 16. */
    GRID,
    /** The speaker large, 5 others around. */
    ONE_AND_FIVE,
    /** The speaker large, 7 others around. */
    ONE_AND_SEVEN,
    /** The active speaker alone, full-screen. */
    SPEAKER,
    /** Two beside each other, such as a witness and an interpreter. */
    SIDE_BY_SIDE;

    /** As the configuration and commands write it, such as {@code one-and-five}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Layout> ofWord(String word) {
        for (Layout layout : values()) {
            if (layout.word().equals(word)) {
                return Optional.of(layout);
            }
        }
        return Optional.empty();
    }

    /** All of them, as one says what may be chosen: {@code automatic, court, …}. */
    public static String words() {
        StringJoiner words = new StringJoiner(", ");
        for (Layout layout : values()) {
            words.add(layout.word());
        }
        return words.toString();
    }
}
