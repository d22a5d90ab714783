package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.courtbridge.codecs.rtp.TransportFeedback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimate on simulated lines, under a clock of their own. */
class SendSideEstimatorTest {

    private static final long NARROW = 300_000;
    private static final long WIDE = 2_000_000;

    private static final long ALL = SimulatedCall.PICTURES + SimulatedCall.SOUND;

    @Test
    void whatALineCarriesIsNotDoubted() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(WIDE));

        assertThat(call.pass(30_000).least()).isEqualTo(SendSideEstimator.UNKNOWN);
    }

    @Test
    void aLineThatFallsIsNoLongerFilledAfterASecondAndAHalf() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(WIDE));
        call.pass(5_000);
        call.line.bitsPerSecond = NARROW;

        call.pass(1_500);
        SimulatedCall.Seen later = call.pass(20_000);

        assertThat(later.soundLoss()).isLessThan(0.005);
        assertThat(later.worstSoundMillis()).isLessThan(300);
        assertThat(later.least()).isBetween(120_000L, NARROW);
        assertThat(8 * later.pictureOctets() / 20).isGreaterThan(150_000);
    }

    /** Or sound would be repeated, just when there is the least room. */
    @Test
    void whatAFullQueueLosesIsNotTakenForTheLines() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(WIDE));
        call.pass(5_000);
        call.line.bitsPerSecond = NARROW;

        for (int i = 0; i < 1_000; i++) {
            call.pass(10);
            assertThat(call.estimator.lost()).isLessThan(0.02);
        }
    }

    @Test
    void whatALineLosesAtAnyRateIsKnownSoon() {
        for (int seed = 0; seed < 10; seed++) {
            SimulatedCall call = lossy(0.10, seed);

            call.pass(2_000);

            assertThat(call.estimator.lost()).as("seed %d", seed).isBetween(0.05, 0.15);
        }
    }

    @Test
    void aLineThatComesBackIsUsedWithinThreeSeconds() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(WIDE));
        call.pass(5_000);
        for (int round = 0; round < 3; round++) {
            call.line.bitsPerSecond = NARROW;
            call.pass(10_000 + 700 * round);
            assertThat(call.estimator.bitsPerSecond()).isLessThan(450_000);
            call.line.bitsPerSecond = WIDE;

            assertThat(call.millisUntil(ALL)).isLessThan(3_000);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "40, 0", "0, 40", "40, 40", "120, 0"})
    void aLineThatComesBackIsUsedSoonThoughProcessorsAreShort(int sender, int receiver) {
        for (long narrow : List.of(NARROW, 500_000L)) {
            List<Long> back = new ArrayList<>();
            for (int seed = 0; seed < 60; seed++) {
                SimulatedCall.Stalls stalls = new SimulatedCall.Stalls(new Random(seed), sender, receiver);
                SimulatedCall call = new SimulatedCall(new SimulatedLine(WIDE, seed), stalls);
                call.pass(5_000);
                call.line.bitsPerSecond = narrow;
                call.pass(10_000 + 37 * seed);
                call.line.bitsPerSecond = WIDE;
                back.add(call.millisUntil(ALL));
            }

            Collections.sort(back);
            assertThat(back.get(30)).as("half of them, from %d bit/s", narrow).isLessThan(1_600);
            assertThat(back.get(54)).as("nine of ten, from %d bit/s", narrow).isLessThan(2_500);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.03, 0.05, 0.10, 0.12})
    void lossThatIsThereAtAnyRateTakesNoPictureAway(double loss) {
        for (int seed = 0; seed < 10; seed++) {
            SimulatedCall call = lossy(loss, seed);

            SimulatedCall.Seen seen = call.pass(40_000);

            assertThat(shareOfEnough(seen)).as("seed %d", seed).isGreaterThan(0.95);
            assertThat(8 * seen.pictureOctets() / 40).as("seed %d", seed).isGreaterThan((long)
                    (0.95 * (1 - loss) * SimulatedCall.PICTURES));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.20, 0.25})
    void aLotOfLossThatIsThereAtAnyRateIsFoundOutInTime(double loss) {
        for (int seed = 0; seed < 10; seed++) {
            SimulatedCall call = lossy(loss, seed);
            call.pass(15_000);

            SimulatedCall.Seen later = call.pass(40_000);

            assertThat(shareOfEnough(later)).as("seed %d", seed).isGreaterThan(0.95);
            assertThat(8 * later.pictureOctets() / 40).as("seed %d", seed).isGreaterThan((long)
                    (0.9 * (1 - loss) * SimulatedCall.PICTURES));
        }
    }

    private static SimulatedCall lossy(double loss, int seed) {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(WIDE, seed));
        call.pass(5_000);
        call.line.loss = loss;
        return call;
    }

    /** Of the time, in which the estimate has room for all that there is. */
    private static double shareOfEnough(SimulatedCall.Seen seen) {
        return (double) seen.estimates().stream().filter(bits -> bits >= ALL).count()
                / seen.estimates().size();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.10, 0.20})
    void aLineThatLosesAtAnyRateAndFallsIsNoLongerFilled(double loss) {
        for (int seed = 0; seed < 10; seed++) {
            SimulatedCall call = lossy(loss, seed);
            call.pass(15_000);
            call.line.bitsPerSecond = NARROW;
            call.pass(3_000);

            SimulatedCall.Seen later = call.pass(10_000);

            assertThat(later.soundLoss()).as("seed %d", seed).isLessThan(loss + 0.06);
            assertThat(later.worstSoundMillis()).as("seed %d", seed).isLessThan(400);
            // What is lost never comes to the narrow part.
            assertThat(later.last()).as("seed %d", seed).isLessThan((long) (1.3 * NARROW / (1 - loss)));

            call.line.bitsPerSecond = WIDE;
            assertThat(call.millisUntil(ALL)).as("seed %d", seed).isLessThan(10_000);
        }
    }

    @Test
    void lossOfAPolicerIsHeeded() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(WIDE));
        call.pass(5_000);
        call.line.bitsPerSecond = NARROW;
        call.line.queueOctets = 2_000;

        call.pass(3_000);
        SimulatedCall.Seen later = call.pass(10_000);

        assertThat(later.soundLoss()).isLessThan(0.05);
        assertThat(later.last()).isLessThan(450_000);
    }

    @Test
    void jitterIsNoQueue() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(WIDE));
        call.line.jitter = 30 * SimulatedCall.MILLISECOND;

        call.pass(10_000);
        SimulatedCall.Seen later = call.pass(20_000);

        assertThat(8 * later.pictureOctets() / 20).isGreaterThan((long) (0.8 * SimulatedCall.PICTURES));
    }

    @Test
    void aMomentOfSilenceTakesThePictureAwayForAFewSecondsAtMost() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(WIDE));
        call.pass(5_000);
        call.line.deadUntil = call.now + 200 * SimulatedCall.MILLISECOND;
        call.pass(400);

        assertThat(call.millisUntil(ALL)).isLessThan(3_000);
    }

    /** What was sent to where it no longer was, is lost; that says nothing of where it is. */
    @Test
    void aPartyThatMovesKeepsItsPicture() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(WIDE));
        call.pass(5_000);
        call.line.deadUntil = call.now + 1_200 * SimulatedCall.MILLISECOND;
        call.pass(1_200);
        call.estimator.moved(call.now);

        assertThat(call.pass(10_000).least()).isEqualTo(SendSideEstimator.UNKNOWN);
    }

    @Test
    void aPartyThatMovesToAWiderLineIsProbedAtOnce() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(NARROW));
        call.pass(10_000);
        call.line.bitsPerSecond = WIDE;
        call.estimator.moved(call.now);

        assertThat(call.millisUntil(ALL)).isLessThan(1_500);
    }

    @Test
    void aPartyThatMovesToANarrowLineIsSentLess() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(WIDE));
        call.pass(5_000);
        call.line.bitsPerSecond = NARROW;
        call.estimator.moved(call.now);

        call.pass(1_500);
        SimulatedCall.Seen later = call.pass(10_000);

        assertThat(later.soundLoss()).isLessThan(0.005);
        assertThat(later.least()).isBetween(120_000L, NARROW);
    }

    @Test
    void aLineThatWasNarrowFromTheBeginningIsLearnt() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(NARROW));

        call.pass(2_000);
        SimulatedCall.Seen later = call.pass(10_000);

        assertThat(later.soundLoss()).isLessThan(0.005);
        assertThat(later.least()).isBetween(120_000L, NARROW);
    }

    @Test
    void nothingIsProbedThatNobodyWants() {
        SimulatedCall call = new SimulatedCall(new SimulatedLine(NARROW));
        call.pass(5_000);
        call.estimator.wanted(SimulatedCall.SOUND);

        for (int i = 0; i < 1_000; i++) {
            call.pass(5);
            assertThat(call.estimator.probe(call.now)).isZero();
        }
    }

    /** Whatever a party says, the estimate stays within sense: 500 seeded conversations. */
    @Test
    void noFeedbackBreaksIt() {
        for (int seed = 0; seed < 500; seed++) {
            converse(new Random(seed), "seed " + seed);
        }
    }

    private static void converse(Random random, String description) {
        SendSideEstimator estimator = new SendSideEstimator();
        estimator.wanted(ALL);
        long now = SimulatedCall.SECOND;
        for (int i = 0; i < 200; i++) {
            now += random.nextLong(SimulatedCall.SECOND);
            for (int sent = random.nextInt(50); sent > 0; sent--) {
                estimator.sent(1 + random.nextInt(1_500), now);
            }
            if (random.nextInt(20) == 0) {
                estimator.moved(now);
            }
            estimator.heard(feedback(random), now);
            assertThat(estimator.probe(now)).as(description).isBetween(0L, 10_000_000L);
            assertThat(estimator.bitsPerSecond()).as(description).isGreaterThanOrEqualTo(SendSideEstimator.LEAST);
        }
    }

    private static TransportFeedback feedback(Random random) {
        List<OptionalInt> deltas = new ArrayList<>();
        for (int i = random.nextInt(100); i >= 0; i--) {
            deltas.add(random.nextBoolean() ? OptionalInt.of((short) random.nextInt()) : OptionalInt.empty());
        }
        return new TransportFeedback(
                1, 2, random.nextInt(200), random.nextInt(1 << 24), random.nextInt(256), List.copyOf(deltas));
    }
}
