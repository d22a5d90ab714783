package org.courtbridge.console.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.invitations.Answer;
import org.courtbridge.operations.invitations.CalendarEntry;
import org.courtbridge.operations.invitations.Invitee;
import org.courtbridge.operations.invitations.Told;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what those who prepare a hearing see of its letters, and nobody else. */
class InvitationPagesTest {

    private static final Instant NOW = Instant.parse("2026-12-01T05:00:00Z");
    private static final Instant TEN = Instant.parse("2026-12-04T05:00:00Z");

    @TempDir
    private Path folder;

    private RunningConsole running;
    private String hearing;
    private Sessions.Opened clerk;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        running.clock = () -> NOW;
        clerk = running.userWith(EnumSet.of(Role.CLERK));
        hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"901\",\"title\":\"Дело\"}"))
                .path("id")
                .asText();
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private String path() {
        return "/hearings/" + hearing + "/invitations";
    }

    private void add(String id, String name) {
        running.invitations.add(
                id, hearing, new Invitee("participant:" + id, name, id + "@mail.example", Language.RUSSIAN), NOW);
    }

    private void tell(String id, Told.Method method, int sequence) {
        Told told = new Told(method, new CalendarEntry(TEN, TEN.plusSeconds(3_600), "Дело", ""), sequence);
        running.invitations.settle(id, sequence + 1, Optional.of(told), NOW);
    }

    private void answer(String id, Answer.Status status) {
        running.invitations.answer(id, new Answer(status, NOW, 0));
    }

    private String page() throws Exception {
        HttpResponse<String> page = running.page(clerk, path());
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page.body();
    }

    /** From a recipient's name to the next row. */
    private static String row(String page, String name) {
        String row = page.substring(page.indexOf("<strong>" + name));
        return row.substring(0, row.indexOf("</li>"));
    }

    @Test
    void eachHasWhatWasToldAndAnswered() throws Exception {
        assertThat(page()).contains("никому не пишут");
        add("aigul", "Айгүл");
        add("bolat", "Болат");
        add("dana", "Дана");
        add("erlan", "Ерлан");
        assertThat(row(page(), "Айгүл")).contains("Письмо скоро будет отправлено", "ответа нет");
        for (String id : new String[] {"aigul", "bolat", "dana"}) {
            tell(id, Told.Method.REQUEST, 0);
        }
        tell("erlan", Told.Method.CANCEL, 1);
        answer("aigul", Answer.Status.DECLINED);
        answer("bolat", Answer.Status.ACCEPTED);
        tell("bolat", Told.Method.REQUEST, 1);
        String page = page();
        assertThat(row(page, "Айгүл"))
                .contains("aigul@mail.example", "badge bad", "не придёт", "приглашение на 4", "10:00; отправлено")
                .doesNotContain("скоро будет отправлено");
        assertThat(row(page, "Болат")).contains("badge warn", "до изменения: придёт");
        assertThat(row(page, "Дана")).contains("ответа нет");
        assertThat(row(page, "Ерлан")).contains("отмена: 4").doesNotContain("ответа нет");
        assertThat(running.page(clerk, "/hearings/" + hearing).body()).contains(path());
    }

    @Test
    void programsReadTheSame() throws Exception {
        add("aigul", "Айгүл");
        tell("aigul", Told.Method.REQUEST, 0);
        answer("aigul", Answer.Status.TENTATIVE);
        JsonNode one = RunningConsole.json(running.api("GET", path(), "")).path(0);
        assertThat(one.path("party").asText()).isEqualTo("participant:aigul");
        assertThat(one.path("told").asText()).isEqualTo("REQUEST");
        assertThat(one.path("begins").asText()).isEqualTo(TEN.toString());
        assertThat(one.path("waits").asBoolean()).isFalse();
        assertThat(one.path("answer").path("status").asText()).isEqualTo("TENTATIVE");
        assertThat(one.path("answer").path("old").asBoolean()).isFalse();
    }

    @Test
    void whoDoesNotPrepareItDoesNotSeeIt() throws Exception {
        add("aigul", "Айгүл");
        Sessions.Opened judge = running.userWith(EnumSet.of(Role.JUDGE));
        assertThat(running.page(judge, path()).statusCode()).isEqualTo(403);
        assertThat(running.page(judge, "/hearings/" + hearing).body()).doesNotContain(path());
        assertThat(running.page(clerk, "/hearings/none/invitations").statusCode())
                .isEqualTo(404);
    }
}
