package org.courtbridge.hearings.applications;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.hearings.applications.Term.Duty;
import org.courtbridge.hearings.calendar.WorkingCalendar;

/**
 * The terms of an application (paras. 12 and 21), each from the state as it is now.
 *
 * <p>The Rules set no term for sending a changed application anew; as for the first sending, it is three working days, counted from the change.
 * A response that was never received has no term, nor has that of the own region's organiser (para. 15).
 */
public final class Terms {

    /** The days from which terms count do not depend on it. */
    private static final WorkingCalendar ANY = WorkingCalendar.of(List.of());

    private Terms() {}

    /** The terms that count, done or not; none of a draft, nor of one that was refused by the judge or withdrawn. */
    public static List<Term> of(ApplicationState state, WorkingCalendar calendar) {
        return switch (state.phase()) {
            case DRAFT, REFUSED, WITHDRAWN -> List.of();
            case GRANTED -> terms(state, Optional.empty(), calendar);
            case SENT, CONFIRMED, INFEASIBLE ->
                terms(state, Optional.of(state.dispatch().orElseThrow().on()), calendar);
        };
    }

    /** The terms that nobody has kept yet. */
    public static List<Term> open(ApplicationState state, WorkingCalendar calendar) {
        List<Term> open = new ArrayList<>();
        for (Term term : of(state, calendar)) {
            if (term.done().isEmpty()) {
                open.add(term);
            }
        }
        return List.copyOf(open);
    }

    /** The days from which the open terms count, whatever the calendar says of their ends. */
    public static Map<Duty, LocalDate> openSince(ApplicationState state) {
        Map<Duty, LocalDate> since = new EnumMap<>(Duty.class);
        for (Term term : open(state, ANY)) {
            since.put(term.duty(), term.from());
        }
        return since;
    }

    /** An open term. @param since day from which it counts */
    public static Term open(Duty duty, LocalDate since, WorkingCalendar calendar) {
        return term(duty, since, Optional.empty(), calendar);
    }

    private static List<Term> terms(ApplicationState state, Optional<LocalDate> sent, WorkingCalendar calendar) {
        List<Term> terms = new ArrayList<>();
        terms.add(term(Duty.SEND, state.sendFrom().orElseThrow(), sent, calendar));
        Optional<Receipt> receipt = state.receipt(Addressee.ASKED);
        if (receipt.isPresent()) {
            Optional<LocalDate> answered = state.response(Responder.ASKED).map(Response::on);
            terms.add(term(Duty.RESPOND, receipt.get().on(), answered, calendar));
        }
        return List.copyOf(terms);
    }

    private static Term term(Duty duty, LocalDate from, Optional<LocalDate> done, WorkingCalendar calendar) {
        LocalDate last = calendar.lastDay(from, duty.workingDays());
        return new Term(duty, from, last, calendar.isConfirmed(from, last), done);
    }
}
