package org.courtbridge.hearings.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkingCalendarTest {

    /** As published. */
    private static final String OFF_2026 =
            "2026-01-01 2026-01-02 2026-01-07 2026-03-09 2026-03-23 2026-03-24 2026-03-25"
                    + " 2026-05-01 2026-05-07 2026-05-11 2026-05-27 2026-07-06 2026-10-26 2026-12-16";

    private static final WorkingCalendar BY_RULE = WorkingCalendar.of(List.of());

    private static List<LocalDate> days(String text) {
        return Stream.of(text.split(" ")).map(LocalDate::parse).toList();
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void theRuleGivesTheYearThatIsPublished() {
        assertThat(KazakhHolidays.of(2026).offInOrder()).containsExactlyElementsOf(days(OFF_2026));
    }

    /** 30 August was a holiday then; of 2025 the exchange of 3 January is not by rule. */
    @Test
    void theRuleGivesHolidaysOfYearsBefore() {
        assertThat(KazakhHolidays.of(2025).offInOrder())
                .containsExactlyElementsOf(
                        days("2025-01-01 2025-01-02 2025-01-07 2025-03-10 2025-03-21 2025-03-24 2025-03-25 2025-05-01"
                                + " 2025-05-07 2025-05-09 2025-06-06 2025-07-07 2025-09-01 2025-10-27 2025-12-16"));
    }

    @Test
    void theYearThatNobodyHasPublishedIsUnconfirmed() {
        assertThat(KazakhHolidays.of(2027).offInOrder())
                .containsExactlyElementsOf(
                        days("2027-01-01 2027-01-04 2027-01-07 2027-03-08 2027-03-22 2027-03-23 2027-03-24 2027-05-03"
                                + " 2027-05-07 2027-05-10 2027-07-06 2027-10-25 2027-12-16"));
        WorkingCalendar published =
                WorkingCalendar.of(List.of(new CalendarYear(2026, Set.copyOf(days(OFF_2026)), Set.of(), true)));
        assertThat(published.isConfirmed(day("2026-12-01"), day("2026-12-31"))).isTrue();
        assertThat(published.isConfirmed(day("2026-12-31"), day("2027-01-05"))).isFalse();
    }

    @Test
    void countsFromTheDayAfterTheEvent() {
        // Thursday; Friday, Monday and Tuesday.
        assertThat(BY_RULE.lastDay(day("2026-06-04"), 3)).isEqualTo(day("2026-06-09"));
        // Friday before Nauryz, which lasts until Wednesday.
        assertThat(BY_RULE.lastDay(day("2026-03-20"), 1)).isEqualTo(day("2026-03-26"));
        assertThat(BY_RULE.lastDay(day("2026-03-22"), 1)).isEqualTo(day("2026-03-26"));
        // Over the turn of the year.
        assertThat(BY_RULE.lastDay(day("2026-12-31"), 3)).isEqualTo(day("2027-01-08"));
    }

    /** Each day of two years, against days that are struck off a list one by one. */
    @Test
    void endsEachTermOfTwoYearsAsAListDoes() {
        List<LocalDate> working = new ArrayList<>();
        List<LocalDate> off = days(OFF_2026);
        for (LocalDate day = day("2026-01-01"); day.getYear() < 2029; day = day.plusDays(1)) {
            boolean free = day.getDayOfWeek().getValue() > 5
                    || (day.getYear() == 2026
                                    ? off
                                    : List.copyOf(BY_RULE.year(day.getYear()).off()))
                            .contains(day);
            if (!free) {
                working.add(day);
            }
        }
        for (LocalDate event = day("2026-01-01"); event.getYear() < 2028; event = event.plusDays(1)) {
            LocalDate from = event;
            List<LocalDate> after =
                    working.stream().filter(day -> day.isAfter(from)).limit(5).toList();
            for (int term = 1; term <= 5; term++) {
                assertThat(BY_RULE.lastDay(event, term))
                        .as("%s + %d", event, term)
                        .isEqualTo(after.get(term - 1));
            }
        }
    }

    /** Each day of two years: terms of all events from that day on, and of none before, are not over. */
    @Test
    void findsTheFirstEventWhoseTermIsNotOver() {
        CalendarYear exchanged = new CalendarYear(2026, Set.of(day("2026-06-05")), Set.of(day("2026-06-06")), true);
        WorkingCalendar calendar = WorkingCalendar.of(List.of(exchanged));
        for (LocalDate today = day("2026-01-01"); today.getYear() < 2028; today = today.plusDays(1)) {
            for (int term = 1; term <= 3; term++) {
                LocalDate first = calendar.firstEvent(today, term);
                for (LocalDate event = first.minusDays(20);
                        event.isBefore(first.plusDays(20));
                        event = event.plusDays(1)) {
                    assertThat(calendar.lastDay(event, term).isBefore(today))
                            .as("%s + %d, on %s", event, term, today)
                            .isEqualTo(event.isBefore(first));
                }
            }
        }
    }

    @Test
    void worksOnADayThatWasExchanged() {
        CalendarYear exchanged = new CalendarYear(2026, Set.of(day("2026-06-05")), Set.of(day("2026-06-06")), true);
        WorkingCalendar calendar = WorkingCalendar.of(List.of(exchanged));
        assertThat(calendar.isWorking(day("2026-06-05"))).isFalse();
        assertThat(calendar.isWorking(day("2026-06-06"))).isTrue();
        assertThat(calendar.lastDay(day("2026-06-04"), 1)).isEqualTo(day("2026-06-06"));
    }

    @Test
    void takesNoDayThatCannotBeMeant() {
        assertThatThrownBy(() -> new CalendarYear(2026, Set.of(day("2026-06-06")), Set.of(), true))
                .hasMessageContaining("2026-06-06");
        assertThatThrownBy(() -> new CalendarYear(2026, Set.of(), Set.of(day("2026-06-05")), true))
                .hasMessageContaining("2026-06-05");
        assertThatThrownBy(() -> new CalendarYear(2026, Set.of(day("2027-06-04")), Set.of(), true))
                .hasMessageContaining("2027-06-04");
        CalendarYear year = KazakhHolidays.of(2026);
        assertThatThrownBy(() -> WorkingCalendar.of(List.of(year, year))).hasMessageContaining("twice");
        assertThatThrownBy(() -> BY_RULE.lastDay(day("2026-06-04"), 0)).hasMessageContaining("expected");
    }
}
