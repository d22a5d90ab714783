package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clients of WebRTC that know none but the old codecs of telephones: each hears and is heard. */
class SimpleSoundIT {

    private static final int ROOM = 1;
    private static final int WHIP = 2;
    private static final int MU_LAW = 3;
    private static final int A_LAW = 4;

    @Test
    void clientsOfG711AndG722HearAndAreHeard() throws Exception {
        try (Court court = Court.open("SimpleSoundIT")) {
            court.start();
            String whip = court.invite(WHIP);
            try (BaresipPeer room = court.room(ROOM);
                    WhipPeer g722 = WhipPeer.startWithG722(court.folder(), WHIP, whip);
                    AiortcPeer muLaw = aiortc(court, MU_LAW, "PCMU");
                    AiortcPeer aLaw = aiortc(court, A_LAW, "PCMA")) {
                court.call(room);
                for (int party : new int[] {WHIP, MU_LAW, A_LAW}) {
                    court.admit(party);
                }
                muLaw.awaitSaid("state", "in-hearing");
                aLaw.awaitSaid("state", "in-hearing");
                Await.until(
                        "the sound of all in the room",
                        Court.PATIENCE,
                        () -> heard(room, WHIP) && heard(room, MU_LAW) && heard(room, A_LAW));

                Proof.hears(ROOM, Set.of(WHIP, MU_LAW, A_LAW), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                Proof.hears(MU_LAW, Set.of(ROOM, WHIP, A_LAW), muLaw::receivedInTheLast, AiortcPeer.SAMPLE_RATE);
                Proof.hears(A_LAW, Set.of(ROOM, WHIP, MU_LAW), aLaw::receivedInTheLast, AiortcPeer.SAMPLE_RATE);
                assertThat(court.soundCodecs(WHIP)).containsExactly("G722");
                assertThat(court.soundCodecs(MU_LAW)).containsExactly("PCMU");
                assertThat(court.soundCodecs(A_LAW)).containsExactly("PCMA");
                assertThat(g722.log()).doesNotContain("failed");
            }
            court.awaitLegs(0);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private static AiortcPeer aiortc(Court court, int party, String sound) throws Exception {
        return AiortcPeer.start(court.folder(), party, court.invite(party), Court.CODE_WORD, sound);
    }

    private static boolean heard(BaresipPeer room, int party) throws Exception {
        return Tones.hears(party, room.receivedInTheLast(1), BaresipPeer.SAMPLE_RATE);
    }
}
