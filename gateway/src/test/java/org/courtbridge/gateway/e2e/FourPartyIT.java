package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/**
 * Two rooms and two phones in one hearing: each pair that should hear or see each other does. A phone sees all others at
 * once, a room whoever speaks.
 */
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
                Proof.hears(3, Set.of(1, 2, 4), third.soundInTheLast(SECONDS), MeasuredPage.SAMPLE_RATE);
                Proof.hears(4, Set.of(1, 2, 3), fourth.soundInTheLast(SECONDS), MeasuredPage.SAMPLE_RATE);
                Proof.hears(1, Set.of(2, 3, 4), first.receivedInTheLast(SECONDS), BaresipPeer.SAMPLE_RATE);
                Proof.hears(2, Set.of(1, 3, 4), second.receivedInTheLast(SECONDS), BaresipPeer.SAMPLE_RATE);

                Proof.sees(() -> whatPhonesSee(third, fourth));
                together(() -> roomSeesOthersOnly(first, 1), () -> roomSeesOthersOnly(second, 2));

                rehearsed(court.rehearse());

                // The speaker does not see itself, but whom it saw before.
                onlySpeaker(court, 3);
                together(() -> roomSees(first, 1, 3), () -> roomSees(second, 2, 3));
                onlySpeaker(court, 1);
                together(() -> roomSees(first, 1, 3), () -> roomSees(second, 2, 1));
                onlySpeaker(court, 2);
                together(() -> roomSees(first, 1, 2), () -> roomSees(second, 2, 1));
                onlySpeaker(court, 4);
                together(() -> roomSees(first, 1, 4), () -> roomSees(second, 2, 4));
            }
        }
    }

    /** Each of four hears and sees three others, and all of them say so. */
    private static void rehearsed(JsonNode rehearsal) {
        System.out.println("rehearsal: " + rehearsal.path("outcome").asText());
        rehearsal
                .path("answers")
                .forEach(answer -> System.out.println(answer.path("sentence").asText() + " ("
                        + answer.path("because").asText() + ")"));
        assertThat(rehearsal.path("answers"))
                .hasSize(24)
                .allSatisfy(answer -> assertThat(answer.path("outcome").asText())
                        .as(answer.toString())
                        .isEqualTo("PASS"));
    }

    private interface Check {
        void run() throws Exception;
    }

    private static void together(Check one, Check other) throws Exception {
        FutureTask<Boolean> first = new FutureTask<>(() -> {
            one.run();
            return true;
        });
        Thread.ofVirtual().start(first);
        other.run();
        assertThat(first.get()).isTrue();
    }

    private static List<Proof.Sight> whatPhonesSee(BrowserPeer third, BrowserPeer fourth) {
        MeasuredPage.Watch one = third.watch();
        MeasuredPage.Watch other = fourth.watch();
        Await.elapsed(Duration.ofSeconds(SECONDS));
        List<Proof.Sight> seen = new ArrayList<>(Proof.Sight.of(3, one.end(Set.of(1, 2, 4))));
        seen.addAll(Proof.Sight.of(4, other.end(Set.of(1, 2, 3))));
        return seen;
    }

    /** While all speak, the picture changes; and it is always of somebody else. */
    private static void roomSeesOthersOnly(BaresipPeer room, int self) throws Exception {
        List<Integer> seen = room.look(Duration.ofSeconds(SECONDS)).stream()
                .map(one -> one.picture().party())
                .toList();
        assertThat(seen)
                .as("who room %d sees", self)
                .hasSizeGreaterThan(SECONDS)
                .doesNotContain(self);
    }

    /** Of those who are heard, only one. */
    private static void onlySpeaker(Court court, int speaker) throws Exception {
        for (int party : List.of(1, 2, 3, 4)) {
            if (party == speaker) {
                court.unmute(party);
            } else {
                court.mute(party);
            }
        }
    }

    private static void roomSees(BaresipPeer room, int self, int other) throws Exception {
        Await.until(
                "room %d sees %d".formatted(self, other),
                Court.PATIENCE,
                () -> room.screen().filter(picture -> picture.party() == other).isPresent());
        List<Sighting.Shown> everything = new ArrayList<>();
        Proof.sees(self, other, () -> room.watch(other, Duration.ofSeconds(SECONDS), everything));
        assertThat(everything)
                .as("who room %d sees, always %d", self, other)
                .allMatch(one -> one.picture().party() == other);
    }
}
