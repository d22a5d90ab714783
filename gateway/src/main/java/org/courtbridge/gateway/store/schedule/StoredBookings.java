package org.courtbridge.gateway.store.schedule;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.courtbridge.court.schedule.BookingOutcome;
import org.courtbridge.court.schedule.Bookings;
import org.courtbridge.court.schedule.OfferSearch;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.StoredAudit;
import org.courtbridge.gateway.store.transactions.ContendedTransactions;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.FreeHours;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.jdbi.v3.core.Handle;

/**
 * Bookings in the database. The primary key of {@code booked_slots} sees to it that nothing is booked twice: of two transactions that want a
 * slot, one waits until the other one has ended. A transaction locks its booking, then slots in the order of {@link SlotChange}, then the
 * end of the audit trail, so that none waits for one that waits for it.
 */
public final class StoredBookings implements Bookings {

    private final Database database;
    private final ContendedTransactions transactions;
    private final StoredAudit audit;
    private final InstantSource clock;
    private final String actor;

    /** @param actor who makes changes as long as nobody else is named */
    public StoredBookings(Database database, StoredAudit audit, InstantSource clock, String actor) {
        this.database = database;
        this.transactions = new ContendedTransactions(database, "the schedule");
        this.audit = audit;
        this.clock = clock;
        this.actor = actor;
    }

    @Override
    public Bookings by(String other) {
        return new StoredBookings(database, audit, clock, other);
    }

    @Override
    public BookingOutcome book(Booking booking, OfferSearch search) {
        return transactions.run(handle -> {
            if (new BookingRows(handle).locked(booking.id()).isPresent()) {
                throw new IllegalArgumentException("booking %s (is there already)".formatted(booking.id()));
            }
            return change(handle, Optional.empty(), booking, search);
        });
    }

    @Override
    public BookingOutcome move(Booking booking, int revision, OfferSearch search) {
        return transactions.run(handle -> {
            Optional<Entry> before = new BookingRows(handle).locked(booking.id());
            if (before.isEmpty()) {
                return new BookingOutcome.Cancelled();
            }
            if (before.get().revision() != revision) {
                return new BookingOutcome.ChangedMeanwhile(before.get());
            }
            return change(handle, before, booking, search);
        });
    }

    private BookingOutcome change(Handle handle, Optional<Entry> before, Booking wanted, OfferSearch search) {
        BookingRows rows = new BookingRows(handle);
        List<BookingOutcome.Conflict> conflicts = rows.of(wanted.resources(), wanted.slots()).stream()
                .map(other -> new BookingOutcome.Conflict(other, wanted.takenTwice(other.booking())))
                .filter(conflict -> !conflict.resources().isEmpty())
                .toList();
        if (!conflicts.isEmpty()) {
            List<SlotRange> taken = rows.of(wanted.resources(), search.span()).stream()
                    .map(Entry::booking)
                    .filter(other -> !other.id().equals(wanted.id()))
                    .map(Booking::slots)
                    .toList();
            return new BookingOutcome.Taken(
                    conflicts,
                    FreeHours.of(search.span(), taken, search.hours()).offers(wanted.times(), search.most()));
        }
        Entry after = new Entry(
                wanted,
                before.map(Entry::revision).orElse(0) + 1,
                actor,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        record(handle, before, Optional.of(after));
        return new BookingOutcome.Booked(after);
    }

    @Override
    public Optional<Entry> cancel(String id) {
        return transactions.run(handle -> {
            Optional<Entry> before = new BookingRows(handle).locked(id);
            if (before.isPresent()) {
                record(handle, before, Optional.empty());
            }
            return before;
        });
    }

    private void record(Handle handle, Optional<Entry> before, Optional<Entry> after) {
        new BookingRows(handle).change(before, after);
        String action = before.isEmpty() ? "booking.add" : after.isEmpty() ? "booking.remove" : "booking.change";
        audit.add(
                handle,
                actor,
                action,
                subject(handle, after.or(() -> before).orElseThrow().booking()),
                BookingFields.changes(before, after));
        database.commitToDisk(handle);
    }

    /** Named by the hearing's number, or by its id while the database has not got the hearing as yet. */
    private static Subject subject(Handle handle, Booking booking) {
        String name = handle.select("select number from hearings where id = ?", booking.hearing())
                .mapTo(String.class)
                .findOne()
                .orElse(booking.hearing());
        return new Subject("booking", booking.id(), name);
    }

    @Override
    public Optional<Entry> find(String id) {
        return database.jdbi().withHandle(handle -> new BookingRows(handle).one(id));
    }

    @Override
    public List<Entry> ofHearing(String hearing) {
        return database.jdbi().withHandle(handle -> new BookingRows(handle).ofHearing(hearing));
    }

    @Override
    public List<Entry> of(Collection<Resource> resources, SlotRange span) {
        return database.jdbi().withHandle(handle -> new BookingRows(handle).of(resources, span));
    }

    @Override
    public List<Entry> within(SlotRange span) {
        return database.jdbi().withHandle(handle -> new BookingRows(handle).within(span));
    }
}
