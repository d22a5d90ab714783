package org.courtbridge.hearings.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.hearings.calendar.CalendarYear;
import org.courtbridge.hearings.calendar.WorkingCalendar;
import org.junit.jupiter.api.Test;

class FreeHoursTest {

    private static final WorkingCalendar BY_RULE = WorkingCalendar.of(List.of());
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final WorkingHours COURT = hours("09:00", "18:00", ALMATY);

    private static WorkingHours hours(String opens, String closes, ZoneId zone) {
        return new WorkingHours(zone, LocalTime.parse(opens), LocalTime.parse(closes), BY_RULE);
    }

    private static SlotRange span(String from, String to) {
        return SlotRange.covering(Instant.parse(from), Instant.parse(to));
    }

    private static BookingTimes hour(String from, int setUp, int after) {
        Instant start = Instant.parse(from);
        return new BookingTimes(
                start, start.plusSeconds(3600), Duration.ofMinutes(setUp), Duration.ZERO, Duration.ofMinutes(after));
    }

    private static List<Instant> beginnings(List<BookingTimes> offers) {
        return offers.stream().map(BookingTimes::from).toList();
    }

    private static List<Instant> instants(String... texts) {
        return Stream.of(texts).map(Instant::parse).toList();
    }

    /** Tuesday 15 December 2026 is worked, Wednesday 16 is Independence Day. */
    @Test
    void worksOnWorkingDaysOnly() {
        assertThat(COURT.within(span("2026-12-14T19:00:00Z", "2026-12-17T19:00:00Z")))
                .containsExactly(
                        span("2026-12-15T04:00:00Z", "2026-12-15T13:00:00Z"),
                        span("2026-12-17T04:00:00Z", "2026-12-17T13:00:00Z"));
    }

    /** Thursday 29 February 2024 was the last day of UTC+6. */
    @Test
    void opensByTheClockOnTheWall() {
        assertThat(COURT.within(span("2024-02-29T00:00:00Z", "2024-03-01T23:00:00Z")))
                .containsExactly(
                        span("2024-02-29T03:00:00Z", "2024-02-29T12:00:00Z"),
                        span("2024-03-01T04:00:00Z", "2024-03-01T13:00:00Z"));
    }

    /** In the night before 29 March 2026 the clock in Berlin went forward by an hour. */
    @Test
    void aNightInWhichTheClockGoesForwardIsShorter() {
        WorkingCalendar saturday = WorkingCalendar.of(
                List.of(new CalendarYear(2026, Set.of(), Set.of(LocalDate.parse("2026-03-28")), true)));
        WorkingHours nights = new WorkingHours(
                ZoneId.of("Europe/Berlin"), LocalTime.parse("22:00"), LocalTime.parse("06:00"), saturday);
        assertThat(nights.within(span("2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z")))
                .containsExactly(
                        span("2026-03-27T21:00:00Z", "2026-03-28T05:00:00Z"),
                        span("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z"));
    }

    @Test
    void whoeverNeverClosesIsOpenFromMidnightToMidnight() {
        List<SlotRange> open =
                hours("00:00", "00:00", ALMATY).within(span("2026-12-14T19:00:00Z", "2026-12-15T19:00:00Z"));
        assertThat(open).containsExactly(span("2026-12-14T19:00:00Z", "2026-12-15T19:00:00Z"));
        assertThat(hours("00:00", "00:00", ALMATY).within(span("2026-12-11T20:00:00Z", "2026-12-12T20:00:00Z")))
                .as("from a Saturday to a Sunday")
                .isEmpty();
    }

    @Test
    void openSlotsLieInWorkingHoursAsAWhole() {
        assertThat(hours("09:02", "09:58", ALMATY).within(span("2026-12-15T00:00:00Z", "2026-12-15T19:00:00Z")))
                .containsExactly(span("2026-12-15T04:05:00Z", "2026-12-15T04:55:00Z"));
        assertThat(hours("09:01", "09:04", ALMATY).within(span("2026-12-15T00:00:00Z", "2026-12-15T19:00:00Z")))
                .isEmpty();
    }

    @Test
    void freeIsWhatAllHaveInCommon() {
        WorkingHours facility = hours("08:00", "12:00", ALMATY);
        FreeHours free = FreeHours.of(
                span("2026-12-14T19:00:00Z", "2026-12-15T19:00:00Z"),
                List.of(
                        span("2026-12-15T05:00:00Z", "2026-12-15T06:00:00Z"),
                        span("2026-12-15T00:00:00Z", "2026-12-15T04:10:00Z")),
                List.of(COURT, facility));
        assertThat(free.ranges())
                .containsExactly(
                        span("2026-12-15T04:10:00Z", "2026-12-15T05:00:00Z"),
                        span("2026-12-15T06:00:00Z", "2026-12-15T07:00:00Z"));
    }

