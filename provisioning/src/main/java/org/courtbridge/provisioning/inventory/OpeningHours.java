package org.courtbridge.provisioning.inventory;

import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When an institution works on its working days, in the court's time zone.
 *
 * @param opens to the minute
 * @param closes to the minute; at or before {@code opens} it is a time of the next day, and where both are the same it works round the clock
 */
public record OpeningHours(LocalTime opens, LocalTime closes) {

    private static final Pattern FORM =
            Pattern.compile("((?:[01][0-9]|2[0-3]):[0-5][0-9])\\s?[-–]\\s?((?:[01][0-9]|2[0-3]):[0-5][0-9])");

    /**
     * Hours as they are written, such as {@code 09:00-18:30}; empty if nothing is written.
     *
     * @throws IllegalArgumentException if they are written otherwise
     */
    public static Optional<OpeningHours> parse(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        Matcher hours = FORM.matcher(text.strip());
        if (!hours.matches()) {
            throw new IllegalArgumentException("hours: %s (expected: such as 09:00-18:30)".formatted(text));
        }
        return Optional.of(new OpeningHours(LocalTime.parse(hours.group(1)), LocalTime.parse(hours.group(2))));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return opens + "-" + closes;
    }
}
