package org.courtbridge.hearings.applications;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * An application as its events made it.
 *
 * @param court that considers the case; empty before the first event
 * @param form as it is now; empty before the first event
 * @param resolution on the form as it is now; empty while there is none
 * @param sendFrom day from which the term of the sending counts: that of the resolution, or of the first change after a sending
 * @param dispatch the last sending; it stays when the application is changed, until the next one
 * @param receipts of the request as it is now
 * @param responses to the request as it is now
 * @param lastEvent number of the last event applied; 0 before the first
 */
public record ApplicationState(
        String id,
        Optional<InstitutionId> court,
        Optional<ApplicationForm> form,
        Phase phase,
        Optional<Resolution> resolution,
        Optional<LocalDate> sendFrom,
        Optional<Dispatch> dispatch,
        Map<Addressee, Receipt> receipts,
        Map<Responder, Response> responses,
        long lastEvent) {

    public ApplicationState {
        receipts = Map.copyOf(receipts);
        responses = Map.copyOf(responses);
    }

    /** The state of an application before its first event. */
    public static ApplicationState initial(String id) {
        return new ApplicationState(
                id,
                Optional.empty(),
                Optional.empty(),
                Phase.DRAFT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                0);
    }

    /** The same with {@link ApplicationForm#ofProvided} in place of the form: for a reader who may not know all of it. */
    public ApplicationState ofProvided() {
        return new ApplicationState(
                id,
                court,
                form.map(ApplicationForm::ofProvided),
                phase,
                resolution,
                sendFrom,
                dispatch,
                receipts,
                responses,
                lastEvent);
    }

    public Optional<Receipt> receipt(Addressee addressee) {
        return Optional.ofNullable(receipts.get(addressee));
    }

    public Optional<Response> response(Responder responder) {
        return Optional.ofNullable(responses.get(responder));
    }

    /** Number of the last sending, to which receipts and responses belong; 0 before the first. */
    public int revision() {
        return dispatch.isPresent() ? dispatch.get().revision() : 0;
    }

    /** The form. @throws IllegalStateException before the first event */
    ApplicationForm written() {
        return form.orElseThrow(() -> new IllegalStateException("application %s has no events".formatted(id)));
    }

    /** Phase of an application, from the draft to its outcome. */
    public enum Phase {
        /** Waits for the judge's resolution. */
        DRAFT,
        /** The judge has refused it. Final. */
        REFUSED,
        /** To be sent, or to be sent anew after a change. */
        GRANTED,
        /** Waits for responses, or for the clerk to accept or decline a proposal. */
        SENT,
        /** All that must have confirmed. */
        CONFIRMED,
        /** A responder has refused, and no proposal stands. */
        INFEASIBLE,
        /** Final. */
        WITHDRAWN
    }
}
