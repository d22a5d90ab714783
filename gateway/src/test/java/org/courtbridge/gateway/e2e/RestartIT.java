package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A power cut in the hearing: afterwards it is the same hearing, and everybody comes back without being asked. */
class RestartIT {

    private static final int ROOM = 1;
    private static final int PHONE = 3;

    @Test
    void afterAKillTheHearingIsAsItWasAndEverybodyComesBack() throws Exception {
        try (Court court = Court.open("RestartIT")) {
            court.start();
            try (DemoRoomPeer room = court.demoRoom(ROOM);
                    BrowserPeer phone = court.phone(PHONE)) {
                court.knock(phone);
                court.admit(PHONE);
                roomSeesThePhone(room);
                phoneSeesTheRoom(phone);
                JsonNode before = court.state();

                court.gateway().kill();
                court.gateway().restart();

                JsonNode after = court.state();
                assertThat(after.path("id")).isEqualTo(before.path("id"));
                assertThat(after.path("phase")).isEqualTo(before.path("phase"));
                roomSeesThePhone(room);
                phoneSeesTheRoom(phone);
                assertThat(court.state().path("phase")).isEqualTo(before.path("phase"));
            }
        }
    }

    private static void roomSeesThePhone(DemoRoomPeer room) {
        Await.until(
                "the room sees the phone",
                Duration.ofSeconds(30),
                () -> room.report().orElseThrow().path("pictures").asInt() >= 12);
    }

    /** The connection of before may be open for a while, but nothing comes over it. */
    private static void phoneSeesTheRoom(BrowserPeer phone) {
        Await.until("the phone sees the room", Duration.ofSeconds(30), () -> {
            long before = phone.framesDecoded();
            Await.elapsed(Duration.ofSeconds(1));
            return phone.framesDecoded() - before >= 12;
        });
    }
}
