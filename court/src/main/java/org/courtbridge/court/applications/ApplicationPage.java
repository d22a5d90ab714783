package org.courtbridge.court.applications;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Term.Duty;

/**
 * A page of a list of applications.
 *
 * @param total number of rows of the whole list, at the moment of the answer
 */
public record ApplicationPage(List<Row> rows, long total) {

    public ApplicationPage {
        rows = List.copyOf(rows);
    }

    /**
     * An application in a list.
     *
     * @param at approximate date and time of the hearing, in the time zone of the court
     * @param openSince days from which open terms count
     * @param lastEvent number of the last event
     * @param changed when that was
     */
    public record Row(
            String id,
            InstitutionId court,
            String caseNumber,
            String action,
            Optional<InstitutionId> asked,
            LocalDateTime at,
            Phase phase,
            Map<Duty, LocalDate> openSince,
            long lastEvent,
            Instant changed) {

        public Row {
            openSince = Map.copyOf(openSince);
        }
    }
}
