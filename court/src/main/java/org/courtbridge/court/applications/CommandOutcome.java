package org.courtbridge.court.applications;

import java.util.List;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;

/** What came of a command that the rules allow. */
public sealed interface CommandOutcome {

    /**
     * It is done.
     *
     * @param now the application with its new events
     * @param events that it made; none if it had been done before, as when a lost answer is asked for again
     */
    record Done(KeptApplication now, List<Recorded> events) implements CommandOutcome {

        public Done {
            events = List.copyOf(events);
        }
    }

    /** Nothing was done, as somebody has changed the application since it was seen. @param now as it is */
    record ChangedMeanwhile(KeptApplication now) implements CommandOutcome {}

    /** Nothing was done, as there is no such application within the scope. */
    record Unknown() implements CommandOutcome {}

    /** Nothing was done, as it is for others to do. */
    record NotPermitted() implements CommandOutcome {}
}
