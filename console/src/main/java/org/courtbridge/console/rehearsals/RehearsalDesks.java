package org.courtbridge.console.rehearsals;

import java.time.InstantSource;
import org.courtbridge.console.hearings.HearingDesk;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.provisioning.testcall.Limits;

/**
 * The desks that find out who hears and sees whom.
 *
 * @param rehearsal in which all speak in turn, once
 * @param checklist of what is measured and said as long as a hearing is in session
 */
public record RehearsalDesks(RehearsalDesk rehearsal, ChecklistDesk checklist) {

    public static RehearsalDesks of(Conferences conferences, HearingDesk hearings, Limits limits, InstantSource clock) {
        return new RehearsalDesks(
                new RehearsalDesk(conferences, hearings::hearing, limits, clock, Thread::sleep),
                new ChecklistDesk(conferences, hearings, limits, clock, Thread::sleep));
    }
}
