package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProofTest {

    private static final int SELF = 1;
    private static final int OTHER = 3;
    private static final int RATE = 16_000;
    private static final Duration NO_TIME = Duration.ZERO;

    private final AtomicInteger looks = new AtomicInteger();

    /** Sees the parties in turn, each time in its next picture. */
    private Optional<CodedPicture> inTurn(List<Integer> parties) {
        int look = looks.getAndIncrement();
        return Optional.of(new CodedPicture(parties.get(look % parties.size()), look));
    }

    @Test
    void whoIsSeenToMoveIsSeenHoweverLongItTakes() {
        Proof.sees(SELF, OTHER, party -> {
            Optional<CodedPicture> seen = inTurn(List.of(OTHER, 2));
            return seen.filter(picture -> picture.party() == party);
        });
        assertThat(looks).hasValue(9);
    }

    @Test
    void aStillPictureIsNoSight() {
        assertThatThrownBy(() -> Proof.sees(SELF, OTHER, party -> Optional.of(new CodedPicture(party, 7)), NO_TIME))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 sees 3 in 5 different pictures");
    }

    @Test
    void whoeverIsSeenBesideIsAStranger() {
        Proof.seesAlone(SELF, OTHER, () -> inTurn(List.of(OTHER)));
        looks.set(0);
        assertThatThrownBy(() -> Proof.seesAlone(SELF, OTHER, () -> inTurn(List.of(2, OTHER, OTHER, 2))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("what 1 sees, once it sees 3");
        assertThat(looks).as("not before").hasValue(4);
    }

    @Test
    void whoIsHeardInTheEndIsHeard() {
        short[] tone = Tones.samples(OTHER, RATE, 3);
        Proof.hears(SELF, Set.of(OTHER), _ -> Arrays.copyOf(tone, looks.incrementAndGet() * RATE), RATE);
        assertThat(looks).as("seconds that are enough").hasValue(2);
    }

    @Test
    void silenceIsNotHeard() {
        assertThatThrownBy(() -> Proof.hears(SELF, Set.of(OTHER), _ -> new short[3 * RATE], RATE, NO_TIME))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 hears [3]");
    }

    @Test
    void whoHearsItselfWithTheOthersHearsAnEcho() {
        short[] both = Tones.samples(OTHER, RATE, 3);
        short[] own = Tones.samples(SELF, RATE, 3);
        for (int n = 0; n < both.length; n++) {
            both[n] += (short) (own[n] / 8);
        }
        assertThatThrownBy(() -> Proof.hears(SELF, Set.of(OTHER), _ -> both, RATE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("party 1 hears 1");
    }
}
