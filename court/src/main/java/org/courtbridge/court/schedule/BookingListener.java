package org.courtbridge.court.schedule;

import java.util.Optional;

/**
 * Hears of every change of a booking, for instance to tell those concerned. It is told after the change is durable, on the thread that made it, so
 * it takes little time; what it throws is logged and stops nobody. Two changes of one booking may be told in either order: revisions say which
 * came first. What was changed at the moment of a crash is not told again; the audit trail has it.
 */
@FunctionalInterface
public interface BookingListener {

    void changed(Change change);

    /**
     * A booking that was made, changed or released.
     *
     * @param before empty if it was made
     * @param after empty if it was released
     * @param actor who did it, as in the audit trail
     */
    record Change(Optional<Bookings.Entry> before, Optional<Bookings.Entry> after, String actor) {

        /** The id of the hearing whose booking it is or was. */
        public String hearing() {
            return after.or(() -> before).orElseThrow().booking().hearing();
        }
    }
}
