package org.courtbridge.hearings.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** Ordinary weeks. */
final class Weeks {

    private Weeks() {}

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
