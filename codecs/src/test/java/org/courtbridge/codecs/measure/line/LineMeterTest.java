package org.courtbridge.codecs.measure.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.courtbridge.codecs.audio.AudioCodec;
import org.junit.jupiter.api.Test;

class LineMeterTest {

    private static final int PACKETS = 1_500;
    private static final long PACKET = 20_000_000;

    @Test
    void findsNothingWrongWithAPerfectLine() {
        LineMeter meter = new LineMeter(AudioCodec.PCMA);
        for (int i = 0; i < PACKETS; i++) {
            packet(meter, i, i * PACKET);
        }
        meter.roundTrip(40);
        LineReport report = meter.report();
        assertThat(report.loss()).hasValue(0);
        assertThat(report.longestLoss()).hasValue(0);
        assertThat(report.burstLoss()).hasValue(0);
        assertThat(report.jitter()).hasValue(0);
        assertThat(report.rating().orElseThrow()).isCloseTo(91.2, within(1.0));
    }

    @Test
    void tellsBurstsFromLossByChance() {
        LineReport scattered = lossy(i -> i % 50 == 25);
        assertThat(scattered.loss().orElseThrow()).isCloseTo(2, within(0.2));
        assertThat(scattered.burstLoss()).hasValue(0);
        assertThat(scattered.longestLoss()).hasValue(20);
        assertThat(scattered.burstRatio().orElseThrow()).isCloseTo(0.98, within(0.02));

        LineReport bursty = lossy(i -> i % 500 >= 200 && i % 500 < 210);
        assertThat(bursty.loss().orElseThrow()).isCloseTo(2, within(0.1));
        assertThat(bursty.burstLoss()).hasValue(100);
        assertThat(bursty.longestLoss()).hasValue(200);
        assertThat(bursty.burstRatio().orElseThrow()).isCloseTo(9.8, within(0.1));
        assertThat(bursty.rating().orElseThrow()).isLessThan(scattered.rating().orElseThrow());
    }

    private static LineReport lossy(IntPredicate lost) {
        LineMeter meter = new LineMeter(AudioCodec.PCMA);
        for (int i = 0; i < PACKETS; i++) {
            if (!lost.test(i)) {
                packet(meter, i, i * PACKET);
            }
        }
        meter.end();
        meter.roundTrip(40);
        return meter.report();
    }

    @Test
    void takesReorderingAndRepetitionForNoLoss() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            order.add(i);
        }
        Random random = new Random(1);
        for (int i = 0; i + 8 < PACKETS; i += 8) {
            Collections.shuffle(order.subList(i, i + 8), random);
        }
        LineMeter meter = new LineMeter(AudioCodec.PCMA);
        for (int i = 0; i < PACKETS; i++) {
            packet(meter, order.get(i), i * PACKET);
            if (i % 10 == 0) {
                packet(meter, order.get(i), i * PACKET);
            }
        }
        meter.end();
        assertThat(meter.report().loss()).hasValue(0);
        // Those of lower numbers than the first that came were never awaited.
        assertThat(meter.report().packets()).isBetween(PACKETS - 7L, (long) PACKETS);
    }

    @Test
    void goesOnOverWrapsAndBeginsAnewAfterLeaps() {
        LineMeter meter = new LineMeter(AudioCodec.PCMA);
        for (int i = 0; i < 200; i++) {
            packet(meter, 65_500 + i, i * PACKET);
        }
        for (int i = 200; i < 400; i++) {
            packet(meter, 20_000 + i, i * PACKET);
        }
        meter.end();
        assertThat(meter.report().loss()).hasValue(0);
        assertThat(meter.report().packets()).isEqualTo(400);
    }

    /** RFC 3550: packets that come by turns 10 ms too early and too late differ by 20 ms, and so is the jitter. */
    @Test
    void measuresJitter() {
        LineMeter meter = new LineMeter(AudioCodec.G729);
        for (int i = 0; i < PACKETS; i++) {
            packet(meter, i, i * PACKET + (i % 2 == 0 ? 0 : 20_000_000));
        }
        assertThat(meter.report().jitter().orElseThrow()).isCloseTo(20, within(0.5));
    }

    @Test
    void hasNoFigureForWhatWasNotThere() {
        LineReport nothing = new LineMeter(AudioCodec.PCMA).report();
        assertThat(nothing.loss()).isEmpty();
        assertThat(nothing.rating()).isEmpty();

        LineMeter withoutReports = new LineMeter(AudioCodec.PCMA);
        LineMeter opus = new LineMeter(AudioCodec.OPUS);
        opus.roundTrip(2_000);
        for (int i = 0; i < PACKETS; i++) {
            packet(withoutReports, i, i * PACKET);
            opus.packet(i, i * 960L, i * PACKET);
        }
        assertThat(withoutReports.report().roundTrip()).isEmpty();
        assertThat(withoutReports.report().rating()).isEmpty();
        assertThat(withoutReports.report().ratingAtMost()).isPresent();
        assertThat(opus.report().rating()).isEmpty();
        assertThat(opus.report().ratingAtMost().orElseThrow()).isLessThan(75);
    }

    private static void packet(LineMeter meter, int number, long arrival) {
        meter.packet(number & 0xFFFF, number * 160L & 0xFFFF_FFFFL, arrival);
    }
}
