package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A room, and a person on libdatachannel, whose ICE, DTLS and packetizer of H.264 are its own. */
class DatachannelIT {

    private static final int ROOM = 1;
    private static final int PERSON = 4;

    @Test
    void aRoomAndLibdatachannelHearAndSeeEachOther() throws Exception {
        try (Court court = Court.open("DatachannelIT")) {
            court.start();
            String link = court.invite(PERSON);
            try (BaresipPeer room = court.room(ROOM);
                    DatachannelPeer person = DatachannelPeer.start(court.folder(), PERSON, link)) {
                court.call(room);
                court.awaitLegs(2);
                court.admit(PERSON);
                Await.until(
                        "sight of the person",
                        Court.PATIENCE,
                        () -> room.screen()
                                .filter(picture -> picture.party() == PERSON)
                                .isPresent());

                Proof.sees(PERSON, ROOM, person.seen());
                Proof.sees(ROOM, PERSON, room);
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
