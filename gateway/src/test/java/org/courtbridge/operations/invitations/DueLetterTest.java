package org.courtbridge.operations.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.courtbridge.operations.invitations.Told.Method;
import org.junit.jupiter.api.Test;

class DueLetterTest {

    private static final Instant NOW = Instant.parse("2026-12-02T05:00:00Z");
    private static final Instant TEN = NOW.plus(Duration.ofDays(2));
    private static final Optional<CalendarEntry> WANTED = wanted(TEN, "Дело № 1", "Суд");

    private static Optional<CalendarEntry> wanted(Instant begins, String title, String place) {
        return Optional.of(new CalendarEntry(begins, begins.plusSeconds(3_600), title, place));
    }

    private static Optional<Told> told(Method method, int sequence) {
        return Optional.of(new Told(method, WANTED.orElseThrow(), sequence));
    }

    private static String due(Optional<Told> last, Optional<CalendarEntry> wanted, Instant now) {
        return DueLetter.of(last, wanted, now)
                .map(letter -> letter.method() + " " + letter.sequence())
                .orElse("none");
    }

    @Test
    void invitesOnceAndTellsOfEachChange() {
        assertThat(due(Optional.empty(), WANTED, NOW)).isEqualTo("REQUEST 0");
        assertThat(due(told(Method.REQUEST, 0), WANTED, NOW)).isEqualTo("none");
        assertThat(due(told(Method.REQUEST, 0), wanted(TEN.plusSeconds(60), "Дело № 1", "Суд"), NOW))
                .isEqualTo("REQUEST 1");
        assertThat(due(told(Method.REQUEST, 4), wanted(TEN, "Дело № 1", "Суд, зал 2"), NOW))
                .isEqualTo("REQUEST 5");
        Optional<CalendarEntry> longer = Optional.of(new CalendarEntry(TEN, TEN.plusSeconds(7_200), "Дело № 1", "Суд"));
        assertThat(due(told(Method.REQUEST, 0), longer, NOW)).isEqualTo("REQUEST 1");
    }

    @Test
    void cancelsOnceAndInvitesAnew() {
        assertThat(due(told(Method.REQUEST, 2), Optional.empty(), NOW)).isEqualTo("CANCEL 3");
        assertThat(due(told(Method.CANCEL, 3), Optional.empty(), NOW)).isEqualTo("none");
        assertThat(due(told(Method.CANCEL, 3), WANTED, NOW)).isEqualTo("REQUEST 4");
        assertThat(due(Optional.empty(), Optional.empty(), NOW)).isEqualTo("none");
    }

    @Test
    void tellsOfATitleThatSaysSomethingElseWithoutAskingAgain() {
        assertThat(due(told(Method.REQUEST, 2), wanted(TEN, "дело №1", "Суд"), NOW))
                .as("another spelling")
                .isEqualTo("none");
        assertThat(due(told(Method.REQUEST, 2), wanted(TEN, "Дело № 2", "Суд"), NOW))
                .isEqualTo("REQUEST 2");
    }

    @Test
    void tellsNobodyOfWhatIsPast() {
        Instant later = TEN.plusSeconds(1);
        assertThat(due(Optional.empty(), WANTED, TEN)).isEqualTo("none");
        assertThat(due(told(Method.REQUEST, 0), Optional.empty(), later)).isEqualTo("none");
        assertThat(due(told(Method.REQUEST, 0), wanted(NOW, "Дело № 1", "Суд"), later))
                .isEqualTo("none");
        assertThat(due(told(Method.CANCEL, 1), WANTED, later)).isEqualTo("none");
        assertThat(due(told(Method.REQUEST, 0), wanted(NOW.minusSeconds(60), "Дело № 1", "Суд"), NOW))
                .as("who would come later hears that it has begun")
                .isEqualTo("REQUEST 1");
        assertThat(due(told(Method.REQUEST, 0), wanted(later.plusSeconds(60), "Дело № 1", "Суд"), later))
                .as("it goes on after a break")
                .isEqualTo("REQUEST 1");
    }

    private static Optional<CalendarEntry> anything(SplittableRandom random, Instant now) {
        if (random.nextInt(3) == 0) {
            return Optional.empty();
        }
        return wanted(
                now.plus(Duration.ofHours(random.nextInt(-3, 12))),
                List.of("Дело № 1", "дело №1", "Дело № 2").get(random.nextInt(3)),
                List.of("", "Суд").get(random.nextInt(2)));
    }

    /** Any sequence of changes, of which some are told and others come too fast. */
    @Test
    void keepsItsPromisesWhateverChanges() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Instant now = NOW;
            Optional<Told> last = Optional.empty();
            List<Told> letters = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                now = now.plus(Duration.ofMinutes(random.nextInt(240)));
                Optional<CalendarEntry> wanted = anything(random, now);
                if (random.nextInt(3) == 0) {
                    continue;
                }
                Optional<Told> due = DueLetter.of(last, wanted, now);
                if (due.isPresent()) {
                    letters.add(due.get());
                    last = due;
                }
                assertThat(DueLetter.of(last, wanted, now))
                        .as("told once, seed %d", seed)
                        .isEmpty();
                if (wanted.isPresent()) {
                    isInTheCalendar(wanted.get(), last, now, seed);
                }
            }
            areInOrder(letters, seed);
        }
    }

    private static void isInTheCalendar(CalendarEntry wanted, Optional<Told> last, Instant now, long seed) {
        if (wanted.begins().isAfter(now)) {
            Told told = last.orElseThrow();
            assertThat(told.method()).as("seed %d", seed).isEqualTo(Method.REQUEST);
            assertThat(told.entry().asksForMore(wanted)).as("seed %d", seed).isFalse();
            assertThat(told.entry().isNamedOtherwise(wanted))
                    .as("seed %d", seed)
                    .isFalse();
        }
    }

    private static void areInOrder(List<Told> letters, long seed) {
        for (int i = 0; i < letters.size(); i++) {
            Told letter = letters.get(i);
            if (i == 0) {
                assertThat(letter.method()).as("the first, seed %d", seed).isEqualTo(Method.REQUEST);
                assertThat(letter.sequence()).isZero();
                continue;
            }
            Told before = letters.get(i - 1);
            boolean sameAsBefore = letter.method() == Method.REQUEST
                    && before.method() == Method.REQUEST
                    && !letter.entry().asksForMore(before.entry());
            assertThat(letter.sequence() - before.sequence())
                    .as("seed %d, letter %d", seed, i)
                    .isEqualTo(sameAsBefore ? 0 : 1);
            assertThat(letter.method() == Method.CANCEL && before.method() == Method.CANCEL)
                    .as("cancelled once, seed %d", seed)
                    .isFalse();
        }
    }
}
