package org.courtbridge.court.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.schedule.StoredBookings;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncedBookingsTest {

    private static final Instant TEN = Instant.parse("2026-12-02T05:00:00Z");
    private static final OfferSearch SEARCH =
            new OfferSearch(SlotRange.covering(TEN, TEN.plusSeconds(86_400)), List.of(), 1);
    private static final BookingTimes HOUR =
            new BookingTimes(TEN, TEN.plusSeconds(3600), Duration.ZERO, Duration.ZERO, Duration.ZERO);

    @TempDir
    private Path folder;

    private final List<BookingListener.Change> told = new ArrayList<>();
    private Database database;
    private Bookings bookings;

    @BeforeEach
    void open() {
        database = EmptyDatabase.in(folder);
        bookings = new AnnouncedBookings(
                        new StoredBookings(database, new StoredAudit(database, () -> TEN), () -> TEN, "system"),
                        "system",
                        List.of(
                                _ -> {
                                    throw new IllegalStateException("as a listener that fails");
                                },
                                told::add))
                .by("user:aigul");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Booking hour(String id) {
        return Booking.of(id, "hearing", List.of(Resource.room("hall")), HOUR);
    }

    private static BookingListener.Change change(Optional<Bookings.Entry> before, Optional<Bookings.Entry> after) {
        return new BookingListener.Change(before, after, "user:aigul");
    }

    @Test
    void everyChangeIsToldWithWhatWasBeforeAndIsAfter() {
        bookings.book(hour("1"), SEARCH);
        Optional<Bookings.Entry> made = bookings.find("1");
        bookings.move(hour("1").at(HOUR.beginningAt(TEN.plusSeconds(7200))), 1, SEARCH);
        Optional<Bookings.Entry> moved = bookings.find("1");
        bookings.cancel("1");
        assertThat(moved).isNotEqualTo(made);
        assertThat(told)
                .containsExactly(change(Optional.empty(), made), change(made, moved), change(moved, Optional.empty()));
    }

    @Test
    void nothingIsToldOfWhatWasNotDone() {
        bookings.book(hour("1"), SEARCH);
        told.clear();
        assertThat(bookings.book(hour("2"), SEARCH)).isInstanceOf(BookingOutcome.Taken.class);
        assertThat(bookings.move(hour("1"), 7, SEARCH)).isInstanceOf(BookingOutcome.ChangedMeanwhile.class);
        assertThat(bookings.cancel("2")).isEmpty();
        assertThat(told).isEmpty();
    }
}
