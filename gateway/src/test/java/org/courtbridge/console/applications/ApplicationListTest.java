package org.courtbridge.console.applications;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the page that lists applications. */
class ApplicationListTest {

    private static final String CONTACT = "{'name':'Әлия Қасымова','telephone':'+7 7172 71-00-00'}";

    private static final String FORM = "{'caseNumber':'%s','action':'допрос','participants':["
            + "{'name':'Иванов Пётр','status':'эксперт','means':'PERSONAL'}],'at':'2026-06-25T10:00',"
            + "'clerk':" + CONTACT + ",'organiser':" + CONTACT + ",'presidingJudge':'Төраға Р.'}";

    @TempDir
    Path folder;

    private RunningConsole running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        running.found("own", InstitutionKind.DEPARTMENT, Optional.empty());
        running.found("court", InstitutionKind.COURT, Optional.of("own"));
        running.found("other", InstitutionKind.COURT, Optional.of("own"));
        itIs("2026-06-05");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    /** Noon in Almaty. */
    private void itIs(String day) {
        running.clock = () -> Instant.parse(day + "T07:00:00Z");
    }

    private String draft(String court, String caseNumber) throws Exception {
        String id = UUID.randomUUID().toString();
        posted("", "{'id':'%s','court':'%s','form':%s}".formatted(id, court, FORM.formatted(caseNumber)));
        return id;
    }

    private void granted(String id, String day) throws Exception {
        itIs(day);
        posted("/" + id + "/resolution", "{'seen':1,'judge':'Төраға Р.','on':'%s'}".formatted(day));
    }

    private void posted(String path, String body) throws Exception {
        HttpResponse<String> response = running.api("POST", "/applications" + path, body.replace('\'', '"'));
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    }

    private String list(Sessions.Opened by, String query) throws Exception {
        HttpResponse<String> page = running.page(by, "/applications" + query);
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    @Test
    void whatIsLateComesFirstThenWhatIsDueToday() throws Exception {
        draft("court", "71-26/1");
        String today = draft("court", "71-26/2");
        String late = draft("court", "71-26/3");
        granted(late, "2026-06-05");
        granted(today, "2026-06-08");
        itIs("2026-06-11");
        Sessions.Opened clerk = running.memberOf("court", EnumSet.of(Role.CLERK));
        assertThat(list(clerk, ""))
                .containsSubsequence(
                        "71-26/3",
                        "не отправлена, срок был 10 июня 2026",
                        "к отправке",
                        "71-26/2",
                        "отправить сегодня",
                        "71-26/1",
                        "ждёт резолюции судьи")
                .contains("Найдено: 3")
                .containsSubsequence(
                        "все <strong>3</strong>", "срок прошёл <strong>1</strong>", "срок сегодня <strong>1</strong>");
    }

    @Test
    void filtersStandInTheAddress() throws Exception {
        draft("court", "71-26/1");
        granted(draft("court", "71-26/2"), "2026-06-05");
        itIs("2026-06-11");
        Sessions.Opened clerk = running.memberOf("court", EnumSet.of(Role.CLERK));
        assertThat(list(clerk, "?due=late"))
                .contains("71-26/2")
                .doesNotContain("71-26/1")
                .contains("<a href=\"/applications?due=LATE\" aria-current=\"true\">")
                .contains("href=\"/applications?due=LATE&amp;phase=DRAFT\"");
        assertThat(list(clerk, "?phase=draft")).contains("71-26/1").doesNotContain("71-26/2");
        assertThat(list(clerk, "?q=26%2F2"))
                .contains("71-26/2", "value=\"26/2\"")
                .doesNotContain("71-26/1")
                .contains("href=\"/applications?q=26%2F2&amp;phase=SENT\"");
        assertThat(list(clerk, "?due=late&phase=draft"))
                .contains("Ничего не найдено.")
                .contains("name=\"due\" value=\"LATE\"", "name=\"phase\" value=\"DRAFT\"");
        for (String wrong : List.of("?due=soon", "?phase=none")) {
            assertThat(running.page(clerk, "/applications" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void pagesLeadToEachOther() throws Exception {
        for (int i = 10; i < 61; i++) {
            draft("court", "71-26/" + i);
        }
        Sessions.Opened clerk = running.memberOf("court", EnumSet.of(Role.CLERK));
        String first = list(clerk, "");
        assertThat(first.split("rowheader", -1)).hasSize(51);
        assertThat(first)
                .contains("Найдено: 51; показаны с 1 по 50", "rel=\"next\" href=\"/applications?page=2\"")
                .doesNotContain("rel=\"prev\"");
        for (String last : List.of("?page=2", "?page=999999999")) {
            assertThat(list(clerk, last).split("rowheader", -1)).as(last).hasSize(2);
            assertThat(list(clerk, last))
                    .contains("показаны с 51 по 51", "rel=\"prev\" href=\"/applications\"")
                    .doesNotContain("rel=\"next\"");
        }
    }

    @Test
    void eachReadsWhatTheirRoleIsFor() throws Exception {
        draft("court", "71-26/1");
        draft("other", "71-26/2");
        Sessions.Opened judge = running.memberOf("court", EnumSet.of(Role.JUDGE));
        Sessions.Opened organiser = running.memberOf("own", EnumSet.of(Role.ORGANISER));
        Sessions.Opened everywhere = running.userWith(EnumSet.of(Role.CLERK));
        Sessions.Opened technician = running.memberOf("court", EnumSet.of(Role.TECHNICIAN));
        assertThat(list(judge, "")).contains("71-26/1").doesNotContain("71-26/2");
        for (Sessions.Opened both : List.of(organiser, everywhere)) {
            assertThat(list(both, "")).contains("71-26/1", "71-26/2");
        }
        assertThat(running.page(technician, "/applications").statusCode()).isEqualTo(403);
        running.found("hospital", InstitutionKind.HOSPITAL, Optional.empty());
        assertThat(list(running.memberOf("hospital", EnumSet.of(Role.OFFICIAL)), ""))
                .contains("Заявок пока нет.");
    }

    @Test
    void navigationAndHearingsLeadThere() throws Exception {
        HttpResponse<String> made =
                running.api("POST", "/hearings", "{\"number\":\"4501\",\"title\":\"№ 71-26/1 іс\"}");
        String hearing = "/hearings/" + RunningConsole.json(made).path("id").asText();
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        Sessions.Opened technician = running.userWith(EnumSet.of(Role.TECHNICIAN));
        assertThat(running.page(clerk, hearing).body())
                .contains("<a href=\"/applications\"", "href=\"/applications?q=71-26%2F1\"");
        assertThat(running.page(technician, hearing).body()).doesNotContain("/applications");
        assertThat(list(clerk, "")).contains("<a href=\"/applications\" aria-current=\"page\">");
    }
}
