package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A room that knows no VP8 and a Firefox that knows no H.264: each one's picture is coded anew for the other. */
class FirefoxIT {

    private static final int ROOM = 1;
    private static final int PHONE = 2;
    private static final int SECONDS = 4;

    @Test
    void aRoomAndAFirefoxWithoutACommonCodecHearAndSeeEachOther() throws Exception {
        try (Court court = Court.open("FirefoxIT")) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    FirefoxPeer phone = FirefoxPeer.start(court.folder(), PHONE, court.invite(PHONE))) {
                court.call(room);
                phone.join(Court.CODE_WORD);
                phone.awaitBody("state", "lobby");
                court.admit(PHONE);
                phone.awaitBody("state", "in-hearing");
                court.awaitSight(phone, ROOM);
                Await.until(
                        "sight of the phone",
                        Court.PATIENCE,
                        () -> room.screen()
                                .filter(picture -> picture.party() == PHONE)
                                .isPresent());

                Proof.sees(PHONE, ROOM, () -> phone.watch(ROOM, Duration.ofSeconds(SECONDS)));
                Proof.sees(ROOM, PHONE, () -> room.watch(PHONE, Duration.ofSeconds(SECONDS)));
                Proof.hears(PHONE, Set.of(ROOM), phone.soundInTheLast(SECONDS), MeasuredPage.SAMPLE_RATE);
                Proof.hears(ROOM, Set.of(PHONE), room.receivedInTheLast(SECONDS), BaresipPeer.SAMPLE_RATE);
                assertThat(court.pictureCodecs(ROOM)).containsOnly("H264");
                assertThat(court.pictureCodecs(PHONE)).containsOnly("VP8");
                phone.leave();
                court.awaitLegs(1);
            }
            court.awaitLegs(0);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }
}
