package org.courtbridge.operations.letters;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.AskedInstitution;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Letter;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.hearings.applications.Response;
import org.courtbridge.hearings.applications.TrialParticipant;
import org.courtbridge.media.language.Language;

/**
 * Fills in both forms for an application: the letter to each addressee (para. 12), and the responses (paras. 15(2) and 21(2)). Texts that people
 * have written stay in the language in which they wrote them. Addresses of departments are not known, and leave a line to be filled in by hand.
 */
public final class ApplicationLetters {

    private final Function<InstitutionId, String> names;
    private final ZoneId zone;

    /**
     * @param names of courts, departments and institutions, now
     * @param zone of the court that considers the case
     */
    public ApplicationLetters(Function<InstitutionId, String> names, ZoneId zone) {
        this.names = names;
        this.zone = zone;
    }

    /**
     * The application as it goes to one of its addressees. The court or institution asked, and the department of its region, are told of those
     * alone who use its equipment.
     *
     * @param sent the application as it was sent
     * @param letter to whom
     */
    public ApplicationLetter application(ApplicationState sent, Letter letter, Language language) {
        ApplicationForm form = sent.form().orElseThrow();
        String address = switch (letter.addressee()) {
            case ASKED -> form.asked().map(AskedInstitution::address).orElse("");
            case OWN_DEPARTMENT, ASKED_DEPARTMENT -> "";
        };
        return application(
                sent,
                new Addressee(names.apply(letter.to().institution()), inOneLine(address)),
                switch (letter.addressee()) {
                    case OWN_DEPARTMENT -> form.participants();
                    case ASKED, ASKED_DEPARTMENT -> form.provided();
                },
                language);
    }

    /** The application as it is now, to be signed before it is sent: lines for the addressee are left to be filled in by hand. */
    public ApplicationLetter application(ApplicationState now, Language language) {
        return application(now, new Addressee("", ""), now.form().orElseThrow().participants(), language);
    }

    private ApplicationLetter application(
            ApplicationState state, Addressee addressee, List<TrialParticipant> participants, Language language) {
        ApplicationForm form = state.form().orElseThrow();
        String court = court(state);
        return new ApplicationLetter(
                language,
                addressee,
                court,
                form.caseNumber(),
                form.action(),
                participants(participants),
                form.asked().map(asked -> names.apply(asked.id())).orElse(court),
                form.at().atZone(zone),
                contact(form.clerk()),
                contact(form.organiser()),
                form.presidingJudge());
    }

    /**
     * A response, to the court that considers the case.
     *
     * @param answered the application as it was when the response was given; it has a response of this responder
     */
    public ResponseLetter response(ApplicationState answered, Responder responder, Language language) {
        ApplicationForm form = answered.form().orElseThrow();
        Response response = answered.response(responder).orElseThrow();
        InstitutionId respondent = answered.dispatch()
                .flatMap(dispatch -> dispatch.letter(responder.addressee()))
                .orElseThrow()
                .to()
                .institution();
        String court = court(answered);
        return new ResponseLetter(
                language,
                new Addressee(court, ""),
                court,
                form.caseNumber(),
                participants(
                        switch (responder) {
                            case ORGANISER -> form.participants();
                            case ASKED -> form.provided();
                        }),
                form.at().atZone(zone),
                names.apply(respondent),
                outcome(response.answer(), language),
                response.signatory().orElse(""));
    }

    private ResponseLetter.Outcome outcome(Answer answer, Language language) {
        return switch (answer) {
            case Answer.Confirmed confirmed ->
                new ResponseLetter.Confirmed(
                        contact(confirmed.clerk()), confirmed.courtroom(), contact(confirmed.organiser()));
            case Answer.Refused refused -> {
                FormTexts texts = FormTexts.in(language);
                Optional<String> proposal = refused.proposed()
                        .map(at -> texts.say("response.proposal").replace("{date}", texts.date(at.atZone(zone))));
                String reason = inOneLine(refused.reason());
                yield new ResponseLetter.NotConfirmed(
                        proposal.map(other -> reason + " " + other).orElse(reason));
            }
        };
    }

    private String court(ApplicationState state) {
        return names.apply(state.court().orElseThrow());
    }

    private static List<Participant> participants(List<TrialParticipant> participants) {
        return participants.stream()
                .map(one -> new Participant(one.status(), one.name()))
                .toList();
    }

    private static Contact contact(org.courtbridge.hearings.applications.Contact contact) {
        String details =
                contact.email().map(email -> contact.telephone() + ", " + email).orElse(contact.telephone());
        return new Contact(contact.name(), details);
    }

    /** A form has sentences, in which there are no breaks of lines. */
    private static String inOneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
