package org.courtbridge.hearings.applications;

import static org.courtbridge.hearings.applications.FormRules.require;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.hearings.applications.ApplicationState.Phase;

/**
 * The rules of an application for a hearing by video conference (paras. 12, 13, 15, 20, 21 and 30 of the Rules), pure: {@link #decide} turns a
 * command into events, {@link #apply} turns an event into the next state. Neither knows threads or storage; the day is a parameter.
 *
 * <p>A command that would change nothing makes no event. One that is not allowed throws {@link ApplicationRefusedException}. Terms are not
 * refusals: what is late is done all the same, and {@link Terms} tells that it is late.
 */
public final class Application {

    private Application() {}

    /**
     * The events of a new application, a draft.
     *
     * @param court that considers the case
     * @param today in the time zone of the court
     */
    public static List<ApplicationEvent> create(InstitutionId court, ApplicationForm form, LocalDate today) {
        FormRules.check(court, form, today);
        return List.of(new ApplicationEvent.Created(court, form));
    }

    /**
     * The events of a command.
     *
     * @param today in the time zone of the court; no entry has a later date
     * @throws IllegalStateException if the state is that before the first event
     */
    public static List<ApplicationEvent> decide(ApplicationState state, ApplicationCommand command, LocalDate today) {
        return switch (command) {
            case ApplicationCommand.Change change -> change(state, change.form(), today);
            case ApplicationCommand.Resolve resolve -> resolve(state, resolve.resolution(), today);
            case ApplicationCommand.Send send -> send(state, send, today);
            case ApplicationCommand.Receive receive -> receive(state, receive, today);
            case ApplicationCommand.Respond respond -> respond(state, respond, today);
            case ApplicationCommand.AcceptProposal accept -> accept(state, accept.responder(), accept.at(), today);
            case ApplicationCommand.DeclineProposal decline -> decline(state, decline.responder());
            case ApplicationCommand.Withdraw withdraw -> withdraw(state, withdraw.reason());
        };
    }

    /** Gives events their place in the trail, after the state's last one. */
    public static List<ApplicationEvent.Recorded> record(
            ApplicationState state, List<ApplicationEvent> events, String actor, Instant at) {
        List<ApplicationEvent.Recorded> recorded = new ArrayList<>();
        for (ApplicationEvent event : events) {
            recorded.add(new ApplicationEvent.Recorded(state.lastEvent() + recorded.size() + 1, at, actor, event));
        }
        return List.copyOf(recorded);
    }

    private static List<ApplicationEvent> change(ApplicationState state, ApplicationForm form, LocalDate today) {
        switch (state.phase()) {
            case DRAFT, GRANTED, SENT, CONFIRMED, INFEASIBLE -> {}
            case REFUSED -> throw new ApplicationRefusedException(ApplicationRefusal.REFUSED_BY_JUDGE);
            case WITHDRAWN -> throw new ApplicationRefusedException(ApplicationRefusal.WITHDRAWN);
        }
        if (state.written().equals(form)) {
            return List.of();
        }
        FormRules.check(state.court().orElseThrow(), form, today);
        return List.of(new ApplicationEvent.Changed(form, today));
    }

    private static List<ApplicationEvent> resolve(ApplicationState state, Resolution resolution, LocalDate today) {
        state.written();
        switch (state.phase()) {
            case DRAFT -> {}
            case GRANTED, SENT, CONFIRMED, INFEASIBLE, REFUSED -> {
                require(state.resolution().equals(Optional.of(resolution)), ApplicationRefusal.ALREADY_RESOLVED);
                return List.of();
            }
            case WITHDRAWN -> throw new ApplicationRefusedException(ApplicationRefusal.WITHDRAWN);
        }
        FormRules.check(resolution, today);
        return List.of(new ApplicationEvent.Resolved(resolution));
    }

    private static List<ApplicationEvent> send(ApplicationState state, ApplicationCommand.Send send, LocalDate today) {
        ApplicationForm form = state.written();
        switch (state.phase()) {
            case GRANTED -> {}
            case SENT, CONFIRMED, INFEASIBLE -> {
                Dispatch sent = new Dispatch(state.revision(), send.on(), letters(form, send));
                require(state.dispatch().equals(Optional.of(sent)), ApplicationRefusal.ALREADY_SENT);
                return List.of();
            }
            case DRAFT -> throw new ApplicationRefusedException(ApplicationRefusal.NOT_RESOLVED);
            case REFUSED -> throw new ApplicationRefusedException(ApplicationRefusal.REFUSED_BY_JUDGE);
            case WITHDRAWN -> throw new ApplicationRefusedException(ApplicationRefusal.WITHDRAWN);
        }
        FormRules.notAfter(send.on(), today);
        require(!send.on().isBefore(state.sendFrom().orElseThrow()), ApplicationRefusal.BEFORE_RESOLUTION);
        FormRules.hour(form.at(), send.on());
        Dispatch dispatch = new Dispatch(state.revision() + 1, send.on(), letters(form, send));
        List<ApplicationEvent> events = new ArrayList<>(List.of(new ApplicationEvent.Sent(dispatch)));
        events.addAll(outcome(Phase.SENT, form, state.responses()));
        return List.copyOf(events);
    }

