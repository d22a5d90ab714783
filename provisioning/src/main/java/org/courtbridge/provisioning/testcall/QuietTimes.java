package org.courtbridge.provisioning.testcall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Times at which nobody is to be disturbed by a test, and nobody would mend what it finds: nights, weekends and holidays, each
 * by the clock of the place.
 *
 * @param begin of the nights; they are over at {@code end}, of the next day if that is earlier; the same for none
 * @param daysOff of each week
 * @param holidays that are no working days
 * @param workdays that are, though they fall on a day off
 */
public record QuietTimes(
        LocalTime begin, LocalTime end, Set<DayOfWeek> daysOff, Set<LocalDate> holidays, Set<LocalDate> workdays) {

    /** No row of holidays is as long. */
    private static final int MOST_DAYS = 60;

    /** From 21:00 to 7:00, Saturdays and Sundays; holidays are each year's own. */
    public static final QuietTimes STANDARD = new QuietTimes(
            LocalTime.of(21, 0), LocalTime.of(7, 0), Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), Set.of(), Set.of());

    private record Span(Instant begin, Instant end) {}

    public QuietTimes {
        daysOff = Set.copyOf(daysOff);
        holidays = Set.copyOf(holidays);
        workdays = Set.copyOf(workdays);
        if (daysOff.size() == DayOfWeek.values().length) {
            throw new IllegalArgumentException("days off: all (expected: at least one that is not)");
        }
    }

    /**
     * The next time that is not quiet.
     *
     * @param open a day that is not off, whatever the calendar says, for there is a hearing
     * @return the same if it is not quiet then
     */
    public Instant next(Instant at, ZoneId zone, LocalDate open) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return Stream.iterate(day, date -> date.plusDays(1))
                .limit(MOST_DAYS)
                .flatMap(date -> working(date, zone, open).stream())
                .filter(span -> span.end().isAfter(at))
                .findFirst()
                .map(span -> span.begin().isAfter(at) ? span.begin() : at)
                .orElseThrow(QuietTimes::noWorkingDay);
    }

    /** The end of the last time that was not quiet; the same if it is not quiet then. */
    public Instant previous(Instant at, ZoneId zone, LocalDate open) {
        LocalDate day = at.atZone(zone).toLocalDate();
        return Stream.iterate(day, date -> date.minusDays(1))
                .limit(MOST_DAYS)
                .flatMap(date -> working(date, zone, open).reversed().stream())
                .filter(span -> span.begin().isBefore(at))
                .findFirst()
                .map(span -> span.end().isBefore(at) ? span.end() : at)
                .orElseThrow(QuietTimes::noWorkingDay);
    }

    private static IllegalStateException noWorkingDay() {
        return new IllegalStateException("working days: none within %d days".formatted(MOST_DAYS));
    }

    private List<Span> working(LocalDate day, ZoneId zone, LocalDate open) {
        boolean off = holidays.contains(day) || daysOff.contains(day.getDayOfWeek()) && !workdays.contains(day);
        if (off && !day.equals(open)) {
            return List.of();
        }
        Instant dawn = day.atStartOfDay(zone).toInstant();
        Instant midnight = day.plusDays(1).atStartOfDay(zone).toInstant();
        Instant begins = day.atTime(begin).atZone(zone).toInstant();
        Instant ends = day.atTime(end).atZone(zone).toInstant();
        return (begin.isAfter(end)
                        ? Stream.of(new Span(ends, begins))
                        : Stream.of(new Span(dawn, begins), new Span(ends, midnight)))
                .filter(span -> span.begin().isBefore(span.end()))
                .toList();
    }
}
