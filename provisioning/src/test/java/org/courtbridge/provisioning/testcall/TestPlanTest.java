package org.courtbridge.provisioning.testcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.courtbridge.provisioning.testcall.PlannedHearing.Seat;
import org.courtbridge.provisioning.testcall.Tested.Place;
import org.junit.jupiter.api.Test;

class TestPlanTest {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    /** No spread, so that times are plain to see. */
    private static final PlanSettings SETTINGS = new PlanSettings(
            List.of(Duration.ofMinutes(30), Duration.ofHours(24), Duration.ofHours(2)),
            List.of(Duration.ofMinutes(3), Duration.ofMinutes(10)),
            QuietTimes.STANDARD,
            Duration.ZERO,
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            20);

    private final TestPlan plan = new TestPlan(SETTINGS);
    private final List<Tested> book = new ArrayList<>();

    /** A Thursday; Almaty is at +05. */
    private static Instant at(String time) {
        return LocalDateTime.parse(time.length() == 5 ? "2026-11-26T" + time : time)
                .atZone(ALMATY)
                .toInstant();
    }

    private static PlannedHearing hearing(String id, Instant begins, String... places) {
        return new PlannedHearing(
                id,
                begins,
                Arrays.stream(places)
                        .map(place -> new Seat(new Place.Room(place, "Room " + place), ALMATY))
                        .toList());
    }

    private static Tested tested(String place, Outcome outcome, Instant begun, String asked, int attempt) {
        return switch (outcome) {
            case PASS -> SampleTests.passed(place, begun, asked, attempt);
            case FAIL -> SampleTests.tested(place, begun, asked, attempt, Map.of(Check.BLACK, 100.0), Set.of());
            case COULD_NOT_TELL -> SampleTests.tested(place, begun, asked, attempt, Map.of(), Set.of(Check.LOSS));
        };
    }

    private void done(String place, Outcome outcome, Instant begun, int attempt) {
        book.add(tested(place, outcome, begun, Tested.SCHEDULE, attempt));
    }

    private List<Due> outstanding(Instant now, PlannedHearing... hearings) {
        return plan.outstanding(List.of(hearings), book, Set.of(), now);
    }

    private static List<Instant> times(List<Due> dues) {
        return dues.stream().map(Due::at).toList();
    }

    @Test
    void testsEachPlaceAtEachTimeBefore() {
        List<Due> dues = outstanding(at("2026-11-24T12:00"), hearing("h", at("15:00"), "a", "b"));
        assertThat(times(dues))
                .containsExactly(
                        at("2026-11-25T15:00"),
                        at("2026-11-25T15:00"),
                        at("13:00"),
                        at("13:00"),
                        at("14:30"),
                        at("14:30"));
        assertThat(dues).extracting(Due::attempt).containsOnly(1);
        assertThat(dues).extracting(Due::until).containsOnly(at("14:55"));
        assertThat(dues).extracting(Due::key).doesNotHaveDuplicates();
    }

    @Test
    void isDoneOnceATestHasBegunWhoeverAskedForIt() {
        book.add(tested("a", Outcome.PASS, at("13:20"), "aigul", 1));
        assertThat(times(outstanding(at("13:30"), hearing("h", at("15:00"), "a"))))
                .containsExactly(at("14:30"));
        done("a", Outcome.COULD_NOT_TELL, at("14:31"), 1);
        assertThat(outstanding(at("14:32"), hearing("h", at("15:00"), "a"))).isEmpty();
    }

    @Test
    void makesUpForMissedTestsByOneAndNeverAfterTheHearingBegan() {
        PlannedHearing hearing = hearing("h", at("15:00"), "a");
        List<Due> late = outstanding(at("13:40"), hearing);
        assertThat(times(late)).containsExactly(at("13:40"), at("14:30"));
        assertThat(times(outstanding(at("14:50"), hearing))).containsExactly(at("14:50"));
        assertThat(outstanding(at("14:55"), hearing)).isEmpty();
        assertThat(outstanding(at("15:10"), hearing)).isEmpty();
        assertThat(plan.startable(late, Set.of(), Set.of(), at("14:56")))
                .as("what was found due before")
                .isEmpty();
    }

