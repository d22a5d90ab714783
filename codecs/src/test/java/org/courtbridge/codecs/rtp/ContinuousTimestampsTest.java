package org.courtbridge.codecs.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContinuousTimestampsTest {

    private static final long MILLISECOND = 1_000_000;

    private final ContinuousTimestamps timestamps = new ContinuousTimestamps(90_000, 0xFFFF_FFF0L);

    private long accept(long source, long millis) {
        timestamps.accept(source, millis * MILLISECOND);
        return timestamps.timestamp();
    }

    @Test
    void goOnAsTheClockHasAcrossAChange() {
        assertThat(timestamps.haveBegun()).isFalse();
        timestamps.begin(5_000, 0);
        assertThat(accept(5_000, 0)).isEqualTo(0xFFFF_FFF0L);
        assertThat(timestamps.haveBegun()).isTrue();
        assertThat(accept(8_000, 33)).as("past the wrap").isEqualTo(2_984);

        timestamps.begin(77, 133 * MILLISECOND);
        assertThat(accept(77, 133)).isEqualTo(2_984 + 9_000);
    }

    @Test
    void goOnFromTheNewestThoughOlderOnesCameLate() {
        timestamps.begin(0, 0);
        accept(0, 0);
        accept(6_000, 66);
        accept(3_000, 70);
        timestamps.begin(0, 76 * MILLISECOND);
        assertThat(accept(0, 76)).isEqualTo(6_000 + 900 - 16);
    }

    @Test
    void neverStandStillAcrossAChange() {
        timestamps.begin(0, 0);
        accept(16, 0);
        timestamps.begin(0, 0);
        assertThat(accept(0, 0)).isEqualTo(1);
    }
}
