package org.courtbridge.court.conference;

import java.util.List;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;

/** Durable log of the events of hearings. */
public interface HearingLog {

    /** Every hearing as its events made it; asked once, before the first {@link #append}. */
    List<HearingState> load();

    /**
     * Returns when the events are durable: all of them, or none if it throws. Blocks meanwhile: for virtual threads.
     *
     * @param events not empty, in order, following what was appended to the hearing before
     * @throws HearingLogException if nothing was kept
     */
    void append(String hearingId, List<HearingEvent.Recorded> events);
}
