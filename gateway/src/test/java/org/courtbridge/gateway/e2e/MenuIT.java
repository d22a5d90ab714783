package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Set;
import org.courtbridge.gateway.ivr.ExpectedScreen;
import org.junit.jupiter.api.Test;

/** A room without an account dials the bare address, and comes by its keypad through menu and lobby into a hearing. */
class MenuIT {

    private static final int ROOM = 1;
    private static final int VISITOR = 2;
    private static final int SECONDS = 4;

    /** Share of a picture; one digit is several times as much. */
    private static final double ALIKE = 0.001;

    private static final double LONGEST_FREEZE_MILLIS = 1_000;

    @Test
    void visitorIsLedIntoItsHearingWithoutAFreeze() throws Exception {
        BaresipPeer.Account stranger = new BaresipPeer.Account(VISITOR, "visitor", "", "elsewhere.example", false);
        try (Court court = Court.open("MenuIT")) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    BaresipPeer visitor = BaresipPeer.start(court.folder(), stranger)) {
                court.call(room);
                visitor.dial("sip:" + Scratch.ADDRESS);
                visitor.awaitEvent("CALL_ESTABLISHED");
                awaitScreen(visitor, ExpectedScreen.menu(""));
                try (FrameWatch frames = FrameWatch.start(visitor)) {
                    Await.until(
                            "a spoken prompt", Court.PATIENCE, () -> Tones.peak(visitor.receivedInTheLast(1)) > 3_000);

                    press(visitor, "4*");
                    Await.until("silence", Court.PATIENCE, () -> Tones.peak(visitor.receivedInTheLast(1)) < 300);
                    press(visitor, "4501");
                    BufferedImage typed = awaitScreen(visitor, ExpectedScreen.menu("4501"));
                    assertThat(ExpectedScreen.menu("450").difference(typed)).isGreaterThan(ALIKE);
                    press(visitor, "#");
                    awaitScreen(visitor, ExpectedScreen.menu("4501#"));
                    press(visitor, "9*123#");
                    awaitScreen(visitor, ExpectedScreen.wrong());

                    press(visitor, "4501#" + court.state().path("pin").asText() + "#");
                    awaitScreen(visitor, ExpectedScreen.waiting("MenuIT"));
                    admit(court);
                    Proof.sees(VISITOR, ROOM, SECONDS, () -> visitor.watch(ROOM, Duration.ofSeconds(SECONDS)));
                    assertThat(frames.longestFreeze()).as("ms").isLessThan(LONGEST_FREEZE_MILLIS);
                }
                Proof.hears(VISITOR, Set.of(ROOM), visitor.receivedInTheLast(SECONDS), BaresipPeer.SAMPLE_RATE);
                Proof.hears(ROOM, Set.of(VISITOR), room.receivedInTheLast(SECONDS), BaresipPeer.SAMPLE_RATE);
                visitor.hangUp();
                court.awaitLegs(1);
            }
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    private static void press(BaresipPeer room, String keys) throws Exception {
        for (char key : keys.toCharArray()) {
            room.command("sndcode", String.valueOf(key));
            Await.elapsed(Duration.ofMillis(150));
        }
    }

    private static BufferedImage awaitScreen(BaresipPeer room, ExpectedScreen expected) {
        return Await.value(
                expected.toString(),
                Court.PATIENCE,
                () -> room.image().filter(seen -> expected.difference(seen) < ALIKE));
    }

    private static void admit(Court court) throws Exception {
        for (JsonNode seat : court.state().path("seats")) {
            if (seat.path("party").asText().startsWith("guest:")) {
                court.admitParty(seat.path("party").asText());
                return;
            }
        }
        throw new AssertionError("nobody waits: " + court.state());
    }
}
