package org.courtbridge.console.applications;

import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Fact;
import org.courtbridge.console.html.ListAddress;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.applications.CommandOutcome;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.ApplicationRefusedException;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.AskedInstitution;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.operations.correspondence.CorrespondenceBook;
import org.courtbridge.operations.feasibility.Feasibility;
import org.courtbridge.operations.feasibility.FeasibilityReader;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;

/**
 * Pages of applications for video conferencing: the list, by what is late or due today, the form of an application, and an application with
 * the steps that its reader may take. A step that is not taken leaves what was typed, and says why in the language of the page.
 */
public final class ApplicationPages {

    static final String PATH = "/applications";
    private static final String ONE = PATH + "/{application}";

    /** Fields that are shown again where their form is not on the page any more. */
    private static final List<String> WRITTEN = List.of(
            "judge",
            "reason",
            "proposed",
            "courtroom",
            "clerkName",
            "clerkTelephone",
            "clerkEmail",
            "organiserName",
            "organiserTelephone",
            "organiserEmail",
            "signatory");

    private final Applications applications;
    private final Inventory inventory;
    private final FeasibilityReader feasibility;
    private final Optional<CorrespondenceBook> mailed;
    private final ActorNames names;
    private final ApplicationLists lists;
    private final ApplicationDrafts drafts;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Templates templates;

    /** @param zone of the court */
    public ApplicationPages(
            ApplicationServices services,
            Inventory inventory,
            ActorNames names,
            ZoneId zone,
            InstantSource clock,
            Templates templates) {
        this.applications = services.applications();
        this.inventory = inventory;
        this.feasibility = services.feasibility();
        this.mailed = services.mailed();
        this.names = names;
        this.lists = new ApplicationLists(applications);
        this.drafts = new ApplicationDrafts(applications, inventory);
        this.zone = zone;
        this.clock = clock;
        this.templates = templates;
    }

    /** Makes a command of a form. @param there the application as it is now */
    private interface Reading {
        ApplicationCommand command(Call call, KeptApplication there);
    }

    public List<Endpoint> endpoints() {
        Allowed prepare = Allowed.PREPARE_APPLICATIONS;
        Allowed answer = Allowed.ANSWER_APPLICATIONS;
        return List.of(
                Endpoint.page(HttpMethod.GET, PATH, Allowed.SEE_APPLICATIONS, this::list),
                Endpoint.page(HttpMethod.GET, PATH + "/new", prepare, call -> form(call, 200, drafts.blank(call))),
                Endpoint.page(HttpMethod.POST, PATH, prepare, call -> written(call, drafts.create(call))),
                Endpoint.page(
                        HttpMethod.GET,
                        ONE,
                        Allowed.SEE_APPLICATIONS,
                        call -> show(call, 200, find(call), SubmittedForm.NONE, "")),
                Endpoint.page(
                        HttpMethod.GET, ONE + "/form", prepare, call -> form(call, 200, drafts.of(call, own(call)))),
                Endpoint.page(
                        HttpMethod.POST,
                        ONE + "/form",
                        prepare,
                        call -> written(call, drafts.change(call, find(call)))),
                step(FormOffers.RESOLUTION, Allowed.RESOLVE_APPLICATIONS, (call, _) -> ApplicationForms.resolve(call)),
                step(FormOffers.SENDING, prepare, ApplicationPages::send),
                step(FormOffers.RECEIPTS, answer, (call, _) -> ApplicationForms.receive(call)),
                step(FormOffers.RESPONSES, answer, (call, _) -> ApplicationForms.respond(call)),
                step(FormOffers.PROPOSAL, prepare, (call, _) -> ApplicationForms.propose(call)),
                step(FormOffers.WITHDRAWAL, prepare, (call, _) -> ApplicationForms.withdraw(call)));
    }

    private static ApplicationCommand send(Call call, KeptApplication there) {
        return ApplicationForms.send(
                call, there.state().form().orElseThrow().asked().map(AskedInstitution::id));
    }

    private Endpoint step(String step, Allowed allowed, Reading reading) {
        return Endpoint.page(HttpMethod.POST, ONE + "/" + step, allowed, call -> take(call, step, allowed, reading));
    }

    private static Scope scope(Call call, Allowed allowed) {
        return Scope.of(call.principal().memberships(), allowed.roles());
    }

    private Reply list(Call call) {
        Page page = ErrorPages.page(call);
        return Reply.html(
                200,
                templates.render(
                        "applications/list.jte",
                        Map.of(
                                "page",
                                page,
                                "list",
                                lists.read(
                                        call,
                                        scope(call, Allowed.SEE_APPLICATIONS),
                                        words(page, inventory.institutions())),
                                "mayWrite",
                                Allowed.PREPARE_APPLICATIONS.admits(call.principal()))));
    }

    private ApplicationWords words(Page page, List<Institution> institutions) {
        return new ApplicationWords(page, institutions, zone, clock);
    }

    /** The application of the path, for whoever may read it in any role. */
    private KeptApplication find(Call call) {
        return applications
                .find(scope(call, Allowed.SEE_APPLICATIONS), call.path("application"))
                .orElseThrow(() -> RequestException.notFound("No such application."));
    }

