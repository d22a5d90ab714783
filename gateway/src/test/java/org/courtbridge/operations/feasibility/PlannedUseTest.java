package org.courtbridge.operations.feasibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.console.FakeConferences;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.junit.jupiter.api.Test;

/** Hearings that take rooms and devices from 10:00 to 11:00 of a day in Almaty. */
class PlannedUseTest {

    private static final Instant DAY = Instant.parse("2026-06-24T19:00:00Z");
    private static final Instant TEN = Instant.parse("2026-06-25T05:00:00Z");
    private static final SlotRange HOUR = SlotRange.covering(TEN, TEN.plus(Duration.ofHours(1)));
    private static final Resource CODEC = Resource.device("codec");

    private final FakeConferences conferences = new FakeConferences();

    private String hearing(Optional<Instant> begins) {
        String id = conferences
                .create("user:aigul", Integer.toString(conferences.all().size() + 10), "Іс")
                .toCompletableFuture()
                .join()
                .id();
        conferences.submit(
                id, new HearingCommand.Invite("user:aigul", PartyId.device("codec"), "Зал", Admission.LOBBY));
        conferences.submit(id, new HearingCommand.Schedule("user:aigul", begins));
        return id;
    }

    private static Bookings.Entry booked(String hearing, Instant from, Resource... resources) {
        BookingTimes times = new BookingTimes(
                from, from.plus(Duration.ofHours(1)), Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ZERO);
        return new Bookings.Entry(Booking.of("b", hearing, List.of(resources), times), 1, "user:aigul", DAY);
    }

    private List<PlannedUse> during(Bookings.Entry... booked) {
        return PlannedUse.during(HOUR, DAY, List.of(booked), conferences.all());
    }

    @Test
    void aHearingThatNobodyBookedTakesItsDevicesUntilNobodyKnowsWhen() {
        hearing(Optional.of(TEN.minus(Duration.ofHours(3))));
        assertThat(during())
                .containsExactly(new PlannedUse(Set.of(CODEC), TEN.minus(Duration.ofHours(3)), Optional.empty()));
        assertThat(during().getFirst().takesAnyOf(Set.of(Resource.room("hall"), CODEC)))
                .isTrue();
        assertThat(during().getFirst().takesAnyOf(Set.of(Resource.room("hall"))))
                .isFalse();
    }

    @Test
    void hearingsOfOtherDaysAndLaterHoursAndThoseWithoutATimeTakeNothing() {
        hearing(Optional.of(DAY.minusSeconds(60)));
        hearing(Optional.of(TEN.plus(Duration.ofHours(1))));
        hearing(Optional.empty());
        assertThat(during()).isEmpty();
        hearing(Optional.of(TEN.plus(Duration.ofMinutes(59))));
        hearing(Optional.of(DAY));
        assertThat(during()).hasSize(2);
    }

    @Test
    void aHearingThatHasEndedTakesNothing() {
        String hearing = hearing(Optional.of(TEN));
        conferences.submit(hearing, new HearingCommand.End("user:aigul"));
        assertThat(during()).isEmpty();
    }

    /** From setting up on, and with the devices that are invited and not booked. */
    @Test
    void aBookingTakesWhatItHasAndTheDevicesOfItsHearingForItsTime() {
        String hearing = hearing(Optional.of(TEN));
        Instant from = TEN.minus(Duration.ofMinutes(15));
        Optional<Instant> to = Optional.of(TEN.plus(Duration.ofHours(1)));
        assertThat(during(booked(hearing, TEN, Resource.room("hall"))))
                .containsExactly(
                        new PlannedUse(Set.of(Resource.room("hall")), from, to),
                        new PlannedUse(Set.of(CODEC), from, to));
    }

    /** Though its time has not been changed yet. */
    @Test
    void aHearingThatIsBookedForAnotherHourTakesNothingInThisOne() {
        String hearing = hearing(Optional.of(TEN));
        assertThat(during(booked(hearing, TEN.plus(Duration.ofHours(3)), CODEC)))
                .isEmpty();
    }
}
