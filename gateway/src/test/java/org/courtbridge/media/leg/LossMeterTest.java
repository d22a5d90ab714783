package org.courtbridge.media.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossMeterTest {

    private static final long SECOND = 1_000_000_000;

    private final LossMeter meter = new LossMeter();

    @Test
    void forgetsInTheShareWhatIsOlderThanTenSeconds() {
        for (int second = 0; second <= 40; second++) {
            long lost = second <= 5 ? 5L * second : 25;
            meter.note(50L * second, lost, second * SECOND);
            if (second == 5) {
                assertThat(meter.recent()).isCloseTo(10, within(0.001));
            }
            if (second == 13) {
                assertThat(meter.recent()).as("two of ten seconds").isCloseTo(2, within(0.001));
            }
        }
        assertThat(meter.recent()).isZero();
        assertThat(meter.total()).isEqualTo(25);
    }

    @Test
    void doesNotCountPacketsThatAreOnlyLate() {
        meter.note(100, 0, 0);
        meter.note(150, 7, SECOND);
        meter.note(200, 2, 2 * SECOND);
        assertThat(meter.total()).isEqualTo(2);
        meter.note(250, 0, 3 * SECOND);
        meter.note(300, 1, 4 * SECOND);
        assertThat(meter.total()).as("never goes down").isEqualTo(2);
    }

    @Test
    void saysNothingOfWhatItHasNotSeen() {
        assertThat(meter.recent()).isZero();
        meter.note(1000, 1000, 0);
        assertThat(meter.recent()).isZero();
        meter.note(1000, 1000, SECOND);
        assertThat(meter.recent()).isZero();
    }

    @Test
    void keepsCountOfPartiesThatReportVeryOften() {
        for (int i = 0; i < 1000; i++) {
            meter.note(10L * i, i, i * SECOND / 100);
        }
        assertThat(meter.recent()).isCloseTo(10, within(0.001));
    }
}
