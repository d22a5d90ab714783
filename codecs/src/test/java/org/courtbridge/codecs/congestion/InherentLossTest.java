package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.codecs.congestion.ReportHistory.Seen;
import org.junit.jupiter.api.Test;

class InherentLossTest {

    private static final long BEFORE = 1_000_000;

    private final InherentLoss inherent = new InherentLoss();

    private static Seen seen(double loss, double sent) {
        return new Seen(1_000, loss, sent, sent * (1 - loss), 0);
    }

    @Test
    void isTheLinesOwnIfNoLessIsLostThoughLessIsSent() {
        inherent.relieve(BEFORE, seen(0.2, 1_000_000));
        assertThat(inherent.reported(seen(0.2, 700_000), false)).as("too soon").isEmpty();
        assertThat(inherent.isOnTrial()).isTrue();

        assertThat(inherent.reported(seen(0.2, 700_000), true)).hasValue(BEFORE);
        assertThat(inherent.isOnTrial()).isFalse();
        assertThat(inherent.share()).isEqualTo(0.2);
        assertThat(inherent.excess(seen(0.25, 700_000))).isBetween(0.049, 0.051);
    }

    @Test
    void isNotIfLessIsLostOrNoLessIsSentOrTooMuchIsLostForAnyConversation() {
        for (Seen later : new Seen[] {seen(0.11, 700_000), seen(0.2, 900_000), seen(0.4, 500_000)}) {
            inherent.relieve(BEFORE, seen(0.2, 1_000_000));
            assertThat(inherent.reported(later, true)).as("%s", later).isEmpty();
            assertThat(inherent.isOnTrial()).isFalse();
            assertThat(inherent.share()).isZero();
        }
    }

    @Test
    void saysNothingOnceMoreIsSentAgain() {
        inherent.relieve(BEFORE, seen(0.2, 1_000_000));
        inherent.rose();
        assertThat(inherent.reported(seen(0.2, 700_000), true)).isEmpty();
    }

    @Test
    void becomesLessWithWhatIsLost() {
        inherent.relieve(BEFORE, seen(0.2, 1_000_000));
        inherent.reported(seen(0.2, 700_000), true);
        inherent.reported(seen(0, 700_000), true);
        assertThat(inherent.share()).isEqualTo(InherentLoss.LITTLE);
    }
}
