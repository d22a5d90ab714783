package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendlineEstimatorTest {

    private final TrendlineEstimator trendline = new TrendlineEstimator();

    /** A group each 20 ms. */
    private void groups(int from, int to, double growth) {
        for (int i = from; i < to; i++) {
            trendline.update(growth, 20 * i);
        }
    }

    @Test
    void isFlatUntilThereAreEnoughGroups() {
        groups(0, 19, 2);
        assertThat(trendline.slope()).isZero();
        groups(19, 20, 2);
        assertThat(trendline.slope()).isPositive();
    }

    @Test
    void isWhatTheDelayGrowsBy() {
        groups(0, 200, 2);
        assertThat(trendline.slope()).isEqualTo(0.1, within(0.001));
        assertThat(trendline.trend()).as("60 groups").isEqualTo(24, within(0.3));
        groups(200, 400, -2);
        assertThat(trendline.slope()).isEqualTo(-0.1, within(0.001));
        groups(400, 600, 0);
        assertThat(trendline.slope()).isEqualTo(0, within(0.001));
    }

    @Test
    void staysWhereAllGroupsCameAtOnce() {
        groups(0, 200, 2);
        for (int i = 0; i < 20; i++) {
            trendline.update(2, 4_000);
        }
        assertThat(trendline.slope()).isFinite();
    }
}
