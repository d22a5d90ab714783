package org.courtbridge.hearings.applications;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** An event of an application; events are kept in order and for good, as the audit trail. */
public sealed interface ApplicationEvent {

    /** @param court that considers the case */
    record Created(InstitutionId court, ApplicationForm form) implements ApplicationEvent {}

    /** @param on day from which the term of sending it anew counts, if it was sent before */
    record Changed(ApplicationForm form, LocalDate on) implements ApplicationEvent {}

    record Resolved(Resolution resolution) implements ApplicationEvent {}

    record Sent(Dispatch dispatch) implements ApplicationEvent {}

    record Received(Addressee addressee, Receipt receipt) implements ApplicationEvent {}

    record Responded(Response response) implements ApplicationEvent {}

    /**
     * The application is for another date and time now, to be sent and answered anew.
     *
     * @param on day from which the term of sending it anew counts
     */
    record ProposalAccepted(Responder responder, LocalDateTime at, LocalDate on) implements ApplicationEvent {}

    record ProposalDeclined(Responder responder) implements ApplicationEvent {}

    /** Follows from the responses: confirmed, infeasible (para. 13: clerk and judge are told at once), or open again. */
    record OutcomeChanged(ApplicationState.Phase phase) implements ApplicationEvent {}

    record Withdrawn(String reason) implements ApplicationEvent {}

    /**
     * An event in its place in the trail.
     *
     * @param number counts from 1 in each application, without gaps
     * @param actor who asked, as in {@link ApplicationCommand#actor}
     */
    record Recorded(long number, Instant at, String actor, ApplicationEvent event) {}
}
