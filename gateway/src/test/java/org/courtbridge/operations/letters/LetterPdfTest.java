package org.courtbridge.operations.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.courtbridge.media.language.Language.ENGLISH;
import static org.courtbridge.media.language.Language.KAZAKH;
import static org.courtbridge.media.language.Language.RUSSIAN;
import static org.courtbridge.operations.letters.Letters.CASE;
import static org.courtbridge.operations.letters.Letters.application;
import static org.courtbridge.operations.letters.Letters.confirmed;
import static org.courtbridge.operations.letters.Letters.crowd;
import static org.courtbridge.operations.letters.Letters.notConfirmed;
import static org.courtbridge.operations.letters.Letters.response;
import static org.courtbridge.operations.letters.Letters.witness;

import java.awt.image.BufferedImage;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.PdfJudge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LetterPdfTest {

    private static final String LETTERS = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі Ёё Щщ Ъъ №";

    /** Everything filled in at once, once in each letter. */
    private static List<byte[]> kinds(Language language) {
        List<Participant> one = List.of(witness(language));
        List<Participant> many = crowd(language, 60);
        return List.of(
                LetterPdf.of(application(language, one)),
                LetterPdf.of(application(language, many)),
                LetterPdf.of(response(language, one, confirmed())),
                LetterPdf.of(response(language, many, confirmed())),
                LetterPdf.of(response(language, one, notConfirmed(language))));
    }

    /** In one line, as it is read. */
    /** By where words stand on the page, as pdftotext does. */
    private static PDFTextStripper inReadingOrder() {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        return stripper;
    }

    private static String text(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return inReadingOrder().getText(document).replaceAll("\\s+", " ");
        }
    }

    private static String page(PDDocument document, int page) throws Exception {
        PDFTextStripper stripper = inReadingOrder();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        return stripper.getText(document).strip();
    }

    @Test
    void appliesInTheWordsOfAppendix1() throws Exception {
        assertThat(text(LetterPdf.of(application(ENGLISH, List.of(witness(ENGLISH))))))
                .contains("Appendix 1 to the Rules for the use of communications technology")
                .contains("To Kyzylorda Regional Multidisciplinary Hospital Address 120008, Қызылорда")
                .contains("Application for holding a court hearing using communications technology"
                        + " The court Bostandyk District Court of Almaty is considering (name of the court considering the case)"
                        + " case No. 7599-26-00-2/123. I hereby request to enable the court considering the above case"
                        + " questioning: witness Abdiganieva Ulzhan Khashimkyzy (indicate procedural action")
                .contains(
                        "to use the technology available in Kyzylorda Regional Multidisciplinary Hospital. (name of the court")
                .contains(
                        "Approximate date of the case consideration is 15 January 2027, 10:05 (UTC+05:00) (date, time)")
                .contains("Court clerk Ерғали Гүлнұр Серікқызы, +7 727 000 00 01, clerk@court.example (surname")
                .contains(
                        "Video conferencing specialist Петров Пётр Петрович, +7 727 000 00 02, vks@court.example (surname")
                .contains(
                        "Presiding judge Bostandyk District Court of Almaty",
                        "Нұрланов Дәурен Қайратұлы",
                        "(signature)");
        assertThat(text(LetterPdf.of(application(RUSSIAN, List.of(witness(RUSSIAN))))))
                .contains(
                        "Бостандыкский районный суд города Алматы (наименование суда, рассматривающего дело) рассматривает дело"
                                + " № 7599-26-00-2/123.")
                .contains("Примерная дата рассмотрения дела 15 января 2027 года, 10:05 (UTC+05:00) (дата, время)")
                .contains("свидетель Щукина Алёна", "Председательствующий судья");
        assertThat(text(LetterPdf.of(application(KAZAKH, List.of(witness(KAZAKH))))))
                .contains(
                        "Алматы қаласының Бостандық аудандық соты (істі қарайтын соттың атауы) № 7599-26-00-2/123 істі қарап жатыр.")
                .contains("Істі қараудың болжамды күні 2027 жылғы 15 қаңтар, сағат 10:05 (UTC+05:00) (күні, уақыты)")
                .contains("куә Әбдіғаниева Ұлжан Һашимқызы", "Төрағалық етуші судья");
    }

    @Test
    void respondsInTheWordsOfAppendix2() throws Exception {
        assertThat(text(LetterPdf.of(response(ENGLISH, List.of(witness(ENGLISH)), confirmed()))))
                .contains("Appendix 2 to the Rules for the use of communications technology")
                .contains(
                        "With regard to the application of Bostandyk District Court of Almaty (name of the court considering the case)"
                                + " for holding the court hearing using communications technology in respect of witness Abdiganieva Ulzhan"
                                + " Khashimkyzy case No. 7599-26-00-2/123, we confirm its technical feasibility 15 January 2027, 10:05 (UTC+05:00)"
                                + " (date, time) in Kyzylorda Regional Multidisciplinary Hospital. (name of the court providing")
                .contains(
                        "we provide you with the information below\u00b9: Court clerk Ким Анна Сергеевна, +7 724 000 00 03 (surname")
                .contains(
                        "Courtroom number № 3 Person organizing the use of communications technology Ыбыраев Үміт Хасенұлы, +7 724")
                .contains("Өмірзақова Іңкәр Ғаниқызы")
                .contains("\u00b9 This information is indicated in case of confirmed feasibility");
        assertThat(text(LetterPdf.of(response(RUSSIAN, List.of(witness(RUSSIAN)), confirmed()))))
                .contains(
                        "техническую возможность его проведения подтверждаем 15 января 2027 года, 10:05 (UTC+05:00), (дата, время)");
        assertThat(text(LetterPdf.of(response(KAZAKH, List.of(witness(KAZAKH)), confirmed()))))
                .contains("тарапынан өткізудің техникалық мүмкіндігін растаймыз.");
    }

    /** Footnote 1: the particulars belong to a confirmation. */
    @Test
    void whoDoesNotConfirmSaysWhyAndNamesNoRoom() throws Exception {
        assertThat(text(LetterPdf.of(response(ENGLISH, List.of(witness(ENGLISH)), notConfirmed(ENGLISH)))))
                .contains(
                        "we do not confirm its technical feasibility",
                        "Reason: the room is taken at that time; 15 January 2027")
                .doesNotContain("Courtroom", "Court clerk", "\u00b9");
        assertThat(text(LetterPdf.of(response(RUSSIAN, List.of(witness(RUSSIAN)), notConfirmed(RUSSIAN)))))
                .contains("не подтверждаем", "Причина: в это время зал занят");
        assertThat(text(LetterPdf.of(response(KAZAKH, List.of(witness(KAZAKH)), notConfirmed(KAZAKH)))))
                .contains("растамаймыз", "Себебі: бұл уақытта зал бос емес");
    }

    @ParameterizedTest
    @EnumSource
    void isWhatArchivesKeepAndScreenReadersRead(Language language) throws Exception {
        for (byte[] pdf : kinds(language)) {
            assertThat(PdfJudge.complaints(pdf)).isEmpty();
            assertThat(pdf.length).as("only the letters that it needs").isLessThan(200_000);
            try (PDDocument document = Loader.loadPDF(pdf)) {
                assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language.tag());
                assertThat(document.getDocumentInformation().getTitle())
                        .isIn(
                                FormTexts.in(language).say("application.title"),
                                FormTexts.in(language).say("response.title"));
                for (PDPage page : document.getPages()) {
                    for (COSName name : page.getResources().getFontNames()) {
                        var font = page.getResources().getFont(name);
                        assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                        assertThat(font.getName()).contains("DejaVuSans");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneParticipantFillsOnePage(Language language) throws Exception {
        List<Participant> one = List.of(witness(language));
        for (byte[] pdf : List.of(
                LetterPdf.of(application(language, one)),
                LetterPdf.of(response(language, one, confirmed())),
                LetterPdf.of(response(language, one, notConfirmed(language))))) {
            try (PDDocument document = Loader.loadPDF(pdf)) {
                assertThat(document.getNumberOfPages()).isEqualTo(1);
                assertThat(page(document, 1)).endsWith("1 / 1");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyParticipantsAreAListThatGoesOnOverPages(Language language) throws Exception {
        List<Participant> many = crowd(language, 150);
        for (byte[] pdf : List.of(
                LetterPdf.of(application(language, many)), LetterPdf.of(response(language, many, confirmed())))) {
            String text = text(pdf);
            for (int i = 1; i <= many.size(); i++) {
                assertThat(text).contains(i + ". " + many.get(i - 1).inOneLine());
            }
            try (PDDocument document = Loader.loadPDF(pdf)) {
                int pages = document.getNumberOfPages();
                assertThat(pages).isBetween(4, 8);
                assertThat(page(document, 1))
                        .as("the list begins where it stands")
                        .contains("20. ");
                for (int i = 1; i <= pages; i++) {
                    assertThat(page(document, i)).endsWith(i + " / " + pages);
                }
                String last = FormTexts.in(language).say("signature.judge");
                assertThat(page(document, pages))
                        .contains(last, FormTexts.in(language).say("signature.hand"));
            }
            assertMarginsWhite(pdf);
        }
    }

    @Test
    void breaksWhatIsLongAndReplacesWhatNoFontHas() throws Exception {
        String word = "ұзақ".repeat(60);
        String name = word + " " + LETTERS + " 審\t&<b> " + "Бостандық аудандық соты ".repeat(60);
        byte[] pdf = LetterPdf.of(new ApplicationLetter(
                KAZAKH,
                new Addressee(name, name),
                name,
                word,
                name,
                List.of(new Participant("куә", name)),
                name,
                Letters.MORNING,
                new Contact(name, word),
                new Contact(word, ""),
                name));
        assertThat(PdfJudge.complaints(pdf)).isEmpty();
        assertThat(text(pdf).replaceAll("\\s", "")).contains(word + LETTERS.replace(" ", "") + "\uFFFD&<b>");
        assertMarginsWhite(pdf);
    }

    /** What a clerk does not know yet is written by hand. */
    @Test
    void leavesALineForWhatIsNotFilledIn() throws Exception {
        byte[] pdf = LetterPdf.of(new ApplicationLetter(
                RUSSIAN,
                new Addressee("", ""),
                "",
                "",
                "",
                List.of(new Participant("", "")),
                "",
                Letters.MORNING,
                new Contact("", ""),
                new Contact("", ""),
                ""));
        assertThat(PdfJudge.complaints(pdf)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage image = new PDFRenderer(document).renderImageWithDPI(0, 144);
            assertThat(rules(image)).as("lines of a hand's breadth").isGreaterThanOrEqualTo(9);
        }
    }

    /** Rows of a picture in which at least 150 points of ink follow one another: no letter is so wide. */
    private static int rules(BufferedImage image) {
        int rules = 0;
        boolean before = false;
        for (int y = 0; y < image.getHeight(); y++) {
            int longest = 0;
            int run = 0;
            for (int x = 0; x < image.getWidth(); x++) {
                run = (image.getRGB(x, y) & 0xFF) < 0xC0 ? run + 1 : 0;
                longest = Math.max(longest, run);
            }
            boolean rule = longest >= 150;
            rules += rule && !before ? 1 : 0;
            before = rule;
        }
        return rules;
    }

    private static void assertMarginsWhite(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFRenderer pages = new PDFRenderer(document);
            for (int page = 0; page < document.getNumberOfPages(); page++) {
                BufferedImage image = pages.renderImageWithDPI(page, 72);
                for (int y = 0; y < image.getHeight(); y++) {
                    for (int x = image.getWidth() - 46; x < image.getWidth(); x++) {
                        assertThat(image.getRGB(x, y) & 0xFFFFFF)
                                .as("page %d, the margin at %d,%d", page, x, y)
                                .isEqualTo(0xFFFFFF);
                    }
                }
            }
        }
    }

    @Test
    void filesAreNamedInTheLanguageAndByTheCase() {
        List<Participant> one = List.of(witness(RUSSIAN));
        assertThat(LetterPdf.fileName(application(RUSSIAN, one))).isEqualTo("Заявка № 7599-26-00-2-123.pdf");
        assertThat(LetterPdf.fileName(application(KAZAKH, one))).isEqualTo("Өтінім № 7599-26-00-2-123.pdf");
        assertThat(LetterPdf.fileName(response(RUSSIAN, one, confirmed())))
                .isEqualTo("Ответ на заявку № 7599-26-00-2-123.pdf");
        assertThat(LetterPdf.fileName(response(ENGLISH, one, confirmed())))
                .isEqualTo("Response to application No. 7599-26-00-2-123.pdf");
        assertThat(FormTexts.in(RUSSIAN).fileName("application.file", "../a\\b:\"c\"\r\n" + "д".repeat(300)))
                .startsWith("Заявка № ..-a-b-c-д")
                .hasSize(104);
    }

    @Test
    void nobodyIsApplicant() {
        assertThatThrownBy(() -> application(RUSSIAN, List.of())).hasMessage("participants: none");
        assertThatThrownBy(() -> response(RUSSIAN, List.of(), confirmed())).hasMessage("participants: none");
    }

    @Test
    void logsNoNames() {
        List<Participant> one = List.of(witness(RUSSIAN));
        assertThat(application(RUSSIAN, one)).hasToString("ApplicationLetter[" + CASE + "]");
        assertThat(response(RUSSIAN, one, confirmed())).hasToString("ResponseLetter[" + CASE + "]");
    }
}