    /** The application of the path, for a clerk of its court. */
    private KeptApplication own(Call call) {
        KeptApplication application = find(call);
        if (!ApplicationRights.of(call.principal(), application.state()).prepare()) {
            throw notPermitted();
        }
        return application;
    }

    static RequestException notPermitted() {
        return new RequestException(403, "This is for another court or institution to do.", "application.error.others");
    }

    private Reply form(Call call, int status, DraftForm form) {
        return Reply.html(
                status, templates.render("applications/form.jte", Map.of("page", ErrorPages.page(call), "form", form)));
    }

    private Reply written(Call call, ApplicationDrafts.Result result) {
        return switch (result) {
            case ApplicationDrafts.Result.Written written -> Reply.seeOther(written.path() + "?done=saved");
            case ApplicationDrafts.Result.NotTaken refused -> form(call, refused.status(), refused.form());
        };
    }

    private Reply take(Call call, String step, Allowed allowed, Reading reading) {
        KeptApplication there = find(call);
        SubmittedForm typed = SubmittedForm.of(call, step);
        CommandOutcome outcome;
        try {
            ApplicationCommand command = reading.command(call, there);
            outcome = applications.submit(
                    acting(scope(call, allowed), there.state(), command),
                    there.state().id(),
                    ApplicationForms.seen(call),
                    command);
        } catch (RequestException | ApplicationRefusedException e) {
            Problems.Cause cause = Problems.of(e);
            return show(call, cause.status(), there, typed, ErrorPages.complaint(ErrorPages.messages(call), cause));
        }
        return switch (outcome) {
            case CommandOutcome.Done done ->
                Reply.seeOther(PATH + "/" + done.now().state().id() + "?done=application." + step);
            case CommandOutcome.ChangedMeanwhile changed ->
                show(call, 409, changed.now(), typed, changedMeanwhile(call, changed.now()));
            case CommandOutcome.Unknown _, CommandOutcome.NotPermitted _ -> throw notPermitted();
        };
    }

    /**
     * The scope in which a command is given. An answer on a page is given on behalf of the addressee whose answer it is, by whoever has a
     * role there or in the whole installation.
     */
    private static Scope acting(Scope scope, ApplicationState state, ApplicationCommand command) {
        Optional<Addressee> onPage = switch (command) {
            case ApplicationCommand.Receive receive ->
                receive.receipt().channel() == Channel.PAGE ? Optional.of(receive.addressee()) : Optional.empty();
            case ApplicationCommand.Respond respond ->
                respond.response().channel() == Channel.PAGE
                        ? Optional.of(respond.response().by().addressee())
                        : Optional.empty();
            case ApplicationCommand.Change _,
                    ApplicationCommand.Resolve _,
                    ApplicationCommand.Send _,
                    ApplicationCommand.AcceptProposal _,
                    ApplicationCommand.DeclineProposal _,
                    ApplicationCommand.Withdraw _ -> Optional.empty();
        };
        return onPage.flatMap(addressee -> state.dispatch().flatMap(dispatch -> dispatch.letter(addressee)))
                .map(letter -> scope.within(letter.to().institution()))
                .orElse(scope);
    }

    private String changedMeanwhile(Call call, KeptApplication now) {
        Page page = ErrorPages.page(call);
        ApplicationDetails.TrailRow last = new ApplicationTrail(words(page, inventory.institutions()), names).last(now);
        return page.say("application.error.meanwhile", last.time(), last.actor(), last.words());
    }

    private Reply show(Call call, int status, KeptApplication application, SubmittedForm typed, String complaint) {
        Page page = ErrorPages.page(call);
        List<Institution> institutions = inventory.institutions();
        ApplicationWords words = words(page, institutions);
        ApplicationRights rights = ApplicationRights.of(call.principal(), application.state());
        OfferedForms forms = new FormOffers(institutions, words).of(application, rights, typed);
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", page);
        shown.put(
                "application",
                new ApplicationDescription(words, names)
                        .of(
                                application,
                                applications.terms(application),
                                mailed.map(book ->
                                        book.progress(application.state().id()))));
        shown.put("forms", forms);
        shown.put(
                "hour",
                forms.responses().isEmpty()
                        ? Optional.empty()
                        : Optional.of(hour(call.principal(), application.state(), words)));
        shown.put("complaint", complaint);
        shown.put("lost", FormOffers.isThere(forms, typed) ? List.of() : written(page, typed));
        shown.put(
                "hearings",
                ListAddress.of("/hearings")
                        .searchedFor(application.state().form().orElseThrow().caseNumber())
                        .link());
        return Reply.html(status, templates.render("applications/show.jte", shown));
    }

    /** For whoever may answer. */
    private HourDetails hour(Principal reader, ApplicationState state, ApplicationWords words) {
        Feasibility known = feasibility.of(state.form().orElseThrow().at(), ApplicationRights.rooms(reader, state));
        return new HourDescription(words, reader).of(known);
    }

    private static List<Fact> written(Page page, SubmittedForm typed) {
        return WRITTEN.stream()
                .filter(name -> !typed.fields().get(name).isEmpty())
                .map(name -> new Fact(
                        page.say("application.field." + name), typed.fields().get(name)))
                .toList();
    }
}
