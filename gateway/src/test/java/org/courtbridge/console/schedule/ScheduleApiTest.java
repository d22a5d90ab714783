package org.courtbridge.console.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.console.schedule.ScheduleOfCourts.TEN;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.PartyId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleApiTest {

    private static final String DAY = "?from=2026-12-01T19:00:00Z";

    @TempDir
    private Path folder;

    private ScheduleOfCourts courts;
    private Sessions.Opened clerk;
    private Sessions.Opened colleague;
    private Sessions.Opened stranger;
    private String hearing;
    private String second;
    private String others;

    @BeforeEach
    void start() throws Exception {
        courts = new ScheduleOfCourts(folder);
        clerk = courts.running.memberOf("own", EnumSet.of(Role.CLERK));
        colleague = courts.running.memberOf("own", EnumSet.of(Role.CLERK));
        stranger = courts.running.memberOf("other", EnumSet.of(Role.CLERK));
        hearing = courts.hearing("4101", "Бірінші іс", "own", Optional.of(TEN));
        second = courts.hearing("4102", "Екінші іс", "own", Optional.of(TEN));
        others = courts.hearing("4103", "Бөтен іс", "other", Optional.of(TEN));
    }

    @AfterEach
    void stop() throws Exception {
        courts.close();
    }

    private static String wish(String from, String to, String more) {
        return "{\"from\":\"%s\",\"to\":\"%s\",\"rooms\":[\"room-own\"]%s}".formatted(from, to, more);
    }

    private static String atTen() {
        return wish("2026-12-02T05:00:00Z", "2026-12-02T06:00:00Z", "");
    }

    private HttpResponse<String> book(Sessions.Opened by, String ofHearing, String body) throws Exception {
        return courts.running.apiOf(by, "POST", "/hearings/" + ofHearing + "/bookings", body);
    }

    private static JsonNode answered(int status, HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return RunningConsole.json(response);
    }

    private JsonNode taken(Sessions.Opened viewer, String query) throws Exception {
        return answered(200, courts.running.apiOf(viewer, "GET", "/schedule" + query, ""));
    }

    @Test
    void roomsDevicesAndPeopleAreBookedMovedAndReleased() throws Exception {
        String person = colleague.session().userId();
        String device = courts.device("own");
        JsonNode made = answered(
                201,
                book(
                        clerk,
                        hearing,
                        wish(
                                "2026-12-02T05:00:00Z",
                                "2026-12-02T06:00:00Z",
                                ",\"devices\":[\"" + device + "\"],\"people\":[\"" + person + "\"],\"test\":20")));
        assertThat(made.path("setUp").asInt()).isEqualTo(15);
        assertThat(made.path("test").asInt()).isEqualTo(20);
        assertThat(made.path("after").asInt()).isEqualTo(10);
        assertThat(made.path("resources")).hasSize(3);
        assertThat(made.path("resources").path(0).path("name").asText()).isEqualTo("Зал own");
        String one = "/hearings/" + hearing + "/bookings/" + made.path("id").asText();
        JsonNode list = answered(200, courts.running.apiOf(clerk, "GET", "/hearings/" + hearing + "/bookings", ""));
        assertThat(list).hasSize(1);
        String later = "{\"revision\":1,\"booking\":" + wish("2026-12-02T07:00:00Z", "2026-12-02T08:00:00Z", "") + "}";
        JsonNode moved = answered(200, courts.running.apiOf(colleague, "POST", one, later));
        assertThat(moved.path("revision").asInt()).isEqualTo(2);
        assertThat(moved.path("resources")).hasSize(1);
        assertThat(courts.running.apiOf(clerk, "POST", one, later).statusCode()).isEqualTo(409);
        assertThat(courts.running.apiOf(stranger, "DELETE", one, "").statusCode())
                .isEqualTo(404);
        assertThat(courts.running.apiOf(clerk, "DELETE", one, "").statusCode()).isEqualTo(204);
        assertThat(courts.running.apiOf(clerk, "DELETE", one, "").statusCode()).isEqualTo(404);
        assertThat(courts.running.bookingChanges).hasSize(3);
        assertThat(courts.running.bookingChanges.getLast().after()).isEmpty();
    }

    @Test
    void whoComesSecondIsToldByWhomAndWhenAllIsFree() throws Exception {
        answered(201, book(clerk, hearing, atTen()));
        JsonNode refused = answered(409, book(colleague, second, atTen()));
        JsonNode obstacle = refused.path("taken").path(0);
        assertThat(obstacle.path("hearing").asText()).isEqualTo(hearing);
        assertThat(obstacle.path("number").asText()).isEqualTo("4101");
        assertThat(obstacle.path("title").asText()).isEqualTo("Бірінші іс");
        assertThat(obstacle.path("by").asText()).isEqualTo("user:user0");
        assertThat(obstacle.path("resources").path(0).path("id").asText()).isEqualTo("room-own");
        // Cleared up at 11:10, then set up and tested for half an hour.
        assertThat(refused.path("free").path(0).path("from").asText()).isEqualTo("2026-12-02T06:40:00Z");
        answered(201, book(colleague, second, wish("2026-12-02T06:40:00Z", "2026-12-02T07:40:00Z", "")));
    }

    /** The hearing of another court asks this one, whose room is taken by a hearing that the other court may not know of. */
    @Test
    void whoMayNotKnowOfTheHearingIsToldThatItIsTakenAndNoMore() throws Exception {
        courts.submit(
                others,
                new HearingCommand.Invite(
                        "x", PartyId.device(courts.device("own")), "Зал", HearingCommand.Admission.DIRECT));
        answered(201, book(clerk, hearing, atTen()));
        HttpResponse<String> refused = book(stranger, others, atTen());
        JsonNode obstacle = answered(409, refused).path("taken").path(0);
        assertThat(obstacle.path("resources").path(0).path("id").asText()).isEqualTo("room-own");
        assertThat(refused.body()).doesNotContain(hearing, "4101", "Бірінші", "user0");
        assertThat(RunningConsole.json(refused).path("free")).isNotEmpty();
    }

    @Test
    void aHearingTakesWhatIsOfItsCourtAndOfThoseThatItAsks() throws Exception {
        String ward = atTen().replace("room-own", "room-hospital");
        assertThat(answered(400, book(clerk, hearing, ward)).path("detail").asText())
                .isEqualTo("ROOM:room-hospital (not to be booked for this hearing)");
        String judge = "{\"from\":\"2026-12-02T05:00:00Z\",\"to\":\"2026-12-02T06:00:00Z\",\"people\":[\""
                + stranger.session().userId() + "\"]}";
        answered(400, book(clerk, hearing, judge));
        courts.submit(
                hearing,
                new HearingCommand.Invite(
                        "x", PartyId.device(courts.device("hospital")), "Палата", HearingCommand.Admission.DIRECT));
        answered(201, book(clerk, hearing, ward));
        Sessions.Opened everywhere = courts.running.userWith(EnumSet.of(Role.ORGANISER));
        answered(201, book(everywhere, hearing, atTen().replace("room-own", "room-other")));
        answered(404, book(clerk, others, atTen()));
        Sessions.Opened judgeOfOurs = courts.running.memberOf("own", EnumSet.of(Role.JUDGE));
        answered(403, book(judgeOfOurs, hearing, atTen()));
    }

    /** An application in the case that the hearing's title names asks the hospital. */
    @Test
    void anApplicationInTheCaseAsksAnInstitution() throws Exception {
        String ofCase = courts.hearing("4104", "№ 7119-26-00-2/1234 іс", "own", Optional.of(TEN));
        String ward = atTen().replace("room-own", "room-hospital");
        answered(400, book(clerk, ofCase, ward));
        String contact = "{'name':'Қасымова Әлия','telephone':'+7 7172 71-00-00','email':'kasymova@sud.example'}";
        String draft = "{'court':'own','form':{'caseNumber':'7119-26-00-2/1234','action':'куәдан жауап алу',"
                + "'participants':[{'name':'Сейтқали Ұлан','status':'куә','means':'PROVIDED'}],"
                + "'asked':{'id':'hospital','address':'Алматы, Төле би 93'},'at':'2026-12-02T10:00','clerk':" + contact
                + ",'organiser':" + contact + ",'presidingJudge':'Нұрланов Дәурен'}}";
        answered(201, courts.running.api("POST", "/applications", draft.replace('\'', '"')));
        answered(201, book(clerk, ofCase, ward));
    }

    @Test
    void nothingIsBookedForWhatIsOverOrHasEnded() throws Exception {
        answered(400, book(clerk, hearing, wish("2026-11-30T05:00:00Z", "2026-11-30T06:00:00Z", "")));
        answered(400, book(clerk, hearing, wish("2036-11-30T05:00:00Z", "2036-11-30T06:00:00Z", "")));
        answered(400, book(clerk, hearing, "{\"from\":\"2026-12-02T05:00:00Z\",\"to\":\"2026-12-02T06:00:00Z\"}"));
        answered(400, book(clerk, hearing, "{}"));
        courts.submit(hearing, new HearingCommand.Start("x"));
        courts.submit(hearing, new HearingCommand.End("x"));
        assertThat(answered(409, book(clerk, hearing, atTen())).has("taken")).isFalse();
    }

    @Test
    void everybodySeesTheirHearingsAndOfOthersThatTheirRoomsAreTaken() throws Exception {
        answered(201, book(clerk, hearing, atTen()));
        assertThat(taken(clerk, DAY)).hasSize(1);
        assertThat(taken(clerk, DAY).path(0).path("number").asText()).isEqualTo("4101");
        assertThat(taken(stranger, DAY)).isEmpty();
        assertThat(taken(clerk, "")).as("today").isEmpty();
        Sessions.Opened everywhere = courts.running.userWith(EnumSet.of(Role.CLERK));
        answered(201, book(everywhere, others, wish("2026-12-02T08:00:00Z", "2026-12-02T09:00:00Z", "")));
        JsonNode seen = taken(clerk, DAY);
        assertThat(seen).hasSize(2);
        assertThat(seen.path(1).has("hearing")).isFalse();
        assertThat(seen.path(1).path("resources").path(0).path("id").asText()).isEqualTo("room-own");
        assertThat(seen.path(1).path("from").asText()).isEqualTo("2026-12-02T07:30:00Z");
        assertThat(taken(stranger, DAY)).hasSize(1);
        assertThat(taken(everywhere, DAY + "&institution=other")).hasSize(1);
        assertThat(taken(everywhere, DAY + "&institution=own")).hasSize(2);
        assertThat(taken(everywhere, DAY + "&room=room-own")).hasSize(2);
        assertThat(taken(everywhere, DAY + "&room=room-other")).isEmpty();
        assertThat(taken(everywhere, DAY + "&person=" + clerk.session().userId()))
                .isEmpty();
        for (String query : List.of(
                "?from=x",
                "?from=+1000000-01-01T00:00:00Z",
                DAY + "&to=2026-12-01T00:00:00Z",
                DAY + "&to=2027-12-01T00:00:00Z")) {
            assertThat(courts.running
                            .apiOf(clerk, "GET", "/schedule" + query, "")
                            .statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
    }
}
