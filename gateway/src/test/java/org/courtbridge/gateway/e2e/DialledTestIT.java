package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.courtbridge.gateway.measuring.FurtherAttempts;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.signalling.ivr.ExpectedScreen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A room dials the number of tests: it is told to speak, sees and hears what comes of it, and reads what is wrong; then it is muted,
 * and tests itself again.
 */
class DialledTestIT {

    private static final int ROOM = 1;

    /** From the dialling to what is found: 22 s, and what a busy machine adds. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Share of a picture. */
    private static final double ALIKE = 0.002;

    /** What the gateway's log has of a test that was judged, or that it was too busy for. */
    private static final Pattern TESTED = Pattern.compile("tested=(\\w+)(?::| failed=\\[([^]]*)])");

    private static final String TOO_BUSY = "no";
    private static final int MOST_TESTS = 5;

    @Test
    void roomSeesAndHearsItselfAndIsToldThatItIsMuted() throws Exception {
        try (Court court = Court.open("DialledTestIT")) {
            BaresipPeer.Account account =
                    new BaresipPeer.Account(ROOM, "room" + ROOM, court.addUnseated("room" + ROOM), Court.SERVER, true);
            try (BaresipPeer room = BaresipPeer.start(court.folder(), account)) {
                room.awaitRegistered();
                room.dial("sip:777@" + Scratch.ADDRESS);
                room.awaitEvent("CALL_ESTABLISHED");
                awaitScreen(room, ExpectedScreen.guide());
                Await.until(
                        "its own picture",
                        PATIENCE,
                        () -> room.screen().filter(seen -> seen.party() == ROOM).isPresent());
                Results results = new Results(court);
                Found first = results.nextMeasured(room);
                System.out.println("found: " + first);
                Proof.hears(ROOM, Set.of(ROOM), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                assertThat(first.failed()).doesNotContain(Check.CONNECTION, Check.MICROPHONE, Check.SPEECH_LEVEL);

                Await.elapsed(Duration.ofSeconds(3));
                String muted = room.command("mute", "");
                String asked = pressOne(room);
                Found second = results.nextMeasured(room);
                for (int test = 2; microphoneIsBorderline(court) && test <= MOST_TESTS; test++) {
                    FurtherAttempts.note(test, "sound of before the microphone was muted came while it was measured");
                    pressOne(room);
                    second = results.nextMeasured(room);
                }
                System.out.println("found when muted: " + second);
                assertThat(second.outcome()).isEqualTo("FAIL");
                assertThat(second.failed())
                        .as(
                                "mute: %s; 1: %s; %s; %s",
                                muted, asked, verdict(court, Check.MICROPHONE), verdict(court, Check.SPEECH_LEVEL))
                        .contains(Check.MICROPHONE);
                awaitScreen(room, ExpectedScreen.failed(second.failed()));
                room.hangUp();
            }
        }
    }

    /** What the test itself measures of a good room, and what it plays back. */
    @Test
    @Tag("measures")
    void aGoodRoomIsFoundGood() throws Exception {
        try (Court court = Court.open("DialledTestIT-good")) {
            BaresipPeer.Account account =
                    new BaresipPeer.Account(ROOM, "room" + ROOM, court.addUnseated("room" + ROOM), Court.SERVER, true);
            try (BaresipPeer room = BaresipPeer.start(court.folder(), account)) {
                room.awaitRegistered();
                Results results = new Results(court);
                Proof.holds(() -> {
                    room.dial("sip:777@" + Scratch.ADDRESS);
                    room.awaitEvent("CALL_ESTABLISHED");
                    Found found = results.next();
                    if (found.outcome().equals(TOO_BUSY)) {
                        room.hangUp();
                        return List.of("the gateway was too busy to measure");
                    }
                    Await.elapsed(Duration.ofSeconds(4));
                    short[] heard = room.receivedInTheLast(3);
                    double silence = Tones.longestSilence(ROOM, heard, BaresipPeer.SAMPLE_RATE);
                    JsonNode down = verdict(court, Check.RATE_DOWN);
                    System.out.printf("%s; line to the room: %s; silent for %.0f ms%n", found, down, silence);
                    room.hangUp();
                    boolean good = !found.failed().contains(Check.FRAME_RATE)
                            && down.path("outcome").asText().equals("PASS")
                            && silence < 2 * Tones.pauseMillis(ROOM);
                    return good
                            ? List.of()
                            : List.of("%s, %s, %s, %.0f ms without the room's own tone"
                                    .formatted(found, down, Tones.describe(heard, BaresipPeer.SAMPLE_RATE), silence));
                });
            }
        }
    }

    /** @param outcome of the test, or {@value #TOO_BUSY} */
    private record Found(String outcome, List<Check> failed) {}

    private static String pressOne(BaresipPeer room) throws Exception {
        return room.command("sndcode", "1");
    }

    /** The results that the gateway logs, one test after the other. */
    private static final class Results {

        private final Court court;
        private int told;

        Results(Court court) {
            this.court = court;
        }

        Found next() {
            Found found = Await.value(
                    "what test %d finds".formatted(told + 1),
                    PATIENCE,
                    () -> TESTED.matcher(court.gateway().log())
                            .results()
                            .skip(told)
                            .findFirst()
                            .map(Results::found));
            told++;
            return found;
        }

        private static Found found(MatchResult tested) {
            List<Check> failed = Stream.ofNullable(tested.group(2))
                    .flatMap(names -> Arrays.stream(names.split(", ")))
                    .filter(name -> !name.isEmpty())
                    .map(Check::valueOf)
                    .toList();
            return new Found(tested.group(1), failed);
        }

        /** Tests again, as the room is told to, as long as the gateway was too busy to measure. */
        Found nextMeasured(BaresipPeer room) throws Exception {
            Found found = next();
            for (int test = 2; found.outcome().equals(TOO_BUSY) && test <= MOST_TESTS; test++) {
                FurtherAttempts.note(test, "the gateway was too busy to measure");
                pressOne(room);
                found = next();
            }
            return found;
        }
    }

    /** Of the last test of the only device. */
    private static JsonNode verdict(Court court, Check check) throws Exception {
        AdminClient admin = new AdminClient(court.gateway().data());
        String device = admin.get("/devices").path(0).path("id").asText();
        JsonNode tests = admin.get("/devices/" + device + "/test-calls");
        JsonNode test = admin.get("/test-calls/" + tests.path(0).path("id").asText());
        for (JsonNode verdict : test.path("verdicts")) {
            if (verdict.path("check").asText().equals(check.name())) {
                return verdict;
            }
        }
        throw new AssertionError("no " + check + " in " + test);
    }

    /** A room that is short of processors sends what it heard before it was muted for another second; it is told to ask again. */
    private static boolean microphoneIsBorderline(Court court) throws Exception {
        return verdict(court, Check.MICROPHONE).path("doubt").asText().equals("BORDERLINE");
    }

    private static void awaitScreen(BaresipPeer room, ExpectedScreen expected) {
        Await.until(
                expected.toString(),
                PATIENCE,
                () -> room.image()
                        .filter(seen -> expected.difference(seen) < ALIKE)
                        .isPresent());
    }
}
