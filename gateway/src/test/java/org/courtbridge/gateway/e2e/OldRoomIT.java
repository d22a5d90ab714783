package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A room that knows H.263 alone, and one that knows H.264 alone: each one's picture is coded anew for the other. */
class OldRoomIT {

    private static final int OLD = 1;
    private static final int NEW = 2;

    @Test
    void roomsWithoutACommonCodecSeeEachOther() throws Exception {
        try (Court court = Court.open("OldRoomIT")) {
            court.start();
            try (BaresipPeer old = room(court, OLD, ";video_codecs=H263");
                    BaresipPeer modern = room(court, NEW, "")) {
                // One is called and offered both codecs, the other calls and offers its own.
                court.dial(OLD);
                old.awaitEvent("CALL_ESTABLISHED");
                court.call(modern);
                court.awaitLegs(2);

                Proof.sees(OLD, NEW, old);
                Proof.sees(NEW, OLD, modern);
                Proof.hears(OLD, Set.of(NEW), old::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                assertThat(court.pictureCodecs(OLD)).containsOnly("H263");
                assertThat(court.pictureCodecs(NEW)).containsOnly("H264");

                old.hangUp();
                court.awaitLegs(1);
                court.call(old);
                court.awaitLegs(2);
                Proof.sees(OLD, NEW, old);
            }
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    /** H.263 knows no other size that the film would fit. */
    private static BaresipPeer room(Court court, int party, String parameters) throws Exception {
        BaresipPeer room = BaresipPeer.start(court.folder(), court.account(party), "video_size 352x288\n", parameters);
        room.awaitRegistered();
        return room;
    }
}
