package org.courtbridge.operations.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.courtbridge.operations.delivery.PdfDocument;
import org.courtbridge.operations.letters.FilledForm.Line;
import org.courtbridge.operations.letters.FilledForm.Signature;
import org.courtbridge.operations.letters.ResponseLetter.Confirmed;
import org.courtbridge.operations.letters.ResponseLetter.NotConfirmed;

/** Applications and responses as PDF, laid out as Appendices 1 and 2 of the order are. */
public final class LetterPdf {

    private LetterPdf() {}

    public static byte[] of(ApplicationLetter letter) {
        return PdfDocument.of("letter.jte", Map.of("form", filled(letter)));
    }

    public static byte[] of(ResponseLetter letter) {
        return PdfDocument.of("letter.jte", Map.of("form", filled(letter)));
    }

    /** Such as "Application No. 7599-26-00-2-123.pdf", in the letter's language. */
    public static String fileName(ApplicationLetter letter) {
        return FormTexts.in(letter.language()).fileName("application.file", letter.caseNumber());
    }

    /** Such as "Response No. 7599-26-00-2-123.pdf", in the letter's language. */
    public static String fileName(ResponseLetter letter) {
        return FormTexts.in(letter.language()).fileName("response.file", letter.caseNumber());
    }

    private static FilledForm filled(ApplicationLetter letter) {
        FormTexts texts = FormTexts.in(letter.language());
        return new FilledForm(
                letter.language().tag(),
                texts.say("application.appendix"),
                addressee(texts, letter.addressee()),
                texts.say("application.title"),
                List.of(
                        texts.line("application.court", Map.of("court", letter.court())),
                        texts.line("application.case", Map.of("case", letter.caseNumber())),
                        texts.line("application.action", Map.of("action", letter.action()), letter.participants()),
                        texts.line("application.institution", Map.of("institution", letter.institution())),
                        texts.line("application.date", Map.of("date", texts.date(letter.date()))),
                        texts.line(
                                "application.clerk",
                                Map.of("clerk", letter.clerk().inOneLine())),
                        texts.line(
                                "application.organiser",
                                Map.of("organiser", letter.organiser().inOneLine()))),
                signature(texts, "application", letter.court(), letter.presidingJudge()),
                List.of());
    }

    private static FilledForm filled(ResponseLetter letter) {
        FormTexts texts = FormTexts.in(letter.language());
        return new FilledForm(
                letter.language().tag(),
                texts.say("response.appendix"),
                addressee(texts, letter.addressee()),
                texts.say("response.title"),
                body(texts, letter),
                signature(texts, "response", letter.respondent(), letter.presidingJudge()),
                switch (letter.outcome()) {
                    case Confirmed _ -> List.of(texts.say("response.footnote"));
                    case NotConfirmed _ -> List.of();
                });
    }

    private static List<Line> body(FormTexts texts, ResponseLetter letter) {
        Map<String, String> values = Map.of(
                "applicant", letter.applicant(),
                "case", letter.caseNumber(),
                "date", texts.date(letter.date()),
                "respondent", letter.respondent(),
                "outcome",
                        texts.say(
                                switch (letter.outcome()) {
                                    case Confirmed _ -> "response.confirmed";
                                    case NotConfirmed _ -> "response.notConfirmed";
                                }));
        List<Line> body = new ArrayList<>();
        body.add(texts.line("response.applicant", values));
        body.add(texts.line("response.participants", values, letter.participants()));
        body.add(texts.line("response.date", values));
        body.add(texts.line("response.respondent", values));
        switch (letter.outcome()) {
            case Confirmed(Contact clerk, String courtroom, Contact organiser) -> {
                body.add(texts.line("response.particulars", Map.of()));
                body.add(texts.line("response.clerk", Map.of("clerk", clerk.inOneLine())));
                body.add(texts.line("response.courtroom", Map.of("courtroom", courtroom)));
                body.add(texts.line("response.organiser", Map.of("organiser", organiser.inOneLine())));
            }
            case NotConfirmed(String reason) -> body.add(texts.line("response.reason", Map.of("reason", reason)));
        }
        return List.copyOf(body);
    }

    private static List<Line> addressee(FormTexts texts, Addressee addressee) {
        return List.of(
                texts.line("to", Map.of("to", addressee.name())),
                texts.line("address", Map.of("address", addressee.address())));
    }

    private static Signature signature(FormTexts texts, String letter, String court, String judge) {
        return new Signature(
                texts.say("signature.judge"),
                court,
                judge,
                List.of(
                        texts.say(letter + ".signature.court"),
                        texts.say("signature.hand"),
                        texts.say("signature.name")));
    }
}
