package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys of SDES that change in mid-call (RFC 4568, section 7.1.4), with an SRTP that is not ours. */
class RekeyingIT {

    private static final int ROOM = 1;
    private static final int REKEYING = 2;
    private static final int SECONDS = 3;

    @Test
    void aRoomIsHeardAndHearsUnderItsFirstKeyAndUnderItsSecond() throws Exception {
        try (Court court = Court.open("RekeyingIT")) {
            court.start();
            try (BaresipPeer room = court.room(ROOM)) {
                court.call(room);
                try (RekeyingRoom rekeying = RekeyingRoom.call(court, REKEYING)) {
                    court.awaitLegs(2);
                    hear(room, rekeying);
                    rekeying.rekey();
                    hear(room, rekeying);
                    rekeying.hangUp();
                    court.awaitLegs(1);
                }
            }
        }
    }

    /** Each hears the other in what comes from now on. */
    private static void hear(BaresipPeer room, RekeyingRoom rekeying) throws Exception {
        Await.until(
                "sound of the rekeying room",
                Court.PATIENCE,
                () -> Tones.hears(REKEYING, room.receivedInTheLast(1), BaresipPeer.SAMPLE_RATE)
                        && Tones.hears(ROOM, rekeying.heard(), RekeyingRoom.SAMPLE_RATE));
        int roomBefore = room.received().length;
        int rekeyingBefore = rekeying.heard().length;
        Await.elapsed(Duration.ofSeconds(SECONDS));
        hears(ROOM, REKEYING, room.received(), roomBefore, BaresipPeer.SAMPLE_RATE);
        hears(REKEYING, ROOM, rekeying.heard(), rekeyingBefore, RekeyingRoom.SAMPLE_RATE);
    }

    private static void hears(int self, int other, short[] all, int before, int sampleRate) {
        short[] sound = Arrays.copyOfRange(all, before, all.length);
        assertThat(sound).as("what %d has heard since", self).hasSizeGreaterThan(SECONDS * sampleRate * 8 / 10);
        Proof.hears(self, Set.of(other), sound, sampleRate);
    }
}
