package org.courtbridge.gateway.e2e;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A phone shows its screen, and a room that sees one picture sees it, whoever speaks; afterwards it sees the camera again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
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

    private static Court court;
    private static BaresipPeer room;
    private static BaresipPeer speaker;
    private static BrowserPeer phone;

    @BeforeAll
    static void allAreInAHearing() throws Exception {
        court = Court.open("SharedScreenIT");
        court.start();
        room = court.room(ROOM);
        speaker = court.room(SPEAKER);
        phone = court.phone(PHONE);
        court.call(room);
        court.call(speaker);
        court.knock(phone);
        court.admit(PHONE);
        court.awaitSight(phone, ROOM);
        phone.evaluate("(() => {" + CanvasCamera.script(SCREEN)
                + "navigator.mediaDevices.getDisplayMedia = async () => new MediaStream([picture()]); })()");
    }

    @AfterAll
    static void close() throws Exception {
        try (Court last = court;
                BaresipPeer first = room;
                BaresipPeer second = speaker;
                BrowserPeer third = phone) {
            // All of them, whatever happens to one.
        }
    }

    @Test
    @Order(1)
    void aRoomSeesTheScreen() throws Exception {
        court.mute(PHONE);
        Proof.sees(ROOM, SPEAKER, room);
        phone.page().getByTestId("share").click();
        Proof.seesAlone(ROOM, SCREEN, room::screen);
        Proof.sees(SPEAKER, SCREEN, speaker);

        phone.page().getByTestId("share").click();
        Proof.sees(ROOM, SPEAKER, room);
        court.mute(SPEAKER);
        court.unmute(PHONE);
        Proof.sees(ROOM, PHONE, room);
    }

    @Test
    @Order(2)
    @Tag("measures")
    void theScreenIsSmoothWhileSomebodyElseSpeaks() throws Exception {
        court.mute(PHONE);
        court.unmute(SPEAKER);
        phone.page().getByTestId("share").click();
        Proof.sees(ROOM, SCREEN, room);
        Proof.holds(() -> complaints(room.watch(SCREEN, Duration.ofSeconds(SECONDS))));
    }

    private static List<String> complaints(Sighting screen) {
        boolean good = screen.frames() > SECONDS * FEWEST_A_SECOND && screen.longestFreeze() < LONGEST_FREEZE_MILLIS;
        return good ? List.of() : List.of(screen.toString());
    }
}
