package org.courtbridge.court.conference;

import java.util.List;
import org.courtbridge.hearings.HearingEvent;

/** Reads back what has happened in a hearing: the audit trail. */
@FunctionalInterface
public interface HearingTrail {

    /** Events with higher numbers than {@code after}, in order; a moment behind the running hearing. */
    List<HearingEvent.Recorded> events(String hearingId, long after);
}
