package org.courtbridge.codecs.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterarrivalJitterTest {

    private static final long MILLISECOND = 1_000_000;

    private final InterarrivalJitter jitter = new InterarrivalJitter(8_000);

    @Test
    void growsByASixteenthOfEachDifference() {
        jitter.received(0, 0);
        jitter.received(160, 36 * MILLISECOND);
        assertThat(jitter.millis()).isEqualTo(1);
        assertThat(jitter.units()).isEqualTo(8);
    }

    @Test
    void isNoneAcrossTheWrapOfTimestamps() {
        jitter.received(0xFFFF_FFFFL - 79, 0);
        jitter.received(80, 20 * MILLISECOND);
        assertThat(jitter.millis()).isZero();
    }

    @Test
    void leavesOutTheLeapToAnotherStreamAndStays() {
        jitter.received(0, 0);
        jitter.received(160, 36 * MILLISECOND);
        jitter.restart();
        jitter.received(3_000_000, 40 * MILLISECOND);
        assertThat(jitter.millis()).isEqualTo(1);
    }

    @Test
    void isMeasuredByTheClockOfEachPacketAndTheSameTimeByEither() {
        jitter.received(0, 0);
        jitter.received(160, 36 * MILLISECOND);
        jitter.clockRate(48_000);
        assertThat(jitter.millis()).isEqualTo(1);
        assertThat(jitter.units()).isEqualTo(48);
        jitter.received(7_000_000, 40 * MILLISECOND);
        jitter.received(7_000_960, 60 * MILLISECOND);
        assertThat(jitter.millis()).isEqualTo(0.9375);
    }
}
