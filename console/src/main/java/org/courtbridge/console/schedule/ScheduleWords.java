package org.courtbridge.console.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Times;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.provisioning.inventory.Institution;

/** The words of the schedule on one page. */
final class ScheduleWords {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");

    private final Page page;
    private final ZoneId zone;

    ScheduleWords(Page page, ZoneId zone) {
        this.page = page;
        this.zone = zone;
    }

    String minute(Instant at) {
        return MINUTE.format(at.atZone(zone));
    }

    String dayAndMinute(Instant at) {
        return Times.minute(page.messages().language(), zone, at);
    }

    String date(FormatStyle style, LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(style)
                .withLocale(page.messages().language().locale())
                .format(day);
    }

    /** Its day of the week and its number in the month, such as "Wed 2". */
    String weekday(LocalDate day) {
        return DateTimeFormatter.ofPattern("EEE d", page.messages().language().locale())
                .format(day);
    }

    /** A day and two times of it; with both days if they differ. */
    String span(Instant from, Instant to) {
        boolean sameDay = from.atZone(zone).toLocalDate().equals(to.atZone(zone).toLocalDate());
        return dayAndMinute(from) + "–" + (sameDay ? minute(to) : dayAndMinute(to));
    }

    String span(BookingTimes times) {
        return span(times.from(), times.to());
    }

    String kind(Resource.Kind kind) {
        return page.say("schedule.kind." + kind);
    }

    /** With where it is; the id of what is gone. */
    String name(Resource resource, KnownResources known) {
        return Stream.of(
                        known.find(resource).map(KnownResources.One::name).or(() -> Optional.of(resource.id())),
                        known.place(resource).map(Institution::name))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    String names(Set<Resource> resources, KnownResources known) {
        return resources.stream().map(one -> name(one, known)).collect(Collectors.joining("; "));
    }

    String hearing(HearingState hearing) {
        return page.say("schedule.hearing", hearing.number(), hearing.title());
    }
}
