package org.courtbridge.court.schedule;

import java.util.List;
import java.util.SortedSet;
import org.courtbridge.hearings.schedule.BookingTimes;
import org.courtbridge.hearings.schedule.Resource;

/** What came of an attempt to book something. */
public sealed interface BookingOutcome {

    /** Everything is booked. */
    record Booked(Bookings.Entry entry) implements BookingOutcome {}

    /**
     * Nothing was changed, as others have some of it.
     *
     * @param conflicts one for each booking that stands against it, in the order of the hearings' beginnings; one at least
     * @param offers times at which all was free when this was answered, the nearest first; nothing is kept for anybody
     */
    record Taken(List<Conflict> conflicts, List<BookingTimes> offers) implements BookingOutcome {}

    /** Nothing was changed, as somebody else has changed this booking meanwhile. @param current as it is now */
    record ChangedMeanwhile(Bookings.Entry current) implements BookingOutcome {}

    /** Nothing was changed, as this booking has been cancelled. */
    record Cancelled() implements BookingOutcome {}

    /** @param resources that this booking has, and the other one wants */
    record Conflict(Bookings.Entry entry, SortedSet<Resource> resources) {}
}
