package org.courtbridge.court.applications;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.courtbridge.hearings.applications.Application;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.Responder;

/**
 * An application with all that has happened to it.
 *
 * @param state as it is now
 * @param events from the first on
 */
public record KeptApplication(ApplicationState state, List<Recorded> events) {

    public KeptApplication {
        events = List.copyOf(events);
    }

    /** @throws IllegalStateException if they do not follow each other from the first on */
    public static KeptApplication of(String id, List<Recorded> events) {
        return new KeptApplication(replayed(id, events), events);
    }

    private static ApplicationState replayed(String id, List<Recorded> events) {
        ApplicationState state = ApplicationState.initial(id);
        for (Recorded recorded : events) {
            state = Application.apply(state, recorded);
        }
        return state;
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
                .map(recorded -> replayed(state.id(), events.subList(0, (int) recorded.number())));
    }
}