    /** Para. 12; where both departments are one, it is sent one letter. */
    private static List<Letter> letters(ApplicationForm form, ApplicationCommand.Send send) {
        FormRules.check(send.ownDepartment(), send.on());
        List<Letter> letters = new ArrayList<>(List.of(new Letter(Addressee.OWN_DEPARTMENT, send.ownDepartment())));
        if (form.asked().isEmpty()) {
            require(
                    send.asked().isEmpty() && send.askedDepartment().isEmpty(),
                    ApplicationRefusal.NOBODY_ELSE_ADDRESSED);
            return letters;
        }
        require(send.asked().isPresent() && send.askedDepartment().isPresent(), ApplicationRefusal.ASKED_NOT_ADDRESSED);
        Destination asked = send.asked().get();
        require(asked.institution().equals(form.asked().get().id()), ApplicationRefusal.NOT_THE_ASKED);
        FormRules.check(asked, send.on());
        letters.add(new Letter(Addressee.ASKED, asked));
        Destination department = send.askedDepartment().get();
        if (!department.institution().equals(send.ownDepartment().institution())) {
            FormRules.check(department, send.on());
            letters.add(new Letter(Addressee.ASKED_DEPARTMENT, department));
        }
        return letters;
    }

    private static List<ApplicationEvent> receive(
            ApplicationState state, ApplicationCommand.Receive receive, LocalDate today) {
        Dispatch dispatch = standing(state);
        require(receive.revision() == dispatch.revision(), ApplicationRefusal.OTHER_REVISION);
        require(dispatch.letter(receive.addressee()).isPresent(), ApplicationRefusal.NOT_ADDRESSED);
        if (state.receipt(receive.addressee()).equals(Optional.of(receive.receipt()))) {
            return List.of();
        }
        for (Response response : state.responses().values()) {
            require(response.by().addressee() != receive.addressee(), ApplicationRefusal.ALREADY_ANSWERED);
        }
        FormRules.notAfter(receive.receipt().on(), today);
        require(!receive.receipt().on().isBefore(dispatch.on()), ApplicationRefusal.BEFORE_SENDING);
        return List.of(new ApplicationEvent.Received(receive.addressee(), receive.receipt()));
    }

    private static List<ApplicationEvent> respond(
            ApplicationState state, ApplicationCommand.Respond respond, LocalDate today) {
        Dispatch dispatch = standing(state);
        ApplicationForm form = state.written();
        Response response = respond.response();
        require(respond.revision() == dispatch.revision(), ApplicationRefusal.OTHER_REVISION);
        require(form.responders().contains(response.by()), ApplicationRefusal.RESPONSE_NOT_DUE);
        Optional<Response> earlier = state.response(response.by());
        if (earlier.equals(Optional.of(response))) {
            return List.of();
        }
        FormRules.notAfter(response.on(), today);
        Addressee addressee = response.by().addressee();
        Optional<Receipt> receipt = state.receipt(addressee);
        if (receipt.isPresent()) {
            require(!response.on().isBefore(receipt.get().on()), ApplicationRefusal.BEFORE_RECEIPT);
        } else {
            require(!response.on().isBefore(dispatch.on()), ApplicationRefusal.BEFORE_SENDING);
        }
        require(
                earlier.isEmpty() || !response.on().isBefore(earlier.get().on()),
                ApplicationRefusal.BEFORE_EARLIER_RESPONSE);
        FormRules.check(response, form);
        List<ApplicationEvent> events = new ArrayList<>();
        if (receipt.isEmpty()) {
            events.add(new ApplicationEvent.Received(addressee, new Receipt(response.on(), response.channel())));
        }
        events.add(new ApplicationEvent.Responded(response));
        events.addAll(outcome(state.phase(), form, with(state.responses(), response)));
        return List.copyOf(events);
    }

    private static List<ApplicationEvent> accept(
            ApplicationState state, Responder responder, LocalDateTime at, LocalDate today) {
        if (state.phase() == Phase.GRANTED && state.written().at().equals(at)) {
            return List.of();
        }
        standing(state);
        require(proposed(state, responder).equals(Optional.of(at)), ApplicationRefusal.NO_PROPOSAL);
        FormRules.hour(at, today);
        return List.of(new ApplicationEvent.ProposalAccepted(responder, at, today));
    }

