package org.courtbridge.court.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.FakeConferences;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.schedule.StoredBookings;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BookingReleaseTest {

    private static final Instant TEN = Instant.parse("2026-12-02T05:00:00Z");
    private static final String CLERK = "user:aigul";
    private static final OfferSearch NO_OFFERS =
            new OfferSearch(SlotRange.covering(TEN, TEN.plusSeconds(300)), List.of(), 0);

    @TempDir
    private Path folder;

    private final FakeConferences conferences = new FakeConferences();
    private final List<BookingListener.Change> told = new ArrayList<>();
    private Instant now = TEN.minusSeconds(3600);
    private Database database;
    private Bookings bookings;
    private String hearing;

    @BeforeEach
    void open() {
        database = EmptyDatabase.in(folder);
        bookings = new AnnouncedBookings(
                new StoredBookings(database, new StoredAudit(database, () -> now), () -> now, "system"),
                "system",
                List.of(told::add));
        hearing = conferences
                .create(CLERK, "4101", "Іс")
                .toCompletableFuture()
                .join()
                .id();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Of an hour in a room, set up and tested half an hour before, and cleared up ten minutes after. */
    private Bookings.Entry booked(String id, String ofHearing, Instant from) {
        Booking booking = Booking.of(
                id,
                ofHearing,
                List.of(Resource.room("hall")),
                new BookingTimes(
                        from,
                        from.plusSeconds(3600),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(10)));
        return ((BookingOutcome.Booked) bookings.by(CLERK).book(booking, NO_OFFERS)).entry();
    }

    private void end() {
        conferences
                .submit(hearing, new HearingCommand.Start(CLERK))
                .toCompletableFuture()
                .join();
        conferences
                .submit(hearing, new HearingCommand.End(CLERK))
                .toCompletableFuture()
                .join();
    }

    private BookingRelease release() {
        return new BookingRelease(conferences, bookings, () -> now);
    }

    @Test
    void aHearingThatEndsHasNothingBookedAnyMore() throws Exception {
        Bookings.Entry first = booked("1", hearing, TEN);
        Bookings.Entry second = booked("2", hearing, TEN.plusSeconds(86_400));
        Bookings.Entry others = booked("3", "another", TEN.plusSeconds(2 * 86_400));
        told.clear();
        try (BookingRelease _ = release()) {
            end();
        }
        assertThat(bookings.within(SlotRange.covering(TEN.minusSeconds(86_400), TEN.plusSeconds(3 * 86_400))))
                .containsExactly(others);
        assertThat(told)
                .containsExactly(
                        new BookingListener.Change(Optional.of(first), Optional.empty(), CLERK),
                        new BookingListener.Change(Optional.of(second), Optional.empty(), CLERK));
    }

    @Test
    void whatIsOverStaysAndWhatGoesOnEndsWithTheHearing() throws Exception {
        Bookings.Entry yesterday = booked("1", hearing, TEN.minusSeconds(86_400));
        Bookings.Entry today = booked("2", hearing, TEN);
        now = TEN.plus(Duration.ofMinutes(20)).plusSeconds(30);
        try (BookingRelease _ = release()) {
            end();
        }
        List<Bookings.Entry> left = bookings.ofHearing(hearing);
        assertThat(left).hasSize(2).first().isEqualTo(yesterday);
        BookingTimes shortened = left.getLast().booking().times();
        assertThat(shortened.from()).isEqualTo(today.booking().times().from());
        assertThat(shortened.to()).isEqualTo(TEN.plus(Duration.ofMinutes(21)));
        assertThat(shortened.after()).isEqualTo(Duration.ofMinutes(10));
        // Free again once it is cleared up.
        assertThat(left.getLast().booking().slots().to()).isEqualTo(TEN.plus(Duration.ofMinutes(35)));
    }

    /** As when the gateway went down between the end and the release. */
    @Test
    void whatEndedWhileNobodyWasToldIsReleasedAtTheStart() throws Exception {
        booked("1", hearing, TEN);
        booked("2", "another", TEN.plusSeconds(86_400));
        end();
        try (BookingRelease _ = release()) {
            assertThat(bookings.ofHearing("another")).hasSize(1);
        }
        assertThat(bookings.ofHearing(hearing)).isEmpty();
        assertThat(bookings.ofHearing("another")).hasSize(1);
    }
}
