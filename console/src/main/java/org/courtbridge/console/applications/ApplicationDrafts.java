package org.courtbridge.console.applications;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.Problems;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.User;
import org.courtbridge.court.applications.ApplicationFilter;
import org.courtbridge.court.applications.ApplicationOrder;
import org.courtbridge.court.applications.ApplicationPage;
import org.courtbridge.court.applications.Applications;
import org.courtbridge.court.applications.CommandOutcome;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.court.applications.Paging;
import org.courtbridge.court.applications.Scope;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationRefusedException;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.TrialParticipant;
import org.courtbridge.hearings.applications.TrialParticipant.Means;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Inventory;

/** Writes drafts of applications and changes applications by the form of Appendix 1; what was typed stays when it is not taken. */
final class ApplicationDrafts {

    private static final int USUAL_ROWS = 3;
    private static final int MORE_ROWS = 5;
    private static final TrialParticipant NOBODY = new TrialParticipant("", "", Means.PROVIDED);

    private final Applications applications;
    private final Inventory inventory;

    ApplicationDrafts(Applications applications, Inventory inventory) {
        this.applications = applications;
        this.inventory = inventory;
    }

    /** The path of the application that was written, or else the form as it was typed. */
    sealed interface Result {
        record Written(String path) implements Result {}

        record NotTaken(int status, DraftForm form) implements Result {}
    }

    /** An empty form, but for whom to turn to: as in the last application, if that is the same clerk's. */
    DraftForm blank(Call call) {
        Map<String, String> fields = new HashMap<>();
        fields.put("id", UUID.randomUUID().toString());
        call.principal()
                .user()
                .filter(user -> user.roles().contains(Role.CLERK))
                .map(User::name)
                .ifPresent(name -> {
                    fields.put("clerkName", name);
                    last(call.principal())
                            .filter(form -> form.clerk().name().equals(name))
                            .ifPresent(form -> {
                                FormOffers.put(fields, "clerk", form.clerk());
                                FormOffers.put(fields, "organiser", form.organiser());
                            });
                });
        return form(call, Optional.empty(), new FormFields(fields), List.of(), Optional.empty(), "");
    }

    /** Of the application that was changed last, of those that somebody may write. */
    private Optional<ApplicationForm> last(Principal principal) {
        Scope scope = scope(principal);
        return applications
                .page(scope, ApplicationFilter.ALL, ApplicationOrder.CHANGED, new Paging(1, 1))
                .rows()
                .stream()
                .map(ApplicationPage.Row::id)
                .findFirst()
                .flatMap(id -> applications.find(scope, id))
                .flatMap(application -> application.state().form());
    }

    private static Scope scope(Principal principal) {
        return Scope.of(principal.memberships(), Allowed.PREPARE_APPLICATIONS.roles());
    }

    /** The form of an application as it is. */
    DraftForm of(Call call, KeptApplication application) {
        ApplicationForm form = application.state().form().orElseThrow();
        Map<String, String> fields = new HashMap<>();
        fields.put("caseNumber", form.caseNumber());
        fields.put("action", form.action());
        fields.put("at", form.at().toString());
        fields.put("judge", form.presidingJudge());
        form.asked().ifPresent(asked -> {
            fields.put("asked", asked.id().value());
            fields.put("address", asked.address());
        });
        FormOffers.put(fields, "clerk", form.clerk());
        FormOffers.put(fields, "organiser", form.organiser());
        return form(call, Optional.of(application), new FormFields(fields), form.participants(), Optional.empty(), "");
    }

    Result create(Call call) {
        if (wantsMoreRows(call)) {
            return notTaken(call, Optional.empty(), 200, Optional.empty(), "");
        }
        try {
            // In one form only, so that the same id is the same application.
            String id = UUID.fromString(call.field("id")).toString();
            CommandOutcome outcome =
                    applications.draft(scope(call.principal()), call.actor(), id, court(call), written(call));
            return result(call, Optional.empty(), outcome);
        } catch (RequestException | ApplicationRefusedException | IllegalArgumentException e) {
            return notTaken(call, Optional.empty(), e);
        }
    }

