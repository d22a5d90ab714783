package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.courtbridge.codecs.congestion.LossTest.Outcome;
import org.junit.jupiter.api.Test;

class LossTestTest {

    private static final int TRIALS = 2_000;

    private final Random random = new Random(815);

    @Test
    void tellsTheLinesOwnLossFromOurs() {
        assertThat(wrong(0.2, Outcome.OURS)).isLessThan(TRIALS / 200);
        assertThat(wrong(0.02, Outcome.INHERENT)).isLessThan(TRIALS / 200);
    }

    /** How often many packets, of which such a share is lost, say something that is not so. */
    private int wrong(double loss, Outcome untrue) {
        int wrong = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            LossTest test = new LossTest(0.2, 0.02, 0);
            int packets = 0;
            while (test.outcome() == Outcome.OPEN) {
                note(test, loss);
                packets++;
            }
            assertThat(packets).isLessThan(500);
            wrong += test.outcome() == untrue ? 1 : 0;
        }
        return wrong;
    }

    private void note(LossTest test, double loss) {
        if (random.nextDouble() < loss) {
            test.lost();
        } else {
            test.arrived();
        }
    }

    @Test
    void saysNothingWhereBothWouldLookAlike() {
        LossTest test = new LossTest(0.2, 0.15, 0);
        for (int i = 0; i < 10_000; i++) {
            note(test, 0.2);
        }
        assertThat(test.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(test.share()).isBetween(0.18, 0.22);
    }

    @Test
    void goesOnWithWhatWasLearntBefore() {
        LossTest first = new LossTest(0.1, 0.4, 0);
        while (first.evidence() < 5) {
            first.arrived();
        }
        assertThat(first.outcome()).isEqualTo(Outcome.OPEN);

        LossTest second = new LossTest(0.1, 0.4, first.evidence());
        for (int i = 0; i < 8; i++) {
            second.arrived();
        }
        assertThat(second.outcome()).isEqualTo(Outcome.INHERENT);
    }

    @Test
    void forgetsWhatSpeaksAgainstTheLine() {
        LossTest test = new LossTest(0.1, 0.4, 0);
        test.lost();

        assertThat(test.evidence()).isZero();
    }
}
