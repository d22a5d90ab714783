package org.courtbridge.console.applications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of applications over the API, from the draft to the responses. */
class ApplicationApiTest {

    private static final String ID = "0f4b0f0e-8a86-4f5c-9a3f-0d6b8f0c7a11";

    private static final String CONTACT =
            "{'name':'Әлия Қасымова','telephone':'+7 7172 71-00-00','email':'a@sud.example'}";

    private static final String FORM = "{'caseNumber':'7119-26-00-2/1234','action':'допрос','participants':["
            + "{'name':'Сейтқали Ұлан','status':'куәгер','means':'PROVIDED'},"
            + "{'name':'Иванов Пётр','status':'эксперт','means':'PERSONAL'}],"
            + "'asked':{'id':'hospital','address':'Алматы, Төле би 93'},'at':'2026-06-25T10:00',"
            + "'clerk':" + CONTACT + ",'organiser':" + CONTACT + ",'presidingJudge':'Төраға Р.'}";

    private static final String DRAFT = "{'id':'" + ID + "','court':'court','form':" + FORM + "}";

    private static final String SENDING =
            "{'seen':2,'on':'2026-06-05','ownDepartment':{'institution':'own','channel':'PAGE'},"
                    + "'asked':{'institution':'hospital','channel':'EMAIL','agreedOn':'2026-06-01','agreedBy':'Әлия'},"
                    + "'askedDepartment':{'institution':'almaty','channel':'PAGE'}}";

    @TempDir
    Path folder;

    private RunningConsole running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        // 1:30 of Friday in Almaty.
        running.clock = () -> Instant.parse("2026-06-04T20:30:00Z");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private HttpResponse<String> api(String method, String path, String body) throws Exception {
        return running.api(method, "/applications" + path, body.replace('\'', '"'));
    }

