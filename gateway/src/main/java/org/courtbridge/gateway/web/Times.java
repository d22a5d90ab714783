package org.courtbridge.gateway.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import org.courtbridge.gateway.language.Language;

/** Times as pages show them: by the court's clock, in the viewer's language. */
final class Times {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private Times() {}

    static String day(Language language, ZoneId zone, Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(language.locale())
                .format(at.atZone(zone));
    }

    static String time(ZoneId zone, Instant at) {
        return TIME.format(at.atZone(zone));
    }

    /** With the day unless that is today. */
    static String second(Language language, ZoneId zone, Instant at, Instant now) {
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
