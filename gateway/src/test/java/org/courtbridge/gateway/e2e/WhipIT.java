package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A room, and a person whose application sends by WHIP and receives by WHEP in one seat. */
class WhipIT {

    private static final int ROOM = 1;
    private static final int PERSON = 4;
    private static final int SECONDS = 4;

    @Test
    void aRoomAndAnApplicationHearAndSeeEachOther() throws Exception {
        try (Court court = Court.open("WhipIT")) {
            court.start();
            String link = court.invite(PERSON);
            try (BaresipPeer room = court.room(ROOM);
                    BrowserPeer player = BrowserPeer.start(court.folder(), PERSON, "kk-KZ");
                    WhipPeer camera = WhipPeer.start(court.folder(), PERSON, link)) {
                court.call(room);
                court.awaitLegs(2);
                player.page().navigate(link);
                player.evaluate(MeasuredPage.resource("whep.js"));
                player.evaluate("courtWhep.play('" + camera.token() + "')");
                court.admit(PERSON);
                court.awaitSight(player, ROOM);
                Await.until(
                        "sight of the camera",
                        Court.PATIENCE,
                        () -> room.screen()
                                .filter(picture -> picture.party() == PERSON)
                                .isPresent());

                Proof.sees(PERSON, ROOM, () -> player.watch(ROOM, Duration.ofSeconds(SECONDS)));
                Proof.sees(ROOM, PERSON, () -> room.watch(PERSON, Duration.ofSeconds(SECONDS)));
                Proof.hears(PERSON, Set.of(ROOM), player.soundInTheLast(SECONDS), MeasuredPage.SAMPLE_RATE);
                Proof.hears(ROOM, Set.of(PERSON), room.receivedInTheLast(SECONDS), BaresipPeer.SAMPLE_RATE);

                camera.leave();
                goesOnSeeing(player, court);
                assertThat(player.evaluate("courtWhep.stop()").asInt()).isEqualTo(200);
                court.awaitLegs(1);
            }
            court.awaitLegs(0);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    private static void goesOnSeeing(BrowserPeer player, Court court) throws Exception {
        try {
            Proof.sees(PERSON, ROOM, () -> player.watch(ROOM, Duration.ofSeconds(SECONDS)));
        } catch (AssertionError e) {
            throw new AssertionError(
                    "once the camera has gone; the player: %s; the gateway: %s"
                            .formatted(player.statistics(), court.state()),
                    e);
        }
    }
}
