package org.courtbridge.hearings.applications;

import java.time.LocalDateTime;
import java.util.Optional;

/** Whether a hearing is feasible at the date and time asked for (Appendix 2). */
public sealed interface Answer {

    /**
     * It is.
     *
     * @param courtroom number of the courtroom or of the institution's room
     * @param clerk of the court that answers, or the official whom the institution's head has appointed (para. 26)
     * @param organiser who organises video conferencing there
     */
    record Confirmed(String courtroom, Contact clerk, Contact organiser) implements Answer {}

    /**
     * It is not.
     *
     * @param proposed another date and time, in the time zone of the court, that would be feasible; empty when there is none, or the clerk has
     *     declined it
     */
    record Refused(String reason, Optional<LocalDateTime> proposed) implements Answer {}
}
