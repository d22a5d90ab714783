package org.courtbridge.console.applications;

import static org.courtbridge.console.http.ApiEndpoints.given;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.courtbridge.console.applications.ApplicationViews.ApplicationPageView;
import org.courtbridge.console.applications.ApplicationViews.ApplicationRowView;
import org.courtbridge.console.applications.ApplicationViews.ApplicationView;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.QueryParameter;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.applications.ApplicationFilter;
import org.courtbridge.court.applications.ApplicationFilter.Due;
import org.courtbridge.court.applications.ApplicationOrder;
import org.courtbridge.court.applications.ApplicationPage;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.applications.CommandOutcome;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.court.applications.Paging;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.feasibility.FeasibilityReader;
import org.jspecify.annotations.Nullable;

/**
 * Applications for video conferencing over the API. A query parameter {@code institution} limits any request to applications that this court
 * or institution reads, and to commands that it may give.
 */
public final class ApplicationApi {

    private static final String ALL = "/api/v1/applications";
    private static final String ONE = ALL + "/{application}";
    private static final int USUAL_SIZE = 50;

    private static final QueryParameter INSTITUTION = QueryParameter.text(
            "institution", "court or institution to whose part in them it is limited; an answer on a page names it");

    private static final QueryParameter LANGUAGE = QueryParameter.text(
            "language", "of the letter: kk, ru or en; without it, the one that the request accepts");

    private static final QueryParameter[] LIST = {
        QueryParameter.text("phase", "only those in this phase"),
        QueryParameter.text("due", "only those with a term that is open, due today or late"),
        QueryParameter.text("court", "only those of this court"),
        QueryParameter.text("asked", "only those that ask this court or institution"),
        QueryParameter.text("region", "only those whose court, or court or institution asked, is there"),
        QueryParameter.text("case", "only those whose case number has this in it"),
        QueryParameter.text(
                "order",
                "hearing: the earliest first; changed: the last changed first; due: what is late, then what is due today, then what has a term"),
        QueryParameter.integer("page", "from 1 on"),
        QueryParameter.integer("size", "rows of a page, 1 to 200")
    };

    private final Applications applications;
    private final ApplicationPapers papers;
    private final FeasibilityReader feasibility;

    public ApplicationApi(Applications applications, ApplicationPapers papers, FeasibilityReader feasibility) {
        this.applications = applications;
        this.papers = papers;
        this.feasibility = feasibility;
    }

