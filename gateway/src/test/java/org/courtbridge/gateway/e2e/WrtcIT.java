package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A room, and a person on libwebrtc without a browser, which has no H.264. */
class WrtcIT {

    private static final int ROOM = 1;
    private static final int PERSON = 4;

    @Test
    void aRoomAndAnApplicationOfVp8HearAndSeeEachOther() throws Exception {
        try (Court court = Court.open("WrtcIT")) {
            court.start();
            String link = court.invite(PERSON);
            try (BaresipPeer room = court.room(ROOM);
                    WrtcPeer person = WrtcPeer.start(court.folder(), PERSON, link)) {
                court.call(room);
                court.awaitLegs(2);
                court.admit(PERSON);
                Proof.sees(PERSON, ROOM, person.pictures());
                Proof.sees(ROOM, PERSON, room);
                Proof.hears(PERSON, Set.of(ROOM), person::heardInTheLast, WrtcPeer.SAMPLE_RATE);
                Proof.hears(ROOM, Set.of(PERSON), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                person.leave();
                court.awaitLegs(1);
            }
            court.awaitLegs(0);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }
}
