package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.courtbridge.gateway.measuring.FurtherAttempts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole gateway is asked to test a real room. */
class TestCallIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MOST_TESTS = 5;

    private static Court court;
    private static AdminClient admin;

    @BeforeAll
    static void open() throws Exception {
        court = Court.open("TestCallIT", Scratch.ADDRESS, "test-calls: {length: 10s}\n");
        admin = new AdminClient(court.gateway().data());
    }

    @AfterAll
    static void close() throws Exception {
        court.close();
    }

    private static String outcome(JsonNode test, String check) {
        return StreamSupport.stream(test.path("verdicts").spliterator(), false)
                .filter(verdict -> verdict.path("check").asText().equals(check))
                .map(verdict -> verdict.path("outcome").asText())
                .findFirst()
                .orElse("none");
    }

    private static JsonNode ended(String id) {
        JsonNode[] test = new JsonNode[1];
        Await.until("the test has ended", PATIENCE, () -> {
            test[0] = admin.get("/test-calls/" + id + "?wait=5");
            return test[0].hasNonNull("outcome");
        });
        return test[0];
    }

    /** The room is not called, and stays in the hearing; what its call there does not show is not told. */
    private static void watchesTheCallInTheHearing(String device) throws Exception {
        String leg = court.leg(1);
        JsonNode test = ended(begin(device));
        assertThat(outcome(test, "CONNECTION")).isEqualTo("PASS");
        assertThat(outcome(test, "LOSS")).isEqualTo("PASS");
        // Half of the time its tone is silent.
        assertThat(outcome(test, "MICROPHONE")).isNotEqualTo("FAIL");
        assertThat(outcome(test, "BLACK")).isEqualTo("COULD_NOT_TELL");
        assertThat(test.toString()).contains("IN_HEARING");
        assertThat(court.leg(1)).isEqualTo(leg);
    }

    private static String begin(String device) throws Exception {
        return admin.post("/test-calls", Map.of("device", device))
                .path("accepted")
                .path(0)
                .path("id")
                .asText();
    }

    @Test
    void testsARoomThatIsInNoCallAndRemembersIt() throws Exception {
        try (BaresipPeer room = court.room(1)) {
            String device =
                    court.state().path("seats").path(0).path("party").asText().substring("device:".length());
            String id = begin(device);
            assertThat(begin(device)).isEqualTo(id);
            room.awaitEvent("CALL_ESTABLISHED");
            JsonNode test = ended(id);
            int tests = 1;
            while (outcome(test, "LOSS").equals("COULD_NOT_TELL") && tests < MOST_TESTS) {
                tests++;
                FurtherAttempts.note(tests, "it could not be told whether packets were lost");
                room.awaitEvent("CALL_CLOSED");
                id = begin(device);
                room.awaitEvent("CALL_ESTABLISHED");
                test = ended(id);
            }
            assertThat(outcome(test, "CONNECTION")).isEqualTo("PASS");
            assertThat(outcome(test, "LOSS")).isEqualTo("PASS");
            assertThat(outcome(test, "FRAME_RATE")).isNotEqualTo("none");
            room.awaitEvent("CALL_CLOSED");
            court.awaitLegs(0);

            court.start();
            court.dial(1);
            court.awaitLegs(1);
            watchesTheCallInTheHearing(device);
            tests++;
            court.remove(1);
            court.awaitLegs(0);

            String disturbed = begin(device);
            room.awaitEvent("CALL_ESTABLISHED");
            court.dial(1);
            court.awaitLegs(1);
            assertThat(admin.get("/test-calls/" + disturbed).path("reason").asText())
                    .isEqualTo("IN_A_CALL");
            court.remove(1);
            court.awaitLegs(0);

            court.gateway().kill();
            court.gateway().restart();
            assertThat(admin.get("/test-calls/" + id)).isEqualTo(test);
            assertThat(admin.get("/devices/" + device + "/test-calls")).hasSize(tests);
        }
        String absent = court.addDevice(2);
        assertThat(absent).isNotEmpty();
        String second =
                court.state().path("seats").path(1).path("party").asText().substring("device:".length());
        JsonNode test = ended(begin(second));
        assertThat(outcome(test, "CONNECTION")).isEqualTo("FAIL");
        assertThat(test.findValuesAsText("reason")).contains("NOT_REGISTERED");
    }
}
