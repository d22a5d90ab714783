package org.courtbridge.console.rehearsals;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check-list over the API and on its page. Each look at it is two seconds after the one before. */
class ChecklistPagesTest {

    private static final Instant BEGIN = Instant.parse("2026-12-03T05:00:00Z");
    private static final double SPEECH = -28;
    private static final double NOISE = -60;

    @TempDir
    private Path folder;

    private RunningConsole running;
    private Device hall;
    private Device ward;
    private String hearing = "";
    private Sessions.Opened clerk;
    private int seconds;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        clerk = running.userWith(Set.of(Role.CLERK));
        hall = running.services.devices().add("Зал № 3", "hall-3", "x");
        ward = running.services.devices().add("Палата", "ward", "x");
        hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"4501\",\"title\":\"Іс № 7520\"}"))
                .path("id")
                .asText();
        for (Device device : List.of(hall, ward)) {
            running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + device.id() + "\"}");
            running.conferences
                    .submit(hearing, new HearingCommand.Arrive("device", party(device), leg(device)))
                    .toCompletableFuture()
                    .get();
        }
        running.api("POST", "/hearings/" + hearing + "/start", "");
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private static LegId leg(Device device) {
        return new LegId(device.username());
    }

    private static PartyId party(Device device) {
        return PartyId.device(device.id());
    }

    /** Two seconds later. @param loudest of the ward's sound in the last minute */
    private void measure(double loudest, double pictures, double loss) {
        seconds += 2;
        running.clock = () -> BEGIN.plusSeconds(seconds);
        running.conferences.statistics.clear();
        running.conferences.statistics.add(room(hall, SPEECH, 25, 0));
        running.conferences.statistics.add(room(ward, loudest, pictures, loss));
    }

    private LegStatistics room(Device device, double loudest, double pictures, double loss) {
        List<LegStatistics.Stream> streams = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            streams.add(stream(direction, Medium.AUDIO, 0, loudest, loss));
            streams.add(stream(direction, Medium.VIDEO, Math.round(pictures * seconds), -127, loss));
        }
        return new LegStatistics(
                leg(device),
                device.name(),
                Leg.Kind.ROOM,
                streams,
                List.of(),
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                new LegStatistics.Reported(OptionalDouble.of(loss), OptionalDouble.of(loss)),
                List.of());
    }

    private LegStatistics.Stream stream(
            Direction direction, Medium medium, long frames, double loudest, double recentLoss) {
        return new LegStatistics.Stream(
                direction,
                medium,
                "main",
                "codec",
                new LegStatistics.Stream.Traffic(50L * seconds, 0, 0),
                new LegStatistics.Stream.Network(0, recentLoss, 0, OptionalDouble.empty()),
                new LegStatistics.Stream.Content(frames, 0, 0, 0, -90, loudest, 0),
                Optional.empty());
    }

    private JsonNode items() throws Exception {
        return RunningConsole.json(running.api("GET", "/hearings/" + hearing + "/checklist", ""));
    }

    private JsonNode item(JsonNode items, String name) {
        for (JsonNode one : items) {
            if (one.path("party").asText().equals(party(ward).value())
                    && one.path("item").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError(name + " of " + items);
    }

    private HttpResponse<String> say(String item, String confirmed) throws Exception {
        return running.api(
                "POST",
                "/hearings/" + hearing + "/parties/" + party(ward) + "/checklist",
                "{\"item\":\"" + item + "\"" + confirmed + "}");
    }

    private String page() throws Exception {
        HttpResponse<String> page = running.page(clerk, "/hearings/" + hearing + "/checklist");
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    @Test
    void measurementsProposeForEachParty() throws Exception {
        measure(SPEECH, 25, 0);
        items();
        measure(SPEECH, 25, 0);
        JsonNode well = items();
        assertThat(well).hasSize(8);
        for (String name : List.of("HEARD", "SEEN", "HEARS", "SEES")) {
            assertThat(item(well, name).path("outcome").asText()).as(name).isEqualTo("PASS");
        }
        measure(NOISE, 0, 40);
        JsonNode ill = items();
        assertThat(item(ill, "HEARD").path("because").asText()).isEqualTo("NOBODY_SPOKE");
        assertThat(item(ill, "HEARD").path("outcome").asText()).isEqualTo("COULD_NOT_TELL");
        assertThat(item(ill, "SEEN").path("because").asText()).isEqualTo("NOTHING_COMES");
        assertThat(item(ill, "HEARS").path("because").asText()).isEqualTo("LOST");
        assertThat(item(ill, "SEES").path("outcome").asText()).isEqualTo("FAIL");
    }

    @Test
    void whomTheClerkHasMutedIsNotHeard() throws Exception {
        measure(SPEECH, 25, 0);
        items();
        running.api("POST", "/hearings/" + hearing + "/parties/" + party(ward) + "/mute", "");
        measure(SPEECH, 25, 0);
        assertThat(item(items(), "HEARD").path("because").asText()).isEqualTo("MUTED");
    }

    @Test
    void peopleDecide() throws Exception {
        measure(SPEECH, 25, 0);
        items();
        measure(SPEECH, 25, 0);
        assertThat(say("HEARS", ",\"confirmed\":false").statusCode()).isEqualTo(204);
        JsonNode said = item(items(), "HEARS");
        assertThat(said.path("confirmed").asBoolean(true)).isFalse();
        assertThat(said.path("outcome").asText()).as("is still measured").isEqualTo("PASS");
        assertThat(said.path("by").asText()).isEqualTo("system");
        assertThat(say("HEARS", "").statusCode()).isEqualTo(204);
        assertThat(item(items(), "HEARS").has("confirmed")).isFalse();
        assertThat(say("SMELLS", "").statusCode()).isEqualTo(400);
        running.api("POST", "/hearings/" + hearing + "/adjourn", "{}");
        assertThat(say("HEARS", ",\"confirmed\":true").statusCode()).isEqualTo(409);
    }

    @Test
    void theClerkAnswersOnThePage() throws Exception {
        measure(SPEECH, 25, 0);
        page();
        measure(NOISE, 25, 0);
        assertThat(page())
                .contains("<h2>Палата</h2>", "её слышат", "по измерениям: неизвестно", "Там никто не говорил.")
                .contains("Подтверждено полностью: 0 из 2");
        for (String item : List.of("HEARD", "SEEN", "HEARS", "SEES")) {
            running.submit(
                    clerk, "/hearings/" + hearing + "/parties/" + party(ward) + "/checklist", "said=yes&item=" + item);
        }
        assertThat(page())
                .contains("Подтверждено полностью: 1 из 2", "всё подтверждено")
                .containsPattern("Пользователь user0, \\d\\d:\\d\\d")
                .contains("Отменить ответ");
        String trail = running.page(clerk, "/hearings/" + hearing).body();
        assertThat(trail).contains("Палата: подтверждено «слышит»");
        assertThat(running.submit(
                                clerk,
                                "/hearings/" + hearing + "/parties/" + party(ward) + "/checklist",
                                "said=perhaps&item=HEARD")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whoMayOnlyReadGetsNoButtonsAndNobodyAnswersOutsideOfTheSession() throws Exception {
        measure(SPEECH, 25, 0);
        page();
        measure(SPEECH, 25, 0);
        Sessions.Opened auditor = running.userWith(Set.of(Role.AUDITOR));
        assertThat(running.page(auditor, "/hearings/" + hearing + "/checklist").body())
                .contains("Палата", "по измерениям: да")
                .doesNotContain("name=\"said\"");
        running.api("POST", "/hearings/" + hearing + "/close-session", "");
        assertThat(page())
                .contains("Сейчас никто никого не слышит", "не в заседании")
                .doesNotContain("name=\"said\"", "по измерениям");
    }
}
