package org.courtbridge.court.schedule;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.schedule.Booking;
import org.courtbridge.hearings.schedule.Resource;
import org.courtbridge.hearings.schedule.SlotRange;

/**
 * Which rooms, devices and people are booked for which hearings (the Rules, paras. 10, 15(3) and 21). No two bookings have the same resource
 * in the same slot, also when they are made at the same moment, on several nodes. Every change is an entry of the audit trail. Working hours
 * limit what is offered, and not what is booked.
 */
public interface Bookings {

    /**
     * The same bookings, with changes made by somebody.
     *
     * @param actor as in the audit trail, {@code user:LOGIN}
     */
    Bookings by(String actor);

    /**
     * Books all resources, or none.
     *
     * @param booking with an id that no other booking has
     * @param search for what to offer if that cannot be
     * @return {@link BookingOutcome.Booked} or {@link BookingOutcome.Taken}
     * @throws IllegalArgumentException if the id is known
     */
    BookingOutcome book(Booking booking, OfferSearch search);

    /**
     * Changes times or resources of a booking. If the new ones cannot be had, it stays as it is.
     *
     * @param booking as it is to be, with its id
     * @param revision that was seen by whoever changes it
     * @param search for what to offer if that cannot be
     */
    BookingOutcome move(Booking booking, int revision, OfferSearch search);

    /** Frees all that a booking has. @return it as it was, if it was there */
    Optional<Entry> cancel(String id);

    Optional<Entry> find(String id);

    /** In the order of the hearings' beginnings. */
    List<Entry> ofHearing(String hearing);

    /** Bookings that have any of the resources in any slot of a span, in the order of the hearings' beginnings. */
    List<Entry> of(Collection<Resource> resources, SlotRange span);

    /** Bookings of whatever resources that have any slot of a span, in the order of the hearings' beginnings. */
    List<Entry> within(SlotRange span);

    /**
     * A booking as it is kept.
     *
     * @param revision 1, and one more with each change
     * @param actor who made it or changed it last
     * @param at when that was, to the millisecond
     */
    record Entry(Booking booking, int revision, String actor, Instant at) {}
}
