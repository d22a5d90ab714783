package org.courtbridge.gateway.e2e;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys of SDES that change in mid-call (RFC 4568, section 7.1.4), with an SRTP that is not ours. */
class RekeyingIT {

    private static final int ROOM = 1;
    private static final int REKEYING = 2;

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
        Proof.hears(ROOM, Set.of(REKEYING), _ -> since(roomBefore, room.received()), BaresipPeer.SAMPLE_RATE);
        Proof.hears(REKEYING, Set.of(ROOM), _ -> since(rekeyingBefore, rekeying.heard()), RekeyingRoom.SAMPLE_RATE);
    }

    private static short[] since(int before, short[] all) {
        return Arrays.copyOfRange(all, before, all.length);
    }
}
