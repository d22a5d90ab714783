package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A room codec, and a phone whose ICE, DTLS, SRTP and codecs are nobody's that browsers use. */
class OtherStackIT {

    private static final int ROOM = 1;
    private static final int PHONE = 4;

    @Test
    void aRoomAndAiortcHearAndSeeEachOther() throws Exception {
        try (Court court = Court.open("OtherStackIT")) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    AiortcPeer phone = AiortcPeer.start(court.folder(), PHONE, court.invite(PHONE), Court.CODE_WORD)) {
                court.call(room);
                phone.awaitSaid("dtls", "connected");
                assertThat(phone.shown()).as("in the lobby").isEmpty();
                court.admit(PHONE);
                phone.awaitSaid("state", "in-hearing");
                Await.until(
                        "sight of the room",
                        Court.PATIENCE,
                        () -> !phone.shown().isEmpty());
                Await.until(
                        "sight of the phone",
                        Court.PATIENCE,
                        () -> room.screen()
                                .filter(picture -> picture.party() == PHONE)
                                .isPresent());

                Proof.sees(PHONE, ROOM, phone);
                Proof.sees(ROOM, PHONE, room);
                Proof.hears(PHONE, Set.of(ROOM), phone::receivedInTheLast, AiortcPeer.SAMPLE_RATE);
                Proof.hears(ROOM, Set.of(PHONE), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                assertThat(phone.log()).doesNotContain("failure").doesNotContain("Traceback");
            }
            court.awaitLegs(0);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }
}