    private JsonNode done(String step, String body) throws Exception {
        HttpResponse<String> response = api("POST", "/" + ID + "/" + step, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningConsole.json(response);
    }

    private String detail(int status, String method, String path, String body) throws Exception {
        HttpResponse<String> response = api(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return RunningConsole.json(response).path("detail").asText();
    }

    @Test
    void goesFromTheDraftToTheResponses() throws Exception {
        assertThat(api("POST", "", DRAFT).statusCode()).isEqualTo(201);
        HttpResponse<String> again = api("POST", "", DRAFT);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(RunningConsole.json(again).path("trail")).hasSize(1);

        JsonNode granted = done("resolution", "{'seen':1,'judge':'Төраға Р.','on':'2026-06-05'}");
        assertThat(granted.path("phase").asText()).isEqualTo("GRANTED");
        assertThat(granted.path("terms").path(0).path("lastDay").asText()).isEqualTo("2026-06-10");
        assertThat(detail(409, "POST", "/" + ID + "/resolution", "{'seen':1,'judge':'Басқа','on':'2026-06-05'}"))
                .isEqualTo("The application has been changed since; its last event is 2.");
        assertThat(detail(409, "POST", "/" + ID + "/resolution", "{'seen':2,'judge':'Басқа','on':'2026-06-05'}"))
                .isEqualTo("The judge has decided on the application already.");

        assertThat(done("sending", SENDING).path("letters")).hasSize(3);
        done("receipts", "{'seen':3,'revision':1,'addressee':'ASKED','on':'2026-06-05','channel':'TELEPHONE'}");
        done(
                "responses",
                "{'seen':4,'revision':1,'by':'ASKED','on':'2026-06-05','channel':'PAPER','signatory':'Бас дәрігер',"
                        + "'refused':{'reason':'Бөлме бос емес','proposed':'2026-06-26T11:00'}}");
        JsonNode accepted = done("proposal", "{'seen':5,'by':'ASKED','at':'2026-06-26T11:00'}");
        assertThat(accepted.path("form").path("at").asText()).isEqualTo("2026-06-26T11:00");
        done("sending", SENDING.replace("'seen':2", "'seen':6"));
        String confirmed = "{'seen':7,'revision':2,'by':'ASKED','on':'2026-06-05','channel':'PAGE',"
                + "'confirmed':{'courtroom':'№ 3','clerk':" + CONTACT + ",'organiser':" + CONTACT + "}}";
        for (String other : List.of("", "?institution=court", "?institution=own")) {
            assertThat(detail(403, "POST", "/" + ID + "/responses" + other, confirmed))
                    .isEqualTo("This is for another court or institution to do.");
        }
        done("responses?institution=hospital", confirmed);
        long seen = RunningConsole.json(api("GET", "/" + ID, "")).path("trail").size();
        done(
                "responses?institution=own",
                confirmed.replace("'seen':7", "'seen':" + seen).replace("'ASKED'", "'ORGANISER'"));
        JsonNode now = RunningConsole.json(api("GET", "/" + ID + "?institution=hospital", ""));
        assertThat(now.path("phase").asText()).isEqualTo("CONFIRMED");
        assertThat(now.path("responses")
                        .path(1)
                        .path("confirmed")
                        .path("courtroom")
                        .asText())
                .isEqualTo("№ 3");
        assertThat(now.path("trail").findValuesAsText("event"))
                .containsExactly(
                        "created",
                        "resolved",
                        "sent",
                        "received",
                        "responded",
                        "proposal-accepted",
                        "sent",
                        "received",
                        "responded",
                        "received",
                        "responded",
                        "outcome-changed");
        assertThat(now.path("trail").path(4).path("at").asText()).isEqualTo("2026-06-04T20:30:00Z");
        assertThat(now.path("trail").path(4).path("actor").asText()).isEqualTo("system");
        JsonNode withdrawn = done("withdrawal", "{'seen':" + now.path("trail").size() + ",'reason':'Келісті'}");
        assertThat(withdrawn.path("phase").asText()).isEqualTo("WITHDRAWN");
    }

    @Test
    void listsWhatIsAskedFor() throws Exception {
        api("POST", "", DRAFT);
        done("resolution", "{'seen':1,'judge':'Төраға Р.','on':'2026-06-05'}");
        for (String found :
                List.of("", "?phase=granted&due=open&court=court&asked=hospital", "?institution=court&order=changed")) {
            JsonNode page = RunningConsole.json(api("GET", found, ""));
            assertThat(page.path("total").asInt()).as(found).isEqualTo(1);
            assertThat(page.path("applications").path(0).path("id").asText()).isEqualTo(ID);
            assertThat(page.path("applications")
                            .path(0)
                            .path("terms")
                            .path(0)
                            .path("duty")
                            .asText())
                    .isEqualTo("SEND");
        }
        for (String none :
                List.of("?institution=hospital", "?due=late", "?due=today", "?phase=draft", "?region=x", "?court=x")) {
            assertThat(RunningConsole.json(api("GET", none, "")).path("total").asInt())
                    .as(none)
                    .isZero();
        }
        running.clock = () -> Instant.parse("2026-06-10T19:00:00Z");
        assertThat(RunningConsole.json(api("GET", "?due=late", ""))
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(RunningConsole.json(api("GET", "?page=2", "")).path("applications"))
                .isEmpty();
    }

    private int asked(Sessions.Opened by, String method, String path, String body) throws Exception {
        return running.apiOf(by, method, "/applications" + path, body.replace('\'', '"'))
                .statusCode();
    }

    private long seen(Sessions.Opened by, String query) throws Exception {
        HttpResponse<String> page = running.apiOf(by, "GET", "/applications" + query, "");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return RunningConsole.json(page).path("total").asLong();
    }

    /** Of two courts of a region, its department, and a hospital elsewhere. */
    @Test
    void readsAndActsWhereTheRoleHolds() throws Exception {
        running.found("own", InstitutionKind.DEPARTMENT, Optional.empty());
        running.found("court", InstitutionKind.COURT, Optional.of("own"));
        running.found("other", InstitutionKind.COURT, Optional.of("own"));
        running.found("hospital", InstitutionKind.HOSPITAL, Optional.empty());
        Sessions.Opened clerk = running.memberOf("court", EnumSet.of(Role.CLERK));
        Sessions.Opened judge = running.memberOf("court", EnumSet.of(Role.JUDGE));
        Sessions.Opened stranger = running.memberOf("other", EnumSet.of(Role.CLERK, Role.JUDGE));
        Sessions.Opened organiser = running.memberOf("own", EnumSet.of(Role.ORGANISER));
        Sessions.Opened official = running.memberOf("hospital", EnumSet.of(Role.OFFICIAL));
        assertThat(asked(stranger, "POST", "", DRAFT)).isEqualTo(403);
        assertThat(asked(judge, "POST", "", DRAFT)).as("of no clerk").isEqualTo(403);
        assertThat(asked(clerk, "POST", "", DRAFT)).isEqualTo(201);
        for (Sessions.Opened reader : List.of(clerk, judge, organiser)) {
            assertThat(seen(reader, "")).isEqualTo(1);
            assertThat(asked(reader, "GET", "/" + ID, "")).isEqualTo(200);
        }
        for (Sessions.Opened none : List.of(stranger, official)) {
            assertThat(seen(none, "")).isZero();
            assertThat(seen(none, "?institution=court")).isZero();
            assertThat(asked(none, "GET", "/" + ID, "")).isEqualTo(404);
            assertThat(asked(none, "GET", "/" + ID + "?institution=court", "")).isEqualTo(404);
        }
        String resolution = "{'seen':1,'judge':'Төраға Р.','on':'2026-06-05'}";
        assertThat(asked(stranger, "POST", "/" + ID + "/resolution", resolution))
                .isEqualTo(404);
        assertThat(asked(organiser, "POST", "/" + ID + "/resolution", resolution))
                .as("of no judge")
                .isEqualTo(403);
        assertThat(asked(judge, "POST", "/" + ID + "/resolution", resolution)).isEqualTo(200);
        assertThat(asked(clerk, "POST", "/" + ID + "/sending", SENDING)).isEqualTo(200);
        assertThat(seen(official, "")).isEqualTo(1);
        String receipt = "{'seen':3,'revision':1,'addressee':'ASKED','on':'2026-06-05','channel':'PAGE'}";
        assertThat(asked(organiser, "POST", "/" + ID + "/receipts", receipt))
                .as("of another addressee")
                .isEqualTo(403);
        assertThat(asked(official, "POST", "/" + ID + "/receipts", receipt)).isEqualTo(200);
    }

    /** Whoever reads in one institution and acts in another is told so. */
    @Test
    void whatOneMayReadAndNotDoIsRefused() throws Exception {
        running.found("court", InstitutionKind.COURT, Optional.empty());
        running.found("other", InstitutionKind.COURT, Optional.empty());
        assertThat(api("POST", "", DRAFT).statusCode()).isEqualTo(201);
        Sessions.Opened both = running.memberOf("other", EnumSet.of(Role.CLERK));
        running.services.access().users().changeRolesIn(both.session().userId(), "court", EnumSet.of(Role.SPECIALIST));
        assertThat(asked(both, "GET", "/" + ID, "")).isEqualTo(200);
        assertThat(asked(both, "POST", "/" + ID + "/withdrawal", "{'seen':1,'reason':'x'}"))
                .isEqualTo(403);
        assertThat(asked(both, "POST", "/none/withdrawal", "{'seen':1,'reason':'x'}"))
                .isEqualTo(404);
    }

    @Test
    void saysWhatCannotBeDone() throws Exception {
        api("POST", "", DRAFT);
        assertThat(detail(404, "GET", "/other", "")).isEqualTo("No application other.");
        assertThat(detail(404, "GET", "/" + ID + "?institution=hospital", "")).isEqualTo("No application " + ID + ".");
        assertThat(detail(403, "POST", "?institution=hospital", DRAFT.replace("11','court'", "12','court'")))
                .isEqualTo("This is for another court or institution to do.");
        assertThat(detail(409, "POST", "", DRAFT.replace("допрос", "другое")))
                .isEqualTo("The application has been changed since; its last event is 1.");
        assertThat(detail(400, "POST", "", DRAFT.replace(ID, "seven"))).contains("seven");
        assertThat(detail(400, "POST", "", "{'court':'court'}")).isEqualTo("form: missing");
        assertThat(detail(400, "POST", "", DRAFT.replace("'caseNumber':'7119-26-00-2/1234',", "")))
                .isEqualTo("caseNumber: missing");
        assertThat(detail(400, "POST", "", DRAFT.replace("2026-06-25T10:00", "25.06.2026")))
                .isEqualTo("at: 25.06.2026 (expected: such as 2026-06-25T10:00)");
        assertThat(detail(
                        400,
                        "POST",
                        "",
                        DRAFT.replace("[{'name':'Сейтқали Ұлан','status':'куәгер','means':'PROVIDED'}", "[null")))
                .isEqualTo("participants: missing");
        assertThat(detail(400, "POST", "/" + ID + "/resolution", "{'judge':'Т','on':'2026-06-05'}"))
                .isEqualTo("seen: missing");
        assertThat(detail(400, "POST", "/" + ID + "/responses", "{'seen':1,'revision':1,'by':'ASKED'}"))
                .isEqualTo("confirmed, refused: both or none (expected: one of them)");
        assertThat(detail(409, "POST", "/" + ID + "/sending", SENDING.replace("'seen':2", "'seen':1")))
                .isEqualTo("The judge has not decided on the application yet.");
        assertThat(detail(400, "GET", "?due=soon", "")).isEqualTo("due: soon (expected: one of [OPEN, TODAY, LATE])");
        assertThat(detail(400, "GET", "?size=1000", "")).isEqualTo("size: 1000 (expected: 1 to 200)");
        assertThat(detail(400, "GET", "?page=x", "")).isEqualTo("page: x (expected: a number)");
    }
}
