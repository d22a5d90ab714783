package org.courtbridge.console.applications;

import static org.courtbridge.console.http.ApiEndpoints.given;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import org.courtbridge.console.applications.ApplicationViews.ContactView;
import org.courtbridge.console.applications.ApplicationViews.DestinationView;
import org.courtbridge.console.applications.ApplicationViews.FormView;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.AskedInstitution;
import org.courtbridge.hearings.applications.Contact;
import org.courtbridge.hearings.applications.Destination;
import org.courtbridge.hearings.applications.EmailAgreement;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Receipt;
import org.courtbridge.hearings.applications.Resolution;
import org.courtbridge.hearings.applications.Response;
import org.courtbridge.hearings.applications.TrialParticipant;
import org.jspecify.annotations.Nullable;

/** Makes commands of documents of the API; what is missing or cannot be read is refused with 400, and what it says is left to the rules. */
final class ApplicationCommands {

    private ApplicationCommands() {}

    static ApplicationForm form(@Nullable FormView view) {
        FormView form = given(view, "form");
        return new ApplicationForm(
                given(form.caseNumber(), "caseNumber"),
                given(form.action(), "action"),
                given(form.participants(), "participants").stream()
                        .map(one -> given(one, "participants"))
                        .map(one -> new TrialParticipant(
                                given(one.name(), "name"), given(one.status(), "status"), given(one.means(), "means")))
                        .toList(),
                form.asked()
                        .map(asked -> new AskedInstitution(
                                institution(asked.id(), "asked.id"), given(asked.address(), "asked.address"))),
                time(form.at(), "at"),
                contact(form.clerk(), "clerk"),
                contact(form.organiser(), "organiser"),
                given(form.presidingJudge(), "presidingJudge"));
    }

    static ApplicationCommand change(String actor, ApplicationViews.FormChange change) {
        return new ApplicationCommand.Change(actor, form(change.form()));
    }

    static ApplicationCommand resolve(String actor, ApplicationViews.ResolutionEntry entry) {
        String judge = given(entry.judge(), "judge");
        LocalDate on = day(entry.on(), "on");
        return new ApplicationCommand.Resolve(
                actor,
                entry.refusal()
                        .<Resolution>map(reason -> new Resolution.Refused(judge, on, reason))
                        .orElseGet(() -> new Resolution.Granted(judge, on)));
    }

    static ApplicationCommand send(String actor, ApplicationViews.Sending sending) {
        return new ApplicationCommand.Send(
                actor,
                day(sending.on(), "on"),
                destination(given(sending.ownDepartment(), "ownDepartment")),
                sending.asked().map(ApplicationCommands::destination),
                sending.askedDepartment().map(ApplicationCommands::destination));
    }

    private static Destination destination(DestinationView view) {
        if (view.agreedOn().isPresent() != view.agreedBy().isPresent()) {
            throw new RequestException(400, "agreedOn, agreedBy: one alone (expected: both or none)");
        }
        return new Destination(
                institution(view.institution(), "institution"),
                given(view.channel(), "channel"),
                view.agreedOn()
                        .map(on -> new EmailAgreement(
                                day(on, "agreedOn"), view.agreedBy().orElseThrow())));
    }

    static ApplicationCommand receive(String actor, ApplicationViews.ReceiptEntry entry) {
        return new ApplicationCommand.Receive(
                actor,
                given(entry.revision(), "revision"),
                given(entry.addressee(), "addressee"),
                new Receipt(day(entry.on(), "on"), given(entry.channel(), "channel")));
    }

    static ApplicationCommand respond(String actor, ApplicationViews.ResponseEntry entry) {
        if (entry.confirmed().isPresent() == entry.refused().isPresent()) {
            throw new RequestException(400, "confirmed, refused: both or none (expected: one of them)");
        }
        Optional<Answer> confirmed = entry.confirmed()
                .map(one -> new Answer.Confirmed(
                        given(one.courtroom(), "courtroom"),
                        contact(one.clerk(), "clerk"),
                        contact(one.organiser(), "organiser")));
        Optional<Answer> refused = entry.refused()
                .map(one -> new Answer.Refused(
                        given(one.reason(), "reason"), one.proposed().map(at -> time(at, "proposed"))));
        return new ApplicationCommand.Respond(
                actor,
                given(entry.revision(), "revision"),
                new Response(
                        given(entry.by(), "by"),
                        day(entry.on(), "on"),
                        given(entry.channel(), "channel"),
                        confirmed.or(() -> refused).orElseThrow(),
                        entry.signatory()));
    }

    static ApplicationCommand answer(String actor, ApplicationViews.ProposalAnswer answer) {
        return answer.at()
                .<ApplicationCommand>map(
                        at -> new ApplicationCommand.AcceptProposal(actor, given(answer.by(), "by"), time(at, "at")))
                .orElseGet(() -> new ApplicationCommand.DeclineProposal(actor, given(answer.by(), "by")));
    }

    static ApplicationCommand withdraw(String actor, ApplicationViews.Withdrawal withdrawal) {
        return new ApplicationCommand.Withdraw(actor, given(withdrawal.reason(), "reason"));
    }

    static InstitutionId institution(@Nullable String id, String name) {
        return new InstitutionId(given(id, name));
    }

    private static Contact contact(@Nullable ContactView view, String name) {
        ContactView contact = given(view, name);
        return new Contact(
                given(contact.name(), name + ".name"),
                given(contact.telephone(), name + ".telephone"),
                contact.email());
    }

    private static LocalDate day(@Nullable String text, String name) {
        return read(text, name, LocalDate::parse, "2026-06-25");
    }

    private static LocalDateTime time(@Nullable String text, String name) {
        return read(text, name, LocalDateTime::parse, "2026-06-25T10:00");
    }

    private static <T> T read(@Nullable String text, String name, Function<String, T> parser, String example) {
        String value = given(text, name);
        try {
            return parser.apply(value);
        } catch (DateTimeParseException e) {
            throw new RequestException(400, "%s: %s (expected: such as %s)".formatted(name, value, example));
        }
    }
}
