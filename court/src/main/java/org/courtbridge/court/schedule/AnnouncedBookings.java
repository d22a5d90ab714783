package org.courtbridge.court.schedule;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;

/** Bookings of which every change is told to listeners. */
public final class AnnouncedBookings implements Bookings {

    private static final Logger LOG = LogManager.getLogger(AnnouncedBookings.class);

    private final Bookings kept;
    private final String actor;
    private final List<BookingListener> listeners;

    /**
     * @param kept where they are kept, with changes made by the actor
     * @param actor as in the audit trail
     */
    public AnnouncedBookings(Bookings kept, String actor, List<BookingListener> listeners) {
        this.kept = kept;
        this.actor = actor;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public Bookings by(String other) {
        return new AnnouncedBookings(kept.by(other), other, listeners);
    }

    @Override
    public BookingOutcome book(Booking booking, OfferSearch search) {
        return told(Optional.empty(), kept.book(booking, search));
    }

    /** A change is made of the revision that was seen alone, so what is read before it is what was changed. */
    @Override
    public BookingOutcome move(Booking booking, int revision, OfferSearch search) {
        Optional<Entry> before = kept.find(booking.id());
        return told(before, kept.move(booking, revision, search));
    }

    private BookingOutcome told(Optional<Entry> before, BookingOutcome outcome) {
        if (outcome instanceof BookingOutcome.Booked booked) {
            tell(new BookingListener.Change(before, Optional.of(booked.entry()), actor));
        }
        return outcome;
    }

    @Override
    public Optional<Entry> cancel(String id) {
        Optional<Entry> before = kept.cancel(id);
        if (before.isPresent()) {
            tell(new BookingListener.Change(before, Optional.empty(), actor));
        }
        return before;
    }

    private void tell(BookingListener.Change change) {
        for (BookingListener listener : listeners) {
            try {
                listener.changed(change);
            } catch (RuntimeException e) {
                LOG.error("a change of a booking could not be told", e);
            }
        }
    }

    @Override
    public Optional<Entry> find(String id) {
        return kept.find(id);
    }

    @Override
    public List<Entry> ofHearing(String hearing) {
        return kept.ofHearing(hearing);
    }

    @Override
    public List<Entry> of(Collection<Resource> resources, SlotRange span) {
        return kept.of(resources, span);
    }

    @Override
    public List<Entry> within(SlotRange span) {
        return kept.within(span);
    }
}
