package org.courtbridge.console.applications;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.court.applications.ApplicationPage;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.ApplicationState.Phase;
import org.courtbridge.hearings.applications.Channel;
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
import org.courtbridge.hearings.applications.TrialParticipant.Means;
import org.jspecify.annotations.Nullable;

/** Documents of the API about applications. Days and times are of the court's time zone, as ISO 8601 has them. */
public final class ApplicationViews {

    private ApplicationViews() {}

    /** A person to turn to. */
    public record ContactView(
            @Nullable String name, @Nullable String telephone, Optional<String> email) {

        static ContactView of(Contact contact) {
            return new ContactView(contact.name(), contact.telephone(), contact.email());
        }
    }

    /** A person who is to attend. */
    public record TrialParticipantView(
            @Nullable String name,
            @Nullable String status,
            @Nullable Means means) {}

    /** The court or institution asked. @param id in the inventory */
    public record AskedView(@Nullable String id, @Nullable String address) {}

    /** What an application says (Appendix 1). @param at such as 2026-06-25T10:00 */
    public record FormView(
            @Nullable String caseNumber,
            @Nullable String action,
            @Nullable List<TrialParticipantView> participants,
            Optional<AskedView> asked,
            @Nullable String at,
            @Nullable ContactView clerk,
            @Nullable ContactView organiser,
            @Nullable String presidingJudge) {

        static FormView of(ApplicationForm form) {
            return new FormView(
                    form.caseNumber(),
                    form.action(),
                    form.participants().stream()
                            .map(one -> new TrialParticipantView(one.name(), one.status(), one.means()))
                            .toList(),
                    form.asked().map(asked -> new AskedView(asked.id().value(), asked.address())),
                    form.at().toString(),
                    ContactView.of(form.clerk()),
                    ContactView.of(form.organiser()),
                    form.presidingJudge());
        }
    }

    /** A new application. @param id UUID that its author has made up; the same twice is one application @param court that considers the case */
    public record NewApplication(
            Optional<String> id,
            @Nullable String court,
            @Nullable FormView form) {}

    /** A form in place of the one of before. @param seen number of the last event that its author has seen, here and below */
    public record FormChange(@Nullable Long seen, @Nullable FormView form) {}

    /** The judge's decision. @param refusal reason; absent if it is granted */
    public record ResolutionEntry(
            @Nullable Long seen,
            @Nullable String judge,
            @Nullable String on,
            Optional<String> refusal) {}

    /** Where an application goes. @param agreedOn when it was agreed that it goes by e-mail, and by whom */
    public record DestinationView(
            @Nullable String institution,
            @Nullable Channel channel,
            Optional<String> agreedOn,
            Optional<String> agreedBy) {}

    /** A sending. @param asked and the department of its region, where a court or institution is asked */
    public record Sending(
            @Nullable Long seen,
            @Nullable String on,
            @Nullable DestinationView ownDepartment,
            Optional<DestinationView> asked,
            Optional<DestinationView> askedDepartment) {}

    /** A receipt. @param revision that was received */
    public record ReceiptEntry(
            @Nullable Long seen,
            @Nullable Integer revision,
            @Nullable Addressee addressee,
            @Nullable String on,
            @Nullable Channel channel) {}

    /** What is confirmed. */
    public record ConfirmationView(
            @Nullable String courtroom,
            @Nullable ContactView clerk,
            @Nullable ContactView organiser) {}

    /** Why it is not. @param proposed another date and time */
    public record RefusalView(@Nullable String reason, Optional<String> proposed) {}

    /** A response (Appendix 2). @param confirmed or refused: one of them */
    public record ResponseEntry(
            @Nullable Long seen,
            @Nullable Integer revision,
            @Nullable Responder by,
            @Nullable String on,
            @Nullable Channel channel,
            Optional<String> signatory,
            Optional<ConfirmationView> confirmed,
            Optional<RefusalView> refused) {}

    /** An answer to what was proposed. @param at the date and time that is accepted; absent if it is declined */
    public record ProposalAnswer(
            @Nullable Long seen, @Nullable Responder by, Optional<String> at) {}

    /** A withdrawal. @param reason of which all addressees are told */
    public record Withdrawal(@Nullable Long seen, @Nullable String reason) {}

    /** A term. @param confirmed whether the state has published the calendar @param done when; absent while it is open */
    public record TermView(Duty duty, String from, String lastDay, boolean confirmed, Optional<String> done) {

        static TermView of(Term term) {
            return new TermView(
                    term.duty(),
                    term.from().toString(),
                    term.lastDay().toString(),
                    term.confirmed(),
                    term.done().map(Object::toString));
        }
    }

    /** A letter on its way. */
    public record LetterView(Addressee addressee, String institution, Channel channel, Optional<ReceiptView> receipt) {

