package org.courtbridge.console.applications;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.provisioning.inventory.InstitutionKind;

/**
 * An application of a court to hear a witness in a hospital of another region, step by step over the API: on Friday, 5 June 2026, with users
 * of the court, its department, the hospital and the hospital's department.
 */
final class ExchangedApplication {

    static final String ID = "0f4b0f0e-8a86-4f5c-9a3f-0d6b8f0c7a11";
    static final String CASE = "7119-26-00-2/1234";

    private static final String CONTACT =
            "{'name':'Әлия Қасымова','telephone':'+7 7172 71-00-00','email':'a@sud.example'}";

    private static final String FORM = "{'caseNumber':'" + CASE + "','action':'допрос','participants':["
            + "{'name':'Сейтқали Ұлан','status':'куәгер','means':'PROVIDED'},"
            + "{'name':'Иванов Пётр','status':'эксперт','means':'PERSONAL'}],"
            + "'asked':{'id':'hospital','address':'Алматы, Төле би 93'},'at':'2026-06-25T10:00',"
            + "'clerk':" + CONTACT + ",'organiser':" + CONTACT + ",'presidingJudge':'Төраға Р.'}";

    private final RunningConsole running;
    private final Sessions.Opened clerk;
    private final Sessions.Opened judge;
    private final Sessions.Opened organiser;
    private final Sessions.Opened official;

    ExchangedApplication(RunningConsole running) {
        this.running = running;
        // 1:30 of Friday in Almaty.
        running.clock = () -> Instant.parse("2026-06-04T20:30:00Z");
        running.found("own", InstitutionKind.DEPARTMENT, Optional.empty());
        running.found("almaty", InstitutionKind.DEPARTMENT, Optional.empty());
        running.found("court", InstitutionKind.COURT, Optional.of("own"));
        running.found("hospital", InstitutionKind.HOSPITAL, Optional.of("almaty"));
        clerk = running.memberOf("court", EnumSet.of(Role.CLERK));
        judge = running.memberOf("court", EnumSet.of(Role.JUDGE));
        organiser = running.memberOf("own", EnumSet.of(Role.ORGANISER));
        official = running.memberOf("hospital", EnumSet.of(Role.OFFICIAL));
    }

    Sessions.Opened clerk() {
        return clerk;
    }

    Sessions.Opened judge() {
        return judge;
    }

    Sessions.Opened organiser() {
        return organiser;
    }

    Sessions.Opened official() {
        return official;
    }

    /** Without what the API begins with. */
    String path() {
        return "/applications/" + ID;
    }

    ExchangedApplication drafted() throws Exception {
        return done("/applications", "{'id':'" + ID + "','court':'court','form':" + FORM + "}");
    }

    ExchangedApplication granted() throws Exception {
        return done(path() + "/resolution", "{" + seen() + "'judge':'Төраға Р.','on':'2026-06-05'}");
    }

    ExchangedApplication sent() throws Exception {
        return sent("'channel':'PAGE'");
    }

    /** To the hospital, as agreed before. */
    ExchangedApplication sentByEmail() throws Exception {
        return sent("'channel':'EMAIL','agreedOn':'2026-06-01','agreedBy':'Әлия'");
    }

    private ExchangedApplication sent(String channel) throws Exception {
        return done(
                path() + "/sending",
                "{" + seen() + "'on':'2026-06-05','ownDepartment':{'institution':'own','channel':'PAGE'},"
                        + "'asked':{'institution':'hospital'," + channel + "},"
                        + "'askedDepartment':{'institution':'almaty','channel':'PAGE'}}");
    }

    /** With another date. */
    ExchangedApplication refusedByTelephone() throws Exception {
        return done(
                path() + "/responses",
                "{" + seen() + "'revision':1,'by':'ASKED','on':'2026-06-05','channel':'TELEPHONE',"
                        + "'refused':{'reason':'Бөлме бос емес','proposed':'2026-06-26T11:00'}}");
    }

    /** The specialist of the court's region confirms. */
    ExchangedApplication respondedByOrganiser() throws Exception {
        return done(
                path() + "/responses",
                "{" + seen() + "'revision':1,'by':'ORGANISER','on':'2026-06-05','channel':'TELEPHONE',"
                        + "'confirmed':{'courtroom':'№ 3','clerk':" + CONTACT + ",'organiser':" + CONTACT + "}}");
    }

    /** The participants need nobody's equipment any more. */
    ExchangedApplication changedToPersonalMeans() throws Exception {
        String asked = "'asked':{'id':'hospital','address':'Алматы, Төле би 93'},";
        return done(
                path() + "/form",
                "{" + seen() + "'form':" + FORM.replace("PROVIDED", "PERSONAL").replace(asked, "") + "}");
    }

    /** Петров Иван for Иванов Пётр; nothing else is changed. */
    ExchangedApplication otherExpert() throws Exception {
        return done(path() + "/form", "{" + seen() + "'form':" + FORM.replace("Иванов Пётр", "Петров Иван") + "}");
    }

    ExchangedApplication proposalAccepted() throws Exception {
        return done(path() + "/proposal", "{" + seen() + "'by':'ASKED','at':'2026-06-26T11:00'}");
    }

    /** Number of the last event. */
    long lastEvent() throws Exception {
        return RunningConsole.json(running.api("GET", path(), "")).path("trail").size();
    }

    private String seen() throws Exception {
        return "'seen':" + lastEvent() + ",";
    }

    private ExchangedApplication done(String path, String body) throws Exception {
        HttpResponse<String> response = running.api("POST", path, body.replace('\'', '"'));
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
        return this;
    }
}