    @Test
    void keepsTheKeyOfWhatIsLate() {
        PlannedHearing hearing = hearing("h", at("15:00"), "a");
        done("a", Outcome.PASS, at("2026-11-25T15:00"), 1);
        String key = outstanding(at("10:00"), hearing).getFirst().key();
        assertThat(outstanding(at("13:40"), hearing).getFirst().key()).isEqualTo(key);
        assertThat(new TestPlan(SETTINGS)
                        .outstanding(List.of(hearing("g", at("16:00"), "b"), hearing), book, Set.of(), at("13:10")))
                .as("on another node")
                .extracting(Due::key)
                .contains(key);
        assertThat(outstanding(at("10:00"), hearing("h", at("16:00"), "a")))
                .as("moved")
                .extracting(Due::key)
                .doesNotContain(key);
    }

    @Test
    void followsAHearingThatIsMovedOrCancelled() {
        done("a", Outcome.PASS, at("2026-11-25T10:00"), 1);
        done("a", Outcome.PASS, at("08:00"), 1);
        assertThat(times(outstanding(at("08:10"), hearing("h", at("10:00"), "a"))))
                .containsExactly(at("09:30"));
        assertThat(times(outstanding(at("08:10"), hearing("h", at("15:00"), "a"))))
                .as("moved to the afternoon: the day's tests again")
                .containsExactly(at("13:00"), at("14:30"));
        assertThat(times(outstanding(at("08:10"), hearing("h", at("09:00"), "a"))))
                .as("moved forward")
                .containsExactly(at("08:30"));
        assertThat(outstanding(at("08:10"))).as("cancelled").isEmpty();
    }

    @Test
    void dropsTheRetryOfACancelledHearing() {
        done("a", Outcome.FAIL, at("13:00"), 1);
        assertThat(times(outstanding(at("13:01"), hearing("h", at("15:00"), "a"))))
                .containsExactly(at("13:00").plusSeconds(30 + 180), at("14:30"));
        assertThat(outstanding(at("13:01"))).isEmpty();
    }

