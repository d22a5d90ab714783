package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A viewer that receives by WHEP, on a stack that has no decoder and asks for no keyframe: alone, in the lobby and with a room, and for
 * longer than the consent of one moment lasts (RFC 7675).
 */
class WhepViewerIT {

    private static final int ROOM = 1;
    private static final int PERSON = 4;

    /** Longer than consent lasts. */
    private static final Duration STAY = Duration.ofSeconds(36);

    @Test
    void seesStillsAndTheRoomFromTheFirstPacketOnAndStays() throws Exception {
        try (Court court = Court.open("WhepViewerIT")) {
            court.start();
            String link = court.invite(PERSON);
            try (WeriftViewer viewer = WeriftViewer.start(court.folder(), PERSON, link, "H264");
                    BaresipPeer room = court.room(ROOM)) {
                awaitFrames(viewer, 10);
                assertThat(viewer.pictures().decoded())
                        .as("pictures in the lobby")
                        .hasSizeGreaterThan(8);

                court.call(room);
                court.awaitLegs(2);
                court.admit(PERSON);
                Await.until(
                        "sight of the room",
                        Court.PATIENCE,
                        () -> viewer.pictures().shows(ROOM));
                Await.elapsed(STAY);

                int frames = viewer.frames();
                awaitFrames(viewer, frames + 50);
                assertThat(viewer.state()).isEqualTo("connected");
                assertThat(viewer.pictures().shows(ROOM)).isTrue();
                assertThat(court.gateway().log()).doesNotContain("consent expired");
                assertThat(viewer.leave()).isEqualTo(200);
                court.awaitLegs(1);
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private static void awaitFrames(WeriftViewer viewer, int count) {
        Await.until(count + " pictures of werift", Court.PATIENCE, () -> viewer.frames() >= count);
    }
}
