package org.courtbridge.court.conference;

import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;

/** Something that follows from a hearing's events. Called in their order, after they are durable; returns at once. */
interface Effect {

    /**
     * @param calls of this hearing that have not been {@linkplain Conferences#left left}; one that the event lets go is
     *     still among them
     */
    void happened(HearingState before, HearingEvent.Recorded recorded, HearingState after, Calls calls);
}
