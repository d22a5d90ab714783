package org.courtbridge.hearings.calendar;

import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/**
 * The days of one year that differ from ordinary weeks, in which Monday to Friday are worked.
 *
 * @param off days from Monday to Friday that are not worked
 * @param worked Saturdays and Sundays that are, in exchange for others
 * @param confirmed whether the state has published it; else it is by rule, and may change
 */
public record CalendarYear(int year, Set<LocalDate> off, Set<LocalDate> worked, boolean confirmed) {

    public CalendarYear {
        for (LocalDate day : off) {
            check(day, year, !Weeks.isWeekend(day), "a day from Monday to Friday");
        }
        for (LocalDate day : worked) {
            check(day, year, Weeks.isWeekend(day), "a Saturday or Sunday");
        }
        off = Set.copyOf(off);
        worked = Set.copyOf(worked);
    }

    private static void check(LocalDate day, int year, boolean fits, String expected) {
        if (day.getYear() != year || !fits) {
            throw new IllegalArgumentException(day + " (expected: " + expected + " of " + year + ")");
        }
    }

    /** In the order of the calendar. */
    public Set<LocalDate> offInOrder() {
        return new TreeSet<>(off);
    }
}
