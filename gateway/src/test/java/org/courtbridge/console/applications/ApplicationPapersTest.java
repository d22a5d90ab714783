package org.courtbridge.console.applications;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the letters of an application over the API, by the text that a reader of PDF finds in them. */
class ApplicationPapersTest {

    @TempDir
    Path folder;

    private RunningConsole running;
    private ExchangedApplication application;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        application = new ExchangedApplication(running);
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private HttpResponse<byte[]> fetched(Sessions.Opened by, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(running.base + "/api/v1" + path))
                .header("Authorization", "Bearer " + by.token())
                .header("Accept-Language", "kk")
                .build();
        return running.client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private String text(Sessions.Opened by, String path) throws Exception {
        HttpResponse<byte[]> letter = fetched(by, path);
        assertThat(letter.statusCode()).isEqualTo(200);
        assertThat(letter.headers().firstValue("Content-Type")).contains("application/pdf");
        try (PDDocument document = Loader.loadPDF(letter.body())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document).replaceAll("\\s+", " ");
        }
    }

    private Optional<String> name(Sessions.Opened by, String path) throws Exception {
        return fetched(by, path).headers().firstValue("Content-Disposition");
    }

    @Test
    void bothLettersAreFetchedInTheLanguageThatIsAskedFor() throws Exception {
        String letters = application.drafted().granted().sent().path() + "/letters/";
        Sessions.Opened official = application.official();
        assertThat(text(official, letters + "ASKED?language=ru"))
                .contains("Заявка о проведении судебного заседания")
                .contains("7119-26-00-2/1234", "Сейтқали Ұлан", "Төраға Р.", "hospital")
                .doesNotContain("Иванов");
        assertThat(text(official, letters + "asked")).contains("сот отырысын өткізу туралы өтінім");
        assertThat(text(application.organiser(), letters + "OWN_DEPARTMENT?language=en"))
                .contains("Иванов Пётр", "own");
        assertThat(name(official, letters + "ASKED?language=ru"))
                .contains("attachment; filename=\"7119-26-00-2-1234.pdf\"; filename*=UTF-8''"
                        + "%D0%97%D0%B0%D1%8F%D0%B2%D0%BA%D0%B0%20%E2%84%96%207119-26-00-2-1234.pdf");
        assertThat(name(official, letters + "ASKED?language=en"))
                .contains("attachment; filename=\"Application No. 7119-26-00-2-1234.pdf\"");
        // What is in it is no JSON, which is what the description says, too.
        assertThat(running.apiOf(official, "GET", letters + "ASKED", "").statusCode())
                .isEqualTo(200);

        application.refusedByTelephone();
        String response = application.path() + "/responses/ASKED";
        assertThat(text(official, response + "?language=ru"))
                .contains("Ответ на заявку", "не подтверждаем", "Бөлме бос емес")
                .contains("7119-26-00-2/1234");
        assertThat(name(official, response + "?language=en"))
                .contains("attachment; filename=\"Response to application No. 7119-26-00-2-1234.pdf\"");
        assertThat(running.apiOf(official, "GET", response, "").statusCode()).isEqualTo(200);
    }

    /** Neither in a letter to somebody else nor in a response of somebody else are there more names than in one's own letter. */
    @Test
    void lettersNameToTheInstitutionAskedThoseAloneWhoComeThere() throws Exception {
        application.drafted().granted().sent().respondedByOrganiser();
        Sessions.Opened official = application.official();
        for (String letter : List.of("/letter", "/letters/OWN_DEPARTMENT", "/letters/ASKED", "/responses/ORGANISER")) {
            assertThat(text(official, application.path() + letter))
                    .as(letter)
                    .contains("Сейтқали Ұлан")
                    .doesNotContain("Иванов");
        }
        for (String letter : List.of("/letter", "/letters/OWN_DEPARTMENT", "/responses/ORGANISER")) {
            assertThat(text(application.clerk(), application.path() + letter))
                    .as(letter)
                    .contains("Сейтқали Ұлан", "Иванов Пётр");
        }
    }

    /** Before it is sent anew, the institution asked reads the change, too. */
    @Test
    void thereIsNoLetterToWhomNobodyComesAnyMore() throws Exception {
        application.drafted().granted().sent().changedToPersonalMeans();
        String letter = application.path() + "/letter";
        assertThat(fetched(application.official(), letter).statusCode()).isEqualTo(404);
        assertThat(text(application.clerk(), letter)).contains("Сейтқали Ұлан", "Иванов Пётр");
        assertThat(text(application.official(), application.path() + "/letters/ASKED"))
                .contains("Сейтқали Ұлан");
    }

    @Test
    void anApplicationIsPrintedBeforeItIsSent() throws Exception {
        application.drafted();
        Sessions.Opened clerk = application.clerk();
        String letter = application.path() + "/letter";
        assertThat(text(clerk, letter + "?language=ru"))
                .contains("Заявка о проведении", "Сейтқали Ұлан", "Иванов Пётр", "Төраға Р.")
                .doesNotContain("own");
        assertThat(fetched(application.official(), letter).statusCode()).isEqualTo(404);
        application.granted().sent().refusedByTelephone().proposalAccepted();
        assertThat(text(clerk, letter + "?language=en")).contains("26 June 2026, 11:00");
        assertThat(text(clerk, application.path() + "/letters/ASKED?language=en"))
                .contains("25 June 2026, 10:00");
    }

    /** The letter stays as it was sent, and the response answers what was asked then. */
    @Test
    void whatIsChangedLaterDoesNotChangeLetters() throws Exception {
        application.drafted().granted().sent().refusedByTelephone().proposalAccepted();
        Sessions.Opened clerk = application.clerk();
        assertThat(text(clerk, application.path() + "/letters/ASKED?language=en"))
                .contains("25 June 2026");
        assertThat(text(clerk, application.path() + "/responses/ASKED?language=en"))
                .contains("25 June 2026", "Proposed date and time: 26 June 2026");
    }

    @Test
    void lettersAreForWhoeverMayReadTheApplication() throws Exception {
        application.drafted().granted();
        Sessions.Opened clerk = application.clerk();
        Sessions.Opened official = application.official();
        String letter = application.path() + "/letters/ASKED";
        assertThat(fetched(clerk, letter).statusCode()).as("not sent").isEqualTo(404);
        application.sent();
        assertThat(fetched(official, letter).statusCode()).isEqualTo(200);
        running.found("other", InstitutionKind.COURT, Optional.empty());
        Sessions.Opened stranger = running.memberOf("other", EnumSet.of(Role.CLERK, Role.JUDGE));
        Sessions.Opened technician = running.memberOf("court", EnumSet.of(Role.TECHNICIAN));
        for (String path : List.of(letter, application.path() + "/responses/ASKED")) {
            assertThat(fetched(stranger, path).statusCode()).isEqualTo(404);
            assertThat(fetched(stranger, path + "?institution=court").statusCode())
                    .isEqualTo(404);
            assertThat(fetched(technician, path).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void saysWhatThereIsNot() throws Exception {
        application.drafted().granted().sent();
        Sessions.Opened clerk = application.clerk();
        String path = application.path();
        assertThat(running.apiOf(clerk, "GET", path + "/responses/ASKED", "").body())
                .contains("There is no response of this responder.");
        HttpResponse<String> toNobody = running.apiOf(clerk, "GET", path + "/letters/JUDGE", "");
        assertThat(toNobody.statusCode()).isEqualTo(404);
        assertThat(toNobody.body())
                .contains("addressee: JUDGE (expected: one of [OWN_DEPARTMENT, ASKED, ASKED_DEPARTMENT])");
        assertThat(running.apiOf(clerk, "GET", path + "/letters/ASKED?language=fr", "")
                        .body())
                .contains("language: fr (expected: kk, ru or en)");
        assertThat(running.apiOf(clerk, "GET", "/applications/none/letters/ASKED", "")
                        .statusCode())
                .isEqualTo(404);
    }
}
