package org.courtbridge.console.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.console.applications.ExchangedApplication.CASE;
import static org.courtbridge.console.applications.ExchangedApplication.ID;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the pages of an application: each step by whom it is for, and nothing that was typed is lost. */
class ApplicationPagesTest {

    private static final String PAGE = "/applications/" + ID;

    private static final String CONTACTS = form(
            "clerkName", "Ахметова Сәуле",
            "clerkTelephone", "+7 727 222",
            "clerkEmail", "",
            "organiserName", "Ким Олег",
            "organiserTelephone", "+7 727 333",
            "organiserEmail", "kim@hospital.example");

    private static final String DRAFT = form(
                    "id", ID,
                    "seen", "0",
                    "caseNumber", CASE,
                    "action", "допрос",
                    "at", "2026-06-25T10:00",
                    "asked", "hospital",
                    "address", "Алматы,\r\nТөле би 93",
                    "judge", "Төраға Р.")
            + "&" + CONTACTS;

    private static final String PARTICIPANTS = form(
            "name",
            "Сейтқали Ұлан",
            "status",
            "куәгер",
            "means",
            "PROVIDED",
            "name",
            "",
            "status",
            "",
            "means",
            "PROVIDED",
            "name",
            "Иванов Пётр",
            "status",
            "эксперт",
            "means",
            "PERSONAL");

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

