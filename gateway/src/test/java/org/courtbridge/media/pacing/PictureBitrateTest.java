package org.courtbridge.media.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PictureBitrateTest {

    private static final long TIME = 10 * PictureBitrate.MIN_INCREASE_INTERVAL_NANOS;

    private int changes;
    private final PictureBitrate rate = new PictureBitrate(() -> changes++);

    @Test
    void isUnlimitedUntilALimitIsKnown() {
        rate.settle(PacedTransport.UNLIMITED, true, TIME);
        assertThat(rate.told()).isEqualTo(PacedTransport.UNLIMITED);
        assertThat(changes).isZero();
        rate.settle(1_000_000, false, TIME);
        assertThat(rate.told()).isEqualTo(1_000_000);
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void aLittleChangesNothing() {
        rate.settle(1_000_000, true, 0);
        rate.settle(940_000, true, TIME);
        rate.settle(1_060_000, true, 2 * TIME);
        assertThat(rate.told()).isEqualTo(1_000_000);
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void fallsAtOnceAndRisesNotTooOften() {
        rate.settle(1_000_000, true, 0);
        rate.settle(500_000, true, 1);
        assertThat(rate.told()).isEqualTo(500_000);
        rate.settle(800_000, true, PictureBitrate.MIN_INCREASE_INTERVAL_NANOS);
        assertThat(rate.told()).as("too soon").isEqualTo(500_000);
        rate.settle(800_000, true, PictureBitrate.MIN_INCREASE_INTERVAL_NANOS + 1);
        assertThat(rate.told()).isEqualTo(800_000);
        assertThat(changes).isEqualTo(3);
    }

    @Test
    void doesNotRiseWhileItMayNot() {
        rate.settle(1_000_000, true, 0);
        rate.settle(2_000_000, false, TIME);
        assertThat(rate.told()).isEqualTo(1_000_000);
        rate.settle(PacedTransport.UNLIMITED, true, TIME);
        assertThat(rate.told()).isEqualTo(PacedTransport.UNLIMITED);
    }
}
