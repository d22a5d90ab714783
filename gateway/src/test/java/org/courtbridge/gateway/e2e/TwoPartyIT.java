package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The product's main job: a room codec and a phone in one hearing. */
@Tag("fast")
class TwoPartyIT {

    private static final int ROOM = 1;
    private static final int PHONE = 3;
    private static final int SECONDS = 4;

    @Test
    void aRoomAndAPhoneHearAndSeeEachOther() throws Exception {
        try (Court court = Court.open("TwoPartyIT")) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    BrowserPeer phone = court.phone(PHONE)) {
                court.call(room);
                court.knock(phone);
                assertThat(phone.shown())
                        .as("in the lobby")
                        .noneMatch(one -> one.picture().party() == ROOM);
                court.admit(PHONE);
                court.awaitSight(phone, ROOM);

                Proof.sees(PHONE, ROOM, () -> phone.watch(ROOM, Duration.ofSeconds(SECONDS)));
                Proof.sees(ROOM, PHONE, () -> room.watch(PHONE, Duration.ofSeconds(SECONDS)));
                Proof.hears(PHONE, Set.of(ROOM), phone.soundInTheLast(SECONDS), MeasuredPage.SAMPLE_RATE);
                Proof.hears(ROOM, Set.of(PHONE), room.receivedInTheLast(SECONDS), BaresipPeer.SAMPLE_RATE);
                assertThat(phone.console()).doesNotContain("page error");
            }
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }
}
