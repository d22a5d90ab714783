package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The simulated room, called directly by a room codec that we did not write. */
@Tag("fast")
class DemoRoomIT {

    private static final int PORT = 16_060;

    @Test
    void aCodecThatCallsTheRoomIsSeenAndHeardAndSeesAndHears() throws Exception {
        Path folder = Scratch.folder("DemoRoomIT");
        String address = Scratch.ADDRESS + ":" + PORT;
        // Nobody takes registrations where the room tries; it takes calls all the same.
        List<String> arguments =
                List.of("--server", Scratch.ADDRESS + ":9", "--user", "room", "--password", "x", "--port", "" + PORT);
        try (DemoRoomPeer room = DemoRoomPeer.start(folder, arguments);
                BaresipPeer codec = BaresipPeer.start(folder, new BaresipPeer.Account(1, "one", "", address, false))) {
            Await.until("the room is up", Court.PATIENCE, () -> room.report().isPresent());
            codec.dial("sip:room@" + address);
            codec.awaitEvent("CALL_ESTABLISHED");
            Await.until(
                    "a second in which the room saw and heard from its first to its last moment",
                    Court.PATIENCE,
                    () -> room.report().filter(DemoRoomIT::isWhole).isPresent());
            JsonNode report = room.report().orElseThrow();
            assertThat(report.path("width").asInt()).isEqualTo(Film.WIDTH);
            assertThat(report.path("height").asInt()).isEqualTo(Film.HEIGHT);
            assertThat(report.path("soundLevel").asDouble()).isBetween(-25.0, -5.0);

            Proof.holds(() -> framesOfTheRoom(codec));
            assertThat(Tones.peak(codec.receivedInTheLast(3)))
                    .as("peak of the greeting")
                    .isGreaterThan(1_000);

            codec.hangUp();
            Await.until(
                    "the room is free again",
                    Court.PATIENCE,
                    () -> room.report().orElseThrow().path("state").asText().equals("unregistered"));
            assertThat(room.isAlive()).isTrue();
        }
    }

    /** Between two counts, whenever they are had, there is what a film of its speed has in that time. */
    private static List<String> framesOfTheRoom(BaresipPeer codec) throws Exception {
        long begin = System.nanoTime();
        long before = codec.framesShown();
        Await.elapsed(Duration.ofSeconds(2));
        long frames = codec.framesShown() - before;
        double due = (System.nanoTime() - begin) / 1e9 * Film.FRAMES_PER_SECOND;
        return Math.abs(frames - due) < 4
                ? List.of()
                : List.of("%d frames of the room, not %.0f".formatted(frames, due));
    }

    /** The second in which a call begins is covered by its media only in part. */
    private static boolean isWhole(JsonNode report) {
        int soundPackets = report.path("soundPackets").asInt();
        return report.path("pictures").asInt() >= 13 && soundPackets >= 45 && soundPackets <= 55;
    }
}
