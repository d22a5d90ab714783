package org.courtbridge.console.applications;

import java.time.ZoneId;
import java.util.Optional;
import org.courtbridge.console.http.Reply;
import org.courtbridge.court.applications.KeptApplication;
import org.courtbridge.hearings.applications.Addressee;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.InstitutionId;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.letters.ApplicationLetter;
import org.courtbridge.operations.letters.ApplicationLetters;
import org.courtbridge.operations.letters.LetterPdf;
import org.courtbridge.operations.letters.ResponseLetter;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;

/** The letters of an application and the responses to it as PDF (Appendices 1 and 2), for whoever may read the application. */
public final class ApplicationPapers {

    static final String TYPE = "application/pdf";

    private final ApplicationLetters letters;

    /** @param zone of the court */
    public ApplicationPapers(Inventory inventory, ZoneId zone) {
        this.letters = new ApplicationLetters(id -> name(inventory, id), zone);
    }

    /** One that is gone is called by its id. */
    private static String name(Inventory inventory, InstitutionId id) {
        return inventory.institution(id.value()).map(Institution::name).orElse(id.value());
    }

    /** The application as it is now, to be signed before it is sent; empty if it names nobody of whom the reader may know. */
    Optional<Reply> unsent(KeptApplication application, Language language) {
        return naming(application.state()).map(now -> file(letters.application(now, language)));
    }

    /** A state in which the reader sees a participant at least; without one there is no letter. */
    private static Optional<ApplicationState> naming(ApplicationState state) {
        return Optional.of(state)
                .filter(one -> !one.form().orElseThrow().participants().isEmpty());
    }

    private static Reply file(ApplicationLetter letter) {
        return Reply.file(TYPE, LetterPdf.fileName(letter), LetterPdf.of(letter));
    }

    /** The application as it was last sent to an addressee, whatever was changed since; empty if it was not sent there. */
    Optional<Reply> application(KeptApplication application, Addressee addressee, Language language) {
        return application.sent(application.state().revision()).flatMap(sent -> letter(sent, addressee, language));
    }

    private Optional<Reply> letter(ApplicationState sent, Addressee addressee, Language language) {
        return naming(sent)
                .flatMap(ApplicationState::dispatch)
                .flatMap(dispatch -> dispatch.letter(addressee))
                .map(letter -> file(letters.application(sent, letter, language)));
    }

    /** The last response of somebody, to what was asked then; empty if there is none. */
    Optional<Reply> response(KeptApplication application, Responder responder, Language language) {
        return application
                .answered(responder)
                .flatMap(ApplicationPapers::naming)
                .map(answered -> {
                    ResponseLetter filled = letters.response(answered, responder, language);
                    return Reply.file(TYPE, LetterPdf.fileName(filled), LetterPdf.of(filled));
                });
    }
}
