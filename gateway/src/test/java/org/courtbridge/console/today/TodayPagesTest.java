package org.courtbridge.console.today;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.console.tests.TestCallsTest;
import org.courtbridge.console.troubles.TroubleDesk;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.invitations.Answer;
import org.courtbridge.operations.invitations.CalendarEntry;
import org.courtbridge.operations.invitations.Invitee;
import org.courtbridge.operations.invitations.Told;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.provisioning.testcall.Tested;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The day's page of each role, on Friday, 5 June 2026 at 9:30 in Almaty. */
class TodayPagesTest {

    private static final Instant NOW = Instant.parse("2026-06-05T04:30:00Z");
    private static final String SENT = "0f4b0f0e-8a86-4f5c-9a3f-0d6b8f0c7a11";
    private static final String DRAFT = "0f4b0f0e-8a86-4f5c-9a3f-0d6b8f0c7a12";
    private static final String CONTACT = "{'name':'Әлия Қасымова','telephone':'+7 7172 71-00-00'}";

    @TempDir
    private Path folder;

    private RunningConsole running;
    private String hall;
    private String ward;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        running.clock = () -> NOW;
        running.found("own", InstitutionKind.DEPARTMENT, Optional.empty());
        running.found("court", InstitutionKind.COURT, Optional.of("own"));
        running.found("other", InstitutionKind.COURT, Optional.empty());
        running.found("hospital", InstitutionKind.HOSPITAL, Optional.empty());
        hall = stands("court", "hall", "Зал 3");
        ward = stands("hospital", "ward", "Палата 7");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private String stands(String institution, String name, String room) {
        running.services.inventory().save(new Room("room-" + name, institution, room));
        String device =
                running.services.devices().add("Кодек " + name, name, "x").id();
        running.services.inventory().describe(device, DeviceDescription.UNKNOWN.inRoom(Optional.of("room-" + name)));
        return device;
    }

    private String hearing(String number, String court, Instant begins, String... devices) throws Exception {
        String wanted = "{'number':'%s','title':'Іс %s','court':'%s'}".formatted(number, number, court);
        String id = RunningConsole.json(done("/hearings", wanted)).path("id").asText();
        for (String device : devices) {
            done("/hearings/" + id + "/devices", "{'device':'" + device + "'}");
        }
        done("/hearings/" + id + "/begins", "{'begins':'" + begins + "'}");
        return id;
    }

    private HttpResponse<String> done(String path, String body) throws Exception {
        HttpResponse<String> response = running.api("POST", path, body.replace('\'', '"'));
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
        return response;
    }

    private void drafted(String id, String number, String at) throws Exception {
        done(
                "/applications",
                "{'id':'" + id + "','court':'court','form':{'caseNumber':'" + number + "','action':'допрос',"
                        + "'participants':[{'name':'Сейтқали Ұлан','status':'куәгер','means':'PROVIDED'},"
                        + "{'name':'Иванов Пётр','status':'эксперт','means':'PERSONAL'}],"
                        + "'asked':{'id':'hospital','address':'Алматы'},'at':'" + at + "','clerk':" + CONTACT
                        + ",'organiser':" + CONTACT + ",'presidingJudge':'Төраға Р.'}}");
    }

    private void granted(String id) throws Exception {
        done("/applications/" + id + "/resolution", "{'seen':1,'judge':'Төраға Р.','on':'2026-06-05'}");
    }

    private void sent(String id) throws Exception {
        granted(id);
        done(
                "/applications/" + id + "/sending",
                "{'seen':2,'on':'2026-06-05','ownDepartment':{'institution':'own','channel':'PAGE'},"
                        + "'asked':{'institution':'hospital','channel':'PAGE'},"
                        + "'askedDepartment':{'institution':'own','channel':'PAGE'}}");
    }

    private void tested(String device, Instant at) {
        running.tests.add(new Tested(
                "tested-" + device,
                new Tested.Place.Room(device, "Кодек"),
                Optional.empty(),
                Tested.SCHEDULE,
                1,
                at.minusSeconds(60),
                at,
                TestCallsTest.but()));
    }

    private String today(Sessions.Opened by) throws Exception {
        HttpResponse<String> page = running.page(by, "/today");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return page.body();
    }

    private Sessions.Opened member(String institution, Role... roles) {
        return running.memberOf(institution, EnumSet.copyOf(List.of(roles)));
    }

