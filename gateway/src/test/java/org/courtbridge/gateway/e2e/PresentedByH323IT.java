package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.courtbridge.hearings.Layout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A room of H.323, a room of SIP and a phone in one hearing: whoever presents, by H.239, by BFCP or by sharing a screen, the
 * others see it, each in its own way.
 */
@Tag("soak")
@Tag("slides")
class PresentedByH323IT {

    private static final int H323 = 1;
    private static final int SIP = 2;
    private static final int PHONE = 3;

    /** Whose films are what the H.323 room, the SIP room and the phone present. */
    private static final int SLIDES = 4;

    private static final int OTHER_SLIDES = 5;
    private static final int SCREEN = 6;

    private static final Duration TIME = Duration.ofSeconds(3);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @Test
    void whoeverPresentsIsSeenByTheOthers() throws Exception {
        try (Court court = Court.open("PresentedByH323IT", Layout.GRID)) {
            court.start();
            try (BrowserPeer phone = court.phone(PHONE)) {
                court.knock(phone);
                court.admit(PHONE);
                try (TwoPictureRoom room = TwoPictureRoom.call(court, H323, court.numberWithPin());
                        PresentingRoom other = PresentingRoom.call(court, SIP, court.addDevice(SIP), "udp")) {
                    court.admitStranger(H323);
                    room.showItself();
                    other.showItself();
                    court.awaitSight(phone, H323);
                    court.awaitSight(phone, SIP);

                    roomPresents(court, room, other, phone);
                    otherPresents(room, other, phone);
                    phonePresents(court, room, other, phone);
                    room.hangUp();
                    other.hangUp();
                }
            }
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    /** By H.239, until the clerk takes it away; then once more, until it ends. */
    private static void roomPresents(Court court, TwoPictureRoom room, PresentingRoom other, BrowserPeer phone)
            throws Exception {
        other.lookAtSlides();
        room.presents(SLIDES);
        court.awaitSight(phone, SLIDES);
        Proof.sees(PHONE, H323, phone);
        Proof.sees(PHONE, SLIDES, phone);
        Await.until(
                "the other room sees the slides",
                Court.PATIENCE,
                () -> other.slides().filter(seen -> seen.party() == SLIDES).isPresent());
        other.floor().say("request");
        other.floor().await("FloorRequestStatus Denied");

        court.stopSharing(H323);
        noSight(phone, SLIDES);
        Await.until("the token is gone", Court.PATIENCE, () -> room.lost() == 1);
        room.presentsNoMore();

        room.presents(SLIDES);
        court.awaitSight(phone, SLIDES);
        room.presentsNoMore();
        noSight(phone, SLIDES);
    }

    /** By BFCP. */
    private static void otherPresents(TwoPictureRoom room, PresentingRoom other, BrowserPeer phone) throws Exception {
        assertThat(room.isShownContent()).isFalse();
        other.floor().say("request");
        other.floor().await("FloorRequestStatus Granted");
        Await.until("a channel for what is presented", Court.PATIENCE, room::isShownContent);
        room.lookAtContent();
        other.showSlides(OTHER_SLIDES);
        room.awaitContent(OTHER_SLIDES);
        assertThat(phone.watch(OTHER_SLIDES, TIME).frames()).isPositive();
        room.asksToPresent();
        Await.until("the room is refused", Court.PATIENCE, () -> room.refused() > 0);
        room.presentsNoMore();

        other.floor().say("release");
        other.floor().await("FloorRequestStatus Released");
        Await.until("the channel is closed", Court.PATIENCE, () -> !room.isShownContent());
    }

    /** By its screen. */
    private static void phonePresents(Court court, TwoPictureRoom room, PresentingRoom other, BrowserPeer phone)
            throws Exception {
        phone.evaluate("(() => {" + CanvasCamera.script(SCREEN)
                + "navigator.mediaDevices.getDisplayMedia = async () => new MediaStream([picture()]); })()");
        room.lookAtContent();
        phone.page().getByTestId("share").click();
        room.awaitContent(SCREEN);
        court.stopSharing(PHONE);
        phone.page().waitForSelector("body[data-sharing=false]");
        Await.until("the channel is closed", Court.PATIENCE, () -> !room.isShownContent());
        assertThat(other.slides()).isPresent();
    }

    private static void noSight(BrowserPeer phone, int film) {
        Await.until(
                "no sight of " + film,
                Court.PATIENCE,
                () -> phone.watch(film, SHORT).frames() == 0);
    }
}
