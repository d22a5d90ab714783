package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over simulated lines, with a party that reports seldom. */
class FilledLineTest {

    private static final long MILLI = 1_000_000;
    private static final int OCTETS = 1_240;
    private static final int BEFORE = 100;
    private static final long ONE_WAY = 40 * MILLI;

    private final Random random = new Random(7);
    private final FilledLine line;

    /** 65,500 and on, so that the numbers wrap. */
    private int sequence = 65_500 - BEFORE;

    private long highest;
    private int lost;
    private double queue;

    FilledLineTest() {
        line = new FilledLine(Optional.empty(), false, 0, 80);
    }

    /** Octets that wait at most, before the line that carries so much; loses so much by chance. */
    private record Way(long bitsPerSecond, int queue, double loss) {}

    private boolean carries(Way way, long between) {
        queue = Math.max(0, queue - way.bitsPerSecond() * between / 8e9);
        if (random.nextDouble() < way.loss() || queue + OCTETS > way.queue()) {
            return false;
        }
        queue += OCTETS;
        return true;
    }

    private static ReportBlock block(long highest, int lost) {
        return new ReportBlock(1, 0, lost, highest, 0, 0, 0);
    }

    /** Sends for so long at so much, and reports once after {@code reports}; what arrives is late by what waits. */
    private void fill(FilledLine filled, Way way, long bitsPerSecond, long reports) {
        for (int i = 0; i < BEFORE; i++) {
            lost += random.nextDouble() < way.loss() ? 1 : 0;
        }
        highest = sequence + BEFORE - 1;
        filled.reported(block(highest, lost), 0);
        sequence += BEFORE;
        long between = OCTETS * 8_000_000_000L / bitsPerSecond;
        NavigableMap<Long, Runnable> arrivals = new TreeMap<>();
        for (long now = 0; now < reports; now += between) {
            int number = sequence++;
            filled.sent(number & 0xFFFF, OCTETS, now);
            if (carries(way, between)) {
                long arrival = now + ONE_WAY + (long) (8e9 * queue / way.bitsPerSecond());
                arrivals.put(arrival, () -> {
                    lost += (int) (number - highest) - 1;
                    highest = number;
                });
            }
        }
        arrivals.headMap(reports - ONE_WAY, true).values().forEach(Runnable::run);
        filled.reported(block(highest, lost), reports);
    }

    @ParameterizedTest
    @CsvSource({"300000", "600000", "900000"})
    void isFullWhereItCarriesLess(long carries) {
        fill(line, new Way(carries, 12_000, 0), 1_100_000, 4_000 * MILLI);
        FilledLine.Result result = line.result().orElseThrow();
        assertThat(result.isFull()).isTrue();
        assertThat(result.bitsPerSecond()).isCloseTo(carries, withPercentage(8));
    }

    /** Nothing is lost in so short a time. */
    @Test
    void isFullWhereALongQueueGrows() {
        fill(line, new Way(500_000, 250_000, 0), 1_100_000, 3_000 * MILLI);
        FilledLine.Result result = line.result().orElseThrow();
        assertThat(lost).isZero();
        assertThat(result.isFull()).isTrue();
        assertThat(result.bitsPerSecond()).isCloseTo(500_000, withPercentage(10));
    }

    private void sendForFiveSeconds() {
        line.reported(block(999, 0), 0);
        for (int n = 0; n < 500; n++) {
            line.sent(1_000 + n, OCTETS, 10 * MILLI * n);
        }
    }

    /** The party, or we, had no time. */
    @Test
    void isNotFullForOneReportThatIsLate() {
        sendForFiveSeconds();
        line.reported(block(1_199, 0), 2_900 * MILLI);
        assertThat(line.result().orElseThrow().isFull()).isFalse();
        assertThat(line.result().orElseThrow().isInDoubt()).isTrue();
        line.reported(block(1_299, 0), 3_080 * MILLI);
        assertThat(line.result().orElseThrow().isFull()).isFalse();
        assertThat(line.result().orElseThrow().isInDoubt()).isFalse();
        line.reported(block(1_399, 0), 4_980 * MILLI);
        assertThat(line.result().orElseThrow().isFull()).isFalse();
    }

    @Test
    void isFullWhereReportsStayLate() {
        sendForFiveSeconds();
        line.reported(block(1_199, 0), 2_900 * MILLI);
        assertThat(line.result().orElseThrow().isFull()).isFalse();
        line.reported(block(1_279, 0), 3_900 * MILLI);
        assertThat(line.result().orElseThrow().isFull()).isTrue();
        assertThat(line.result().orElseThrow().isInDoubt()).isFalse();
    }