    private static List<ApplicationEvent> decline(ApplicationState state, Responder responder) {
        standing(state);
        Optional<Response> response = state.response(responder);
        if (response.isPresent() && response.get().isRefusal()) {
            return List.of();
        }
        require(proposed(state, responder).isPresent(), ApplicationRefusal.NO_PROPOSAL);
        List<ApplicationEvent> events = new ArrayList<>(List.of(new ApplicationEvent.ProposalDeclined(responder)));
        Map<Responder, Response> responses = with(state.responses(), declined(response.orElseThrow()));
        events.addAll(outcome(state.phase(), state.written(), responses));
        return List.copyOf(events);
    }

    private static List<ApplicationEvent> withdraw(ApplicationState state, String reason) {
        state.written();
        return switch (state.phase()) {
            case DRAFT, GRANTED, SENT, CONFIRMED, INFEASIBLE -> {
                FormRules.reason(reason);
                yield List.of(new ApplicationEvent.Withdrawn(reason));
            }
            case REFUSED -> throw new ApplicationRefusedException(ApplicationRefusal.REFUSED_BY_JUDGE);
            case WITHDRAWN -> List.of();
        };
    }

    /** The sending of the application as it is now, to which receipts and responses belong. */
    private static Dispatch standing(ApplicationState state) {
        return switch (state.phase()) {
            case SENT, CONFIRMED, INFEASIBLE -> state.dispatch().orElseThrow();
            case DRAFT, GRANTED -> throw new ApplicationRefusedException(ApplicationRefusal.NOT_SENT);
            case REFUSED -> throw new ApplicationRefusedException(ApplicationRefusal.REFUSED_BY_JUDGE);
            case WITHDRAWN -> throw new ApplicationRefusedException(ApplicationRefusal.WITHDRAWN);
        };
    }

    private static Optional<LocalDateTime> proposed(ApplicationState state, Responder responder) {
        Optional<Response> response = state.response(responder);
        return response.isPresent() && response.get().answer() instanceof Answer.Refused refused
                ? refused.proposed()
                : Optional.empty();
    }

    private static Response declined(Response response) {
        return switch (response.answer()) {
            case Answer.Refused refused -> response.withAnswer(new Answer.Refused(refused.reason(), Optional.empty()));
            case Answer.Confirmed _ -> response;
        };
    }

    private static Map<Responder, Response> with(Map<Responder, Response> responses, Response response) {
        Map<Responder, Response> now = new HashMap<>(responses);
        now.put(response.by(), response);
        return now;
    }

    /** A proposal keeps the application open; without one a refusal ends it, whoever has not answered yet (para. 13). */
    private static List<ApplicationEvent> outcome(
            Phase before, ApplicationForm form, Map<Responder, Response> responses) {
        boolean proposed = false;
        boolean refused = false;
        for (Response response : responses.values()) {
            proposed |= response.isProposal();
            refused |= response.isRefusal();
        }
        Phase now;
        if (proposed) {
            now = Phase.SENT;
        } else if (refused) {
            now = Phase.INFEASIBLE;
        } else {
            now = responses.keySet().containsAll(form.responders()) ? Phase.CONFIRMED : Phase.SENT;
        }
        return now == before ? List.of() : List.of(new ApplicationEvent.OutcomeChanged(now));
    }

    /**
     * The state after an event.
     *
     * @throws IllegalStateException if the event is not the next one
     */
    public static ApplicationState apply(ApplicationState state, ApplicationEvent.Recorded recorded) {
        if (recorded.number() != state.lastEvent() + 1) {
            throw new IllegalStateException("event of application %s: %d (expected: %d)"
                    .formatted(state.id(), recorded.number(), state.lastEvent() + 1));
        }
        Successor next = new Successor(state);
        switch (recorded.event()) {
            case ApplicationEvent.Created created -> next.created(created);
            case ApplicationEvent.Changed changed -> next.changed(changed.form(), changed.on());
            case ApplicationEvent.Resolved resolved -> next.resolved(resolved.resolution());
            case ApplicationEvent.Sent sent -> next.sent(sent.dispatch());
            case ApplicationEvent.Received received -> next.received(received);
            case ApplicationEvent.Responded responded -> next.responded(responded.response());
            case ApplicationEvent.ProposalAccepted accepted ->
                next.changed(state.written().withTime(accepted.at()), accepted.on());
            case ApplicationEvent.ProposalDeclined one ->
                next.responded(declined(state.response(one.responder()).orElseThrow()));
            case ApplicationEvent.OutcomeChanged changed -> next.becomes(changed.phase());
            case ApplicationEvent.Withdrawn _ -> next.becomes(Phase.WITHDRAWN);
        }
        return next.state(recorded.number());
    }
}