    private static String form(String... namesAndValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(namesAndValues[i])
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private String page(Sessions.Opened by) throws Exception {
        HttpResponse<String> page = running.page(by, PAGE);
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private String seen() throws Exception {
        return Long.toString(application.lastEvent());
    }

    private void taken(Sessions.Opened by, String step, String form) throws Exception {
        HttpResponse<String> taken = running.submit(by, PAGE + "/" + step, form);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(303);
    }

    private String refused(int status, Sessions.Opened by, String path, String form) throws Exception {
        HttpResponse<String> refused = running.submit(by, path, form);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        return refused.body();
    }

    private JsonNode state() throws Exception {
        return RunningConsole.json(running.api("GET", PAGE, ""));
    }

    private String phase() throws Exception {
        return state().path("phase").asText();
    }

    private static String confirmation(String seen, String whose, String channel) {
        return form(
                        "seen", seen,
                        "revision", "1",
                        "whose", whose,
                        "answer", "confirmed",
                        "courtroom", "№ 12",
                        "on", "2026-06-05",
                        "channel", channel,
                        "signatory", "Бас дәрігер")
                + "&" + CONTACTS;
    }

    @Test
    void aClerkWritesADraft() throws Exception {
        Sessions.Opened clerk = application.clerk();
        assertThat(running.page(clerk, "/applications/new").body())
                .contains("Новая заявка", "value=\"hospital\"", "name=\"id\" value=\"")
                .doesNotContain("<option value=\"own\"");
        assertThat(refused(409, clerk, "/applications", DRAFT))
                .contains("Укажите хотя бы одного участника процесса.")
                .contains("value=\"" + CASE + "\"", "value=\"2026-06-25T10:00\"", "value=\"kim@hospital.example\"")
                .contains("<option value=\"hospital\" selected>")
                .contains("Төле би 93</textarea>");
        assertThat(refused(409, clerk, "/applications", DRAFT.replace("hospital&", "&") + "&" + PARTICIPANTS))
                .contains("Участник не может участвовать личными средствами")
                .contains("value=\"Иванов Пётр\"", "value=\"куәгер\"");
        assertThat(refused(400, clerk, "/applications", DRAFT.replace("2026-06-25T10%3A00", "") + "&" + PARTICIPANTS))
                .contains("Укажите дату и время.", "value=\"Сейтқали Ұлан\"");
        HttpResponse<String> written = running.submit(clerk, "/applications", DRAFT + "&" + PARTICIPANTS);
        assertThat(written.statusCode()).as(written.body()).isEqualTo(303);
        assertThat(written.headers().firstValue("Location")).contains(PAGE + "?done=saved");
        assertThat(page(clerk))
                .contains("Заявка по делу № " + CASE, "ждёт резолюции судьи", "Судья выносит резолюцию")
                .contains("Сейтқали Ұлан", "эксперт", "личными средствами", "Төле би 93", "Ахметова Сәуле, +7 727 222")
                .contains("написан проект заявки");
        assertThat(state().path("form").path("participants")).hasSize(2);

        // The same draft once more is the same application; another one with its id is none.
        assertThat(running.submit(clerk, "/applications", DRAFT + "&" + PARTICIPANTS)
                        .statusCode())
                .isEqualTo(303);
        assertThat(application.lastEvent()).isEqualTo(1);
        assertThat(refused(409, clerk, "/applications", DRAFT.replace("10%3A00", "11%3A00") + "&" + PARTICIPANTS))
                .contains("Этот проект уже сохранён", "href=\"" + PAGE + "\"", "value=\"2026-06-25T11:00\"");
        // Whom to turn to is proposed for the next one, if it is the same clerk.
        assertThat(running.page(clerk, "/applications/new").body()).doesNotContain("Ким Олег");
        taken(
                clerk,
                "form",
                DRAFT.replace("seen=0", "seen=1").replaceFirst("clerkName=[^&]*", form("clerkName", name(clerk))) + "&"
                        + PARTICIPANTS);
        assertThat(running.page(clerk, "/applications/new").body()).contains("value=\"Ким Олег\"");
    }

    @Test
    void moreRowsAreAddedWithoutSaving() throws Exception {
        Sessions.Opened clerk = application.clerk();
        HttpResponse<String> more = running.submit(clerk, "/applications", DRAFT + "&" + PARTICIPANTS + "&more=yes");
        assertThat(more.statusCode()).isEqualTo(200);
        assertThat(more.body().split("name=\"name\"", -1)).hasSize(1 + 2 + 5);
        assertThat(more.body()).contains("value=\"Сейтқали Ұлан\"", "value=\"" + CASE + "\"", "value=\"" + ID + "\"");
        assertThat(running.api("GET", PAGE, "").statusCode()).isEqualTo(404);
    }

    /** As the inventory has it. */
    @Test
    void theAddressOfAnInstitutionIsTakenWhereNoneIsTyped() throws Exception {
        running.services
                .inventory()
                .save(new Institution(
                        "hospital",
                        "hospital",
                        InstitutionKind.HOSPITAL,
                        "",
                        Optional.of("almaty"),
                        new InstitutionContact("Алматы, Абай 10", "", ""),
                        Optional.empty()));
        String draft = DRAFT.replaceFirst("address=[^&]*", "address=");
        assertThat(running.submit(application.clerk(), "/applications", draft + "&" + PARTICIPANTS)
                        .statusCode())
                .isEqualTo(303);
        assertThat(state().path("form").path("asked").path("address").asText()).isEqualTo("Алматы, Абай 10");
    }

    @Test
    void goesFromTheDraftToTheConfirmationByWhoeverMustDoIt() throws Exception {
        application.drafted();
        Sessions.Opened judge = application.judge();
        assertThat(page(judge))
                .contains(PAGE + "/resolution", "value=\"Төраға Р.\"", "value=\"2026-06-05\"")
                .doesNotContain(PAGE + "/withdrawal", PAGE + "/form", "вынес на бумаге");
        taken(
                judge,
                "resolution",
                form("seen", "1", "judge", "Төраға Р.", "on", "2026-06-05", "decision", "confirmed"));

        Sessions.Opened clerk = application.clerk();
        assertThat(page(clerk))
                .contains("отправить до 10 июня 2026", PAGE + "/sending")
                .contains("<option value=\"own\" selected>", "<option value=\"almaty\" selected>");
        assertThat(page(judge)).doesNotContain(PAGE + "/sending");
        String sending = form(
                "seen", "2",
                "on", "2026-06-05",
                "ownInstitution", "own",
                "ownChannel", "PAGE",
                "askedChannel", "EMAIL",
                "askedAgreedOn", "2026-06-01",
                "askedAgreedBy", "",
                "departmentInstitution", "almaty",
                "departmentChannel", "PAPER");
        assertThat(refused(409, clerk, PAGE + "/sending", sending))
                .contains("нужно договориться заранее")
                .contains("value=\"2026-06-01\"", "<option value=\"PAPER\" selected>");
        taken(clerk, "sending", sending.replace("AgreedBy=", "AgreedBy=%D3%98%D0%BB%D0%B8%D1%8F"));
        assertThat(page(clerk))
                .contains("День получения ещё не известен")
                .contains("/api/v1" + PAGE + "/letters/ASKED?language=ru", "получение не отмечено")
                .contains("aria-label=\"Письмо (PDF): hospital\"", "aria-label=\"Письмо (PDF): almaty\"");

        Sessions.Opened official = application.official();
        assertThat(page(official))
                .contains("name=\"whose\" value=\"ASKED\"")
                .doesNotContain("name=\"whose\" value=\"ORGANISER\"", PAGE + "/sending", PAGE + "/withdrawal");
        taken(
                official,
                "receipts",
                form("seen", seen(), "revision", "1", "whose", "ASKED", "on", "2026-06-05", "channel", "PAGE"));
        assertThat(page(official)).contains("ответить до 8 июня 2026");
        taken(official, "responses", confirmation(seen(), "ASKED", "PAGE"));
        assertThat(phase()).isEqualTo("SENT");
        Sessions.Opened organiser = application.organiser();
        taken(organiser, "responses", confirmation(seen(), "ORGANISER", "PAGE"));
        assertThat(phase()).isEqualTo("CONFIRMED");
        assertThat(page(clerk))
                .contains("подтверждена", "Можно готовить заседание", "№ 12", "Бас дәрігер")
                .contains("/api/v1" + PAGE + "/responses/ORGANISER?language=ru")
                .contains("href=\"/hearings?q=7119-26-00-2%2F1234\"")
                .containsSubsequence("состояние: подтверждена", "возможность подтверждена", "отправлена 5 июня 2026");
    }

    @Test
    void anAnswerByTelephoneIsEnteredAndAnotherTimeAccepted() throws Exception {
        application.drafted().granted().sent();
        Sessions.Opened clerk = application.clerk();
        assertThat(page(clerk)).contains("<option value=\"TELEPHONE\"").doesNotContain("<option value=\"PAGE\"");
        String answer = form(
                "seen", seen(),
                "revision", "1",
                "whose", "ASKED",
                "answer", "refused",
                "courtroom", "",
                "reason", "Бөлме бос емес.\r\nЖөндеу.",
                "proposed", "2026-06-26T11:00",
                "on", "2026-06-05",
                "channel", "TELEPHONE",
                "signatory", "");
        assertThat(refused(409, clerk, PAGE + "/responses", answer.replace("2026-06-26T11", "2026-06-25T10")))
                .contains("Предложено то же время", "Жөндеу.</textarea>", "value=\"2026-06-25T10:00\"");
        assertThat(refused(400, clerk, PAGE + "/responses", answer.replace("answer=refused&", "")))
                .contains("Выберите, подтверждается ли техническая возможность.", "Жөндеу.</textarea>");
        taken(clerk, "responses", answer);
        assertThat(page(clerk))
                .contains("Предложено другое время: 26 июн. 2026", "Жөндеу.", "по телефону")
                .contains(">" + name(clerk) + "</span>")
                .contains(PAGE + "/proposal");
        assertThat(page(application.judge()))
                .contains("Предложено другое время")
                .doesNotContain("Принять это время");
        taken(
                clerk,
                "proposal",
                form("seen", seen(), "whose", "ASKED", "at", "2026-06-26T11:00", "decision", "confirmed"));
        assertThat(phase()).isEqualTo("GRANTED");
        assertThat(page(clerk)).contains("секретарь судебного заседания отправляет её заново", "предыдущая отправка");
    }

    private String name(Sessions.Opened user) {
        return running.services
                .access()
                .users()
                .byId(user.session().userId())
                .orElseThrow()
                .name();
    }

    @Test
    void whoComesSecondIsToldAndLosesNothing() throws Exception {
        application.drafted();
        Sessions.Opened judge = application.judge();
        Sessions.Opened clerk = application.clerk();
        String refusal = form(
                "seen", "1", "judge", "Басқа судья", "on", "2026-06-05", "decision", "refused", "reason", "Қажет емес");
        taken(clerk, "form", DRAFT.replace("seen=0", "seen=1") + "&" + PARTICIPANTS);

        // The form is there still: it has what was typed, and is for the application as it is now.
        assertThat(refused(409, judge, PAGE + "/resolution", refusal))
                .contains("заявку изменил кто-то другой", name(clerk), "изменено: ")
                .contains("value=\"Басқа судья\"", "Қажет емес</textarea>", "name=\"seen\" value=\"2\"")
                .doesNotContain("Вы ввели:");
        assertThat(phase()).isEqualTo("DRAFT");

        // It is there no more: what was typed stands above.
        taken(
                judge,
                "resolution",
                form("seen", "2", "judge", "Төраға Р.", "on", "2026-06-05", "decision", "confirmed"));
        assertThat(refused(409, judge, PAGE + "/resolution", refusal.replace("seen=1", "seen=2")))
                .contains("заявку изменил кто-то другой", "отправка разрешена")
                .contains("Вы ввели:", "Басқа судья", "Қажет емес");
        assertThat(phase()).isEqualTo("GRANTED");

        String other = DRAFT.replace("seen=0", "seen=2").replace("10%3A00", "15%3A00") + "&" + PARTICIPANTS;
        assertThat(refused(409, clerk, PAGE + "/form", other))
                .contains("ваш текст заменит то, что в ней есть", "href=\"" + PAGE + "\"")
                .contains("value=\"2026-06-25T15:00\"", "name=\"seen\" value=\"3\"");
        assertThat(state().path("form").path("at").asText()).isEqualTo("2026-06-25T10:00");
        taken(clerk, "form", other.replace("seen=2", "seen=3"));
        assertThat(page(clerk)).contains("изменено: Примерные дата и время");
    }

    @Test
    void stepsAreForWhomTheyAre() throws Exception {
        application.drafted().granted().sent();
        running.found("other", InstitutionKind.COURT, Optional.of("own"));
        Sessions.Opened stranger = running.memberOf("other", EnumSet.of(Role.CLERK, Role.JUDGE));
        assertThat(running.page(stranger, PAGE).statusCode()).isEqualTo(404);
        String answer = confirmation(seen(), "ASKED", "PAGE");
        assertThat(running.submit(stranger, PAGE + "/responses", answer).statusCode())
                .isEqualTo(404);
        // The clerk enters what came otherwise, and never speaks for the hospital.
        for (Sessions.Opened other : List.of(application.clerk(), application.organiser())) {
            assertThat(refused(403, other, PAGE + "/responses", answer)).contains("Это делает другой суд");
        }
        assertThat(running.page(application.organiser(), PAGE + "/form").statusCode())
                .isEqualTo(403);
        assertThat(state().path("responses")).isEmpty();
    }

    /** As in an installation whose users have their roles everywhere. */
    @Test
    void aSpecialistOfTheWholeInstallationAnswersForWhomeverTheFormIs() throws Exception {
        application.drafted().granted().sent();
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        assertThat(page(clerk)).doesNotContain("<option value=\"PAGE\"").contains("<option value=\"TELEPHONE\"");
        Sessions.Opened specialist = running.userWith(EnumSet.of(Role.SPECIALIST));
        assertThat(page(specialist)).contains("<option value=\"PAGE\"");
        taken(specialist, "responses", confirmation(seen(), "ORGANISER", "PAGE"));
        taken(specialist, "responses", confirmation(seen(), "ASKED", "PAGE"));
        assertThat(phase()).isEqualTo("CONFIRMED");
        taken(clerk, "withdrawal", form("seen", seen(), "reason", "Тараптар келісті"));
        assertThat(page(clerk))
                .contains("отозвана: Тараптар келісті", "Сообщите об отзыве всем")
                .doesNotContain(PAGE + "/withdrawal", PAGE + "/form");
    }

    @Test
    void refusalsAreInTheLanguageOfThePage() throws Exception {
        application.drafted();
        String tomorrow = form("seen", "1", "judge", "Төраға Р.", "on", "2026-06-06", "decision", "confirmed");
        Sessions.Opened judge = application.judge();
        for (String[] said : List.of(
                new String[] {"kk", "Бұл күн әлі келген жоқ."},
                new String[] {"ru", "Этот день ещё не наступил."},
                new String[] {"en", "This day has not come yet."})) {
            HttpResponse<String> refused = running.send(
                    "POST",
                    PAGE + "/resolution",
                    tomorrow + "&csrf=" + judge.session().csrf(),
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                    "Cookie",
                    "session=" + judge.token() + "; language=" + said[0]);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains(said[1], "value=\"2026-06-06\"");
        }
        assertThat(running.api("POST", PAGE + "/resolution", "{\"seen\":1,\"judge\":\"Т\",\"on\":\"2026-06-06\"}")
                        .body())
                .contains("This day has not come yet.");
    }

    /** Longer than any field of a name, with a break of lines, or with what no text has. */
    @Test
    void whateverIsTypedStays() throws Exception {
        application.drafted();
        String reason = "Себеп ".repeat(400);
        Sessions.Opened judge = application.judge();
        assertThat(refused(
                        409,
                        judge,
                        PAGE + "/resolution",
                        form(
                                "seen",
                                "1",
                                "judge",
                                "Т\u202e",
                                "on",
                                "2026-06-05",
                                "decision",
                                "refused",
                                "reason",
                                reason)))
                .contains("Укажите фамилию и имя судьи")
                .contains(reason.strip());
        assertThat(refused(400, judge, PAGE + "/resolution", form("judge", "Т", "on", "2026-06-05", "reason", "x")))
                .contains("x</textarea>");
        String undecided = form("seen", "1", "judge", "Төраға Р.", "on", "2026-06-05");
        for (String decision : List.of("", "&decision=", "&decision=yes")) {
            refused(400, judge, PAGE + "/resolution", undecided + decision);
        }
        assertThat(phase()).isEqualTo("DRAFT");
    }

    /** Of a participant with own means the institution asked reads neither the name nor what was changed. */
    @Test
    void theInstitutionAskedReadsOfThoseWhoComeThere() throws Exception {
        application.drafted().granted().sent().otherExpert();
        assertThat(page(application.clerk())).contains("Петров Иван");
        assertThat(page(application.organiser())).contains("Петров Иван");
        assertThat(page(application.official()))
                .contains("Сейтқали Ұлан")
                .doesNotContain("Петров Иван", "Иванов Пётр")
                .contains("изменено: Участники процесса <");
    }
}
