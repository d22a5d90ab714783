package org.courtbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageFiguresTest {

    private static final int USUAL = 1_000;

    private static PageFigures taking(double millis, int octets) {
        return PageFigures.of("/x", "clerk", new double[] {millis}, octets);
    }

    @Test
    void halfOfTheAnswersAndNineteenOfTwentyTookNoLonger() {
        double[] millis =
                IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();
        PageFigures figures = PageFigures.of("/x", "clerk", millis, USUAL);
        assertThat(figures.medianMillis()).isEqualTo(50);
        assertThat(figures.slowMillis()).isEqualTo(95);
        assertThat(millis[0]).as("not sorted in place").isEqualTo(100);
    }

    @Test
    void ofFewAnswersTheSlowestCounts() {
        assertThat(PageFigures.percentile(new double[] {1, 2, 3}, 0.95)).isEqualTo(3);
        assertThat(PageFigures.percentile(new double[] {7}, 0.5)).isEqualTo(7);
        assertThatThrownBy(() -> PageFigures.percentile(new double[0], 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLimitsThemselvesAreKept() {
        assertThat(taking(150, 200_000).isSlow()).isFalse();
        assertThat(taking(150, 200_000).isLarge()).isFalse();
        assertThat(taking(150.1, USUAL).isSlow()).isTrue();
        assertThat(taking(1, 200_001).isLarge()).isTrue();
    }

    @Test
    void aPageIsJudgedByTheReaderForWhomItTakesLongestAndByItsLargestAnswer() {
        PageFigures judge = PageFigures.of("/x", "judge", new double[] {30}, 5_000);
        PageFigures clerk = PageFigures.of("/x", "clerk", new double[] {20}, 90_000);
        assertThat(PageFigures.worst(List.of(clerk, judge))).contains(new PageFigures("/x", "judge", 30, 30, 90_000));
        assertThat(PageFigures.worst(List.of())).isEmpty();
        assertThat(judge).hasToString("page=/x role=judge p50_ms=30.0 p95_ms=30.0 kB=5.0");
    }
}
