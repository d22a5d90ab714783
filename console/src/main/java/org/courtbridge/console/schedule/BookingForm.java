package org.courtbridge.console.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.courtbridge.console.html.Times;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;

/**
 * A booking as it was typed, right or wrong.
 *
 * @param at beginning of the hearing, as a field of a form holds it
 * @param minutes length of the hearing
 * @param setUp minutes, as the other lengths
 * @param place id of the institution whose rooms, devices and people are shown; empty for all that may be booked
 * @param query which of them are shown; empty for all
 */
record BookingForm(
        String at,
        String minutes,
        String setUp,
        String test,
        String after,
        SortedSet<Resource> resources,
        String place,
        String query) {

    private static final int MOST_MINUTES = 24 * 60;

    /** With the usual lengths. */
    static BookingForm of(ZoneId zone, Optional<Instant> at, Collection<Resource> resources, String place) {
        return new BookingForm(
                Times.field(zone, at),
                minutes(ScheduleDesk.USUAL_LENGTH),
                minutes(ScheduleDesk.USUAL_SET_UP),
                minutes(ScheduleDesk.USUAL_TEST),
                minutes(ScheduleDesk.USUAL_AFTER),
                new TreeSet<>(resources),
                place,
                "");
    }

    static BookingForm of(ZoneId zone, BookingTimes times, Collection<Resource> resources, String place) {
        return new BookingForm(
                Times.field(zone, Optional.of(times.from())),
                minutes(Duration.between(times.from(), times.to())),
                minutes(times.setUp()),
                minutes(times.test()),
                minutes(times.after()),
                new TreeSet<>(resources),
                place,
                "");
    }

    private static String minutes(Duration length) {
        return Long.toString(length.toMinutes());
    }

    static BookingForm typed(Call call) {
        SortedSet<Resource> resources = new TreeSet<>();
        call.fields("resource").forEach(text -> resources.add(resource(text)));
        return new BookingForm(
                call.field("at"),
                call.field("minutes"),
                call.field("setUp"),
                call.field("test"),
                call.field("after"),
                resources,
                call.field("place"),
                call.field("q"));
    }

    /** @param text as {@link Resource#toString} writes it */
    static Resource resource(String text) {
        for (Resource.Kind kind : Resource.Kind.values()) {
            String prefix = kind + ":";
            if (text.startsWith(prefix)) {
                return new Resource(kind, text.substring(prefix.length()));
            }
        }
        throw new RequestException(400, "resource: %s (expected: such as ROOM:3)".formatted(text));
    }

    BookingForm beginningAt(String start) {
        return new BookingForm(start, minutes, setUp, test, after, resources, place, query);
    }

    /** @throws RequestException if it was typed wrong */
    BookingTimes times(ZoneId zone) {
        Instant from = Times.ofField(zone, "at", at)
                .orElseThrow(() -> new RequestException(400, "at: missing", "error.schedule.at"));
        int length = number("minutes", minutes);
        if (length == 0) {
            throw wrong("minutes", minutes);
        }
        return new BookingTimes(
                from,
                from.plus(Duration.ofMinutes(length)),
                Duration.ofMinutes(number("setUp", setUp)),
                Duration.ofMinutes(number("test", test)),
                Duration.ofMinutes(number("after", after)));
    }

    private static int number(String field, String text) {
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MOST_MINUTES) {
            throw wrong(field, text);
        }
        return Integer.parseInt(text);
    }

    private static RequestException wrong(String field, String text) {
        return new RequestException(
                400, "%s: %s (expected: minutes of a day)".formatted(field, text), "error.schedule.minutes");
    }
}
