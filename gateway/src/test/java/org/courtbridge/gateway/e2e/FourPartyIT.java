package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two rooms and two phones in one hearing. */
class FourPartyIT {

    private static final int SECONDS = 4;

    @Test
    void everybodyHearsAllOthersAndSeesThem() throws Exception {
        try (Court court = Court.open("FourPartyIT")) {
            court.start();
            try (BaresipPeer first = court.room(1);
                    BaresipPeer second = court.room(2);
                    BrowserPeer third = court.phone(3);
                    BrowserPeer fourth = court.phone(4)) {
                court.call(first);
                court.call(second);
                court.knock(third);
                court.knock(fourth);
                court.admit(3);
                court.admit(4);
                for (int other : List.of(1, 2, 4)) {
                    court.awaitSight(third, other);
                }
                for (int other : List.of(1, 2, 3)) {
                    court.awaitSight(fourth, other);
                }
                Await.elapsed(Duration.ofSeconds(SECONDS));
                Proof.hears(3, Set.of(1, 2, 4), third.soundInTheLast(SECONDS), BrowserPeer.SAMPLE_RATE);
                Proof.hears(4, Set.of(1, 2, 3), fourth.soundInTheLast(SECONDS), BrowserPeer.SAMPLE_RATE);
                Proof.hears(1, Set.of(2, 3, 4), first.receivedInTheLast(SECONDS), BaresipPeer.SAMPLE_RATE);
                Proof.hears(2, Set.of(1, 3, 4), second.receivedInTheLast(SECONDS), BaresipPeer.SAMPLE_RATE);

                phoneSeesAll(third, 3, Set.of(1, 2, 4));
                phoneSeesAll(fourth, 4, Set.of(1, 2, 3));
                roomSeesSomebodyElse(first, 1);
                roomSeesSomebodyElse(second, 2);
            }
        }
    }

    private static void phoneSeesAll(BrowserPeer phone, int self, Set<Integer> others) {
        phone.watch(others, Duration.ofSeconds(SECONDS))
                .forEach((other, sighting) -> Proof.sees(self, other, sighting, SECONDS));
    }

    private static void roomSeesSomebodyElse(BaresipPeer room, int self) throws Exception {
        List<Integer> seen = room.look(Duration.ofSeconds(SECONDS)).stream()
                .map(one -> one.picture().party())
                .toList();
        assertThat(seen)
                .as("who room %d sees", self)
                .hasSizeGreaterThan(SECONDS)
                .doesNotContain(self);
    }
}
