package org.courtbridge.provisioning.testcall;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A hearing as the schedule has it now. One that was cancelled is not there any more; one that was moved begins at another time.
 *
 * @param places each once
 */
public record PlannedHearing(String id, Instant begins, List<Seat> places) {

    /** A place of a hearing. @param zone that it lies in, by which its nights and holidays go */
    public record Seat(Tested.Place place, ZoneId zone) {}

    public PlannedHearing {
        places = List.copyOf(places);
    }
}
