package org.courtbridge.court.applications;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.applications.Term.Duty;

/**
 * A question to the store.
 *
 * @param terms of which an application has one at least; none if terms do not matter
 * @param urgency kinds of terms for {@link ApplicationOrder#DUE}: those with one of the first kind come first; none for another order
 */
public record ApplicationQuery(
        Scope scope,
        ApplicationFilter filter,
        List<OpenTerms> terms,
        ApplicationOrder order,
        List<List<OpenTerms>> urgency,
        Paging paging) {

    public ApplicationQuery {
        terms = List.copyOf(terms);
        urgency = List.copyOf(urgency);
    }

    /**
     * Open terms of a duty.
     *
     * @param from first day since which they are open; empty for any
     * @param before day before which they began; empty for any
     */
    public record OpenTerms(Duty duty, Optional<LocalDate> from, Optional<LocalDate> before) {}
}
