package org.courtbridge.hearings.calendar;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.chrono.HijrahDate;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The holidays of Kazakhstan by rule (Law No. 267-II of 13 December 2001 on holidays): one that falls on a
 * day off moves to the next working day; Orthodox Christmas and the first day of Qurban Ait do not move.
 *
 * <p>For years that the state has not published: it may exchange working days with days off, and Qurban Ait is set by the religious
 * authority.
 */
public final class KazakhHolidays {

    /** Since then the Day of the Constitution, 30 August, is none. */
    private static final int WITHOUT_30_AUGUST = 2026;

    private static final List<MonthDay> MOVING = List.of(
            MonthDay.of(1, 1),
            MonthDay.of(1, 2),
            MonthDay.of(3, 8),
            MonthDay.of(3, 21),
            MonthDay.of(3, 22),
            MonthDay.of(3, 23),
            MonthDay.of(5, 1),
            MonthDay.of(5, 7),
            MonthDay.of(5, 9),
            MonthDay.of(7, 6),
            MonthDay.of(10, 25),
            MonthDay.of(12, 16));

    private static final MonthDay CONSTITUTION = MonthDay.of(8, 30);
    private static final MonthDay CHRISTMAS = MonthDay.of(1, 7);

    private static final int SACRIFICE_MONTH = 12;
    private static final int SACRIFICE_DAY = 10;

    private KazakhHolidays() {}

    /** A year by rule, unconfirmed. @param year 2022, since when the Day of the Republic is one again, to 2077 */
    public static CalendarYear of(int year) {
        Set<LocalDate> free = new TreeSet<>();
        List<LocalDate> fixed = new ArrayList<>(List.of(CHRISTMAS.atYear(year)));
        fixed.addAll(sacrifice(year));
        List<LocalDate> moving = new ArrayList<>();
        MOVING.forEach(day -> moving.add(day.atYear(year)));
        if (year < WITHOUT_30_AUGUST) {
            moving.add(CONSTITUTION.atYear(year));
        }
        free.addAll(fixed);
        free.addAll(moving);
        for (LocalDate holiday : moving) {
            if (Weeks.isWeekend(holiday)) {
                LocalDate instead = holiday;
                while (Weeks.isWeekend(instead) || free.contains(instead)) {
                    instead = instead.plusDays(1);
                }
                free.add(instead);
            }
        }
        free.removeIf(day -> Weeks.isWeekend(day) || day.getYear() != year);
        return new CalendarYear(year, free, Set.of(), false);
    }

    /** The first day of Qurban Ait: 10 Dhu al-Hijja; twice in a few years. */
    private static List<LocalDate> sacrifice(int year) {
        List<LocalDate> days = new ArrayList<>();
        int first = HijrahDate.from(LocalDate.of(year, 1, 1)).get(ChronoField.YEAR_OF_ERA);
        for (int lunar = first; lunar <= first + 1; lunar++) {
            LocalDate day = LocalDate.from(HijrahDate.of(lunar, SACRIFICE_MONTH, SACRIFICE_DAY));
            if (day.getYear() == year) {
                days.add(day);
            }
        }
        return days;
    }
}