    public void declare(ApiEndpoints others) {
        ApiEndpoints api = others.reading(INSTITUTION);
        api.reading(LIST)
                .get(
                        ALL,
                        Allowed.SEE_APPLICATIONS,
                        "Applications by phase, open term, court, institution asked and region, a page at a time",
                        ApplicationPageView.class,
                        this::page);
        api.post(
                ALL,
                Allowed.PREPARE_APPLICATIONS,
                "Write the draft of an application; the same with the same id is one application",
                201,
                ApplicationViews.NewApplication.class,
                ApplicationView.class,
                this::draft);
        api.get(
                ONE,
                Allowed.SEE_APPLICATIONS,
                "An application: its form, letters, responses and terms, and who did what",
                ApplicationView.class,
                call -> shown(find(call)));
        api.get(
                ONE + "/feasibility",
                Allowed.ANSWER_APPLICATIONS,
                "What is known of its hour: rooms and devices where the reader answers, last tests, ports, processor",
                KnownHour.class,
                this::known);
        ApiEndpoints inALanguage = api.reading(LANGUAGE);
        inALanguage.file(
                ONE + "/letter",
                Allowed.SEE_APPLICATIONS,
                "The application as it is now, laid out as Appendix 1, to be signed before it is sent",
                ApplicationPapers.TYPE,
                call -> {
                    Language language = language(call);
                    return papers.unsent(find(call), language)
                            .orElseThrow(() -> RequestException.notFound("It names nobody who comes to you."));
                });
        inALanguage.file(
                ONE + "/letters/{addressee}",
                Allowed.SEE_APPLICATIONS,
                "The application as it was last sent to an addressee, laid out as Appendix 1",
                ApplicationPapers.TYPE,
                this::letter);
        inALanguage.file(
                ONE + "/responses/{responder}",
                Allowed.SEE_APPLICATIONS,
                "The last response of a responder to it, laid out as Appendix 2",
                ApplicationPapers.TYPE,
                this::response);
        command(
                api,
                "form",
                Allowed.PREPARE_APPLICATIONS,
                "Write the form anew",
                ApplicationViews.FormChange.class,
                ApplicationViews.FormChange::seen,
                ApplicationCommands::change);
        command(
                api,
                "resolution",
                Allowed.RESOLVE_APPLICATIONS,
                "Grant or refuse the application, or enter a resolution on paper",
                ApplicationViews.ResolutionEntry.class,
                ApplicationViews.ResolutionEntry::seen,
                ApplicationCommands::resolve);
        command(
                api,
                "sending",
                Allowed.PREPARE_APPLICATIONS,
                "Enter that the application was sent to all its addressees",
                ApplicationViews.Sending.class,
                ApplicationViews.Sending::seen,
                ApplicationCommands::send);
        command(
                api,
                "receipts",
                Allowed.ANSWER_APPLICATIONS,
                "Enter that an addressee has the application",
                ApplicationViews.ReceiptEntry.class,
                ApplicationViews.ReceiptEntry::seen,
                ApplicationCommands::receive);
        command(
                api,
                "responses",
                Allowed.ANSWER_APPLICATIONS,
                "Respond, or enter what was answered by telephone or on paper",
                ApplicationViews.ResponseEntry.class,
                ApplicationViews.ResponseEntry::seen,
                ApplicationCommands::respond);
        command(
                api,
                "proposal",
                Allowed.PREPARE_APPLICATIONS,
                "Accept or decline the date and time that a responder has proposed",
                ApplicationViews.ProposalAnswer.class,
                ApplicationViews.ProposalAnswer::seen,
                ApplicationCommands::answer);
        command(
                api,
                "withdrawal",
                Allowed.PREPARE_APPLICATIONS,
                "Withdraw the application",
                ApplicationViews.Withdrawal.class,
                ApplicationViews.Withdrawal::seen,
                ApplicationCommands::withdraw);
    }

    private <T> void command(
            ApiEndpoints api,
            String step,
            Allowed allowed,
            String summary,
            Class<T> body,
            Function<T, @Nullable Long> seen,
            BiFunction<String, T, ApplicationCommand> command) {
        api.post(ONE + "/" + step, allowed, summary, 200, body, ApplicationView.class, call -> {
            // Whoever asks for one that is not there is told so, whatever else is wrong.
            find(call);
            T wanted = call.json(body);
            return done(
                    call,
                    applications.submit(
                            scope(call, allowed),
                            call.path("application"),
                            given(seen.apply(wanted), "seen"),
                            command.apply(call.actor(), wanted)),
                    200);
        });
    }

    private Reply draft(Call call) {
        ApplicationViews.NewApplication wanted = call.json(ApplicationViews.NewApplication.class);
        // In one form only, so that the same id is the same application; anything else is refused by UUID.
        UUID id = wanted.id().map(UUID::fromString).orElseGet(UUID::randomUUID);
        return done(
                call,
                applications.draft(
                        scope(call, Allowed.PREPARE_APPLICATIONS),
                        call.actor(),
                        id.toString(),
                        ApplicationCommands.institution(wanted.court(), "court"),
                        ApplicationCommands.form(wanted.form())),
                201);
    }

    private Reply done(Call call, CommandOutcome outcome, int status) {
        return switch (outcome) {
            case CommandOutcome.Done done ->
                Reply.json(status, ApplicationView.of(done.now(), applications.terms(done.now())));
            case CommandOutcome.ChangedMeanwhile changed ->
                throw new RequestException(
                        409,
                        "The application has been changed since; its last event is %d."
                                .formatted(changed.now().state().lastEvent()));
            case CommandOutcome.Unknown _ -> throw seen(call).isPresent() ? notPermitted() : unknown(call);
            case CommandOutcome.NotPermitted _ -> throw notPermitted();
        };
    }

    private static RequestException notPermitted() {
        return new RequestException(403, "This is for another court or institution to do.");
    }

    private KeptApplication find(Call call) {
        return seen(call).orElseThrow(() -> unknown(call));
    }

