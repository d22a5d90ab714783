package org.courtbridge.court.applications;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.courtbridge.hearings.applications.Application;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.Responder;

/**
 * An application with all that has happened to it, as far as its reader may know.
 *
 * @param state as it is now
 * @param events from the first on
 * @param history the states right after each of the events
 */
public record KeptApplication(ApplicationState state, List<Recorded> events, List<ApplicationState> history) {

    public KeptApplication {
        events = List.copyOf(events);
        history = List.copyOf(history);
    }

    /** @throws IllegalStateException if they do not follow each other from the first on */
    public static KeptApplication of(String id, List<Recorded> events) {
        ApplicationState state = ApplicationState.initial(id);
        List<ApplicationState> history = new ArrayList<>();
        for (Recorded recorded : events) {
            state = Application.apply(state, recorded);
            history.add(state);
        }
        return new KeptApplication(state, events, history);
    }

    /**
     * The same for whoever reads in a scope. The court and the department of its region read all. The court or institution asked, and the
     * department of its region, read of those participants alone who use its equipment, as their letter has no others.
     */
    KeptApplication readBy(Scope scope) {
        Set<Part> parts = Part.readFor(scope, state);
        return parts.contains(Part.COURT) || parts.contains(Part.OWN_DEPARTMENT) ? this : ofProvided();
    }

    private KeptApplication ofProvided() {
        return new KeptApplication(
                state.ofProvided(),
                events.stream().map(KeptApplication::ofProvided).toList(),
                history.stream().map(ApplicationState::ofProvided).toList());
    }

    private static Recorded ofProvided(Recorded recorded) {
        ApplicationEvent event = switch (recorded.event()) {
            case ApplicationEvent.Created(var court, var form) ->
                new ApplicationEvent.Created(court, form.ofProvided());
            case ApplicationEvent.Changed(var form, var on) -> new ApplicationEvent.Changed(form.ofProvided(), on);
            case ApplicationEvent.Resolved _,
                    ApplicationEvent.Sent _,
                    ApplicationEvent.Received _,
                    ApplicationEvent.Responded _,
                    ApplicationEvent.ProposalAccepted _,
                    ApplicationEvent.ProposalDeclined _,
                    ApplicationEvent.OutcomeChanged _,
                    ApplicationEvent.Withdrawn _ -> recorded.event();
        };
        return new Recorded(recorded.number(), recorded.at(), recorded.actor(), event);
    }

    /** The state right after a sending: the application as its addressees have it, whatever was changed since. @param revision of the sending */
    public Optional<ApplicationState> sent(int revision) {
        return after(event ->
                event instanceof ApplicationEvent.Sent sent && sent.dispatch().revision() == revision);
    }

    /** The state right after the last response of somebody: what was asked then, and what was answered. */
    public Optional<ApplicationState> answered(Responder responder) {
        return after(event -> event instanceof ApplicationEvent.Responded responded
                && responded.response().by() == responder);
    }

    private Optional<ApplicationState> after(Predicate<ApplicationEvent> which) {
        return events.reversed().stream()
                .filter(recorded -> which.test(recorded.event()))
                .findFirst()
                .map(recorded -> history.get((int) recorded.number() - 1));
    }
}
