package org.courtbridge.court.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.FreeHours;
import org.courtbridge.hearings.schedule.SlotRange;

/**
 * Frees what hearings had booked when they end: bookings that are still to begin are released, and of one that goes on the rest after the end of
 * the hearing and the time to clear up. At the start, the same for hearings that ended while nobody was told.
 */
public final class BookingRelease implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(BookingRelease.class);
    private static final int SHUTDOWN_SECONDS = 5;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Conferences conferences;
    private final Bookings bookings;
    private final InstantSource clock;
    private final AutoCloseable subscription;

    /** The database is waited for here; a hearing does not wait. */
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("booking-release").factory());

    /** Returns when what ended before is released. */
    public BookingRelease(Conferences conferences, Bookings bookings, InstantSource clock) {
        this.conferences = conferences;
        this.bookings = bookings;
        this.clock = clock;
        this.subscription = conferences.subscribe(this::happened);
        releaseOfEnded();
    }

    private void happened(Conferences.Change change) {
        if (change.event().event() instanceof HearingEvent.PhaseChanged changed && changed.phase() == Phase.ENDED) {
            String hearing = change.state().id();
            Bookings theirs = bookings.by(change.event().actor());
            try {
                worker.execute(() -> release(theirs, hearing));
            } catch (RejectedExecutionException e) {
                LOG.warn("hearing {}: its bookings are released at the next start: the gateway ends", hearing);
            }
        }
    }

    private void releaseOfEnded() {
        Instant now = clock.instant();
        try {
            bookings.within(SlotRange.covering(now, now.plus(FreeHours.LONGEST))).stream()
                    .map(entry -> entry.booking().hearing())
                    .distinct()
                    .filter(this::hasEnded)
                    .forEach(hearing -> release(bookings, hearing));
        } catch (RuntimeException e) {
            LOG.error("bookings of hearings that have ended could not be looked for", e);
        }
    }

    private boolean hasEnded(String hearing) {
        return conferences
                .byId(hearing)
                .filter(state -> state.phase() == Phase.ENDED)
                .isPresent();
    }

    private void release(Bookings by, String hearing) {
        try {
            Instant now = clock.instant();
            by.ofHearing(hearing).forEach(entry -> release(by, entry, now));
        } catch (RuntimeException e) {
            LOG.error("hearing {}: its bookings could not be released", hearing, e);
        }
    }

    private static void release(Bookings by, Bookings.Entry entry, Instant now) {
        Booking booking = entry.booking();
        Optional<BookingTimes> used = used(booking.times(), now);
        if (used.isEmpty()) {
            by.cancel(booking.id());
        } else if (!used.get().equals(booking.times())) {
            OfferSearch nothingElse = new OfferSearch(booking.slots(), List.of(), 0);
            if (by.move(booking.at(used.get()), entry.revision(), nothingElse)
                    instanceof BookingOutcome.ChangedMeanwhile changed) {
                release(by, changed.current(), now);
            }
        }
    }

    /** The part of a time until now, to the minute; empty if it has not begun. */
    private static Optional<BookingTimes> used(BookingTimes times, Instant now) {
        if (!times.to().isAfter(now)) {
            return Optional.of(times);
        }
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        Instant end = minute.equals(now) ? minute : minute.plus(MINUTE);
        return times.from().isBefore(end)
                ? Optional.of(new BookingTimes(times.from(), end, times.setUp(), times.test(), times.after()))
                : Optional.empty();
    }

    @Override
    public void close() throws Exception {
        subscription.close();
        worker.shutdown();
        if (!worker.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("bookings of a hearing that has ended are still being released");
        }
    }
}
