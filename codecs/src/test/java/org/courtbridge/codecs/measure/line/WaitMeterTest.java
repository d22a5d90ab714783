package org.courtbridge.codecs.measure.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class WaitMeterTest {

    private static final long MILLI = 1_000_000;

    /** Wraps soon. */
    private static final long BEGIN = 0xFFFF_FF00L;

    private final WaitMeter meter = new WaitMeter(8_000);

    /** @param wait nanoseconds, by the packet's number */
    private void come(int packets, LongUnaryOperator wait) {
        for (int n = 0; n < packets; n++) {
            meter.packet(BEGIN + 160L * n & 0xFFFF_FFFFL, 20 * MILLI * n + wait.applyAsLong(n));
        }
    }

    @Test
    void mostPacketsOfAFullLineWait() {
        come(700, n -> Math.min(300 * MILLI, n * 3 * MILLI));
        assertThat(meter.median().orElseThrow()).isEqualTo(300, offset(1.0));
    }

    @Test
    void jitterIsNoQueue() {
        Random random = new Random(3);
        come(700, _ -> random.nextInt(10) == 0 ? random.nextLong(150 * MILLI) : random.nextLong(20 * MILLI));
        assertThat(meter.median().orElseThrow()).isLessThan(20);
    }

    @Test
    void fewPacketsTellNothing() {
        come(99, _ -> 0);
        assertThat(meter.median()).isEmpty();
    }

    @Test
    void beginsAnewWithAnotherStream() {
        come(500, _ -> 200 * MILLI);
        meter.packet(5_000_000, 10_001 * MILLI);
        assertThat(meter.median()).isEmpty();
    }
}
