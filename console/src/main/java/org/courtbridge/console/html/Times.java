package org.courtbridge.console.html;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.media.language.Language;

/** Times as pages show them: by the court's clock, in the viewer's language. */
public final class Times {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private Times() {}

    public static String day(Language language, ZoneId zone, Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(language.locale())
                .format(at.atZone(zone));
    }

    public static String time(ZoneId zone, Instant at) {
        return TIME.format(at.atZone(zone));
    }

    /** Hour and minute. */
    public static String hour(ZoneId zone, Instant at) {
        return MINUTE.format(at.atZone(zone));
    }

    /** Day, hour and minute. */
    public static String minute(Language language, ZoneId zone, Instant at) {
        ZonedDateTime then = at.atZone(zone);
        String day = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(language.locale())
                .format(then);
        return day + " " + MINUTE.format(then);
    }

    /** As a field of a form holds it: empty for no time. */
    public static String field(ZoneId zone, Optional<Instant> at) {
        return at.map(instant -> LocalDateTime.ofInstant(instant, zone)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString())
                .orElse("");
    }

    /**
     * Of a field of a form; empty if it is.
     *
     * @throws RequestException if it is no time
     */
    public static Optional<Instant> ofField(ZoneId zone, String name, String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeParseException e) {
            throw new RequestException(400, "%s: %s (expected: a time such as 2026-11-27T09:30)".formatted(name, text));
        }
    }

    /** With the day unless that is today. */
    public static String second(Language language, ZoneId zone, Instant at, Instant now) {
        ZonedDateTime then = at.atZone(zone);
        String time = TIME.format(then);
        if (then.toLocalDate().equals(now.atZone(zone).toLocalDate())) {
            return time;
        }
        String day = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(language.locale())
                .format(then);
        return day + " " + time;
    }
}
