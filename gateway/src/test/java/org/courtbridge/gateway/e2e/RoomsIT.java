package org.courtbridge.gateway.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proves the instruments: two rooms that call each other directly hear and see each other, and not themselves. */
class RoomsIT {

    private static BaresipPeer caller;
    private static BaresipPeer called;

    @BeforeAll
    static void call() throws Exception {
        Path folder = Scratch.folder("RoomsIT");
        String second = Scratch.ADDRESS + ":" + BaresipPeer.sipPort(2);
        caller = BaresipPeer.start(folder, new BaresipPeer.Account(1, "room1", "", second, false));
        called = BaresipPeer.start(folder, new BaresipPeer.Account(2, "room2", "", second, false));
        caller.dial("sip:room2@" + second);
        caller.awaitEvent("CALL_ESTABLISHED");
    }

    @AfterAll
    static void hangUp() throws Exception {
        try (BaresipPeer first = caller;
                BaresipPeer second = called) {
            first.hangUp();
        }
    }

    @Test
    @Tag("fast")
    void twoRoomsHearAndSeeEachOther() {
        Proof.sees(1, 2, caller);
        Proof.sees(2, 1, called);
        Proof.hears(1, Set.of(2), caller::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
        Proof.hears(2, Set.of(1), called::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
    }

    @Test
    @Tag("measures")
    void theySeeAllOfIt() throws Exception {
        Proof.sees(1, 2, caller);
        Sight.isSmooth(1, 2, () -> caller.watch(2, Duration.ofSeconds(3)));
        Sight.isSmooth(2, 1, () -> called.watch(1, Duration.ofSeconds(3)));
    }
}
