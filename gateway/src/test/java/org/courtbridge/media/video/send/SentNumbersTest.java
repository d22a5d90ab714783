package org.courtbridge.media.video.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentNumbersTest {

    private final SentNumbers sent = new SentNumbers();

    @Test
    void thoseThatWerePassedOverAreCountedUntilOneComesLate() {
        assertThat(sent.sent(65_534)).as("the first").isZero();
        assertThat(sent.sent(65_535)).isZero();
        assertThat(sent.sent(2)).as("0 and 1").isEqualTo(2);
        assertThat(sent.sent(1)).as("late").isEqualTo(-1);
        assertThat(sent.newest()).isEqualTo(2);
    }

    @Test
    void allAreUsefulUntilTheStreamBeginsAnew() {
        sent.sent(65_535);
        assertThat(sent.isUseful(65_000)).isTrue();
        sent.beginAnew();
        sent.sent(0);
        assertThat(sent.isUseful(65_535)).isFalse();
        assertThat(sent.isUseful(0)).isTrue();
        sent.sent(1);
        assertThat(sent.isUseful(0)).isTrue();
        assertThat(sent.isUseful(1)).isTrue();
    }

    @Test
    void noneIsUsefulAfterAllWereDropped() {
        sent.dropAll();
        assertThat(sent.hasBegun()).isFalse();
        assertThat(sent.isUseful(5)).as("there was none").isTrue();
        sent.sent(65_535);
        sent.dropAll();
        assertThat(sent.hasBegun()).isTrue();
        assertThat(sent.isUseful(65_535)).isFalse();
        assertThat(sent.isUseful(0)).isTrue();
    }
}
