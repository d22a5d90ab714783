package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proves the instruments: two rooms that call each other directly hear and see each other, and not themselves. */
@Tag("fast")
class RoomsIT {

    private static final int SECONDS = 3;

    @Test
    void twoRoomsHearAndSeeEachOther() throws Exception {
        Path folder = Scratch.folder("RoomsIT");
        String second = Scratch.ADDRESS + ":" + BaresipPeer.sipPort(2);
        try (BaresipPeer caller = BaresipPeer.start(folder, new BaresipPeer.Account(1, "room1", "", second, false));
                BaresipPeer called =
                        BaresipPeer.start(folder, new BaresipPeer.Account(2, "room2", "", second, false))) {
            caller.dial("sip:room2@" + second);
            caller.awaitEvent("CALL_ESTABLISHED");
            Proof.sees(1, 2, () -> caller.watch(2, Duration.ofSeconds(SECONDS)));
            Proof.sees(2, 1, () -> called.watch(1, Duration.ofSeconds(SECONDS)));
            assertHears(caller, 2, 1);
            assertHears(called, 1, 2);
            caller.hangUp();
        }
    }

    private static void assertHears(BaresipPeer room, int other, int self) throws Exception {
        short[] sound = room.receivedInTheLast(3);
        String what = Tones.describe(sound, BaresipPeer.SAMPLE_RATE);
        assertThat(Tones.hears(other, sound, BaresipPeer.SAMPLE_RATE)).as(what).isTrue();
        assertThat(Tones.hears(self, sound, BaresipPeer.SAMPLE_RATE)).as(what).isFalse();
    }
}
