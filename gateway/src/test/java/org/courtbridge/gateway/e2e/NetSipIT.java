package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A room whose stack is Perl's Net::SIP: it passes over the challenge of SHA-256 to that of MD5, holds by 0.0.0.0 under the same version
 * of its description, and acknowledges by its INVITE's branch.
 */
class NetSipIT {

    private static final int ROOM = 1;
    private static final int PERL = 2;

    @Test
    void callsHearsIsHeardHoldsAndHangsUp() throws Exception {
        try (Court court = Court.open("NetSipIT");
                BaresipPeer room = court.room(ROOM)) {
            court.start();
            court.call(room);
            try (ScriptedRoom perl = ScriptedRoom.netSip(court, PERL)) {
                perl.await("established");
                court.awaitLegs(2);
                hear(room, perl);

                perl.inviteAnew();
                perl.await("held");
                Await.until("silence on hold", Court.PATIENCE, () -> {
                    int before = perl.heard();
                    Await.elapsed(Duration.ofSeconds(1));
                    return perl.heard() == before;
                });
                perl.inviteAnew();
                perl.await("resumed");
                hear(room, perl);
                perl.hangUp();
                court.awaitLegs(1);
                assertThat(perl.log()).doesNotContain("failure");
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    private static void hear(BaresipPeer room, ScriptedRoom perl) {
        Proof.hears(PERL, Set.of(ROOM), perl::heardInTheLast, MuLaw.SAMPLE_RATE);
        Proof.hears(ROOM, Set.of(PERL), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
    }
}
