package org.courtbridge.gateway.e2e;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A phone shows its screen, and a room that sees one picture sees it, whoever speaks; afterwards it sees the camera again. */
class SharedScreenIT {

    private static final int ROOM = 1;
    private static final int SPEAKER = 2;
    private static final int PHONE = 3;

    /** Whose film is on the screen. */
    private static final int SCREEN = 5;

    private static final int SECONDS = 3;

    /** Ten are sent at most. */
    private static final int FEWEST_A_SECOND = 7;

    private static final double LONGEST_FREEZE_MILLIS = 1_000;

    @Test
    void aRoomSeesTheScreen() throws Exception {
        try (Court court = Court.open("SharedScreenIT")) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    BaresipPeer speaker = court.room(SPEAKER);
                    BrowserPeer phone = court.phone(PHONE)) {
                court.call(room);
                court.call(speaker);
                court.knock(phone);
                court.admit(PHONE);
                court.awaitSight(phone, ROOM);
                court.mute(PHONE);
                awaitSight(room, SPEAKER);

                phone.evaluate("(() => {" + CanvasCamera.script(SCREEN)
                        + "navigator.mediaDevices.getDisplayMedia = async () => new MediaStream([picture()]); })()");
                phone.page().getByTestId("share").click();
                awaitSight(room, SCREEN);
                awaitSight(speaker, SCREEN);
                Proof.holds(() -> complaints(room.watch(SCREEN, Duration.ofSeconds(SECONDS))));

                phone.page().getByTestId("share").click();
                awaitSight(room, SPEAKER);
                court.mute(SPEAKER);
                court.unmute(PHONE);
                awaitSight(room, PHONE);
            }
        }
    }

    /** It keeps on being seen, while somebody else speaks. */
    private static List<String> complaints(Sighting screen) {
        boolean good = screen.frames() > SECONDS * FEWEST_A_SECOND && screen.longestFreeze() < LONGEST_FREEZE_MILLIS;
        return good ? List.of() : List.of(screen.toString());
    }

    private static void awaitSight(BaresipPeer room, int party) {
        Await.until(
                "sight of " + party,
                Court.PATIENCE,
                () -> room.screen().filter(seen -> seen.party() == party).isPresent());
    }
}