    @Test
    void carriesWhatItIsSent() {
        fill(line, new Way(2_000_000, 12_000, 0), 1_100_000, 1_500 * MILLI);
        FilledLine.Result result = line.result().orElseThrow();
        assertThat(result.isFull()).isFalse();
        assertThat(result.bitsPerSecond()).isCloseTo(1_100_000, withPercentage(2));
    }

    /** What it loses at any rate is no limit. */
    @Test
    void isNotFullWhereItLosesAsBefore() {
        FilledLine lossy = new FilledLine(Optional.empty(), false, 0.1, 80);
        fill(lossy, new Way(5_000_000, 50_000, 0.1), 1_100_000, 5_000 * MILLI);
        FilledLine.Result result = lossy.result().orElseThrow();
        assertThat(result.isFull()).isFalse();
        assertThat(result.bitsPerSecond()).isCloseTo(990_000, withPercentage(4));
    }

    @Test
    void aReportThatTellsOfLittleTellsNothing() {
        fill(line, new Way(300_000, 12_000, 0), 1_100_000, 900 * MILLI);
        assertThat(line.result()).isEmpty();
    }

    /** To the party they are lost; and what is sent once more is not new. */
    @Test
    void numbersThatAreNeverSentAreNotLost() {
        line.reported(block(999, 0), 0);
        for (int n = 0; n < 400; n++) {
            if (n % 4 != 3) {
                line.sent(1_000 + n, OCTETS, 10 * MILLI * n);
                line.sent(900, OCTETS, 10 * MILLI * n);
            }
        }
        line.reported(block(1_398, 99), 3_980 * MILLI + 80 * MILLI);
        FilledLine.Result result = line.result().orElseThrow();
        assertThat(result.isFull()).isFalse();
        assertThat(result.bitsPerSecond()).isCloseTo(75 * OCTETS * 8, withPercentage(2));
    }

    /** What was lost before is not known to be lost because of it. */
    @Test
    void withoutAReportBeforeItIsMeasuredFromTheFirstOn() {
        for (int n = 0; n < 600; n++) {
            line.sent(n, OCTETS, 10 * MILLI * n);
        }
        line.reported(block(199, 150), 2_000 * MILLI);
        assertThat(line.result()).isEmpty();
        line.reported(block(599, 150), 6_000 * MILLI);
        FilledLine.Result result = line.result().orElseThrow();
        assertThat(result.isFull()).isFalse();
        assertThat(result.bitsPerSecond()).isCloseTo(100 * OCTETS * 8, withPercentage(2));
    }

    /** Whoever dials a number of tests is filled before he has reported anything. */
    @ParameterizedTest
    @CsvSource({"0, false, 100", "120, true, 70"})
    void ofAStreamThatHasJustBegunTheFirstReportTellsAll(int lost, boolean full, double rate) {
        FilledLine begun = new FilledLine(Optional.empty(), true, 0, 0);
        for (int n = 0; n < 600; n++) {
            begun.sent(65_400 + n, OCTETS, 10 * MILLI * n);
        }
        begun.reported(block(65_400 + 400, lost), 4_000 * MILLI);
        FilledLine.Result result = begun.result().orElseThrow();
        assertThat(result.isFull()).isEqualTo(full);
        assertThat(result.bitsPerSecond()).isCloseTo((long) (rate * OCTETS * 8), withPercentage(2));
    }

    /** As above, of which the last report before is known. */
    @Test
    void goesOnFromTheReportBefore() {
        FilledLine known = new FilledLine(Optional.of(block(999, 40)), false, 0.04, 80);
        for (int n = 0; n < 400; n++) {
            known.sent(1_000 + n, OCTETS, 10 * MILLI * n);
        }
        known.reported(block(1_399, 240), 4_080 * MILLI);
        FilledLine.Result result = known.result().orElseThrow();
        assertThat(result.isFull()).isTrue();
        assertThat(result.bitsPerSecond()).isCloseTo(50 * OCTETS * 8, withPercentage(3));
    }

    @Test
    void withoutAReportOfItNothingIsKnown() {
        line.reported(block(65_000, 3), 0);
        line.sent(65_500, OCTETS, MILLI);
        line.reported(block(65_100, 3), 3_000 * MILLI);
        assertThat(line.result()).isEmpty();
    }
}
