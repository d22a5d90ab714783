package org.courtbridge.console.applications;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.console.applications.ApplicationDetails.LetterRow;
import org.courtbridge.console.applications.ApplicationDetails.Next;
import org.courtbridge.console.applications.ApplicationDetails.ResponseRow;
import org.courtbridge.console.html.Badge;
import org.courtbridge.console.html.Fact;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.Contact;
import org.courtbridge.hearings.applications.Dispatch;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Letter;
import org.courtbridge.hearings.applications.Receipt;
import org.courtbridge.hearings.applications.Resolution;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.hearings.applications.Response;
import org.courtbridge.hearings.applications.Term;
import org.courtbridge.hearings.applications.Term.Duty;
import org.courtbridge.operations.correspondence.CorrespondenceBook.Progress;

/** Describes an application for its page: all that it says, what comes next and who does it, letters, responses and history. */
final class ApplicationDescription {

    private final ApplicationWords words;
    private final ApplicationTrail trail;

    ApplicationDescription(ApplicationWords words, ActorNames names) {
        this.words = words;
        this.trail = new ApplicationTrail(words, names);
    }

    /**
     * @param terms of it, done or not
     * @param mailed who was told of it by mail; empty if there is no mail server
     */
    ApplicationDetails of(KeptApplication application, List<Term> terms, Optional<Progress> mailed) {
        MailedNotices mails = new MailedNotices(application, mailed, words);
        ApplicationState state = application.state();
        ApplicationForm form = state.form().orElseThrow();
        String path = ApplicationPages.PATH + "/" + state.id();
        return new ApplicationDetails(
                path,
                form.caseNumber(),
                words.phase(state.phase()),
                next(state, terms),
                form(state, form),
                form.participants().stream()
                        .map(one -> new ApplicationDetails.Person(
                                one.name(), one.status(), words.say("application.means." + one.means())))
                        .toList(),
                decision(state, terms),
                letters(state, mails, path),
                responses(state, mails, path),
                trail.rows(application),
                new ApplicationDetails.Revision(state.revision(), isFormer(state)),
                state.lastEvent());
    }

    private static boolean isFormer(ApplicationState state) {
        return state.phase() == Phase.DRAFT || state.phase() == Phase.GRANTED;
    }

