package org.courtbridge.hearings.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BookingTest {

    private static final Instant TEN = Instant.parse("2026-12-02T05:00:00Z");
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private static BookingTimes times(Instant from, int minutes, int setUp, int test, int after) {
        return new BookingTimes(
                from,
                from.plus(Duration.ofMinutes(minutes)),
                Duration.ofMinutes(setUp),
                Duration.ofMinutes(test),
                Duration.ofMinutes(after));
    }

    private static Booking booking(String id, BookingTimes times, Resource... resources) {
        return Booking.of(id, "h", List.of(resources), times);
    }

    @Test
    void takesSlotsFromSettingUpToClearingUp() {
        SlotRange slots = times(TEN, 60, 30, 15, 10).slots();
        assertThat(slots.from()).isEqualTo("2026-12-02T04:15:00Z");
        assertThat(slots.to()).isEqualTo("2026-12-02T06:10:00Z");
        assertThat(slots.size()).isEqualTo(23);
    }

    @Test
    void takesAsAWholeTheSlotsThatItNeedsAPartOf() {
        SlotRange slots = times(TEN.plusSeconds(120), 4, 0, 0, 0).slots();
        assertThat(slots.from()).isEqualTo(TEN);
        assertThat(slots.to()).isEqualTo(TEN.plusSeconds(600));
    }

    @Test
    void slotsBeforeTheirBeginningAreNegative() {
        assertThat(SlotRange.covering(Instant.parse("1969-12-31T23:56:00Z"), Instant.EPOCH))
                .isEqualTo(new SlotRange(-1, 0));
    }

    @Test
    void oneEndsWhereTheNextBegins() {
        Booking first = booking("1", times(TEN, 60, 0, 0, 0), Resource.room("r"));
        Booking next = booking("2", times(TEN.plusSeconds(3600), 60, 0, 0, 0), Resource.room("r"));
        assertThat(first.takenTwice(next)).isEmpty();
        assertThat(first.takenTwice(booking("2", times(TEN.plusSeconds(3600), 60, 0, 1, 0), Resource.room("r"))))
                .containsExactly(Resource.room("r"));
    }

    @Test
    void midnightIsATimeLikeAnyOther() {
        Instant late = Instant.parse("2026-12-01T18:30:00Z");
        SlotRange slots = times(late, 60, 0, 0, 0).slots();
        assertThat(slots.size()).isEqualTo(12);
        assertThat(LocalDateTime.ofInstant(slots.to(), ALMATY)).isEqualTo("2026-12-02T00:30");
    }

    /** At the end of 29 February 2024 clocks in Almaty went from 24:00 to 23:00: two hearings at "23:00" are an hour apart. */
    @Test
    void theHourThatClocksShowTwiceIsTwoHours() {
        Instant earlier = LocalDateTime.parse("2024-02-29T23:00").atZone(ALMATY).toInstant();
        Instant later = LocalDateTime.parse("2024-02-29T23:00")
                .atZone(ALMATY)
                .withLaterOffsetAtOverlap()
                .toInstant();
        assertThat(later).isEqualTo(earlier.plusSeconds(3600));
        Booking first = booking("1", times(earlier, 60, 0, 0, 0), Resource.room("r"));
        assertThat(first.takenTwice(booking("2", times(later, 60, 0, 0, 0), Resource.room("r"))))
                .isEmpty();
    }

    @Test
    void aBookingDoesNotStandAgainstItself() {
        Booking one = booking("1", times(TEN, 60, 0, 0, 0), Resource.room("r"));
        assertThat(one.takenTwice(one.at(one.times().beginningAt(TEN.plusSeconds(600)))))
                .isEmpty();
    }

    @Test
    void aRoomAndAPersonOfOneIdAreTwo() {
        Booking room = booking("1", times(TEN, 60, 0, 0, 0), Resource.room("x"), Resource.device("x"));
        Booking person = booking("2", times(TEN, 60, 0, 0, 0), Resource.person("x"), Resource.device("x"));
        assertThat(room.takenTwice(person)).containsExactly(Resource.device("x"));
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThatThrownBy(() -> times(TEN, 0, 0, 0, 0)).hasMessageStartingWith("end: 2026-12-02T05:00:00Z");
        assertThatThrownBy(() -> times(TEN.plusSeconds(1), 60, 0, 0, 0))
                .hasMessage("beginning: 2026-12-02T05:00:01Z (expected: a whole minute)");
        assertThatThrownBy(() -> times(TEN.plusNanos(1), 60, 0, 0, 0)).hasMessageStartingWith("beginning");
        assertThatThrownBy(() -> times(TEN, 60, -1, 0, 0))
                .hasMessage("time to set up: PT-1M (expected: whole minutes from 0)");
        assertThatThrownBy(() -> times(TEN, 24 * 60 - 29, 10, 10, 10))
                .hasMessage("length: PT24H1M (expected: up to PT24H)");
        assertThat(times(TEN, 24 * 60 - 30, 10, 10, 10).slots().size()).isEqualTo(288);
    }

    @Test
    void refusesNoResourcesAndTooMany() {
        BookingTimes hour = times(TEN, 60, 0, 0, 0);
        assertThatThrownBy(() -> booking("1", hour)).hasMessage("resources: 0 (expected: 1 to 64)");
        List<Resource> many =
                IntStream.range(0, 65).mapToObj(i -> Resource.room("r" + i)).toList();
        assertThatThrownBy(() -> Booking.of("1", "h", many, hour)).hasMessage("resources: 65 (expected: 1 to 64)");
        assertThatThrownBy(() -> Resource.room("x".repeat(65))).hasMessage("length of the id: 65 (expected: 1 to 64)");
    }

    /** 20,000 seeded pairs: two bookings stand against each other exactly where they have a slot of a resource in common. */
    @Test
    void whatIsTakenTwiceIsWhatHasASlotInCommon() {
        Random random = new Random(1);
        int against = 0;
        for (int i = 0; i < 20_000; i++) {
            Booking one = any("1", random);
            Booking other = any("2", random);
            Set<Resource> expected = new TreeSet<>();
            for (Resource resource : one.resources()) {
                Set<Long> slots = new HashSet<>(slots(one));
                slots.retainAll(slots(other));
                if (!slots.isEmpty() && other.resources().contains(resource)) {
                    expected.add(resource);
                }
            }
            assertThat(one.takenTwice(other)).isEqualTo(expected).isEqualTo(other.takenTwice(one));
            against += expected.isEmpty() ? 0 : 1;
        }
        assertThat(against).isBetween(1_000, 19_000);
    }

    private static Booking any(String id, Random random) {
        List<Resource> all = new ArrayList<>(List.of(
                Resource.room("1"),
                Resource.room("2"),
                Resource.device("1"),
                Resource.person("1"),
                Resource.person("2")));
        Collections.shuffle(all, random);
        return Booking.of(
                id,
                "h",
                all.subList(0, 1 + random.nextInt(3)),
                times(
                        TEN.plusSeconds(60L * random.nextInt(300)),
                        1 + random.nextInt(100),
                        random.nextInt(20),
                        random.nextInt(20),
                        random.nextInt(20)));
    }

    /** Every slot of which a minute is needed. */
    private static Set<Long> slots(Booking booking) {
        BookingTimes times = booking.times();
        Set<Long> slots = new HashSet<>();
        Instant end = times.to().plus(times.after());
        for (Instant at = times.from().minus(times.test()).minus(times.setUp());
                at.isBefore(end);
                at = at.plusSeconds(60)) {
            slots.add(at.getEpochSecond() / 300);
        }
        return slots;
    }
}
