package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rooms in a hearing ask to speak, turn their microphones off and change their pictures by keys, and are answered aloud. */
class KeypadIT {

    private static final int ROOM = 1;

    /** One that sends its keys as SIP INFO; the other one as telephone events (RFC 4733). */
    private static final int INFO_ROOM = 2;

    @Test
    void keysOfRoomsDoWhatTheyMean() throws Exception {
        try (Court court = Court.open("KeypadIT")) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    BaresipPeer other =
                            BaresipPeer.start(court.folder(), court.account(INFO_ROOM), "", ";dtmfmode=info")) {
                other.awaitRegistered();
                court.call(room);
                court.call(other);
                Proof.hears(INFO_ROOM, Set.of(ROOM), other::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                Proof.hears(ROOM, Set.of(INFO_ROOM), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);

                press(room, '1');
                Speech.await(room);
                assertThat(court.state().path("floor").path("asking")).hasSize(1);
                press(room, '2');
                Await.until(
                        "silence of a room whose microphone is off",
                        Court.PATIENCE,
                        () -> !Tones.hears(ROOM, other.receivedInTheLast(3), BaresipPeer.SAMPLE_RATE));
                assertThat(seat(court, ROOM).path("microphoneOff").asBoolean()).isTrue();
                press(room, '2');
                Proof.hears(INFO_ROOM, Set.of(ROOM), other::receivedInTheLast, BaresipPeer.SAMPLE_RATE);

                press(other, '3');
                Await.until(
                        "another layout",
                        Court.PATIENCE,
                        () -> seat(court, INFO_ROOM).hasNonNull("layout"));
                Speech.await(other);
                assertThat(seat(court, ROOM).hasNonNull("layout")).isFalse();
                Await.until(
                        "the end of the answer",
                        Court.PATIENCE,
                        () -> Tones.floor(other.receivedInTheLast(1), BaresipPeer.SAMPLE_RATE) < Speech.SPOKEN);
                press(other, '0');
                Speech.await(other);
            }
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    private static void press(BaresipPeer room, char key) throws Exception {
        room.command("sndcode", String.valueOf(key));
    }

    private static JsonNode seat(Court court, int party) throws Exception {
        for (JsonNode seat : court.state().path("seats")) {
            if (seat.path("name").asText().equals("Зал № " + party)) {
                return seat;
            }
        }
        throw new AssertionError("no seat of " + party + " in " + court.state());
    }
}