    @Test
    void retriesAsOftenAsItShouldAndThenWaitsForTheNextWindow() {
        PlannedHearing hearing = hearing("h", at("15:00"), "a");
        done("a", Outcome.FAIL, at("13:00"), 1);
        Due second = outstanding(at("13:01"), hearing).getFirst();
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.at()).isEqualTo(at("13:00").plusSeconds(30 + 180));
        done("a", Outcome.FAIL, second.at(), 2);
        Due third = outstanding(second.at().plusSeconds(40), hearing).getFirst();
        assertThat(third.attempt()).isEqualTo(3);
        assertThat(third.at()).isEqualTo(second.at().plusSeconds(30 + 600));
        done("a", Outcome.FAIL, third.at(), 3);
        List<Due> after = outstanding(third.at().plusSeconds(40), hearing);
        assertThat(times(after)).containsExactly(at("14:30"));
        assertThat(after.getFirst().attempt()).isEqualTo(1);
    }

    @Test
    void retriesNothingThatPassedOrThatSomebodyAskedFor() {
        PlannedHearing hearing = hearing("h", at("15:00"), "a");
        book.add(tested("a", Outcome.FAIL, at("13:00"), "aigul", 1));
        assertThat(times(outstanding(at("13:01"), hearing))).containsExactly(at("14:30"));
        done("a", Outcome.COULD_NOT_TELL, at("13:10"), 1);
        assertThat(times(outstanding(at("13:11"), hearing))).containsExactly(at("14:30"));
    }

    @Test
    void retriesWhatTheGatewayItselfKeptFromBeingTested() {
        PlannedHearing hearing = hearing("h", at("15:00"), "a");
        Tested busy = tested("a", Outcome.COULD_NOT_TELL, at("13:00"), Tested.SCHEDULE, 1);
        book.add(new Tested(
                busy.id(),
                busy.place(),
                busy.hearing(),
                busy.asked(),
                busy.attempt(),
                busy.begun(),
                busy.ended(),
                List.of(Verdict.couldNotTell(Check.CONNECTION, Limits.standard(), Doubt.GATEWAY))));
        Due again = outstanding(at("13:01"), hearing).getFirst();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.at()).isEqualTo(at("13:00").plusSeconds(30 + 180));
    }

    @Test
    void retriesNotAfterTheLastMoment() {
        done("a", Outcome.FAIL, at("14:53"), 1);
        assertThat(outstanding(at("14:54"), hearing("h", at("15:00"), "a"))).isEmpty();
    }

    @Test
    void sharesOneTestBetweenHearingsThatFollowEachOther() {
        done("a", Outcome.PASS, at("2026-11-25T15:00"), 1);
        List<Due> dues =
                outstanding(at("10:00"), hearing("first", at("15:00"), "a"), hearing("second", at("15:40"), "a"));
        assertThat(times(dues)).containsExactly(at("13:00"), at("14:30"), at("15:10"));
        assertThat(dues.getFirst().hearings()).containsExactly("first", "second");
        assertThat(dues.get(1).hearings()).containsExactly("first");
        assertThat(dues.get(2).hearings()).containsExactly("second");
        done("a", Outcome.PASS, at("13:00"), 1);
        assertThat(times(outstanding(
                        at("13:01"), hearing("first", at("15:00"), "a"), hearing("second", at("15:40"), "a"))))
                .containsExactly(at("14:30"), at("15:10"));
        assertThat(times(outstanding(at("13:01"), hearing("late", at("17:30"), "a"))))
                .as("too far apart")
                .containsExactly(at("15:30"), at("17:00"));
    }

    @Test
    void neverHasTwoTestsOfAPlaceAtOnce() {
        PlannedHearing hearing = hearing("h", at("15:00"), "a", "b");
        Instant now = at("13:00");
        assertThat(plan.outstanding(List.of(hearing), book, Set.of("a"), now))
                .filteredOn(due -> due.place().id().equals("a"))
                .extracting(Due::at)
                .containsExactly(at("14:30"));
        List<Due> twice = new ArrayList<>(outstanding(now, hearing));
        twice.addAll(outstanding(now, hearing));
        assertThat(plan.startable(twice, Set.of(), Set.of(), now)).hasSize(2);
        assertThat(plan.startable(twice, Set.of("a"), Set.of(), now))
                .extracting(due -> due.place().id())
                .containsExactly("b");
    }

    @Test
    void leavesRoomsAloneThatAreInACall() {
        PlannedHearing hearing = hearing("h", at("15:00"), "a");
        List<Due> dues = outstanding(at("13:00"), hearing);
        assertThat(plan.startable(dues, Set.of(), Set.of("a"), at("13:00"))).isEmpty();
        assertThat(plan.startable(outstanding(at("13:07"), hearing), Set.of(), Set.of(), at("13:07")))
                .as("once it is free")
                .hasSize(1);
    }

    @Test
    void startsThoseFirstWhoseHearingsAreNextAndNoMoreThanAllowed() {
        List<PlannedHearing> hearings = IntStream.range(0, 50)
                .mapToObj(i -> hearing("h" + i, at("15:00").minusSeconds(i), "room" + i))
                .toList();
        List<Due> dues = plan.outstanding(hearings, book, Set.of(), at("14:40"));
        List<Due> started = plan.startable(dues, Set.of(), Set.of(), at("14:40"));
        assertThat(started).hasSize(20);
        assertThat(started.getFirst().hearings()).containsExactly("h49");
        assertThat(plan.startable(dues, Set.of("x", "y", "z"), Set.of(), at("14:40")))
                .hasSize(17);
    }

    @Test
    void spreadsPlacesAlwaysInTheSameWay() {
        PlanSettings spread = new PlanSettings(
                List.of(Duration.ofHours(2), Duration.ofMinutes(30)),
                List.of(),
                QuietTimes.STANDARD,
                Duration.ofMinutes(20),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                20);
        String[] rooms = IntStream.range(0, 1_000).mapToObj(i -> "room" + i).toArray(String[]::new);
        List<PlannedHearing> hearings = List.of(hearing("h", at("15:00"), rooms));
        List<Due> dues = new TestPlan(spread).outstanding(hearings, book, Set.of(), at("10:00"));
        assertThat(dues).hasSize(2_000);
        List<Due> first = dues.subList(0, 1_000);
        assertThat(first).allSatisfy(due -> assertThat(due.at()).isBetween(at("13:00"), at("13:20")));
        assertThat(dues.subList(1_000, 2_000))
                .as("no more than a third of the time that is left")
                .allSatisfy(due -> assertThat(due.at()).isBetween(at("14:30"), at("14:40")));
        for (int minute = 0; minute < 20; minute++) {
            Instant begin = at("13:00").plusSeconds(60L * minute);
            assertThat(first.stream()
                            .filter(due -> !due.at().isBefore(begin) && due.at().isBefore(begin.plusSeconds(60))))
                    .as("50 a minute")
                    .hasSizeBetween(25, 80);
        }
        assertThat(new TestPlan(spread).outstanding(hearings, book, Set.of(), at("10:00")))
                .isEqualTo(dues);
    }

    @Test
    void waitsForTheMorningOnTheDayOfTheHearing() {
        assertThat(times(outstanding(at("2026-11-25T12:00"), hearing("h", at("08:30"), "a"))))
                .containsExactly(at("2026-11-25T12:00"), at("07:00"), at("08:00"));
    }

    /** The 30th is a Monday. */
    @Test
    void goesBackBeforeAWeekendOrHolidays() {
        assertThat(times(outstanding(at("2026-11-25T12:00"), hearing("h", at("2026-11-30T10:00"), "a"))))
                .containsExactly(at("2026-11-27T20:59"), at("2026-11-30T08:00"), at("2026-11-30T09:30"));
        Set<LocalDate> days = new HashSet<>(Set.of(LocalDate.of(2026, 11, 27)));
        QuietTimes holiday =
                new QuietTimes(LocalTime.of(21, 0), LocalTime.of(7, 0), QuietTimes.STANDARD.daysOff(), days, Set.of());
        assertThat(times(with(holiday)
                        .outstanding(
                                List.of(hearing("h", at("2026-11-30T10:00"), "a")),
                                book,
                                Set.of(),
                                at("2026-11-25T12:00"))))
                .startsWith(at("2026-11-26T20:59"));
        QuietTimes worked = new QuietTimes(
                LocalTime.of(21, 0),
                LocalTime.of(7, 0),
                QuietTimes.STANDARD.daysOff(),
                Set.of(),
                Set.of(LocalDate.of(2026, 11, 29)));
        assertThat(times(with(worked)
                        .outstanding(
                                List.of(hearing("h", at("2026-11-30T10:00"), "a")),
                                book,
                                Set.of(),
                                at("2026-11-25T12:00"))))
                .as("a Sunday on which work is done")
                .startsWith(at("2026-11-29T10:00"));
    }

    private static TestPlan with(QuietTimes quiet) {
        return new TestPlan(new PlanSettings(
                SETTINGS.before(),
                SETTINGS.retries(),
                quiet,
                SETTINGS.spread(),
                SETTINGS.share(),
                SETTINGS.last(),
                SETTINGS.atOnce()));
    }

    @Test
    void testsOnADayOffForAHearingOnThatDay() {
        assertThat(times(outstanding(at("2026-11-27T12:00"), hearing("h", at("2026-11-28T10:00"), "a"))))
                .as("a Saturday")
                .containsExactly(at("2026-11-27T12:00"), at("2026-11-28T08:00"), at("2026-11-28T09:30"));
    }

    @Test
    void goesBackToTheEveningForAHearingAtNight() {
        assertThat(times(outstanding(at("2026-11-24T12:00"), hearing("h", at("06:00"), "a"))))
                .containsExactly(at("2026-11-24T20:59"), at("2026-11-25T20:59"));
    }

    @Test
    void disturbsNobodyAtNightThoughItIsLate() {
        PlannedHearing hearing = hearing("h", at("2026-11-27T10:00"), "a");
        assertThat(times(outstanding(at("23:00"), hearing)))
                .as("which serves the one at 8:00 too")
                .containsExactly(at("2026-11-27T07:00"), at("2026-11-27T09:30"));
        assertThat(outstanding(at("03:00"), hearing("h", at("06:00"), "a")))
                .as("over when the night is")
                .isEmpty();
        done("a", Outcome.FAIL, at("20:59"), 1);
        assertThat(times(outstanding(at("21:00"), hearing)))
                .as("a retry")
                .containsExactly(at("2026-11-27T07:00"), at("2026-11-27T09:30"));
    }

    /** Almaty went from +06 to +05 in the night before 1 March 2024: the night of the 29th has an hour more. */
    @Test
    void goesByTheClockOfThePlaceWhenItsZoneChanges() {
        Instant begins = Instant.parse("2024-03-01T03:30:00Z");
        assertThat(begins.atZone(ALMATY).toLocalTime()).isEqualTo(LocalTime.of(8, 30));
        List<Due> dues = outstanding(Instant.parse("2024-02-28T06:00:00Z"), hearing("h", begins, "a"));
        assertThat(times(dues))
                .containsExactly(
                        Instant.parse("2024-02-29T03:30:00Z"),
                        Instant.parse("2024-03-01T02:00:00Z"),
                        Instant.parse("2024-03-01T03:00:00Z"));
        Instant night = Instant.parse("2024-02-29T20:00:00Z");
        QuietTimes quiet = QuietTimes.STANDARD;
        LocalDate friday = LocalDate.of(2024, 3, 1);
        assertThat(quiet.next(night, ALMATY, friday))
                .as("7:00 at +05")
                .isEqualTo(Instant.parse("2024-03-01T02:00:00Z"));
        assertThat(quiet.previous(night, ALMATY, friday))
                .as("21:00 at +06")
                .isEqualTo(Instant.parse("2024-02-29T15:00:00Z"));
        ZoneId oral = ZoneId.of("Asia/Oral");
        assertThat(quiet.next(night, oral, friday))
                .as("always at +05")
                .isEqualTo(Instant.parse("2024-03-01T02:00:00Z"));
        assertThat(quiet.previous(night, oral, friday)).isEqualTo(Instant.parse("2024-02-29T16:00:00Z"));
    }

    @Test
    void knowsQuietTimesThatDoNotCrossMidnight() {
        QuietTimes noon = new QuietTimes(LocalTime.of(13, 0), LocalTime.of(14, 0), Set.of(), Set.of(), Set.of());
        LocalDate day = LocalDate.of(2026, 11, 26);
        assertThat(noon.next(at("13:30"), ALMATY, day)).isEqualTo(at("14:00"));
        assertThat(noon.previous(at("13:30"), ALMATY, day)).isEqualTo(at("13:00"));
        assertThat(noon.next(at("23:30"), ALMATY, day)).isEqualTo(at("23:30"));
        QuietTimes never = new QuietTimes(LocalTime.NOON, LocalTime.NOON, Set.of(), Set.of(), Set.of());
        assertThat(never.next(at("12:00"), ALMATY, day)).isEqualTo(at("12:00"));
        assertThat(never.previous(at("00:00"), ALMATY, day)).isEqualTo(at("00:00"));
    }

    @Test
    void needsADayToWorkOn() {
        assertThatThrownBy(() -> new QuietTimes(
                        LocalTime.NOON, LocalTime.NOON, EnumSet.allOf(DayOfWeek.class), Set.of(), Set.of()))
                .hasMessageContaining("days off");
        assertThatThrownBy(() -> new PlanSettings(
                        List.of(Duration.ofMinutes(5)),
                        List.of(),
                        QuietTimes.STANDARD,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofMinutes(5),
                        1))
                .hasMessageContaining("before");
    }

    @Test
    void saysHowFarBackItMustKnow() {
        assertThat(plan.since(List.of(hearing("h", at("2026-11-30T10:00"), "a")), at("2026-11-28T12:00")))
                .as("an hour before Friday's test")
                .isEqualTo(at("2026-11-27T19:59"));
        assertThat(plan.since(List.of(), at("12:00"))).isEqualTo(at("12:00"));
    }

    /** Two days of hearings, minute by minute, with the gateway down for a while: every window is tested, none twice. */
    @Test
    void leavesNoneOutAndTestsNoneTwiceThroughTwoDays() {
        Collection<PlannedHearing> hearings = IntStream.range(0, 40)
                .mapToObj(
                        i -> hearing("h" + i, at("2026-11-25T09:00").plus(Duration.ofMinutes(37L * i)), "room" + i % 7))
                .filter(hearing -> {
                    int hour = hearing.begins().atZone(ALMATY).getHour();
                    return hour >= 8 && hour < 19;
                })
                .toList();
        Instant end = at("2026-11-26T20:00");
        for (Instant now = at("2026-11-24T07:00"); now.isBefore(end); now = now.plusSeconds(60)) {
            boolean down = !now.isBefore(at("2026-11-25T10:00")) && now.isBefore(at("2026-11-25T11:20"));
            List<Due> dues = down ? List.of() : plan.outstanding(hearings, book, Set.of(), now);
            for (Due due : plan.startable(dues, Set.of(), Set.of(), now)) {
                done(due.place().id(), Outcome.PASS, now, due.attempt());
            }
        }
        Set<String> untested = new TreeSet<>();
        for (PlannedHearing hearing : hearings) {
            String place = hearing.places().getFirst().place().id();
            Instant begins = hearing.begins();
            boolean hourBefore = book.stream()
                    .anyMatch(test -> test.place().id().equals(place)
                            && test.begun().isBefore(begins)
                            && !test.begun().isBefore(begins.minus(Duration.ofMinutes(46))));
            if (!hourBefore) {
                untested.add(hearing.id());
            }
        }
        assertThat(untested).as("the one that began while the gateway was down").containsExactly("h3");
        assertThat(book).hasSizeLessThan(3 * hearings.size());
        for (Tested test : book) {
            assertThat(test.begun().atZone(ALMATY).getHour()).isBetween(7, 20);
        }
        assertThat(book.stream()
                        .filter(test -> test.begun().isAfter(at("2026-11-25T10:00"))
                                && test.begun().isBefore(at("2026-11-25T11:20"))))
                .isEmpty();
    }
}
