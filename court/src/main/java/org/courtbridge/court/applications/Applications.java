package org.courtbridge.court.applications;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.court.applications.ApplicationFilter.Due;
import org.courtbridge.court.applications.ApplicationQuery.OpenTerms;
import org.courtbridge.hearings.applications.Application;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationRefusedException;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Term;
import org.courtbridge.hearings.applications.Term.Duty;
import org.courtbridge.hearings.applications.Terms;
import org.courtbridge.hearings.calendar.WorkingCalendar;

/**
 * The applications of this installation: commands are decided by the rules of {@link Application} and kept as events; queries are of what is
 * due by the working calendar. Days are those of the court's time zone.
 *
 * <p>A command names the last event that its author has seen. Where others have added events since, nothing is done and the author is shown
 * the application as it is. A command that has been done already is done, whatever was seen: whoever did not get the answer gives it again.
 */
public final class Applications {

    /** Others can come between reading and writing once; then the command is a late one. */
    private static final int ATTEMPTS = 3;

    private final ApplicationStore store;
    private final Supplier<WorkingCalendar> calendar;
    private final ZoneId zone;
    private final InstantSource clock;

    /**
     * @param calendar as it is now
     * @param zone of the court
     */
    public Applications(ApplicationStore store, Supplier<WorkingCalendar> calendar, ZoneId zone, InstantSource clock) {
        this.store = store;
        this.calendar = calendar;
        this.zone = zone;
        this.clock = clock;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /**
     * Writes the draft of a new application.
     *
     * @param actor as in {@link ApplicationCommand#actor}
     * @param id made up by the author, so that the same draft that is sent twice is one application; a UUID
     * @param court that considers the case
     * @return {@link CommandOutcome.ChangedMeanwhile} if the id is that of another application
     * @throws ApplicationRefusedException if the rules do not allow it
     */
    public CommandOutcome draft(Scope scope, String actor, String id, InstitutionId court, ApplicationForm form) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<KeptApplication> there = store.find(id, Scope.EVERYTHING);
            if (there.isPresent()) {
                return again(scope, there.get(), new ApplicationEvent.Created(court, form));
            }
            if (!actsFor(scope, court)) {
                return new CommandOutcome.NotPermitted();
            }
            KeptApplication nothing = KeptApplication.of(id, List.of());
            Optional<CommandOutcome> done = append(scope, nothing, Application.create(court, form, today()), actor);
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new IllegalStateException("application %s comes and goes".formatted(id));
    }

    private CommandOutcome again(Scope scope, KeptApplication there, ApplicationEvent.Created wanted) {
        if (store.find(there.state().id(), scope).isEmpty()) {
            return new CommandOutcome.NotPermitted();
        }
        return there.events().getFirst().event().equals(wanted)
                ? new CommandOutcome.Done(there.readBy(scope), List.of())
                : new CommandOutcome.ChangedMeanwhile(there.readBy(scope));
    }

    private static boolean actsFor(Scope scope, InstitutionId court) {
        return switch (scope) {
            case Scope.Everything _ -> true;
            case Scope.Limited limited -> limited.institutions().contains(court);
        };
    }

    /**
     * Gives an application a command.
     *
     * @param seen number of the last event that the author has seen
     * @throws ApplicationRefusedException if the rules do not allow it
     */
    public CommandOutcome submit(Scope scope, String id, long seen, ApplicationCommand command) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<KeptApplication> found = store.find(id, scope);
            if (found.isEmpty()) {
                return new CommandOutcome.Unknown();
            }
            KeptApplication before = found.get();
            if (!Part.permits(scope, before.state(), command)) {
                return new CommandOutcome.NotPermitted();
            }
            Optional<List<ApplicationEvent>> events = decide(before, seen, command);
            if (events.isPresent() && events.get().isEmpty()) {
                return new CommandOutcome.Done(before.readBy(scope), List.of());
            }
            if (events.isEmpty() || before.state().lastEvent() != seen) {
                return new CommandOutcome.ChangedMeanwhile(before.readBy(scope));
            }
            Optional<CommandOutcome> done = append(scope, before, events.get(), command.actor());
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new IllegalStateException("application %s goes back and forth".formatted(id));
    }

    /** Empty if the rules refuse it, and the author has not seen the application as it is. */
    private Optional<List<ApplicationEvent>> decide(KeptApplication before, long seen, ApplicationCommand command) {
        try {
            return Optional.of(Application.decide(before.state(), command, today()));
        } catch (ApplicationRefusedException refused) {
            if (before.state().lastEvent() == seen) {
                throw refused;
            }
            return Optional.empty();
        }
    }

    /** Empty if others were quicker. */
    private Optional<CommandOutcome> append(
            Scope scope, KeptApplication before, List<ApplicationEvent> events, String actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Recorded> recorded = Application.record(before.state(), events, actor, now);
        if (!store.append(before.state(), recorded)) {
            return Optional.empty();
        }
        List<Recorded> all = new ArrayList<>(before.events());
        all.addAll(recorded);
        KeptApplication after = KeptApplication.of(before.state().id(), all);
        return Optional.of(new CommandOutcome.Done(after.readBy(scope), recorded));
    }

    /**
     * An application, as far as whoever reads in a scope may know of it: who is asked, and the department of its region, read of those participants
     * alone who use its equipment.
     *
     * @return empty if there is none, or it is not within the scope
     */
    public Optional<KeptApplication> find(Scope scope, String id) {
        return store.find(id, scope).map(found -> found.readBy(scope));
    }

    /** The terms of an application, done or not, by the calendar as it is now. */
    public List<Term> terms(KeptApplication application) {
        return Terms.of(application.state(), calendar.get());
    }

    /** The open terms of an application in a list, by the calendar as it is now. */
    public List<Term> terms(ApplicationPage.Row row) {
        WorkingCalendar now = calendar.get();
        List<Term> terms = new ArrayList<>();
        for (Duty duty : Duty.values()) {
            Optional.ofNullable(row.openSince().get(duty)).ifPresent(since -> terms.add(Terms.open(duty, since, now)));
        }
        return List.copyOf(terms);
    }

    public ApplicationPage page(Scope scope, ApplicationFilter filter, ApplicationOrder order, Paging paging) {
        List<OpenTerms> terms = filter.due().map(this::open).orElse(List.of());
        List<List<OpenTerms>> urgency = switch (order) {
            case DUE -> List.of(open(Due.LATE), open(Due.TODAY), open(Due.OPEN));
            case HEARING, CHANGED -> List.of();
        };
        return store.page(new ApplicationQuery(scope, filter, terms, order, urgency, paging));
    }

    /** Terms are kept as the days from which they count, so that a change of the calendar needs no change of what is kept. */
    private List<OpenTerms> open(Due due) {
        WorkingCalendar now = calendar.get();
        LocalDate today = today();
        List<OpenTerms> terms = new ArrayList<>();
        for (Duty duty : Duty.values()) {
            LocalDate inTime = now.firstEvent(today, duty.workingDays());
            terms.add(
                    switch (due) {
                        case OPEN -> new OpenTerms(duty, Optional.empty(), Optional.empty());
                        case TODAY ->
                            new OpenTerms(
                                    duty,
                                    Optional.of(inTime),
                                    Optional.of(now.firstEvent(today.plusDays(1), duty.workingDays())));
                        case LATE -> new OpenTerms(duty, Optional.empty(), Optional.of(inTime));
                    });
        }
        return List.copyOf(terms);
    }
}
