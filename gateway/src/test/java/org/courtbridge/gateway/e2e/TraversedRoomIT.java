package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A room of H.323 behind a NAT, which nobody reaches: it registers, is called by the clerk by way of the connection that it
 * makes (H.460.18), and its sound and pictures come through both ways (H.460.19).
 */
@Tag("soak")
@Tag("nat")
class TraversedRoomIT {

    private static final int BEHIND_NAT = 1;
    private static final int OTHER = 2;

    /** Two of its registrations, which the NAT would have forgotten. */
    private static final Duration TWO_LIVES = Duration.ofSeconds(45);

    @Test
    void aRoomBehindANatIsCalledAndHeardAndSeenAndHearsAndSees() throws Exception {
        try (Court court = Court.open("TraversedRoomIT")) {
            court.start();
            BaresipPeer.Account account = court.account(BEHIND_NAT);
            try (HomeNetwork home = HomeNetwork.open(court.folder(), 1);
                    DemoRoomPeer hidden = behindNat(court, home, account);
                    BaresipPeer other = court.room(OTHER)) {
                hidden.awaitState("registered");
                assertThat(court.gateway().log()).contains("registered endpoint=");
                court.call(other);
                Await.elapsed(TWO_LIVES);

                court.dial(BEHIND_NAT);
                hidden.awaitState("in-call");
                court.awaitLegs(2);
                Await.until(
                        "a second in which the hidden room saw and heard from its first to its last moment",
                        Court.PATIENCE,
                        () -> hidden.report().filter(TraversedRoomIT::isWhole).isPresent());
                JsonNode report = hidden.report().orElseThrow();
                double level = report.path("soundLevel").asDouble();
                int peak = Tones.peak(other.receivedInTheLast(3));
                long before = other.framesShown();
                Await.elapsed(Duration.ofSeconds(2));
                long frames = other.framesShown() - before;
                System.out.printf(
                        "behind the NAT: sound %.1f dB, %d packets, %d pictures of %d x %d a second; of it: peak %d, %d pictures in 2 s%n",
                        level,
                        report.path("soundPackets").asInt(),
                        report.path("pictures").asInt(),
                        report.path("width").asInt(),
                        report.path("height").asInt(),
                        peak,
                        frames);
                assertThat(level).isBetween(-30.0, -5.0);
                assertThat(peak).isGreaterThan(1_000);
                assertThat(frames).isGreaterThan(10);
                // As the gateway sees it, the room is at its NAT's address, and its connection came from there.
                assertThat(court.gateway().log()).contains("at=/192.168.101.2:");

                court.remove(BEHIND_NAT);
                hidden.awaitState("registered");
                // And once more.
                court.dial(BEHIND_NAT);
                hidden.awaitState("in-call");
            }
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    private static DemoRoomPeer behindNat(Court court, HomeNetwork home, BaresipPeer.Account account) throws Exception {
        return DemoRoomPeer.start(
                court.folder(),
                home.place().through(),
                List.of(
                        "--protocol",
                        "H323",
                        "--server",
                        Scratch.ADDRESS + ":1719",
                        "--user",
                        account.user(),
                        "--password",
                        account.password()));
    }

    private static boolean isWhole(JsonNode report) {
        int soundPackets = report.path("soundPackets").asInt();
        return report.path("pictures").asInt() >= 5 && soundPackets >= 45 && soundPackets <= 55;
    }
}
