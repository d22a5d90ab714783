package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.courtbridge.media.language.Language;
import org.courtbridge.signalling.ivr.ExpectedScreen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A room without an account dials the bare address, and comes by its keypad through menu and lobby into a hearing; one with
 * an account dials straight into the lobby. Both are told aloud that they wait.
 */
class MenuIT {

    private static final int ROOM = 1;
    private static final int VISITOR = 2;

    private static final BaresipPeer.Account STRANGER =
            new BaresipPeer.Account(VISITOR, "visitor", "", "elsewhere.example", false);

    /** Share of a picture; one digit is several times as much. */
    private static final double ALIKE = 0.001;

    private static final double LONGEST_FREEZE_MILLIS = 1_000;

    /** The largest sample of silence: what coding leaves of it. */
    private static final int SILENT = 300;

    @Test
    void visitorIsLedIntoItsHearing() throws Exception {
        try (Court court = Court.open("MenuIT")) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    BaresipPeer visitor = BaresipPeer.start(court.folder(), STRANGER)) {
                court.call(room);
                visitor.dial("sip:" + Scratch.ADDRESS);
                visitor.awaitEvent("CALL_ESTABLISHED");
                awaitScreen(visitor, ExpectedScreen.menu(""));
                Speech.await(visitor);

                press(visitor, "4*");
                awaitSilence(visitor);
                press(visitor, "4501");
                BufferedImage typed = awaitScreen(visitor, ExpectedScreen.menu("4501"));
                assertThat(ExpectedScreen.menu("450").difference(typed)).isGreaterThan(ALIKE);
                press(visitor, "#");
                awaitScreen(visitor, ExpectedScreen.menu("4501#"));
                press(visitor, "9*123#");
                awaitScreen(visitor, ExpectedScreen.wrong());

                press(visitor, "4501#" + court.state().path("pin").asText() + "#");
                awaitScreen(visitor, ExpectedScreen.waiting("MenuIT"));
                Speech.await(visitor);
                admit(court, "guest:");
                Proof.sees(VISITOR, ROOM, visitor);
                hearsTheRoomAlone(visitor);
                Proof.hears(ROOM, Set.of(VISITOR), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                visitor.hangUp();
                court.awaitLegs(1);
            }
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    @Test
    @Tag("measures")
    void visitorSeesNoFreezeOnItsWay() throws Exception {
        try (Court court = Court.open("MenuIT-freeze")) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    BaresipPeer visitor = BaresipPeer.start(court.folder(), STRANGER)) {
                court.call(room);
                Proof.holds(() -> {
                    visitor.dial("sip:" + Scratch.ADDRESS);
                    visitor.awaitEvent("CALL_ESTABLISHED");
                    awaitScreen(visitor, ExpectedScreen.menu(""));
                    double freeze;
                    try (FrameWatch frames = FrameWatch.start(visitor)) {
                        press(visitor, "4501#" + court.state().path("pin").asText() + "#");
                        awaitScreen(visitor, ExpectedScreen.waiting("MenuIT-freeze"));
                        admit(court, "guest:");
                        Proof.sees(VISITOR, ROOM, visitor);
                        freeze = frames.longestFreeze();
                    }
                    visitor.hangUp();
                    court.awaitLegs(1);
                    return freeze < LONGEST_FREEZE_MILLIS
                            ? List.of()
                            : List.of("a freeze of %.0f ms".formatted(freeze));
                });
            }
        }
    }

    @Test
    void roomInTheLobbyIsToldOnceInItsLanguageThatItWaits() throws Exception {
        try (Court court = Court.open("MenuIT-lobby")) {
            court.start();
            String password = court.addUnseated("room" + VISITOR, "ru");
            BaresipPeer.Account account = new BaresipPeer.Account(
                    VISITOR, "room" + VISITOR, password, Scratch.ADDRESS + ":" + GatewayProcess.SIP_PORT, true);
            try (BaresipPeer room = court.room(ROOM);
                    BaresipPeer visitor = BaresipPeer.start(court.folder(), account)) {
                visitor.awaitRegistered();
                court.call(room);
                visitor.dial(
                        "sip:" + Court.NUMBER + "**" + court.state().path("pin").asText() + "@" + Scratch.ADDRESS);
                visitor.awaitEvent("CALL_ESTABLISHED");
                Speech.await(visitor);
                awaitScreen(visitor, ExpectedScreen.waiting("MenuIT-lobby", Language.RUSSIAN));
                awaitSilence(visitor);
                short[] told = visitor.received();
                double level = level(told);
                System.out.printf("told in the lobby: %.1f s in all, %.1f dBov%n", seconds(told), level);
                assertThat(level).as("dBov").isBetween(-35.0, -12.0);
                Await.elapsed(Duration.ofSeconds(3));
                assertThat(Tones.peak(visitor.receivedInTheLast(3)))
                        .as("told once")
                        .isLessThan(SILENT);
                assertThat(Tones.peak(room.receivedInTheLast(3)))
                        .as("nobody else is told")
                        .isLessThan(SILENT);
                admit(court, "device:");
                court.awaitLegs(2);
                hearsTheRoomAlone(visitor);
                Proof.hears(ROOM, Set.of(VISITOR), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
            }
        }
    }

    private static void awaitSilence(BaresipPeer room) {
        Await.until("silence", Court.PATIENCE, () -> Tones.peak(room.receivedInTheLast(1)) < SILENT);
    }

    /** Once it is told nothing any more. */
    private static void hearsTheRoomAlone(BaresipPeer visitor) {
        Proof.hears(VISITOR, Set.of(ROOM), visitor::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
        Await.until(
                "nothing beside the tone of the other",
                Court.PATIENCE,
                () -> Tones.floor(visitor.receivedInTheLast(3), BaresipPeer.SAMPLE_RATE) < Speech.SPOKEN);
    }

    private static double seconds(short[] sound) {
        return (double) sound.length / BaresipPeer.SAMPLE_RATE;
    }

    /** Mean of what is not silent, in dBov. */
    private static double level(short[] sound) {
        double energy = 0;
        int loud = 0;
        for (short sample : sound) {
            energy += (double) sample * sample;
            loud += Math.abs(sample) > SILENT ? 1 : 0;
        }
        return 10 * Math.log10(energy / Math.max(1, loud) / 32_768 / 32_768);
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

    /** @param kind of the party that waits */
    private static void admit(Court court, String kind) throws Exception {
        for (JsonNode seat : court.state().path("seats")) {
            if (seat.path("party").asText().startsWith(kind)
                    && !seat.path("admitted").asBoolean()) {
                court.admitParty(seat.path("party").asText());
                return;
            }
        }
        throw new AssertionError("nobody waits: " + court.state());
    }
}