    Result change(Call call, KeptApplication there) {
        if (wantsMoreRows(call)) {
            return notTaken(call, Optional.of(there), 200, Optional.empty(), "");
        }
        try {
            CommandOutcome outcome = applications.submit(
                    scope(call.principal()),
                    there.state().id(),
                    ApplicationForms.seen(call),
                    ApplicationForms.change(call, this::address));
            return result(call, Optional.of(there), outcome);
        } catch (RequestException | ApplicationRefusedException e) {
            return notTaken(call, Optional.of(there), e);
        }
    }

    private static boolean wantsMoreRows(Call call) {
        return !call.text("more").isEmpty();
    }

    private ApplicationForm written(Call call) {
        return ApplicationForms.form(call, this::address);
    }

    /** As the inventory has it; empty if it has none. */
    private String address(String institution) {
        return inventory
                .institution(institution)
                .map(one -> one.contact().address())
                .orElse("");
    }

    /** The one that was chosen, or the only one that there is. */
    private InstitutionId court(Call call) {
        List<Choice> courts = courts(call.principal());
        String chosen = call.field("court");
        if (chosen.isEmpty() && courts.size() == 1) {
            return new InstitutionId(courts.getFirst().value());
        }
        return courts.stream()
                .map(Choice::value)
                .filter(chosen::equals)
                .findFirst()
                .map(InstitutionId::new)
                .orElseThrow(() -> new RequestException(400, "court: missing", "application.error.court"));
    }

    private List<Choice> courts(Principal principal) {
        return FormOffers.choices(inventory.institutions().stream()
                .filter(one -> one.kind() == InstitutionKind.COURT)
                .filter(one -> Allowed.PREPARE_APPLICATIONS.admits(principal, Optional.of(one.id()))));
    }

    private Result result(Call call, Optional<KeptApplication> there, CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Done done -> new Result.Written(path(done.now()));
            case CommandOutcome.ChangedMeanwhile changed ->
                notTaken(
                        call,
                        // A new one that is saved already is changed on a page of its own.
                        there.map(_ -> changed.now()),
                        409,
                        Optional.of(path(changed.now())),
                        ErrorPages.messages(call)
                                .get(there.isPresent() ? "application.error.changed" : "application.error.saved"));
            case CommandOutcome.Unknown _, CommandOutcome.NotPermitted _ -> throw ApplicationPages.notPermitted();
        };
    }

    private static String path(KeptApplication application) {
        return ApplicationPages.PATH + "/" + application.state().id();
    }

    private Result notTaken(Call call, Optional<KeptApplication> there, RuntimeException e) {
        Messages messages = ErrorPages.messages(call);
        Problems.Cause cause = Problems.of(e);
        return notTaken(call, there, cause.status(), Optional.empty(), ErrorPages.complaint(messages, cause));
    }

    private Result notTaken(
            Call call, Optional<KeptApplication> there, int status, Optional<String> saved, String complaint) {
        List<TrialParticipant> participants = ApplicationForms.participants(call);
        return new Result.NotTaken(status, form(call, there, FormFields.typed(call), participants, saved, complaint));
    }

    private DraftForm form(
            Call call,
            Optional<KeptApplication> there,
            FormFields fields,
            List<TrialParticipant> participants,
            Optional<String> saved,
            String complaint) {
        Optional<String> court =
                there.flatMap(application -> application.state().court()).map(InstitutionId::value);
        Stream<Institution> asked = inventory.institutions().stream()
                .filter(one -> one.kind() != InstitutionKind.DEPARTMENT)
                .filter(one -> !Optional.of(one.id()).equals(court));
        return new DraftForm(
                there.map(application -> path(application) + "/form").orElse(ApplicationPages.PATH),
                there.map(ApplicationDrafts::path).orElse(ApplicationPages.PATH),
                there.map(application -> application.state().lastEvent()).orElse(0L),
                fields,
                rows(participants, wantsMoreRows(call) ? MORE_ROWS : 1),
                there.isPresent() ? List.of() : courts(call.principal()),
                FormOffers.choices(asked),
                saved,
                complaint);
    }

    private static List<TrialParticipant> rows(List<TrialParticipant> participants, int more) {
        List<TrialParticipant> rows = new ArrayList<>(participants);
        int wanted = Math.min(ApplicationForm.MOST_PARTICIPANTS, Math.max(USUAL_ROWS, participants.size() + more));
        while (rows.size() < wanted) {
            rows.add(NOBODY);
        }
        return List.copyOf(rows);
    }
}
