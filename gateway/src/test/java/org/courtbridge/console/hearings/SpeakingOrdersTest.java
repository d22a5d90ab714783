package org.courtbridge.console.hearings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clerk's orders of who may speak, on the page of a hearing and over the API. */
class SpeakingOrdersTest {

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Sessions.Opened clerk;
    private Device hall;
    private Device ward;
    private String hearing = "";

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        clerk = running.userWith(Set.of(Role.CLERK));
        hall = running.services.devices().add("Зал № 3", "hall-3", "x");
        ward = running.services.devices().add("Палата", "ward", "x");
        hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"4501\",\"title\":\"Іс\"}"))
                .path("id")
                .asText();
        for (Device device : List.of(hall, ward)) {
            running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + device.id() + "\"}");
            running.conferences
                    .submit(
                            hearing,
                            new HearingCommand.Arrive(
                                    "device", PartyId.device(device.id()), new LegId(device.username())))
                    .toCompletableFuture()
                    .get();
        }
        running.api("POST", "/hearings/" + hearing + "/start", "");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private String page() throws Exception {
        return running.page(clerk, "/hearings/" + hearing).body();
    }

    private HttpResponse<String> press(String step) throws Exception {
        return running.submit(clerk, "/hearings/" + hearing + "/" + step, "");
    }

    private String party(Device device, String step) {
        return "parties/" + PartyId.device(device.id()) + "/" + step;
    }

    private JsonNode seat(Device device) throws Exception {
        for (JsonNode seat : state().path("seats")) {
            if (seat.path("party").asText().equals(PartyId.device(device.id()).value())) {
                return seat;
            }
        }
        throw new AssertionError(device.name());
    }

    private JsonNode state() throws Exception {
        return RunningConsole.json(running.api("GET", "/hearings/" + hearing, ""));
    }

    private boolean isHeard(Device device) throws Exception {
        return seat(device).path("heard").booleanValue();
    }

    @Test
    void onlyWhoHasTheFloorIsHeardOnceSomebodyPresides() throws Exception {
        assertThat(page()).contains("Говорить могут все", "Только с предоставлением слова");
        assertThat(press("floor-only").statusCode()).isEqualTo(409);
        press(party(hall, "preside"));
        assertThat(press("floor-only").statusCode()).isEqualTo(303);
        assertThat(page())
                .contains("Слышно только того, кому дали слово", "в заседании, ведёт заседание", "звук выключен");
        assertThat(isHeard(hall)).isTrue();
        assertThat(isHeard(ward)).isFalse();
        press(party(ward, "give-floor"));
        assertThat(isHeard(ward)).isTrue();
        JsonNode floor = state().path("floor");
        assertThat(floor.path("rule").asText()).isEqualTo("FLOOR_ONLY");
        assertThat(floor.path("speaker").asText())
                .isEqualTo(PartyId.device(ward.id()).value());
        assertThat(floor.path("since").asText()).isNotEmpty();
        assertThat(floor.path("presiding").path(0).asText())
                .isEqualTo(PartyId.device(hall.id()).value());
        press("let-everybody-speak");
        press(party(ward, "lower-hand"));
        assertThat(isHeard(ward)).isTrue();
        assertThat(page()).contains("Порядок выступлений: говорить могут все", "Ведёт заседание: Зал № 3");
    }

    @Test
    void allAreMutedAtOnceAndLetSpeakOneByOne() throws Exception {
        press("mute-at-entry");
        press("mute-all");
        assertThat(isHeard(hall)).isFalse();
        assertThat(isHeard(ward)).isFalse();
        press(party(ward, "unmute"));
        assertThat(isHeard(ward)).isTrue();
        assertThat(state().path("floor").path("rule").asText()).isEqualTo("MUTED_AT_ENTRY");
    }

    @Test
    void whoOnlyReadsSeesTheRuleAndGetsNoOrders() throws Exception {
        Sessions.Opened auditor = running.userWith(Set.of(Role.AUDITOR));
        assertThat(running.page(auditor, "/hearings/" + hearing).body())
                .contains("Говорить могут все")
                .doesNotContain("/mute-all", "/floor-only", "/preside");
    }
}
