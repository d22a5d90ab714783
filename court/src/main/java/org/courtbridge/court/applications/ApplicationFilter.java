package org.courtbridge.court.applications;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.InstitutionId;

/**
 * Which applications of a scope are wanted.
 *
 * @param phases none for all
 * @param due state of an open term; empty if terms do not matter
 * @param court that considers the case
 * @param asked court or institution asked, sent or not
 * @param region of the inventory, in which the court or the court or institution asked is
 * @param caseNumber part of the case number, in large or small letters
 * @param from approximate time of the hearing, by the clock of the court; earlier ones are left out
 */
public record ApplicationFilter(
        Set<Phase> phases,
        Optional<Due> due,
        Optional<InstitutionId> court,
        Optional<InstitutionId> asked,
        Optional<String> region,
        Optional<String> caseNumber,
        Optional<LocalDateTime> from) {

    public static final ApplicationFilter ALL = new ApplicationFilter(
            Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public ApplicationFilter {
        phases = Set.copyOf(phases);
    }

    /** Of whatever time. */
    public ApplicationFilter(
            Set<Phase> phases,
            Optional<Due> due,
            Optional<InstitutionId> court,
            Optional<InstitutionId> asked,
            Optional<String> region,
            Optional<String> caseNumber) {
        this(phases, due, court, asked, region, caseNumber, Optional.empty());
    }

    public ApplicationFilter with(Due now) {
        return new ApplicationFilter(phases, Optional.of(now), court, asked, region, caseNumber, from);
    }

    public ApplicationFilter from(LocalDateTime first) {
        return new ApplicationFilter(phases, due, court, asked, region, caseNumber, Optional.of(first));
    }

    /** State of a term that nobody has kept yet. */
    public enum Due {
        /** Whenever it ends. */
        OPEN,
        /** Today is its last day. */
        TODAY,
        /** Its last day is over. */
        LATE
    }
}