    @Test
    void aClerkSeesTodaysHearingsRoomsThatAreNotReadyAndWhoHasNotAnswered() throws Exception {
        String early = hearing("801", "court", NOW.minus(Duration.ofHours(1)), hall);
        hearing("802", "court", NOW.plus(Duration.ofHours(2)), hall, ward);
        hearing("803", "court", NOW.plus(Duration.ofDays(1)), hall);
        hearing("804", "other", NOW.plus(Duration.ofHours(1)), ward);
        String ended = hearing("805", "court", NOW.plus(Duration.ofHours(3)));
        done("/hearings/" + ended + "/end", "");
        drafted(SENT, "7119-26/1", "2026-06-25T10:00");
        sent(SENT);
        drafted(DRAFT, "7119-26/2", "2026-06-26T10:00");
        running.registered.addAll(List.of("hall", "ward"));
        tested(hall, NOW.minus(Duration.ofHours(2)));
        String page = today(member("court", Role.CLERK));
        assertThat(page)
                .contains("5 июня 2026")
                .containsSubsequence("Срочное", "08:30", "Іс 801", "должно было уже начаться")
                .containsSubsequence(
                        "Секретарь судебного заседания",
                        "Заседания сегодня",
                        "08:30",
                        "/hearings/" + early + "\"",
                        "11:30",
                        "Іс 802",
                        "href=\"/hearings?sort=begins\"",
                        "Залы этих заседаний, которые не готовы",
                        "hospital, Палата 7, Кодек ward",
                        "не проверялось",
                        "Заявки, на которые ответили не все",
                        "№ 7119-26/1",
                        "hospital",
                        "href=\"/applications?phase=SENT\"",
                        "Все: 1")
                .doesNotContain("Іс 803", "Іс 804", "Іс 805", "Зал 3, Кодек hall", "7119-26/2", "Заявки по сроку");

        running.registered.remove("hall");
        assertThat(today(member("court", Role.CLERK)))
                .containsSubsequence("court, Зал 3, Кодек hall", "готово", "сейчас не зарегистрировано");
    }

    @Test
    void aJudgeSeesTodaysHearingsAndWhatWaitsForAResolution() throws Exception {
        hearing("801", "court", NOW.plus(Duration.ofHours(1)));
        drafted(SENT, "7119-26/1", "2026-06-25T10:00");
        sent(SENT);
        drafted(DRAFT, "7119-26/2", "2026-06-26T10:00");
        assertThat(today(member("court", Role.JUDGE)))
                .containsSubsequence("Судья", "Іс 801", "Заявки, которые ждут резолюции", "№ 7119-26/2")
                .contains("href=\"/applications?phase=DRAFT\"", "href=\"/applications/" + DRAFT + "\"")
                .doesNotContain("7119-26/1", "не готовы", "Секретарь");
        assertThat(today(member("other", Role.JUDGE)))
                .contains("Сегодня ни одно заседание не начинается", "Резолюции не ждёт ни одна заявка.")
                .contains("О проблемах не сообщали, просроченного нет, и сегодня ничего не истекает.")
                .doesNotContain("Іс 801", "7119-26");
    }

    /** Until another time is asked for. */
    @Test
    void clerkAndJudgeSeeARefusalAtOnceWithItsReasonAndTheOtherTime() throws Exception {
        drafted(SENT, "7119-26/1", "2026-06-25T10:00");
        sent(SENT);
        for (Role role : List.of(Role.CLERK, Role.JUDGE)) {
            assertThat(today(member("court", role))).contains("Ни по одной заявке не отказано.");
        }
        refused("");
        for (Role role : List.of(Role.CLERK, Role.JUDGE)) {
            assertThat(today(member("court", role)))
                    .containsSubsequence(
                            "Заявки, по которым отказано", "№ 7119-26/1", "Зал жөнделеді", "не подтверждена")
                    .doesNotContain("Предложено другое время");
        }
        refused(",'proposed':'2026-06-26T11:00'");
        for (Role role : List.of(Role.CLERK, Role.JUDGE)) {
            assertThat(today(member("court", role)))
                    .containsSubsequence(
                            "Заявки, по которым отказано",
                            "№ 7119-26/1",
                            "Зал жөнделеді",
                            "Предложено другое время: 26 июн. 2026",
                            "11:00");
        }
        assertThat(today(member("other", Role.JUDGE))).doesNotContain("7119-26/1");
        done("/applications/" + SENT + "/proposal", "{'seen':" + seen() + ",'by':'ASKED','at':'2026-06-26T11:00'}");
        assertThat(today(member("court", Role.JUDGE))).contains("Ни по одной заявке не отказано.");
    }

    private int seen() throws Exception {
        return RunningConsole.json(running.api("GET", "/applications/" + SENT, ""))
                .path("trail")
                .size();
    }

    private void refused(String more) throws Exception {
        done(
                "/applications/" + SENT + "/responses",
                "{'seen':" + seen() + ",'revision':1,'by':'ASKED','on':'2026-06-05','channel':'TELEPHONE',"
                        + "'refused':{'reason':'Зал жөнделеді.'" + more + "}}");
    }

