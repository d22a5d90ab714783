package org.courtbridge.console.troubles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.ReportLimit;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.TroubleKind;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.InstitutionContact;
import org.courtbridge.provisioning.inventory.InstitutionKind;
import org.courtbridge.provisioning.inventory.Room;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Problems of a hospital's room, which its official reports to the court in whose hearing the room takes part. */
class RoomTroublesTest {

    private static final Pattern NAME = Pattern.compile("<strong>[^<]*, ([^<,]+)</strong>");

    @TempDir
    private Path folder;

    private RunningConsole running;
    private String hearing;
    private String without;
    private String ward;
    private String cell;
    private Sessions.Opened official;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        running.services
                .inventory()
                .save(new Institution(
                        "court",
                        "Аудандық сот",
                        InstitutionKind.COURT,
                        "",
                        Optional.empty(),
                        new InstitutionContact("", "+7 7172 71-00-00", ""),
                        Optional.empty()));
        running.found("hospital", InstitutionKind.HOSPITAL, Optional.empty());
        running.found("prison", InstitutionKind.DETENTION_FACILITY, Optional.empty());
        ward = stands("hospital", "ward");
        cell = stands("prison", "cell");
        hearing = hearing("901");
        without = hearing("902");
        for (String device : List.of(ward, cell)) {
            running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + device + "\"}");
        }
        running.api("POST", "/hearings/" + hearing + "/begins", "{\"begins\":\"2026-12-03T04:30:00Z\"}");
        official = running.memberOf("hospital", EnumSet.of(Role.OFFICIAL));
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private String hearing(String number) throws Exception {
        String wanted = "{\"number\":\"" + number + "\",\"title\":\"Құпия іс\",\"court\":\"court\"}";
        return RunningConsole.json(running.api("POST", "/hearings", wanted))
                .path("id")
                .asText();
    }

    private String stands(String institution, String name) {
        return stands(institution, name, "№ 12 палата");
    }

    private String stands(String institution, String name, String roomName) {
        Room room = new Room("room-" + name, institution, roomName);
        running.services.inventory().save(room);
        String device = running.services
                .devices()
                .add(name, name.replace(" ", "-"), "x")
                .id();
        running.services.inventory().describe(device, DeviceDescription.UNKNOWN.inRoom(Optional.of(room.id())));
        return device;
    }

    private HttpResponse<String> report(Sessions.Opened by, String device, String of) throws Exception {
        return running.submit(
                by,
                "/our-rooms/" + device + "/troubles",
                "hearing=" + of + "&kind=NO_PICTURE&text=%D1%8D%D0%BA%D1%80%D0%B0%D0%BD");
    }

    @Test
    void anOfficialSeesInWhichHearingsTheRoomsAreAndNotWhoseCase() throws Exception {
        String page = running.page(official, "/our-rooms").body();
        assertThat(page)
                .contains("№ 12 палата", "ward", "</span> 901</td>", "Аудандық сот, +7 7172 71-00-00")
                .contains("2026", "09:30")
                .doesNotContain("Құпия іс")
                .doesNotContain("cell</strong>")
                .doesNotContain("</span> 902</td>");
        assertThat(running.page(official, "/hearings").body()).contains("/our-rooms");
        running.api("POST", "/hearings/" + hearing + "/end", "");
        assertThat(running.page(official, "/our-rooms").body()).doesNotContain("</span> 901</td>");
    }

    @Test
    void whatAnOfficialReportsIsTheRoomsInTheHearingOfTheCourt() throws Exception {
        HttpResponse<String> reported = report(official, ward, hearing);
        assertThat(reported.headers().firstValue("Location")).contains("/our-rooms?done=reported");
        HearingEvent.Recorded last = running.conferences.events(hearing, 0).getLast();
        assertThat(last.actor()).startsWith("user:");
        assertThat(last.event())
                .isEqualTo(new HearingEvent.TroubleReported(PartyId.device(ward), TroubleKind.NO_PICTURE, "экран"));
        assertThat(running.page(official, "/our-rooms?done=reported").body())
                .contains("Сообщение передано секретарю, судье и техническому специалисту суда.")
                .contains("Сообщено: нет изображения");
        Sessions.Opened clerk = running.memberOf("court", EnumSet.of(Role.CLERK));
        assertThat(running.page(clerk, "/hearings/" + hearing).body())
                .contains("Сообщения о проблемах", "ward", "нет изображения", "экран");
        running.api("POST", "/hearings/" + hearing + "/troubles/" + last.number() + "/seen", "");
        assertThat(running.page(official, "/our-rooms").body()).doesNotContain("Сообщено:");
    }

    @Test
    void nobodyReportsOfARoomElsewhereOrOfAHearingInWhichTheRoomIsNot() throws Exception {
        Sessions.Opened elsewhere = running.memberOf("prison", EnumSet.of(Role.OFFICIAL));
        assertThat(running.page(elsewhere, "/our-rooms").body())
                .contains("cell</strong>")
                .doesNotContain("ward");
        assertThat(report(elsewhere, ward, hearing).statusCode()).isEqualTo(404);
        assertThat(report(official, ward, without).statusCode()).isEqualTo(404);
        assertThat(report(official, ward, "none").statusCode()).isEqualTo(404);
        Sessions.Opened judge = running.memberOf("hospital", EnumSet.of(Role.JUDGE));
        assertThat(report(judge, ward, hearing).statusCode()).isEqualTo(403);
        assertThat(running.page(judge, "/our-rooms").statusCode()).isEqualTo(403);
        assertThat(running.conferences.byId(hearing).orElseThrow().troubles()).isEmpty();
        assertThat(running.conferences.byId(without).orElseThrow().troubles()).isEmpty();
    }

    @Test
    void theRoomsOfALargeInstitutionAreListedByPages() throws Exception {
        for (int i = 1; i <= 60; i++) {
            String device = stands("hospital", "ward " + i, i + " палата");
            String seat = "{\"device\":\"" + device + "\"}";
            assertThat(running.api("POST", "/hearings/" + without + "/devices", seat)
                            .statusCode())
                    .isLessThan(300);
        }
        assertThat(names("/our-rooms")).hasSize(50).startsWith("ward", "ward 1", "ward 2", "ward 3");
        assertThat(names("/our-rooms?page=2")).hasSize(11).endsWith("ward 59", "ward 60");
        assertThat(names("/our-rooms?sort=-room")).startsWith("ward", "ward 60", "ward 59");
        assertThat(names("/our-rooms?q=ward+6"))
                .containsExactly("ward 6", "ward 16", "ward 26", "ward 36", "ward 46", "ward 56", "ward 60");
        assertThat(names("/our-rooms?q=901")).containsExactly("ward");
        assertThat(names("/our-rooms?phase=IN_SESSION")).isEmpty();
        running.api("POST", "/hearings/" + hearing + "/start", "");
        assertThat(names("/our-rooms?phase=IN_SESSION")).containsExactly("ward");
        assertThat(running.page(official, "/our-rooms?page=2").body())
                .contains("name=\"page\" value=\"2\"")
                .hasSizeLessThan(200_000);
        assertThat(running.page(official, "/our-rooms").body()).hasSizeLessThan(200_000);
    }

    @Test
    void whoeverReportsComesBackToWhereTheyWere() throws Exception {
        HttpResponse<String> reported = running.submit(
                official,
                "/our-rooms/" + ward + "/troubles",
                "hearing=" + hearing + "&kind=NO_SOUND&text=&q=12+%26&phase=SCHEDULED&sort=-room&page=3");
        assertThat(reported.headers().firstValue("Location"))
                .contains("/our-rooms?q=12+%26&phase=SCHEDULED&sort=-room&done=reported&page=3");
    }

    /** Of the rooms' devices, in the order of the page. */
    private List<String> names(String path) throws Exception {
        return NAME.matcher(running.page(official, path).body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void programsDoTheSame() throws Exception {
        JsonNode hearings = RunningConsole.json(running.apiOf(official, "GET", "/devices/" + ward + "/seats", ""));
        assertThat(hearings).hasSize(1);
        assertThat(hearings.path(0).path("number").asText()).isEqualTo("901");
        assertThat(hearings.toString()).doesNotContain("Құпия іс");
        String body = "{\"hearing\":\"" + hearing + "\",\"kind\":\"NO_SOUND\"}";
        HttpResponse<String> told = running.apiOf(official, "POST", "/devices/" + ward + "/troubles", body);
        assertThat(RunningConsole.json(told).path("phone").asText()).isEqualTo("+7 7172 71-00-00");
        assertThat(running.apiOf(official, "POST", "/devices/" + cell + "/troubles", body)
                        .statusCode())
                .isEqualTo(404);
        assertThat(running.apiOf(official, "GET", "/devices/" + cell + "/seats", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(running.conferences.byId(hearing).orElseThrow().troubles()).hasSize(1);
    }

    @Test
    void aFloodEndsAfterAFew() throws Exception {
        for (int i = 0; i < ReportLimit.OF_ONE; i++) {
            assertThat(report(official, ward, hearing).statusCode()).isEqualTo(303);
        }
        assertThat(report(official, ward, hearing).statusCode()).isEqualTo(429);
        assertThat(running.conferences.byId(hearing).orElseThrow().troubles())
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.times()).isEqualTo(ReportLimit.OF_ONE));
    }
}
