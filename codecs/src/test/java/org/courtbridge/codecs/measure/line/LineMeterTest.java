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

    /** When the next packet is due. */
    private static final long END = PACKETS * PACKET;

    @Test
    void findsNothingWrongWithAPerfectLine() {
        LineMeter meter = new LineMeter(AudioCodec.PCMA);
        for (int i = 0; i < PACKETS; i++) {
            packet(meter, i, i * PACKET);
        }
        meter.roundTrip(40);
        LineReport report = meter.report(END);
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
        meter.end(END);
        meter.roundTrip(40);
        return meter.report(END);
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
        meter.end(END);
        assertThat(meter.report(END).loss()).hasValue(0);
        // Those of lower numbers than the first that came were never awaited.
        assertThat(meter.report(END).packets()).isBetween(PACKETS - 7L, (long) PACKETS);
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
        LineReport report = meter.report(400 * PACKET);
        assertThat(report.loss()).hasValue(0);
        assertThat(report.packets()).isEqualTo(400 - 64);
        assertThat(report.jitter()).hasValue(0);
        meter.end(400 * PACKET);
        assertThat(meter.report(400 * PACKET).loss()).hasValue(0);
        assertThat(meter.report(400 * PACKET).packets()).isEqualTo(400);
    }

    /** RFC 3550, appendix A.1: one number from elsewhere is no new stream. */
    @Test
    void takesNothingFromAStrayPacket() {
        LineMeter meter = new LineMeter(AudioCodec.PCMA);
        for (int i = 0; i < PACKETS; i++) {
            packet(meter, i, i * PACKET);
            if (i % 100 == 50) {
                packet(meter, 30_000 + i, i * PACKET);
            }
        }
        meter.end(END);
        LineReport report = meter.report(END);
        assertThat(report.packets()).isEqualTo(PACKETS);
        assertThat(report.loss()).hasValue(0);
        assertThat(report.jitter()).hasValue(0);
    }

    @Test
    void countsWhatALineThatDiedDoesNotBring() {
        LineMeter meter = new LineMeter(AudioCodec.PCMA);
        for (int i = 0; i < 500; i++) {
            packet(meter, i, i * PACKET);
        }
        assertThat(meter.report(500 * PACKET).loss()).hasValue(0);
        LineReport died = meter.report(750 * PACKET);
        assertThat(died.loss().orElseThrow()).isCloseTo(100.0 * 250 / 750, within(5.0));
        assertThat(died.longestLoss().orElseThrow()).isCloseTo(5_000, within(50.0));
        assertThat(died.silence()).isZero();
        // It came back: what is missing are the numbers, and nothing twice.
        for (int i = 750; i < 1_500; i++) {
            packet(meter, i, i * PACKET);
        }
        meter.end(END);
        assertThat(meter.report(END + 1_000 * PACKET).loss().orElseThrow())
                .isCloseTo(100.0 * 250 / 1_500, within(1e-9));
        assertThat(meter.report(END).longestLoss()).hasValue(5_000);
    }

    @Test
    void cannotTellALineThatDiedFromACodecThatIsSilent() {
        LineMeter meter = new LineMeter(AudioCodec.OPUS);
        for (int i = 0; i < 500; i++) {
            meter.packet(i, i * 960L, i * PACKET);
        }
        assertThat(meter.report(520 * PACKET).silence()).isZero();
        LineReport report = meter.report(750 * PACKET);
        assertThat(report.loss()).hasValue(0);
        assertThat(report.silence()).isCloseTo(5_020, within(1e-6));
        meter.end(750 * PACKET);
        assertThat(meter.report(750 * PACKET).silence()).isCloseTo(5_020, within(1e-6));
    }

    /** More numbers are missing than a stream may leap, but the time went on as they did. */
    @Test
    void takesALongOutageForNoNewStream() {
        for (int gap : new int[] {3_500, 40_000}) {
            LineMeter meter = new LineMeter(AudioCodec.PCMA);
            for (int i = 0; i < 1_000; i++) {
                packet(meter, i + (i < 500 ? 0 : gap), (i + (i < 500 ? 0 : gap)) * PACKET);
            }
            meter.end((1_000 + gap) * PACKET);
            LineReport report = meter.report((1_000 + gap) * PACKET);
            assertThat(report.packets()).isEqualTo(1_000 + gap);
            assertThat(report.loss().orElseThrow()).isCloseTo(100.0 * gap / (1_000 + gap), within(1e-9));
            assertThat(report.longestLoss()).hasValue(gap * 20);
            assertThat(report.jitter()).hasValue(0);
        }
    }

    /** 10 packets of 40 ms are lost at once, and later the sender changes to 10 ms. */
    @Test
    void countsALossByThePacketsOfItsTime() {
        LineMeter meter = new LineMeter(AudioCodec.PCMA);
        for (int i = 0; i < 200; i++) {
            if (i < 100 || i >= 110) {
                meter.packet(i, i * 320L, i * 2 * PACKET);
            }
        }
        for (int i = 200; i < 800; i++) {
            meter.packet(i, 200 * 320L + (i - 200) * 80L, 400 * PACKET + (i - 200) * PACKET / 2);
        }
        assertThat(meter.report(700 * PACKET).longestLoss()).hasValue(400);
    }

    @Test
    void takesATelephoneEventForNoLoss() {
        LineMeter meter = new LineMeter(AudioCodec.PCMA);
        for (int i = 0; i < PACKETS; i++) {
            if (i >= 300 && i < 310) {
                meter.other(i, i * PACKET);
            } else {
                packet(meter, i, i * PACKET);
            }
        }
        meter.end(END);
        LineReport report = meter.report(END);
        assertThat(report.packets()).isEqualTo(PACKETS);
        assertThat(report.loss()).hasValue(0);
        assertThat(report.jitter()).hasValue(0);
    }

    /** G.113 has nothing on uncompressed sound. */
    @Test
    void ratesNoLineOfL16() {
        for (AudioCodec codec : new AudioCodec[] {AudioCodec.L16_8K, AudioCodec.L16_16K, AudioCodec.L16_48K}) {
            assertThat(Equipment.of(codec)).as("%s", codec).isEmpty();
        }
    }

    /** RFC 3550: packets that come by turns 10 ms too early and too late differ by 20 ms, and so is the jitter. */
    @Test
    void measuresJitter() {
        LineMeter meter = new LineMeter(AudioCodec.G729);
        for (int i = 0; i < PACKETS; i++) {
            packet(meter, i, i * PACKET + (i % 2 == 0 ? 0 : 20_000_000));
        }
        assertThat(meter.report(END).jitter().orElseThrow()).isCloseTo(20, within(0.5));
    }

    @Test
    void hasNoFigureForWhatWasNotThere() {
        LineReport nothing = new LineMeter(AudioCodec.PCMA).report(END);
        assertThat(nothing.loss()).isEmpty();
        assertThat(nothing.rating()).isEmpty();

        LineMeter withoutReports = new LineMeter(AudioCodec.PCMA);
        LineMeter opus = new LineMeter(AudioCodec.OPUS);
        opus.roundTrip(2_000);
        for (int i = 0; i < PACKETS; i++) {
            packet(withoutReports, i, i * PACKET);
            opus.packet(i, i * 960L, i * PACKET);
        }
        assertThat(withoutReports.report(END).roundTrip()).isEmpty();
        assertThat(withoutReports.report(END).rating()).isEmpty();
        assertThat(withoutReports.report(END).ratingAtMost()).isPresent();
        assertThat(opus.report(END).rating()).isEmpty();
        assertThat(opus.report(END).ratingAtMost().orElseThrow()).isLessThan(75);
    }

    private static void packet(LineMeter meter, int number, long arrival) {
        meter.packet(number & 0xFFFF, number * 160L & 0xFFFF_FFFFL, arrival);
    }
}