    @Test
    void aClerkSeesWhoDoesNotComeToHearingsOfTheCourt() throws Exception {
        assertThat(today(member("court", Role.CLERK))).contains("Никто не ответил, что не придёт.");
        String tomorrow = hearing("801", "court", NOW.plus(Duration.ofDays(1)));
        declined("bolat", "Болат", tomorrow, NOW.plus(Duration.ofDays(1)));
        declined("dana", "Дана", hearing("802", "other", NOW.plus(Duration.ofDays(1))), NOW.plus(Duration.ofDays(1)));
        String ended = hearing("803", "court", NOW.plus(Duration.ofHours(1)));
        declined("erlan", "Ерлан", ended, NOW.plus(Duration.ofHours(1)));
        done("/hearings/" + ended + "/end", "");
        declined("gone", "Жанна", "no-hearing", NOW.plus(Duration.ofHours(1)));
        assertThat(today(member("court", Role.CLERK)))
                .containsSubsequence(
                        "Кто не придёт на заседания",
                        "6 июн. 2026",
                        "href=\"/hearings/" + tomorrow + "/invitations\"",
                        "Болат",
                        "Іс 801",
                        "Номер 801",
                        "не придёт")
                .doesNotContain("Дана", "Ерлан", "Жанна");
        assertThat(today(member("court", Role.JUDGE))).doesNotContain("Болат");
    }

    private void declined(String id, String name, String hearing, Instant begins) {
        running.invitations.add(
                id, hearing, new Invitee("participant:" + id, name, id + "@mail.example", Language.RUSSIAN), NOW);
        CalendarEntry entry = new CalendarEntry(begins, begins.plusSeconds(3_600), "Іс", "");
        running.invitations.settle(id, 1, Optional.of(new Told(Told.Method.REQUEST, entry, 0)), NOW);
        running.invitations.answer(id, new Answer(Answer.Status.DECLINED, NOW, 0));
    }

    @Test
    void anOrganiserSeesApplicationsByTermAndTheRegionsRooms() throws Exception {
        hearing("801", "court", NOW.plus(Duration.ofHours(1)), hall, ward);
        drafted(SENT, "7119-26/1", "2026-06-25T10:00");
        sent(SENT);
        assertThat(today(member("own", Role.ORGANISER)))
                .containsSubsequence(
                        "Организатор видеоконференцсвязи",
                        "Заявки по сроку",
                        "№ 7119-26/1",
                        "Залы региона в сегодняшних заседаниях",
                        "всего 1",
                        "10:30",
                        "court, Зал 3, Кодек hall",
                        "href=\"/fleet\"")
                .doesNotContain("Палата 7");
        assertThat(today(member("own", Role.SPECIALIST))).contains("Специалист по видеоконференцсвязи");
    }

    @Test
    void aTechnicianSeesRoomsByHourWithVerdictsAndNotWhoseCase() throws Exception {
        hearing("801", "court", NOW.plus(Duration.ofHours(2)), ward);
        hearing("802", "other", NOW.plus(Duration.ofHours(1)), hall, ward);
        tested(ward, NOW.minus(Duration.ofHours(1)));
        assertThat(today(member("hospital", Role.TECHNICIAN)))
                .containsSubsequence(
                        "Технический работник",
                        "10:30",
                        "hospital, Палата 7, Кодек ward",
                        "Номер 802",
                        "готово",
                        "11:30",
                        "hospital, Палата 7, Кодек ward",
                        "Номер 801",
                        "готово")
                .contains("href=\"/fleet/" + ward + "\"")
                .doesNotContain("Іс 80", "Зал 3", "Срок прошёл: ");
    }

    @Test
    void anOfficialSeesWhoMustBeWhereAndWhenAndReportsProblems() throws Exception {
        drafted(SENT, "7119-26/1", "2026-06-25T10:00");
        sent(SENT);
        hearing("801", "court", NOW.plus(Duration.ofDays(2)), ward);
        hearing("802", "court", NOW.minus(Duration.ofDays(2)), ward);
        hearing("803", "court", NOW.plus(Duration.ofDays(1)), hall);
        Sessions.Opened official = member("hospital", Role.OFFICIAL);
        assertThat(today(official))
                .containsSubsequence(
                        "Должностное лицо учреждения",
                        "Кто из наших, куда и когда",
                        "25 июн. 2026",
                        "Сейтқали Ұлан (куәгер)",
                        "зал ещё не назван",
                        "court, № 7119-26/1",
                        "Наши залы в заседаниях",
                        "7 июн. 2026",
                        "09:30",
                        "Палата 7, Кодек ward",
                        "Номер для вызова: 801",
                        "href=\"/our-rooms\"",
                        "Сообщить о проблеме",
                        "Заявки, которые ждут ответа",
                        "№ 7119-26/1")
                .doesNotContain("Иванов Пётр", "Іс 80", ": 802", ": 803");
        done(
                "/applications/" + SENT + "/responses",
                "{'seen':3,'revision':1,'by':'ASKED','on':'2026-06-05','channel':'TELEPHONE','confirmed':"
                        + "{'courtroom':'№ 12','clerk':" + CONTACT + ",'organiser':" + CONTACT + "}}");
        assertThat(today(official)).contains("зал: № 12");
        running.clock = () -> Instant.parse("2026-06-26T04:30:00Z");
        assertThat(today(member("hospital", Role.OFFICIAL)))
                .contains(
                        "Никто из ваших не должен участвовать",
                        "С сегодняшнего дня ваши залы в заседаниях не участвуют")
                .doesNotContain("Сейтқали");
    }

