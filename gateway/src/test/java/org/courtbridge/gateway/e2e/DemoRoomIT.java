package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The simulated room, called directly by a room codec that we did not write. */
class DemoRoomIT {

    private static final int PORT = 16_060;

    private interface Conversation {
        void of(DemoRoomPeer room, BaresipPeer codec) throws Exception;
    }

    @Test
    @Tag("fast")
    void aCodecThatCallsTheRoomIsSeenAndHeardAndSeesAndHears() throws Exception {
        call((room, codec) -> {
            Await.until(
                    "the room sees and hears",
                    Court.PATIENCE,
                    () -> room.report().filter(DemoRoomIT::seesAndHears).isPresent());
            JsonNode report = room.report().orElseThrow();
            assertThat(report.path("width").asInt()).isEqualTo(Film.WIDTH);
            assertThat(report.path("height").asInt()).isEqualTo(Film.HEIGHT);
            Await.until("pictures of the room", Court.PATIENCE, () -> codec.framesShown() > 5);
            Await.until("the greeting", Court.PATIENCE, () -> Tones.peak(codec.receivedInTheLast(3)) > 1_000);

            codec.hangUp();
            Await.until(
                    "the room is free again",
                    Court.PATIENCE,
                    () -> room.report().orElseThrow().path("state").asText().equals("unregistered"));
            assertThat(room.isAlive()).isTrue();
        });
    }

    @Test
    @Tag("measures")
    void itsPicturesAndItsSoundComeAtTheirPace() throws Exception {
        call((room, codec) -> {
            Await.until(
                    "the room sees and hears",
                    Court.PATIENCE,
                    () -> room.report().filter(DemoRoomIT::seesAndHears).isPresent());
            Proof.holds(() -> {
                List<String> complaints = new ArrayList<>(framesOfTheRoom(codec));
                JsonNode report = room.report().orElseThrow();
                if (!isWhole(report)) {
                    complaints.add("of a second: " + report);
                }
                return complaints;
            });
        });
    }

    private static void call(Conversation conversation) throws Exception {
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
            conversation.of(room, codec);
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

    private static boolean seesAndHears(JsonNode report) {
        double level = report.path("soundLevel").asDouble();
        return report.path("pictures").asInt() > 0 && level > -25 && level < -5;
    }

    /** Of what a film and a sound of their speed have in a second. */
    private static boolean isWhole(JsonNode report) {
        int soundPackets = report.path("soundPackets").asInt();
        return report.path("pictures").asInt() >= 13 && soundPackets >= 45 && soundPackets <= 55;
    }
}
