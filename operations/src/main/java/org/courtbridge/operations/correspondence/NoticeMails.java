package org.courtbridge.operations.correspondence;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Supplier;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.ApplicationEvent.Recorded;
import org.courtbridge.hearings.applications.ApplicationForm;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.Contact;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Letter;
import org.courtbridge.hearings.applications.Response;
import org.courtbridge.media.language.TextBundle;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.letters.ApplicationLetter;
import org.courtbridge.operations.letters.ApplicationLetters;
import org.courtbridge.operations.letters.LetterPdf;
import org.courtbridge.operations.letters.ResponseLetter;

/**
 * Writes mails about applications in the recipient's language, from {@code notices_TAG.properties}, with the letter of the order as PDF. The names of
 * participants are in the letter alone.
 */
public final class NoticeMails {

    private static final TextBundle WORDS = TextBundle.of(NoticeMails.class, "notices");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy, HH:mm ('UTC'xxx)");

    private final Function<InstitutionId, String> names;
    private final ApplicationLetters letters;
    private final ZoneId zone;
    private final Supplier<String> site;

    /**
     * @param names of courts, departments and institutions, now
     * @param zone of the court
     * @param site where the console is found, without a slash at its end
     */
    public NoticeMails(Function<InstitutionId, String> names, ZoneId zone, Supplier<String> site) {
        this.names = names;
        this.letters = new ApplicationLetters(names, zone);
        this.zone = zone;
        this.site = site;
    }

    /** @param recorded the event that is told */
    Mailer.Mail write(Notice notice, KeptApplication application, Recorded recorded, Correspondent to) {
        ApplicationState then = application.history().get(Math.toIntExact(recorded.number()) - 1);
        return switch (notice) {
            case Notice.Sent(var letter) -> sent(letter, then, to);
            case Notice.Withdrawn(var letter, var reason) -> withdrawn(letter, reason, then, to);
            case Notice.Answered(var response) -> answered(response, then, to);
        };
    }

    private Mailer.Mail sent(Letter letter, ApplicationState then, Correspondent to) {
        ApplicationForm form = then.form().orElseThrow();
        ApplicationLetter written = letters.application(then, letter, to.language());
        String which = then.revision() > 1 ? "sentAnew" : "sent";
        StringJoiner text = facts(which, letter, then, to);
        text.add("");
        text.add(say(to, "sent." + letter.addressee()));
        if (to.reader()) {
            text.add(say(to, "page", page(then)));
        } else if (letter.addressee() != Addressee.ASKED_DEPARTMENT) {
            text.add(say(to, "answer", contact(form.clerk())));
        }
        return new Mailer.Mail(
                to.email(),
                subject(which, then, to),
                text.toString(),
                LetterPdf.fileName(written),
                LetterPdf.of(written));
    }

    private Mailer.Mail withdrawn(Letter letter, String reason, ApplicationState then, Correspondent to) {
        StringJoiner text = facts("withdrawn", letter, then, to);
        text.add(say(to, "reason", reason));
        text.add("");
        text.add(say(to, "nothing"));
        return Mailer.Mail.of(to.email(), subject("withdrawn", then, to), text.toString());
    }

    private StringJoiner facts(String which, Letter letter, ApplicationState then, Correspondent to) {
        StringJoiner text = new StringJoiner("\n");
        text.add(say(to, "to", names.apply(letter.to().institution())));
        text.add("");
        text.add(say(to, "text." + which, names.apply(then.court().orElseThrow())));
        text.add("");
        return hearing(text, then, to);
    }

    private StringJoiner hearing(StringJoiner text, ApplicationState then, Correspondent to) {
        ApplicationForm form = then.form().orElseThrow();
        text.add(say(to, "case", form.caseNumber()));
        text.add(say(to, "hearing", TIME.format(form.at().atZone(zone))));
        return text;
    }

    private Mailer.Mail answered(Response response, ApplicationState then, Correspondent to) {
        InstitutionId respondent = then.dispatch()
                .flatMap(dispatch -> dispatch.letter(response.by().addressee()))
                .orElseThrow()
                .to()
                .institution();
        StringJoiner text = new StringJoiner("\n");
        String which = switch (response.answer()) {
            case Answer.Confirmed _ -> "confirmed";
            case Answer.Refused refused -> refused.proposed().isPresent() ? "proposed" : "refused";
        };
        text.add(say(to, "text." + which, names.apply(respondent)));
        text.add("");
        hearing(text, then, to);
        switch (response.answer()) {
            case Answer.Confirmed confirmed -> text.add(say(to, "courtroom", confirmed.courtroom()));
            case Answer.Refused refused -> {
                text.add(say(to, "reason", refused.reason()));
                refused.proposed().ifPresent(at -> text.add(say(to, "proposal", TIME.format(at.atZone(zone)))));
            }
        }
        if (to.reader()) {
            text.add("");
            text.add(say(to, "page", page(then)));
        }
        ResponseLetter written = letters.response(then, response.by(), to.language());
        return new Mailer.Mail(
                to.email(),
                subject(which, then, to),
                text.toString(),
                LetterPdf.fileName(written),
                LetterPdf.of(written));
    }

    private static String subject(String which, ApplicationState then, Correspondent to) {
        return say(to, "subject." + which, then.form().orElseThrow().caseNumber());
    }

    private String page(ApplicationState state) {
        return site.get() + "/applications/" + state.id();
    }

    private static String contact(Contact contact) {
        String reached = contact.name() + ", " + contact.telephone();
        return contact.email().map(email -> reached + ", " + email).orElse(reached);
    }

    private static String say(Correspondent to, String key, Object... arguments) {
        return WORDS.say(to.language(), key, arguments);
    }
}
