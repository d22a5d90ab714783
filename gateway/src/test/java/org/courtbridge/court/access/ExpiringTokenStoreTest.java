package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpiringTokenStoreTest {

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private Instant now = Instant.parse("2026-11-25T05:00:00Z");
    private final ExpiringTokenStore<String> room =
            new ExpiringTokenStore<>(new ExpiringTokenStore.Limits(LIFETIME, 10, 4), () -> now);

    private List<String> leave(String owner, int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> room.leave(owner, owner + i))
                .toList();
    }

    private List<String> kept(List<String> tokens) {
        return tokens.stream().flatMap(token -> room.find(token).stream()).toList();
    }

    @Test
    void givesAThingBackOnce() {
        String token = room.leave("aidana", "coat");
        assertThat(room.find(token)).contains("coat");
        assertThat(room.take(token)).contains("coat");
        assertThat(room.take(token)).isEmpty();
        assertThat(room.find(token)).isEmpty();
    }

    @Test
    void tokensAreLongAndNeverTheSame() {
        List<String> tokens = IntStream.range(0, 1000)
                .mapToObj(_ -> room.leave("aidana", "coat"))
                .toList();
        assertThat(tokens).doesNotHaveDuplicates().allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void whereTheOwnerMattersItIsForTheOwnerAlone() {
        String token = room.leave("aidana", "coat");
        assertThat(room.find(token, "marat")).isEmpty();
        assertThat(room.find(token, "aidana")).contains("coat");
    }

    @Test
    void forgetsWhatWasLeftForTooLong() {
        String token = room.leave("aidana", "coat");
        now = now.plus(LIFETIME).minusMillis(1);
        assertThat(room.find(token)).isPresent();
        now = now.plusMillis(1);
        assertThat(room.find(token)).isEmpty();
        assertThat(room.take(token)).isEmpty();
    }

    @Test
    void aThingThatIsRenewedLivesOn() {
        String first = room.leave("aidana", "coat");
        String second = room.leave("aidana", "hat");
        now = now.plus(LIFETIME.dividedBy(2));
        room.renew(first);
        now = now.plus(LIFETIME.dividedBy(2));
        assertThat(room.find(first)).contains("coat");
        assertThat(room.find(second)).isEmpty();
    }

    @Test
    void whoLeavesTooMuchLosesTheirOwnOldest() {
        List<String> others = leave("marat", 4);
        List<String> own = leave("aidana", 6);
        assertThat(kept(own)).containsExactly("aidana2", "aidana3", "aidana4", "aidana5");
        assertThat(kept(others)).hasSize(4);
    }

    @Test
    void whenAllPlacesAreTakenWhoHasMostMakesRoom() {
        List<String> one = leave("marat", 1);
        List<String> three = leave("dana", 3);
        List<String> four = leave("erlan", 4);
        List<String> two = leave("aidana", 2);
        assertThat(kept(two)).hasSize(2);
        String token = room.leave("serik", "coat");
        assertThat(room.find(token)).contains("coat");
        assertThat(kept(four)).containsExactly("erlan1", "erlan2", "erlan3");
        assertThat(kept(three)).hasSize(3);
        assertThat(kept(one)).hasSize(1);
    }

    @Test
    void forgetsItInTimeAlsoWhenTheClockWasPutBack() {
        room.leave("aidana", "coat");
        now = now.minus(Duration.ofHours(1));
        String late = room.leave("aidana", "hat");
        String taken = room.leave("aidana", "stick");
        now = now.plus(LIFETIME);
        assertThat(room.find(late)).isEmpty();
        assertThat(room.find(late, "aidana")).isEmpty();
        room.renew(late);
        assertThat(room.find(late)).isEmpty();
        assertThat(room.take(taken)).isEmpty();
    }

    @Test
    void forgetsAllOfAnOwner() {
        List<String> own = leave("aidana", 3);
        List<String> others = leave("marat", 2);
        room.forget("aidana");
        room.forget("nobody");
        assertThat(kept(own)).isEmpty();
        assertThat(kept(others)).hasSize(2);
        assertThat(kept(leave("aidana", 4))).hasSize(4);
    }

    @Test
    void whoeverComesIsNotTurnedAwayAtOnce() {
        List<String> tokens = IntStream.range(0, 10)
                .mapToObj(i -> room.leave("owner" + i, "coat" + i))
                .toList();
        assertThat(room.find(room.leave("late", "coat"))).isPresent();
        assertThat(kept(tokens)).hasSize(9).doesNotContain("coat0");
    }

    @Test
    void nobodyLosesOneOfSeveralToOneWhoHasAsMany() {
        List<String> tokens = IntStream.range(0, 8)
                .mapToObj(i -> room.leave("owner" + i / 2, "coat"))
                .toList();
        List<String> late = leave("late", 3);
        assertThat(kept(tokens)).hasSize(8);
        assertThat(kept(late)).containsExactly("late1", "late2");
    }

    @Test
    void ofSeveralWhoHaveAsManyItIsWhoeverLeavesSomethingNow() {
        List<String> tokens = IntStream.range(0, 10)
                .mapToObj(i -> room.leave("owner" + i / 2, "coat" + i))
                .toList();
        List<String> late = leave("late", 2);
        assertThat(kept(late)).containsExactly("late1");
        assertThat(kept(tokens)).hasSize(9).doesNotContain("coat0");
    }

    /** What is over takes no place from anybody. */
    @Test
    void nobodyMakesRoomForWhatIsOver() {
        leave("aidana", 3);
        now = now.plus(LIFETIME);
        List<String> four = leave("dana", 4);
        List<String> own = leave("erlan", 4);
        assertThat(kept(four)).hasSize(4);
        assertThat(kept(own)).hasSize(4);
    }
}