    private List<Fact> form(ApplicationState state, ApplicationForm form) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("court", words.name(state.court().orElseThrow())));
        facts.add(fact("action", form.action()));
        facts.add(fact("at", words.time(form.at())));
        form.asked().ifPresent(asked -> {
            facts.add(fact("asked", words.name(asked.id())));
            facts.add(fact("address", asked.address()));
        });
        facts.add(fact("clerk", contact(form.clerk())));
        facts.add(fact("organiser", contact(form.organiser())));
        facts.add(fact("judge", form.presidingJudge()));
        return List.copyOf(facts);
    }

    private Fact fact(String field, String value) {
        return new Fact(words.say("application.field." + field), value);
    }

    private static String contact(Contact contact) {
        String reached = contact.name() + ", " + contact.telephone();
        return contact.email().map(email -> reached + ", " + email).orElse(reached);
    }

    private List<Fact> decision(ApplicationState state, List<Term> terms) {
        List<Fact> facts = new ArrayList<>();
        state.resolution().ifPresent(resolution -> {
            facts.add(fact(
                    "resolution",
                    switch (resolution) {
                        case Resolution.Granted _ -> words.say("application.resolution.granted");
                        case Resolution.Refused refused ->
                            words.say("application.resolution.refused", refused.reason());
                    }));
            facts.add(fact("resolutionBy", resolution.judge() + ", " + words.day(resolution.on())));
        });
        terms.forEach(term -> facts.add(new Fact(words.say("application.term." + term.duty()), kept(term))));
        return List.copyOf(facts);
    }

    private String kept(Term term) {
        String last = words.day(term.lastDay());
        String kept = term.done()
                .map(done -> words.say(
                        term.isLate(words.today()) ? "application.term.doneLate" : "application.term.done",
                        last,
                        words.day(done)))
                .orElse(last);
        return term.confirmed() ? kept : kept + " " + words.say("application.term.unconfirmed");
    }

    private List<Next> next(ApplicationState state, List<Term> terms) {
        Optional<String> court = state.court().map(words::name);
        return switch (state.phase()) {
            case DRAFT -> List.of(new Next(words.say("application.next.resolve"), court, Optional.empty()));
            case GRANTED -> {
                String key = state.revision() == 0 ? "application.next.send" : "application.next.sendAnew";
                yield List.of(new Next(words.say(key), court, open(terms, Duty.SEND)));
            }
            case SENT -> awaited(state, terms, court);
            case CONFIRMED -> List.of(new Next(words.say("application.next.hearing"), court, Optional.empty()));
            case INFEASIBLE -> List.of(new Next(words.say("application.next.otherTime"), court, Optional.empty()));
            case REFUSED -> List.of(new Next(words.say("application.next.none"), Optional.empty(), Optional.empty()));
            case WITHDRAWN ->
                state.revision() == 0
                        ? List.of(new Next(words.say("application.next.none"), Optional.empty(), Optional.empty()))
                        : List.of(new Next(words.say("application.next.tell"), court, Optional.empty()));
        };
    }

    private List<Next> awaited(ApplicationState state, List<Term> terms, Optional<String> court) {
        List<Next> next = new ArrayList<>();
        for (Responder responder : state.form().orElseThrow().responders()) {
            Optional<Response> response = state.response(responder);
            Optional<String> who = addressed(state, responder.addressee()).map(words::name);
            if (response.isEmpty()) {
                next.add(respond(state, terms, responder, who));
            } else if (response.get().answer() instanceof Answer.Refused refused) {
                refused.proposed()
                        .ifPresent(at -> next.add(new Next(
                                words.say("application.next.proposal", words.time(at)), court, Optional.empty())));
            }
        }
        return List.copyOf(next);
    }

    private Next respond(ApplicationState state, List<Term> terms, Responder responder, Optional<String> who) {
        return switch (responder) {
            case ORGANISER -> new Next(words.say("application.next.organiser"), who, Optional.empty());
            case ASKED -> {
                boolean received = state.receipt(Addressee.ASKED).isPresent();
                yield new Next(
                        words.say(received ? "application.next.asked" : "application.next.receipt"),
                        who,
                        open(terms, Duty.RESPOND));
            }
        };
    }

    private static Optional<InstitutionId> addressed(ApplicationState state, Addressee addressee) {
        return state.dispatch()
                .flatMap(dispatch -> dispatch.letter(addressee))
                .map(letter -> letter.to().institution());
    }

    private Optional<Badge> open(List<Term> terms, Duty duty) {
        return terms.stream()
                .filter(term -> term.duty() == duty && term.done().isEmpty())
                .findFirst()
                .map(words::term);
    }

    private List<LetterRow> letters(ApplicationState state, MailedNotices mails, String path) {
        return state.dispatch().map(Dispatch::letters).orElse(List.of()).stream()
                .map(letter -> new LetterRow(
                        words.say("application.addressee." + letter.addressee()),
                        words.name(letter.to().institution()),
                        onItsWay(state, letter, mails),
                        "/api/v1" + path + "/letters/" + letter.addressee() + "?language=" + words.languageTag()))
                .toList();
    }

    private String onItsWay(ApplicationState state, Letter letter, MailedNotices mails) {
        String sent = words.say(
                "application.letter.sent",
                words.day(state.dispatch().orElseThrow().on()),
                words.say("application.channel." + letter.to().channel()));
        Optional<Receipt> receipt = state.receipt(letter.addressee());
        String received = receipt.map(one -> words.say(
                        "application.letter.received",
                        words.day(one.on()),
                        words.say("application.channel." + one.channel())))
                .orElseGet(() -> words.say("application.letter.notReceived"));
        return Stream.of(Optional.of(sent), mails.letter(letter), Optional.of(received))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    private List<ResponseRow> responses(ApplicationState state, MailedNotices mails, String path) {
        return state.responses().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .map(response -> response(state, response, mails, path))
                .toList();
    }

    private ResponseRow response(ApplicationState state, Response response, MailedNotices mails, String path) {
        List<Fact> facts = new ArrayList<>();
        addressed(state, response.by().addressee()).ifPresent(who -> facts.add(fact("respondent", words.name(who))));
        facts.add(fact(
                "answered", words.day(response.on()) + ", " + words.say("application.channel." + response.channel())));
        Badge outcome;
        Optional<ApplicationDetails.Proposal> proposal = Optional.empty();
        switch (response.answer()) {
            case Answer.Confirmed confirmed -> {
                outcome = new Badge(words.say("application.answer.confirmed"), "good");
                facts.add(fact("courtroom", confirmed.courtroom()));
                facts.add(fact("clerk", contact(confirmed.clerk())));
                facts.add(fact("responseOrganiser", contact(confirmed.organiser())));
            }
            case Answer.Refused refused -> {
                outcome = new Badge(words.say("application.answer.refused"), "bad");
                facts.add(fact("reason", refused.reason()));
                proposal = refused.proposed()
                        .map(at ->
                                new ApplicationDetails.Proposal(response.by().name(), at.toString(), words.time(at)));
            }
        }
        response.signatory().ifPresent(name -> facts.add(fact("signatory", name)));
        mails.response(response).ifPresent(told -> facts.add(fact("mailed", told)));
        return new ResponseRow(
                words.say("application.responder." + response.by()),
                outcome,
                List.copyOf(facts),
                proposal,
                "/api/v1" + path + "/responses/" + response.by() + "?language=" + words.languageTag());
    }
}
