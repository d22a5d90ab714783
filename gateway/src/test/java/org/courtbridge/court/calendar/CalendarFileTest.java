package org.courtbridge.court.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.hearings.calendar.CalendarYear;
import org.courtbridge.hearings.calendar.KazakhHolidays;
import org.courtbridge.hearings.calendar.WorkingCalendar;
import org.junit.jupiter.api.Test;

class CalendarFileTest {

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static List<String> complaints(String... lines) {
        CalendarFileException refused =
                catchThrowableOfType(CalendarFileException.class, () -> CalendarFile.read(String.join("\n", lines)));
        assertThat(refused).isNotNull();
        assertThat(refused).hasMessage(String.join("\n", refused.complaints()));
        return refused.complaints();
    }

    @Test
    void comesWithTheYearsThatArePublished() {
        WorkingCalendar shipped = CalendarFile.shipped();
        assertThat(shipped.year(2026).offInOrder())
                .containsExactlyElementsOf(
                        Stream.of(("2026-01-01 2026-01-02 2026-01-07 2026-03-09 2026-03-23 2026-03-24"
                                                + " 2026-03-25 2026-05-01 2026-05-07 2026-05-11 2026-05-27 2026-07-06 2026-10-26"
                                                + " 2026-12-16")
                                        .split(" "))
                                .map(LocalDate::parse)
                                .toList());
        assertThat(shipped.isConfirmed(day("2025-01-01"), day("2026-12-31"))).isTrue();
        assertThat(shipped.isConfirmed(day("2026-12-31"), day("2027-01-01"))).isFalse();
        assertThat(shipped.isWorking(day("2026-08-31"))).isTrue();
    }

    /** Of 2025 only the exchange of 3 January with the Sunday after it is not by rule. */
    @Test
    void theExchangeOf2025IsThere() {
        WorkingCalendar shipped = CalendarFile.shipped();
        Set<LocalDate> off = shipped.year(2025).offInOrder();
        assertThat(off.remove(day("2025-01-03"))).isTrue();
        assertThat(off).isEqualTo(KazakhHolidays.of(2025).offInOrder());
        assertThat(shipped.year(2025).worked()).containsExactly(day("2025-01-05"));
        assertThat(shipped.lastDay(day("2025-01-02"), 1)).isEqualTo(day("2025-01-05"));
    }

    @Test
    void takesWhatEditorsAdd() {
        List<CalendarYear> years = CalendarFile.read(
                "\ufeff# by hand\r\n\r\n year  2027 unconfirmed # by rule\r\n\toff 2027-01-01\r\nworked 2027-01-03#x");
        assertThat(years)
                .containsExactly(new CalendarYear(2027, Set.of(day("2027-01-01")), Set.of(day("2027-01-03")), false));
        assertThat(CalendarFile.read("")).isEmpty();
    }

    @Test
    void complainsAboutEachWrongLineByItsNumber() {
        assertThat(complaints(
                        "off 2026-01-01",
                        "year 2026 confirmed",
                        "of 2026-01-01",
                        "off 2026-01-03",
                        "worked 2026-01-05",
                        "off 2027-01-01",
                        "off 2026-02-30",
                        "off 2026-2-3",
                        "off",
                        "off 2026-01-01 New Year",
                        "off 2026-01-02",
                        "# the same again",
                        "off 2026-01-02"))
                .containsExactly(
                        "line 1: off (expected: a year before its days)",
                        "line 3: of (expected: year, off or worked)",
                        "line 4: 2026-01-03 (expected: a day from Monday to Friday)",
                        "line 5: 2026-01-05 (expected: a Saturday or Sunday)",
                        "line 6: 2027-01-01 (expected: a day of 2026)",
                        "line 7: 2026-02-30 (expected: a date such as 2026-01-07)",
                        "line 8: 2026-2-3 (expected: a date such as 2026-01-07)",
                        "line 9: off (expected: one date, and a comment after #)",
                        "line 10: off 2026-01-01 New Year (expected: one date, and a comment after #)",
                        "line 13: 2026-01-02 (expected: each day once)");
    }

    @Test
    void complainsAboutYears() {
        assertThat(complaints("year 2026 confirmed", "year 2026 confirmed"))
                .containsExactly("line 2: 2026 (expected: each year once)");
        for (String line : List.of("year", "year 2026", "year 26 confirmed", "year 1999 confirmed", "year 2026 yes")) {
            assertThat(complaints(line, "off 2026-01-01"))
                    .containsExactly("line 1: " + line + " (expected: year 2000 to 2100, confirmed or unconfirmed)");
        }
    }

    @Test
    void complainsNoMoreThanAPersonReads() {
        assertThat(complaints("x\n".repeat(10_000))).hasSize(20);
        assertThat(complaints("x".repeat(10_000)).getFirst()).hasSizeLessThan(120);
    }
}
