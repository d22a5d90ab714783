package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A power cut while rooms are in the hearing that do not dial by themselves: the gateway finds them and calls them again. */
class RecalledRoomsIT {

    private static final int SIP = 1;
    private static final int H323 = 2;

    /** Longer than a room that is called again at once takes. */
    private static final Duration CALM = Duration.ofSeconds(10);

    @Test
    void roomsThatTheClerkHadCalledAreBackWithoutBeingAsked() throws Exception {
        try (Court court = Court.open("RecalledRoomsIT")) {
            court.start();
            try (BaresipPeer _ = court.room(SIP);
                    DemoRoomPeer h323 = court.roomOfH323(H323)) {
                h323.awaitState("registered");
                court.dial(SIP);
                court.dial(H323);
                court.awaitLegs(2);
                awaitKept(court, "\"protocol\":\"sip\"", "\"protocol\":\"h323\"");

                court.gateway().kill();
                court.gateway().restart();

                court.awaitLegs(2);
                assertThat(court.gateway().log()).contains("registrations of before the restart: 2 of 2 are taken up");
                assertThat(court.events().toString().toLowerCase(Locale.ROOT).split("recalled", -1))
                        .as("recalls in the trail")
                        .hasSizeGreaterThanOrEqualTo(3);
                assertThat(court.gateway().log()).doesNotContain(" ERROR ");
            }
        }
    }

    /** Nor does what was kept keep the gateway from starting, if it is torn. */
    @Test
    void aRoomThatTheClerkHadRemovedIsLeftInPeace() throws Exception {
        try (Court court = Court.open("RecalledRoomsIT-removed")) {
            court.start();
            try (DemoRoomPeer h323 = court.roomOfH323(H323)) {
                h323.awaitState("registered");
                court.dial(H323);
                court.awaitLegs(1);
                court.remove(H323);
                court.awaitLegs(0);
                awaitKept(court, "\"protocol\":\"h323\"");

                court.gateway().kill();
                Files.writeString(kept(court), "torn");
                court.gateway().restart();

                assertThat(court.gateway().log()).contains("registrations.jsonl is not used");
                h323.awaitState("registered");
                Await.elapsed(CALM);
                assertThat(court.state().path("legs")).isEmpty();
            }
        }
    }

    private static Path kept(Court court) {
        return court.gateway().data().resolve("registrations.jsonl");
    }

    private static void awaitKept(Court court, String... parts) {
        Await.until("registrations are kept", Court.PATIENCE, () -> {
            String kept = Files.exists(kept(court)) ? Files.readString(kept(court)) : "";
            for (String part : parts) {
                if (!kept.contains(part)) {
                    return false;
                }
            }
            return true;
        });
    }
}
