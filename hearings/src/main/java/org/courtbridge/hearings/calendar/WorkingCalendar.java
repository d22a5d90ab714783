package org.courtbridge.hearings.calendar;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The working days, and the ends of terms that are counted in them. Immutable. */
public final class WorkingCalendar {

    private final Map<Integer, CalendarYear> years;

    private WorkingCalendar(Map<Integer, CalendarYear> years) {
        this.years = years;
    }

    /**
     * Makes one.
     *
     * @param years that are known, each once; others are as {@link KazakhHolidays} has them
     */
    public static WorkingCalendar of(Collection<CalendarYear> years) {
        Map<Integer, CalendarYear> byNumber = new HashMap<>();
        for (CalendarYear year : years) {
            if (byNumber.put(year.year(), year) != null) {
                throw new IllegalArgumentException("the year " + year.year() + " is there twice");
            }
        }
        return new WorkingCalendar(Map.copyOf(byNumber));
    }

    public CalendarYear year(int year) {
        CalendarYear known = years.get(year);
        return known == null ? KazakhHolidays.of(year) : known;
    }

    public boolean isWorking(LocalDate day) {
        CalendarYear year = year(day.getYear());
        return Weeks.isWeekend(day) ? year.worked().contains(day) : !year.off().contains(day);
    }

    /**
     * The last day of a term that begins on the day after an event.
     *
     * @param event its day
     * @param workingDays 1 and more
     */
    public LocalDate lastDay(LocalDate event, int workingDays) {
        if (workingDays < 1) {
            throw new IllegalArgumentException("working days: " + workingDays + " (expected: 1 and more)");
        }
        LocalDate day = event;
        for (int left = workingDays; left > 0; ) {
            day = day.plusDays(1);
            if (isWorking(day)) {
                left--;
            }
        }
        return day;
    }

    /**
     * The first day of an event whose term ends on a day or later. Terms of events before it are over by that day; as {@link #lastDay} never
     * goes back when the event goes on, those of all later ones are not.
     *
     * @param workingDays 1 and more
     */
    public LocalDate firstEvent(LocalDate day, int workingDays) {
        LocalDate event = day.minusDays(1);
        while (!lastDay(event.minusDays(1), workingDays).isBefore(day)) {
            event = event.minusDays(1);
        }
        return event;
    }

    /** Whether the state has published all that a span of days depends on. @param last not before the first */
    public boolean isConfirmed(LocalDate first, LocalDate last) {
        for (int year = first.getYear(); year <= last.getYear(); year++) {
            if (!year(year).confirmed()) {
                return false;
            }
        }
        return true;
    }
}
