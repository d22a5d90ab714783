package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A power cut in the hearing: afterwards it is the same hearing, and everybody comes back without being asked. */
class RestartIT {

    private static final int ROOM = 1;
    private static final int EXPECTED = 2;
    private static final int PHONE = 3;
    private static final int UNKNOWN = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SECONDS = 3;

    /** Of a film that goes on. */
    private static final int FEWEST_PICTURES = 5;

    @Test
    void afterAKillTheHearingIsAsItWasAndEverybodyComesBack() throws Exception {
        try (Court court = Court.open("RestartIT")) {
            court.start();
            // Two who have not called: one is let in and muted already, of the other nothing is decided.
            court.invite(EXPECTED);
            court.admit(EXPECTED);
            court.mute(EXPECTED);
            court.invite(UNKNOWN);
            try (DemoRoomPeer room = court.demoRoom(ROOM);
                    BrowserPeer phone = court.phone(PHONE)) {
                court.knock(phone);
                court.admit(PHONE);
                roomSeesAndHearsThePhone(room);
                phoneSeesAndHearsTheRoom(phone);
                JsonNode before = court.state();
                List<JsonNode> happened = court.events();

                court.gateway().kill();
                court.gateway().restart();

                assertSameHearing(court.state(), before);
                assertThat(court.events()).startsWith(happened.toArray(JsonNode[]::new));
                court.awaitLegs(2);
                roomSeesAndHearsThePhone(room);
                phoneSeesAndHearsTheRoom(phone);
                JsonNode after = court.state();
                assertSameHearing(after, before);
                assertThat(taken(after)).as("seats in which somebody sits").isEqualTo(taken(before));
                Await.until(
                        "every event is in the trail, those of before too",
                        Court.PATIENCE,
                        () -> court.events().size() == after.path("lastEvent").asInt());
                assertThat(court.events())
                        .startsWith(happened.toArray(JsonNode[]::new))
                        .hasSizeGreaterThan(happened.size());
                assertThat(court.gateway().log()).doesNotContain(" ERROR ");
            }
        }
    }

    /** All but who is on the line just now, and how many events there were. */
    private static void assertSameHearing(JsonNode now, JsonNode before) {
        for (String part : List.of("id", "number", "title", "phase")) {
            assertThat(now.path(part)).as(part).isEqualTo(before.path(part));
        }
        assertThat(seats(now)).as("seats").isEqualTo(seats(before)).hasSize(4);
    }

    /** Party, name, admission, admitted and muting of each seat, in order. */
    private static List<JsonNode> seats(JsonNode hearing) {
        List<JsonNode> seats = new ArrayList<>();
        hearing.path("seats").forEach(seat -> seats.add(((ObjectNode) seat.deepCopy()).without("leg")));
        return seats;
    }

    /** The parties that are on the line. */
    private static List<String> taken(JsonNode hearing) {
        List<String> taken = new ArrayList<>();
        for (JsonNode seat : hearing.path("seats")) {
            if (seat.path("leg").isTextual()) {
                taken.add(seat.path("party").asText());
            }
        }
        assertThat(taken).hasSize(2);
        return taken;
    }

    private static void roomSeesAndHearsThePhone(DemoRoomPeer room) {
        Await.until(
                "the room sees and hears the phone",
                PATIENCE,
                () -> room.report()
                        .filter(report -> report.path("pictures").asInt() > 0
                                && report.path("soundLevel").asDouble() > -40)
                        .isPresent());
    }

    /** The connection of before may be open for a while, but nothing comes over it. */
    private static void phoneSeesAndHearsTheRoom(BrowserPeer phone) {
        Await.until("the phone sees and hears the room", PATIENCE, () -> {
            phone.forgetSound();
            long before = phone.framesDecoded();
            Await.elapsed(Duration.ofSeconds(SECONDS));
            return phone.framesDecoded() - before >= FEWEST_PICTURES
                    && Tones.peak(phone.soundInTheLast(SECONDS)) > 1_000;
        });
    }
}
