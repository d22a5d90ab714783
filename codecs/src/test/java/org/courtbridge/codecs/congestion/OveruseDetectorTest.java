package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.codecs.congestion.OveruseDetector.Usage;
import org.junit.jupiter.api.Test;

class OveruseDetectorTest {

    private final OveruseDetector detector = new OveruseDetector();

    private Usage judge(double trend, double slope) {
        detector.judge(trend, slope, 6);
        return detector.usage();
    }

    @Test
    void isPatient() {
        assertThat(judge(30, 1)).isEqualTo(Usage.NORMAL);
        assertThat(judge(30, 1)).isEqualTo(Usage.NORMAL);
        assertThat(judge(30, 1)).as("after more than 10 ms").isEqualTo(Usage.OVER);
        assertThat(judge(0, 0)).isEqualTo(Usage.NORMAL);
        assertThat(judge(-30, -1)).isEqualTo(Usage.UNDER);
    }

    @Test
    void doesNotSignalWhileTheTrendBecomesLess() {
        judge(60, 3);
        judge(50, 2.5);
        assertThat(judge(40, 2)).isEqualTo(Usage.NORMAL);
        assertThat(judge(40, 2)).isEqualTo(Usage.OVER);
    }

    @Test
    void followsTheJitterOfTheLine() {
        for (int i = 0; i < 1_000; i++) {
            judge(i % 2 == 0 ? 20 : -20, 0);
        }
        judge(19, 1);
        judge(19, 1);
        assertThat(judge(19, 1)).isEqualTo(Usage.NORMAL);
        for (int i = 0; i < 1_000; i++) {
            judge(0, 0);
        }
        judge(19, 1);
        judge(19, 1);
        assertThat(judge(19, 1)).isEqualTo(Usage.OVER);
    }
}
