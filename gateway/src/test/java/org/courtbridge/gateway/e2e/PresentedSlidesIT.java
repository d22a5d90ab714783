package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.video.PixelShape;
import org.courtbridge.hearings.Layout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A room none of whose parts is ours asks to present by BFCP. While it does, a phone sees its slides beside its camera, and a
 * room with one picture sees both in that; and where it shows slides itself, it sees the phone's screen.
 */
@Tag("soak")
@Tag("slides")
class PresentedSlidesIT {

    private static final int ROOM = 1;
    private static final int OTHER = 2;
    private static final int PHONE = 3;

    /** Whose film the room's slides are, and the phone's screen. */
    private static final int SLIDES = 5;

    private static final int SCREEN = 6;

    private static final Duration SHORT = Duration.ofSeconds(1);

    @Test
    void slidesAreSeenWhileTheHearingGivesTheFloor() throws Exception {
        try (Court court = Court.open("PresentedSlidesIT", Layout.GRID)) {
            court.start();
            try (BaresipPeer other = court.room(OTHER);
                    BrowserPeer phone = court.phone(PHONE)) {
                court.call(other);
                court.knock(phone);
                court.admit(PHONE);
                String password = court.addDevice(ROOM);
                try (PresentingRoom room = PresentingRoom.call(court, ROOM, password, "udp")) {
                    room.showItself();
                    presents(court, room, phone, other);
                    seesTheScreen(court, room, phone, other);
                    room.hangUp();
                    court.awaitLegs(2);
                }
                try (PresentingRoom room = PresentingRoom.call(court, ROOM, password, "tcp")) {
                    room.showItself();
                    room.showSlides(SLIDES);
                    asks(room, "Granted");
                    court.awaitSight(phone, SLIDES);
                    release(room);
                    noSlides(phone);
                    room.hangUp();
                }
            }
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    /** Until the clerk takes the floor away. */
    private static void presents(Court court, PresentingRoom room, BrowserPeer phone, BaresipPeer other)
            throws Exception {
        court.awaitSight(phone, ROOM);
        room.showSlides(SLIDES);
        noSlides(phone);
        asks(room, "Granted");
        court.awaitSight(phone, SLIDES);
        Proof.sees(PHONE, ROOM, phone);
        Proof.sees(PHONE, SLIDES, phone);
        see(other, Arrangement.LARGE_AND_COLUMN, List.of(SLIDES, ROOM, PHONE));

        court.stopSharing(ROOM);
        room.floor().await("FloorRequestStatus Revoked");
        noSlides(phone);
        see(other, Arrangement.GRID, List.of(PHONE, ROOM));
    }

    /** The phone's, until the clerk takes that away, too. */
    private static void seesTheScreen(Court court, PresentingRoom room, BrowserPeer phone, BaresipPeer other)
            throws Exception {
        phone.evaluate("(() => {" + CanvasCamera.script(SCREEN)
                + "navigator.mediaDevices.getDisplayMedia = async () => new MediaStream([picture()]); })()");
        room.lookAtSlides();
        phone.page().getByTestId("share").click();
        Await.until(
                "the room sees the phone's screen",
                Court.PATIENCE,
                () -> room.slides().filter(seen -> seen.party() == SCREEN).isPresent());
        int frame = room.slides().orElseThrow().frame();
        Await.until(
                "the screen moves",
                Court.PATIENCE,
                () -> room.slides()
                        .filter(seen -> seen.party() == SCREEN && seen.frame() != frame)
                        .isPresent());
        see(other, Arrangement.LARGE_AND_COLUMN, List.of(SCREEN, ROOM));
        asks(room, "Denied");

        court.stopSharing(PHONE);
        phone.page().waitForSelector("body[data-sharing=false]");
        asks(room, "Granted");
        court.awaitSight(phone, SLIDES);
        release(room);
        noSlides(phone);
    }

    private static void asks(PresentingRoom room, String answer) throws Exception {
        room.floor().say("request");
        room.floor().await("FloorRequestStatus " + answer);
    }

    private static void release(PresentingRoom room) throws Exception {
        room.floor().say("release");
        room.floor().await("FloorRequestStatus Released");
    }

    /** Though they are sent. */
    private static void noSlides(BrowserPeer phone) {
        Await.until(
                "no slides", Court.PATIENCE, () -> phone.watch(SLIDES, SHORT).frames() == 0);
        assertThat(phone.watch(SLIDES, SHORT).frames()).isZero();
    }

    /** What is large must move; what is small beside it is there, but too small to be read whenever one looks. */
    private static void see(BaresipPeer other, Arrangement arrangement, List<Integer> parties) {
        ComposedSight sight =
                new ComposedSight(OTHER, new ComposedScreen(arrangement, parties.size(), PixelShape.SQUARE), parties);
        sight.await(other::image);
        boolean columned = arrangement == Arrangement.LARGE_AND_COLUMN;
        Set<Integer> small = columned ? Set.copyOf(parties.subList(1, parties.size())) : Set.of();
        sight.holds(other::image, small);
    }
}
