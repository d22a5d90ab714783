package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.courtbridge.gateway.ivr.ExpectedScreen;
import org.courtbridge.provisioning.testcall.Check;
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

    private static final Pattern FOUND = Pattern.compile("tested=(\\w+) failed=\\[([^]]*)]");

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
                Found first = found(court, 1);
                System.out.println("found: " + first);
                Proof.hears(ROOM, Set.of(ROOM), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                assertThat(first.failed()).doesNotContain(Check.CONNECTION, Check.MICROPHONE, Check.SPEECH_LEVEL);

                Await.elapsed(Duration.ofSeconds(3));
                String muted = room.command("mute", "");
                String asked = room.command("sndcode", "1");
                Found second = found(court, 2);
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
                AtomicInteger calls = new AtomicInteger();
                Proof.holds(() -> {
                    room.dial("sip:777@" + Scratch.ADDRESS);
                    room.awaitEvent("CALL_ESTABLISHED");
                    Found found = found(court, calls.incrementAndGet());
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

    private record Found(String outcome, List<Check> failed) {}

    private static Found found(Court court, int nth) {
        return Await.value(
                "what is found, time " + nth,
                PATIENCE,
                () -> FOUND.matcher(court.gateway().log())
                        .results()
                        .skip(nth - 1)
                        .findFirst()
                        .map(found -> new Found(
                                found.group(1),
                                Arrays.stream(found.group(2).split(", "))
                                        .filter(name -> !name.isEmpty())
                                        .map(Check::valueOf)
                                        .toList())));
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

    private static void awaitScreen(BaresipPeer room, ExpectedScreen expected) {
        Await.until(
                expected.toString(),
                PATIENCE,
                () -> room.image()
                        .filter(seen -> expected.difference(seen) < ALIKE)
                        .isPresent());
    }
}
