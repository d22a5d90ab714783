package org.courtbridge.court.applications;

import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.ApplicationState;

/** Keeps applications as their events. */
public interface ApplicationStore {

    /** An application, all of it, whoever of the scope asks; empty if there is none, or it is not within the scope. */
    Optional<KeptApplication> find(String id, Scope scope);

    /**
     * Adds the events that one command made: all or none, and on the disk when this returns.
     *
     * @param before state from which the command was decided; that of {@link ApplicationState#initial} for a new application
     * @param events not empty
     * @return whether they were added; not if somebody else has added others meanwhile
     */
    boolean append(ApplicationState before, List<Recorded> events);

    ApplicationPage page(ApplicationQuery query);
}