        static LetterView of(Letter letter, ApplicationState state) {
            return new LetterView(
                    letter.addressee(),
                    letter.to().institution().value(),
                    letter.to().channel(),
                    state.receipt(letter.addressee()).map(ReceiptView::of));
        }
    }

    /** When an addressee got a letter, and how that is known. */
    public record ReceiptView(String on, Channel channel) {

        static ReceiptView of(Receipt receipt) {
            return new ReceiptView(receipt.on().toString(), receipt.channel());
        }
    }

    /** A response to the request as it is now. */
    public record ResponseView(
            Responder by,
            String on,
            Channel channel,
            Optional<String> signatory,
            Optional<ConfirmationView> confirmed,
            Optional<RefusalView> refused) {

        static ResponseView of(Response response) {
            Optional<ConfirmationView> confirmed = response.answer() instanceof Answer.Confirmed one
                    ? Optional.of(new ConfirmationView(
                            one.courtroom(), ContactView.of(one.clerk()), ContactView.of(one.organiser())))
                    : Optional.empty();
            Optional<RefusalView> refused = response.answer() instanceof Answer.Refused one
                    ? Optional.of(new RefusalView(one.reason(), one.proposed().map(Object::toString)))
                    : Optional.empty();
            return new ResponseView(
                    response.by(),
                    response.on().toString(),
                    response.channel(),
                    response.signatory(),
                    confirmed,
                    refused);
        }
    }

    /** The judge's decision. @param refusal reason; absent if it was granted */
    public record ResolutionView(String judge, String on, Optional<String> refusal) {

        static ResolutionView of(Resolution resolution) {
            return new ResolutionView(
                    resolution.judge(),
                    resolution.on().toString(),
                    resolution instanceof Resolution.Refused refused
                            ? Optional.of(refused.reason())
                            : Optional.empty());
        }
    }

    /** Who did something, and when. @param event its kind, which stays whatever becomes of the classes */
    public record TrailEntry(long number, Instant at, String actor, String event) {

        static TrailEntry of(Recorded recorded) {
            return new TrailEntry(recorded.number(), recorded.at(), recorded.actor(), kind(recorded.event()));
        }

        private static String kind(ApplicationEvent event) {
            return switch (event) {
                case ApplicationEvent.Created _ -> "created";
                case ApplicationEvent.Changed _ -> "changed";
                case ApplicationEvent.Resolved _ -> "resolved";
                case ApplicationEvent.Sent _ -> "sent";
                case ApplicationEvent.Received _ -> "received";
                case ApplicationEvent.Responded _ -> "responded";
                case ApplicationEvent.ProposalAccepted _ -> "proposal-accepted";
                case ApplicationEvent.ProposalDeclined _ -> "proposal-declined";
                case ApplicationEvent.OutcomeChanged _ -> "outcome-changed";
                case ApplicationEvent.Withdrawn _ -> "withdrawn";
            };
        }
    }

    /** An application. @param revision number of the last sending @param trail from the first event on; the last number is what is seen */
    public record ApplicationView(
            String id,
            String court,
            Phase phase,
            FormView form,
            Optional<ResolutionView> resolution,
            int revision,
            List<LetterView> letters,
            List<ResponseView> responses,
            List<TermView> terms,
            List<TrailEntry> trail) {

        static ApplicationView of(KeptApplication application, List<Term> terms) {
            ApplicationState state = application.state();
            return new ApplicationView(
                    state.id(),
                    state.court().map(InstitutionId::value).orElse(""),
                    state.phase(),
                    FormView.of(state.form().orElseThrow()),
                    state.resolution().map(ResolutionView::of),
                    state.revision(),
                    state.dispatch().map(Dispatch::letters).orElse(List.of()).stream()
                            .map(letter -> LetterView.of(letter, state))
                            .toList(),
                    state.responses().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(one -> ResponseView.of(one.getValue()))
                            .toList(),
                    terms.stream().map(TermView::of).toList(),
                    application.events().stream().map(TrailEntry::of).toList());
        }
    }

    /** An application in a list. @param terms open ones */
    public record ApplicationRowView(
            String id,
            String court,
            String caseNumber,
            String action,
            Optional<String> asked,
            String at,
            Phase phase,
            List<TermView> terms,
            long lastEvent,
            Instant changed) {

        static ApplicationRowView of(ApplicationPage.Row row, List<Term> terms) {
            return new ApplicationRowView(
                    row.id(),
                    row.court().value(),
                    row.caseNumber(),
                    row.action(),
                    row.asked().map(InstitutionId::value),
                    row.at().toString(),
                    row.phase(),
                    terms.stream().map(TermView::of).toList(),
                    row.lastEvent(),
                    row.changed());
        }
    }

    /** A page of a list. @param total of the whole list */
    public record ApplicationPageView(long total, int page, int size, List<ApplicationRowView> applications) {}
}
