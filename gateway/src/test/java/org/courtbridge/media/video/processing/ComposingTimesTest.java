package org.courtbridge.media.video.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComposingTimesTest {

    private static final long MILLI = 1_000_000;
    private static final long PERIOD = 33_333_333;
    private static final long START = 5_000_000_000L;

    private final ComposingTimes times = new ComposingTimes(PERIOD, START);

    /** Lets some periods go by, with a picture of each party at its place in each of them; when it was composed. */
    private List<Long> compose(int periods, long... places) {
        List<Long> composed = new ArrayList<>();
        for (int i = 0; i < periods; i++) {
            long now = times.next();
            composed.add(now);
            times.composed(
                    Arrays.stream(places)
                            .map(place -> START + place + (now - START - place) / PERIOD * PERIOD)
                            .boxed()
                            .toList(),
                    now);
        }
        return composed;
    }

    private static long place(long at) {
        return Math.floorMod(at - START, PERIOD);
    }

    @Test
    void withoutPicturesItIsEachPeriod() {
        List<Long> composed = compose(100);
        assertThat(composed.getLast()).isEqualTo(START + 100 * PERIOD);
    }

    @Test
    void itMovesToTheBeginningOfTheLargestGap() {
        List<Long> composed = compose(60, 5 * MILLI, 8 * MILLI, 25 * MILLI, 30 * MILLI);
        assertThat(place(composed.getLast())).isBetween(9 * MILLI, 11 * MILLI);
    }

    @Test
    void thePictureOfOnePartyIsComposedAsItComes() {
        List<Long> composed = compose(60, 20 * MILLI);
        assertThat(place(composed.getLast())).isBetween(21 * MILLI, 23 * MILLI);
    }

    @Test
    void itMovesLittleAndNeverTurnsBackAndForth() {
        List<Long> composed = compose(200, 0, PERIOD / 4, PERIOD / 2, 3 * PERIOD / 4);
        for (int i = 1; i < composed.size(); i++) {
            assertThat(composed.get(i) - composed.get(i - 1))
                    .isBetween(PERIOD - ComposingTimes.STEP, PERIOD + ComposingTimes.STEP);
        }
        assertThat(place(composed.getLast())).isEqualTo(place(composed.get(100)));
    }

    @Test
    void aCameraThatIsTooFastDoesNotMakeItMore() {
        long fast = PERIOD * 97 / 100;
        long now = START;
        int count = 0;
        while (now < START + 300 * PERIOD) {
            now = times.next();
            count++;
            times.composed(List.of(START + (now - START) / fast * fast), now);
        }
        assertThat(count).isBetween(290, 302);
    }

    @Test
    void picturesThatComeUnevenlyLeaveTheNumberOfPicturesAsItIs() {
        Random random = new Random(7);
        long now = START;
        int count = 0;
        while (now < START + 100 * PERIOD) {
            now = times.next();
            count++;
            times.composed(
                    List.of(
                            now - random.nextLong(PERIOD),
                            now - random.nextLong(PERIOD),
                            now - random.nextLong(PERIOD)),
                    now);
        }
        assertThat(count).isBetween(97, 103);
    }

    @Test
    void whoHasStoppedIsNotWaitedFor() {
        List<Long> still = List.of(START - 10 * PERIOD + 7 * MILLI);
        for (int i = 0; i < 20; i++) {
            times.composed(still, times.next());
        }
        assertThat(place(times.next())).isZero();
    }

    @Test
    void afterAPauseItGoesOnFromNow() {
        long late = START + 20 * PERIOD;
        times.composed(List.of(), late);
        assertThat(times.next()).isEqualTo(late + PERIOD);
    }
}
