package org.courtbridge.operations.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.court.applications.SampleApplications.AT;
import static org.courtbridge.court.applications.SampleApplications.CLERK;
import static org.courtbridge.court.applications.SampleApplications.COURT;
import static org.courtbridge.court.applications.SampleApplications.FORM;
import static org.courtbridge.court.applications.SampleApplications.THURSDAY;
import static org.courtbridge.court.applications.SampleApplications.confirmed;
import static org.courtbridge.court.applications.SampleApplications.granted;
import static org.courtbridge.court.applications.SampleApplications.respond;
import static org.courtbridge.court.applications.SampleApplications.send;
import static org.courtbridge.media.language.Language.KAZAKH;
import static org.courtbridge.media.language.Language.RUSSIAN;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.courtbridge.hearings.applications.Answer;
import org.courtbridge.hearings.applications.Application;
import org.courtbridge.hearings.applications.ApplicationCommand;
import org.courtbridge.hearings.applications.ApplicationEvent;
import org.courtbridge.hearings.applications.ApplicationState;
import org.courtbridge.hearings.applications.Channel;
import org.courtbridge.hearings.applications.Responder;
import org.courtbridge.media.language.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplicationLettersTest {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");

    private static final Map<String, String> NAMES = Map.of(
            "court-astana", "Астана қ. Есіл аудандық соты",
            "department-astana", "Астана қ. департаменті",
            "hospital-almaty", "№ 7 қалалық аурухана",
            "department-almaty", "Алматы қ. департаменті");

    private static final Contact CLERK_CONTACT = new Contact("Әлия Қасымова", "+7 7172 71-00-00, aliya@sud.example");
    private static final Participant WITNESS = new Participant("куәгер", "Сейтқали Ұлан Нұрұлы");
    private static final Participant EXPERT = new Participant("эксперт", "Иванов Пётр");

    private final ApplicationLetters letters =
            new ApplicationLetters(id -> NAMES.getOrDefault(id.value(), id.value()), ALMATY);

    private static ApplicationState after(ApplicationCommand... commands) {
        ApplicationState state = apply(ApplicationState.initial("a"), Application.create(COURT, FORM, THURSDAY));
        for (ApplicationCommand command : commands) {
            state = apply(state, Application.decide(state, command, THURSDAY));
        }
        return state;
    }

    private static ApplicationState apply(ApplicationState before, List<ApplicationEvent> events) {
        ApplicationState state = before;
        for (ApplicationEvent.Recorded recorded : Application.record(before, events, CLERK, Instant.EPOCH)) {
            state = Application.apply(state, recorded);
        }
        return state;
    }

    private static String text(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).replaceAll("\\s+", " ");
        }
    }

    /** Each addressee is written to; who is asked is told of those alone who come there. */
    @Test
    void fillsInAppendix1ForEachAddressee() {
        ApplicationState sent = after(granted(THURSDAY), send(THURSDAY));
        List<ApplicationLetter> all = sent.dispatch().orElseThrow().letters().stream()
                .map(letter -> letters.application(sent, letter, RUSSIAN))
                .toList();
        assertThat(all)
                .extracting(ApplicationLetter::addressee)
                .containsExactly(
                        new Addressee("Астана қ. департаменті", ""),
                        new Addressee("№ 7 қалалық аурухана", "Алматы, Төле би 93"),
                        new Addressee("Алматы қ. департаменті", ""));
        assertThat(all)
                .extracting(ApplicationLetter::participants)
                .containsExactly(List.of(WITNESS, EXPERT), List.of(WITNESS), List.of(WITNESS));
        assertThat(all).allSatisfy(letter -> {
            assertThat(letter.court()).isEqualTo("Астана қ. Есіл аудандық соты");
            assertThat(letter.institution()).isEqualTo("№ 7 қалалық аурухана");
            assertThat(letter.date()).isEqualTo(AT.atZone(ALMATY));
            assertThat(letter.clerk()).isEqualTo(CLERK_CONTACT);
            assertThat(letter.presidingJudge()).isEqualTo("Төраға Р.");
        });
    }

    @Test
    void fillsInAppendix2ForAConfirmation() {
        ApplicationState answered = after(
                granted(THURSDAY),
                send(THURSDAY),
                confirmed(Responder.ASKED, THURSDAY, Channel.PAGE),
                confirmed(Responder.ORGANISER, THURSDAY, Channel.PAGE));
        assertThat(letters.response(answered, Responder.ASKED, KAZAKH))
                .isEqualTo(new ResponseLetter(
                        KAZAKH,
                        new Addressee("Астана қ. Есіл аудандық соты", ""),
                        "Астана қ. Есіл аудандық соты",
                        "7119-26-00-2/1234",
                        List.of(WITNESS),
                        AT.atZone(ALMATY),
                        "№ 7 қалалық аурухана",
                        new ResponseLetter.Confirmed(CLERK_CONTACT, "№ 3", CLERK_CONTACT),
                        "Бас дәрігер"));
        ResponseLetter own = letters.response(answered, Responder.ORGANISER, KAZAKH);
        assertThat(own.respondent()).isEqualTo("Астана қ. департаменті");
        assertThat(own.participants()).containsExactly(WITNESS, EXPERT);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aRefusalHasItsReasonAndWhatIsProposed(Language language) throws Exception {
        ApplicationState answered = after(
                granted(THURSDAY),
                send(THURSDAY),
                respond(
                        Responder.ASKED,
                        THURSDAY,
                        Channel.TELEPHONE,
                        new Answer.Refused("Бөлме бос емес.\nЖөндеу.", Optional.of(AT.plusDays(1)))));
        String proposal = switch (language) {
            case KAZAKH -> "Ұсынылатын күн мен уақыт:";
            case RUSSIAN -> "Предлагаемые дата и время:";
            case ENGLISH -> "Proposed date and time:";
        };
        ResponseLetter letter = letters.response(answered, Responder.ASKED, language);
        assertThat(text(LetterPdf.of(letter)))
                .contains("Бөлме бос емес. Жөндеу. " + proposal)
                .contains("10:00 (UTC+05:00)");
    }
}
