package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PacingBudgetTest {

    private static final long MILLISECOND = 1_000_000;
    private static final int LARGEST = 1_500;

    /** Of 200 seeded senders who send whatever is allowed. */
    @Test
    void noMorePassesThanTheRateAndWhatIsAllowedAtOnce() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long rate = 50_000 + random.nextLong(10_000_000);
            long now = 1_000 * MILLISECOND;
            long begin = now;
            PacingBudget budget = new PacingBudget(rate, now);
            long octets = 0;
            for (int i = 0; i < 500; i++) {
                now += random.nextLong(5 * MILLISECOND);
                while (budget.allows(now)) {
                    int size = 1 + random.nextInt(LARGEST);
                    budget.charge(size, now);
                    octets += size;
                }
            }
            double seconds = (now - begin) / 1e9;
            assertThat((double) octets)
                    .as("seed " + seed)
                    .isBetween(rate / 8.0 * (seconds - 0.01), rate / 8.0 * (seconds + 0.005) + LARGEST + 1);
        }
    }

    @Test
    void whatIsSentWithoutAskingIsOwedByTheOthers() {
        PacingBudget budget = new PacingBudget(800_000, 0);
        budget.charge(10_000, 0);

        assertThat(budget.allows(94 * MILLISECOND)).isFalse();
        assertThat(budget.allows(96 * MILLISECOND)).isTrue();
    }

    @Test
    void aPauseSavesNothingUp() {
        PacingBudget budget = new PacingBudget(800_000, 0);
        budget.allows(10_000 * MILLISECOND);
        budget.charge(1_000, 10_000 * MILLISECOND);

        assertThat(budget.allows(10_000 * MILLISECOND)).isFalse();
    }
}