    /** The application of the path, for whoever may read it in any role; empty for others. */
    private Optional<KeptApplication> seen(Call call) {
        return applications.find(scope(call, Allowed.SEE_APPLICATIONS), call.path("application"));
    }

    private Reply shown(KeptApplication application) {
        return Reply.json(200, ApplicationView.of(application, applications.terms(application)));
    }

    private Reply known(Call call) {
        ApplicationState state = applications
                .find(scope(call, Allowed.ANSWER_APPLICATIONS), call.path("application"))
                .orElseThrow(() -> unknown(call))
                .state();
        return Reply.json(
                200,
                KnownHour.of(feasibility.of(
                        state.form().orElseThrow().at(), ApplicationRights.rooms(call.principal(), state))));
    }

    private Reply letter(Call call) {
        Language language = language(call);
        KeptApplication application = find(call);
        Addressee addressee = inPath(Addressee.class, "addressee", call);
        return papers.application(application, addressee, language)
                .orElseThrow(() -> RequestException.notFound("It was not sent to this addressee."));
    }

    private Reply response(Call call) {
        Language language = language(call);
        KeptApplication application = find(call);
        Responder responder = inPath(Responder.class, "responder", call);
        return papers.response(application, responder, language)
                .orElseThrow(() -> RequestException.notFound("There is no response of this responder."));
    }

    /** What is named in a path and there is not, is not found. */
    private static <E extends Enum<E>> E inPath(Class<E> type, String name, Call call) {
        String text = call.path(name);
        return named(type, text).orElseThrow(() -> RequestException.notFound(expected(type, name, text)));
    }

    private static Language language(Call call) {
        Optional<String> tag = call.query("language");
        return tag.isEmpty()
                ? ErrorPages.messages(call).language()
                : Language.ofTag(tag.get())
                        .orElseThrow(() -> new RequestException(
                                400, "language: %s (expected: kk, ru or en)".formatted(tag.get())));
    }

    private Reply page(Call call) {
        ApplicationFilter filter = new ApplicationFilter(
                call.query("phase")
                        .map(text -> Set.of(choice(Phase.class, "phase", text)))
                        .orElse(Set.of()),
                call.query("due").map(text -> choice(Due.class, "due", text)),
                call.query("court").map(InstitutionId::new),
                call.query("asked").map(InstitutionId::new),
                call.query("region"),
                call.query("case"));
        ApplicationOrder order = call.query("order")
                .map(text -> choice(ApplicationOrder.class, "order", text))
                .orElse(ApplicationOrder.HEARING);
        Paging paging = new Paging(number(call, "page", 1), number(call, "size", USUAL_SIZE));
        ApplicationPage page = applications.page(scope(call, Allowed.SEE_APPLICATIONS), filter, order, paging);
        return Reply.json(
                200,
                new ApplicationPageView(
                        page.total(),
                        paging.number(),
                        paging.size(),
                        page.rows().stream()
                                .map(row -> ApplicationRowView.of(row, applications.terms(row)))
                                .toList()));
    }

    /** The courts and institutions in which somebody has a role that an action is for, or that one of them to which the request is limited. */
    private static Scope scope(Call call, Allowed allowed) {
        Scope scope = Scope.of(call.principal().memberships(), allowed.roles());
        return call.query("institution")
                .map(InstitutionId::new)
                .map(scope::within)
                .orElse(scope);
    }

    private static RequestException unknown(Call call) {
        return RequestException.notFound("No application " + call.path("application") + ".");
    }

    private static int number(Call call, String name, int otherwise) {
        Optional<String> text = call.query(name);
        try {
            return text.map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new RequestException(400, "%s: %s (expected: a number)".formatted(name, text.orElse("")));
        }
    }

    static <E extends Enum<E>> E choice(Class<E> type, String name, String text) {
        return named(type, text).orElseThrow(() -> new RequestException(400, expected(type, name, text)));
    }

    private static <E extends Enum<E>> Optional<E> named(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static String expected(Class<? extends Enum<?>> type, String name, String text) {
        return "%s: %s (expected: one of %s)".formatted(name, text, Arrays.toString(type.getEnumConstants()));
    }
}