    /** From 11:00 to 12:00 the room is taken; the 16th is a holiday. */
    @Test
    void offersTheTimesBesideWhatIsTakenAndOtherDays() {
        FreeHours free = FreeHours.of(
                span("2026-12-14T19:00:00Z", "2026-12-17T19:00:00Z"),
                List.of(span("2026-12-15T06:00:00Z", "2026-12-15T07:00:00Z")),
                List.of(COURT));
        assertThat(beginnings(free.offers(hour("2026-12-15T06:10:00Z", 15, 10), 5)))
                .containsExactlyElementsOf(
                        instants("2026-12-15T07:15:00Z", "2026-12-15T04:50:00Z", "2026-12-17T04:15:00Z"));
        assertThat(beginnings(free.offers(hour("2026-12-15T06:10:00Z", 15, 10), 1)))
                .containsExactlyElementsOf(instants("2026-12-15T07:15:00Z"));
    }

    @Test
    void offersNothingWhereNothingIsFree() {
        SlotRange saturday = span("2026-12-11T19:00:00Z", "2026-12-12T19:00:00Z");
        assertThat(FreeHours.of(saturday, List.of(), List.of(COURT)).offers(hour("2026-12-12T05:00:00Z", 0, 0), 5))
                .isEmpty();
        assertThat(FreeHours.of(saturday, List.of(saturday), List.of()).ranges())
                .isEmpty();
    }

    @Test
    void refusesASpanOfYears() {
        assertThatThrownBy(() -> FreeHours.of(new SlotRange(0, 366 * 288 + 1), List.of(), List.of()))
                .hasMessage("slots: 105409 (expected: up to 105408)");
    }

    /** 2,000 seeded days: whatever is offered can be had, and nothing that can be had is nearer than the first offer. */
    @Test
    void theFirstOfferIsTheNearestOfAll() {
        int offered = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            SlotRange span = new SlotRange(5_990_628L, 5_990_628L + 400);
            List<SlotRange> taken = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                long first = span.first() - 20 + random.nextInt(430);
                taken.add(new SlotRange(first, first + 1 + random.nextInt(60)));
            }
            List<WorkingHours> hours = random.nextBoolean() ? List.of() : List.of(hours("00:00", "23:00", ALMATY));
            BookingTimes wished = any(random, span);
            FreeHours free = FreeHours.of(span, taken, hours);
            List<BookingTimes> offers = free.offers(wished, 3);
            List<BookingTimes> all = possible(span, taken, hours, wished);
            assertThat(all).as("seed " + seed).containsAll(offers);
            assertThat(offers.isEmpty()).as("seed " + seed).isEqualTo(all.isEmpty());
            if (!offers.isEmpty()) {
                offered++;
                assertThat(distance(wished, offers.getFirst()))
                        .as("seed " + seed)
                        .isEqualTo(all.stream()
                                .map(one -> distance(wished, one))
                                .min(Duration::compareTo)
                                .orElseThrow());
            }
            for (SlotRange range : free.ranges()) {
                assertThat(taken).as("seed " + seed).noneMatch(range::overlaps);
                assertThat(span.contains(range)).as("seed " + seed).isTrue();
            }
        }
        assertThat(offered).isBetween(500, 1_999);
    }

    private static BookingTimes any(Random random, SlotRange span) {
        Instant from = span.from().plusSeconds(60L * random.nextInt(2_000));
        return new BookingTimes(
                from,
                from.plusSeconds(60L * (1 + random.nextInt(300))),
                Duration.ofMinutes(random.nextInt(40)),
                Duration.ofMinutes(random.nextInt(40)),
                Duration.ofMinutes(random.nextInt(40)));
    }

    /** By trying every slot. */
    private static List<BookingTimes> possible(
            SlotRange span, List<SlotRange> taken, List<WorkingHours> hours, BookingTimes wished) {
        List<BookingTimes> possible = new ArrayList<>();
        for (long start = span.first(); start < span.end(); start++) {
            BookingTimes times = wished.beginningAt(Instant.ofEpochSecond(start * 300));
            SlotRange slots = times.slots();
            if (span.contains(slots)
                    && taken.stream().noneMatch(slots::overlaps)
                    && hours.stream()
                            .allMatch(one -> one.within(span).stream().anyMatch(open -> open.contains(slots)))) {
                possible.add(times);
            }
        }
        return possible;
    }

    private static Duration distance(BookingTimes wished, BookingTimes offer) {
        return Duration.between(wished.from(), offer.from()).abs();
    }
}
