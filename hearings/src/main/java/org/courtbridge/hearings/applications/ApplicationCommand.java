package org.courtbridge.hearings.applications;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/** A command that somebody gives for an application. */
public sealed interface ApplicationCommand {

    /** The user who asks, for the audit trail: "user:LOGIN" or "system". Whether the user may is decided before. */
    String actor();

    /**
     * The clerk writes the form anew.
     *
     * <p>Before the resolution all of it may change. After it, another case, action or person needs another resolution: the application is a
     * draft again. Any other change needs none. A changed application that was sent is sent anew, and those answer anew for whom something has
     * changed that they had to check.
     */
    record Change(String actor, ApplicationForm form) implements ApplicationCommand {}

    /** The judge decides on the draft, or the clerk enters a resolution on paper. */
    record Resolve(String actor, Resolution resolution) implements ApplicationCommand {}

    /**
     * The clerk sends the application, or enters that it was sent.
     *
     * @param on day of the sending
     * @param ownDepartment of the region in which the case is considered
     * @param asked the court or institution asked; empty if the form names none
     * @param askedDepartment of the region of the court or institution asked, even if that is the own one; empty if the form names none
     */
    record Send(
            String actor,
            LocalDate on,
            Destination ownDepartment,
            Optional<Destination> asked,
            Optional<Destination> askedDepartment)
            implements ApplicationCommand {}

    /**
     * An addressee has the application. A receipt may be corrected until the response.
     *
     * @param revision that was received
     */
    record Receive(String actor, int revision, Addressee addressee, Receipt receipt) implements ApplicationCommand {}

    /**
     * A response has been given. It replaces an earlier one of the same responder (para. 14). Without a receipt it is one.
     *
     * @param revision that is answered
     */
    record Respond(String actor, int revision, Response response) implements ApplicationCommand {}

    /**
     * The clerk takes the date and time that a responder has proposed.
     *
     * @param at the proposed date and time, as the clerk sees it
     */
    record AcceptProposal(String actor, Responder responder, LocalDateTime at) implements ApplicationCommand {}

    /** The clerk does not take the date and time that a responder has proposed. */
    record DeclineProposal(String actor, Responder responder) implements ApplicationCommand {}

    record Withdraw(String actor, String reason) implements ApplicationCommand {}
}
