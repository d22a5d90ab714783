package org.courtbridge.codecs.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.courtbridge.codecs.congestion.SimulatedRoom.Behaviour;
import org.courtbridge.codecs.congestion.SimulatedRoom.Seen;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimate from receiver reports on simulated lines, under a clock of their own. */
class ReportEstimatorTest {

    private static final long WIDE = 2_000_000;

    /** What is left for the picture when a line is wide, at the least. */
    private static final long ENOUGH = 1_100_000;

    /** Reports each second. */
    private static final Behaviour OFTEN = new Behaviour(1_000, true, false);

    /** As baresip: reports every five seconds, and requests for keyframes. */
    private static final Behaviour SELDOM = new Behaviour(5_000, true, true);

    /** The same, that answers what it is asked by signalling. */
    private static final Behaviour ANSWERING = new Behaviour(5_000, true, true, true);

    private static final int PHASES = 10;

    private static Behaviour behaviour(int interval) {
        return interval == OFTEN.interval() ? OFTEN : SELDOM;
    }

    /** A room that has been in its call for a while; by the phase, at another time between two reports. */
    private static SimulatedRoom room(Behaviour behaviour, int phase) {
        SimulatedRoom room = new SimulatedRoom(new SimulatedLine(WIDE, phase), behaviour);
        room.pass(12_000 + (long) phase * behaviour.interval() / PHASES);
        return room;
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 5_000})
    void whatALineCarriesIsNotDoubted(int interval) {
        Seen seen = room(behaviour(interval), 0).pass(60_000);
        assertThat(seen.least()).isEqualTo(ReportEstimator.UNKNOWN);
        assertThat(seen.trains()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1000, 500000", "1000, 300000", "5000, 500000", "5000, 300000"})
    void aFallIsHeededAndNotForgotten(int interval, long narrow) {
        int heeded = 0;
        for (int phase = 0; phase < PHASES; phase++) {
            SimulatedRoom room = room(behaviour(interval), phase);
            room.line.bitsPerSecond = narrow;
            room.pass(3_000);
            heeded += room.estimator.bitsPerSecond() < narrow ? 1 : 0;
            room.pass(4_000);
            Seen later = room.pass(15_000);
            assertThat(later.soundLoss()).as("phase %d", phase).isLessThan(0.02);
            assertThat(later.most()).as("phase %d", phase).isLessThan(narrow);
            assertThat(8 * later.pictureOctets() / 15).as("phase %d", phase).isGreaterThan(narrow / 3);
        }
        assertThat(heeded).isGreaterThanOrEqualTo(interval == 1_000 ? PHASES : PHASES * 3 / 4);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 500000, 2500",
        "1000, 300000, 2700",
        "5000, 500000, 5600",
        "5000, 300000, 5600",
        "5000, 150000, 7000"
    })
    void aLineThatComesBackIsUsedSoon(int interval, long narrow, long soon) {
        List<Long> back = new ArrayList<>();
        for (int phase = 0; phase < PHASES; phase++) {
            SimulatedRoom room = room(behaviour(interval), phase);
            room.line.bitsPerSecond = narrow;
            room.pass(20_000);
            room.line.bitsPerSecond = WIDE;
            back.add(room.millisUntil(ENOUGH));
        }
        Collections.sort(back);
        assertThat(back.get(PHASES * 9 / 10)).as("%s", back).isLessThan(soon);
        assertThat(back.getLast()).as("%s", back).isLessThan(soon + 2L * interval);
    }

    /** However long the line was narrow. */
    @ParameterizedTest
    @CsvSource({"500000, 20000", "300000, 20000", "150000, 20000", "500000, 90000", "300000, 90000", "150000, 90000"})
    void aRoomThatAnswersAtOnceIsFollowedWithinThreeSeconds(long narrow, int millis) {
        List<Long> heeded = new ArrayList<>();
        List<Long> back = new ArrayList<>();
        for (int phase = 0; phase < PHASES; phase++) {
            SimulatedRoom room = room(ANSWERING, phase);
            room.line.bitsPerSecond = narrow;
            heeded.add(room.millisUntilBelow(narrow - 60_000));
            room.pass(millis - 10_000);
            assertThat(room.pass(10_000).soundLoss()).as("phase %d", phase).isLessThan(0.02);
            room.line.bitsPerSecond = WIDE;
            back.add(room.millisUntil(ENOUGH));
        }
        Collections.sort(heeded);
        Collections.sort(back);
        assertThat(heeded.getLast()).as("%s", heeded).isLessThan(3_000);
        assertThat(back.getLast()).as("%s", back).isLessThan(3_000);
    }

    /** A train finds no room there; that it has no answer says nothing of the line. */
    @Test
    void aLineWithRoomForNoTrainComesBackToo() {
        for (int phase = 0; phase < PHASES; phase++) {
            SimulatedRoom room = room(ANSWERING, phase);
            room.line.queueOctets = 6_000;
            room.line.bitsPerSecond = 500_000;
            room.pass(20_000);
            room.line.bitsPerSecond = WIDE;
            assertThat(room.millisUntil(ENOUGH)).as("phase %d", phase).isLessThan(40_000);
        }
    }

    /** More may be sent by then than is: that it was allowed did no harm, and the line fell by itself. */
    @Test
    void aFallIsNotHeldAgainstARiseThatNobodyUsed() {
        for (int phase = 0; phase < PHASES; phase++) {
            SimulatedRoom room = room(ANSWERING, phase);
            for (int fall = 0; fall < 4; fall++) {
                room.line.bitsPerSecond = 300_000;
                room.pass(5_000);
                room.line.bitsPerSecond = WIDE;
                room.estimator.wanted(ENOUGH);
                assertThat(room.millisUntil(ENOUGH))
                        .as("phase %d, fall %d", phase, fall)
                        .isLessThan(3_000);
                room.pass(11_000);
                room.estimator.wanted(5 * ENOUGH / 4);
                room.pass(3_000);
            }
        }
    }

    /** Falls soon after each other: that the line was wide between them is known by the next. */
    @Test
    void aFallIsNotHeldAgainstARiseThatWasRight() {
        List<Long> back = new ArrayList<>();
        for (int phase = 0; phase < PHASES; phase++) {
            SimulatedRoom room = room(ANSWERING, phase);
            for (int fall = 0; fall < 5; fall++) {
                room.line.bitsPerSecond = 300_000;
                room.pass(4_000);
                room.line.bitsPerSecond = WIDE;
                back.add(room.millisUntil(ENOUGH));
                room.pass(8_000);
            }
        }
        Collections.sort(back);
        assertThat(back.get(back.size() * 4 / 5)).as("%s", back).isLessThan(3_000);
        assertThat(back.getLast()).as("%s", back).isLessThan(25_000);
    }

    /** Whatever the line lets pass at once, and however long its queue may be. */
    @ParameterizedTest
    @CsvSource({
        "500000, 2000, 12000",
        "300000, 2000, 12000",
        "150000, 2000, 12000",
        "300000, 20000, 12000",
        "300000, 2000, 200000"
    })
    void aNarrowLineStaysQuietForARoomThatAnswers(long narrow, int burst, int queue) {
        for (int phase = 0; phase < PHASES; phase += 3) {
            SimulatedRoom room = room(ANSWERING, phase);
            room.line.burst = burst;
            room.line.queueOctets = queue;
            room.line.bitsPerSecond = narrow;
            room.pass(10_000);
            Seen seen = room.pass(120_000);
            assertThat(seen.soundLoss()).as("phase %d", phase).isLessThan(0.02);
            assertThat(seen.shareOf(narrow)).as("phase %d", phase).isLessThan(0.1);
        }
    }

    /** A proxy before the line answers in the room's place, and a policer has no queue. */
    @Test
    void whoAnswersByAnotherWayIsNotBelievedForLong() {
        for (int phase = 0; phase < PHASES; phase += 3) {
            SimulatedRoom room = room(ANSWERING, phase);
            room.answersPassBy = true;
            room.line.bitsPerSecond = 300_000;
            room.pass(40_000);
            Seen seen = room.pass(120_000);
            assertThat(seen.soundLoss()).as("phase %d", phase).isLessThan(0.03);
            assertThat(seen.shareOf(300_000)).as("phase %d", phase).isLessThan(0.15);
        }
    }

    /** Questions and answers are lost, too. */
    @ParameterizedTest
    @CsvSource({"0.02, 0.9", "0.05, 0.8", "0.10, 0.6"})
    void aRoomThatAnswersAtOnceKeepsItsPictureOnALineThatLosesAtAnyRate(double loss, double share) {
        List<Double> shares = new ArrayList<>();
        for (int seed = 0; seed < 10; seed++) {
            SimulatedRoom room = room(ANSWERING, seed);
            room.line.loss = loss;
            room.pass(10_000);
            shares.add(room.pass(60_000).shareOf(ENOUGH));
        }
        assertThat(shares.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .as("%s", shares)
                .isGreaterThan(share);
    }

    @Test
    void aNarrowLineStaysQuietForMinutes() {
        SimulatedRoom room = room(OFTEN, 3);
        room.line.bitsPerSecond = 300_000;
        room.pass(7_000);
        Seen seen = room.pass(120_000);
        assertThat(seen.soundLoss()).isLessThan(0.005);
        assertThat(seen.worstSoundMillis()).isLessThan(400);
        assertThat(seen.shareOf(250_000)).isLessThan(0.02);
        assertThat(seen.shareOf(150_000)).isGreaterThan(0.95);
    }

    @ParameterizedTest
    @CsvSource({"1000, 0.02", "1000, 0.05", "5000, 0.02"})
    void lossThatIsThereAtAnyRateTakesNoPictureAway(int interval, double loss) {
        for (int seed = 0; seed < 5; seed++) {
            SimulatedRoom room = room(behaviour(interval), seed);
            room.line.loss = loss;
            room.pass(10_000);
            Seen seen = room.pass(60_000);
            assertThat(seen.shareOf(ENOUGH)).as("seed %d", seed).isGreaterThan(0.9);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.12, 0.20})
    void aLotOfLossThatIsThereAtAnyRateIsFoundOut(double loss) {
        for (int seed = 0; seed < 5; seed++) {
            SimulatedRoom room = room(OFTEN, seed);
            room.line.loss = loss;
            room.pass(10_000);
            Seen seen = room.pass(60_000);
            assertThat(seen.shareOf(ENOUGH)).as("seed %d", seed).isGreaterThan(0.7);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05})
    void aLineThatLosesAtAnyRateIsFollowedDownAndUp(double loss) {
        for (int seed = 0; seed < 5; seed++) {
            SimulatedRoom room = room(OFTEN, seed);
            room.line.loss = loss;
            room.pass(10_000);
            room.line.bitsPerSecond = 300_000;
            room.pass(5_000);
            assertThat(room.pass(10_000).shareOf(300_000)).as("seed %d", seed).isLessThan(0.15);
            room.line.bitsPerSecond = WIDE;
            assertThat(room.millisUntil(ENOUGH)).as("seed %d", seed).isLessThan(8_000);
        }
    }

    @Test
    void aRoomThatTellsNoRoundTripIsFollowedCarefully() {
        SimulatedRoom room = room(new Behaviour(1_000, false, false), 0);
        room.line.bitsPerSecond = 300_000;
        room.pass(3_000);
        assertThat(room.estimator.bitsPerSecond()).isLessThan(300_000);
        Seen narrow = room.pass(60_000);
        assertThat(narrow.trains()).isZero();
        assertThat(narrow.soundLoss()).isLessThan(0.03);
        assertThat(narrow.shareOf(300_000)).isLessThan(0.3);
        room.line.bitsPerSecond = WIDE;
        assertThat(room.millisUntil(ENOUGH)).isLessThan(50_000);
    }

    /** A queue that loses nothing, but has everything come seconds late. */
    @Test
    void aLongQueueIsHeededThoughNothingIsLost() {
        SimulatedRoom room = room(OFTEN, 0);
        room.line.bitsPerSecond = 600_000;
        room.line.queueOctets = 1_000_000;
        room.pass(20_000);
        assertThat(room.pass(20_000).worstSoundMillis()).isLessThan(500);
    }

    @Test
    void whoGivesNoReportsIsAskedNothing() {
        ReportEstimator silent = new ReportEstimator();
        silent.wanted(SimulatedRoom.PICTURES);
        for (int i = 0; i < 100; i++) {
            long now = (30 + i) * SimulatedRoom.SECOND;
            silent.sent(i, 1_000, now);
            silent.keyframeWanted(now);
            assertThat(silent.ask(now)).isEmpty();
        }
        silent.reported(new ReportBlock(1, 0, 0, 99, 0, 0, 0), Double.NaN, 130 * SimulatedRoom.SECOND);
        assertThat(silent.ask(130 * SimulatedRoom.SECOND)).isPresent();
    }

    @Test
    void nothingIsTriedThatNobodyWants() {
        SimulatedRoom room = room(OFTEN, 0);
        room.line.bitsPerSecond = 300_000;
        room.pass(5_000);
        room.estimator.wanted(100_000);
        room.line.bitsPerSecond = WIDE;
        assertThat(room.pass(20_000).trains()).isZero();
    }

    /** Whatever a party says, the estimate stays within sense: 300 seeded conversations. */
    @Test
    void noReportBreaksIt() {
        for (int seed = 0; seed < 300; seed++) {
            converse(new Random(seed), "seed " + seed);
        }
    }

    private static void converse(Random random, String description) {
        ReportEstimator estimator = new ReportEstimator();
        estimator.wanted(SimulatedRoom.PICTURES);
        long now = SimulatedRoom.SECOND;
        int sequence = random.nextInt(0x10000);
        for (int i = 0; i < 300; i++) {
            now += random.nextLong(SimulatedRoom.SECOND);
            for (int sent = random.nextInt(100); sent > 0; sent--) {
                estimator.sent(sequence++ & 0xFFFF, 1 + random.nextInt(1_500), now);
            }
            long highest = random.nextBoolean() ? sequence - random.nextInt(200) : random.nextLong(1L << 32);
            double roundTrip = random.nextInt(4) == 0 ? Double.NaN : random.nextInt(3_000);
            estimator.reported(
                    new ReportBlock(1, 0, random.nextInt(1 << 24) - (1 << 23), highest, 0, random.nextInt(3), 0),
                    roundTrip,
                    now);
            if (random.nextBoolean()) {
                estimator.keyframeWanted(now);
            }
            int train = estimator.train(now);
            assertThat(train).as(description).isBetween(0, 10_000);
            if (train > 0) {
                estimator.trained(train, random.nextInt(3), now);
            }
            assertThat(estimator.bitsPerSecond()).as(description).isGreaterThanOrEqualTo(ReportEstimator.LEAST);
        }
    }
}
