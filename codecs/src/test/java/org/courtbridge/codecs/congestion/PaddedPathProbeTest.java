package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over simulated lines, with a party that says of each packet when it arrived. */
class PaddedPathProbeTest {

    private static final long MILLI = 1_000_000;
    private static final long SENT_FROM = 7_000 * MILLI;
    private static final int OCTETS = 1_000;
    private static final long ONE_WAY = 40 * MILLI;

    private final Random random = new Random(7);
    private final PaddedPathProbe way = new PaddedPathProbe(0.02, SENT_FROM);

    /** Sends 1.2 Mbit/s for so long over a line that carries so much, has room for so many octets to wait, and loses some. */
    private void send(long bitsPerSecond, int room, double loses, long millis) {
        long between = 8_000_000_000L * OCTETS / 1_200_000;
        double waits = 0;
        for (long at = 0; at < millis * MILLI; at += between) {
            waits = Math.max(0, waits - bitsPerSecond * between / 8e9);
            long sentAt = SENT_FROM + at;
            if (waits + OCTETS > room || random.nextDouble() < loses) {
                way.lost(sentAt);
            } else {
                waits += OCTETS;
                // The party's clock has nothing to do with ours.
                way.arrived(OCTETS, sentAt, at + ONE_WAY + (long) (waits * 8e9 / bitsPerSecond));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // A queue that drops, and one that grows.
        "700000, 20000, 0",
        "700000, 2000000, 0",
        "300000, 10000, 0.02",
        "300000, 2000000, 0.02"
    })
    void saysHowMuchANarrowLineCarries(long bitsPerSecond, int room, double loses) {
        send(bitsPerSecond, room, loses, 3_000);
        FilledLine.Result result = way.result().orElseThrow();
        assertThat(result.isFull()).isTrue();
        assertThat(result.bitsPerSecond()).isCloseTo(bitsPerSecond, withPercentage(6));
    }

    @ParameterizedTest
    @CsvSource({"10000000, 0", "1300000, 0", "10000000, 0.03"})
    void saysThatALineCarriesAll(long bitsPerSecond, double loses) {
        send(bitsPerSecond, 100_000, loses, 3_000);
        FilledLine.Result result = way.result().orElseThrow();
        assertThat(result.isFull()).isFalse();
        assertThat(result.bitsPerSecond()).isCloseTo((long) (1_200_000 * (1 - loses)), withPercentage(2));
    }

    /** As radio does; what waited comes soon after. */
    @Test
    void aLineThatStoodStillForAMomentIsNotFull() {
        long between = 8_000_000_000L * OCTETS / 1_200_000;
        long free = 0;
        for (long at = 0; at < 3_000 * MILLI; at += between) {
            boolean stands = at >= 1_000 * MILLI && at < 1_500 * MILLI;
            free = Math.max(free, stands ? 1_500 * MILLI : at) + 8_000_000_000L * OCTETS / 2_000_000;
            way.arrived(OCTETS, SENT_FROM + at, free + ONE_WAY);
            if (at > 1_600 * MILLI) {
                assertThat(way.result())
                        .hasValueSatisfying(
                                result -> assertThat(result.isFull()).isFalse());
            }
        }
        assertThat(way.result().orElseThrow().bitsPerSecond()).isCloseTo(1_200_000, withPercentage(3));
    }

    @Test
    void saysNothingBeforeAQueueWouldShow() {
        send(300_000, 2_000_000, 0, 360);
        assertThat(way.result()).isEmpty();
    }

    @Test
    void countsNothingThatWasSentBefore() {
        way.arrived(1_000_000, SENT_FROM - 1, 0);
        way.lost(SENT_FROM - 1);
        send(10_000_000, 100_000, 0, 2_000);
        assertThat(way.result().orElseThrow().bitsPerSecond()).isCloseTo(1_200_000, withPercentage(2));
    }
}
