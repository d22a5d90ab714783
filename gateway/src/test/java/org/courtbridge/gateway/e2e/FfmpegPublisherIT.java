package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A room, and a person who sends by FFmpeg's WHIP, where we begin the DTLS handshake. */
class FfmpegPublisherIT {

    private static final int ROOM = 1;
    private static final int PERSON = 4;

    @Test
    void aRoomHearsAndSeesFfmpeg() throws Exception {
        try (Court court = Court.open("FfmpegPublisherIT")) {
            court.start();
            String link = court.invite(PERSON);
            try (BaresipPeer room = court.room(ROOM);
                    FfmpegPublisher person = FfmpegPublisher.start(court.folder(), PERSON, link)) {
                court.call(room);
                court.awaitLegs(2);
                court.admit(PERSON);
                Proof.sees(ROOM, PERSON, room);
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
