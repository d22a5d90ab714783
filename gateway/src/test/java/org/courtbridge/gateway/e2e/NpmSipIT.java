package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A room whose stack is npm's sip: it reads the first challenge alone, and invites anew with fewer lines than before, as no side may
 * (RFC 3264, section 8) and some rooms do.
 */
class NpmSipIT {

    private static final int ROOM = 1;
    private static final int NODE = 2;

    @Test
    void callsHearsSeesAndGoesOnWithFewerLinesEachTime() throws Exception {
        try (Court court = Court.open("NpmSipIT");
                BaresipPeer room = court.room(ROOM)) {
            court.start();
            court.call(room);
            try (ScriptedRoom node = ScriptedRoom.npmSip(court, NODE)) {
                node.awaitAnswers(1);
                court.awaitLegs(2);
                hear(room, node);
                Proof.sees(NODE, ROOM, node.seen());

                // With two lines, with one, and without a description.
                for (int answers = 2; answers <= 4; answers++) {
                    node.inviteAnew();
                    node.awaitAnswers(answers);
                    hear(room, node);
                }
                node.hangUp();
                court.awaitLegs(1);
                assertThat(node.log()).doesNotContain("refused");
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    private static void hear(BaresipPeer room, ScriptedRoom node) {
        Proof.hears(NODE, Set.of(ROOM), node::heardInTheLast, MuLaw.SAMPLE_RATE);
        Proof.hears(ROOM, Set.of(NODE), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
    }
}
