package org.courtbridge.console.applications;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.AskedInstitution;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.Contact;
import org.courtbridge.hearings.applications.Destination;
import org.courtbridge.hearings.applications.EmailAgreement;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Receipt;
import org.courtbridge.hearings.applications.Resolution;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.hearings.applications.Response;
import org.courtbridge.hearings.applications.TrialParticipant;
import org.courtbridge.hearings.applications.TrialParticipant.Means;

/**
 * Makes commands of the forms on pages. A day or time that cannot be read, and a choice that was not made, is refused with 400; what
 * texts say is left to the rules.
 */
final class ApplicationForms {

    static final String CONFIRMED = "confirmed";
    static final String REFUSED = "refused";

    private ApplicationForms() {}

    /** Text of any length and with breaks of lines, as it is: the rules say what is wrong with it. */
    private static String text(Call call, String name) {
        return call.text(name).strip();
    }

    private static Optional<String> optional(Call call, String name) {
        return Optional.of(text(call, name)).filter(text -> !text.isEmpty());
    }

    /** The last event that whoever sends the form has seen. */
    static long seen(Call call) {
        try {
            return Long.parseLong(text(call, "seen"));
        } catch (NumberFormatException e) {
            throw new RequestException(400, "seen: missing");
        }
    }

    /** @param addresses of institutions by id, taken where none is typed; empty if none is known */
    static ApplicationForm form(Call call, UnaryOperator<String> addresses) {
        Optional<String> asked = optional(call, "asked");
        return new ApplicationForm(
                text(call, "caseNumber"),
                text(call, "action"),
                participants(call),
                asked.map(id -> new AskedInstitution(
                        new InstitutionId(id), optional(call, "address").orElseGet(() -> addresses.apply(id)))),
                time(call, "at"),
                contact(call, "clerk"),
                contact(call, "organiser"),
                text(call, "judge"));
    }

    /** Rows of the form in which something is typed. */
    static List<TrialParticipant> participants(Call call) {
        List<String> names = call.texts("name");
        List<String> statuses = call.texts("status");
        List<String> means = call.texts("means");
        List<TrialParticipant> participants = new ArrayList<>();
        for (int i = 0; i < Math.min(names.size(), Math.min(statuses.size(), means.size())); i++) {
            String name = names.get(i).strip();
            String status = statuses.get(i).strip();
            if (!(name + status).isEmpty()) {
                participants.add(new TrialParticipant(
                        name, status, means.get(i).equals(Means.PERSONAL.name()) ? Means.PERSONAL : Means.PROVIDED));
            }
        }
        return participants;
    }

    static ApplicationCommand change(Call call, UnaryOperator<String> addresses) {
        return new ApplicationCommand.Change(call.actor(), form(call, addresses));
    }

    static ApplicationCommand resolve(Call call) {
        String judge = text(call, "judge");
        LocalDate on = day(call, "on");
        return new ApplicationCommand.Resolve(
                call.actor(),
                isRefused(call)
                        ? new Resolution.Refused(judge, on, text(call, "reason"))
                        : new Resolution.Granted(judge, on));
    }

    /** Which of two buttons was pressed: nothing is decided without one. */
    private static boolean isRefused(Call call) {
        return switch (text(call, "decision")) {
            case CONFIRMED -> false;
            case REFUSED -> true;
            default -> throw new RequestException(400, "decision: missing");
        };
    }

    /** @param asked the court or institution asked, as the form of the application has it; empty if none is */
    static ApplicationCommand send(Call call, Optional<InstitutionId> asked) {
        return new ApplicationCommand.Send(
                call.actor(),
                day(call, "on"),
                destination(call, "own", department(call, "own")),
                asked.map(institution -> destination(call, "asked", institution)),
                asked.map(_ -> destination(call, "department", department(call, "department"))));
    }

    private static InstitutionId department(Call call, String prefix) {
        return new InstitutionId(optional(call, prefix + "Institution")
                .orElseThrow(() -> new RequestException(400, prefix + ": missing", "application.error.department")));
    }

    private static Destination destination(Call call, String prefix, InstitutionId institution) {
        Channel channel = ApplicationApi.choice(Channel.class, prefix + "Channel", text(call, prefix + "Channel"));
        return new Destination(
                institution,
                channel,
                channel == Channel.EMAIL
                        ? Optional.of(
                                new EmailAgreement(day(call, prefix + "AgreedOn"), text(call, prefix + "AgreedBy")))
                        : Optional.empty());
    }

    static ApplicationCommand receive(Call call) {
        return new ApplicationCommand.Receive(
                call.actor(), revision(call), addressee(call), new Receipt(day(call, "on"), channel(call)));
    }

    static Addressee addressee(Call call) {
        return ApplicationApi.choice(Addressee.class, "whose", text(call, "whose"));
    }

    static Responder responder(Call call) {
        return ApplicationApi.choice(Responder.class, "whose", text(call, "whose"));
    }

    static Channel channel(Call call) {
        return ApplicationApi.choice(Channel.class, "channel", text(call, "channel"));
    }

    static ApplicationCommand respond(Call call) {
        return new ApplicationCommand.Respond(
                call.actor(),
                revision(call),
                new Response(
                        responder(call), day(call, "on"), channel(call), answer(call), optional(call, "signatory")));
    }

    private static Answer answer(Call call) {
        return switch (text(call, "answer")) {
            case CONFIRMED ->
                new Answer.Confirmed(text(call, "courtroom"), contact(call, "clerk"), contact(call, "organiser"));
            case REFUSED ->
                new Answer.Refused(
                        text(call, "reason"), optional(call, "proposed").map(_ -> time(call, "proposed")));
            default -> throw new RequestException(400, "answer: missing", "application.error.answer");
        };
    }

    static ApplicationCommand propose(Call call) {
        return isRefused(call)
                ? new ApplicationCommand.DeclineProposal(call.actor(), responder(call))
                : new ApplicationCommand.AcceptProposal(call.actor(), responder(call), time(call, "at"));
    }

    static ApplicationCommand withdraw(Call call) {
        return new ApplicationCommand.Withdraw(call.actor(), text(call, "reason"));
    }

    /** Of the sending that is answered or received, as the page showed it. */
    private static int revision(Call call) {
        try {
            return Integer.parseInt(text(call, "revision"));
        } catch (NumberFormatException e) {
            throw new RequestException(400, "revision: missing");
        }
    }

    private static Contact contact(Call call, String prefix) {
        return new Contact(
                text(call, prefix + "Name"), text(call, prefix + "Telephone"), optional(call, prefix + "Email"));
    }

    private static LocalDate day(Call call, String name) {
        return read(call, name, LocalDate::parse, "application.error.day");
    }

    private static LocalDateTime time(Call call, String name) {
        return read(call, name, LocalDateTime::parse, "application.error.time");
    }

    private static <T> T read(Call call, String name, Function<String, T> parser, String complaint) {
        try {
            return parser.apply(text(call, name));
        } catch (DateTimeParseException e) {
            throw new RequestException(400, name + ": cannot be read", complaint);
        }
    }
}
