package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A room, and a person behind rtpengine, whose offers have one medium and no bundle. */
class RtpengineIT {

    private static final int ROOM = 1;
    private static final int PERSON = 4;

    @Test
    void aRoomAndAPersonOfSoundOnlyHearEachOther() throws Exception {
        try (Court court = Court.open("RtpengineIT")) {
            court.start();
            String link = court.invite(PERSON);
            try (BaresipPeer room = court.room(ROOM);
                    RtpenginePeer person = RtpenginePeer.start(court.folder(), PERSON, link)) {
                court.call(room);
                court.awaitLegs(2);
                court.admit(PERSON);
                Proof.hears(PERSON, Set.of(ROOM), person::heardInTheLast, MuLaw.SAMPLE_RATE);
                Proof.hears(ROOM, Set.of(PERSON), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                assertThat(court.soundCodecs(PERSON)).containsExactly("PCMU");
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