    @Test
    void whatIsLateAndWhatIsDueTodayStandsOnTop() throws Exception {
        drafted(SENT, "7119-26/1", "2026-06-25T10:00");
        granted(SENT);
        assertThat(today(member("court", Role.CLERK)))
                .contains("О проблемах не сообщали, просроченного нет, и сегодня ничего не истекает.");
        running.clock = () -> Instant.parse("2026-06-10T04:30:00Z");
        assertThat(today(member("court", Role.CLERK)))
                .containsSubsequence(
                        "Срочное", "№ 7119-26/1", "href=\"/applications?due=TODAY\"", "Срок сегодня: 1", "Секретарь");
        running.clock = () -> Instant.parse("2026-06-11T04:30:00Z");
        assertThat(today(member("court", Role.CLERK)))
                .containsSubsequence("№ 7119-26/1", "href=\"/applications?due=LATE\"", "Срок прошёл: 1", "Секретарь");
        assertThat(today(member("court", Role.TECHNICIAN))).doesNotContain("7119-26/1");
    }

    @Test
    void aProblemIsOnTopForThoseWhoAreToldOfIt() throws Exception {
        String hearing = hearing("801", "court", NOW.plus(Duration.ofDays(3)), ward);
        done("/devices/" + ward + "/troubles", "{'hearing':'" + hearing + "','kind':'NO_SOUND'}");
        for (Role told : TroubleDesk.TOLD) {
            assertThat(today(member("court", told))).containsSubsequence("Срочное", "Іс 801", "проблемы: 1");
        }
        assertThat(today(member("court", Role.ORGANISER))).doesNotContain("Іс 801", "проблемы: 1");
        assertThat(today(member("other", Role.CLERK))).doesNotContain("Іс 801", "проблемы: 1");
    }

    @Test
    void aHearingWithoutATimeIsOfTodayWhileSomebodyIsThere() throws Exception {
        String wanted = "{'number':'801','title':'Іс 801','court':'court'}";
        String hearing =
                RunningConsole.json(done("/hearings", wanted)).path("id").asText();
        Sessions.Opened clerk = member("court", Role.CLERK);
        assertThat(today(clerk)).doesNotContain("Іс 801");
        PartyId guest = PartyId.device("guest");
        LegId leg = LegId.random();
        running.conferences.submit(hearing, new HearingCommand.Attend("x", guest, "Қонақ", leg));
        assertThat(today(clerk)).contains("Іс 801").doesNotContain("должно было уже начаться");
        running.conferences.submit(hearing, new HearingCommand.Leave("x", leg, EndReason.LEFT));
        assertThat(today(clerk)).doesNotContain("Іс 801");
    }

    @Test
    void aBlockHasTwentyRowsAndLeadsToTheRest() throws Exception {
        for (int i = 0; i < 23; i++) {
            hearing("9%02d".formatted(i), "court", NOW.plusSeconds(60L * (i + 1)));
        }
        assertThat(today(member("court", Role.JUDGE)))
                .contains("Іс 900", "Іс 919", "Показано 20 из 23, первые по порядку.")
                .doesNotContain("Іс 920");
    }

    @Test
    void whoeverSignsInComesToTheDayOfTheirRoles() throws Exception {
        Sessions.Opened both = member("court", Role.JUDGE, Role.TECHNICIAN);
        assertThat(today(both))
                .containsSubsequence("Судья", "Заседания сегодня", "Технический работник", "Залы, занятые");
        assertThat(running.page(both, "/").headers().firstValue("Location")).contains("/today");
        Sessions.Opened auditor = running.userWith(EnumSet.of(Role.AUDITOR));
        assertThat(today(auditor))
                .contains("Для вашей роли на этой странице ничего нет.")
                .doesNotContain("Срочное");
        assertThat(running.page(auditor, "/").headers().firstValue("Location")).contains("/hearings");
    }
}
