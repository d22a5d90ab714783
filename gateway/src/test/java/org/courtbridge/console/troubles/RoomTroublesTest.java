package org.courtbridge.console.troubles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
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
        Room room = new Room("room-" + name, institution, "№ 12 палата");
        running.services.inventory().save(room);
        String device = running.services.devices().add(name, name, "x").id();
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
                .contains("№ 12 палата", "ward", ": 901</span>", "Аудандық сот, +7 7172 71-00-00")
                .contains("2026", "09:30")
                .doesNotContain("Құпия іс")
                .doesNotContain("cell")
                .doesNotContain(": 902</span>");
        assertThat(running.page(official, "/hearings").body()).contains("/our-rooms");
        running.api("POST", "/hearings/" + hearing + "/end", "");
        assertThat(running.page(official, "/our-rooms").body()).doesNotContain(": 901</span>");
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
                .contains("cell")
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
